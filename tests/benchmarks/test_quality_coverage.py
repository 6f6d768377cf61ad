"""Which facts notes that were written anew teach: small cases whose answer a person can give."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
import yaml

from benchmarks.quality import closest, content, fact_coverage
from benchmarks.quality.built import built_folder
from benchmarks.quality.cards_of import Folder, QualityCard, folder_of
from benchmarks.quality.coded import terms
from benchmarks.quality.content import plain_statement
from benchmarks.quality.errata_lines import errata_report
from benchmarks.quality.fact_coverage import Fate, covered, read_verdicts, table
from benchmarks.quality.known import read_taught
from benchmarks.quality.table_coverage import read_tables, tables_report
from cribdeck.cli import main
from cribdeck.span import Span

TOPICS = {
    "topics": [
        {
            "id": "sys-kafka",
            "zh": "Kafka",
            "en": "Kafka",
            "children": [{"id": "kafka", "zh": "副本", "en": "Replicas"}],
        },
        {
            "id": "sys-web",
            "zh": "网络",
            "en": "Networking",
            "children": [{"id": "web", "zh": "HTTP", "en": "HTTP"}],
        },
    ]
}
FACTS = [
    (
        "k.1",
        "kafka",
        "definition",
        "ISR 是与 leader 保持同步的副本集合",
        "ISR: replicas in sync",
        [],
    ),
    ("k.2", "kafka", "number", "Kafka 的 broker 默认端口是 9092", "default port 9092", []),
    (
        "w.1",
        "web",
        "mechanism",
        "线程池复用线程，避免反复创建销毁",
        "thread pool reuses threads",
        [],
    ),
    ("w.2", "web", "mechanism", "TCP 握手需要三次；HTTPS 还要协商密钥", "handshakes", []),
    (
        "w.3",
        "web",
        "pitfall",
        "笔记称浮点转整数是向下取整；实际是向零截断",
        "truncation",
        ["float"],
    ),
    ("w.4", "web", "code", "不该出卡的命令 frobnicate", "never", ["gone"]),
    ("w.5", "web", "comparison", "TCP 面向连接、可靠；UDP 无连接、不可靠", "TCP versus UDP", []),
]
ERRATA = [
    {
        "id": "float",
        "said": "浮点转整数是向下取整",
        "right": "转换时向零截断，要向下取整用 floor()",
        "right_en": "casts truncate toward zero",
        "treatment": "correct",
        "right_terms": ["向零截断"],
        "facts": ["w.3"],
    },
    {"id": "gone", "said": "a", "right": "b", "treatment": "skip", "facts": ["w.4"]},
]


def cell(text: str) -> dict[str, object]:
    return {"text": text, "sources": ["a.md:1"]}


TABLES = [
    {
        "id": "tcp-udp",
        "title": "TCP 与 UDP",
        "entities": ["TCP", "UDP"],
        "aspects": [
            {"name": "连接", "cells": {"TCP": cell("面向连接"), "UDP": cell("无连接")}},
            {"name": "用途", "cells": {"TCP": cell("网页、文件"), "UDP": cell("视频通话")}},
            {"name": "首部", "cells": {"TCP": cell("20 字节"), "UDP": None}},
        ],
    }
]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    entries = [
        {
            "id": name,
            "topic": topic,
            "kind": kind,
            "statement": statement,
            "en": gloss,
            "importance": 3,
            "sources": [],
            "errata": errata,
        }
        for name, topic, kind, statement, gloss, errata in FACTS
    ]
    for name, entry in (
        ("facts", {"facts": entries}),
        ("topics", TOPICS),
        ("errata", {"errata": ERRATA}),
        ("comparisons", {"comparisons": TABLES}),
    ):
        text = yaml.safe_dump(entry, allow_unicode=True)
        path.with_name(f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def card(
    question: str, answer: str, *, crumbs: str = "", path: str = "a.md", whole: int | None = None
) -> QualityCard:
    span = Span(path, 1, 1, 1, 9)
    return QualityCard(f"{question}{answer}", 0, "rule", (span,), crumbs, question, answer, whole)


def fates(facts: Path, *cards: QualityCard, text: str = "") -> dict[str, Fate]:
    folder = Folder("notes", cards, {"a.md": tuple(text.split("\n"))}, {})
    found = covered(read_taught(facts), folder)
    return {it.fact.id: it.fate for it in found}


def test_examples_are_what_happens() -> None:
    assert doctest.testmod(closest) == (0, 1)
    assert doctest.testmod(content) == (0, 1)


def test_a_fact_in_other_words_is_on_a_card(facts: Path) -> None:
    cards = card("ISR：[...]", "跟 leader 保持同步的那些副本", crumbs="Kafka › 副本集合")
    assert fates(facts, cards)["k.1"] == "cards"


def test_other_names_of_a_thing_are_the_thing() -> None:
    assert terms("thread pool") == terms("线程池") == terms("Thread pools")
    assert terms("线程池") != terms("线程")


def test_a_fact_may_be_said_with_english_terms(facts: Path) -> None:
    cards = card("Thread pool 的好处是[...]", "复用 thread，避免反复创建、销毁")
    assert fates(facts, cards)["w.1"] == "cards"


def test_what_no_card_hides_is_only_in_the_notes(facts: Path) -> None:
    text = "# Kafka\n\nISR 是与 leader 保持同步的副本集合，由 Zookeeper 以外的角色[…]维护。"
    line = "ISR 是与 leader 保持同步的副本集合，默认 30 秒[...]就移出。"
    assert fates(facts, card(line, "跟不上"), text=text)["k.1"] == "notes"
    assert fates(facts)["k.1"] == "missing"


@pytest.mark.parametrize(
    ("line", "answer", "fate"),
    [
        ("Kafka 的 broker 默认端口是 [...]", "9092", "cards"),
        ("Kafka 的 broker 默认端口是 [...]", "2181", "missing"),
        ("ZooKeeper 的默认端口是 [...]", "2181", "missing"),
        ("[...] 的 broker 默认端口可以修改", "Kafka", "missing"),
    ],
)
def test_a_number_has_to_be_there(facts: Path, line: str, answer: str, fate: Fate) -> None:
    assert fates(facts, card(line, answer))["k.2"] == fate


def test_clauses_may_be_on_two_cards_of_one_file(facts: Path) -> None:
    first = card("TCP 握手需要[...]", "三次")
    second = card("HTTPS 还要[...]", "协商密钥")
    elsewhere = card("HTTPS 还要[...]", "协商密钥", path="b.md")
    assert fates(facts, first, second)["w.2"] == "cards"
    assert fates(facts, first)["w.2"] == "missing"
    assert fates(facts, first, elsewhere)["w.2"] == "missing"


def test_a_wrong_fact_is_taught_by_what_is_right(facts: Path) -> None:
    right = card("浮点转整数时[...]，要向下取整用 floor()", "向零截断")
    wrong = card("浮点转整数是[...]", "向下取整")
    assert fates(facts, right)["w.3"] == "cards"
    assert fates(facts, wrong)["w.3"] == "missing"
    assert plain_statement("笔记称甲；实际是乙（笔记误写丙）") == "实际是乙"


def test_what_an_erratum_wants_left_out_is_not_asked_for(facts: Path) -> None:
    assert "w.4" not in fates(facts)


def test_a_comparison_may_be_told_by_a_whole_table(facts: Path) -> None:
    rows = [("连接方式", "面向连接", "无连接"), ("可靠性", "可靠", "不可靠")]
    cards = [
        card(
            f"{row}\nTCP：{tcp}\nUDP：{udp}".replace(f"{name}：{answer}", f"{name}：[...]"),
            answer,
            crumbs="TCP vs UDP",
            whole=1,
        )
        for row, tcp, udp in rows
        for name, answer in (("TCP", tcp), ("UDP", udp))
    ]
    assert fates(facts, *cards)["w.5"] == "cards"
    assert fates(facts, *cards[:2])["w.5"] == "missing"


NOTE = """# Kafka

- ISR：与 leader 保持同步的那些副本

```sh
# 不是标题
```

## TCP vs UDP

| 协议 | 连接 | 用途 |
|---|---|---|
| TCP | 面向连接 | 网页 |
| UDP | 无连接 | 视频通话 |

PHP 浮点转整数向零截断，不是向下取整。
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text(NOTE, encoding="utf-8")
    return folder


def test_a_build_gives_what_its_notes_give(notes: Path, facts: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    assert main(["--source", str(notes), "--dist", str(dist), "--only", "cards", "--quiet"]) == 0
    built, compiled = built_folder(dist / "build.json", notes), folder_of(notes)
    assert built.lines == compiled.lines
    assert [(it.breadcrumb, it.question, it.answer) for it in built.cards] == [
        (it.breadcrumb, it.question, it.answer) for it in compiled.cards
    ]
    taught = read_taught(facts)
    entries = covered(taught, built)
    assert [it.fate for it in entries] == [it.fate for it in covered(taught, compiled)]
    assert {it.fact.id: it.fate for it in entries}["k.1"] == "cards"


def test_the_table_counts_shares_by_importance(facts: Path) -> None:
    taught = read_taught(facts)
    cards = (card("ISR：[...]", "跟 leader 保持同步的那些副本", crumbs="Kafka"),)
    entries = covered(taught, Folder("notes", cards, {}, {}))
    assert list(table("group", {"all": entries}))[-1] == "| all | 6 | 1/6 17% | – | – | 0 | 5 |"


def test_a_reader_has_the_last_word(facts: Path, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.txt"
    path.write_text("w.1 cards said as pooling\n\n# w.2 cards\nw.5 perhaps\n", encoding="utf-8")
    verdicts = read_verdicts(path)
    assert verdicts == {"w.1": "cards"}
    entries = covered(read_taught(facts), Folder("notes", (), {}, {}), verdicts)
    assert [it.fact.id for it in entries if it.fate == "cards"] == ["w.1"]


def test_a_known_table_is_found_either_way_round(facts: Path) -> None:
    known = read_tables(facts.with_name("comparisons.yaml"))
    lines = {"a.md": tuple(NOTE.split("\n"))}
    report = list(tables_report(known, lines, everything=True))
    assert "| tcp-udp | TCP 与 UDP | a.md:11 | 2/2 | 2/3 |" in report
    assert "|  | without: 首部 | | | |" in report
    assert "\n1 of 1 known tables are tables in the notes." in report


@pytest.mark.parametrize(
    "text",
    [
        "| 对比 | TCP | HTTP |\n|---|---|---|\n| 连接 | 面向连接 | 无状态 |",
        "| 对比 | TCP | UDP |\n|---|---|---|\n| 发明人 | 甲 | 乙 |",
        "TCP | UDP\n没有分隔行的 | 不是表",
        "TCP 面向连接，UDP 无连接",
    ],
)
def test_another_table_is_not_the_known_one(facts: Path, text: str) -> None:
    known = read_tables(facts.with_name("comparisons.yaml"))
    report = list(tables_report(known, {"a.md": tuple(text.split("\n"))}, everything=False))
    assert "\n0 of 1 known tables are tables in the notes." in report


def test_a_table_of_another_system_is_not_the_known_one(facts: Path) -> None:
    known = read_tables(facts.with_name("comparisons.yaml"))[0]
    zookeeper = type(known)("zk", "ZooKeeper 角色", known.entities, known.aspects, known.cells)
    lines = {"a.md": tuple(NOTE.split("\n"))}
    assert "\n0 of 1 known" in "\n".join(tables_report([zookeeper], lines, everything=False))


def test_lines_that_speak_of_an_erratum_are_listed(facts: Path) -> None:
    report = "\n".join(errata_report(read_taught(facts), {"a.md": tuple(NOTE.split("\n"))}))
    assert "a.md:16: PHP 浮点转整数向零截断，不是向下取整。" in report
    assert report.count("no line speaks of it") == 1
    assert report.endswith("2 errata, 1 of which no line speaks.")


@pytest.fixture
def arguments(notes: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words = ["fact_coverage.py", str(notes), "--facts", str(facts)]
    monkeypatch.setattr("sys.argv", words)
    return words


def test_the_program_lists_facts_with_what_says_them(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments += ["--list", "cards,missing", "--by-topic"]
    fact_coverage.main()
    said = capsys.readouterr().out
    assert "k.1 [definition, 3]" in said
    assert "card a.md:3" in said
    assert "— 副本 (kafka)" in said
    assert "1 facts are not asked for" in said


def test_the_program_has_reports_on_tables_and_errata(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments.append("--comparisons")
    fact_coverage.main()
    assert "1 of 1 known tables" in capsys.readouterr().out
    arguments[-1] = "--errata"
    fact_coverage.main()
    assert "2 errata, 1 of which no line speaks." in capsys.readouterr().out
