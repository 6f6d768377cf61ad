"""Every check over its own examples, and the shape of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import cribdeck.lint
from cribdeck.cards.note import Card, Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.lint import CHECKS, lint
from cribdeck.lint.check import Check, Deck
from cribdeck.span import Span


def notes(deck: Deck) -> tuple[Note, ...]:
    return tuple(
        Note(
            guid=f"note{line}",
            kind="definition",
            rule="colon_term",
            deck="Deck",
            tags=(),
            span=Span("a.md", line, 1, line, 2),
            fields=("",) * len(FIELDS),
            cards=(Card(0, question, answer),),
            state="new",
        )
        for line, (question, answer) in enumerate(deck, 1)
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_finds_what_it_says_it_finds(check: Check) -> None:
    for deck in check.finds:
        found = list(check.examine(notes(deck)))
        assert [diagnostic.code for diagnostic in found] == [check.name]
        assert found[0].hint


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_leaves_the_rest_alone(check: Check) -> None:
    for deck in check.accepts:
        assert list(check.examine(notes(deck))) == []


def test_every_file_of_the_folder_is_a_check_in_the_table() -> None:
    files = {path.stem for path in Path(cribdeck.lint.__path__[0]).glob("*.py")}
    assert files - {"__init__", "check"} == {check.name for check in CHECKS}


def test_all_checks_run_over_a_build() -> None:
    deck = (("[...]：ISR 的含义", "ISR"), ("问", "一" * 81))
    assert [it.code for it in lint(notes(deck))] == ["answer_in_prompt", "answer_too_long"]
