"""All cards that a folder of notes gives, as a learner sees them; nothing is written to disk.

A folder goes in; each card comes out with its rule, its places in the notes and its visible
and hidden text. The stages are the program's own, in the order of `cribdeck.pipeline`, with
the settings of the folder and the templates of this repository.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.config import read_config
from cribdeck.emit.html import Templates
from cribdeck.extract import RULES, extract
from cribdeck.facts.model import Comparison, Listing, Outline, Steps
from cribdeck.facts.walk import passages
from cribdeck.identity.draft import drafts
from cribdeck.identity.identify import Identified, identify
from cribdeck.identity.ledger import Ledger
from cribdeck.span import Span
from cribdeck.syntax import parse
from cribdeck.world import World

PROJECT: Final = Path(__file__).resolve().parents[2]
_CONTEXT: Final = [name for name, _ in FIELDS].index("Context")
_TAG: Final = re.compile(r"<[^<>]*>")
_DECK: Final = "Deck"


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
    whole: int | None
    """The same number for all cards of one listing, sequence or table; None for others."""

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


def folder_of(source: Path) -> Folder:
    """Run the stages on the notes of `source`."""
    world = World(source, source / "dist", source / "ledger.jsonl", PROJECT / "templates")
    names = frozenset(rule.name for rule in RULES)
    config, _ = read_config(world.read_settings(), source.name, names)
    rules = tuple(replace(rule, on=config.rules.get(rule.name, rule.on)) for rule in RULES)
    lines: dict[str, tuple[str, ...]] = {}
    outlines: list[Outline] = []
    for path in world.source_paths():
        document, _ = parse(path, world.read_source(path))
        if document is not None:
            lines[path] = tuple(document.text.split("\n"))
            outlines.append(extract(document, rules).outline)
    wanted = [draft for outline in outlines for draft in drafts(outline, _DECK)]
    templates = Templates(world.templates)
    cards: list[QualityCard] = []
    wholes: dict[int, int] = {}
    for identified in identify(wanted, Ledger()).notes:
        notes, _ = compose([identified], templates.render, config.cards.other_cells)
        for note in notes:
            cards.extend(_cards(identified, note, wholes))
    return Folder(source.name, tuple(cards), lines, dict(_unused(outlines)))


def _cards(identified: Identified, note: Note, wholes: dict[int, int]) -> Iterator[QualityCard]:
    fact = identified.draft.fact
    whole = None
    if isinstance(fact, Listing | Steps | Comparison):
        whole = wholes.setdefault(id(fact), len(wholes))
    context = html.unescape(_TAG.sub("", note.fields[_CONTEXT]))
    for card in note.cards:
        yield QualityCard(
            note.guid,
            card.ordinal,
            note.rule,
            (note.span, *note.also),
            " ".join(context.split()),
            card.question,
            card.answer,
            whole,
        )


def _unused(outlines: list[Outline]) -> Iterator[tuple[tuple[str, int], str]]:
    for outline in outlines:
        for passage in passages(outline):
            span = passage.shown.span
            if not passage.covered:
                for line in range(span.line, span.end_line + 1):
                    yield (span.path, line), passage.unused
