"""Cribdeck: study notes in, an Anki deck and printable cheat sheets out.

The tree is the pipeline: `syntax` reads, `extract` finds facts, `identity` gives
them their GUIDs, `cards` and `sheets` compose, `emit` writes. `pipeline` runs the
stages in that order; `ARCHITECTURE.md` says what each takes and gives.
"""

from __future__ import annotations

__version__ = "0.1.0"
