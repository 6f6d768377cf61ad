"""Why a build does what it does: the last build and what is found now go in, lines come out.

One line for each kind of thing that has changed, in the order in which a person would look.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from cribdeck.diagnostics import NAMED, listed
from cribdeck.incremental.files import Seen, seen, status
from cribdeck.incremental.inputs import Inputs
from cribdeck.incremental.record import Record
from cribdeck.incremental.unchanged import TRIED_AGAIN
from cribdeck.media.kinds import MEDIA
from cribdeck.own_files import TEMPLATES
from cribdeck.world import SOURCE_SUFFIXES

_Files = Mapping[str, Seen | None]


def reasons(before: Record | None, options: Mapping[str, str], now: Inputs) -> Iterator[str]:
    """Yield why a build cannot leave all as it was.

    Args:
        before: the last build.
        options: what this build is asked for.
        now: everything it reads.
    """
    if before is None:
        yield "nothing is known of a build before"
        return
    if others := _changed(before.options, options):
        yield f"not the same {listed(others)} as in the build before"
    yield from _sources(
        _below(before.files, before.options["source"], (*SOURCE_SUFFIXES, *MEDIA)),
        _below(now.files, options["source"], (*SOURCE_SUFFIXES, *MEDIA)),
    )
    if names := _changed(before.settings, now.settings):
        yield f"settings changed: {listed(names)}"
    for line, folders in (
        ("templates changed", dict.fromkeys((options["templates"], str(TEMPLATES)))),
        ("Cribdeck changed", (options["package"],)),
    ):
        then, found = (
            {name: it for folder in folders for name, it in _below(files, folder).items()}
            for files in (before.files, now.files)
        )
        if names := _changed(then, found):
            yield f"{line}: {listed(names)}"
    if any(code in TRIED_AGAIN for _, _, code, *_ in before.said):
        yield "a sheet could not be made"
    yield from _machine(before, now)
    yield from _touched(before, options["ledger"], now)


def _machine(before: Record, now: Inputs) -> Iterator[str]:
    """Yield what is new below the program."""
    if before.python != now.python:
        yield f"another Python: {before.python}, now {now.python}"
    for name in _changed(before.libraries, now.libraries):
        was, it_is = (it.get(name, "none") for it in (before.libraries, now.libraries))
        yield f"new version of {name}: {was}, now {it_is}"
    if any(status(path) != known for path, known in before.system.items()):
        yield "libraries of the system changed"


def _touched(before: Record, ledger: str, now: Inputs) -> Iterator[str]:
    """Yield which of the files that the last build wrote somebody else has changed since."""
    if _digest(before.files.get(ledger)) != _digest(now.files[ledger]):
        yield f"{os.path.basename(ledger)} was changed"
    for path, known in before.outputs.items():
        if (found := _digest(seen(path))) != _digest(known):
            yield f"{os.path.basename(path)} was {'changed' if found else 'removed'}"


def _sources(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield what has become of sources, by name with their digests."""
    gone = {before[it]: it for it in before if it not in now}
    renamed = {gone.pop(now[it]): it for it in now if it not in before and now[it] in gone}
    again = set(renamed.values())
    for old, new in list(renamed.items())[:NAMED]:
        yield f"{old} is called {new} now"
    if len(renamed) > NAMED:
        yield f"and {len(renamed) - NAMED} more have another name now"
    yield from _line([it for it in now if it in before and now[it] != before[it]], "changed")
    yield from _line([it for it in now if it not in before and it not in again], "new")
    yield from _line([it for it in before if it not in now and it not in renamed], "gone")


def _line(names: Sequence[str], verb: str) -> Iterator[str]:
    if names:
        be = "" if verb == "changed" else "is " if len(names) == 1 else "are "
        yield f"{listed(names)} {be}{verb}"


def _below(files: _Files, root: str, suffixes: Sequence[str] = ("",)) -> dict[str, str]:
    """Return the digests of files below a folder by their path from there."""
    start = os.path.join(root, "")
    return {
        path.removeprefix(start).replace(os.sep, "/"): _digest(it)
        for path, it in files.items()
        if path.startswith(start) and path.lower().endswith(tuple(suffixes))
    }


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [it for it in sorted({*before, *now}) if before.get(it) != now.get(it)]


def _digest(it: Seen | None) -> str:
    return str(it[-1]) if it else ""
