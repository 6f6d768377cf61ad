"""A piece of text taken apart into the things it lists, in the order they stand.

Rich text goes in: `a、b 和 c`, `a；b；c`, `1 a 2 b 3 c`, `a（…）b（…）`, `a, b and c`, or Latin
words with only spaces between. Its entries come out, each with what stands in brackets
behind it; none if the text is no list. What counts as a good item is for the rules to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cribdeck.extract.crumb import LONGEST
from cribdeck.extract.splitting import split_at
from cribdeck.extract.unit import Context
from cribdeck.extract.wording import is_generic_lead
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, cut, plain, strip
from cribdeck.units import HAN, has_han, units

END_MARKS = " 。；;，,、.：:"
_SEMICOLON = re.compile(r"[；;]")
_PAUSE = re.compile(r"、")
_COMMA = re.compile(r"[，,]\s*(?:(?:and|or)\s)?|\s(?:and|or)\s")
_CHINESE_COMMA = re.compile(r"[，,](?!\d)")
_SPACE = re.compile(r"\s+")
_LATIN_TITLE = re.compile(rf"[A-Za-z]{{1,20}}\s(?=[{HAN}])")
_LATIN_WORD = re.compile(r"[$@_A-Za-z][\w.$()*-]{1,30}")
_LAST = re.compile(r"以及|和(?![局平谐])|及|与|\s(?:and|or)\s")
_LONGEST_JOINED = 6
"""Units of two names that 和 joins; longer ones are one thing (消息的发送和接收)."""
_MARK = re.compile(
    r"(?:(?<=[\s。；;，,、：:）)])|^)"
    r"(?:[（(](?P<a>[1-9])[)）]|(?P<b>[1-9])(?:[、．)）]\s?|[.，]\s?(?!\d)|\s{1,3}(?=[^\d\s]))"
    r"|(?P<c>[①-⑨]))\s{0,3}"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_BRACKETS = re.compile(r"(?P<name>[^（()）]{1,40})[（(](?P<gloss>[^（()）]{1,200})[)）]")
_COUNT = re.compile(
    r"([两二三四五六七八九2-9])\s?(?:[种个类条点步层]|大(?![量小于])|部分|方面|阶段)"
)
_NUMERALS = {"两": 2} | {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
_LONGEST_NAME_OF_PAIR = 12
_LONGEST_LEAD = LONGEST + 20
"""Characters."""
_CUT_OFF = "…"
_JOINER = re.compile(r"(?:以及|和(?![局平谐])|及(?!时)|与|and\s|or\s)\s?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list."""

    name: RichText
    """Without brackets behind it, unless there is nothing else."""
    gloss: RichText = ()
    """What stands in the brackets."""

    @property
    def text(self) -> str:
        """The name as plain text."""
        return plain(self.name)


def count_in(lead: str) -> int | None:
    """Return how many things a lead announces: 3 for 三种状态; None if it does not say."""
    match = _COUNT.search(fold(lead))
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else _NUMERALS[match[1]]


def lead_of(text: str, context: Context) -> RichText:
    """Return a lead, after the title above it if it says nothing alone; empty if it cannot."""
    text = text.strip(" *：:")
    if is_generic_lead(text) or units(text) <= 1:
        above = [crumb for crumb in context.breadcrumb if not is_generic_lead(crumb)]
        if not above or above[-1].endswith(_CUT_OFF):
            return ()
        text = f"{above[-1]} › {text}" if text else above[-1]
    return (Text(text),) if len(text) <= _LONGEST_LEAD else ()


def entries(
    text: RichText, count: int | None = None, *, spaced: bool = False
) -> tuple[Entry, ...]:
    """Return what `text` lists: `count` things, if that is known.

    `spaced` allows Latin words with only spaces between.
    """
    body = strip(text, END_MARKS)
    ways = [_numbered, _semicolons, _bracket_pairs, _pauses, _latin]
    if spaced:
        ways.append(_spaced)
    if count:
        ways.append(clauses_listed)
    for way in ways:
        found = way(body)
        if len(found) > 1:
            return _counted(found, count)
    return ()


def clauses_listed(text: RichText) -> tuple[Entry, ...]:
    """Return the clauses of `text`, for a label that announces points: `优点：简单，易用`."""
    return tuple(map(entry_of, _without_empty(split_at(strip(text, END_MARKS), _CHINESE_COMMA))))


def _counted(found: tuple[Entry, ...], count: int | None) -> tuple[Entry, ...]:
    """Return `found` with a last `b 和 c` taken apart, so that there are `count` if possible."""
    last = _without_joiner(found[-1])
    found = (*found[:-1], last)
    apart = (*found[:-1], *_joined_pair(last, known=count == len(found) + 1))
    if count is None:
        return apart
    return next((it for it in (found, apart) if len(it) == count), ())


def _without_joiner(entry: Entry) -> Entry:
    """Return `entry` without 和 before it, as in `a、b、和c`."""
    joiner = _JOINER.match(entry.text)
    if joiner is None:
        return entry
    return Entry(cut(entry.name, joiner.end(), len(entry.text)), entry.gloss)


def _joined_pair(entry: Entry, *, known: bool) -> tuple[Entry, ...]:
    flat = entry.text
    match = _LAST.search(flat, 1)
    if match is None or entry.gloss or match.end() == len(flat):
        return (entry,)
    sides = (flat[: match.start()], flat[match.end() :])
    if not known and any(units(side) > _LONGEST_JOINED for side in sides):
        return (entry,)
    first, second = cut(entry.name, 0, match.start()), cut(entry.name, match.end(), len(flat))
    return (Entry(strip(first)), Entry(strip(second)))


def _numbered(text: RichText) -> tuple[Entry, ...]:
    flat = plain(text)
    starts: list[tuple[int, int]] = []
    for match in _MARK.finditer(flat):
        digit = match["a"] or match["b"]
        number = int(digit) if digit else _CIRCLED.index(match["c"]) + 1
        if number == len(starts) + 1:
            starts.append(match.span())
    if not starts or starts[0][0] != 0:
        return ()
    ends = [*(start for start, _ in starts[1:]), len(flat)]
    pieces = [cut(text, begin, end) for (_, begin), end in zip(starts, ends, strict=True)]
    return tuple(map(entry_of, _without_empty(tuple(pieces))))


def _semicolons(text: RichText) -> tuple[Entry, ...]:
    return tuple(map(entry_of, _without_empty(split_at(text, _SEMICOLON))))


def _pauses(text: RichText) -> tuple[Entry, ...]:
    return tuple(map(entry_of, _without_empty(split_at(text, _PAUSE))))


def _bracket_pairs(text: RichText) -> tuple[Entry, ...]:
    """Return the entries of `a（…）b（…）`, which need no mark between."""
    flat = plain(text)
    found: list[Entry] = []
    end = 0
    for match in _BRACKETS.finditer(flat):
        if match.start() != end:
            return ()
        end = match.end()
        name = _name(strip(cut(text, *match.span("name")), END_MARKS))
        if not 1 <= units(plain(name)) <= _LONGEST_NAME_OF_PAIR:
            return ()
        found.append(Entry(name, strip(cut(text, *match.span("gloss")), END_MARKS)))
    return tuple(found) if end == len(flat) else ()


def _name(text: RichText) -> RichText:
    """Return a name without the Latin title before it, as in `ACID 原子性`."""
    flat = plain(text)
    title = _LATIN_TITLE.match(flat)
    return cut(text, title.end(), len(flat)) if title else text


def _latin(text: RichText) -> tuple[Entry, ...]:
    """Return Latin names with commas between."""
    if has_han(plain(text)) or "," not in plain(text):
        return ()
    return tuple(map(entry_of, _without_empty(split_at(text, _COMMA))))


def _spaced(text: RichText) -> tuple[Entry, ...]:
    """Return Latin names with only spaces between."""
    pieces = split_at(text, _SPACE)
    if not all(_LATIN_WORD.fullmatch(plain(piece)) for piece in pieces):
        return ()
    return tuple(map(entry_of, _without_empty(pieces)))


def _without_empty(pieces: tuple[RichText, ...]) -> Iterator[RichText]:
    return (piece for piece in (strip(piece, END_MARKS) for piece in pieces) if plain(piece))


def entry_of(piece: RichText) -> Entry:
    """Return one thing of a list, with what stands in brackets behind it."""
    flat = plain(piece)
    match = _BRACKETS.fullmatch(flat)
    if match is None or units(match["name"]) == 0:
        return Entry(piece)
    name, gloss = cut(piece, *match.span("name")), cut(piece, *match.span("gloss"))
    return Entry(strip(name, END_MARKS), strip(gloss, END_MARKS))
