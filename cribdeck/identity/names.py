"""Names: a note goes in, what it must have in common with itself of before comes out.

Each function is one way of knowing a note again; None keeps the note out of it. Two notes with
the same name are one too many, and nobody is known by it then.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from cribdeck.identity.likeness import normal
from cribdeck.identity.seen import Seen
from cribdeck.units import units

Name: TypeAlias = tuple[object, ...] | None

_SHORT: Final = 5
"""Units of a question that is not a mere word."""


def block_id_and_key(it: Seen) -> Name:
    """Name by the author's own name, of one of several notes that have it."""
    anchor = it.trace.anchor
    if not anchor.block_id:
        return None
    return (anchor.path, anchor.block_id, it.trace.kind, anchor.key)


def block_id(it: Seen) -> Name:
    """Name by the author's own name."""
    anchor = it.trace.anchor
    return (anchor.path, anchor.block_id) if anchor.block_id else None


def moved_block_id(it: Seen) -> Name:
    """Name by the author's own name, that may stand in other sources for something else."""
    anchor = it.trace.anchor
    return (anchor.block_id, it.trace.kind, anchor.key) if anchor.block_id else None


def lone_block_id(it: Seen) -> Name:
    """Name by the author's own name, if only one note anywhere has it."""
    return (it.trace.anchor.block_id, it.trace.kind) if it.trace.anchor.block_id else None


def content(it: Seen) -> tuple[object, ...]:
    """Name by what it says."""
    return (it.trace.kind, it.trace.digest)


def same_place(it: Seen) -> Name:
    """Name by content and place."""
    return (*content(it), *it.section)


def same_headings(it: Seen) -> Name:
    """Name by content and headings, but for the title of the source."""
    inner = it.headings[1:]
    return (*content(it), inner) if inner else None


def same_source(it: Seen) -> Name:
    """Name by content and source."""
    return (*content(it), it.trace.anchor.path)


def anywhere(it: Seen) -> Name:
    """Name by a content that says by itself what it is about."""
    return content(it) if it.is_telling else None


def words_in_place(it: Seen) -> Name:
    """Name by words and place."""
    return (*it.words, *it.section)


def words_in_source(it: Seen) -> Name:
    """Name by words and source."""
    return (*it.words, it.trace.anchor.path)


def words(it: Seen) -> Name:
    """Name by words alone."""
    return it.words


def same_key(it: Seen) -> Name:
    """Name by what the note is about, in its place."""
    key = normal(it.trace.anchor.key)
    return (it.trace.kind, *it.section, key) if key else None


def same_question(it: Seen) -> Name:
    """Name by the sentence around the holes, in its place."""
    question = normal(it.question)
    return (it.trace.kind, *it.section, question) if units(question) >= _SHORT else None
