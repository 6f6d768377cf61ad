"""Stage 1: the bytes of a source become blocks with spans; messy notes are repaired on the way."""

from __future__ import annotations

from cribdeck.syntax.source import parse

__all__ = ["parse"]
