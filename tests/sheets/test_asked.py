"""Where the answers of cards stand in a line."""

from __future__ import annotations

import pytest

from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Origin,
    Statement,
)
from cribdeck.inline import Cloze, Code, RichText, Strong, Text, plain
from cribdeck.sheets.asked import Claim, claims, found
from tests.sheets.samples import at, text, texts

ORIGIN = Origin(at(), "rule", ())


def hidden(claim: Claim, line: RichText) -> str | None:
    place = found(claim, line)
    return None if place is None else plain(line)[place.start : place.stop]


@pytest.mark.parametrize(
    ("claim", "line", "expected"),
    [
        (Claim("一台服务器"), "Broker：一台服务器。", "一台服务器"),
        (Claim("一台服务器。"), "Broker：一台服务器。", "一台服务器"),
        (Claim("先写 内存"), "先写  内存，再刷盘", "先写  内存"),
        (Claim("Topic"), "Topics 不是 Topic", "Topic"),
        (Claim("acks"), "min_acks 与 acks_all", None),
        (Claim("没有这句"), "Broker：一台服务器。", None),
        (Claim("。，"), "只有标点。，", None),
        (Claim(""), "空的", None),
        # Behind a closing bracket points are set closer, as long as they are one text with it.
        (Claim("过程（会停顿）"), "重平衡：过程（会停顿）。", "过程（会停顿）。"),
        (Claim("过程（会停顿）"), "重平衡：过程（会停顿）：后文", "过程（会停顿）"),
    ],
)
def test_an_answer_is_found_without_the_points_around_it(
    claim: Claim, line: str, expected: str | None
) -> None:
    assert hidden(claim, text(line)) == expected


def test_a_meaning_is_looked_for_behind_its_term_first() -> None:
    line = text("队列：先进先出的队列")
    claim = Claim("队列", after="队列")
    place = found(claim, line)
    assert place == range(8, 10)
    # The expansion of an abbreviation may stand before it.
    assert hidden(Claim("消息队列", after="MQ"), text("消息队列（MQ）")) == "消息队列"


def test_a_piece_of_a_sentence_is_hidden_where_it_stands_in_it() -> None:
    claim = Claim("一次", sentence="至少一次，最多一次", offset=7)
    assert found(claim, text("语义：至少一次，最多一次。")) == range(10, 12)
    # Elsewhere only if it cannot be taken for another.
    assert found(claim, text("只说一次")) == range(2, 4)
    assert found(claim, text("一次又一次")) is None


def test_code_is_hidden_whole_or_not_at_all() -> None:
    line = (Text("默认 "), Code("acks=all"), Text("，"), Strong((Code("n=1"),)))
    assert hidden(Claim("acks=all"), line) == "acks=all"
    assert hidden(Claim("all"), line) is None
    assert hidden(Claim("默认 acks"), line) is None
    assert hidden(Claim("n=1"), line) == "n=1"
    assert hidden(Claim("1"), line) is None


TABLE = Comparison(ORIGIN, "record", (), texts("甲"), texts("乙"), ((text("丙"),),), ((at(),),))
SENTENCE = (Text("只在"), Cloze((Text("分区"), Cloze(text("内")))), Text("有序"))


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (Definition(ORIGIN, text("甲"), text("乙"), "both"), ["乙"]),
        (Definition(ORIGIN, text("甲"), text("乙"), "meaning"), ["乙"]),
        (Definition(ORIGIN, text("甲"), text("乙"), "term"), ["甲"]),
        (Listing(ORIGIN, text("领"), texts("甲", "乙")), ["甲", "乙"]),
        (Listing(ORIGIN, text("领"), texts("甲"), among=texts("甲", "乙")), []),
        (Abbreviation(ORIGIN, "MQ", "Message Queue"), ["Message Queue"]),
        (Statement(ORIGIN, SENTENCE), ["分区内", "内"]),
        (Contrast(ORIGIN, ((Cloze(text("甲")), Text("有序")),)), []),
        (TABLE, []),
    ],
)  # fmt: skip
def test_each_kind_of_card_hides_its_own(fact: Fact, expected: list[str]) -> None:
    assert [claim.answer for claim in claims(fact)] == expected
