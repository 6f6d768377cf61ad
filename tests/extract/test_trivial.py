"""Answers made of words that fit after every cause."""

from __future__ import annotations

import pytest

from cribdeck.extract.trivial import says_little


@pytest.mark.parametrize(
    "answer",
    [
        "提高系统的性能",
        "保持集群的整体性能最优",
        "将风险降到最低",
        "剧烈变动",
        "比较难实现",
        "使用的更广一些",
    ],
)
def test_an_evaluation_of_something_general_says_little(answer: str) -> None:
    assert says_little(answer)


@pytest.mark.parametrize(
    "answer",
    ["减少网络开销", "提高查询的速度", "内存碎片", "吞吐量更低", "数据丢失", "ISR", "保证最终一致"],
)
def test_one_word_more_makes_a_fact(answer: str) -> None:
    assert not says_little(answer)
