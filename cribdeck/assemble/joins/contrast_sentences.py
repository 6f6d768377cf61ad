"""Sentences that tell the same two things apart, several in one section.

Trigger: two or more contrasts (`A …，而 B …`) in one section with the same two subjects.
Gives: a table with a row for each, named by the label of its line, or by what both claims have
in common: a verb (`隐藏`), the noun both end with, what one has and the other has not.
Does not touch: a contrast that stands alone, since its which-one card says all; contrasts
whose respect has no name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from cribdeck.assemble.joins.cell import cell
from cribdeck.assemble.joins.compared_labels import Row
from cribdeck.assemble.joins.names import is_aspect, key
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Join, Joined
from cribdeck.assemble.joins.telling import respect, without_joint
from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.splitting import labelled
from cribdeck.facts.model import Contrast
from cribdeck.inline import Cloze, plain, strip

_RULE: Final = "contrast"
_FEWEST: Final = 2
_END_MARKS: Final = " 。；;，,、"


def _find(part: Part) -> Iterator[Joined]:
    found: dict[tuple[str, ...], tuple[tuple[str, str], list[Row]]] = {}
    for _, siblings in families(part):
        for line in siblings:
            for names, row in _rows(line):
                name = tuple(sorted(map(key, names)))
                things, rows = found.setdefault(name, (names, []))
                rows.append(_in_order(row, names, things))
    for things, rows in found.values():
        told = Counter(key(row.aspect) for row in rows)
        kept = [row for row in rows if told[key(row.aspect)] == 1]
        if len(kept) >= _FEWEST:
            yield Joined(
                part=part,
                title=f"{things[0]} / {things[1]}",
                things=things,
                aspects=tuple(row.aspect for row in kept),
                cells={
                    (order, at): it
                    for order, row in enumerate(kept)
                    for at, it in row.cells.items()
                },
            )


def _rows(line: Line) -> Iterator[tuple[tuple[str, str], Row]]:
    for fact in line.passage.facts:
        if (
            not isinstance(fact, Contrast)
            or fact.origin.rule != _RULE
            or len(fact.claims) != _FEWEST
        ):
            continue
        names, told = [], []
        for claim in fact.claims:
            subject = next(node for node in claim if isinstance(node, Cloze))
            names.append(plain(subject.children).strip())
            told.append(strip(claim[claim.index(subject) + 1 :], _END_MARKS))
        label = labelled(without_numbering(line.text))
        if label is not None and is_aspect(label.name) and names[0] not in label.name:
            aspect, cells = label.name, {0: told[0], 1: told[1]}
        else:
            common = respect((0, told[0]), (1, told[1]))
            if common is None:
                continue
            aspect, cells = common.aspect, dict(common.cells)
        made = {at: cell(without_joint(text), line) for at, text in cells.items()}
        kept = {at: it for at, it in made.items() if it is not None}
        if len(kept) == _FEWEST:
            yield (names[0], names[1]), Row(aspect, kept)


def _in_order(row: Row, names: tuple[str, str], things: tuple[str, str]) -> Row:
    """Return `row` with its cells in the order of `things`."""
    if key(names[0]) == key(things[0]):
        return row
    return Row(row.aspect, {1 - at: it for at, it in row.cells.items()})


JOIN = Join(name="contrast_sentences", doc=__doc__ or "", find=_find, matches=(), ignores=())
