"""Stage 2: blocks become an outline of passages with facts; one rule per file."""

from __future__ import annotations
