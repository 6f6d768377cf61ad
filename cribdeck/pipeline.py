"""The stages in their order; with `cli`, the only module that knows all of them.

A `World` and options go in; the outputs are published and a `Built` comes out, which says
what there is to say. Bad input is a diagnostic and never stops the other notes; what stops
a build (settings, an unreadable ledger, a broken template) stops it before anything is
written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cribdeck.assemble import Assembled
from cribdeck.bootstrap.system_packages import system_libraries_hint
from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import NOTETYPE_ID, Notetype
from cribdeck.config import Config, read_config
from cribdeck.coverage import coverage
from cribdeck.diagnostics import Diagnostic, Severity, error, in_order, warning
from cribdeck.emit.html import BadTemplateError, Templates
from cribdeck.emit.manifest import (
    BuildRecord,
    deck_file,
    manifest,
    outputs_of,
    sheets_of,
)
from cribdeck.emit.sheet_files import SheetFiles, sheet_files
from cribdeck.emit.summary import summary
from cribdeck.explain.evidence import Evidence, stands_in
from cribdeck.extract import RULES
from cribdeck.extract.stage import Attempt, Witness, nobody
from cribdeck.facts.model import Outline
from cribdeck.front_end import RULE_NAMES, outlines_of, rules_of
from cribdeck.identity.deck_name import deck_name
from cribdeck.identity.draft import More, drafts
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.ledger_text import ledger_bytes, read_ledger
from cribdeck.identity.stamp import stamp, stamp_notetype
from cribdeck.lint import CHECKS, configured, judged
from cribdeck.lint.check import Check
from cribdeck.lint.passing import passing
from cribdeck.progress import Progress, Silent
from cribdeck.relate import relate
from cribdeck.sheets.plan import is_printed, plan_sheets
from cribdeck.span import whole_file
from cribdeck.syntax import parse
from cribdeck.world import MANIFEST_NAME, World

DONE, ERRORS_IN_NOTES, STOPPED = 0, 1, 2
"""Exit codes; `cli` adds those of its own."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a single build is asked to do."""

    only: Literal["cards", "sheets"] | None = None
    jobs: int = 1
    """Sheets fitted at the same time."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has to say for itself."""

    exit_code: int
    diagnostics: tuple[Diagnostic, ...]
    manifest: str = ""
    """Text of `build.json`; empty when nothing was written."""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class _Deck:
    notes: tuple[Note, ...]
    outlines: list[Outline]
    """With what the cards kept out leave uncovered."""
    notetype: Notetype
    description: str
    ledger: Ledger
    retired: int
    diagnostics: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything short of sheets and outputs: what build, check and explain have in common."""

    config: Config
    outlines: list[Outline]
    deck: _Deck
    diagnostics: list[Diagnostic]


def build(world: World, options: Options, progress: Progress) -> Built:
    """Compile the notes of `world` and publish the outputs.

    Raises:
        OSError: the outputs cannot be written; nothing has been replaced then.
    """
    compiled = compile_notes(world, progress)
    if isinstance(compiled, Built):
        return compiled
    config, outlines, deck = compiled.config, compiled.outlines, compiled.deck
    try:
        sheets = _sheets(world, config, outlines, options, progress)
    except BadTemplateError as problem:
        return _stopped([*compiled.diagnostics, _template_error(problem)])
    diagnostics = in_order([*compiled.diagnostics, *sheets.diagnostics])
    previous = world.read_manifest()
    record = BuildRecord(
        deck=config.deck,
        outlines=deck.outlines,
        notes=deck.notes,
        sheets=sheets.entries,
        kept_sheets=sheets_of(previous) if options.only == "cards" else [],
        retired=deck.retired,
        diagnostics=diagnostics,
        coverage={
            it.path: coverage(it, printed=is_printed(it, config.sheet_requests))
            for it in deck.outlines
        },
    )
    text = manifest(record)
    outputs = {MANIFEST_NAME: text.encode(), **sheets.files}
    if options.only != "sheets":
        from cribdeck.emit.apkg import apkg  # noqa: PLC0415  a check must not wait for genanki

        progress.stage("emit", 1)
        if deck.notes:
            outputs[deck_file(config.deck)] = apkg(deck.notes, deck.notetype, deck.description)
        progress.step()
    kept = {name for name in outputs_of(previous) if _is_left_alone(name, options)}
    changed = world.publish(
        None if options.only == "sheets" else ledger_bytes(deck.ledger),
        outputs,
        outputs_of(previous) - outputs.keys() - kept,
    )
    return Built(
        exit_code=_exit_code(diagnostics),
        diagnostics=tuple(diagnostics),
        manifest=text,
        summary=summary(record, world.dist, MANIFEST_NAME, changed=changed),
    )


def check(world: World) -> Built:
    """Say what a build would say about the notes of `world`; write nothing."""
    compiled = compile_notes(world, Silent())
    if isinstance(compiled, Built):
        return compiled
    return Built(_exit_code(compiled.diagnostics), tuple(compiled.diagnostics))


def explain(world: World, path: str) -> Evidence | Built:
    """Return what the compiler makes of the source at `path`, and how it got there.

    Everything is compiled, since what other sources say matters, too; nothing is written.
    """
    attempts: list[Attempt] = []

    def witness(attempt: Attempt) -> None:
        if attempt.subject.span.path == path:
            attempts.append(attempt)

    compiled = compile_notes(world, Silent(), witness)
    if isinstance(compiled, Built):
        return compiled
    config, deck = compiled.config, compiled.deck
    outline = next((it for it in deck.outlines if it.path == path), None)
    document, _ = parse(path, world.read_source(path))
    if outline is None or document is None:
        return _stopped([it for it in compiled.diagnostics if it.span.path == path])
    return Evidence(
        document=document,
        outline=outline,
        printed=is_printed(outline, config.sheet_requests),
        deck=_deck_name(outline, config),
        rules=rules_of(config),
        attempts=tuple(attempts),
        notes=tuple(it for it in deck.notes if stands_in(it, path)),
        diagnostics=tuple(it for it in compiled.diagnostics if it.span.path == path),
    )


def compile_notes(world: World, progress: Progress, witness: Witness = nobody) -> Compiled | Built:
    """Make everything short of sheets and outputs, or say why not."""
    opened = _open(world)
    if isinstance(opened, Built):
        return opened
    config, ledger, diagnostics = opened
    outlines, remarks = _outlines(world, config, progress, witness)
    diagnostics += remarks
    if not outlines:
        return _stopped(diagnostics, ERRORS_IN_NOTES)
    try:
        deck = _deck(world, config, outlines, ledger, progress)
    except BadTemplateError as problem:
        return _stopped([*diagnostics, _template_error(problem)])
    return Compiled(config, outlines, deck, in_order([*diagnostics, *deck.diagnostics]))


def _open(world: World) -> tuple[Config, Ledger, list[Diagnostic]] | Built:
    """Read settings and ledger, without which no build may go on."""
    checks = {check.name: check.threshold for check in CHECKS}
    folder = world.source.resolve().name
    config, problems = read_config(world.read_settings(), folder, RULE_NAMES, checks)
    if problems:
        return _stopped(problems)
    ledger, remarks = read_ledger(world.read_ledger(), world.ledger.name)
    if ledger is None:
        return _stopped(remarks)
    return config, ledger, remarks


def assemble_notes(world: World) -> Assembled | Built:
    """Make the outlines of all notes, with their tables filled, or say why not."""
    opened = _open(world)
    return opened if isinstance(opened, Built) else outlines_of(world, opened[0])


def _outlines(
    world: World, config: Config, progress: Progress, witness: Witness
) -> tuple[list[Outline], list[Diagnostic]]:
    """Make the outlines of all sources, then let them check one another."""
    assembled = outlines_of(world, config, progress, witness)
    related, remarks = relate(assembled.outlines)
    found = [*assembled.diagnostics, *remarks]
    return related, list(judged(found, related, _checks(config)))


def _checks(config: Config) -> tuple[Check, ...]:
    return configured(CHECKS, config.lint.levels, config.lint.thresholds)


def _deck(
    world: World, config: Config, outlines: Sequence[Outline], ledger: Ledger, progress: Progress
) -> _Deck:
    """Identify, compose, stamp and check."""
    progress.stage("cards", len(outlines))
    more = _asked_of_tables(config)
    wanted = [
        draft
        for outline in outlines
        for draft in drafts(outline, _deck_name(outline, config), more)
    ]
    identified = identify(wanted, ledger)
    templates = Templates(world.templates)
    passed = passing(
        identified.notes,
        outlines,
        _checks(config),
        {rule.name for rule in RULES if rule.by_author},
        lambda notes: compose(notes, templates.render, config.cards.other_cells),
    )
    now = world.now()
    notes, stamped = stamp(passed.notes, identified.ledger, now)
    notetype = Notetype(
        front=templates.source("cards/front.html"),
        back=templates.source("cards/back.html"),
        css=templates.source("cards/style.css"),
    )
    mod, stamped = stamp_notetype(NOTETYPE_ID, notetype.content, stamped, now)
    retired = _retired(stamped) - _retired(ledger)
    found = [*identified.diagnostics, *passed.diagnostics]
    if not notes:
        message = "the notes gave no card"
        found.append(warning("no_cards", whole_file(outlines[0].path), message))
    description = templates.source("cards/description.html")
    return _Deck(
        notes=notes,
        outlines=passed.outlines,
        notetype=replace(notetype, mod=mod),
        description=description,
        ledger=stamped,
        retired=len(retired),
        diagnostics=found,
    )


def _asked_of_tables(config: Config) -> frozenset[More]:
    settings: tuple[tuple[More, bool], ...] = (
        ("rows", config.cards.row_cards),
        ("names", config.cards.name_cards),
    )
    return frozenset(name for name, wanted in settings if wanted)


def _retired(ledger: Ledger) -> set[str]:
    return {guid for guid, record in ledger.notes.items() if record.retired is not None}


def _deck_name(outline: Outline, config: Config) -> str:
    if outline.deck:
        return deck_name(outline.deck)
    return deck_name(config.deck, *([outline.title] if config.cards.subdecks else []))


def _sheets(
    world: World,
    config: Config,
    outlines: Sequence[Outline],
    options: Options,
    progress: Progress,
) -> SheetFiles:
    """Plan and print the sheets."""
    if options.only == "cards":
        return SheetFiles()
    plans, diagnostics = plan_sheets(outlines, config.sheets, config.sheet_requests)
    progress.stage("sheets", len(plans))
    if plans and (hint := system_libraries_hint()) is not None:
        message = "WeasyPrint's libraries are missing, so no sheet was made"
        problem = error("no_pango", whole_file("sheets"), message, hint)
        return SheetFiles(diagnostics=[*diagnostics, problem])
    from cribdeck.emit.sheet_workers import print_sheets  # noqa: PLC0415  nor for processes

    made = sheet_files(print_sheets(plans, world.templates, options.jobs, progress.step))
    return replace(made, diagnostics=[*diagnostics, *made.diagnostics])


def _is_left_alone(name: str, options: Options) -> bool:
    """Return whether an output of the build before is none of this build's business."""
    is_sheet = name.startswith("sheets/")
    return options.only == ("cards" if is_sheet else "sheets")


def _exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    worst = {it.severity for it in diagnostics}
    return ERRORS_IN_NOTES if Severity.ERROR in worst else DONE


def _template_error(problem: BadTemplateError) -> Diagnostic:
    return error("template", whole_file("templates"), str(problem))


def _stopped(diagnostics: Sequence[Diagnostic], code: int = STOPPED) -> Built:
    return Built(code, tuple(in_order(list(diagnostics))))
