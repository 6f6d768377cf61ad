"""Places as people type them, and what is said of those that do not exist."""

from __future__ import annotations

import pytest

from cribdeck.explain.place import Place, place_of, unknown_line, unknown_source


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("kafka.md", Place("kafka.md")),
        ("kafka.md:12", Place("kafka.md", 12)),
        ("mq/kafka.md:12:3", Place("mq/kafka.md", 12, 3)),
        ("kafka.md:12:3:", Place("kafka.md", 12, 3)),
        ("C:\\notes\\kafka.md:7", Place("C:\\notes\\kafka.md", 7)),
        ("a:b.md", Place("a:b.md")),
        ("kafka.md:twelve", Place("kafka.md:twelve")),
        (":12", Place(":12")),
        ("kafka.md:0", Place("kafka.md", 0)),
    ],
)
def test_a_place_is_written_as_editors_do(word: str, place: Place) -> None:
    assert place_of(word) == place


def test_a_misspelt_name_is_recognised_wherever_the_note_stands() -> None:
    said = unknown_source("kafak.md", ["mq/kafka.md", "nginx.md"])
    assert said == "there is no note kafak.md in the source folder; did you mean mq/kafka.md?"


def test_a_name_like_no_other_gets_no_guess() -> None:
    said = unknown_source("xyz", ["kafka.md"])
    assert said == "there is no note xyz in the source folder; paths are relative to it"


def test_a_line_beyond_the_end() -> None:
    assert unknown_line("a.md", 9, 3) == "a.md has 3 lines; there is no line 9"
