"""A build on top of the last one: what has not changed is not done again.

In go a world and options, as for `pipeline.build`, and the same outputs come out, byte for
byte, as without all this; only sooner, and with the reasons. Three things may happen:

* nothing has changed since the last build: it ends here;
* nothing but the ledger, which the last build wrote itself: the manifest calls its notes
  unchanged now, and that is all;
* else every stage runs, and takes from the cache what depends on nothing that has changed.

Nobody vouches for the cache. Should a build come to grief over something that was in it, it
is done once more without.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from cribdeck.diagnostics import Diagnostic, Severity
from cribdeck.emit.manifest import BuildRecord
from cribdeck.emit.published import Published
from cribdeck.incremental import program
from cribdeck.incremental.files import as_written, content, status
from cribdeck.incremental.inputs import Inputs, inputs_of
from cribdeck.incremental.reasons import reasons
from cribdeck.incremental.record import Record, forget, is_well_formed, read_record, write_record
from cribdeck.incremental.settling import settle
from cribdeck.incremental.store import Cache
from cribdeck.incremental.unchanged import NOTHING_CHANGED, options_of, unchanged
from cribdeck.media.kinds import MEDIA
from cribdeck.own_files import CACHE_NAME
from cribdeck.pipeline import Built, Options, build
from cribdeck.progress import Progress
from cribdeck.span import Span
from cribdeck.world import BadClockError, LedgerChangedError, World, is_full

_ONCE: Final = frozenset(
    {
        *("bad_clock", "brake", "clock", "damaged_ledger", "doubtful_match", "ledger_conflict"),
        *("ledger_taken_back", "lost_ledger", "merged_ledger", "newer_ledger", "unreadable_ledger"),
    }
)
"""Codes of diagnostics about what a build found in the ledger; the next one finds another."""


def rebuild(world: World, options: Options, progress: Progress) -> Built:
    """Build `world`, doing only what the last build has not done already.

    Args:
        world: what to build; nobody else may be building it.
        options: how to build it.
        progress: told what is done.

    Raises:
        LedgerChangedError: somebody else has changed the ledger meanwhile; nothing is replaced.
        OSError: the outputs cannot be written; nothing is replaced.
        UnfinishedError: not all outputs could be moved into place; the next build moves the rest.
    """
    asked = options_of(world.source, world.dist, world.ledger, world.templates, options.only)
    folder = str(world.dist / CACHE_NAME)
    before = _well_formed(read_record(folder), asked)
    if before is not None and not options.force:
        as_before = _as_before(world, asked)
        if as_before is not None:
            return as_before
    inputs = inputs_of(world, before)
    why = ["everything, as asked"] if options.force else list(reasons(before, asked, inputs))
    built, cache = _built(world, options, progress, inputs)
    published = built.published
    if published is None:
        return built
    cache.sweep()
    record = _record(world, asked, inputs, built, published)
    if record is None or not write_record(folder, record):
        forget(folder)
    return replace(built, summary="\n".join(filter(None, [*why, cache.tally(), built.summary])))


def _as_before(world: World, asked: dict[str, str]) -> Built | None:
    """Return what a build has to say that changes nothing; None if there is something to do."""
    last = unchanged(str(world.dist), asked)
    if last is None:
        return None
    try:
        manifest = settle(world, last)
    except OSError as problem:
        if not is_full(problem):
            raise
        return None  # the cache may stand in its way, which a build knows to give up
    if manifest is None:
        return None
    said = tuple(map(_diagnostic, last.said))
    return Built(last.exit_code, said, manifest, NOTHING_CHANGED)


def _built(
    world: World, options: Options, progress: Progress, inputs: Inputs
) -> tuple[Built, Cache]:
    """Build with what the cache has; if that goes wrong, with nothing of it, then without any."""
    grounds = inputs.grounds(with_sheets=options.only != "cards")
    folder = world.dist / CACHE_NAME if inputs.is_of_this_process else None
    for cache in (
        Cache(folder, grounds, fresh=options.force),
        Cache(folder, grounds, fresh=True),
    ):
        try:
            with _much_made():
                return build(world, options, progress, cache), cache
        except (OSError, BadClockError, LedgerChangedError):
            raise  # these tell of disk and clock
        except Exception:  # noqa: BLE001, S112  a bug of a stage comes again below, and is raised
            continue
    cache = Cache(None, {})
    return build(world, options, progress, cache), cache


@contextmanager
def _much_made() -> Iterator[None]:
    """Let nobody look for garbage inside.

    A build makes millions of objects that live to its end, and next to none in circles: the
    search takes a quarter of its time and finds nothing.
    """
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _can_settle(record: BuildRecord) -> bool:
    """Return whether only what is said of changes would differ in the manifest of a rebuild."""
    # Of an empty folder whose notes are all retired by now, the next build writes nothing.
    return bool(record.outlines) and not any(it.code in _ONCE for it in record.diagnostics)


def _well_formed(record: Record | None, asked: dict[str, str]) -> Record | None:
    """Return `record` if one of ours may look like that: anybody may have made it up."""
    if record is None or not is_well_formed(record) or record.options.keys() != asked.keys():
        return None
    return record


def _record(
    world: World, asked: dict[str, str], inputs: Inputs, built: Built, published: Published
) -> Record | None:
    outputs = {path: as_written(path, data) for path, data in _outputs(world, published)}
    if None in outputs.values() or not inputs.is_of_this_process or not _is_as_read(world, inputs):
        return None
    ledger = os.path.realpath(world.ledger)
    now = None if published.ledger is None else as_written(ledger, published.ledger)
    if now is None and published.ledger is not None:
        return None
    record = Record()
    record.options = asked
    record.python = inputs.python
    record.libraries = inputs.libraries
    record.system = {path: it for path in program.loaded_libraries() if (it := status(path))}
    record.looked = inputs.looked
    record.files = {**inputs.files, ledger: now}
    record.folders = inputs.folders
    record.settings = inputs.settings
    record.outputs = {path: it for path, it in outputs.items() if it is not None}
    record.is_settled = published.is_settled
    record.can_settle = _can_settle(published.record)
    record.exit_code = built.exit_code
    record.said = [_entry(it) for it in built.diagnostics]
    return record


def _outputs(world: World, published: Published) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of all outputs: those written now, and those that were left alone."""
    dist = world.dist.resolve()
    for name in sorted({*published.outputs, *published.kept}):
        path = str(dist / name)
        written = published.outputs.get(name)
        yield path, (content(path) or b"") if written is None else written


def _is_as_read(world: World, inputs: Inputs) -> bool:
    """Return whether nothing has changed since the build began; links out of the folder do not."""
    if set(inputs.sources.values()) != {*world.source_paths(), *world.media_paths(MEDIA)}:
        return False
    ledger = os.path.realpath(world.ledger)
    return all(
        status(path) == (it and it[:-1]) for path, it in inputs.files.items() if path != ledger
    )


def _entry(it: Diagnostic) -> list[str | int]:
    place = (it.span.line, it.span.column, it.span.end_line, it.span.end_column)
    return [str(it), it.severity.value, it.code, it.span.path, *place, it.message, it.hint]


def _diagnostic(entry: Sequence[str | int]) -> Diagnostic:
    _, severity, code, path, line, column, end_line, end_column, message, hint = entry
    span = Span(str(path), int(line), int(column), int(end_line), int(end_column))
    return Diagnostic(Severity(str(severity)), str(code), span, str(message), str(hint))
