"""Parsing and extraction at growing sizes: is the time linear in the size of the notes?

    python benchmarks/scale.py [--sizes 1 10 100] [--one-file 1 10] [--source DIR] [--profile]

The notes of `--source` are written again and again, each copy with every line changed, so that
nothing is a repetition; no line is longer than in the originals by more than a few characters.
Sizes are megabytes (10^6 bytes) in files of the usual size, then in one file each. Printed are
megabytes per second of CPU time and how much longer a megabyte takes than at the smallest size:
1.00 throughout is linear. Nothing is asserted here; `tests/extract/test_hostile_text.py` counts
function calls instead, which are the same on every machine.

`--profile` shows where the time goes in one megabyte.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import re
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from cribdeck.extract import extract  # noqa: E402  after the path is set
from cribdeck.facts.walk import passages  # noqa: E402
from cribdeck.syntax import parse  # noqa: E402
from cribdeck.units import HAN  # noqa: E402

MEGABYTE: Final = 1_000_000
_LEFT_ALONE: Final = re.compile(r"\s*(?:<!--|```|~~~|-{3,}|\|?[ :|-]+\|?$|$)")
_LAST_WORD: Final = re.compile(rf"(?:[{HAN}]|[A-Za-z0-9])(?=[^{HAN}A-Za-z0-9]*$)")
_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a size took, in seconds of CPU time."""

    bytes: int
    files: int
    parsing: float
    extracting: float
    facts: int

    @property
    def seconds(self) -> float:
        """Both stages."""
        return self.parsing + self.extracting


def varied(note: str, copy: int) -> str:
    """Return `note` with a word of its own at the end of every line that says something."""
    word = "乙" + "".join(_DIGITS[int(digit)] for digit in str(copy))
    return "\n".join(_varied(line, word) for line in note.split("\n"))


def notes_of_size(originals: Sequence[str], size: int) -> Iterator[str]:
    """Yield varied notes until they are `size` bytes together."""
    left = size
    for copy in count(1):
        for original in originals:
            if left <= 0:
                return
            note = varied(original, copy)
            left -= len(note.encode())
            yield note


def cost(notes: Iterable[str]) -> Cost:
    """Parse and extract each note, keeping nothing."""
    size = files = facts = 0
    parsing = extracting = 0.0
    for number, note in enumerate(notes):
        data = note.encode()
        start = time.process_time()
        document, _ = parse(f"{number}.md", data)
        parsed = time.process_time()
        assert document is not None  # noqa: S101  it is our own text
        outline = extract(document).outline
        extracting += time.process_time() - parsed
        parsing += parsed - start
        size, files = size + len(data), files + 1
        facts += sum(len(passage.facts) for passage in passages(outline))
    return Cost(size, files, parsing, extracting, facts)


def _varied(line: str, word: str) -> str:
    if _LEFT_ALONE.match(line):
        return line
    return _LAST_WORD.sub(lambda last: last[0] + word, line, count=1)


def _printed(cost_: Cost, smallest: Cost) -> str:
    megabytes = cost_.bytes / MEGABYTE
    ratio = (cost_.seconds / cost_.bytes) / (smallest.seconds / smallest.bytes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{megabytes:8.1f} MB {cost_.files:6} files {cost_.facts:8} facts "
        f"{megabytes / cost_.parsing:7.2f} {megabytes / cost_.extracting:7.2f} "
        f"{megabytes / cost_.seconds:7.2f} MB/s {ratio:6.2f} {peak:7.0f} MB peak"
    )


def _profile(originals: Sequence[str]) -> None:
    notes = list(notes_of_size(originals, MEGABYTE))
    profile = cProfile.Profile()
    profile.runcall(cost, notes)
    for order in ("tottime", "cumtime"):
        pstats.Stats(profile).strip_dirs().sort_stats(order).print_stats(25)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=float, nargs="*", default=[1, 10, 100])
    parser.add_argument("--one-file", type=float, nargs="*", default=[1, 10])
    parser.add_argument("--source", type=Path, default=PROJECT / "source")
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.source.iterdir() if path.suffix in {".md", ".txt"})
    originals = [path.read_text(encoding="utf-8") for path in paths]
    cost(originals)  # patterns are compiled on first use
    if arguments.profile:
        _profile(originals)
        return
    print(
        f"{'':38}{'parse':>14} {'extract':>7} {'both':>7}      {'s per MB against the first':>12}"
    )
    for title, sizes in (("many files", arguments.sizes), ("one file", arguments.one_file)):
        smallest: Cost | None = None
        for size in sizes:
            notes = notes_of_size(originals, int(size * MEGABYTE))
            taken = cost(notes if title == "many files" else ["\n".join(notes)])
            smallest = smallest or taken
            print(f"{title:<10}", _printed(taken, smallest), flush=True)
            gc.collect()


if __name__ == "__main__":
    main()
