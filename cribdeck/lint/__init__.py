"""Stage 5: checks over facts and notes, one per file."""

from __future__ import annotations
