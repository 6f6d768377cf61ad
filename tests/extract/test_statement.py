"""Lines of a paragraph: kept apart in notes, joined in wrapped prose."""

from __future__ import annotations

import pytest

from cribdeck.extract.statement import picture, statements
from cribdeck.inline import Image, Strong, Text, plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Line

LATIN = "the leader of a partition handles every read and write for that partition"
LONG_HAN = "消费组里的每一个消费者都会分到主题的一部分分区而且在同一个时刻一个分区只会交给一个"


def lines(*texts: str, same_line: bool = False) -> tuple[Line, ...]:
    return tuple(
        Line(
            Span("a.md", 1 if same_line else n, 1, 1 if same_line else n, len(text) + 1),
            (Text(text),),
        )
        for n, text in enumerate(texts, start=1)
    )


def texts(found: tuple[Line, ...]) -> list[str]:
    return [plain(line.content) for line in found]


def test_short_lines_are_statements_of_their_own() -> None:
    assert texts(statements(lines("先删缓存", "再更新数据库"))) == ["先删缓存", "再更新数据库"]


def test_english_goes_on_with_a_small_letter() -> None:
    found = statements(lines(LATIN, "and its followers only copy."))
    assert texts(found) == [f"{LATIN} and its followers only copy."]
    assert found[0].span == Span("a.md", 1, 1, 2, 29)


def test_english_does_not_go_on_with_a_capital() -> None:
    assert len(statements(lines(LATIN, "Followers only copy."))) == 2


@pytest.mark.parametrize("after", ["clients retry on their own", "a follower only copies"])
def test_a_small_letter_tells_nothing_where_the_line_began_with_one(after: str) -> None:
    """Many authors write notes without capitals and full stops."""
    assert len(statements(lines(LATIN, after))) == 2
    assert len(statements(lines(LATIN.capitalize(), after))) == 1


@pytest.mark.parametrize("after", ["，所以断电之后可以恢复", "）之后再返回"])
def test_a_mark_that_closes_goes_on_below_a_short_line(after: str) -> None:
    assert texts(statements(lines("先记日志", after))) == ["先记日志" + after]


def test_a_full_width_comma_goes_on_below_a_line_that_is_not_long() -> None:
    assert len(statements(lines("如果主节点已经下线，", "就选出新的"))) == 1
    assert len(statements(lines("主节点，", "从节点"))) == 2


def test_a_comma_at_the_end_of_a_long_line_goes_on_without_a_space() -> None:
    broken = LONG_HAN + "，"
    assert texts(statements(lines(broken, "其他的消费者在等待"))) == [broken + "其他的消费者在等待"]


def test_a_long_chinese_line_without_a_comma_is_a_statement() -> None:
    """Study notes often leave out the full stop."""
    assert len(statements(lines(LONG_HAN, "其他的消费者在等待"))) == 2


def test_three_even_lines_are_wrapped_prose() -> None:
    assert len(statements(lines(LONG_HAN, LONG_HAN, "消费者"))) == 1


def test_lines_of_about_equal_length_are_no_wrapped_prose() -> None:
    """The first word of the third line would have fitted on the second."""
    assert len(statements(lines(LONG_HAN, LONG_HAN[:-8], LONG_HAN[:-3]))) == 3


def test_a_mark_may_hang_over_where_chinese_is_wrapped() -> None:
    assert len(statements(lines(LONG_HAN + "，", LONG_HAN, "消费者"))) == 1


def test_wrapped_english_is_joined_whatever_it_goes_on_with() -> None:
    found = statements(lines(LATIN, LATIN[:-4] + "API", "Kafka keeps the rest"))
    assert len(found) == 1


def test_a_sentence_end_or_a_label_below_keeps_lines_apart() -> None:
    assert len(statements(lines(LONG_HAN + "。", LONG_HAN + "。", "消费者"))) == 3
    assert len(statements(lines(LONG_HAN + "，", "位移：消息在分区里的位置"))) == 2


def test_parts_of_one_source_line_stay_apart() -> None:
    """There is a <br> between them."""
    assert len(statements(lines(LATIN, "and so on", same_line=True))) == 2


@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_lines_are_left_out(blank: str) -> None:
    assert texts(statements(lines("先删缓存", blank, "再更新"))) == ["先删缓存", "再更新"]


def test_a_picture_stands_by_itself() -> None:
    image = Line(Span("a.md", 2, 1, 2, 9), (Text(" "), Image("", "a.png")))
    first, last = lines(LATIN, "and so on")
    assert statements((first, image, last)) == (first, image, last)
    assert picture(image) == Image("", "a.png")
    assert picture(first) is None


def test_styles_survive_the_join() -> None:
    first = lines(LATIN)[0]
    second = Line(Span("a.md", 2, 1, 2, 9), (Strong((Text("and so on"),)),))
    assert statements((first, second))[0].content[-1] == Strong((Text("and so on"),))
