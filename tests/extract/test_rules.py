"""Every rule keeps the shape of a rule, and its own examples hold."""

from __future__ import annotations

from pathlib import Path

import pytest

import cribdeck.extract.rules
from cribdeck.extract import RULES
from cribdeck.extract.rule import Example
from cribdeck.extract.stage import AnyRule
from cribdeck.facts.printer import printed
from tests.extract.cases import facts_of, outline_of

FILES = sorted(
    path.stem
    for path in Path(cribdeck.extract.rules.__path__[0]).glob("*.py")
    if path.stem != "__init__"
)
MATCHES = [
    pytest.param(rule, example, id=f"{rule.name}-{order}")
    for rule in RULES
    for order, example in enumerate(rule.matches)
]
IGNORES = [
    pytest.param(rule, source, id=f"{rule.name}-{order}")
    for rule in RULES
    for order, source in enumerate(rule.ignores)
]


def test_every_rule_file_is_in_the_table_once() -> None:
    assert sorted(rule.name for rule in RULES) == FILES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_documents_itself(rule: AnyRule) -> None:
    assert "Trigger" in rule.doc
    assert "\nGives:" in rule.doc
    assert "\nDoes not touch:" in rule.doc
    assert "\nPrecision:" in rule.doc
    assert rule.summary.endswith(".")
    assert len(rule.matches) >= 2
    assert len(rule.ignores) >= 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_reference_page_shows_documentation_and_examples(rule: AnyRule) -> None:
    assert rule.page.startswith(f"# {rule.name}\n\n{rule.summary}\n")
    for example in rule.matches:
        assert example.source.strip() in rule.page
        assert all(fact in rule.page for fact in example.facts)
    assert all(source.strip() in rule.page for source in rule.ignores)


@pytest.mark.parametrize(("rule", "example"), MATCHES)
def test_rule_alone_gives_what_its_example_says(rule: AnyRule, example: Example) -> None:
    facts = facts_of(outline_of(example.source, rules=(rule,)))
    assert tuple(map(printed, facts)) == example.facts
    assert {fact.origin.rule for fact in facts} == {rule.name}


@pytest.mark.parametrize(("rule", "source"), IGNORES)
def test_rule_makes_nothing_of_what_it_ignores(rule: AnyRule, source: str) -> None:
    assert facts_of(outline_of(source, rules=(rule,))) == []
