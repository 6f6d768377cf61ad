"""The commands, one thin function each; all work is done by the stages.

The words of a command line go in (`command_line.py`); a code of `exit_codes` comes out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cribdeck.cli import interrupts
from cribdeck.cli.command_line import PROJECT, command_line
from cribdeck.exit_codes import BUSY, DONE, ENDED, INTERRUPTED, STOPPED
from cribdeck.incremental import unchanged
from cribdeck.own_files import LEDGER_NAME, MANIFEST_NAME, REPORT_NAME

if TYPE_CHECKING:  # a start that finds nothing to do takes half as long without
    from cribdeck.diagnostics import Diagnostic
    from cribdeck.incremental.record import Record
    from cribdeck.world import World


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` names (`build` when it names none); return the exit code."""
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    if words[0] == "test":
        return _test(words[1:])
    if words[0] not in _COMMANDS and Path(words[0]).is_dir():
        _say(f"{words[0]} is a folder, not a command; to compile it, say --source {words[0]}")
        return STOPPED
    parser = command_line()
    arguments = parser.parse_args(words)
    if getattr(arguments, "hook", ()) == []:
        parser.error("--hook needs a command behind it")
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
    from cribdeck.cli.single_build import single_build  # noqa: PLC0415
    from cribdeck.pipeline import Options, dry_run  # noqa: PLC0415
    from cribdeck.progress import progress_on  # noqa: PLC0415
    from cribdeck.world import AnotherBuildError  # noqa: PLC0415

    world = _world(arguments, arguments.dist, writes=not arguments.dry_run)
    if world is None:
        return STOPPED
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
        return STOPPED
    _print_diagnostics(built.diagnostics)
    if arguments.json:
        sys.stdout.write(built.manifest or built.changes)
    elif built.summary and not arguments.quiet:
        print(built.summary)
    return built.exit_code


def _watch(arguments: argparse.Namespace) -> int:
    """Build, then build again after each change of notes, settings or templates, until Ctrl-C."""
    from dataclasses import replace  # noqa: PLC0415

    from cribdeck.cli.single_build import single_build  # noqa: PLC0415
    from cribdeck.pipeline import Options  # noqa: PLC0415
    from cribdeck.watch import Said, came_to, watch  # noqa: PLC0415
    from cribdeck.world import AnotherBuildError  # noqa: PLC0415

    world = _world(arguments, arguments.dist)
    if world is None:
        return STOPPED
    said = Said()
    quiet = not sys.stderr.isatty()
    options = Options(arguments.only, arguments.jobs, arguments.accept)

    def rebuild() -> str:
        nonlocal options
        try:
            built = single_build(world, options, arguments.hook, _say, quiet=quiet)
        except AnotherBuildError:
            raise
        except OSError as problem:
            return _cannot_write(problem)
        except Exception:  # noqa: BLE001  what the notes of this moment bring out, the next may not
            import traceback  # noqa: PLC0415

            traceback.print_exc()
            return "stopped, nothing was written: this is a bug in Cribdeck"
        # It was said of what the first build found, not of all to come.
        options = replace(options, accept=False)
        for diagnostic in said.news(built.diagnostics):
            print(diagnostic, file=sys.stderr)
        return came_to(built.exit_code, built.manifest, built.diagnostics)

    try:
        with interrupts.ends():
            watch(world, rebuild, lambda line: print(line, flush=True), poll=arguments.poll)
    except interrupts.Ended:
        return DONE


def _serve(arguments: argparse.Namespace) -> int:
    """Hand the outputs to a browser on this machine or on a phone, until Ctrl-C."""
    from cribdeck.cli.serving import serve  # noqa: PLC0415

    try:
        with interrupts.ends():
            return serve(arguments.dist, arguments.lan, arguments.port, _say)
    except interrupts.Ended:
        return DONE


def _check(arguments: argparse.Namespace) -> int:
    """Read the notes and print what a build would say about them; write nothing."""
    from cribdeck.diagnostics import Severity  # noqa: PLC0415
    from cribdeck.emit.manifest import diagnostics_text  # noqa: PLC0415
    from cribdeck.pipeline import check  # noqa: PLC0415

    world = _world(arguments, PROJECT / "dist", writes=False)
    if world is None:
        return STOPPED
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

    lines = {it.name: f"{it.name} ({default(it)}): {it.summary}" for it in CHECKS}
    return _reference("check", lines, {it.name: page(it) for it in CHECKS}, arguments.name)


def _explain(arguments: argparse.Namespace) -> int:
    """Say what was made of a note or of one line: blocks, rules, cards, and why; write nothing."""
    from cribdeck.explain.gather import line_report, source_report  # noqa: PLC0415
    from cribdeck.explain.place import Place, place_of, unknown_line, unknown_source  # noqa: PLC0415
    from cribdeck.explain.report import json_text  # noqa: PLC0415
    from cribdeck.explain.text import line_text, source_text  # noqa: PLC0415
    from cribdeck.pipeline import Built, explain  # noqa: PLC0415

    world = _world(arguments, PROJECT / "dist", writes=False)
    if world is None:
        return STOPPED
    whole = Place(arguments.place)
    place = whole if world.source_path(whole.path) else place_of(arguments.place)
    path = world.source_path(place.path)
    if path is None:
        _say(unknown_source(place.path, world.source_paths()))
        return STOPPED
    evidence = explain(world, path)
    if isinstance(evidence, Built):
        _print_diagnostics(evidence.diagnostics)
        return evidence.exit_code
    if place.line is not None and not 1 <= place.line <= len(evidence.lines):
        _say(unknown_line(path, place.line, len(evidence.lines)))
        return STOPPED
    if place.line is None:
        report = source_report(evidence)
        sys.stdout.write(json_text(report) if arguments.json else source_text(report))
    else:
        line = line_report(evidence, place.line, place.column)
        text = line_text(line, every_rule=arguments.all)
        sys.stdout.write(json_text(line) if arguments.json else text)
    return DONE


def _report(arguments: argparse.Namespace) -> int:
    """Say where the report of the last build is, or show it in a browser."""
    report: Path = arguments.dist.resolve() / REPORT_NAME
    if not report.is_file():
        _say(f"there is no report in {arguments.dist}; build.py builds it, unless [report] is off")
        return STOPPED
    print(report)
    if arguments.open:
        import webbrowser  # noqa: PLC0415

        if not webbrowser.open(report.as_uri()):
            _say("no browser could be started")
            return STOPPED
    return DONE


def _rules(arguments: argparse.Namespace) -> int:
    """List what is recognised in notes, or explain one rule with its examples."""
    from cribdeck.assemble.joins import JOINS  # noqa: PLC0415
    from cribdeck.assemble.joins.shape import Join  # noqa: PLC0415
    from cribdeck.extract import RULES  # noqa: PLC0415
    from cribdeck.extract.stage import AnyRule  # noqa: PLC0415

    rules: tuple[AnyRule | Join, ...] = (*RULES, *JOINS)
    lines = {it.name: f"{it.name}{'' if it.on else ' (off)'}: {it.summary}" for it in rules}
    return _reference("rule", lines, {it.name: it.page for it in rules}, arguments.name)


def _reference(
    kind: str, lines: Mapping[str, str], pages: Mapping[str, str], name: str | None
) -> int:
    """Print the lines of all rules or checks, or the page of the one that `name` names."""
    if name is None:
        print("\n".join(lines.values()))
        return DONE
    if name not in pages:
        _say(f"there is no {kind} {name!r}; `build.py {kind}s` lists them")
        return STOPPED
    print(pages[name])
    return DONE


def _test(arguments: Sequence[str]) -> int:
    """Run the project's tests; what follows `test` goes to pytest."""
    import subprocess  # noqa: PLC0415

    runner = PROJECT / "tests" / "run.py"
    return subprocess.run([sys.executable, runner, *arguments], check=False).returncode  # noqa: S603


def _nothing_to_do(arguments: argparse.Namespace) -> int | None:
    """Say what the last build said and return its exit code, if nothing has changed since."""
    ledger = arguments.ledger or arguments.source / LEDGER_NAME
    if arguments.force or arguments.dry_run or arguments.hook or not ledger.exists():
        return None
    options = unchanged.options_of(
        arguments.source, arguments.dist, ledger, arguments.templates, arguments.only
    )
    last = unchanged.unchanged(str(arguments.dist), options)
    if last is None or not (last.is_settled or _settled(arguments, last)):
        return None
    for line in unchanged.said(last):
        print(line, file=sys.stderr)
    if arguments.json:
        sys.stdout.write((arguments.dist / MANIFEST_NAME).read_text(encoding="utf-8"))
    elif not arguments.quiet:
        print(unchanged.NOTHING_CHANGED)
    return last.exit_code


def _settled(arguments: argparse.Namespace, last: Record) -> bool:
    """Have the manifest say that nothing has changed; return whether that was possible at once."""
    from cribdeck.incremental.settling import settle  # noqa: PLC0415
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
    from cribdeck.world import World, is_writable  # noqa: PLC0415

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
    "report": _report,
    "rules": _rules,
    "serve": _serve,
    "watch": _watch,
}
