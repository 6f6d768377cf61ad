"""The intermediate representation between the notes and everything made from them."""

from __future__ import annotations
