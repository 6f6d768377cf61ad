"""Rich text is cut at sentence ends and labels, never inside brackets, code or math."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.extract.splitting import labelled, leading, sentences, without_brackets
from cribdeck.inline import Code, Math, Strong, Text, plain


def split(text: str) -> list[str]:
    return [plain(sentence) for sentence in sentences((Text(text),))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先写日志。再写磁盘。", ["先写日志。", "再写磁盘。"]),
        ("占内存；重启慢", ["占内存；", "重启慢"]),
        ("它快（见下。）而且稳。", ["它快（见下。）而且稳。"]),
        ("他说「好。」然后走了", ["他说「好。」然后走了"]),
        ("It is fast. It is safe.", ["It is fast.", "It is safe."]),
        ("See v1.2 and e.g. this", ["See v1.2 and e.g. this"]),
        ("括号（没有关上。后面还有", ["括号（没有关上。", "后面还有"]),
        ("注意：1.先备份 2.再升级", ["注意：", "先备份", "再升级"]),
        ("Note: (1) back up, (2) upgrade", ["Note:", "back up,", "upgrade"]),
        ("版本：1.先备份 3.再升级", ["版本：1.先备份 3.再升级"]),
        ("端口 1. 先备份 2. 再升级", ["端口 1. 先备份 2. 再升级"]),
        ("比例：1.5 和 2.5", ["比例：1.5 和 2.5"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_code_and_math_are_never_cut() -> None:
    text = (Text("用 "), Code("a;b"), Text(" 和 "), Math("x!"), Text(" 表示。完"))
    assert list(map(plain, sentences(text))) == ["用 a;b 和 x! 表示。", "完"]


@given(st.text(alphabet="甲乙a。；!（) .A", max_size=40))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(st.text(alphabet="甲乙a。；：（) ", max_size=40), st.integers(0, 20))
def test_leading_sentences_are_a_beginning_that_fits(text: str, longest: int) -> None:
    part = plain(leading((Text(text),), longest))
    assert text.startswith(part) or text.strip().startswith(part.strip())
    assert len("".join(c for c in part if c in "甲乙")) <= longest


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("惊群：一个事件", "惊群", "一个事件"),
        ("ISR: 同步副本", "ISR", "同步副本"),
        ("topic:消息的分类", "topic", "消息的分类"),
        ("patition:topic是逻辑概念", "patition", "topic是逻辑概念"),
        ("过期（策略：惰性）：访问时检查", "过期（策略：惰性）", "访问时检查"),
        ("端口:6379", "端口", "6379"),
    ],
)
def test_labels(text: str, term: str, meaning: str) -> None:
    label = labelled((Text(text),))
    assert label is not None
    assert (label.name, label.body) == (term, meaning)


@pytest.mark.parametrize(
    "text",
    [
        "12:30 开始",
        "localhost:8080",
        "curl -u user:password 的形式",
        "std::vector 很快",
        "http://example.org",
        "a := b",
        "：没有词",
        "没有意思：",
        "（括号：里面",
        "一个非常长的标签" * 8 + "：意思",
    ],
)
def test_no_labels(text: str) -> None:
    assert labelled((Text(text),)) is None


def test_a_colon_in_code_is_no_label() -> None:
    assert labelled((Code("a:b"), Text(" 是地址"))) is None


def test_styles_of_term_and_meaning_are_kept() -> None:
    label = labelled((Strong((Text("令牌桶"),)), Text("："), Code("rate")))
    assert label is not None
    assert (label.term, label.meaning) == ((Strong((Text("令牌桶"),)),), (Code("rate"),))


def test_dashes_count_only_when_asked_for() -> None:
    text = (Text("Leader - 处理读写"),)
    assert labelled(text) is None
    label = labelled(text, dashes=True)
    assert label is not None
    assert (label.name, label.link, label.body) == ("Leader", "-", "处理读写")


def test_without_brackets_never_leaves_nothing() -> None:
    assert without_brackets("ISR（In-Sync Replicas）") == "ISR"
    assert without_brackets("（全部）") == "（全部）"
