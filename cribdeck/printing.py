"""Sheets of a build: outlines and notes go in, the files of all sheets come out.

A sheet whose plan, templates and typesetting libraries are what they were is not printed
again: the cache has it; of others it has the heights of all boxes that are as they were.
Several sheets make a booklet, too, once all of them are printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.bootstrap.system_packages import system_libraries_hint
from cribdeck.cards.note import Note
from cribdeck.config import Config
from cribdeck.diagnostics import Diagnostic, error
from cribdeck.emit.card_tags import tag_at
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_files import SheetFiles, sheet_files
from cribdeck.facts.model import Outline
from cribdeck.illustrating import printed
from cribdeck.incremental.store import Cache, Key
from cribdeck.media.model import NO_MEDIA, Media
from cribdeck.progress import Progress
from cribdeck.sheets.booklet import BookletPlan, BoundSheet, booklet_name
from cribdeck.sheets.heights import BoxHeights
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.pictures import illustrated
from cribdeck.sheets.plan import plan_sheets
from cribdeck.sheets.terms import terms_of
from cribdeck.span import whole_file
from cribdeck.world import World

_BOOKLET: Final = 2
"""Sheets that make a booklet."""


def sheets_of_build(  # noqa: PLR0913, PLR0917  it needs all of a build
    world: World,
    config: Config,
    outlines: Sequence[Outline],
    notes: Sequence[Note],
    jobs: int,
    progress: Progress,
    cache: Cache,
    media: Media = NO_MEDIA,
) -> SheetFiles:
    """Plan all sheets, and print those that the cache does not hold; so for their booklet.

    Raises:
        BadTemplateError: a template cannot be read or filled.
    """
    plans, diagnostics = plan_sheets(outlines, config.sheets, config.sheet_requests)
    if media.sources:
        plans = [illustrated(it, printed(media, cache)) for it in plans]
    bound = "booklet" in config.sheets.variants and len(plans) >= _BOOKLET
    unbound = [_without_booklet(it) for it in plans]
    plans = plans if bound else unbound
    # One entry for a sheet, whether a booklet binds it or not.
    keys = [cache.key("sheet", plan) for plan in unbound]
    known = [_kept(key, cache, bound=bound) for key in keys]
    missing = [plan for plan, before in zip(plans, known, strict=True) if before is None]
    progress.stage("sheets", len(missing))
    if missing and (hint := system_libraries_hint()) is not None:
        message = "WeasyPrint's libraries are missing, so no sheet was made"
        problem = error("no_pango", whole_file("sheets"), message, hint)
        return SheetFiles(diagnostics=[*diagnostics, problem])
    new = iter(_printed_anew(missing, world, jobs, progress, cache))
    for plan, before in zip(plans, known, strict=True):
        if before is not None:
            cache.spare(_heights_of(plan, cache))
    outcomes: list[PrintedSheet | Diagnostic] = []
    for key, before in zip(keys, known, strict=True):
        outcome = before or next(new)
        outcomes.append(outcome)
        if before is None and isinstance(outcome, PrintedSheet):
            cache.put(key, outcome)
    booklet = _booklet_plan(config, outlines, notes, plans, outcomes)
    if booklet is not None:
        outcomes.append(_booklet(booklet, world, progress, cache))
    made = sheet_files(outcomes)
    return replace(made, diagnostics=[*diagnostics, *made.diagnostics])


def _printed_anew(
    plans: Sequence[SheetPlan], world: World, jobs: int, progress: Progress, cache: Cache
) -> Sequence[PrintedSheet | Diagnostic]:
    """Print sheets with what is known of the heights of their boxes, and keep what is known now."""
    heights: dict[str, Mapping[str, BoxHeights]] = {
        it.name: cache.get(_heights_of(it, cache), dict) or {} for it in plans
    }
    printed = _printed(plans, world, jobs, progress, heights)
    for plan in plans:
        cache.put(_heights_of(plan, cache), dict(heights[plan.name]))
    return printed


def _heights_of(plan: SheetPlan, cache: Cache) -> Key:
    # By name: there is one entry for a sheet, whatever its boxes have become.
    return cache.key("heights", plan.name)


def _kept(key: Key, cache: Cache, *, bound: bool) -> PrintedSheet | None:
    """Return a sheet printed before, and drawn for a booklet if it is to be bound."""
    known = cache.get(key, PrintedSheet)
    if known is None or not bound or (known.fitted is not None and known.fitted.pages is not None):
        return known
    return None


def _without_booklet(plan: SheetPlan) -> SheetPlan:
    """Return a plan that is not drawn for a booklet, too, which takes a quarter of its time."""
    variants = tuple(it for it in plan.settings.variants if it != "booklet")
    return replace(plan, settings=replace(plan.settings, variants=variants))


def _booklet_plan(
    config: Config,
    outlines: Sequence[Outline],
    notes: Sequence[Note],
    plans: Sequence[SheetPlan],
    outcomes: Sequence[PrintedSheet | Diagnostic],
) -> BookletPlan | None:
    """Return what the booklet is to hold; None if none is wanted, or would hold one sheet."""
    fitted = [it.fitted for it in outcomes if isinstance(it, PrintedSheet) and it.fitted]
    if "booklet" not in config.sheets.variants or len(fitted) < _BOOKLET:
        return None
    return BookletPlan(
        name=booklet_name(config.deck, plans),
        title=config.deck.replace("::", " › "),
        sheets=tuple(BoundSheet(it.plan, it.sheet, it.pages) for it in fitted if it.pages),
        terms=terms_of(outlines, tag_at(notes)),
        cards=sum(len(it.cards) for it in notes),
    )


def _booklet(
    plan: BookletPlan, world: World, progress: Progress, cache: Cache
) -> PrintedSheet | Diagnostic:
    key = cache.key("booklet", plan)
    known = cache.get(key, PrintedSheet)
    if known is not None:
        return known
    progress.stage("booklet", 1)
    if (hint := system_libraries_hint()) is not None:
        return error("no_pango", whole_file("sheets"), "WeasyPrint's libraries are missing", hint)
    (outcome,) = _printed([plan], world, 1, progress)
    if isinstance(outcome, PrintedSheet):
        cache.put(key, outcome)
    return outcome


def _printed(
    plans: Sequence[SheetPlan | BookletPlan],
    world: World,
    jobs: int,
    progress: Progress,
    heights: dict[str, Mapping[str, BoxHeights]] | None = None,
) -> Sequence[PrintedSheet | Diagnostic]:
    # A build that prints nothing must not load what starts processes.
    from cribdeck.emit.sheet_workers import print_sheets  # noqa: PLC0415

    if not plans:
        return []
    return print_sheets(plans, world.templates, jobs, progress.step, heights=heights)
