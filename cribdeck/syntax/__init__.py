"""Stage 1: the text of a source becomes blocks with spans; messy notes are repaired line for line."""

from __future__ import annotations

from cribdeck.syntax.source import parse

__all__ = ["parse"]
