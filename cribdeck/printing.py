"""Sheets of a build: outlines go in, the files of all sheets come out.

A sheet whose plan, templates and typesetting libraries are what they were is not printed
again: the cache has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cribdeck.bootstrap.system_packages import system_libraries_hint
from cribdeck.config import Config
from cribdeck.diagnostics import Diagnostic, error
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_files import SheetFiles, sheet_files
from cribdeck.facts.model import Outline
from cribdeck.incremental.store import Cache
from cribdeck.progress import Progress
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.plan import plan_sheets
from cribdeck.span import whole_file
from cribdeck.world import World


def sheets_of_build(  # noqa: PLR0913, PLR0917  it needs all of a build
    world: World,
    config: Config,
    outlines: Sequence[Outline],
    jobs: int,
    progress: Progress,
    cache: Cache,
) -> SheetFiles:
    """Plan all sheets, and print those that the cache does not hold.

    Raises:
        BadTemplateError: a template cannot be read or filled.
    """
    plans, diagnostics = plan_sheets(outlines, config.sheets, config.sheet_requests)
    keys = [cache.key("sheet", plan) for plan in plans]
    known = [cache.get(key, PrintedSheet) for key in keys]
    missing = [plan for plan, before in zip(plans, known, strict=True) if before is None]
    progress.stage("sheets", len(missing))
    if missing and (hint := system_libraries_hint()) is not None:
        message = "WeasyPrint's libraries are missing, so no sheet was made"
        problem = error("no_pango", whole_file("sheets"), message, hint)
        return SheetFiles(diagnostics=[*diagnostics, problem])
    new = iter(_printed(missing, world, jobs, progress))
    outcomes: list[PrintedSheet | Diagnostic] = []
    for key, before in zip(keys, known, strict=True):
        outcome = before or next(new)
        outcomes.append(outcome)
        if before is None and isinstance(outcome, PrintedSheet):
            cache.put(key, outcome)
    made = sheet_files(outcomes)
    return replace(made, diagnostics=[*diagnostics, *made.diagnostics])


def _printed(
    plans: Sequence[SheetPlan], world: World, jobs: int, progress: Progress
) -> Sequence[PrintedSheet | Diagnostic]:
    # A build that prints nothing must not load what starts processes.
    from cribdeck.emit.sheet_workers import print_sheets  # noqa: PLC0415

    return print_sheets(plans, world.templates, jobs, progress.step) if plans else []
