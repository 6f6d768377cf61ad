"""The commands, one thin function each; all work is done by the stages.

Exit codes: 0 done or unchanged · 1 errors in notes, everything else was built · 2 usage,
settings or set-up · 4 another build is running. (3 is kept for the brake.)
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from cribdeck import __version__
from cribdeck.diagnostics import Diagnostic, Severity
from cribdeck.world import LEDGER_NAME, AnotherBuildError, World, is_writable

PROJECT: Final = Path(__file__).resolve().parent.parent
"""The folder that holds `build.py`, `source`, `templates` and `dist`."""

DONE, ERRORS_IN_NOTES, USAGE, BUSY = 0, 1, 2, 4


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` names (`build` when it names none); return the exit code."""
    words = list(argv)
    if not words or (words[0].startswith("-") and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    if words[0] == "test":
        return _test(words[1:])
    arguments = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], int] = arguments.run
    return command(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Compile study notes into an Anki deck and printable A4 cheat sheets.",
        epilog="Without a command, build.py builds. Exit codes: 0 done or unchanged; 1 errors in "
        "notes, everything else was built; 2 usage, settings or set-up; 4 another build is "
        "running. Environment: CRIBDECK_NO_VENV=1 uses this Python as it is, CRIBDECK_VENV=DIR "
        "puts the virtual environment elsewhere, SOURCE_DATE_EPOCH sets the time of the build.",
    )
    parser.add_argument("--version", action="version", version=f"Cribdeck {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = commands.add_parser(
        "build", help="compile notes into dist/ (default)", description=_build.__doc__
    )
    _add_folders(build)
    build.add_argument(
        "--dist",
        type=Path,
        default=PROJECT / "dist",
        metavar="DIR",
        help="where the deck, the sheets and build.json go (default: dist)",
    )
    build.add_argument("--only", choices=("cards", "sheets"), help="make only one of the two")
    build.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="sheets fitted at the same time (default: one per processor)",
    )
    build.add_argument("--json", action="store_true", help="print build.json instead of a summary")
    build.add_argument("--quiet", action="store_true", help="print nothing but diagnostics")
    build.set_defaults(run=_build)

    check = commands.add_parser(
        "check", help="read the notes and report, write nothing", description=_check.__doc__
    )
    _add_folders(check)
    check.add_argument("--all", action="store_true", help="print remarks for the record, too")
    check.add_argument("--json", action="store_true", help="print a list of all remarks as JSON")
    check.set_defaults(run=_check)

    checks = commands.add_parser(
        "checks", help="list the checks of cards, or explain one", description=_checks.__doc__
    )
    checks.add_argument("name", nargs="?", metavar="NAME", help="check to explain")
    checks.set_defaults(run=_checks)

    explain = commands.add_parser(
        "explain",
        help="say what was made of a note, or of one line of it, and why",
        description=_explain.__doc__,
    )
    explain.add_argument("place", metavar="PATH[:LINE[:COLUMN]]", help="a note, as in kafka.md:12")
    _add_folders(explain)
    explain.add_argument(
        "--all", action="store_true", help="list the rules whose pattern is not there one by one"
    )
    explain.add_argument("--json", action="store_true", help="print the explanation as JSON")
    explain.set_defaults(run=_explain)

    rules = commands.add_parser(
        "rules", help="list the extraction rules, or explain one", description=_rules.__doc__
    )
    rules.add_argument("name", nargs="?", metavar="NAME", help="rule to explain")
    rules.set_defaults(run=_rules)

    commands.add_parser(
        "test", help="run the project's own tests, linters and type checks", add_help=False
    )
    return parser


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source",
        type=Path,
        default=PROJECT / "source",
        metavar="DIR",
        help="folder of the notes: .md, .markdown, .txt (default: source)",
    )
    parser.add_argument(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="the deck's memory (default: ledger.jsonl in the source folder)",
    )
    parser.add_argument(
        "--templates",
        type=Path,
        default=PROJECT / "templates",
        metavar="DIR",
        help="folder of card and sheet templates (default: templates)",
    )


def _positive(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not int(word):
        message = f"{word!r} is not a whole number from 1 on"
        raise argparse.ArgumentTypeError(message)
    return int(word)


def _build(arguments: argparse.Namespace) -> int:
    """Compile the notes of one folder into a deck, cheat sheets and build.json."""
    # The stages are imported when a build runs: `--help` must not wait for them.
    from cribdeck.pipeline import Options, build  # noqa: PLC0415
    from cribdeck.progress import progress_on  # noqa: PLC0415

    world = _world(arguments, arguments.dist)
    if world is None:
        return USAGE
    quiet = arguments.quiet or arguments.json
    try:
        with world.alone(), progress_on(quiet=quiet) as progress:
            built = build(world, Options(arguments.only, arguments.jobs), progress)
    except AnotherBuildError:
        _say(f"another build is writing to {world.dist}; wait for it to end")
        return BUSY
    except OSError as problem:
        _say(f"cannot write the outputs: {problem}; nothing has been replaced")
        return USAGE
    _print_diagnostics(built.diagnostics)
    if arguments.json and built.manifest:
        sys.stdout.write(built.manifest)
    elif not arguments.quiet:
        print(built.summary)
    return built.exit_code


def _check(arguments: argparse.Namespace) -> int:
    """Read the notes and print what a build would say about them; write nothing."""
    from cribdeck.emit.manifest import diagnostics_text  # noqa: PLC0415
    from cribdeck.pipeline import check  # noqa: PLC0415

    world = _world(arguments, PROJECT / "dist")
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

    world = _world(arguments, PROJECT / "dist")
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
    runner = PROJECT / "tests" / "run.py"
    return subprocess.run([sys.executable, runner, *arguments], check=False).returncode  # noqa: S603


def _world(arguments: argparse.Namespace, dist: Path) -> World | None:
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
    if not world.ledger_is_writable():
        _say(f"the ledger {ledger} cannot be written; name a place for it with --ledger FILE")
        return None
    return world


def _print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        if diagnostic.severity is not Severity.INFO:
            print(diagnostic, file=sys.stderr)


def _say(sentence: str) -> None:
    print(f"build.py: {sentence}", file=sys.stderr)
