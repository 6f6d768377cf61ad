"""Passages that only held-back notes stand on lose their coverage, with the reason."""

from __future__ import annotations

from dataclasses import replace

from cribdeck.cards.note import Note
from cribdeck.facts.walk import passages
from cribdeck.lint.check import Sample
from cribdeck.lint.coverage import without_coverage
from cribdeck.span import Span
from tests.lint.samples import note_of, outline_of

NOTE = "# 甲\n\n- 会话保持：同一客户端的请求总到同一台。\n- 健康检查：判断后端的好坏。\n"


def on(line: int, end_line: int | None = None) -> Note:
    place = Span("a.md", line, 1, end_line or line, 40)
    return replace(note_of(Sample("问", "答")), span=place)


def reasons(held: list[tuple[Note, str]], kept: list[Note]) -> list[str]:
    (outline,) = without_coverage([outline_of(NOTE)], held, kept)
    found = list(passages(outline))
    assert all(it.covered == (not it.unused) for it in found)
    return [it.unused for it in found]


def test_both_lines_are_covered_at_first() -> None:
    assert reasons([], []) == ["", ""]


def test_a_held_note_leaves_its_line_unused() -> None:
    assert reasons([(on(3), "talk")], [on(4)]) == ["kept out of the deck: talk", ""]


def test_another_note_on_the_line_keeps_it_covered() -> None:
    assert reasons([(on(3), "talk")], [on(3)]) == ["", ""]


def test_a_list_over_several_lines_leaves_them_all() -> None:
    assert reasons([(on(3, 4), "orphan")], []) == ["kept out of the deck: orphan"] * 2


def test_other_places_that_say_the_same_count() -> None:
    merged = replace(on(3), also=(Span("a.md", 4, 1, 4, 40),))
    assert reasons([(merged, "talk")], []) == ["kept out of the deck: talk"] * 2
    assert reasons([(on(3), "talk"), (on(4), "talk")], [merged]) == ["", ""]


def test_a_box_is_covered_as_long_as_something_in_it_is() -> None:
    note = "# 甲\n\n> [!tip] 乙\n> 会话保持：同一客户端的请求总到同一台。\n"
    (outline,) = without_coverage([outline_of(note)], [(on(4), "talk")], [])
    (box,) = outline.sections[0].passages
    assert (box.covered, box.unused) == (False, "kept out of the deck: talk")
