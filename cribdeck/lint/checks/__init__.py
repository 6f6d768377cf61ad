"""The checks, one per file; the table is in `cribdeck.lint`."""

from __future__ import annotations
