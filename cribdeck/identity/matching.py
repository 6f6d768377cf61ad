"""Matching: traces of now and of the build before go in; which note is which comes out.

The passes run in the order of `PASSES`, from certain to likely. Each pairs a draft with a
record when the two have the same name in it and nobody else who is left has; two candidates
are one too many. Last come rewordings: drafts between the same neighbours as before that
look alike. What then remains is new, or gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.identity.ledger import Trace
from cribdeck.identity.reworded import reworded
from cribdeck.units import units

_Name: TypeAlias = tuple[object, ...] | None
"""What two traces must share to be one note in a pass; None stays out of it."""

_TELLING: Final = 12
"""Units from which on a content says by itself what it is about."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One way of knowing a note again."""

    title: str
    name: Callable[[Trace], _Name]


def _block_id_and_key(it: Trace) -> _Name:
    anchor = it.anchor
    return (anchor.path, anchor.block_id, it.kind, anchor.key) if anchor.block_id else None


def _block_id(it: Trace) -> _Name:
    return (it.anchor.path, it.anchor.block_id) if it.anchor.block_id else None


def _moved_block_id(it: Trace) -> _Name:
    return (it.anchor.block_id, it.kind, it.anchor.key) if it.anchor.block_id else None


def _same_place(it: Trace) -> _Name:
    return (it.kind, it.digest, it.anchor.path, it.anchor.headings)


def _same_headings(it: Trace) -> _Name:
    inner = it.anchor.headings[1:]
    return (it.kind, it.digest, inner) if inner else None


def _same_source(it: Trace) -> _Name:
    return (it.kind, it.digest, it.anchor.path)


def _elsewhere(it: Trace) -> _Name:
    return (it.kind, it.digest) if units(it.text) >= _TELLING else None


def _same_key(it: Trace) -> _Name:
    anchor = it.anchor
    name = (it.kind, anchor.rule, anchor.path, anchor.headings, anchor.key)
    return name if anchor.key else None


PASSES: Final = (
    Pass("block id and key", _block_id_and_key),
    Pass("block id", _block_id),
    Pass("block id in another source", _moved_block_id),
    Pass("same content, same place", _same_place),
    Pass("same content under the same headings of a renamed source", _same_headings),
    Pass("same content elsewhere in the source", _same_source),
    Pass("same content elsewhere", _elsewhere),
    Pass("same key in the same place", _same_key),
)


def match(now: Sequence[Trace], before: Sequence[Trace]) -> dict[int, int]:
    """Return the index in `before` of each trace in `now`, by its index, that is the same note."""
    known = match_by_name(now, before)
    taken_by = {old: new for new, old in known.items()}
    theirs = _by_section(before)
    for section, ours in _by_section(now).items():
        there = {
            old: text
            for old, text in theirs.get(section, {}).items()
            if old not in taken_by or taken_by[old] in ours
        }
        known |= reworded(ours, there, {new: known[new] for new in ours if new in known})
    return known


def match_by_name(now: Sequence[Trace], before: Sequence[Trace]) -> dict[int, int]:
    """Do the same without rewordings: records long gone have no neighbours."""
    known: dict[int, int] = {}
    for each in PASSES:
        known |= _unique_pairs(
            _by_name(now, known.keys(), each), _by_name(before, known.values(), each)
        )
    return known


def _by_name(traces: Sequence[Trace], known: Collection[int], by: Pass) -> dict[_Name, list[int]]:
    passed = set(known)
    places: dict[_Name, list[int]] = {}
    for place, trace in enumerate(traces):
        if place not in passed and (name := by.name(trace)) is not None:
            places.setdefault(name, []).append(place)
    return places


def _unique_pairs(now: dict[_Name, list[int]], before: dict[_Name, list[int]]) -> dict[int, int]:
    return {
        places[0]: before[name][0]
        for name, places in now.items()
        if len(places) == len(before.get(name, ())) == 1
    }


def _by_section(traces: Sequence[Trace]) -> dict[_Name, dict[int, str]]:
    """Group texts by all that a rewording leaves as it was, in reading order."""
    sections: dict[_Name, dict[int, str]] = {}
    for place in sorted(range(len(traces)), key=lambda it: traces[it].anchor.position):
        trace = traces[place]
        name = (trace.kind, trace.anchor.rule, trace.anchor.path, trace.anchor.headings)
        sections.setdefault(name, {})[place] = trace.text
    return sections
