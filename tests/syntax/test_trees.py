"""Golden trees: a note, an arrow, and what the parser makes of it (`syntax.dump`).

To add a case, write the note and copy the output once you have read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cribdeck.syntax import parse
from cribdeck.syntax.dump import dump
from tests.syntax.test_spans import check

FOLDER = Path(__file__).parent / "trees"


def cases() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("=== ")[1:]:
            title, _, rest = case.partition("\n")
            note, _, tree = rest.partition("\n=>\n")
            yield pytest.param(note, tree.strip("\n"), id=f"{path.stem}: {title}")


@pytest.mark.parametrize(("note", "tree"), list(cases()))
def test_tree(note: str, tree: str) -> None:
    document, diagnostics = parse("note.md", note.encode())
    assert document is not None
    found = [dump(document).rstrip("\n"), *(f"{it.span}: {it.code}" for it in diagnostics)]
    assert "\n".join(found).strip("\n") == tree
    check(document)
