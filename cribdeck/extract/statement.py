"""Lines of a paragraph become statements: kept apart in study notes, joined in wrapped prose.

The lines of one `Paragraph` go in, statements (again `Line`s) come out. In notes a line
is a statement, with a full stop or without. Two lines are one statement only if the first
does not end like a sentence, the next one is no label, and

* the first ends with a full-width comma or the next one starts with a mark that closes, or
* the first is as long as wrapped lines are and ends with a comma, or
* it is as long and the next one starts with a word that only goes on (`and`, `of`), or with
  a small letter where the statement began with a capital one, or
* the paragraph (three lines or more) is wrapped: of no line would the first word have fitted
  on the line before.
"""

from __future__ import annotations

import re
import unicodedata

from cribdeck.extract.splitting import labelled
from cribdeck.inline import Image, RichText, Text, plain
from cribdeck.syntax.nodes import Line

_SHORTEST_WRAPPED = 50
"""Columns; editors wrap at 72 or more, and a last word may not have fitted."""
_SHORTEST_CLAUSE = 16
"""Columns of a line that its author broke off at a full-width comma."""
_LONGEST_WRAPPED = 130
"""Columns; longer lines were never wrapped."""
_FULL_PARAGRAPH = 3
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:.…][”\"'）)」』]?\s*$")
_ENDS_OPEN = re.compile(r"[，,、(（]\s*$")
_ENDS_CLAUSE = re.compile(r"[，、]\s*$")
_STARTS_CLOSED = re.compile(r"\s*[，、。；：）」』】]")
_STARTS_SMALL = re.compile(r"\s*[a-z]")
_GOES_ON = re.compile(
    r"\s*(?:and|or|but|nor|as|at|because|by|for|from|in|into|of|on|onto|so|than|that|to|until"
    r"|where|whereas|which|while|who|whose|with|without|is|are|was|were|be|been)\b"
)
"""Small first words without which the line before is no whole sentence."""
_LETTER = re.compile(r"[^\W\d_]")
_FIRST_WORD = re.compile(r"\s*([!-~]{1,40}|\S)")


def statements(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the statements in the lines of one paragraph, in order; blank ones are left out."""
    lines = tuple(line for line in lines if plain(line.content).strip() or picture(line))
    wrapped = _is_wrapped(lines)
    found: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _continues(last, line, found[-1], wrapped=wrapped):
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


def _continues(first: Line, second: Line, statement: Line, *, wrapped: bool) -> bool:
    """Return whether `second` goes on where `first` ends, the last line of `statement`."""
    if first.span.end_line >= second.span.line or picture(first) or picture(second):
        return False  # a <br> between them: the author's own line end
    text, after = plain(first.content), plain(second.content)
    if _STARTS_CLOSED.match(after):
        return True
    if _ENDS_SENTENCE.search(text) or labelled(second.content):
        return False
    width = _columns(text)
    if not _SHORTEST_WRAPPED <= width <= _LONGEST_WRAPPED:
        return _SHORTEST_CLAUSE <= width < _SHORTEST_WRAPPED and bool(_ENDS_CLAUSE.search(text))
    return bool(_ENDS_OPEN.search(text)) or wrapped or _is_rest(after, text, statement)


def _is_rest(after: str, text: str, statement: Line) -> bool:
    """Return whether a line begins in the middle of the English sentence that `text` ends."""
    if not text[-1:].isascii():
        return False
    small = _STARTS_SMALL.match(after) and _begins_large(plain(statement.content))
    return bool(small or _GOES_ON.match(after))


def _begins_large(text: str) -> bool:
    """Return whether `text` begins with a capital letter, as its author's sentences do then."""
    letter = _LETTER.search(text)
    return letter is not None and letter[0].isupper()


def _is_wrapped(lines: tuple[Line, ...]) -> bool:
    """Return whether an editor broke all these lines: the next word went beyond the longest."""
    if len(lines) < _FULL_PARAGRAPH:
        return False
    texts = [plain(line.content).rstrip() for line in lines]
    widths = [_columns(text) for text in texts]
    widest = max(widths)
    return widest >= _SHORTEST_WRAPPED and all(
        width + _columns(_first_word(after)) + _room_beside(after) > widest
        for width, after in zip(widths, texts[1:], strict=False)
    )


def _first_word(text: str) -> str:
    """Return what an editor moves to the next line as a whole: a Latin word or an ideograph."""
    word = _FIRST_WORD.match(text)
    return word[1] if word else ""


def _room_beside(text: str) -> int:
    """Return columns for the space before a Latin word, or a mark that hangs over in Chinese."""
    return 1 if text[:1].isascii() else 2


def _joined(first: Line, second: Line) -> Line:
    left, right = plain(first.content).rstrip(), plain(second.content).lstrip()
    space: RichText = (Text(" "),) if left[-1:].isascii() and right[:1].isascii() else ()
    return Line(first.span.to(second.span), (*first.content, *space, *second.content))


def _columns(text: str) -> int:
    """Return the width of `text` in a terminal, where an ideograph takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
