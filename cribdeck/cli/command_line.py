"""The command line: what may be asked for, and the words that explain it.

Imports next to nothing: every start passes through here.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from cribdeck import __version__
from cribdeck.exit_codes import MEANINGS

PROJECT: Final = Path(__file__).resolve().parent.parent.parent
"""The folder that holds `build.py`, `source`, `templates` and `dist`."""

_LAST_PORT: Final = 65_535


def command_line() -> argparse.ArgumentParser:
    """Return the parser; `command` of what it returns is the name of the command."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Compile study notes into an Anki deck and printable A4 cheat sheets.",
        epilog=f"Without a command, build.py builds. Exit codes: {_exit_codes()}. Environment: "
        "CRIBDECK_NO_VENV=1 uses this Python as it is, CRIBDECK_VENV=DIR puts the virtual "
        "environment elsewhere, SOURCE_DATE_EPOCH sets the time of the build.",
    )
    parser.add_argument("--version", action="version", version=f"Cribdeck {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )

    build = commands.add_parser(
        "build",
        help="compile notes into dist/ (default)",
        description="Compile the notes of one folder into a deck, cheat sheets and build.json.",
    )
    _add_folders(build)
    _add_outputs(build)
    build.add_argument(
        "--dry-run",
        action="store_true",
        help="write nothing; list the notes that are new, edited (word by word), moved or retired, "
        "source by source, and say whether the brake would stop the build",
    )
    build.add_argument(
        "--accept",
        action="store_true",
        help="build even if more cards vanish than [brake] in cribdeck.toml allows (by default "
        "more than a quarter of the known notes, and at least 20), or the source folder is empty",
    )
    build.add_argument(
        "--force", action="store_true", help="do everything again, whether it has changed or not"
    )
    build.add_argument(
        "--json",
        action="store_true",
        help="print build.json instead of a summary; where nothing is written, the list of changes",
    )
    build.add_argument("--quiet", action="store_true", help="print nothing but diagnostics")

    check = commands.add_parser(
        "check",
        help="read the notes and report, write nothing",
        description="Read the notes and print what a build would say about them; write nothing.",
    )
    _add_folders(check)
    check.add_argument("--all", action="store_true", help="print remarks for the record, too")
    check.add_argument("--json", action="store_true", help="print a list of all remarks as JSON")

    checks = commands.add_parser(
        "checks",
        help="list the checks of cards, or explain one",
        description="List what is found wrong with cards, or explain one check with its examples.",
    )
    checks.add_argument("name", nargs="?", metavar="NAME", help="check to explain")

    explain = commands.add_parser(
        "explain",
        help="say what was made of a note, or of one line of it, and why",
        description="Say what was made of a note or of one line: blocks, rules, cards, and why; "
        "write nothing.",
    )
    explain.add_argument("place", metavar="PATH[:LINE[:COLUMN]]", help="a note, as in kafka.md:12")
    _add_folders(explain)
    explain.add_argument(
        "--all", action="store_true", help="list the rules whose pattern is not there one by one"
    )
    explain.add_argument("--json", action="store_true", help="print the explanation as JSON")

    rules = commands.add_parser(
        "rules",
        help="list the extraction rules, or explain one",
        description="List what is recognised in notes, or explain one rule with its examples.",
    )
    rules.add_argument("name", nargs="?", metavar="NAME", help="rule to explain")

    report = commands.add_parser(
        "report",
        help="say where the report of the last build is, or show it",
        description="Print the path of the report of the last build: what has changed, every card "
        "as it looks on a phone, the notes line by line, tables and findings.",
    )
    _add_dist(report)
    report.add_argument("--open", action="store_true", help="show it in the browser")

    serve = commands.add_parser(
        "serve",
        help="hand deck, sheets and report to a browser, or to a phone on the same network",
        description="Serve what the last build has made to a browser on this machine or, with "
        "--lan, to a phone on the same network, below a random path that is new at each start; "
        "nothing else can be reached. Ctrl-C ends it.",
    )
    _add_dist(serve)
    serve.add_argument(
        "--lan",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="serve at this machine's address in the local network and show it as a QR code; "
        "without ADDRESS, the one on the way out (the connection is not encrypted)",
    )
    serve.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="N",
        help="the port, for a firewall that has to let it through (default: any that is free)",
    )

    watch = commands.add_parser(
        "watch",
        help="build, then again after each change",
        description="Build, then build again after each change of notes, settings or templates, "
        "until Ctrl-C.",
    )
    _add_folders(watch)
    _add_outputs(watch)
    watch.add_argument(
        "--accept",
        action="store_true",
        help="let the first build go on where the brake would stop it; later ones ask again",
    )
    watch.add_argument(
        "--poll",
        action="store_true",
        help="look at all files every second: for network folders, which give no notice",
    )

    commands.add_parser(
        "test", help="run the project's own tests, linters and type checks", add_help=False
    )
    return parser


def _exit_codes() -> str:
    return "; ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items())


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


def _add_dist(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dist",
        type=Path,
        default=PROJECT / "dist",
        metavar="DIR",
        help="where the deck, the sheets and build.json go (default: dist)",
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    _add_dist(parser)
    parser.add_argument("--only", choices=("cards", "sheets"), help="make only one of the two")
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="sheets fitted at the same time (default: one per processor)",
    )
    parser.add_argument(
        "--hook",
        nargs=argparse.REMAINDER,
        default=(),
        metavar="COMMAND",
        help="command to run when deck or sheets are new, with all its words, so it comes last; "
        "CRIBDECK_DIST, CRIBDECK_CHANGED and CRIBDECK_REMOVED tell it what (docs/scheduling.md)",
    )


def _port(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) > _LAST_PORT:
        message = f"{word!r} is not a port: a whole number from 0 to {_LAST_PORT}"
        raise argparse.ArgumentTypeError(message)
    return int(word)


def _positive(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not int(word):
        message = f"{word!r} is not a whole number from 1 on"
        raise argparse.ArgumentTypeError(message)
    return int(word)
