"""The front end: all notes of a folder on their way to outlines.

A `World` and settings go in; the outlines of all sources come out, each read, repaired, spelled and
extracted on its own, then with their tables put together from one another. Bad input is a
diagnostic and never stops the other notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cribdeck.assemble import Assembled, assemble
from cribdeck.assemble.joins import JOINS, JoinAlone, joined_alone
from cribdeck.assemble.joins.shape import Join
from cribdeck.config import Config, unused_languages
from cribdeck.diagnostics import Diagnostic, error
from cribdeck.extract import RULES, extract
from cribdeck.extract.stage import AnyRule, Witness, nobody
from cribdeck.facts.model import Outline
from cribdeck.incremental.kept import ExtractedSource, ReadSource
from cribdeck.incremental.store import NO_CACHE, Cache
from cribdeck.media.kinds import MEDIA
from cribdeck.media.locating import located
from cribdeck.media.resolving import Files
from cribdeck.media.shown import shown
from cribdeck.progress import Progress, Silent
from cribdeck.span import whole_file
from cribdeck.spelling import (
    Verdict,
    in_simplified,
    script_mix,
    script_of,
    spelled,
    verdicts,
    vocabulary_of,
)
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Document
from cribdeck.world import World

RULE_NAMES = frozenset(it.name for it in (*RULES, *JOINS))
"""What `[rules]` may switch."""
_SILENT = Silent()


def outlines_of(
    world: World,
    config: Config,
    progress: Progress = _SILENT,
    witness: Witness = nobody,
    cache: Cache = NO_CACHE,
) -> Assembled:
    """Return the outlines of all sources, complete, and what there is to say about them."""
    outlines, diagnostics = _extracted(world, config, progress, witness, cache)
    joins = tuple(join for join in JOINS if config.rules.get(join.name, join.on))
    assembled = assemble(outlines, joins, _joining(cache))
    return replace(assembled, diagnostics=[*diagnostics, *assembled.diagnostics])


def _joining(cache: Cache) -> JoinAlone:
    """Return `joined_alone` with a memory."""

    def alone(outline: Outline, joins: Sequence[Join]) -> tuple[Outline, bool]:
        key = cache.key("join", outline, [it.name for it in joins])
        with_tables, asks = cache.remembered(key, tuple, lambda: joined_alone(outline, joins))
        return with_tables, asks

    return alone


def rules_of(config: Config) -> tuple[AnyRule, ...]:
    """Return all rules, switched on and off as the settings say."""
    return tuple(replace(rule, on=config.rules.get(rule.name, rule.on)) for rule in RULES)


def _extracted(
    world: World, config: Config, progress: Progress, witness: Witness, cache: Cache
) -> tuple[list[Outline], list[Diagnostic]]:
    """Read, repair, parse, spell and extract the sources; those that changed, or whose words did.

    What is looked at over all of them is how words are spelt, and in which script.
    """
    paths = world.source_paths()
    diagnostics = unused_languages(config, paths)
    if not paths:
        hint = "put .md or .txt files there, or name another folder with --source DIR"
        place = whole_file(world.source.name)
        diagnostics.append(error("no_sources", place, "the source folder holds no notes", hint))
    sources: list[_Source] = []
    for path in paths:
        if (shown := path.encode("utf-8", "backslashreplace").decode()) != path:
            message = "the name of this file is not UTF-8, so no output could speak of it"
            diagnostics.append(error("file_name", whole_file(shown), message, "rename it"))
            continue
        try:
            data = world.read_source(path)
        except OSError as problem:
            diagnostics.append(unreadable(path, problem))
        else:
            sources.append(_Source(path, data, simplified=config.cards.script == "simplified"))
    all_read = [(it, _read(it, cache)) for it in sources]
    diagnostics += [remark for _, read in all_read for remark in read.diagnostics]
    if config.cards.script != "simplified":
        scripts = {source.path: read.script for source, read in all_read if read.vocabulary}
        diagnostics += script_mix(scripts)
    texts = [(it, read.vocabulary) for it, read in all_read if read.vocabulary is not None]
    suspected = verdicts(vocabulary for _, vocabulary in texts)
    asked = [
        _Asked(source, {word: it for word, it in suspected.items() if word in vocabulary.free})
        for source, vocabulary in texts
    ]
    extracted = _all_extracted(asked, config, progress, witness, cache)
    diagnostics += [remark for it in extracted for remark in (*it.spelling, *it.extraction)]
    outlines = [it.outline for it in extracted]
    showing = {it.outline.path for it in extracted if it.has_media}
    if not showing:
        return outlines, diagnostics
    files = Files(world.media_paths(MEDIA))
    found, remarks = located((it for it in outlines if it.path in showing), files)
    by_path = {it.path: it for it in found}
    return [by_path.get(it.path, it) for it in outlines], [*diagnostics, *remarks]


class _Source:
    """One source; parsed when somebody needs its document, and once at most."""

    def __init__(self, path: str, data: bytes, *, simplified: bool) -> None:
        self.path = path
        self.data = data
        self.simplified = simplified

    @cached_property
    def parsed(self) -> tuple[Document | None, list[Diagnostic]]:
        document, remarks = parse(self.path, self.data)
        if document is not None and self.simplified:
            document = in_simplified(document)
        return document, remarks

    @property
    def depends_on(self) -> tuple[object, ...]:
        return (self.path, self.data, self.simplified)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A source, and what is thought of its words."""

    source: _Source
    verdicts: Mapping[str, Verdict]


def _read(source: _Source, cache: Cache) -> ReadSource:
    key = cache.key("read", source.depends_on)

    def make() -> ReadSource:
        document, remarks = source.parsed
        if document is None:
            return ReadSource(None, None, tuple(remarks))
        return ReadSource(vocabulary_of(document), script_of(document), tuple(remarks))

    return cache.remembered(key, ReadSource, make)


def _all_extracted(
    asked: Sequence[_Asked], config: Config, progress: Progress, witness: Witness, cache: Cache
) -> list[ExtractedSource]:
    rules = rules_of(config)
    switches = tuple((rule.name, rule.on) for rule in rules)
    keys = [
        cache.key(
            "extract",
            it.source.depends_on,
            sorted((word, *_plain(verdict)) for word, verdict in it.verdicts.items()),
            config.language_of(it.source.path),
            switches,
        )
        for it in asked
    ]
    known = [cache.get(key, ExtractedSource) for key in keys]
    progress.stage("extract", known.count(None))
    extracted: list[ExtractedSource] = []
    for it, key, before in zip(asked, keys, known, strict=True):
        if before is not None:
            extracted.append(before)
            continue
        new = _spelled_and_extracted(it, config, rules, witness)
        cache.put(key, new)
        extracted.append(new)
        progress.step(it.source.path)
    return extracted


def _plain(verdict: Verdict) -> tuple[str, bool]:
    return verdict.right, verdict.is_certain


def _spelled_and_extracted(
    asked: _Asked, config: Config, rules: tuple[AnyRule, ...], witness: Witness
) -> ExtractedSource:
    document, _ = asked.source.parsed
    assert document is not None  # noqa: S101  it has a vocabulary
    checked = spelled(document, asked.verdicts)
    extracted = extract(checked.document, rules, witness)
    language = document.front_matter.language or config.language_of(document.path)
    outline = replace(extracted.outline, corrections=checked.corrections)
    return ExtractedSource(
        replace(outline, language=language) if language else outline,
        checked.diagnostics,
        extracted.diagnostics,
        has_media=any(True for _ in shown(outline)),
    )


def unreadable(path: str, problem: OSError) -> Diagnostic:
    """Return what there is to say about a file that could not be read."""
    reason = problem.strerror or str(problem)
    hint = "check that the file exists and may be read"
    return error("unreadable", whole_file(path), f"cannot be read: {reason}", hint)
