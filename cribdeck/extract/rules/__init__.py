"""The rules, one per file; `extract.RULES` puts them in order."""

from __future__ import annotations
