"""Stage 3: facts keep their GUID and cloze numbers from build to build."""

from __future__ import annotations
