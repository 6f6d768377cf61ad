"""Lines of a paragraph become statements: kept apart in study notes, joined in wrapped prose.

The lines of one `Paragraph` go in, statements (again `Line`s) come out. In notes a line
is a statement. Two lines are one statement only if the first is broken off in
mid-sentence by an editor that wraps: it is long, does not end like a sentence, and

* the next one starts with a small Latin letter, or
* it ends with a comma, or
* all lines but the last of the paragraph (three lines or more) are about equally long.
"""

from __future__ import annotations

import re
import unicodedata

from cribdeck.extract.splitting import labelled
from cribdeck.inline import Image, RichText, Text, plain
from cribdeck.syntax.nodes import Line

_SHORTEST_WRAPPED = 50
"""Columns; editors wrap at 72 or more, and a last word may not have fitted."""
_LONGEST_WRAPPED = 130
"""Columns; longer lines were never wrapped."""
_EVEN = 0.75
"""A wrapped line is at least this long compared with the longest of its paragraph."""
_FULL_PARAGRAPH = 3
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:.…][”\"'）)」』]?\s*$")
_ENDS_OPEN = re.compile(r"[，,、(（]\s*$")
_STARTS_SMALL = re.compile(r"\s*[a-z]")


def statements(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the statements in the lines of one paragraph, in order; blank ones are left out."""
    lines = tuple(line for line in lines if plain(line.content).strip() or picture(line))
    even = _evenly_wrapped(lines)
    found: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _continues(last, line, even=even):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
        last = line
    return tuple(found)


def picture(line: Line) -> Image | None:
    """Return the picture that a line consists of, if it holds nothing else."""
    nodes = [
        node for node in line.content if not (isinstance(node, Text) and not node.text.strip())
    ]
    if len(nodes) == 1 and isinstance(nodes[0], Image):
        return nodes[0]
    return None


def _continues(first: Line, second: Line, *, even: bool) -> bool:
    text, after = plain(first.content), plain(second.content)
    if first.span.end_line >= second.span.line or picture(first) or picture(second):
        return False  # a <br> between them: the author's own line end
    if not _SHORTEST_WRAPPED <= _columns(text) <= _LONGEST_WRAPPED:
        return False
    if _ENDS_SENTENCE.search(text) or labelled(second.content):
        return False
    if _ENDS_OPEN.search(text) or (_STARTS_SMALL.match(after) and text[-1:].isascii()):
        return True
    return even


def _evenly_wrapped(lines: tuple[Line, ...]) -> bool:
    if len(lines) < _FULL_PARAGRAPH:
        return False
    widths = [_columns(plain(line.content)) for line in lines[:-1]]
    widest = max(widths)
    return widest >= _SHORTEST_WRAPPED and min(widths) >= _EVEN * widest


def _joined(first: Line, second: Line) -> Line:
    left, right = plain(first.content).rstrip(), plain(second.content).lstrip()
    space: RichText = (Text(" "),) if left[-1:].isascii() and right[:1].isascii() else ()
    return Line(first.span.to(second.span), (*first.content, *space, *second.content))


def _columns(text: str) -> int:
    """Return the width of `text` in a terminal, where an ideograph takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
