"""Each golden case gives the facts it lists, and keeps the promises made for every fact."""

from __future__ import annotations

import html

import pytest

from cribdeck.cards.anki_syntax import cloze_numbers
from cribdeck.extract import RULES
from cribdeck.extract.guards import leaks
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Prose
from cribdeck.inline import plain
from cribdeck.span import Span
from tests.extract.cases import (
    GOLDEN,
    Case,
    cases,
    facts_of,
    lines_of,
    notes_of,
    outline_of,
    passages_of,
)

HAVE_SIBLINGS = {"listing", "steps", "comparison", "glossary", "record"}
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
        source = _text_at(fact.origin.span, case.source)
        for hole in holes(fact):
            # The claims of a contrast may stand in another order.
            pieces = hole.answer.split(" / ") if hole.role == "which" else [hole.answer]
            for piece in pieces:
                assert _is_within(piece, source), (hole, source)


@pytest.mark.parametrize("case", ALL)
def test_spans_hold_what_the_passages_show(case: Case) -> None:
    for passage in passages_of(outline_of(case.source, case.path)):
        if isinstance(passage.shown, Prose):
            source = _text_at(passage.shown.span, case.source)
            assert _is_within(plain(passage.shown.text), html.unescape(source))


@pytest.mark.parametrize("case", ALL)
def test_notes_have_guids_and_cloze_numbers_of_their_own(case: Case) -> None:
    notes = notes_of(outline_of(case.source, case.path))
    assert len({note.guid for note in notes}) == len(notes)
    for note in notes:
        asked = [card.ordinal + 1 for card in note.cards]
        assert asked == sorted(set(asked)), note
        assert set(asked) == cloze_numbers(note.fields[0])


@pytest.mark.parametrize("case", ALL)
def test_no_question_shows_its_answer(case: Case) -> None:
    """As composed; the author may hide what he likes, and which-one cards show their choices."""
    for note in notes_of(outline_of(case.source, case.path)):
        if note.rule == "explicit_cloze" or note.kind == "contrast":
            continue
        # A title that names several candidates gives none of them away.
        crumbs = "\n".join(it for it in note.crumbs if not any(map(it.count, ("和", "与", "vs"))))
        for card in note.cards:
            before, _, after = card.question.partition("[...]")
            # Beside the blank of a list or a table stand its siblings.
            prompt = f"{crumbs}\n{before}\n{'' if note.kind in HAVE_SIBLINGS else after}"
            for piece in card.answer.split(" / "):
                assert not _can_be_read(piece, prompt), (card, note.crumbs)


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


def _text_at(span: Span, source: str) -> str:
    lines = source.split("\n")
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
    found = lines[span.line - 1 : span.end_line]
    found[-1] = found[-1][: span.end_column - 1]
    found[0] = found[0][span.column - 1 :]
    return "\n".join(found)


def _can_be_read(answer: str, prompt: str) -> bool:
    core = "".join(answer.casefold().split())
    return len(core) > 1 and core in "".join(prompt.casefold().split())


def _is_within(answer: str, source: str) -> bool:
    """Return whether the letters of `answer` stand in `source` in order, markup between them."""
    letters = iter(source)
    return all(letter in letters for letter in answer if letter.isalnum())
