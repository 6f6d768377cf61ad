from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.inline import Break, Code, RichText, Strong, Text
from cribdeck.sheets.code_size import LARGEST_CODE, SMALLEST_CODE_PT, code_size, wraps
from cribdeck.sheets.line_breaking import full_width, line_count, widest_word, words
from cribdeck.sheets.table_columns import CELL_PADDING, column_widths, table_lines
from tests.sheets.samples import grid, metrics, text

CELLS = st.text(st.sampled_from("中文，a b（）-"), max_size=40)


def lines(characters: str, width: float) -> int:
    return line_count(words(text(characters), metrics()), width)


def test_han_text_breaks_after_every_character() -> None:
    assert lines("一二三四五六七八九十", 5.0) == 2
    assert lines("一二三四五六七八九十", 4.9) == 3


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket() -> None:
    assert lines("一二三四。", 4.0) == 2
    pieces = words(text("一二（三四）。"), metrics())
    assert [round(it.width) for it in pieces] == [1, 1, 2, 3]


def test_latin_words_stay_whole_unless_wider_than_the_column() -> None:
    assert lines("load balancer", 5.0) == 2
    assert lines("x" * 40, 5.0) > 3


def test_a_space_may_hang_over_the_end_of_a_line() -> None:
    width = full_width(words(text("load"), metrics()))
    assert lines("load load", width) == 2


def test_the_author_may_end_a_line() -> None:
    broken: RichText = (Text("一"), Break(), Text("二"))
    assert line_count(words(broken, metrics()), 20.0) == 2


def test_bold_and_code_have_widths_of_their_own() -> None:
    regular = full_width(words(text("Kafka"), metrics()))
    bold = full_width(words((Strong(text("Kafka")),), metrics()))
    code = full_width(words((Code("Kafka"),), metrics()))
    assert regular < bold < code


@given(CELLS, st.floats(1.5, 60))
def test_a_wider_column_never_has_more_lines(characters: str, width: float) -> None:
    pieces = words(text(characters), metrics())
    if width >= widest_word(pieces):
        assert line_count(pieces, width + 1.0) <= line_count(pieces, width)
    assert line_count(pieces, full_width(pieces) + 0.01) == 1


def rows(width: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=6)


@given(st.integers(1, 6).flatmap(rows), st.floats(8, 40), st.booleans())
def test_shares_add_up_and_no_column_vanishes(
    table: list[list[str]],
    width: float,
    row_headers: bool,  # noqa: FBT001
) -> None:
    it = grid(*("|".join(row) for row in table), row_headers=row_headers)
    shares = column_widths(it, width, metrics())
    assert sum(shares) == pytest.approx(1.0)
    assert all(share * width > 2 * CELL_PADDING for share in shares)


def test_columns_are_as_wide_as_their_text_needs() -> None:
    table = grid(
        "对比|四层|七层",
        "转发依据|IP 加端口|URL、Host、Cookie 等",
        "握手次数|1 次，直达后端|2 次，前后各一次",
    )
    shares = column_widths(table, 24.0, metrics())
    assert table_lines(table, shares, 24.0, metrics()) == [1, 1, 1]
    # Thirds would need two more lines.
    assert table_lines(table, (1 / 3,) * 3, 24.0, metrics()) != [1, 1, 1]


@given(st.integers(2, 4).flatmap(rows))
def test_trading_width_never_makes_a_table_longer_than_equal_columns(
    table: list[list[str]],
) -> None:
    it = grid(*("|".join(row) for row in table), row_headers=False)
    equal = (1 / len(table[0]),) * len(table[0])
    every = (it.header, *it.rows)
    needed = max(widest_word(words(cell, metrics(), bold=True)) for row in every for cell in row)
    if needed + 0.1 + 2 * CELL_PADDING > 24.0 / len(table[0]):
        return  # equal columns would break a word, which ours never do here
    best = column_widths(it, 24.0, metrics())
    lengths = [sum(table_lines(it, shares, 24.0, metrics())) for shares in (best, equal)]
    assert lengths[0] <= lengths[1]


def test_short_row_headers_stay_on_one_line() -> None:
    table = grid("对比|" + "很长的说明文字" * 6, "面对攻击时|" + "很长的说明文字" * 6)
    shares = column_widths(table, 20.0, metrics())
    assert shares[0] * 20.0 - 2 * CELL_PADDING >= 5.0


def test_code_is_as_large_as_its_longest_line_allows() -> None:
    assert code_size("ls", 24.0, 8.0, metrics()) == LARGEST_CODE
    long = "x" * 55
    size = code_size(long, 24.0, 8.0, metrics())
    assert SMALLEST_CODE_PT / 8.0 < size < LARGEST_CODE
    assert not wraps(long, size, 24.0, metrics())
    assert wraps(long + "x", size, 24.0, metrics())


def test_code_never_gets_too_small_to_read() -> None:
    size = code_size("x" * 500, 24.0, 7.0, metrics())
    assert size * 7.0 == pytest.approx(SMALLEST_CODE_PT, abs=0.01)
    assert wraps("x" * 500, size, 24.0, metrics())


def test_han_characters_in_code_are_two_columns_wide() -> None:
    assert metrics().code_width("# 中文") == pytest.approx(3.0)
    assert metrics().code_width("│─┐→") == pytest.approx(2.0)


def test_where_words_must_break_the_longest_does() -> None:
    table = grid("项|Kafka|RabbitMQ|RocketMQ", "序|有|有|由MessageQueueSelectorByHashOfTheKey选")
    shares = column_widths(table, 26.0, metrics())
    rooms = [share * 26.0 - 2 * CELL_PADDING for share in shares]
    for name, room in zip(("项", "Kafka", "RabbitMQ", "RocketMQ"), rooms, strict=True):
        assert line_count(words((Strong(text(name)),), metrics()), room) == 1, name
