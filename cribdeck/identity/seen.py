"""What a note is known by: a draft or a record goes in, the same few traits of either come out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from cribdeck.facts.model import Hole
from cribdeck.identity.ledger import ClozeRecord, NoteRecord, Trace
from cribdeck.identity.likeness import (
    REPLACED,
    Gist,
    asks_for_another,
    bare,
    gist,
    is_within,
    likeness,
    normal,
    replaced,
    says_the_opposite,
    share_clauses,
)
from cribdeck.identity.numbers import ANSWER_LENGTH, Around, recognised, short
from cribdeck.units import units
from cribdeck.wording import is_term

_WITHOUT_KEY: Final = ("statement", "contrast")
"""Kinds that hide pieces of what they say, and have no term or question beside it."""
_SAME_KEY, _SAME_SENTENCE = 0.6, 0.5
_SAME_BUT_A_WORD: Final = 0.8
"""Likeness of two questions that are one: of keys, of sentences, and of any when words of the one
stand in the place of words of the other."""
_TELLING: Final = 12
"""Units from which on a content says by itself what it is about."""

_LABEL: Final = 12
"""Units of the longest label of a sentence."""

_SHORT: Final = 5
"""Units of what is short, but not a mere word."""

Place: TypeAlias = tuple[str, tuple[str, ...]]
"""A source and the headings in it."""


@dataclass(frozen=True)
class Seen:
    """A note of now, with its holes, or one of the build before, with its clozes."""

    trace: Trace
    cards: tuple[Hole, ...] | tuple[ClozeRecord, ...]
    """Of a record only the live ones, those of the last build that had the note."""
    retired: bool = False

    @cached_property
    def section(self) -> Place:
        """Where it stands."""
        return (self.trace.anchor.path, self.headings)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings above it, in normal form."""
        return tuple(map(normal, self.trace.anchor.headings))

    @cached_property
    def words(self) -> tuple[object, ...]:
        """What it says and asks, but for spaces, width, script and marks at the end."""
        return (self.trace.kind, normal(self.trace.text), self.answers)

    @property
    def is_telling(self) -> bool:
        """Whether its words mean the same thing wherever they stand."""
        return units(self.trace.text) >= _TELLING

    @property
    def is_named(self) -> bool:
        """Whether it is about a term of its own, as 优点 is not."""
        return self.is_keyed and units(self.trace.text) >= _SHORT and is_term(self.trace.anchor.key)

    @property
    def is_keyed(self) -> bool:
        """Whether its key is what its cards ask for, and not a sentence with a hole."""
        return self.trace.kind not in _WITHOUT_KEY

    @cached_property
    def name(self) -> str:
        """The thing that it is about, in normal form: its key, or the label of its sentence."""
        if self.is_keyed:
            return bare(normal(self.trace.anchor.key))
        label, colon, _ = normal(self.trace.text).partition(":")
        return bare(label) if colon and units(label) <= _LABEL else ""

    @cached_property
    def claims(self) -> Mapping[str, str]:
        """What a contrast says of each of its things, in normal form."""
        if self.trace.kind != "contrast":
            return {}
        key = self.trace.anchor.key
        names = sorted(map(normal, key.split(" / ")), key=lambda it: (-len(it), it))
        said = normal(self.trace.text.removeprefix(key))
        parts = re.split(f"({'|'.join(map(re.escape, names))}):", said) if all(names) else []
        return dict(zip(parts[1::2], (it.strip() for it in parts[2::2]), strict=True))

    @property
    def meaning(self) -> tuple[str, ...]:
        """What a definition says of its term, as much as the ledger keeps of an answer."""
        if self.trace.kind != "definition":
            return ()
        return (self.trace.text.removeprefix(self.trace.anchor.key).strip()[:ANSWER_LENGTH],)

    @cached_property
    def question(self) -> str:
        """What its cards ask: the key, or all it says but the answers."""
        if self.is_keyed:
            return self.trace.anchor.key
        return without(self.sentence, self.pieces)

    @property
    def sentence(self) -> str:
        """What it says, without the list of what it hides."""
        hidden = " ".join(short(it) for it in self.cards)
        return self.trace.text.removesuffix(hidden)

    @cached_property
    def answers(self) -> frozenset[str]:
        """What its cards hide, in normal form, without the name of what it is about."""
        return frozenset(normal(short(it)) for it in self.cards) - {normal(self.trace.anchor.key)}

    @cached_property
    def pieces(self) -> frozenset[str]:
        """What stands hidden in its sentence, in normal form."""
        found = (normal(it) for card in self.cards for it in self._parts(short(card)))
        return frozenset(filter(None, found))

    def _parts(self, answer: str) -> list[str]:
        return answer.split(" / ") if self.trace.kind == "contrast" else [answer]


def seen_before(record: NoteRecord) -> Seen:
    """Return what is known of the note of a record."""
    live = tuple(it for it in record.clozes if it.live)
    return Seen(record.trace, live, record.retired is not None)


def asks_the_same(one: Seen, other: Seen) -> bool:
    """Return whether two notes ask the same question, edited at most."""
    mine, theirs = questions(one, other)
    if mine.normal == theirs.normal or is_within(mine, theirs) or is_within(theirs, mine):
        return True
    if share_clauses(mine, theirs) and not asks_for_another(mine, theirs):
        return True
    if says_the_opposite(mine, theirs):
        return False
    if asks_for_another(mine, theirs) or replaced(mine, theirs) > REPLACED:
        limit = _SAME_BUT_A_WORD
    else:
        limit = _SAME_KEY if one.is_keyed and other.is_keyed else _SAME_SENTENCE
    return likeness(mine, theirs) >= limit


def questions(one: Seen, other: Seen) -> tuple[Gist, Gist]:
    """Return what each of two notes asks, in a form in which they can be compared."""
    if one.trace.kind != other.trace.kind:
        # A term may have become a question, or part of a sentence.
        return gist(one.trace.text), gist(other.trace.text)
    if one.is_keyed:
        return gist(one.question), gist(other.question)
    # A piece that only one of them hides is a part of the question of both.
    both = one.pieces & other.pieces
    return gist(without(one.sentence, both)), gist(without(other.sentence, both))


def without(text: str, pieces: Iterable[str]) -> str:
    """Return `text`, in normal form, with holes for pieces."""
    flat = normal(text)
    for piece in sorted(pieces, key=lambda it: (-len(it), it)):
        flat = flat.replace(piece, "\u2026")
    return flat


def are_crossed(now: Seen, before: Seen) -> bool:
    """Return whether a contrast says of one thing now what it said of another before."""
    mine, theirs = now.claims, before.claims
    return any(
        name in theirs
        and not _is_beginning(claim, theirs[name])
        and any(_is_beginning(claim, it) for other, it in theirs.items() if other != name)
        for name, claim in mine.items()
    )


def _is_beginning(one: str, other: str) -> bool:
    """Return whether two texts agree, as far as the ledger has kept them."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def carries_on(now: Seen, before: Seen, elsewhere: Collection[str] = ()) -> bool:
    """Return whether a card of `before` is asked by `now`, that of the note's own name apart.

    An answer of now that stood `elsewhere` is not one of `before` in other words.
    """
    clozes = tuple(it for it in before.cards if isinstance(it, ClozeRecord))
    holes = tuple(it for it in now.cards if isinstance(it, Hole))
    key = normal(now.trace.anchor.key)
    return any(
        normal(holes[new].answer) != key for new in recognised(holes, clozes, Around(elsewhere))
    )
