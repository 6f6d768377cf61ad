"""The front end: all notes of a folder on their way to outlines.

A `World` and settings go in; the outlines of all sources come out, each read, repaired, spelled and
extracted on its own, then with their tables put together from one another. Bad input is a
diagnostic and never stops the other notes.
"""

from __future__ import annotations

from dataclasses import replace

from cribdeck.assemble import Assembled, assemble
from cribdeck.assemble.joins import JOINS
from cribdeck.config import Config, unused_languages
from cribdeck.diagnostics import Diagnostic, error
from cribdeck.extract import RULES, extract
from cribdeck.extract.stage import AnyRule, Witness, nobody
from cribdeck.facts.model import Outline
from cribdeck.progress import Progress, Silent
from cribdeck.span import whole_file
from cribdeck.spelling import check_spelling, in_simplified, mixed_script
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Document
from cribdeck.world import World

RULE_NAMES = frozenset(it.name for it in (*RULES, *JOINS))
"""What `[rules]` may switch."""
_SILENT = Silent()


def outlines_of(
    world: World, config: Config, progress: Progress = _SILENT, witness: Witness = nobody
) -> Assembled:
    """Return the outlines of all sources, complete, and what there is to say about them."""
    outlines, diagnostics = _extracted(world, config, progress, witness)
    joins = tuple(join for join in JOINS if config.rules.get(join.name, join.on))
    assembled = assemble(outlines, joins)
    return replace(assembled, diagnostics=[*diagnostics, *assembled.diagnostics])


def rules_of(config: Config) -> tuple[AnyRule, ...]:
    """Return all rules, switched on and off as the settings say."""
    return tuple(replace(rule, on=config.rules.get(rule.name, rule.on)) for rule in RULES)


def _extracted(
    world: World, config: Config, progress: Progress, witness: Witness
) -> tuple[list[Outline], list[Diagnostic]]:
    """Read, repair, parse and extract every source on its own."""
    paths = world.source_paths()
    rules = rules_of(config)
    outlines: list[Outline] = []
    diagnostics = unused_languages(config, paths)
    if not paths:
        hint = "put .md or .txt files there, or name another folder with --source DIR"
        place = whole_file(world.source.name)
        diagnostics.append(error("no_sources", place, "the source folder holds no notes", hint))
    documents: list[Document] = []
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
            documents.append(document)
        progress.step(path)
    if config.cards.script == "simplified":
        documents = list(map(in_simplified, documents))
    else:
        diagnostics += mixed_script(documents)
    spelling = check_spelling(documents)
    diagnostics += spelling.diagnostics
    for document in spelling.documents:
        extracted = extract(document, rules, witness)
        language = document.front_matter.language or config.language_of(document.path)
        outline = replace(
            extracted.outline, corrections=spelling.corrections.get(document.path, ())
        )
        outlines.append(replace(outline, language=language) if language else outline)
        diagnostics += extracted.diagnostics
    return outlines, diagnostics
