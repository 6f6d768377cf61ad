"""Each golden case gives the tables it shows, whatever the order of the notes."""

from __future__ import annotations

import pytest

from tests.assemble.joins.notes import GOLDEN, Case, cases, lines_of

ALL = [
    pytest.param(case, id=f"{file.stem}: {case.title}")
    for file in sorted(GOLDEN.glob("*.md"))
    for case in cases(file)
]


def test_there_are_cases() -> None:
    assert len(ALL) > 10


@pytest.mark.parametrize("case", ALL)
def test_case_gives_the_tables_it_shows(case: Case) -> None:
    assert lines_of(case.sources) == case.expected


@pytest.mark.parametrize("case", ALL)
def test_the_order_of_notes_does_not_matter(case: Case) -> None:
    backwards = dict(reversed(list(case.sources.items())))
    assert sorted(lines_of(backwards)) == sorted(case.expected)
