"""Repairs: a messy note becomes canonical Markdown, one repair per file, line for line."""

from __future__ import annotations
