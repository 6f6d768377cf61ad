"""The commands, one thin function each; all work is done by the stages.

Exit codes: 0 done or unchanged · 1 errors in notes, everything else was built · 2 usage,
settings or set-up · 3 stopped by the brake · 4 another build is running · 5 the hook failed.
130 after Ctrl-C, 143 when ended from outside; a watch that is ended from outside has done well.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cribdeck import interrupts
from cribdeck.command_line import PROJECT, command_line
from cribdeck.incremental import unchanged

if TYPE_CHECKING:  # a start that finds nothing to do takes half as long without
    from cribdeck.diagnostics import Diagnostic
    from cribdeck.incremental.record import Record
    from cribdeck.world import World

DONE, ERRORS_IN_NOTES, USAGE, BUSY, HOOK_FAILED = 0, 1, 2, 4, 5
INTERRUPTED, ENDED = 130, 143
"""128 and the number of the signal, as shells count it."""


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` names (`build` when it names none); return the exit code."""
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    if words[0] == "test":
        return _test(words[1:])
    arguments = command_line().parse_args(words)
    try:
        with interrupts.ends():
            return _COMMANDS[arguments.command](arguments)
    except interrupts.Ended:
        return ENDED
    except KeyboardInterrupt:
        return INTERRUPTED


def _build(arguments: argparse.Namespace) -> int:
    """Compile the notes of one folder into a deck, cheat sheets and build.json."""
    if (exit_code := _nothing_to_do(arguments)) is not None:
        return exit_code
    # The stages are imported when a build runs: `--help` must not wait for them.
    from cribdeck.pipeline import Options, dry_run  # noqa: PLC0415
    from cribdeck.progress import progress_on  # noqa: PLC0415
    from cribdeck.single_build import single_build  # noqa: PLC0415
    from cribdeck.world import AnotherBuildError  # noqa: PLC0415

    world = _world(arguments, arguments.dist, writes=not arguments.dry_run)
    if world is None:
        return USAGE
    options = Options(arguments.only, arguments.jobs, arguments.accept, arguments.force)
    quiet = arguments.quiet or arguments.json
    try:
        if arguments.dry_run:
            with progress_on(quiet=quiet) as progress:
                built = dry_run(world, options, progress)
        else:
            built = single_build(world, options, arguments.hook, _say, quiet=quiet)
    except AnotherBuildError as problem:
        _say(str(problem))
        return BUSY
    except OSError as problem:
        _say(_cannot_write(problem))
        return USAGE
    _print_diagnostics(built.diagnostics)
    if arguments.json:
        sys.stdout.write(built.manifest or built.changes)
    elif built.summary and not arguments.quiet:
        print(built.summary)
    return built.exit_code


def _watch(arguments: argparse.Namespace) -> int:
    """Build, then build again after each change of notes, settings or templates, until Ctrl-C."""
    from cribdeck.pipeline import Options  # noqa: PLC0415
    from cribdeck.single_build import single_build  # noqa: PLC0415
    from cribdeck.watch import Said, came_to, watch  # noqa: PLC0415
    from cribdeck.world import AnotherBuildError, LedgerChangedError  # noqa: PLC0415

    world = _world(arguments, arguments.dist)
    if world is None:
        return USAGE
    said = Said()
    quiet = not sys.stderr.isatty()

    def rebuild() -> str:
        options = Options(arguments.only, arguments.jobs, arguments.accept)
        try:
            built = single_build(world, options, arguments.hook, _say, quiet=quiet)
        except (AnotherBuildError, LedgerChangedError):
            raise
        except OSError as problem:
            return _cannot_write(problem)
        except Exception:  # noqa: BLE001  what the notes of this moment bring out, the next may not
            import traceback  # noqa: PLC0415

            traceback.print_exc()
            return "stopped, nothing was written: this is a bug in Cribdeck"
        arguments.accept = False  # it was said of what the first build found, not of all to come
        for diagnostic in said.news(built.diagnostics):
            print(diagnostic, file=sys.stderr)
        return came_to(built.exit_code, built.manifest, built.diagnostics)

    try:
        with interrupts.ends():
            watch(world, rebuild, lambda line: print(line, flush=True), poll=arguments.poll)
    except interrupts.Ended:
        return DONE


def _check(arguments: argparse.Namespace) -> int:
    """Read the notes and print what a build would say about them; write nothing."""
    from cribdeck.diagnostics import Severity  # noqa: PLC0415
    from cribdeck.emit.manifest import diagnostics_text  # noqa: PLC0415
    from cribdeck.pipeline import check  # noqa: PLC0415

    world = _world(arguments, PROJECT / "dist", writes=False)
    if world is None:
        return USAGE
    checked = check(world)
    if arguments.json:
        sys.stdout.write(diagnostics_text(checked.diagnostics))
        return checked.exit_code
    for diagnostic in checked.diagnostics:
        if arguments.all or diagnostic.severity is not Severity.INFO:
            print(diagnostic)
    return checked.exit_code


def _checks(arguments: argparse.Namespace) -> int:
    """List what is found wrong with cards, or explain one check with its examples."""
    from cribdeck.lint import CHECKS  # noqa: PLC0415
    from cribdeck.lint.page import default, page  # noqa: PLC0415

    if arguments.name is None:
        for check in CHECKS:
            print(f"{check.name} ({default(check)}): {check.summary}")
        return DONE
    for check in CHECKS:
        if check.name == arguments.name:
            print(page(check))
            return DONE
    _say(f"there is no check {arguments.name!r}; `build.py checks` lists them")
    return USAGE


def _explain(arguments: argparse.Namespace) -> int:
    """Say what was made of a note or of one line: blocks, rules, cards, and why; write nothing."""
    from cribdeck.explain.gather import line_report, source_report  # noqa: PLC0415
    from cribdeck.explain.place import Place, place_of, unknown_line, unknown_source  # noqa: PLC0415
    from cribdeck.explain.report import json_text  # noqa: PLC0415
    from cribdeck.explain.text import line_text, source_text  # noqa: PLC0415
    from cribdeck.pipeline import Built, explain  # noqa: PLC0415

    world = _world(arguments, PROJECT / "dist", writes=False)
    if world is None:
        return USAGE
    whole = Place(arguments.place)
    place = whole if world.source_path(whole.path) else place_of(arguments.place)
    path = world.source_path(place.path)
    if path is None:
        _say(unknown_source(place.path, world.source_paths()))
        return USAGE
    evidence = explain(world, path)
    if isinstance(evidence, Built):
        _print_diagnostics(evidence.diagnostics)
        return evidence.exit_code
    if place.line is not None and not 1 <= place.line <= len(evidence.lines):
        _say(unknown_line(path, place.line, len(evidence.lines)))
        return USAGE
    if place.line is None:
        report = source_report(evidence)
        sys.stdout.write(json_text(report) if arguments.json else source_text(report))
    else:
        line = line_report(evidence, place.line, place.column)
        text = line_text(line, every_rule=arguments.all)
        sys.stdout.write(json_text(line) if arguments.json else text)
    return DONE


def _rules(arguments: argparse.Namespace) -> int:
    """List what is recognised in notes, or explain one rule with its examples."""
    from cribdeck.assemble.joins import JOINS  # noqa: PLC0415
    from cribdeck.assemble.joins.shape import Join  # noqa: PLC0415
    from cribdeck.extract import RULES  # noqa: PLC0415
    from cribdeck.extract.stage import AnyRule  # noqa: PLC0415

    rules: tuple[AnyRule | Join, ...] = (*RULES, *JOINS)
    if arguments.name is None:
        for rule in rules:
            state = "" if rule.on else " (off)"
            print(f"{rule.name}{state}: {rule.summary}")
        return DONE
    for rule in rules:
        if rule.name == arguments.name:
            print(rule.page)
            return DONE
    _say(f"there is no rule {arguments.name!r}; `build.py rules` lists them")
    return USAGE


def _test(arguments: Sequence[str]) -> int:
    """Run the project's tests; what follows `test` goes to pytest."""
    import subprocess  # noqa: PLC0415

    runner = PROJECT / "tests" / "run.py"
    return subprocess.run([sys.executable, runner, *arguments], check=False).returncode  # noqa: S603


def _nothing_to_do(arguments: argparse.Namespace) -> int | None:
    """Say what the last build said and return its exit code, if nothing has changed since."""
    ledger = arguments.ledger or arguments.source / unchanged.LEDGER_NAME
    if arguments.force or arguments.dry_run or arguments.hook or not ledger.exists():
        return None
    dist = str(arguments.dist)
    options = unchanged.options_of(
        str(arguments.source), dist, str(ledger), str(arguments.templates), arguments.only
    )
    last = unchanged.unchanged(dist, options)
    if last is None or not (last.is_settled or last.can_settle):
        return None
    if not last.is_settled and not _settled(arguments, last):
        return None
    for line in unchanged.said(last):
        print(line, file=sys.stderr)
    if arguments.json:
        sys.stdout.write((arguments.dist / unchanged.MANIFEST_NAME).read_text(encoding="utf-8"))
    elif not arguments.quiet:
        print(unchanged.NOTHING_CHANGED)
    return last.exit_code


def _settled(arguments: argparse.Namespace, last: Record) -> bool:
    """Have the manifest say that nothing has changed; return whether that was possible at once."""
    from cribdeck.settling import settle  # noqa: PLC0415
    from cribdeck.world import AnotherBuildError  # noqa: PLC0415

    world = _world(arguments, arguments.dist)
    if world is None:
        return False
    try:
        with world.alone() as recovered:
            if recovered is not None:
                return False
            return settle(world, last) is not None
    except (AnotherBuildError, OSError):
        return False  # whoever builds now says so


def _world(arguments: argparse.Namespace, dist: Path, *, writes: bool = True) -> World | None:
    from cribdeck.world import LEDGER_NAME, World, is_writable  # noqa: PLC0415

    source: Path = arguments.source
    if not source.is_dir():
        _say(f"there is no folder {source}; name the folder of your notes with --source DIR")
        return None
    if not arguments.templates.is_dir():
        _say(f"there is no folder {arguments.templates}; name your templates with --templates DIR")
        return None
    ledger: Path | None = arguments.ledger
    if ledger is None:
        ledger = source / LEDGER_NAME
        if not ledger.exists() and not is_writable(source):
            dist = dist.resolve()
            ledger = dist.with_name(f"{dist.name}.{LEDGER_NAME}")
            _say(f"{source} is read-only, so the ledger goes to {ledger}; --ledger names another")
    world = World(source, dist, ledger, arguments.templates)
    if writes and not world.ledger_is_writable():
        _say(f"the ledger {ledger} cannot be written; name a place for it with --ledger FILE")
        return None
    return world


def _cannot_write(problem: OSError) -> str:
    from cribdeck.world import UnfinishedError  # noqa: PLC0415

    if isinstance(problem, UnfinishedError):
        return f"not all outputs are in place: {problem}; the next build puts the rest there"
    return f"cannot write the outputs: {problem}; nothing has been replaced"


def _print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    from cribdeck.diagnostics import Severity  # noqa: PLC0415

    for diagnostic in diagnostics:
        if diagnostic.severity is not Severity.INFO:
            print(diagnostic, file=sys.stderr)


def _say(sentence: str) -> None:
    print(f"build.py: {sentence}", file=sys.stderr)


_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "build": _build,
    "check": _check,
    "checks": _checks,
    "explain": _explain,
    "rules": _rules,
    "watch": _watch,
}
