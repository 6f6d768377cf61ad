"""Every join shape does what its own file says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.assemble.joins import JOINS, joined
from cribdeck.assemble.joins.shape import Example, Join
from cribdeck.facts.model import Comparison, Outline
from cribdeck.facts.printer import printed
from cribdeck.facts.walk import passages
from tests.extract.cases import outline_of

MATCHES = [(join, example) for join in JOINS for example in join.matches]
IGNORES = [(join, source) for join in JOINS for source in join.ignores]


def tables(outlines: list[Outline]) -> tuple[str, ...]:
    """Return the tables that were added, with all their cells."""
    return tuple(
        printed(replace(fact, cells=fact.written))
        for outline in outlines
        for passage in passages(outline)
        if passage.is_joined
        for fact in passage.facts
        if isinstance(fact, Comparison)
    )


@pytest.mark.parametrize(("join", "example"), MATCHES, ids=lambda it: getattr(it, "name", None))
def test_match(join: Join, example: Example) -> None:
    assert tables(joined([outline_of(example.source)], [join]).outlines) == example.tables


@pytest.mark.parametrize(("join", "source"), IGNORES, ids=lambda it: getattr(it, "name", None))
def test_ignored_by_all(join: Join, source: str) -> None:
    assert join in JOINS
    assert tables(joined([outline_of(source)]).outlines) == ()


def test_every_shape_is_documented_and_has_examples_of_both_kinds() -> None:
    assert len({join.name for join in JOINS}) == len(JOINS)
    for join in JOINS:
        assert "Trigger:" in join.doc
        assert "Does not touch:" in join.doc
        assert join.matches
        assert join.ignores
