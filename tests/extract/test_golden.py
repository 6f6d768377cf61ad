"""Each golden case gives the facts it lists, and keeps the promises made for every fact."""

from __future__ import annotations

import pytest

from cribdeck.extract import RULES
from cribdeck.extract.guards import leaks
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Fact
from tests.extract.cases import GOLDEN, Case, cases, facts_of, lines_of, outline_of, passages_of

ALL = [
    pytest.param(case, id=f"{file.stem}: {case.title}")
    for file in sorted(GOLDEN.glob("*.md"))
    for case in cases(file)
]


@pytest.mark.parametrize("case", ALL)
def test_case_gives_the_facts_it_lists(case: Case) -> None:
    assert lines_of(outline_of(case.source, case.path)) == case.expected


@pytest.mark.parametrize("case", ALL)
def test_spans_hold_what_the_facts_hide(case: Case) -> None:
    for fact in facts_of(outline_of(case.source, case.path)):
        source = _text_at(fact, case.source)
        for hole in holes(fact):
            assert _is_within(hole.answer, source), (hole, source)


@pytest.mark.parametrize("case", ALL)
def test_no_card_shows_its_own_answer(case: Case) -> None:
    for fact in facts_of(outline_of(case.source, case.path)):
        # What the author hides stays hidden as written; a check remarks on it.
        assert fact.origin.rule == "explicit_cloze" or not list(leaks(fact))


@pytest.mark.parametrize("case", ALL)
def test_every_passage_is_used_or_says_why_not(case: Case) -> None:
    for passage in passages_of(outline_of(case.source, case.path)):
        assert passage.covered != bool(passage.unused)
        assert passage.covered or not passage.facts


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_golden_file_in_which_it_fires(rule: object) -> None:
    name = getattr(rule, "name")  # noqa: B009 -- rules of five kinds share only the attribute
    fired = {
        fact.origin.rule
        for case in cases(GOLDEN / f"{name}.md")
        for fact in facts_of(outline_of(case.source, case.path))
    }
    assert name in fired


def _text_at(fact: Fact, source: str) -> str:
    span = fact.origin.span
    lines = source.split("\n")
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
    found = lines[span.line - 1 : span.end_line]
    found[-1] = found[-1][: span.end_column - 1]
    found[0] = found[0][span.column - 1 :]
    return "\n".join(found)


def _is_within(answer: str, source: str) -> bool:
    """Return whether the letters of `answer` stand in `source` in order, markup between them."""
    letters = iter(source)
    return all(letter in letters for letter in answer if letter.isalnum())
