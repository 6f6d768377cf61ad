"""Changes: the ledger before and the notes of now go in; out comes what Anki will find changed.

New, edited, moved and retired notes, in the order of their sources, each with the words that
are other than before. Besides: what the learner has to do by hand, as searches for Anki's
browser, since Anki neither moves existing cards nor removes those it has no blank for any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, Literal, TypeAlias

from cribdeck.cards.anki_syntax import text_html
from cribdeck.cards.field_text import numbers_of, words_of
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.changes.word_diff import Piece, word_diff
from cribdeck.identity.ledger import Ledger, NoteRecord
from cribdeck.identity.retired import TAG

ChangeState: TypeAlias = Literal["new", "edited", "moved", "retired"]

_FIELD_NAMES: Final = tuple(name for name, _ in FIELDS)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and now."""

    field: str
    """Its name, or `tags`."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one note; its words are looked at only when somebody asks for them."""

    state: ChangeState
    guid: str
    kind: str
    deck: str
    path: str
    """Of the source; of a retired note where it stood."""
    line: int | None
    """None of a retired note."""
    fields: tuple[str, ...]
    """HTML as it will be in Anki."""
    tags: tuple[str, ...]
    before: NoteRecord | None = None
    """As last built; None of a new or retired note."""
    was_in: str = ""
    """Path and heading where it stood before; empty unless it has moved."""
    lost: tuple[int, ...] = ()
    """Cloze numbers that Anki has a card for, and the note has not any more."""
    anew: tuple[int, ...] = ()
    """Cloze numbers of a known note that it has not had before: cards without a history."""

    @property
    def words(self) -> str:
        """Its text, with what its cards hide between guillemets."""
        return words_of(self.fields[0])

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields that are other than before, the question side first."""
        return tuple(_differences(self.before, self)) if self.before else ()

    @property
    def came_from(self) -> str:
        """Path of the source that it stood in; empty of a new or retired note."""
        return self.before.trace.anchor.path if self.before else ""

    @property
    def is_back(self) -> bool:
        """Whether it had been retired."""
        return self.before is not None and self.before.retired is not None


@dataclass(frozen=True, slots=True)
class Moved:
    """Notes that stand elsewhere now; their cards stay in their deck until somebody moves them."""

    deck: str
    belongs: str
    """The deck they would go to if they were new; may be the same."""
    search: str
    notes: int


@dataclass(frozen=True, slots=True)
class Found:
    """Notes to look at in Anki's browser."""

    search: str
    notes: int


@dataclass(frozen=True, slots=True)
class Searches:
    """What there is for the learner to do in Anki after the import."""

    retired: Found | None
    """Notes that have left the sources."""
    moved: tuple[Moved, ...]
    empty: Found | None
    """Notes that have lost a card: Anki's Empty Cards is due."""


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is other than in the build before."""

    notes: tuple[Change, ...]
    unchanged: int
    searches: Searches

    @property
    def anew(self) -> int:
        """How many cards of known notes are learnt anew."""
        return sum(len(it.anew) for it in self.notes)

    def count(self, state: ChangeState) -> int:
        """Return how many notes are in `state`."""
        return sum(it.state == state for it in self.notes)


def changes(
    before: Ledger,
    after: Ledger,
    notes: Sequence[Note],
    tombstones: int = 0,
    told: Collection[tuple[str, str]] = frozenset(),
) -> Changes:
    """Return what has changed.

    Args:
        before: as the last build left it.
        after: as this build leaves it.
        notes: those of this build, stamped.
        tombstones: how many retired notes this build speaks of, those of earlier builds, too.
        told: GUIDs and decks of notes of which an earlier build has said that they belong there.
    """
    changed = [
        *(_change(it, before.notes.get(it.guid)) for it in notes if it.state != "unchanged"),
        *(_retired(it) for it in after.notes.values() if _is_fresh(it, before)),
    ]
    changed.sort(key=lambda it: it.path)
    elsewhere = [
        note
        for note in notes
        if note.state == "moved" or (note.belongs and (note.guid, note.belongs) not in told)
    ]
    return Changes(
        notes=tuple(changed),
        unchanged=sum(note.state == "unchanged" for note in notes),
        searches=Searches(
            retired=Found(f"tag:{TAG}", tombstones) if tombstones else None,
            moved=tuple(_moved(elsewhere)),
            empty=_found([it.guid for it in changed if it.lost]),
        ),
    )


def _is_fresh(record: NoteRecord, before: Ledger) -> bool:
    was = before.notes.get(record.guid)
    return record.retired is not None and was is not None and was.retired is None


def _retired(record: NoteRecord) -> Change:
    return Change(
        state="retired",
        guid=record.guid,
        kind=record.trace.kind,
        deck=record.deck,
        path=record.trace.anchor.path,
        line=None,
        fields=record.fields or (text_html(record.trace.text),),
        tags=record.tags,
    )


def _change(note: Note, record: NoteRecord | None) -> Change:
    is_moved = note.state == "moved"
    made = Change(
        state="moved" if is_moved else "edited",
        guid=note.guid,
        kind=note.kind,
        deck=note.deck,
        path=note.span.path,
        line=note.span.line,
        fields=note.fields,
        tags=note.tags,
    )
    if record is None:
        return replace(made, state="new")
    had = numbers_of(record)
    return replace(
        made,
        before=record,
        was_in=_place(record) if is_moved else "",
        lost=tuple(sorted(had - note.numbers)),
        anew=tuple(sorted(note.numbers - had)) if had else (),
    )


def _place(record: NoteRecord) -> str:
    path, headings = record.trace.anchor.path, record.trace.anchor.headings
    return f"{path} › {headings[-1]}" if headings else path


def _differences(before: NoteRecord, now: Change) -> Iterator[Difference]:
    if not before.fields:
        return
    for name, was, it in zip_longest(_FIELD_NAMES, before.fields, now.fields, fillvalue=""):
        if was != it:
            yield Difference(name, word_diff(words_of(was), words_of(it)))
    gone = [tag for tag in before.tags if tag not in now.tags]
    come = [tag for tag in now.tags if tag not in before.tags]
    if gone or come:
        yield Difference("tags", (Piece(gone=" ".join(gone), come=" ".join(come)),))


def _moved(notes: Iterable[Note]) -> Iterator[Moved]:
    groups: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        groups.setdefault((note.deck, note.belongs or note.deck), []).append(note.guid)
    for (deck, belongs), guids in sorted(groups.items()):
        yield Moved(deck, belongs, _search(guids), len(guids))


def _found(guids: Sequence[str]) -> Found | None:
    return Found(_search(guids), len(guids)) if guids else None


def _search(guids: Sequence[str]) -> str:
    """Return what finds these notes; one pattern, since Anki refuses very many words."""
    if len(guids) == 1:
        return f"ID:{guids[0]}"
    return f'"ID:re:^({"|".join(sorted(guids))})$"'
