"""Stage 6: files for Anki, paper and scripts."""

from __future__ import annotations
