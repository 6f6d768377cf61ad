"""However notes and clock go: what Anki is sent of a note is newer exactly when it is another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.cards.tombstone import tombstones
from cribdeck.facts.model import Fact
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.ledger_text import ledger_bytes, read_ledger
from cribdeck.identity.retired import TAG, tombstones_due
from tests.fact_samples import LONG_AGO, built, definition, origin

TERMS = ("分区", "副本", "消费者组", "位移")
BUILDS = st.lists(
    st.tuples(
        st.lists(st.sampled_from([None, "甲", "乙"]), min_size=4, max_size=4),
        st.integers(-3, 3),
    ),
    min_size=2,
    max_size=8,
)


def facts(wordings: list[str | None]) -> list[Fact]:
    return [
        definition(term, f"关于{term}的{wording}种说法", origin("主题", term))
        for term, wording in zip(TERMS, wordings, strict=True)
        if wording is not None
    ]


@given(BUILDS)
@settings(deadline=None, max_examples=60)
def test_what_is_sent_is_newer_exactly_when_it_is_another(
    builds: list[tuple[list[str | None], int]],
) -> None:
    ledger, now = Ledger(), LONG_AGO
    sent: dict[str, tuple[int, object]] = {}
    for wordings, seconds in builds:
        now += seconds
        notes, ledger = built(facts(wordings), ledger, now)
        package = (*notes, *tombstones(tombstones_due(ledger)))
        for note in package:
            content = (note.fields, note.tags)
            mod, before = sent.get(note.guid, (0, None))
            if content == before:
                assert note.mod == mod
            else:
                assert note.mod > mod
                assert note.mod >= now
            sent[note.guid] = (note.mod, content)
            assert (TAG in note.tags) == (note.state == "retired")
        assert len({note.guid for note in package}) == len(package)
        assert read_ledger(ledger_bytes(ledger), "ledger.jsonl") == (ledger, [])
