"""What a rule reads from a sentence, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """Of one slot, one value."""

    slot: tuple[str, ...]
    """What the claim is about; only claims with the same are compared."""
    value: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """How to read one kind of claim, and when two are at odds."""

    name: str
    claims: Callable[[Sequence[Sentence], Aliases], Iterable[Claim]]
    at_odds: Callable[[Claim, Claim], bool]
    within_section: bool = False
    """Whether one section cannot mean both, so that both are reported even there."""


def values_differ(one: Claim, other: Claim) -> bool:
    """Return whether the claims differ in their value."""
    return one.value != other.value


def share_a_name(one: Claim, other: Claim) -> bool:
    """Return whether both sentences are about the same named thing."""
    return bool(one.sentence.about & other.sentence.about)
