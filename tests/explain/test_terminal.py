"""Lines never take more columns than a terminal has, and nothing of them is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.explain.terminal import clipped, visible, width, wrapped


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("分区", 4), ("ISR：副本", 9), ("é", 1), ("e\u0301", 1), ("\u200b", 0), ("", 0)],
)
def test_wide_characters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("消息按分区存放", ["消息按分", "区存放"]),
        ("消息按分，区", ["消息按分，", "区"]),
        ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("a\nb", ["a", "b"]),
        ("", [""]),
    ],
)
def test_lines_break_between_words_and_between_wide_characters(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 8)) == lines


TEXT = st.text(st.one_of(st.sampled_from("ab 分区，。（`\n\t\u0301😀"), st.characters()))


@given(TEXT, st.integers(8, 40))
def test_wrapping_keeps_every_character_within_the_columns(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    hanging = 2  # a mark that must not begin a line
    assert all(width(line) <= columns + hanging for line in lines)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())


@given(TEXT, st.integers(2, 40))
def test_clipped_text_fits_on_one_line(text: str, columns: int) -> None:
    assert width(clipped(text, columns)) <= columns
    assert "\n" not in clipped(text, columns)


def test_a_note_cannot_control_the_terminal() -> None:
    assert "\x1b" not in clipped("\x1b[31mred", 80) + "".join(wrapped("\x1b]0;title\x07", 80))
