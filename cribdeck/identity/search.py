"""The search for notes of before: what is known, what is left, and what is in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cribdeck.identity.likeness import normal
from cribdeck.identity.numbers import short
from cribdeck.identity.seen import Place, Seen


@dataclass(frozen=True, slots=True)
class Doubt:
    """A note that may be one of before, which nothing decides; it is taken for a new one."""

    new: int
    old: tuple[int, ...]
    """What it may be."""
    rivals: tuple[int, ...]
    """Other notes of now that may be the same."""


class Search:
    """What the passes of a match share."""

    def __init__(self, now: Sequence[Seen], before: Sequence[Seen]) -> None:
        """Begin with nothing known."""
        self.now, self.before = now, before
        self.known: dict[int, int] = {}
        self._left: Sequence[int] = range(len(now) if before else 0)
        self._live = [place for place, it in enumerate(before) if not it.retired]
        self._retired = [place for place, it in enumerate(before) if it.retired]
        self._paths: Mapping[str, str] | None = None
        self._doubts: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def left(self) -> Iterator[int]:
        """Return the notes of now not yet known."""
        return iter(self._left)

    def left_before(self, *, retired: bool) -> Iterator[int]:
        """Return the notes of before that nobody is yet."""
        return iter(self._retired if retired else self._live)

    def take(self, pairs: Mapping[int, int]) -> None:
        """Keep what a pass has found."""
        if not pairs:
            return
        self.known.update(pairs)
        self._paths = None
        taken = set(pairs.values())
        self._left = [place for place in self._left if place not in pairs]
        self._live = [place for place in self._live if place not in taken]
        self._retired = [place for place in self._retired if place not in taken]

    def doubt(self, new: int, old: Iterable[int], rivals: Iterable[int] = ()) -> None:
        """Keep that `new` may be one of `old`; the first reason given is the best."""
        self._doubts.setdefault(new, (tuple(dict.fromkeys(old)), tuple(dict.fromkeys(rivals))))

    def doubts(self) -> tuple[Doubt, ...]:
        """Return what is in doubt in the end, and of which something is lost."""
        taken = set(self.known.values())
        return tuple(
            Doubt(new, old, rivals)
            for new, (old, rivals) in sorted(self._doubts.items())
            if new not in self.known and not taken.issuperset(old)
        )

    def are_exchanged(self, now: Seen, before: Seen) -> bool:
        """Return whether an answer of `now` was another note's, or one of `before` is by now."""
        own, mine = _says(before), _says(now)
        return any(text in self._said_before for text in mine - own) or any(
            text in self._said_now for text in own - mine
        )

    @cached_property
    def asked_before(self) -> Counter[str]:
        """How many cards of before hid each answer, by its beginning."""
        return Counter(short(card) for it in self.before if not it.retired for card in it.cards)

    @cached_property
    def _said_before(self) -> frozenset[str]:
        return frozenset(text for it in self.before if not it.retired for text in _says(it))

    @cached_property
    def _said_now(self) -> frozenset[str]:
        return frozenset(text for it in self.now for text in _says(it))

    @cached_property
    def _keys(self) -> Counter[str]:
        """How many notes of now are about a thing."""
        return Counter(it.trace.anchor.key for it in self.now)

    @cached_property
    def _keys_before(self) -> Counter[str]:
        """How many notes of before were, those long gone apart."""
        return Counter(it.trace.anchor.key for it in self.before if not it.retired)

    def may_have_moved(self, now: Seen, before: Seen) -> bool:
        """Return whether what both say has a meaning of its own, or has moved with its section."""
        return (
            now.is_telling or self.have_become(now, before) or self._alone_has_its_key(now, before)
        )

    def _alone_has_its_key(self, now: Seen, before: Seen) -> bool:
        """Return whether a short note names a term, and no other note is about it."""
        key, key_before = now.trace.anchor.key, before.trace.anchor.key
        return now.is_named and self._keys[key] == self._keys_before[key_before] == 1

    def have_changed_names(self, now: Seen, before: Seen) -> bool:
        """Return whether two notes have different names, and either is that of another note.

        The name of then still stands in the section of now, or that of now stood in the section
        of then: so what both say has become what is said of another thing.
        """
        new, old = now.name, before.name
        if not (new and old) or new == old:
            return False
        return (now.section, old) in self._named or (before.section, new) in self._named_before

    @cached_property
    def _named(self) -> frozenset[tuple[Place, str]]:
        return frozenset((it.section, it.name) for it in self.now)

    @cached_property
    def _named_before(self) -> frozenset[tuple[Place, str]]:
        return frozenset((it.section, it.name) for it in self.before if not it.retired)

    def asked_once(self, answer: str) -> bool:
        """Return whether only one card of before hid this, in normal form."""
        return self._normal_asked_before[answer] == 1

    @cached_property
    def _normal_asked_before(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for answer, times in self.asked_before.items():
            found[normal(answer)] += times
        return found

    def have_become(self, now: Seen, before: Seen) -> bool:
        """Return whether the section of one is that of the other: at least half is the same.

        Sections are split and merged, so that the smaller one decides. Below other headings of
        another source a single note proves nothing. Of what had gone only what had counts.
        """
        here, there = now.section, before.section
        if here == there or (here[1] == there[1] and self.paths.get(there[0]) == here[0]):
            return True
        contents = self._sections.get(here, frozenset())
        contents_before = self._sections_before[before.retired].get(there, frozenset())
        shared = len(contents & contents_before)
        is_elsewhere = here[0] != there[0] and here[1][1:] != there[1][1:]
        return shared > is_elsewhere and 2 * shared >= min(len(contents), len(contents_before))

    def are_below_the_same(self, now: Seen, before: Seen) -> bool:
        """Return whether the nearest headings are the same: two, or one in the same source."""
        path = before.trace.anchor.path
        is_its_source = self.paths.get(path, path) == now.trace.anchor.path
        needed = 1 if is_its_source else 2
        return now.headings[-needed:] == before.headings[-needed:] != ()

    @property
    def paths(self) -> Mapping[str, str]:
        """The present path of each source that has another, by where its notes have gone."""
        if self._paths is None:
            self._paths = _renamed_paths(self)
        return self._paths

    @cached_property
    def _sections(self) -> Mapping[Place, frozenset[object]]:
        return _contents(self.now)

    @cached_property
    def _sections_before(self) -> tuple[Mapping[Place, frozenset[object]], ...]:
        """Those that were there, and those that had gone."""
        return tuple(
            _contents(it for it in self.before if it.retired == retired)
            for retired in (False, True)
        )


def _renamed_paths(search: Search) -> dict[str, str]:
    there = {it.trace.anchor.path for it in search.now}
    gone = defaultdict[str, Counter[str]](Counter)
    for new, old in search.known.items():
        path = search.before[old].trace.anchor.path
        if path not in there:
            gone[path][search.now[new].trace.anchor.path] += 1
    return {
        path: max(sorted(counts), key=counts.__getitem__)
        for path, counts in gone.items()
        if 2 * max(counts.values()) > counts.total()
    }


def _contents(notes: Iterable[Seen]) -> dict[Place, frozenset[object]]:
    found = defaultdict[Place, set[object]](set)
    for it in notes:
        found[it.section].add(it.words)
    return {section: frozenset(contents) for section, contents in found.items()}


def _says(it: Seen) -> frozenset[str]:
    """Return what it says of the thing that it is about, asked for or shown."""
    return frozenset((*map(short, it.cards), *it.meaning)) - {it.trace.anchor.key, ""}
