"""`X 的特点：…` beside `Y 的特点：…`: phrases that speak of the same thing are set side by side.

Trigger: two labels of the same aspect with different owners among lines that stand together,
each followed by several short phrases.
Gives: a table with a row for each two phrases that are alike or opposites (无连接的 and 有连接的);
what they share names the row.
Does not touch: phrases that have no partner, or share nothing that has a name; it gives
nothing if fewer than two rows are found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from cribdeck.assemble.joins.cell import Cell, cell
from cribdeck.assemble.joins.names import is_thing, key
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Example, Join, Joined
from cribdeck.assemble.matching import matchable
from cribdeck.extract.crumb import crumb_of, without_numbering
from cribdeck.extract.splitting import labelled, split_at, without_brackets
from cribdeck.inline import RichText, plain, strip
from cribdeck.units import HAN, units
from cribdeck.wording import aspect_label

_LABELS: Final = ("特点", "特性", "特征", "features", "优点", "缺点", "优势", "劣势")
_PHRASE: Final = re.compile(r"[，,；;。]")
_POINT: Final = re.compile(r"[、，,；;。]")
_ALIKE: Final = 0.34
"""Share of pairs of characters that two phrases have in common."""
_FEWEST: Final = 2
_LONGEST_PHRASE: Final = 25
_MOST: Final = 16
"""Phrases that are set side by side; bounds the work."""
_END_MARKS: Final = " 。；;，,、"
_VERB: Final = re.compile(
    r"^(?:支持|需要|具有|具备|提供|拥有|保证|使用|采用|可以|允许|是|有|的|之前|之后|[了在]|不)+"
)
_TRAILING: Final = re.compile(r"(?:[的了在是和与]|之前|之后)+$")
_NAME: Final = re.compile(rf"[{HAN}A-Za-z][{HAN}A-Za-z0-9 -]{{1,9}}")


def _find(part: Part) -> Iterator[Joined]:
    for above, siblings in families(part):
        owners = [it for line in siblings if (it := _owned(line)) is not None]
        for order, (thing, aspect, body, line) in enumerate(owners):
            for other, same, its_body, its_line in owners[order + 1 :]:
                if same == aspect and key(other) != key(thing):
                    joined = _joined(
                        part, above, (thing, other), (body, its_body), (line, its_line)
                    )
                    if joined is not None:
                        yield joined
                    break


def _owned(line: Line) -> tuple[str, str, RichText, Line] | None:
    label = labelled(without_numbering(line.text))
    parts = aspect_label(label.name) if label else None
    if label is None or parts is None or key(parts.aspect) not in _LABELS:
        return None
    return (
        (parts.entity, key(parts.aspect), label.meaning, line) if is_thing(parts.entity) else None
    )


def _joined(
    part: Part,
    above: Line | None,
    things: tuple[str, str],
    bodies: tuple[RichText, RichText],
    lines: tuple[Line, Line],
) -> Joined | None:
    mine, theirs = map(_phrases, bodies)
    rows = list(_rows(mine, theirs))
    told = Counter(key(aspect) for aspect, _, _ in rows)
    rows = [row for row in rows if told[key(row[0])] == 1]
    cells: dict[tuple[int, int], Cell] = {}
    for order, (_, one, other) in enumerate(rows):
        for column, (phrase, line) in enumerate(zip((one, other), lines, strict=True)):
            made = cell(phrase, line)
            if made is None:
                return None
            cells[order, column] = made
    if len(rows) < _FEWEST:
        return None
    crumb = crumb_of(above.text) if above else ""
    return Joined(
        part=part,
        title=f"{things[0]} / {things[1]}",
        things=things,
        aspects=tuple(aspect for aspect, _, _ in rows),
        cells=cells,
        crumbs=(crumb,) if crumb else (),
    )


def _phrases(body: RichText) -> list[RichText]:
    phrases = split_at(body, _PHRASE)
    if len(phrases) <= _FEWEST:
        phrases = split_at(body, _POINT)
    phrases = tuple(strip(phrase, _END_MARKS) for phrase in phrases)
    return [it for it in phrases if 1 < units(plain(it)) <= _LONGEST_PHRASE][:_MOST]


def _rows(
    mine: Sequence[RichText], theirs: Sequence[RichText]
) -> Iterator[tuple[str, RichText, RichText]]:
    """Yield what two phrases share and both of them, where each is the other's best match."""
    alike = {
        (a, b): _likeness(one, other)
        for a, one in enumerate(mine)
        for b, other in enumerate(theirs)
    }
    for (a, b), value in alike.items():
        rivals = _rivals(alike, a, b)
        if value >= _ALIKE and all(value > it for it in rivals):
            name = _shared(plain(mine[a]), plain(theirs[b]))
            if name:
                yield name, mine[a], theirs[b]


def _rivals(alike: Mapping[tuple[int, int], float], a: int, b: int) -> list[float]:
    return [it for (i, j), it in alike.items() if (i == a) != (j == b)]


def _likeness(one: RichText, other: RichText) -> float:
    mine, theirs = (_pairs(without_brackets(plain(it))) for it in (one, other))
    both = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / both if both else 0.0


def _pairs(text: str) -> set[str]:
    return set(map("".join, pairwise(it for it in matchable(text) if it.isalnum())))


def _shared(one: str, other: str) -> str:
    """Return the longest words that both phrases have, as the name of a row."""
    best = ""
    for start in range(len(one)):
        end = start + max(len(best), 1)
        while end <= len(one) and one[start:end] in other:
            best, end = one[start:end], end + 1
    name = _TRAILING.sub("", _VERB.sub("", best.strip(" ，,、")))
    return name if _NAME.fullmatch(name) else ""


JOIN = Join(
    name="own_features",
    doc=__doc__ or "",
    find=_find,
    matches=(
        Example(
            "# 网络\nudp的特点：无连接的，不保证可靠交付，首部小\n"
            "tcp的特点：有连接的，提供可靠交付，全双工通信",
            (
                (
                    "comparison udp / tcp (udp | tcp) 连接: 无连接的 | 有连接的;"
                    " 可靠交付: 不保证可靠交付 | 提供可靠交付"
                ),
            ),
        ),
    ),
    ignores=(
        "# 网络\nudp的特点：首部小，没有拥塞控制\ntcp的特点：全双工通信，按序到达",
        "# 网络\nudp的特点：无连接的，不保证可靠交付\ntcp的缺点：有连接的，提供可靠交付",
        "# 网络\ntcp的特点：有连接的，提供可靠交付\ntcp的特点：无连接的，不保证可靠交付",
    ),
)
