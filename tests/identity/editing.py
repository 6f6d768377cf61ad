"""Notes before and after an edit go in; which card was which comes out.

A card is written `key → answer`. What the learner knows of it hangs on GUID and cloze number, so
`became` tells for every card of now whose history it has: its own words of before, or `new`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from cribdeck.extract import extract
from cribdeck.identity.draft import Draft, More, drafts
from cribdeck.identity.identify import Identification, Identified, identify
from cribdeck.identity.ledger import Ledger
from cribdeck.syntax import parse

Sources: TypeAlias = Mapping[str, str] | str
"""Text by path; text alone is that of `mq.md`."""
SAME = "same"
LONG_AGO = 1_600_000_000


def drafts_in(sources: Sources, more: frozenset[More] = frozenset()) -> list[Draft]:
    """Return what all sources give, each compiled by itself."""
    files = {"mq.md": sources} if isinstance(sources, str) else sources
    found: list[Draft] = []
    for path, text in sorted(files.items()):
        document, _ = parse(path, text.encode())
        assert document is not None
        found += drafts(extract(document).outline, "Deck", more)
    return found


def learnt(found: Identification, before: Ledger, now: int = LONG_AGO) -> Ledger:
    """Return the ledger as a build leaves it, once all its notes are stamped."""
    asked = {note.guid for note in found.notes}
    records = {}
    for guid, record in found.ledger.notes.items():
        if guid in asked:
            records[guid] = replace(record, mod=record.mod or now, retired=None)
        elif guid in before.notes:
            since = now if record.retired is None else record.retired
            records[guid] = replace(record, retired=since)
    return replace(found.ledger, notes=records)


class Builds:
    """One build after the other."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.asked: dict[tuple[str, int], str] = {}
        """The card last asked under each GUID and number."""
        self.found: Identification | None = None

    def build(self, wanted: Iterable[Draft]) -> dict[str, str]:
        """Return of each card whose history it has."""
        self.found = identify(list(wanted), self.ledger)
        self.ledger = learnt(self.found, self.ledger)
        became: dict[str, str] = {}
        for note in self.found.notes:
            for key, card in cards(note):
                was = self.asked.get(key, "new")
                became[card] = SAME if was == card else was
                self.asked[key] = card
        return became

    @property
    def doubts(self) -> list[str]:
        """What the last build has to say."""
        assert self.found is not None
        return [str(it) for it in self.found.diagnostics if it.code == "doubtful_match"]


def cards(note: Identified) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield GUID and number of each card of a note, with its words."""
    for hole, number in zip(note.draft.holes, note.numbers, strict=True):
        if number:
            role = "" if hole.role in (hole.answer, "meaning") else f" / {hole.role}"
            yield (note.guid, number), f"{note.draft.key}{role} → {hole.answer}"


def became(*editions: Sources) -> dict[str, str]:
    """Return what the cards of the last edition were in the edition before, or ever before."""
    builds = Builds()
    for edition in editions[:-1]:
        builds.build(drafts_in(edition))
    return builds.build(drafts_in(editions[-1]))
