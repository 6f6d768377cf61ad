"""The stages in their order; with `cli`, the only module that knows all of them.

A `World` and options go in; the outputs are published and a `Built` comes out, which says
what there is to say. Bad input is a diagnostic and never stops the other notes; what stops
a build (settings, an unreadable ledger, a broken template) stops it before anything is
written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, assert_never

from cribdeck.bootstrap.system_packages import system_libraries_hint
from cribdeck.cards.compose import Render, compose
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import NOTETYPE_ID, Notetype
from cribdeck.cards.withheld import without_cards
from cribdeck.config import Config, read_config
from cribdeck.diagnostics import Diagnostic, Severity, error, in_order, warning
from cribdeck.emit.apkg import apkg
from cribdeck.emit.html import BadTemplateError, Templates
from cribdeck.emit.manifest import (
    BuildRecord,
    SheetEntry,
    deck_file,
    manifest,
    outputs_of,
    sheets_of,
)
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_workers import print_sheets
from cribdeck.extract import RULES, extract
from cribdeck.extract.stage import Witness, nobody
from cribdeck.facts.model import Outline
from cribdeck.identity.deck_name import deck_name
from cribdeck.identity.draft import drafts
from cribdeck.identity.identify import Identified, identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.ledger_text import ledger_bytes, read_ledger
from cribdeck.identity.stamp import stamp, stamp_notetype
from cribdeck.lint import CHECKS, configured, lint
from cribdeck.lint.coverage import without_coverage
from cribdeck.progress import Progress, Silent
from cribdeck.sheets.plan import plan_sheets
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
class Checked:
    """The notes that passed the checks."""

    notes: list[Note]
    outlines: list[Outline]
    """With what the cards kept out leave uncovered."""
    diagnostics: list[Diagnostic]


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
class _Compiled:
    """Everything short of sheets and outputs: what build, check and explain have in common."""

    config: Config
    outlines: list[Outline]
    deck: _Deck
    diagnostics: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class _Sheets:
    entries: list[SheetEntry]
    files: dict[str, bytes]
    diagnostics: list[Diagnostic]


def build(world: World, options: Options, progress: Progress) -> Built:
    """Compile the notes of `world` and publish the outputs.

    Raises:
        OSError: the outputs cannot be written; nothing has been replaced then.
    """
    compiled = _compiled(world, progress)
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
    )
    text = manifest(record)
    outputs = {MANIFEST_NAME: text.encode(), **sheets.files}
    if options.only != "sheets":
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
        summary=_summary(world, record, changed=changed),
    )


def check(world: World) -> Built:
    """Say what a build would say about the notes of `world`; write nothing."""
    compiled = _compiled(world, Silent())
    if isinstance(compiled, Built):
        return compiled
    return Built(_exit_code(compiled.diagnostics), tuple(compiled.diagnostics))


def _compiled(world: World, progress: Progress, witness: Witness = nobody) -> _Compiled | Built:
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
    return _Compiled(config, outlines, deck, in_order([*diagnostics, *deck.diagnostics]))


def _open(world: World) -> tuple[Config, Ledger, list[Diagnostic]] | Built:
    """Read settings and ledger, without which no build may go on."""
    names = frozenset(rule.name for rule in RULES)
    checks = {check.name: check.threshold for check in CHECKS}
    folder = world.source.resolve().name
    config, problems = read_config(world.read_settings(), folder, names, checks)
    if problems:
        return _stopped(problems)
    ledger, remarks = read_ledger(world.read_ledger(), world.ledger.name)
    if ledger is None:
        return _stopped(remarks)
    return config, ledger, remarks


def _outlines(
    world: World, config: Config, progress: Progress, witness: Witness
) -> tuple[list[Outline], list[Diagnostic]]:
    """Read, repair, parse and extract every source on its own."""
    paths = world.source_paths()
    rules = tuple(replace(rule, on=config.rules.get(rule.name, rule.on)) for rule in RULES)
    outlines: list[Outline] = []
    diagnostics: list[Diagnostic] = []
    if not paths:
        hint = "put .md or .txt files there, or name another folder with --source DIR"
        place = whole_file(world.source.name)
        diagnostics.append(error("no_sources", place, "the source folder holds no notes", hint))
    progress.stage("extract", len(paths))
    for path in paths:
        try:
            data = world.read_source(path)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            hint = "check that the file exists and may be read"
            message = f"cannot be read: {reason}"
            diagnostics.append(error("unreadable", whole_file(path), message, hint))
            continue
        document, remarks = parse(path, data)
        diagnostics += remarks
        if document is not None:
            extracted = extract(document, rules, witness)
            language = document.front_matter.language or config.language_of(path)
            outline = extracted.outline
            outlines.append(replace(outline, language=language) if language else outline)
            diagnostics += extracted.diagnostics
        progress.step(path)
    return outlines, diagnostics


def _deck(
    world: World, config: Config, outlines: Sequence[Outline], ledger: Ledger, progress: Progress
) -> _Deck:
    """Identify, compose, stamp and check."""
    progress.stage("cards", len(outlines))
    wanted = [
        draft for outline in outlines for draft in drafts(outline, _deck_name(outline, config))
    ]
    identified = identify(wanted, ledger)
    templates = Templates(world.templates)
    passed = checked(identified.notes, outlines, config, templates.render)
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


def checked(
    identified: Sequence[Identified], outlines: Sequence[Outline], config: Config, render: Render
) -> Checked:
    """Compose the notes, check them, and take out the cards that must not be in the deck."""
    checks = configured(CHECKS, config.lint.levels, config.lint.thresholds)
    by_author = {rule.name for rule in RULES if rule.by_author}
    composed, remarks = compose(identified, render, config.cards.other_cells)
    linted = lint(outlines, composed, checks, by_author)
    held = linted.held
    touched = [it for it in identified if it.guid in held]
    again, _ = compose(without_cards(touched, held), render, config.cards.other_cells)
    made = {note.guid: note for note in (*(it for it in composed if it.guid not in held), *again)}
    gone = [
        (note, next(iter(held[note.guid].values()))) for note in composed if note.guid not in made
    ]
    notes = [made[note.guid] for note in composed if note.guid in made]
    return Checked(notes, without_coverage(outlines, gone, notes), [*remarks, *linted.diagnostics])


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
) -> _Sheets:
    """Plan and print the sheets."""
    if options.only == "cards":
        return _Sheets([], {}, [])
    plans, diagnostics = plan_sheets(outlines, config.sheets, config.sheet_requests)
    progress.stage("sheets", len(plans))
    if plans and (hint := system_libraries_hint()) is not None:
        message = "WeasyPrint's libraries are missing, so no sheet was made"
        problem = error("no_pango", whole_file("sheets"), message, hint)
        return _Sheets([], {}, [*diagnostics, problem])
    made = _Sheets([], {}, diagnostics)
    printed = print_sheets(plans, world.templates, options.jobs, progress.step)
    for outcome in printed:
        match outcome:
            case Diagnostic():
                made.diagnostics.append(outcome)
            case PrintedSheet():
                name = f"sheets/{outcome.name}.pdf"
                made.entries.append(SheetEntry("answers", name, outcome))
                made.files[name] = outcome.pdf
                made.diagnostics.extend(outcome.diagnostics)
            case _:
                assert_never(outcome)
    return made


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


def _summary(world: World, record: BuildRecord, *, changed: bool) -> str:
    cards = sum(len(note.cards) for note in record.notes)
    states = [note.state for note in record.notes]
    changes = [f"{states.count(state)} {state}" for state in _STATES if state in states]
    changes += [f"{record.retired} retired"] if record.retired else []
    errors = sum(it.severity is Severity.ERROR for it in record.diagnostics)
    warnings = sum(it.severity is Severity.WARNING for it in record.diagnostics)
    counted = f"{len(record.notes)} notes, {cards} cards ({', '.join(changes) or 'none'})"
    lines = [
        f"{world.dist / deck_file(record.deck)}: {counted}",
        f"{world.dist / 'sheets'}: {len(record.sheets)} sheets",
        f"{world.dist / MANIFEST_NAME}: {errors} errors, {warnings} warnings",
    ]
    return "\n".join(lines if changed else [*lines, "nothing has changed"])


_STATES: Final = ("new", "edited", "moved", "unchanged")
