"""Sentences built alike, one about each thing: `正向代理隐藏了…` and `反向代理隐藏了…`.

Trigger: a heading that names several things of one kind (`正向代理和反向代理`), and below it
sentences that begin with one of them and go on with the same telling verb.
Gives: a table with a row for each verb.
Does not touch: verbs that say nothing by themselves (是, 有, 支持); sentences that name a second
of the things; a verb that one thing has twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from cribdeck.assemble.joins.cell import Cell, cell
from cribdeck.assemble.joins.compared import side_by_side
from cribdeck.assemble.joins.respect import same_frame
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Example, Join, Joined
from cribdeck.assemble.matching import Names, matchable, names_of
from cribdeck.extract.splitting import clauses, sentences
from cribdeck.inline import RichText, cut, plain, strip

_END_MARKS: Final = " 。；;，,、"
_PAIR: Final = 2
_MOST: Final = 60
"""Clauses of a section that are set side by side; bounds the work."""


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    thing: int
    text: RichText
    line: Line


def _find(part: Part) -> Iterator[Joined]:
    title = side_by_side(part.title)
    if title is None:
        return
    names = names_of([(thing,) for thing in title.things])
    told = [
        _Said(thing, said, line)
        for _, siblings in families(part)
        for line in siblings
        for thing, said in _about(line.text, names)
    ]
    rows: dict[str, dict[int, Cell | None]] = {}
    for one, other in combinations(sorted(told, key=lambda it: it.thing)[:_MOST], 2):
        common = same_frame((one.thing, one.text), (other.thing, other.text))
        if one.thing == other.thing or common is None:
            continue
        row = rows.setdefault(common.aspect, {})
        for said in (one, other):
            made = cell(common.cells[said.thing], said.line)
            before = row.setdefault(said.thing, made)
            if before is None or made is None or plain(before.text) != plain(made.text):
                row[said.thing] = None
    kept = {
        aspect: cells
        for aspect, cells in rows.items()
        if len(cells) >= _PAIR and all(cells.values())
    }
    if kept:
        yield Joined(
            part=part,
            title=part.title,
            things=title.things,
            aspects=tuple(kept),
            cells={
                (order, thing): made
                for order, cells in enumerate(kept.values())
                for thing, made in cells.items()
                if made is not None
            },
        )


def _about(text: RichText, names: Names) -> Iterator[tuple[int, RichText]]:
    """Yield each clause that begins with one of the things, without it."""
    for sentence in sentences(text):
        for start, end in clauses(sentence):
            clause = strip(cut(sentence, start, end), _END_MARKS)
            flat = plain(clause)
            found = names.in_text(matchable(flat))
            if len(found) == 1 and found[0].start == 0:
                rest = strip(cut(clause, found[0].end, len(flat)), " ：:，,")
                if plain(rest):
                    yield found[0].entity, rest


JOIN = Join(
    name="parallel_sentences",
    doc=__doc__ or "",
    find=_find,
    matches=(
        Example(
            "## 正向代理和反向代理\n- 正向代理\n  - 正向代理隐藏了真实的客户端。\n"
            "- 反向代理\n  - 反向代理隐藏了真实的服务器。",
            (
                (
                    "comparison 正向代理和反向代理 (正向代理 | 反向代理)"
                    " 隐藏: 真实的客户端 | 真实的服务器"
                ),
            ),
        ),
    ),
    ignores=(
        "## 正向代理和反向代理\n正向代理是一种服务器。反向代理是一种网关。",
        "## 代理\n正向代理隐藏了真实的客户端。反向代理隐藏了真实的服务器。",
        "## 乐观锁与悲观锁\n乐观锁隐藏了冲突。乐观锁隐藏了等待。悲观锁隐藏了版本号。",
    ),
)
