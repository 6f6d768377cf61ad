"""Identity: drafts and the ledger go in, drafts with GUID, deck and cloze numbers come out.

A note that is known again keeps its GUID, its deck and its numbers for ever. A new note takes
its GUID from its first content, so that even a lost ledger costs only the notes edited since.
What the notes say twice in the same words becomes one note that names both places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final, Literal, TypeAlias

from cribdeck.diagnostics import Diagnostic, error, warning
from cribdeck.facts.model import Comparison, Hole
from cribdeck.identity.digest import digest, guid
from cribdeck.identity.doubtful import doubtful
from cribdeck.identity.draft import Draft
from cribdeck.identity.ledger import Anchor, Ledger, NoteRecord, Trace
from cribdeck.identity.matching import match
from cribdeck.identity.numbers import Around, number_holes
from cribdeck.identity.orientation import in_known_orientation
from cribdeck.identity.renames import renamed
from cribdeck.identity.seen import Seen, seen_before
from cribdeck.identity.wordings import in_known_wording
from cribdeck.inline import plain
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
    wanted = in_known_orientation(in_known_wording(drafts, ledger), ledger)
    distinct = _merge_duplicates(wanted, {_place(it.trace) for it in ledger.notes.values()})
    traces = _traces(distinct)
    now = [Seen(trace, _asked(draft)) for draft, trace in zip(distinct, traces, strict=True)]
    records = [record for _, record in sorted(ledger.notes.items())]
    before = [seen_before(record) for record in records]
    matched = match(now, before)
    known = {new: records[old] for new, old in matched.pairs.items()}
    renames = _renames(distinct, known)
    elsewhere = frozenset(card.answer for it in before if not it.retired for card in it.cards)
    pending = dict(ledger.notes)
    notes: list[Identified] = []
    diagnostics = [doubtful(doubt, distinct, before) for doubt in matched.doubts]
    for place, (draft, trace) in enumerate(zip(distinct, traces, strict=True)):
        record = known.get(place)
        around = Around(
            elsewhere,
            renames.get(place),
            _columns(draft),
            draft.content[0] if draft.kind == "statement" else "",
        )
        numbers, clozes = number_holes(draft.holes, record.clozes if record else (), around)
        diagnostics += _unasked(draft, numbers)
        if not any(numbers):
            continue
        state = _state(trace, record)
        if record is None:
            record = NoteRecord(_new_guid(draft, pending), draft.deck, trace, clozes)
        pending[record.guid] = replace(record, trace=trace, clozes=clozes)
        notes.append(Identified(draft, record.guid, record.deck, numbers, state))
    return Identification(tuple(notes), replace(ledger, notes=pending), tuple(diagnostics))


def _merge_duplicates(drafts: Sequence[Draft], places: Collection[_Place]) -> list[Draft]:
    """Return one draft for all that say the same, where it stands; a known place goes first."""
    groups: dict[object, list[int]] = {}
    for order, draft in enumerate(drafts):
        content = draft.content
        telling = units(" ".join(content)) >= _SELF_CONTAINED
        where = () if telling else draft.fact.origin.breadcrumb
        groups.setdefault((draft.kind, content, where), []).append(order)
    merged: dict[int, Draft] = {}
    for group in groups.values():
        group.sort(key=lambda order: drafts[order].span)
        known = (it for it in group if len(group) > 1 and _stands_in(drafts[it], places))
        first = next(known, group[0])
        merged[first] = _merged([drafts[first], *(drafts[it] for it in group if it != first)])
    return [merged[order] for order in sorted(merged)]


def _stands_in(draft: Draft, places: Collection[_Place]) -> bool:
    return _place(_trace(draft, 0)) in places


def _merged(group: Sequence[Draft]) -> Draft:
    first, *others = group
    if not others:
        return first
    return replace(
        first,
        also=(*first.also, *(draft.span for draft in others)),
        tags=tuple(dict.fromkeys(tag for draft in group for tag in draft.tags)),
    )


def _asked(draft: Draft) -> tuple[Hole, ...]:
    return tuple(hole for hole in draft.holes if hole.answer.strip())


def _renames(
    drafts: Sequence[Draft], known: Mapping[int, NoteRecord]
) -> dict[int, Mapping[str, str]]:
    """Return the new names of columns for each row of a table that has several known rows."""
    tables = defaultdict[int, list[int]](list)
    for place, record in known.items():
        fact = drafts[place].fact
        if isinstance(fact, Comparison) and record.trace.kind == drafts[place].kind:
            # A table is one object; to compare all its cells would take long.
            tables[id(fact)].append(place)
    found: dict[int, Mapping[str, str]] = {}
    for places in tables.values():
        if len(places) > 1:
            names = renamed([(_asked(drafts[it]), known[it].clozes) for it in places])
            found.update(dict.fromkeys(places, names))
    return found


def _columns(draft: Draft) -> tuple[str, ...]:
    fact = draft.fact
    if not isinstance(fact, Comparison):
        return ()
    names = fact.entities if fact.genre == "comparison" else fact.aspects
    return tuple(map(plain, names))


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
