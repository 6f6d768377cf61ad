"""Looks of callouts by the kind that the author wrote (Obsidian's list); others look like notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_KINDS: Final[Mapping[str, str]] = {
    "warning": "warning",
    "caution": "warning",
    "danger": "warning",
    "attention": "warning",
    "error": "warning",
    "bug": "warning",
    "failure": "warning",
    "errata": "warning",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "example": "tip",
    "question": "question",
    "faq": "question",
    "help": "question",
    "quote": "quote",
    "cite": "quote",
}


def remark_kind(written: str) -> str:
    """Return the look of a callout whose kind is `written`."""
    return _KINDS.get(written, "note")
