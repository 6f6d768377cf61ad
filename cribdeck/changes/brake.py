"""The brake: the ledger before and after a build goes in; out comes why nothing may be written.

A scheduled build meets what nobody looks at: a folder that is not mounted, a settings file that
switches off half of the rules, notes that a script has mangled. A card that vanishes takes its
history out of sight, so from a certain share on the author is asked first; and always when
the ledger is lost, so that nobody knows what there was before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from cribdeck.cards.field_text import numbers_of, one_line
from cribdeck.cards.note import Note
from cribdeck.config import BrakeSettings
from cribdeck.diagnostics import Diagnostic, error
from cribdeck.identity.ledger import Ledger, NoteRecord
from cribdeck.span import whole_file

_KEYS: Final = 5
"""Keys that a line names; `--dry-run` lists them all."""
_KEY_LENGTH: Final = 30
"""Characters of a key."""
_HINT: Final = (
    "--dry-run lists every change; --accept builds it all the same; "
    "[brake] in cribdeck.toml sets from where on to ask"
)

Absent: TypeAlias = Literal["notes", "ledger"]
"""What is missing as a whole: nothing in the source folder, or no ledger of notes built before."""


@dataclass(frozen=True, slots=True)
class Brake:
    """Why a build may not go on unasked."""

    known: Counter[str]
    """Live notes of the ledger before, by the path of their source."""
    lost: tuple[NoteRecord, ...]
    """Those of them that are gone, or lose half of their cards or more."""
    new: int
    """Notes that nobody has had before."""
    absent: Absent | None


def brake(
    before: Ledger,
    after: Ledger,
    notes: Sequence[Note],
    settings: BrakeSettings,
    absent: Absent | None,
) -> Brake | None:
    """Return why the build must not go on, None when it may.

    Args:
        before: as the last build left it.
        after: as this build would leave it.
        notes: those of this build.
        settings: from which loss on.
        absent: what is missing as a whole.
    """
    known = [it for it in before.notes.values() if it.retired is None and it.mod]
    asked = {note.guid: note.numbers for note in notes}
    lost = [it for it in known if _is_lost(it, after, asked)]
    too_many = len(lost) >= settings.notes and len(lost) > settings.share * len(known)
    if absent != "ledger" and not (lost and (too_many or absent)):
        return None
    return Brake(
        Counter(it.trace.anchor.path for it in known),
        tuple(sorted(lost, key=_place)),
        sum(note.state == "new" for note in notes),
        absent,
    )


def remarks(held: Brake, source: str) -> list[Diagnostic]:
    """Return what there is to say: one line for all, then one for each source.

    Args:
        held: why the build does not go on.
        source: name of the source folder.
    """
    return [error("brake", whole_file(source), _summary(held), _HINT), *_by_source(held)]


def _is_lost(record: NoteRecord, after: Ledger, asked: Mapping[str, frozenset[int]]) -> bool:
    now = after.notes.get(record.guid)
    if now is None or now.retired is not None:
        return True
    # A note that is kept as it was, since its source cannot be read, is not among those asked.
    had = numbers_of(record)
    kept = had & asked.get(record.guid, had)
    return bool(had) and len(kept) * 2 <= len(had)


def _place(it: NoteRecord) -> tuple[str, tuple[str, ...], int, str]:
    anchor = it.trace.anchor
    return (anchor.path, anchor.headings, anchor.position, it.guid)


def _summary(held: Brake) -> str:
    if held.absent == "ledger":
        return f"nothing has been written: without its ledger all {held.new} notes would be new"
    lost, known = len(held.lost), held.known.total()
    why = "the source folder holds no notes, and " if held.absent else ""
    new = f"; {held.new} new would come" if held.new else ""
    return (
        f"nothing has been written: {why}{lost} of {known} known notes "
        f"({lost / known:.0%}) would lose their cards{new}"
    )


def _by_source(held: Brake) -> Iterator[Diagnostic]:
    keys: dict[str, list[str]] = {}
    for it in held.lost:
        anchor = it.trace.anchor
        key = one_line(anchor.key or it.trace.text)
        shown = key if len(key) <= _KEY_LENGTH else f"{key[:_KEY_LENGTH]}…"
        keys.setdefault(anchor.path, []).append(shown)
    for path, those in keys.items():
        more = f", and {len(those) - _KEYS} more" if len(those) > _KEYS else ""
        message = f"{len(those)} of {held.known[path]} notes: {'; '.join(those[:_KEYS])}{more}"
        yield error("brake", whole_file(one_line(path)), message)
