"""`<!-- lint: off … -->` comments become silenced lines of the outline."""

from __future__ import annotations

from cribdeck.facts.model import Silence
from cribdeck.syntax import parse
from tests.extract.cases import outline_of


def silenced(note: str) -> list[tuple[int, int | None, tuple[str, ...]]]:
    return [(it.span.line, it.last_line, it.checks) for it in silences_of(note)]


def silences_of(note: str) -> tuple[Silence, ...]:
    return outline_of(note).silences


def test_names_hold_from_off_to_on() -> None:
    note = "# 甲\n\n<!-- lint: off talk, orphan -->\n\n文字。\n\n<!-- lint: on -->\n\n文字。\n"
    assert silenced(note) == [(3, 7, ("talk", "orphan"))]


def test_without_names_all_checks_are_meant_and_without_on_the_rest_of_the_note() -> None:
    assert silenced("文字。\n\n<!-- lint: off -->\n\n文字。\n") == [(3, None, ())]


def test_on_ends_all_that_is_silenced() -> None:
    words = ("off a", "off b", "on", "off c")
    note = "".join(f"<!-- lint: {it} -->\n\n" for it in words)
    assert silenced(note) == [(1, 5, ("a",)), (3, 5, ("b",)), (7, None, ("c",))]


def test_comments_in_lists_and_quotes_count() -> None:
    note = "- 甲\n\n  <!-- lint: off a -->\n- 乙\n\n> <!-- lint: on -->\n> 丙\n"
    assert silenced(note) == [(3, 6, ("a",))]


def test_a_comment_that_says_neither_on_nor_off_is_reported() -> None:
    _, remarks = parse("a.md", b"<!-- lint: answer_too_long -->\n")
    assert [it.code for it in remarks] == ["unknown_directive"]
