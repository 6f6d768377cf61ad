"""A piece of text taken apart into the things it lists, in the order they stand.

Rich text goes in: `a、b 和 c`, `a；b；c`, `1 a 2 b 3 c`, `a（…）b（…）`, `a, b and c`, or Latin
words with only spaces between. Its entries come out, each with what stands in brackets
behind it; none if the text is no list. What counts as a good item is for the rules to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cribdeck.extract.crumb import LONGEST, without_numbering
from cribdeck.extract.splitting import clauses, labelled, masked, split_at
from cribdeck.extract.unit import Context
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, cut, plain, strip
from cribdeck.units import HAN, has_han, units
from cribdeck.wording import is_generic_lead, is_stop_term

END_MARKS = " 。；;，,、.：:"
_SEMICOLON = re.compile(r"[；;]")
_DASH = re.compile(r"\s[-–—]\s")
_FEWEST_DASHED = 2
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
_CLAUSE = re.compile(r"[，。；;]|,(?!\d)|\.\s")
_CONDITION = re.compile(
    r"如果|若|当|因为|由于|为了|对于|一旦|虽然|只要|首先|例如|比如|.{0,14}(?:时候?|[中下后前])$|通过.{0,12}$"
    r"|(?:if|when|because|since|for|although|in|on|to)\b",
    re.IGNORECASE,
)
"""First clauses that say nothing without the next."""
_GOES_ON = re.compile(r"而(?!且)|才|就|则|否则|从而|以便|但|以及|或者?|和|来|再|并(?![发行])")
"""First words of a clause that the one before needs."""
_UNFINISHED = re.compile(r"(?:^|[、，])(?:在|当|对|从|如果|若|因为|由于|为了)[^、，]*$")
"""Last words that need another clause."""
_SHORTEST_CLAUSE = 5
_LONGEST_LABEL = 12
LONGEST_POINT = 25
"""Units of an item that is asked for as a whole."""
_LONGEST_LEAD = LONGEST + 20
"""Characters."""
_CUT_OFF = "…"
_ANNOUNCES = re.compile(r"^there (?:are|is|might be|may be|can be|exist)\s+|^以下是", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?:(?<![拥含没占持具享])(?:主要)?有(?:以下|如下)?(?:几[个种点类])?|分别[是为有]|如下(?:所示)?)$"
    r"|\s(?:as follows|the following|(?:mentioned|listed|shown|given) below)$|\s(?:are|include)$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"等等?$|(?<![平相不对均高低])等(?![待级价于同候效幂式距]|\s?[两二三四五六七八九\d])[^，、（(]{0,10}$"
    r"|(?:…|\.{3})(?:等|$)|^其[他它余]|\betc\b|\band (?:so on|more|others)\b|^others?\b",
    re.IGNORECASE,
)
OF_ALL = re.compile(
    r"要|解决|避免|使用|支持|实现|提供|保证|用于|处理|记录|保存|存储|包含|包括|通过|根据|按照?|可以|对|将|把|由|在|向|从|需要|负责|基于"
)
"""Words that open a sentence about all the things listed in it."""
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


def announcing(lead: str) -> str:
    """Return the clause of a lead that announces what follows: the last one."""
    *_, last = _CLAUSE.split(lead.strip(" ：:？?"))
    return last.strip()


def lead_of(text: str, context: Context) -> RichText:
    """Return a lead, after the title above it if it says nothing alone; empty if it cannot.

    Words that only announce (There are …, …有以下几个, … as follows) are left out.
    """
    text = text.strip(" *：:")
    text = _ANNOUNCED.sub("", _ANNOUNCES.sub("", text)).rstrip(" ，,") or text
    if is_generic_lead(text) or units(text) <= 1:
        above = [crumb for crumb in context.breadcrumb if not is_generic_lead(crumb)]
        if not above or above[-1].endswith(_CUT_OFF):
            return ()
        text = f"{above[-1]} › {text}" if text else above[-1]
    return (Text(text),) if len(text) <= _LONGEST_LEAD else ()


def point(text: RichText) -> RichText:
    """Return what a list item says in a few words; empty if it needs many.

    That is the label of the item, the item if it is short, or its first clause.
    """
    content = strip(without_numbering(text), END_MARKS)
    label = labelled(content, dashes=True)
    if label and units(label.name) <= _LONGEST_LABEL and not is_stop_term(label.name):
        return label.term
    if units(plain(content)) <= LONGEST_POINT:
        return content
    first = strip(split_at(content, _CLAUSE)[0], END_MARKS)
    size = units(plain(first))
    whole = _SHORTEST_CLAUSE <= size <= LONGEST_POINT and not _CONDITION.match(fold(plain(first)))
    return first if whole else ()


def opening(text: RichText, longest: int) -> RichText:
    """Return as many clauses from the start of `text` as fit into `longest` units.

    It does not end with a condition (当…, 如果…) or in front of what belongs to it.
    """
    flat = plain(text)
    found = clauses(text)
    for order in range(len(found) - 1, -1, -1):
        start, end = found[order]
        rest = fold(flat[end:]).lstrip()
        if (
            units(flat[:end]) <= longest
            and not _CONDITION.match(fold(flat[start:end]).strip(END_MARKS))
            and not _GOES_ON.match(rest)
            and not _UNFINISHED.search(flat[start:end].strip(END_MARKS))
            and not flat[start:end].endswith(("：", ":"))
        ):
            return strip(cut(text, 0, end), END_MARKS)
    return ()


def entries(text: RichText, count: int | None = None, *, spaced: bool = False) -> tuple[Entry, ...]:
    """Return what `text` lists: `count` things, if that is known.

    `spaced` allows Latin words with only spaces between.
    """
    body = strip(text, END_MARKS)
    ways = [_numbered, _semicolons, _bracket_pairs, _pauses, _dashed, _latin]
    if spaced:
        ways.append(_spaced)
    if count:
        ways.append(clauses_listed)
    for way in ways:
        found = way(body)
        if len(found) > 1:
            return _counted(found, count)
    return ()


def is_open(found: tuple[Entry, ...]) -> bool:
    """Return whether a list says that there is more: `a、b 等`, `a、b 等组件`, `a, b, etc.`.

    It does not if it says how many there are: `a、b 等两种`.
    """
    return bool(found) and _OPEN.search(fold(found[-1].text)) is not None


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
    known = known or sides[0].endswith(("）", ")"))
    if not known and any(units(side) > _LONGEST_JOINED for side in sides):
        return (entry,)
    first, second = cut(entry.name, 0, match.start()), cut(entry.name, match.end(), len(flat))
    return entry_of(strip(first)), entry_of(strip(second))


def _numbered(text: RichText) -> tuple[Entry, ...]:
    flat = masked(text)
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


def _dashed(text: RichText) -> tuple[Entry, ...]:
    pieces = split_at(text, _DASH)
    return tuple(map(entry_of, _without_empty(pieces))) if len(pieces) > _FEWEST_DASHED else ()


def _bracket_pairs(text: RichText) -> tuple[Entry, ...]:
    """Return the entries of `a（…）b（…）`, which need no mark between."""
    flat = masked(text)
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
    match = _BRACKETS.fullmatch(masked(piece))
    if match is None or units(match["name"]) == 0:
        return Entry(piece)
    name, gloss = cut(piece, *match.span("name")), cut(piece, *match.span("gloss"))
    return Entry(strip(name, END_MARKS), strip(gloss, END_MARKS))
