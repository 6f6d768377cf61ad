"""What a build stands on: a `World` goes in; settings, ledger and time come out, or why not.

None of them may be guessed: a build under other settings, with a ledger that could not be read
or at another time than was asked for would change cards that nobody has edited. So what is
wrong here stops a build before anything is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cribdeck.config import Config, read_config
from cribdeck.diagnostics import Diagnostic, error, warning
from cribdeck.emit.manifest import deck_file, sources_of
from cribdeck.emit.package_times import published
from cribdeck.front_end import RULE_NAMES, unreadable
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.ledger_text import read_ledger
from cribdeck.identity.stamp import NOTHING_PUBLISHED, Published
from cribdeck.lint import CHECKS
from cribdeck.span import whole_file
from cribdeck.world import BadClockError, World


@dataclass(frozen=True, slots=True)
class Opened:
    """The ground of one build."""

    config: Config
    ledger: Ledger
    read: bytes | None
    """The ledger as a file; None before the first build."""
    now: int
    """The time of this build, in seconds since 1970."""
    published: Published
    """What the package of the build before may have given to learners."""
    remarks: tuple[Diagnostic, ...]
    is_forgotten: bool = False
    """Whether the ledger is lost, though these notes have been built before."""


def open_build(world: World) -> Opened | tuple[Diagnostic, ...]:
    """Return what a build of `world` stands on, or the reasons why there can be none."""
    folder = world.source.resolve().name
    try:
        now = world.now()
        settings, read, paths = world.read_settings(), world.read_ledger(), world.source_paths()
    except BadClockError as problem:
        return (_bad_clock(str(problem)),)
    except OSError as problem:
        return (unreadable(Path(problem.filename or folder).name, problem),)
    checks = {check.name: check.threshold for check in CHECKS}
    config, problems = read_config(settings, folder, RULE_NAMES, checks)
    if problems:
        return tuple(problems)
    ledger, remarks = read_ledger(read, world.ledger.name)
    if ledger is None:
        return tuple(remarks)
    is_forgotten = not (read or b"").strip() and _is_known(world, config.deck, paths)
    if is_forgotten:
        remarks.append(_lost(world.ledger.name, is_empty=read is not None))
    last = _published(world, config.deck)
    unknown = last.notes.keys() - ledger.notes.keys()
    if unknown and not is_forgotten:
        remarks.append(_taken_back(world.ledger.name, len(unknown)))
    return Opened(config, ledger, read, now, last, tuple(remarks), is_forgotten)


def _published(world: World, deck: str) -> Published:
    try:
        package = world.read_output(deck_file(deck))
    except OSError:
        return NOTHING_PUBLISHED
    if not package:
        return NOTHING_PUBLISHED
    return published(package)


def _is_known(world: World, deck: str, paths: Sequence[str]) -> bool:
    """Return whether the folder of the outputs holds a build of these notes."""
    try:
        built = sources_of(world.read_manifest(), deck)
    except OSError:
        return False
    return not built.isdisjoint(paths)


def _bad_clock(epoch: str) -> Diagnostic:
    message = f"SOURCE_DATE_EPOCH is “{epoch[:40]}”, which is no second from 1970 to now"
    hint = "set it to a time, as `date +%s` prints it, or unset it to use the clock"
    return error("bad_clock", whole_file("SOURCE_DATE_EPOCH"), message, hint)


def _lost(name: str, *, is_empty: bool) -> Diagnostic:
    state = "empty" if is_empty else "gone"
    message = (
        f"the ledger is {state}, though these notes have been built before: cards whose notes were "
        "edited since they were first made start anew, and may meet the history of others"
    )
    hint = f"bring it back: in its folder, git checkout -- {name}; --accept starts without it"
    return warning("lost_ledger", whole_file(name), message, hint)


def _taken_back(name: str, unknown: int) -> Diagnostic:
    message = (
        f"the last build had {unknown} notes that the ledger does not know; it was taken "
        "back to an earlier state, and who has imported that build keeps their cards"
    )
    hint = f"if that was no intention, bring the later {name} back before you import"
    return warning("ledger_taken_back", whole_file(name), message, hint)
