"""Every check over its own examples, and the shape of the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

import cribdeck.lint
from cribdeck.cards.note import Card, Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.diagnostics import Diagnostic
from cribdeck.extract import extract
from cribdeck.facts.model import Outline
from cribdeck.lint import NOTE_CHECKS, OUTLINE_CHECKS, lint
from cribdeck.lint.check import Deck
from cribdeck.span import Span
from cribdeck.syntax import parse


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


def outlines(note: str) -> tuple[Outline, ...]:
    document, _ = parse("a.md", note.encode())
    assert document is not None
    return (extract(document).outline,)


def cases() -> Iterator[tuple[str, Callable[[], Iterable[Diagnostic]], int]]:
    for note_check in NOTE_CHECKS:
        for deck in (*note_check.finds, *note_check.accepts):
            found = partial(note_check.examine, notes(deck))
            yield note_check.name, found, int(deck in note_check.finds)
    for outline_check in OUTLINE_CHECKS:
        for text in (*outline_check.finds, *outline_check.accepts):
            found = partial(outline_check.examine, outlines(text))
            yield outline_check.name, found, int(text in outline_check.finds)


@pytest.mark.parametrize(("name", "examine", "count"), list(cases()))
def test_a_check_finds_what_it_says_it_finds_and_nothing_else(
    name: str, examine: Callable[[], Iterable[Diagnostic]], count: int
) -> None:
    found = list(examine())
    assert [diagnostic.code for diagnostic in found] == [name] * count
    assert all(diagnostic.hint for diagnostic in found)


def test_every_file_of_the_folder_is_a_check_in_a_table() -> None:
    files = {path.stem for path in Path(cribdeck.lint.__path__[0]).glob("*.py")}
    names = {check.name for check in NOTE_CHECKS} | {check.name for check in OUTLINE_CHECKS}
    assert files - {"__init__", "check"} == names


def test_all_checks_run_over_a_build() -> None:
    deck = (("[...]：ISR 的含义", "ISR"), ("问", "一" * 81))
    found = lint(outlines("# 甲\n\n# 甲\n"), notes(deck))
    assert [it.code for it in found] == ["duplicate_heading", "answer_in_prompt", "answer_too_long"]
