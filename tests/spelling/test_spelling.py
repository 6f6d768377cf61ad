"""Misspelt words are suspected with reason, and corrected only beyond doubt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from cribdeck.spelling import Spelling, check_spelling
from cribdeck.spelling.lexicon import is_known
from cribdeck.syntax import parse
from cribdeck.syntax.dump import dump
from cribdeck.syntax.nodes import Document
from tests.syntax.notes import notes

FOLLOWERS = "每个 follower 从 leader 拉取日志。\n" * 4
"""Enough of a word for it to be known as what the author writes."""


def document(text: str, path: str = "note.md") -> Document:
    found, _ = parse(path, text.encode())
    assert found is not None
    return found


def checked(*texts: str) -> Spelling:
    return check_spelling([document(text, f"{n}.md") for n, text in enumerate(texts, 1)])


def remarks(spelling: Spelling) -> list[str]:
    return [f"{it.span} {it.code} {it.message}" for it in spelling.diagnostics]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("aways", "always"),
        ("mongdb", "mongodb"),
        ("nestat", "netstat"),
        ("smpt", "smtp"),
        ("__isget()", "__isset"),
        ("funout", "fanout"),
        ("apahce", "apache"),
        ("profobuf", "protobuf"),
        ("canfirm", "confirm"),
        ("parition", "partition"),
        ("patition", "partition"),
        ("follwer", "follower"),
        ("kakfa", "kafka"),
        ("FailFase", "FailFast"),
    ],
)
def test_known_slips_are_suspected(written: str, right: str) -> None:
    (remark,) = remarks(checked(f"这里写着 {written} 这个词"))
    word = written.removesuffix("()")
    assert remark == f"1.md:1:6 suspected_typo {word}: is {right} meant?"


@pytest.mark.parametrize(
    "text",
    [
        "ETCH 是蚀刻",
        "vhost 是虚拟主机，nonce 是随机数",
        "etch vhost nonce brokers caching rebalanced unsubscribed",
        "`follwer` 是代码里的名字",
        "路径是 /opt/follwer/bin，键是 follwer.id，命令是 follwer()",
        "见 https://example.org/follwer 和 [链接](follwer.md)",
        "```\nfollwer\n```\n于是 follwer 是一个名字",
        "Tokio Zig Bazel",
        "MyISAM InnoDB MongoDB LevelDB",
        "la replica segue il capofila e riceve tutti gli aggiornamenti dal primo nodo",
    ],
)
def test_what_only_looks_misspelt_is_left_alone(text: str) -> None:
    assert remarks(checked(text)) == []


def test_a_word_like_two_others_is_nobodys_guess() -> None:
    assert remarks(checked("数据在 lede 里")) == []  # lead, lede, led


def test_the_notes_own_use_corrects_a_word() -> None:
    spelling = checked(f"{FOLLOWERS}- follwer：复制数据的**follwer**副本")
    assert "follwer" not in dump(spelling.documents[0])
    assert dump(spelling.documents[0]).count("follower") == 6
    assert [(str(it.span), it.written, it.corrected) for it in spelling.corrections["1.md"]] == [
        ("1.md:5:3", "follwer", "follower"),
        ("1.md:5:18", "follwer", "follower"),
    ]
    assert remarks(spelling) == ["1.md:5:3 corrected_typo follwer is read as follower, 2 times"]


def test_other_notes_of_the_deck_are_evidence_too() -> None:
    spelling = checked(FOLLOWERS, "follwer 只复制")
    assert [it.corrected for it in spelling.corrections["2.md"]] == ["follower"]
    assert "1.md" not in spelling.corrections


@pytest.mark.parametrize(
    "text",
    [
        FOLLOWERS + "Every follwer copies the log of its leader and then answers.",
        "follower 副本\n\nfollwer 副本",
        "每个 block 都有号，block 有头，block 有体，block 里有 blcok",
        "写 accepted，写 accepted，写 accepted，也写 acceptex",
    ],
)
def test_what_is_likely_but_not_certain_is_only_suspected(text: str) -> None:
    spelling = checked(text)
    assert [it.code for it in spelling.diagnostics] in (["suspected_typo"], [])
    assert spelling.corrections == {}
    assert spelling.documents == (document(text, "1.md"),)


def test_capitals_stay_as_written() -> None:
    spelling = checked(f"{FOLLOWERS}Follwer 复制")
    assert [it.corrected for it in spelling.corrections["1.md"]] == ["Follower"]


@pytest.mark.parametrize(
    ("written", "right"),
    [("MogoDB", "MongoDB"), ("Kafaka", "Kafka"), ("MYSQQL", "MYSQL"), ("FailFase", "FailFast")],
)
def test_capitals_inside_a_word_stay_where_they_are(written: str, right: str) -> None:
    (remark,) = remarks(checked(f"这里写着 {written} 这个词"))
    assert remark.endswith(f"{written}: is {right} meant?")


def test_an_abbreviation_is_suspected_only_where_the_right_one_is_common() -> None:
    common = "- 加速：CDN 缓存静态资源\n" * 5
    assert remarks(checked(f"{common}- 回源：CND 没有缓存时问源站")) == [
        "1.md:6:6 suspected_typo CND: is CDN meant?"
    ]
    for text in ("- 加速：CDN 缓存\n- 回源：CND 问源站", f"{common}- 编号：cnd 是一列", common):
        assert remarks(checked(text)) == []


@pytest.mark.parametrize(
    "words", ["MetaQ WINCH execvp SIGWINCH", "epoll_wait getsockopt SIGKILL", "TiKV RocksDB Nacos"]
)
def test_names_of_products_signals_and_system_calls_are_known(words: str) -> None:
    assert remarks(checked(f"这里写着 {words}")) == []
    assert all(map(is_known, words.lower().replace("_", " ").split()))


LOST = "㈠ 模型\nProcer(生产者)\n用 tcpmp 看 procer 和 broker 的通信，由 procer.type 决定。\n"


def test_two_lost_letters_are_put_back_where_they_are_lost_throughout() -> None:
    spelling = checked(LOST)
    shown = dump(spelling.documents[0])
    assert "Producer(生产者)" in shown
    assert "用 tcpdump 看 producer 和 broker 的通信，由 producer.type 决定。" in shown
    assert [it.written for it in spelling.corrections["1.md"]] == [
        "Procer",
        "tcpmp",
        "procer",
        "procer",
    ]


@pytest.mark.parametrize(
    "text",
    [
        LOST + "during：这个词没有丢字母",
        "procer 把消息发给 broker，procer 不等应答，procer 再发。",
    ],
)
def test_lost_letters_are_not_put_back_on_a_mere_suspicion(text: str) -> None:
    assert checked(text).corrections == {}


def test_spans_and_text_are_those_of_the_file() -> None:
    note = f"{FOLLOWERS}- a&amp;b `follwer` 之后的 follwer"
    before = document(note, "1.md")
    (after,) = check_spelling([before]).documents
    assert after.text == before.text
    assert [block.span for block in after.blocks] == [block.span for block in before.blocks]


@given(notes())
@settings(max_examples=60, deadline=None)
def test_words_stand_where_their_spans_say(note: str) -> None:
    known = "consumer producer broker partition replica offset cluster election"
    known += " message storage network protocol database"
    text = f"{FOLLOWERS}{known}\n\nfollwer 在此，profobuf 也在 *apahce* 里\n\n{note}"
    lines = document(text).text.split("\n")
    spelling = checked(text)
    assert {it.message.split(":")[0].split(" ")[0] for it in spelling.diagnostics} >= {"profobuf"}
    for remark in spelling.diagnostics:
        span = remark.span
        written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        assert remark.message.startswith(written)
