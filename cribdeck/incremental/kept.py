"""What is kept of a source from build to build: read, extracted, composed."""

from __future__ import annotations

from dataclasses import dataclass

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline
from cribdeck.spelling.script import Script
from cribdeck.spelling.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What reading one source tells about it, and what it tells about the others."""

    vocabulary: Vocabulary | None
    """None: the file is no text, so there is nothing more to it."""
    script: Script | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class ExtractedSource:
    """One source, spelled and extracted."""

    outline: Outline
    spelling: tuple[Diagnostic, ...]
    extraction: tuple[Diagnostic, ...]
    has_media: bool = False
    """Whether it shows pictures or plays recordings."""


@dataclass(frozen=True, slots=True)
class ComposedSource:
    """The notes of one source, all of them called unchanged."""

    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]
