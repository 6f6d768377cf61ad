"""What a build has written, for the next one to know it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cribdeck.emit.manifest import BuildRecord


@dataclass(frozen=True, slots=True)
class Published:
    """What a build has written."""

    record: BuildRecord
    ledger: bytes | None
    """As it is now."""
    outputs: Mapping[str, bytes]
    """By path below `dist`."""
    kept: frozenset[str]
    """Paths of what an earlier build wrote and this one has left alone."""
    is_settled: bool
    """Whether the next build of the same will find the same ledger, and so say the same."""
