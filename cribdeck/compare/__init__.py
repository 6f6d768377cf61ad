"""Stage 2b: comparison tables."""

from __future__ import annotations
