"""Sections that have a new name or place: notes known already tell where the others are.

When most of the notes that are known of a section now stand under another heading, or in another
source, its other notes are looked for there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import TypeAlias

from cribdeck.identity.likeness import normal
from cribdeck.identity.search import Search
from cribdeck.identity.seen import Place, Seen

_Name: TypeAlias = tuple[Place, str, str]


def same_key_in_its_section(
    guard: Callable[[Search, int, int], bool],
) -> Callable[[Search], Mapping[int, int]]:
    """Return a pass that pairs what alone has the same key in a section of now and then."""

    def pairs(search: Search) -> dict[int, int]:
        ours = defaultdict[_Name, list[int]](list)
        for new in search.left():
            ours[_name(search.now[new], search.now[new].section)].append(new)
        if not ours:
            return {}
        moved = successors(search)
        theirs = defaultdict[_Name, list[int]](list)
        for old in search.left_before(retired=False):
            if (section := moved.get(search.before[old].section)) is not None:
                theirs[_name(search.before[old], section)].append(old)
        return {
            ours[name][0]: old[0]
            for name, old in theirs.items()
            if len(old) == len(ours.get(name, ())) == 1
            and name[-1]
            and guard(search, ours[name][0], old[0])
        }

    return pairs


def successors(search: Search) -> dict[Place, Place]:
    """Return where sections of before now stand, those that have stayed left out."""
    votes = defaultdict[Place, Counter[Place]](Counter)
    for new, old in search.known.items():
        votes[search.before[old].section][search.now[new].section] += 1
    found: dict[Place, Place] = {}
    for section, counts in votes.items():
        best, count = max(counts.items(), key=lambda it: (it[1], it[0]))
        if best != section and 2 * count > counts.total():
            found[section] = best
    return found


def _name(it: Seen, section: Place) -> _Name:
    return (section, it.trace.kind, normal(it.trace.anchor.key))
