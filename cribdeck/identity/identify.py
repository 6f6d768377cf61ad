"""Identity: drafts and the ledger go in, drafts with GUID, deck and cloze numbers come out.

A note that is known again keeps its GUID, its deck and its numbers for ever. A new note takes
its GUID from its first content, so that even a lost ledger costs only the notes edited since.
What the notes say twice in the same words becomes one note that names both places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, Literal, TypeAlias

from cribdeck.diagnostics import Diagnostic, error, warning
from cribdeck.identity.digest import digest, guid
from cribdeck.identity.draft import Draft
from cribdeck.identity.ledger import Anchor, Ledger, NoteRecord, Trace
from cribdeck.identity.matching import match, match_by_name
from cribdeck.identity.numbers import number_holes
from cribdeck.identity.wordings import in_known_wording
from cribdeck.units import units

State: TypeAlias = Literal["new", "edited", "moved", "unchanged"]
"""Against the ledger; a note both moved and edited is edited."""
_Place: TypeAlias = tuple[str, str, str, tuple[str, ...]]
"""Kind, digest, path, headings."""

_SELF_CONTAINED: Final = 24
"""Units from which on the same words mean the same thing below any heading."""
_TEXT_LENGTH: Final = 200
"""Characters of a content that the ledger keeps."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A draft that knows which note it is."""

    draft: Draft
    guid: str
    deck: str
    numbers: tuple[int | None, ...]
    """The cloze number of each of the draft's holes; None is not asked."""
    state: State


@dataclass(frozen=True, slots=True)
class Identification:
    """All drafts of a build, and the ledger as it will be once their notes are stamped."""

    notes: tuple[Identified, ...]
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]


def identify(drafts: Sequence[Draft], ledger: Ledger) -> Identification:
    """Give every draft its identity, in the order of the drafts."""
    wanted = in_known_wording(drafts, ledger)
    distinct = _merge_duplicates(wanted, {_place(it.trace) for it in ledger.notes.values()})
    traces = _traces(distinct)
    known = _recognise(traces, ledger)
    pending = dict(ledger.notes)
    notes: list[Identified] = []
    diagnostics: list[Diagnostic] = []
    for place, (draft, trace) in enumerate(zip(distinct, traces, strict=True)):
        record = known.get(place)
        numbers, clozes = number_holes(draft.holes, record.clozes if record else ())
        diagnostics += _unasked(draft, numbers)
        if not any(numbers):
            continue
        state = _state(trace, record)
        if record is None:
            record = NoteRecord(_new_guid(draft, pending), draft.deck, trace, clozes)
        pending[record.guid] = replace(record, trace=trace, clozes=clozes)
        notes.append(Identified(draft, record.guid, record.deck, numbers, state))
    return Identification(tuple(notes), replace(ledger, notes=pending), tuple(diagnostics))


def _merge_duplicates(drafts: Iterable[Draft], places: Collection[_Place]) -> list[Draft]:
    """Return one draft for all that say the same; a place in the ledger goes first."""
    groups: dict[object, list[Draft]] = {}
    for draft in drafts:
        content = draft.content
        telling = units(" ".join(content)) >= _SELF_CONTAINED
        where = () if telling else draft.fact.origin.breadcrumb
        groups.setdefault((draft.kind, content, where), []).append(draft)
    return [_merged(group, places) if len(group) > 1 else group[0] for group in groups.values()]


def _merged(group: Sequence[Draft], places: Collection[_Place]) -> Draft:
    known = (draft for draft in group if _place(_trace(draft, 0)) in places)
    first = next(known, group[0])
    return replace(
        first,
        also=(*first.also, *(draft.span for draft in group if draft is not first)),
        tags=tuple(dict.fromkeys(tag for draft in (first, *group) for tag in draft.tags)),
    )


def _recognise(traces: Sequence[Trace], ledger: Ledger) -> dict[int, NoteRecord]:
    live = [it for it in ledger.notes.values() if it.retired is None]
    retired = [it for it in ledger.notes.values() if it.retired is not None]
    found = {new: live[old] for new, old in match(traces, [it.trace for it in live]).items()}
    rest = [place for place in range(len(traces)) if place not in found]
    back = match_by_name([traces[place] for place in rest], [it.trace for it in retired])
    return found | {rest[new]: retired[old] for new, old in back.items()}


def _traces(drafts: Iterable[Draft]) -> list[Trace]:
    before: Counter[tuple[str, tuple[str, ...]]] = Counter()
    traces: list[Trace] = []
    for draft in drafts:
        section = (draft.span.path, draft.fact.origin.breadcrumb)
        traces.append(_trace(draft, before[section]))
        before[section] += 1
    return traces


def _trace(draft: Draft, position: int) -> Trace:
    origin = draft.fact.origin
    content = draft.content
    return Trace(
        draft.kind,
        Anchor(draft.span.path, origin.breadcrumb, origin.rule, draft.key, position, origin.anchor),
        digest(content),
        " ".join(content)[:_TEXT_LENGTH],
    )


def _place(it: Trace) -> _Place:
    return (it.kind, it.digest, it.anchor.path, it.anchor.headings)


def _state(now: Trace, record: NoteRecord | None) -> State:
    if record is None:
        return "new"
    before = record.trace
    if (now.kind, now.digest) != (before.kind, before.digest):
        return "edited"
    return "unchanged" if _place(now) == _place(before) else "moved"


def _new_guid(draft: Draft, taken: Collection[str]) -> str:
    breadcrumb = draft.fact.origin.breadcrumb
    parts = (draft.kind, str(len(breadcrumb)), *breadcrumb, *draft.content)
    # The note that had this content first may have been edited since.
    names = (guid(parts if not turn else (*parts, str(turn))) for turn in count())
    return next(name for name in names if name not in taken)


def _unasked(draft: Draft, numbers: Sequence[int | None]) -> Iterator[Diagnostic]:
    for hole, number in zip(draft.holes, numbers, strict=True):
        if number is not None:
            continue
        if hole.answer.strip():
            message = f"“{hole.answer}” is not asked: its note has used up all cloze numbers"
            yield error("too_many_clozes", draft.span, message, "split the list or table")
        else:
            message = "a cloze without text hides nothing and is not asked"
            yield warning("empty_cloze", draft.span, message, "write text between the braces")
