"""The lines of a source as the report marks them: an outline and its coverage go in.

A mark is a stretch of lines with one fate. What no passage claims (blank lines, front matter)
has no mark; headings are marked as such, so that nobody takes them for forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from cribdeck.coverage import Coverage, Use
from cribdeck.facts.model import Outline
from cribdeck.facts.walk import sections

LineFate: TypeAlias = Literal["card", "sheet", "talk", "unused", "heading"]
"""`talk`: what only leads through the note, so that no card could ask it."""
Mark: TypeAlias = tuple[int, int, LineFate, str]
"""First line, last line (1-based), fate, why no card asks for them."""

_TALK: Final = ("talk, not a fact", "only announces what follows", "advertising or imprint")
"""What the reason of talk ends with, behind the name of the rule if there is one."""


def marks_of(outline: Outline, covered: Coverage) -> list[Mark]:
    """Return the marks of one source, from top to bottom; inner stretches after outer ones."""
    return sorted([*_headings(outline), *map(_mark, covered.uses)], key=lambda it: it[:2])


def _headings(outline: Outline) -> Iterator[Mark]:
    for section in sections(outline.sections):
        if section.level:
            yield section.span.line, section.span.line, "heading", ""


def _mark(use: Use) -> Mark:
    span = use.passage.shown.span
    # A span that ends before the first column of a line does not reach into it.
    last = span.end_line - (span.end_column == 1 and span.end_line > span.line)
    return span.line, last, _fate(use), use.why


def _fate(use: Use) -> LineFate:
    if use.fate == "asked":
        return "card"
    if use.why.endswith(_TALK):
        return "talk"
    return "sheet" if use.fate == "sheet only" else "unused"
