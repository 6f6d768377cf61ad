"""The deck of a build: outlines go in; notes, the ledger that knows them, and remarks come out.

Identity first, then the words, then what the checks keep out, then the time: whatever the words
are, the GUIDs and numbers are settled by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import NOTETYPE_ID, Notetype
from cribdeck.cards.tombstone import tombstones
from cribdeck.composing import composing
from cribdeck.config import Config
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.emit.html import Templates
from cribdeck.extract import RULES
from cribdeck.facts.model import Outline
from cribdeck.identity.deck_name import deck_name
from cribdeck.identity.draft import More, drafts
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.retired import tombstones_due
from cribdeck.identity.stamp import stamp, stamp_notetype
from cribdeck.incremental.store import Cache
from cribdeck.lint import CHECKS, configured
from cribdeck.lint.check import Check
from cribdeck.lint.passing import passing
from cribdeck.media.model import OnCards
from cribdeck.opening import Opened
from cribdeck.progress import Progress
from cribdeck.span import whole_file
from cribdeck.world import World


@dataclass(frozen=True, slots=True)
class Deck:
    """All that becomes of the outlines in Anki."""

    notes: tuple[Note, ...]
    outlines: list[Outline]
    """With what the cards kept out leave uncovered."""
    notetype: Notetype
    description: str
    tombstones: tuple[Note, ...]
    before: Ledger
    """As the build before left it."""
    ledger: Ledger
    diagnostics: list[Diagnostic]


def deck_of(  # noqa: PLR0913, PLR0917  all that decides about cards meets here
    world: World,
    opened: Opened,
    outlines: Sequence[Outline],
    unread: frozenset[str],
    progress: Progress,
    cache: Cache,
    files: OnCards,
) -> Deck:
    """Return the deck of a build: identify, compose, check and stamp.

    Args:
        world: has the templates of cards.
        opened: settings, ledger and time.
        outlines: of all sources.
        unread: paths of sources that could not be read; what stood there stays as it is.
        progress: told what is done.
        cache: may know notes composed before.
        files: what cards may refer to.

    Raises:
        BadTemplateError: a template of cards cannot be read or filled.
    """
    config, ledger, now = opened.config, opened.ledger, opened.now
    progress.stage("cards", len(outlines))
    more = _asked_of_tables(config)
    wanted = [
        draft
        for outline in outlines
        for draft in drafts(outline, deck_name_of(outline, config), more)
    ]
    identified = identify(wanted, ledger)
    templates = Templates(world.templates, media=files)
    passed = passing(
        identified.notes,
        outlines,
        checks_of(config),
        {rule.name for rule in RULES if rule.by_author},
        composing(templates.render, config.cards.other_cells, cache, files),
    )
    notes, stamped = stamp(passed.notes, identified.ledger, now, unread, opened.published)
    notetype = Notetype(
        front=templates.side("cards/front.html"),
        back=templates.side("cards/back.html"),
        css=templates.source("cards/style.css"),
    )
    mod, stamped = stamp_notetype(NOTETYPE_ID, notetype.content, stamped, now, opened.published)
    found = [*identified.diagnostics, *passed.diagnostics]
    if not notes and outlines:
        message = "the notes gave no card"
        found.append(warning("no_cards", whole_file(outlines[0].path), message))
    description = templates.source("cards/description.html")
    return Deck(
        notes=notes,
        outlines=passed.outlines,
        notetype=replace(notetype, mod=mod),
        description=description,
        tombstones=tombstones(tombstones_due(stamped)),
        before=ledger,
        ledger=stamped,
        diagnostics=found,
    )


def checks_of(config: Config) -> tuple[Check, ...]:
    """Return all checks, as the settings want them."""
    return configured(CHECKS, config.lint.levels, config.lint.thresholds)


def deck_name_of(outline: Outline, config: Config) -> str:
    """Return the deck that the notes of `outline` go to."""
    if outline.deck:
        return deck_name(outline.deck)
    return deck_name(config.deck, *([outline.title] if config.cards.subdecks else []))


def _asked_of_tables(config: Config) -> frozenset[More]:
    settings: tuple[tuple[More, bool], ...] = (
        ("rows", config.cards.row_cards),
        ("names", config.cards.name_cards),
    )
    return frozenset(name for name, wanted in settings if wanted)
