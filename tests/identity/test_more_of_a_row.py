"""What the settings ask of a row beside its cells moves no number, whenever it is switched on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.facts.holes import NAME, WHOLE_ROW
from cribdeck.facts.model import Comparison
from cribdeck.identity.draft import More
from cribdeck.identity.identify import Identified, identify
from cribdeck.identity.ledger import Ledger
from tests.fact_samples import comparison, drafts_of

TABLE = comparison(["Kafka", "Rabbit"], {"顺序": ["分区内", "队列内"]})
GLOSSARY = replace(
    comparison(["404"], {"含义": ["资源不存在"]}, "glossary"), reversible=frozenset({0})
)


def numbers(note: Identified) -> dict[str, int | None]:
    return {hole.role: it for hole, it in zip(note.draft.holes, note.numbers, strict=True)}


@pytest.mark.parametrize(
    ("fact", "more", "role"),
    [(TABLE, frozenset[More]({"rows"}), WHOLE_ROW), (GLOSSARY, frozenset[More]({"names"}), NAME)],
)
def test_switched_on_later_it_takes_the_next_number_and_gives_it_back_to_nobody(
    fact: Comparison, more: frozenset[More], role: str
) -> None:
    (before,), ledger = _identified(fact, Ledger())
    (after,), ledger = _identified(fact, ledger, more)
    assert after.guid == before.guid
    added = max(filter(None, before.numbers)) + 1
    assert numbers(after) == {**numbers(before), role: added}
    (off,), ledger = _identified(fact, ledger)
    assert numbers(off) == numbers(before)
    (again,), _ = _identified(fact, ledger, more)
    assert numbers(again) == numbers(after)


def test_a_column_more_leaves_the_whole_row_its_number() -> None:
    rows = frozenset[More]({"rows"})
    (before,), ledger = _identified(TABLE, Ledger(), rows)
    wider = comparison(["Kafka", "Rabbit", "Pulsar"], {"顺序": ["分区内", "队列内", "按键"]})
    (after,), _ = _identified(wider, ledger, rows)
    assert numbers(after) == {**numbers(before), "Pulsar": 4}


@pytest.mark.parametrize("width", [1, 2, 4, 5])
def test_two_to_four_cells_are_asked_at_once(width: int) -> None:
    things = [f"物{number}" for number in range(width)]
    table = comparison(things, {"顺序": [f"第{number}种" for number in range(width)]})
    (note,), _ = _identified(table, Ledger(), frozenset[More]({"rows"}))
    assert (WHOLE_ROW in numbers(note)) == (width in (2, 4))


def _identified(
    fact: Comparison, ledger: Ledger, more: frozenset[More] = frozenset()
) -> tuple[tuple[Identified, ...], Ledger]:
    found = identify(drafts_of([fact], more=more), ledger)
    return tuple(found.notes), found.ledger
