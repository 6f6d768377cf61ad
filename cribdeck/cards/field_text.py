"""Fields read back: the HTML of a field as last built goes in, the words of its cards come out.

What has left the notes has no fact any more; its fields are all that is known of it. Lines,
cells and items stand on lines of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Final

from cribdeck.cards.clozes import answer, clozes, question
from cribdeck.cards.note import Card
from cribdeck.identity.ledger import NoteRecord
from cribdeck.inline import Break, Cloze, Inline, RichText, Text, plain

_MARK: Final = re.compile(r"(\{\{c\d+::|\}\}|::|<[^>]*>)")
"""What is no text: all else that looks so is escaped in our fields (see `anki_syntax`)."""
_NUMBER: Final = re.compile(r"\{\{c(\d{1,3})::")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ALT: Final = re.compile(r'<img [^>]*\balt="([^">]*)"')
"""A picture, told by its words."""
_SOUND: Final = re.compile(r"\[sound:[^\]]*\]")
_LINE: Final = re.compile(r"</?(br|div|li|p|pre|t[dhr]|[ou]l)\b")
"""Elements whose text stands apart from what is around it."""


def words_of(field: str) -> str:
    """Return what `field` says, with what its cards hide between guillemets."""
    return _tidy("".join(map(_marked, _spoken(field))))


def cards_of(field: str) -> tuple[Card, ...]:
    """Return the cards that Anki makes of `field`, by ordinal."""
    text = _spoken(field)
    numbers = sorted({it.number for it in clozes(text) if it.number is not None})
    return tuple(
        Card(number - 1, _tidy(question(text, number, numbers)), _tidy(answer(text, number)))
        for number in numbers
    )


def one_line(text: str) -> str:
    """Return `text` as a terminal may show it: a ledger may hold what commands one."""
    return " ".join(_CONTROL.sub(" ", text).split())


def numbers_of(record: NoteRecord) -> frozenset[int]:
    """Return the cloze numbers of the note as last built: what Anki has a card for."""
    if record.fields:
        return frozenset(map(int, _NUMBER.findall(record.fields[0])))
    return frozenset(cloze.number for cloze in record.clozes if cloze.live)


def _spoken(field: str) -> RichText:
    """Return `field` without its markup, but for clozes and line ends."""
    levels: list[list[Inline]] = [[]]
    waiting: list[Cloze] = []
    for place, part in enumerate(_MARK.split(field)):
        is_mark = place % 2 == 1
        if not is_mark or (part == "::" and not waiting):
            levels[-1].append(Text(unescape(_SOUND.sub("", part))))
        elif part.startswith("{{"):
            waiting.append(Cloze((), int(part[3:-2])))
            levels.append([])
        elif part == "::":
            # What follows up to the end of the cloze is its hint.
            waiting[-1] = replace(waiting[-1], children=tuple(levels[-1]), hint="...")
            levels[-1] = []
        elif part == "}}" and waiting:
            cloze, inner = waiting.pop(), tuple(levels.pop())
            has_hint = bool(cloze.hint)
            levels[-1].append(
                replace(cloze, hint=plain(inner)) if has_hint else replace(cloze, children=inner)
            )
        elif alt := _ALT.match(part):
            levels[-1].append(Text(unescape(alt[1])))
        elif _LINE.match(part):
            levels[-1].append(Break())
    return tuple(levels[0])


def _marked(node: Inline) -> str:
    if not isinstance(node, Cloze):
        return plain((node,))
    inside = "".join(map(_marked, node.children))
    said = inside.strip("\n")
    # Where a cloze stands around a whole item, the line ends are the item's.
    return inside.replace(said, f"«{said}»", 1) if said else f"«{inside}»"


def _tidy(text: str) -> str:
    """Return `text` without blank lines and white space that a browser would not show."""
    return "\n".join(line for it in text.split("\n") if (line := one_line(it)))
