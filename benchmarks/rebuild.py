"""Rebuilding against building: nothing changed, one note edited, everything anew.

    python benchmarks/rebuild.py [--notes 100 1000 10000] [--sheets] [--source DIR]

The notes of `--source` are written again and again, in every copy with other terms and other
words at the ends of lines, until they give the number of Anki notes asked for. Every figure is
that of a fresh process, the least of several where it is short, and a process that has started
Python and done nothing is measured beside it. Machines are noisy: trust ratios within one run,
not seconds. Nothing here is asserted.

`--sheets` prints sheets as well, which takes minutes.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.scale import varied  # noqa: E402  after the path is set

_START: Final = (sys.executable, "-c")
_PROGRAM: Final = (
    f"import sys; sys.path.insert(0, {str(PROJECT)!r}); "
    "from cribdeck.cli import main; sys.exit(main(sys.argv[1:]))"
)
_LABEL: Final = re.compile(r"^([^：|`]{2,20}?)(?=[：|])", re.MULTILINE)
_EDIT: Final = "\n- 幂等键：同一个请求只处理一次的凭据，重试时原样带上。\n"
_TICK: Final = 2.5
"""Seconds after which files need not be read again to see that they are the same."""
_SHORT: Final = 7
"""So many runs of what takes no second."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took."""

    seconds: float
    megabytes: float
    """Most memory at any time; that of processes it started is not in it."""
    said: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Notes, and what is built of them."""

    root: Path
    sheets: bool

    @property
    def source(self) -> Path:
        """Where the notes are."""
        return self.root / "backend"

    def built(self, *options: str) -> Cost:
        """Build in a fresh process."""
        only = () if self.sheets else ("--only", "cards")
        folders = ("--source", str(self.source), "--dist", str(self.root / "dist"))
        return run(*_START, _PROGRAM, *folders, *only, *options)

    def edit(self) -> None:
        """Add a line to one note."""
        path = min(self.source.glob("*.md"))
        path.write_text(path.read_text(encoding="utf-8") + _EDIT, encoding="utf-8")


def run(*command: str) -> Cost:
    """Run a command and return what it took."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(  # noqa: S603  our own program
            command, stdout=out, stderr=subprocess.DEVNULL, env=environment
        )
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        said = out.read().decode()
    return Cost(seconds, usage.ru_maxrss / 1024, said)


def notes_of(cost: Cost) -> int:
    """Return how many Anki notes a build says it has made."""
    found = re.search(r": (\d+) notes", cost.said)
    assert found is not None, cost.said  # noqa: S101
    return int(found[1])


def least(costs: Sequence[Cost]) -> Cost:
    """Return the cheapest."""
    return min(costs, key=lambda it: it.seconds)


def write_notes(folder: Folder, originals: Sequence[str], files: int) -> None:
    """Write so many notes, each different."""
    folder.source.mkdir(parents=True)
    for number in range(files):
        copy, which = divmod(number, len(originals))
        text = varied(originals[which], copy + 1)
        text = _LABEL.sub(lambda label, copy=copy: f"{label[0]}甲{copy}", text)  # type: ignore[misc]
        (folder.source / f"n{number:05}.md").write_text(text, encoding="utf-8")


def measure(folder: Folder, bare: Cost) -> None:
    """Print what the builds of one folder take."""
    full = folder.built()
    notes = notes_of(full)
    settling = folder.built()
    time.sleep(_TICK)
    folder.built()
    nothing = least([folder.built() for _ in range(_SHORT)])
    folder.edit()
    edit = folder.built()
    again = folder.built("--force")
    files = sum(1 for _ in folder.source.glob("*.md"))
    print(f"\n{notes} notes in {files} sources{'' if folder.sheets else ', cards only'}")
    for what, cost in (
        ("full build", full),
        ("full build again (--force)", again),
        ("one note edited", edit),
        ("nothing changed, first time", settling),
        ("nothing changed", nothing),
    ):
        print(
            f"  {what:<30}{cost.seconds:9.3f} s {cost.megabytes:7.0f} MB"
            f"{again.seconds / cost.seconds:9.1f} times as fast as anew"
            f"{cost.seconds / bare.seconds:9.1f} times Python's start"
        )
    print("  " + edit.said.split("\n/")[0].replace("\n", "\n  "))


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notes", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--source", type=Path, default=PROJECT / "source")
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.source.iterdir() if path.suffix in {".md", ".txt"})
    originals = [path.read_text(encoding="utf-8") for path in paths]
    bare = least([run(*_START, "pass") for _ in range(3 * _SHORT)])
    print(f"Python's start: {bare.seconds * 1000:.0f} ms, {bare.megabytes:.0f} MB")
    with tempfile.TemporaryDirectory() as temporary:
        probe = Folder(Path(temporary) / "probe", sheets=False)
        write_notes(probe, originals, len(originals))
        share = notes_of(probe.built()) / len(originals)
        for number, notes in zip(count(), arguments.notes, strict=False):
            folder = Folder(Path(temporary) / str(number), sheets=arguments.sheets)
            write_notes(folder, originals, max(2, round(notes / share)))
            measure(folder, bare)


if __name__ == "__main__":
    main()
