"""Shares with their uncertainty, and agreement between judges."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_Z: Final = 1.959964
"""95 % of a normal distribution lie within."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1, with the ends of its 95 % confidence interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return `95 % (88–98)`."""
        return f"{self.value * 100:.0f} % ({self.low * 100:.0f}–{self.high * 100:.0f})"


def wilson(hits: int, total: int) -> Share:
    """Return the share of `hits` with its score interval (Wilson 1927).

    Unlike the textbook interval it stays between 0 and 1 and is honest for small samples and
    for shares near the ends, which is where most rules are.
    """
    if total == 0:
        return Share(math.nan, 0.0, 1.0)
    share = hits / total
    middle = share + _Z**2 / (2 * total)
    half = _Z * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    scale = 1 + _Z**2 / total
    return Share(share, max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


def weighted(parts: Iterable[tuple[float, Share]]) -> Share:
    """Return the mean of independent shares, weighted.

    The interval is put together from theirs (method of variance estimates recovery, Zou and
    Donner 2008), so that a rule without a bad card in a small sample still adds doubt.
    """
    pairs = list(parts)
    total = sum(weight for weight, _ in pairs)
    if not total:
        return Share(math.nan, 0.0, 1.0)
    mean = sum(weight * share.value for weight, share in pairs) / total
    below = sum((weight / total * (share.value - share.low)) ** 2 for weight, share in pairs)
    above = sum((weight / total * (share.high - share.value)) ** 2 for weight, share in pairs)
    return Share(mean, max(0.0, mean - math.sqrt(below)), min(1.0, mean + math.sqrt(above)))


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa (1960): agreement beyond what chance gives; 1 is perfect, 0 chance.

    Not a number when both judges gave one and the same verdict throughout.
    """
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total if total else math.nan
    ones, others = (Counter(side) for side in zip(*pairs, strict=True)) if pairs else ({}, {})
    expected = sum(ones[name] * others.get(name, 0) for name in ones) / total**2 if total else 1.0
    return (observed - expected) / (1 - expected) if expected < 1 else math.nan
