"""Stage 4: identified facts become Anki notes, still free of genanki."""

from __future__ import annotations
