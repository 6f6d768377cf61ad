#!/usr/bin/env python3
"""Compile study notes into an Anki deck and cheat sheets: `python3 build.py --help`.

The first start sets up what the program needs (`cribdeck/bootstrap`), every start then
runs `cribdeck/cli`. This one file is also read by the Pythons that are too old for the
rest, so it keeps to what Python 2.7 understands, down to its letters.
"""
# ruff: noqa: I002, UP036 - the import it asks for does not exist before Python 3.7

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "build.py: Cribdeck needs Python 3.11 or newer and this is Python %d.%d; install a newer "  # noqa: UP031
        "one (python.org, or your package manager) and start it by name, as in "
        "`python3.11 build.py`.\n" % sys.version_info[:2]
    )
    sys.exit(2)

from cribdeck import bootstrap

if __name__ == "__main__":
    exit_code = bootstrap.enter(sys.argv[1:])
    if exit_code is None:
        from cribdeck import cli  # what it imports is there only now

        exit_code = cli.main(sys.argv[1:])
    sys.exit(exit_code)
