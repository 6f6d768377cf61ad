"""Golden cases over several notes: what is said in each, and what comes of it.

    ## Two notes define one term
    ~~~~markdown a.md
    ...
    ~~~~
    ~~~~markdown b.md
    ...
    ~~~~
    ~~~~facts
    a.md:1 definition ...
    ~~~~

The last fence lists what comes out; its name says what: `facts`, `filled`, `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
_FENCE = re.compile(r"^~~~~(\w+) ?(\S*)\n((?:(?!~~~~).*\n)*)~~~~$", re.MULTILINE)
_START = re.compile(r"^## (?=[^\n]+\n(?:(?!~~~~|## ).*\n)*~~~~markdown)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case."""

    id: str
    """File and title."""
    sources: Mapping[str, str]
    expected: tuple[str, ...]


def cases(folder: str, kind: str) -> Iterator[Case]:
    """Read the cases of one folder of golden files, whose last fence is of `kind`."""
    for file in sorted((GOLDEN / folder).glob("*.md")):
        for part in _START.split(file.read_text(encoding="utf-8"))[1:]:
            *notes, (found, _, expected) = _FENCE.findall(part)
            assert found == kind
            assert {name for name, *_ in notes} == {"markdown"}
            assert len(notes) + 1 == part.count("\n~~~~") // 2
            title = part.partition("\n")[0]
            sources = {path: text for _, path, text in notes}
            yield Case(f"{folder}/{file.stem}: {title}", sources, tuple(expected.splitlines()))
