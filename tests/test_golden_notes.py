"""Each golden case over several notes gives what it lists, whatever the order of the notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from tests.assemble import notes as filled
from tests.assemble.joins import notes as joined
from tests.golden_notes import Case, cases
from tests.relate import notes as related

Lines: TypeAlias = Callable[[Mapping[str, str]], tuple[str, ...]]

FAMILIES: tuple[tuple[str, str, Lines], ...] = (
    ("relate", "facts", related.lines_of),
    ("assemble", "filled", filled.lines_of),
    ("joins", "tables", joined.lines_of),
)
"""Folder, name of the last fence, and what lists the outcome."""
ALL = [
    pytest.param(case, lines_of, id=case.id)
    for folder, kind, lines_of in FAMILIES
    for case in cases(folder, kind)
]


@pytest.mark.parametrize(("folder", "kind", "_"), FAMILIES)
def test_there_are_cases(folder: str, kind: str, _: Lines) -> None:
    assert len(list(cases(folder, kind))) > 10


@pytest.mark.parametrize(("case", "lines_of"), ALL)
def test_case_gives_what_it_lists(case: Case, lines_of: Lines) -> None:
    assert lines_of(case.sources) == case.expected


@pytest.mark.parametrize(("case", "lines_of"), ALL)
def test_the_order_of_notes_does_not_matter(case: Case, lines_of: Lines) -> None:
    backwards = dict(reversed(list(case.sources.items())))
    assert sorted(lines_of(backwards)) == sorted(case.expected)
