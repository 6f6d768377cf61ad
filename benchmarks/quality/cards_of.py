"""All cards that a folder of notes gives, as a learner sees them; nothing is written to disk.

A folder goes in; each card comes out with its rule, its places in the notes and its visible
and hidden text. They are the cards of the program's own pipeline, with the settings of the
folder and the templates of this repository, but without a ledger: what a folder gives does
not depend on what it gave before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cribdeck.cards.note import Note
from cribdeck.facts.model import Outline
from cribdeck.facts.walk import passages
from cribdeck.pipeline import Built, compile_notes
from cribdeck.progress import Silent
from cribdeck.span import Span
from cribdeck.syntax.decode import decode
from cribdeck.world import World

PROJECT: Final = Path(__file__).resolve().parents[2]
LISTS: Final = frozenset({"listing", "steps"})
TABLES: Final = frozenset({"comparison", "glossary", "record"})


@dataclass(frozen=True, slots=True)
class QualityCard:
    """One card."""

    guid: str
    ordinal: int
    rule: str
    spans: tuple[Span, ...]
    """Where its fact stands: the line itself first, then other places that say the same."""
    breadcrumb: str
    """As shown above the question."""
    question: str
    answer: str
    whole: int | None = None
    """The same number for all cards of one listing, sequence or table; None for others."""
    choice: bool = False
    """Whether the first line of the question lists the answers to choose from."""

    @property
    def id(self) -> str:
        """Name of the card in judging sheets."""
        return f"{self.guid}-{self.ordinal}"

    @property
    def place(self) -> str:
        """`path:line` of the fact."""
        return f"{self.spans[0].path}:{self.spans[0].line}"


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder of notes gives."""

    name: str
    cards: tuple[QualityCard, ...]
    lines: Mapping[str, tuple[str, ...]]
    """The lines of each source by path, as decoded."""
    unused: Mapping[tuple[str, int], str]
    """The reason the coverage gives for a line that no card tests, by path and line."""

    def text(self, span: Span) -> str:
        """Return the source lines of `span`."""
        return "\n".join(self.lines[span.path][span.line - 1 : span.end_line])


class BadFolderError(Exception):
    """A folder that the program does not compile; the message says why."""


def folder_of(source: Path) -> Folder:
    """Compile the notes of `source`, short of any output.

    Raises:
        BadFolderError: there are no notes, or the settings are wrong.
    """
    world = World(source, source / "dist", source / ".no-ledger", PROJECT / "templates")
    compiled = compile_notes(world, Silent())
    if isinstance(compiled, Built):
        raise BadFolderError("\n".join(map(str, compiled.diagnostics)))
    lines: dict[str, tuple[str, ...]] = {}
    for outline in compiled.outlines:
        text, _ = decode(outline.path, world.read_source(outline.path))
        lines[outline.path] = tuple((text or "").split("\n"))
    return Folder(
        source.resolve().name,
        tuple(_cards(compiled.deck.notes)),
        lines,
        dict(_unused(compiled.deck.outlines)),
    )


def _cards(notes: Iterable[Note]) -> Iterator[QualityCard]:
    wholes: dict[object, int] = {}
    for note in notes:
        whole = None
        if note.kind in LISTS | TABLES:
            # A table is a note for each row.
            table = (note.kind, note.span.path, note.crumbs)
            key = table if note.kind in TABLES else note.guid
            whole = wholes.setdefault(key, len(wholes))
        for card in note.cards:
            yield QualityCard(
                note.guid,
                card.ordinal,
                note.rule,
                (note.span, *note.also),
                " › ".join(note.crumbs),
                card.question,
                card.answer,
                whole,
                choice=note.kind == "contrast",
            )


def _unused(outlines: Iterable[Outline]) -> Iterator[tuple[tuple[str, int], str]]:
    for outline in outlines:
        for passage in passages(outline):
            span = passage.shown.span
            if not passage.covered:
                for line in range(span.line, span.end_line + 1):
                    yield (span.path, line), passage.unused
