"""What a person sees of an edit, and that nothing of either text is missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.changes.word_diff import Piece, marked, word_diff

TEXT = st.text(st.sampled_from("分区内的消息是有序 ab1,。\n"), max_size=40)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("消费者祖：一组消费者", "消费者组：一组消费者", "消费者[-祖-]{+组+}：一组消费者"),
        ("消息不会立即删除", "消息不会删除", "消息不会[-立即-]删除"),
        ("消息不会删除", "消息不会立即删除", "消息不会{+立即+}删除"),
        ("", "新的一句", "{+新的一句+}"),
        ("同一句", "同一句", "同一句"),
        (
            "Kafka keeps order in one partition",
            "Kafka keeps order in each partition",
            "Kafka keeps order in [-one-]{+each+} partition",
        ),
        (
            "ISR = In-Sync Replica",
            "ISR = In-Sync Replicas",
            "ISR = In-Sync [-Replica-]{+Replicas+}",
        ),
        ("第一行\n第二行", "第一行\n第三行", "第一行 / 第[-二-]{+三+}行"),
    ],
)
def test_a_change_is_marked_as_git_does(before: str, now: str, expected: str) -> None:
    assert marked(word_diff(before, now)) == expected


def test_a_sentence_written_anew_is_one_change_and_not_ten() -> None:
    pieces = word_diff("副本的数量是由主题的配置决定的", "分区里面的消息是有先有后的")
    assert sum(bool(it.gone or it.come) for it in pieces) == 1


def test_what_stayed_far_from_a_change_is_left_out() -> None:
    before = "长" * 100 + "旧" + "话" * 100
    shown = marked(word_diff(before, before.replace("旧", "新")))
    assert shown == f"…{'长' * 16}[-旧-]{{+新+}}{'话' * 16}…"


def test_very_long_texts_are_taken_as_written_anew_between_what_they_share() -> None:
    before, now = "甲乙" * 1000, "丙丁" * 1000
    assert word_diff(f"同{before}同", f"同{now}同") == (
        Piece(kept="同"),
        Piece(gone=before, come=now),
        Piece(kept="同"),
    )


@given(TEXT, TEXT)
def test_the_pieces_put_together_are_both_texts(before: str, now: str) -> None:
    pieces = word_diff(before, now)
    assert "".join(it.kept + it.gone for it in pieces) == before
    assert "".join(it.kept + it.come for it in pieces) == now
    kinds = [bool(it.kept) for it in pieces]
    assert all(one != other for one, other in pairwise(kinds))
    assert all(bool(it.kept) != bool(it.gone or it.come) for it in pieces)
