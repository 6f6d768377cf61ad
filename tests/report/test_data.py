"""The data of the page: small, bounded, and without anything that could end them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import Notetype
from cribdeck.report import data as report_data
from cribdeck.report.data import SourceLines, page_data
from cribdeck.span import Span

ENTRIES: dict[str, Any] = {"deck": "d", "comparisons": [], "coverage": {}, "diagnostics": []}
NOTETYPE = Notetype("front", "back", "css")


def note(guid: str, state: Any = "unchanged") -> Note:  # noqa: ANN401
    fields = ("甲{{c1::乙}}", "C", "", "a.md › 丙", "statement", guid, "", "", "", "")
    span = Span("a.md", 3, 1, 5, 1)
    return Note(guid, "statement", "cause", "d::a", ("x", "y"), span, fields, (), state)


def made(*notes: Note, sources: tuple[SourceLines, ...] = (), **states: str) -> dict[str, Any]:
    return page_data(ENTRIES, notes, NOTETYPE, sources, states)


def test_what_many_notes_say_stands_once() -> None:
    data = made(note("g1"), note("g2"))
    assert data["strings"] == [
        "statement",
        "cause",
        "unchanged",
        "d::a",
        "x y",
        "a.md",
        "C",
        "a.md › 丙",
    ]
    assert data["notes"][0] == ["g1", 0, 1, 2, 3, 4, 5, 3, 4, "甲{{c1::乙}}", 6, "", 7, []]
    assert data["notes"][1][1:] == data["notes"][0][1:]


def test_the_state_is_that_of_the_last_change() -> None:
    data = made(note("g1", "new"), note("g2"), note("g3", "retired"), g2="edited", g3="new")
    names = [data["strings"][it[3]] for it in data["notes"]]
    assert names == ["unchanged", "edited", "retired"]


def test_sources_are_bounded_and_say_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_data, "_LONGEST_SOURCE", 12)
    monkeypatch.setattr(report_data, "_LONGEST_SOURCES", 18)
    marks = [(1, 1, "card", ""), (3, 3, "card", "")]
    sources = tuple(SourceLines(f"{it}.md", it, "12345\n12345\n12345", marks) for it in "abc")  # type: ignore[arg-type]
    first, second, third = made(sources=sources)["sources"]
    assert (first["text"], first["more"], first["marks"]) == (
        "12345\n12345",
        1,
        [(1, 1, "card", "")],
    )
    assert (second["text"], second["more"]) == ("12345", 2)
    assert (third["text"], third["more"]) == ("", 3)


def test_a_long_line_is_cut() -> None:
    (source,) = made(sources=(SourceLines("a.md", "a", "x" * 9_999, []),))["sources"]
    assert len(source["text"]) == 2_000


def test_the_data_are_json() -> None:
    json.dumps(made(note("g1")))
