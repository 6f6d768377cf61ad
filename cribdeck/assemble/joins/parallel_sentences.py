"""Sentences built alike, one about each thing: `正向代理隐藏了…` and `反向代理隐藏了…`.

Trigger: a heading that names several things of one kind (`正向代理和反向代理`), and below it
sentences that begin with one of them and go on with the same telling verb.
Gives: a table with a row for each verb.
Does not touch: verbs that say nothing by themselves (是, 有, 支持); sentences that name a second
of the things; a verb that one thing has twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from cribdeck.assemble.joins.cell import Cell, cell
from cribdeck.assemble.joins.compared import side_by_side
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Join, Joined
from cribdeck.assemble.joins.telling import same_frame
from cribdeck.assemble.matching import Names, matchable, names_of
from cribdeck.extract.splitting import clauses, sentences
from cribdeck.inline import RichText, cut, plain, strip

_END_MARKS: Final = " 。；;，,、"
_PAIR: Final = 2


def _find(part: Part) -> Iterator[Joined]:
    title = side_by_side(part.title)
    if title is None:
        return
    names = names_of([(thing,) for thing in title.things])
    told: defaultdict[int, list[tuple[RichText, Line]]] = defaultdict(list)
    for _, siblings in families(part):
        for line in siblings:
            for thing, said in _about(line.text, names):
                told[thing].append((said, line))
    rows: dict[str, dict[int, Cell | None]] = {}
    things = sorted(told)
    for order, one in enumerate(things):
        for other in things[order + 1 :]:
            for said, line in told[one]:
                for heard, its_line in told[other]:
                    common = same_frame((one, said), (other, heard))
                    if common is None:
                        continue
                    row = rows.setdefault(common.aspect, {})
                    for thing, where in ((one, line), (other, its_line)):
                        made = cell(common.cells[thing], where)
                        before = row.setdefault(thing, made)
                        if before is None or made is None or plain(before.text) != plain(made.text):
                            row[thing] = None  # told twice, or no cell
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


JOIN = Join(name="parallel_sentences", doc=__doc__ or "", find=_find, matches=(), ignores=())
