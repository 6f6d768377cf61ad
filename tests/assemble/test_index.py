"""The index finds all lines that a table may need, and hardly more."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from cribdeck.assemble.claims import Claim, claims, continues
from cribdeck.assemble.index import lines_by_table
from cribdeck.assemble.lines import lines
from cribdeck.assemble.matching import names_of
from tests.extract.cases import outline_of

WORDS = ("Kafka", "甲乙", "缺点：慢", "，", "。", "\n", "\n\n", "## ", "- ", "快", "Redis 甲")
TABLES = (names_of([("Kafka",), ("Redis",)]), names_of([("甲乙",), ("丙",)]))


def key(claim: Claim) -> tuple[str, int, str, bool, bool]:
    return (claim.text, claim.entity, claim.about, claim.home, claim.opens)


@given(st.lists(st.sampled_from(WORDS), max_size=30))
@example(["Kafka", "\n", "甲乙", "\n", "缺点：慢"])
def test_the_same_is_claimed_in_the_lines_found_as_in_all(words: list[str]) -> None:
    everything = lines([outline_of("".join(words))])
    found = lines_by_table(everything, TABLES, continues)
    for names, some in zip(TABLES, found, strict=True):
        assert [*map(key, claims(some, names))] == [*map(key, claims(everything, names))]


def test_a_line_that_names_nothing_of_a_table_is_left_out() -> None:
    everything = lines([outline_of("# 甲\n\nKafka 快。\n\n别的东西。\n")])
    kafka, other = lines_by_table(everything, TABLES, continues)
    assert [it.written for it in kafka] == ["Kafka 快。"]
    assert other == []
