"""The stages in their order; with `cli`, the only module that knows all of them.

A `World` and options go in; the outputs are published and a `Built` comes out, which says
what there is to say. Bad input is a diagnostic and never stops the other notes; what stops
a build (settings, an unreadable ledger, a broken template) stops it before anything is
written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from cribdeck.assemble import Assembled
from cribdeck.cards.note import Note
from cribdeck.changes import Changes, changes
from cribdeck.changes.brake import Absent, Brake, brake, remarks
from cribdeck.config import Config
from cribdeck.coverage import coverage
from cribdeck.deck import Deck, checks_of, deck_name_of, deck_of
from cribdeck.diagnostics import Diagnostic, Severity, error, in_order
from cribdeck.emit.card_media import names_in
from cribdeck.emit.change_list import changes_json, changes_text
from cribdeck.emit.html import BadTemplateError
from cribdeck.emit.manifest import (
    BuildRecord,
    deck_file,
    manifest,
    outputs_of,
    sheets_of,
    told_of,
)
from cribdeck.emit.published import Published
from cribdeck.emit.sheet_fates import sheet_fates, without_room
from cribdeck.emit.sheet_files import SheetFiles
from cribdeck.emit.summary import summary
from cribdeck.exit_codes import DONE, ERRORS_IN_NOTES, HELD, STOPPED
from cribdeck.explain.evidence import Evidence, stands_in
from cribdeck.extract.stage import Attempt, Witness, nobody
from cribdeck.facts.model import Outline
from cribdeck.facts.walk import passages
from cribdeck.front_end import outlines_of, rules_of
from cribdeck.identity.ledger_text import ledger_bytes
from cribdeck.identity.stamp import clock_remarks
from cribdeck.illustrating import media_of_build
from cribdeck.incremental.store import NO_CACHE, Cache
from cribdeck.lint import judged
from cribdeck.media.model import Media
from cribdeck.opening import open_build
from cribdeck.own_files import MANIFEST_NAME, REPORT_NAME
from cribdeck.printing import sheets_of_build
from cribdeck.progress import Progress, Silent
from cribdeck.relate import relate
from cribdeck.reporting import report_of_build
from cribdeck.sheets.plan import is_printed
from cribdeck.span import whole_file
from cribdeck.syntax import parse
from cribdeck.world import SOURCE_SUFFIXES, World, is_full


@dataclass(frozen=True, slots=True)
class Options:
    """What a single build is asked to do."""

    only: Literal["cards", "sheets"] | None = None
    jobs: int = 1
    """Sheets fitted at the same time."""
    accept: bool = False
    """Whether to go on where the brake would stop the build."""
    force: bool = False
    """Whether to do again what has not changed; `rebuild` asks."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has to say for itself."""

    exit_code: int
    diagnostics: tuple[Diagnostic, ...]
    manifest: str = ""
    """Text of `build.json`; empty when nothing was written."""
    summary: str = ""
    changes: str = ""
    """JSON of what a build would change, where one was not asked for or must ask first."""
    published: Published | None = None
    """None when nothing was written."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything short of sheets and outputs: what build, check and explain have in common."""

    config: Config
    outlines: list[Outline]
    deck: Deck
    diagnostics: list[Diagnostic]
    held: Brake | None
    """Why a build must ask first."""
    read: bytes | None
    """The ledger that it was made from."""
    media: Media
    """Files that the notes show."""


def build(world: World, options: Options, progress: Progress, cache: Cache = NO_CACHE) -> Built:
    """Compile the notes of `world` and publish the outputs.

    What `cache` gives changes no byte of them; `rebuild` has one. Where there is no room for the
    outputs, it is given up for them.

    Raises:
        LedgerChangedError: somebody else has changed the ledger meanwhile; nothing is replaced.
        OSError: the outputs cannot be written; nothing is replaced.
        UnfinishedError: not all outputs could be moved into place; the next build moves the rest.
    """
    compiled = compile_notes(world, progress, cache=cache)
    if isinstance(compiled, Built):
        return compiled
    if compiled.held is not None and not options.accept:
        return replace(_unwritten(world, compiled, compiled.held, HELD), summary="")
    config, deck = compiled.config, compiled.deck
    try:
        sheets = (
            SheetFiles()
            if options.only == "cards"
            else sheets_of_build(
                world,
                config,
                deck.outlines,
                deck.notes,
                options.jobs,
                progress,
                cache,
                compiled.media,
            )
        )
    except BadTemplateError as problem:
        return _stopped([*compiled.diagnostics, _template_error(problem)])
    diagnostics = in_order([*compiled.diagnostics, *sheets.diagnostics])
    previous = world.read_manifest()
    written_before = outputs_of(previous)
    kept_sheets = sheets_of(previous) if options.only == "cards" else []
    record = BuildRecord(
        deck=config.deck,
        outlines=deck.outlines,
        notes=deck.notes,
        sheets=sheets.entries,
        kept_sheets=kept_sheets,
        tombstones=deck.tombstones,
        changes=_changes(deck, previous),
        diagnostics=diagnostics,
        coverage={
            it.path: coverage(
                it,
                printed=is_printed(it, config.sheet_requests),
                no_room=without_room(it.path, sheets.entries, kept_sheets),
            )
            for it in deck.outlines
        },
        report=REPORT_NAME if config.report.enabled else None,
    )
    text = manifest(record)
    outputs = {MANIFEST_NAME: text.encode(), **sheets.files}
    if record.report:
        try:
            outputs[REPORT_NAME] = report_of_build(
                world, record, text, deck.notetype, compiled.media
            )
        except BadTemplateError as problem:
            return _stopped([*diagnostics, _template_error(problem)])
    if options.only != "sheets":
        from cribdeck.emit.apkg import apkg  # noqa: PLC0415  a check must not wait for genanki

        progress.stage("emit", 1)
        if notes := (*deck.notes, *deck.tombstones):
            outputs[deck_file(config.deck)] = apkg(
                notes, deck.notetype, deck.description, _files_of(notes, compiled.media)
            )
        progress.step()
    kept = {name for name in written_before if _is_left_alone(name, options)}
    ledger = None if options.only == "sheets" else ledger_bytes(deck.ledger)
    obsolete = written_before - outputs.keys() - kept
    publish = partial(world.publish, ledger, outputs, obsolete, read=compiled.read)
    try:
        changed = publish()
    except OSError as problem:
        if not is_full(problem) or not cache.give_up():
            raise
        changed = publish()
    return Built(
        exit_code=_exit_code(diagnostics),
        diagnostics=tuple(diagnostics),
        manifest=text,
        summary=summary(record, world.dist, changed=changed),
        published=Published(
            record=record,
            ledger=compiled.read if ledger is None else ledger,
            outputs=outputs,
            kept=frozenset(kept - outputs.keys()),
            is_settled=(ledger is None or ledger == compiled.read)
            and told_of(previous) == told_of(text.encode()),
        ),
    )


def dry_run(world: World, options: Options, progress: Progress) -> Built:
    """Say what a build would change in the deck, and whether it would ask first; write nothing."""
    compiled = compile_notes(world, progress)
    if isinstance(compiled, Built):
        return compiled
    held = None if options.accept else compiled.held
    code = HELD if held else _exit_code(compiled.diagnostics)
    return _unwritten(world, compiled, held, code)


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
    printed = is_printed(outline, config.sheet_requests)
    kept_sheets = sheets_of(world.read_manifest())
    return Evidence(
        document=document,
        outline=outline,
        printed=printed,
        on_sheets=sheet_fates(outline, kept_sheets, printed=printed),
        no_room=without_room(outline.path, (), kept_sheets),
        deck=deck_name_of(outline, config),
        rules=rules_of(config),
        attempts=tuple(attempts),
        notes=tuple(it for it in deck.notes if stands_in(it, path)),
        diagnostics=tuple(it for it in compiled.diagnostics if it.span.path == path),
    )


def compile_notes(
    world: World, progress: Progress, witness: Witness = nobody, cache: Cache = NO_CACHE
) -> Compiled | Built:
    """Make everything short of sheets and outputs, or say why not."""
    opened = open_build(world)
    if isinstance(opened, tuple):
        return _stopped(opened)
    config, ledger = opened.config, opened.ledger
    diagnostics = [*opened.remarks, *clock_remarks(ledger, opened.now, world.ledger.name)]
    outlines, remarks = _outlines(world, config, progress, witness, cache)
    media, about_files = media_of_build(world, outlines, cache)
    remarks += judged(about_files, outlines, checks_of(config))
    diagnostics += remarks
    unread = _unread(remarks, outlines)
    is_known = any(it.retired is None for it in ledger.notes.values())
    if not outlines and (unread or not is_known):
        return _stopped(diagnostics, ERRORS_IN_NOTES)
    try:
        deck = deck_of(world, opened, outlines, unread, progress, cache, media.on_cards)
    except BadTemplateError as problem:
        return _stopped([*diagnostics, _template_error(problem)])
    is_empty = not unread and not any(True for it in outlines for _ in passages(it))
    absent: Absent | None = "ledger" if opened.is_forgotten else "notes" if is_empty else None
    held = brake(ledger, deck.ledger, deck.notes, config.brake, absent)
    found = in_order([*diagnostics, *deck.diagnostics])
    return Compiled(config, outlines, deck, found, held, opened.read, media)


def assemble_notes(world: World) -> Assembled | Built:
    """Make the outlines of all notes, with their tables filled, or say why not."""
    opened = open_build(world)
    return _stopped(opened) if isinstance(opened, tuple) else outlines_of(world, opened.config)


def _outlines(
    world: World, config: Config, progress: Progress, witness: Witness, cache: Cache
) -> tuple[list[Outline], list[Diagnostic]]:
    """Make the outlines of all sources, then let them check one another."""
    assembled = outlines_of(world, config, progress, witness, cache)
    related, remarks = relate(assembled.outlines)
    found = [*assembled.diagnostics, *remarks]
    return related, list(judged(found, related, checks_of(config)))


def _files_of(notes: Iterable[Note], media: Media) -> dict[str, bytes]:
    """Return the files that the cards of `notes` refer to, by name."""
    names = names_in(field for note in notes for field in note.fields)
    return {it.name: it.content.data for it in media.on_cards.values() if it.name in names}


def _unread(remarks: Iterable[Diagnostic], outlines: Iterable[Outline]) -> frozenset[str]:
    """Return the paths of the sources that gave a remark and no outline."""
    paths = frozenset(
        it.span.path for it in remarks if it.span.path.lower().endswith(SOURCE_SUFFIXES)
    )
    return paths - {it.path for it in outlines}


def _changes(deck: Deck, previous: bytes | None) -> Changes:
    told = told_of(previous)
    return changes(deck.before, deck.ledger, deck.notes, len(deck.tombstones), told)


def _unwritten(world: World, compiled: Compiled, held: Brake | None, code: int) -> Built:
    """Return what there is to say about a deck that is not built."""
    found = _changes(compiled.deck, world.read_manifest())
    asked = remarks(held, world.source.resolve().name) if held else []
    return Built(
        exit_code=code,
        diagnostics=(*compiled.diagnostics, *asked),
        summary=changes_text(found),
        changes=changes_json(compiled.config.deck, found, compiled.held, compiled.diagnostics),
    )


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
