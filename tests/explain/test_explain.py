"""What `explain` says of a source and of a line is what a build does with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cribdeck.cli import main
from cribdeck.explain.evidence import Evidence
from cribdeck.explain.gather import line_report, source_report
from cribdeck.explain.report import LineReport, SourceReport, json_text
from cribdeck.explain.terminal import COLUMNS, width
from cribdeck.explain.text import line_text, source_text
from cribdeck.pipeline import Built, Options, build, explain
from cribdeck.progress import Silent
from cribdeck.world import World

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"

NOTE = """\
---
title: 消息队列
---
# 消息队列

##概念
- 惊群：一个事件唤醒所有等待它的进程
- 注意：重启之前先备份数据
- [一个链接](https://example.org/)

## 四层和七层
| 对比 | 四层 | 七层 |
|---|---|---|
| 依据 | 端口 | 主机名 |

```sh
ls
```
"""
FRONT_MATTER, HEADING, TERM, NO_CONCEPT, LINK, TABLE_ROW, CODE = 2, 6, 7, 8, 9, 14, 17


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    source = tmp_path / "backend"
    source.mkdir()
    (source / "mq.md").write_text(NOTE, encoding="utf-8")
    return World(source, tmp_path / "dist", source / "ledger.jsonl", TEMPLATES)


def evidence_of(world: World, path: str = "mq.md") -> Evidence:
    evidence = explain(world, path)
    assert isinstance(evidence, Evidence)
    return evidence


def line(world: World, number: int) -> LineReport:
    return line_report(evidence_of(world), number)


def source(world: World) -> SourceReport:
    return source_report(evidence_of(world))


def said(report: LineReport) -> dict[str, str]:
    """Return what the rules said that had something to say."""
    return {it.name: f"{it.verdict}: {it.said}" for it in report.rules if it.looked_at}


def test_a_rule_that_fires_and_the_cards_it_gives(world: World) -> None:
    report = line(world, TERM)
    assert said(report) == {
        "colon_term": "fired: definition 惊群 := 一个事件唤醒所有等待它的进程 [ask both]"
    }
    (note,) = report.notes
    assert (note.rule, note.deck, note.state) == ("colon_term", "backend::消息队列", "new")
    assert (note.crumbs, note.back) == (("消息队列", "概念"), ("mq.md › 概念",))
    assert [(card.question, card.answer) for card in note.cards] == [
        ("[...]：一个事件唤醒所有等待它的进程", "惊群"),
        ("惊群：[...]", "一个事件唤醒所有等待它的进程"),
    ]
    assert report.breadcrumb == ("消息队列", "概念")


def test_guid_and_state_are_those_of_the_build(world: World) -> None:
    built = json.loads(build(world, Options("cards"), Silent()).manifest)
    (note,) = line(world, TERM).notes
    assert note.guid in {it["guid"] for it in built["notes"]}
    assert note.state == "unchanged"


def test_a_rule_that_declines_says_why(world: World) -> None:
    report = line(world, NO_CONCEPT)
    assert said(report)["colon_term"] == "declined: “注意” names no concept"
    assert report.notes == ()
    assert report.why_none == "colon_term: “注意” names no concept"


def test_rules_come_in_their_order_of_precedence(world: World) -> None:
    evidence = evidence_of(world)
    names = list(dict.fromkeys(it.name for it in line_report(evidence, TERM).rules))
    assert names == [rule.name for rule in evidence.rules]


def test_a_rule_that_is_off_says_how_to_switch_it_on(world: World) -> None:
    (world.source / "cribdeck.toml").write_text("[rules]\ncolon_term = false\n")
    off = [it.name for it in line(world, TERM).rules if it.verdict == "off"]
    assert "colon_term" in off
    assert "`colon_term = true`" in next(
        it.said for it in line(world, TERM).rules if it.name == "colon_term"
    )


def test_what_never_makes_cards_is_asked_of_no_rule(world: World) -> None:
    report = line(world, LINK)
    assert (report.rules, report.never, report.why_none) == ((), "link only", "link only")


def test_repairs_are_named_with_what_they_made_of_the_line(world: World) -> None:
    (repair,) = line(world, HEADING).repairs
    assert (repair.written, repair.read) == ("##概念", "## 概念")
    assert repair.by == ("tight_headings",)


def test_a_row_of_a_table_shows_its_own_note(world: World) -> None:
    (note,) = line(world, TABLE_ROW).notes
    assert [card.answer for card in note.cards] == ["端口", "主机名"]


TABLE = """\
## 消息队列的对比
| 对比 | Kafka | RabbitMQ | RocketMQ |
|---|---|---|---|
| 语言 | Scala | Erlang | Java |
| 吞吐 | 十万级 | 万级 | 十万级 |
| 事务 | ✓ | ✗ | ✓ |

- 事务的现象
  > | 级别 | 现象 |
  > |---|---|
  > | 读未提交 | 会有脏读 |
"""


def cards_at(world: World, number: int, column: int | None = None) -> list[str]:
    (world.source / "mq.md").write_text(TABLE, encoding="utf-8")
    report = line_report(evidence_of(world), number, column)
    return [card.answer for note in report.notes for card in note.cards]


def test_a_row_shows_what_is_asked_of_it_and_nothing_of_other_rows(world: World) -> None:
    assert cards_at(world, 4) == ["Scala", "Erlang", "Java"]
    assert cards_at(world, 6) == ["Kafka、RocketMQ"]


@pytest.mark.parametrize(
    ("number", "cell", "answers"),
    [
        (4, "Erlang", ["Erlang"]),
        (4, "语言", ["Scala", "Erlang", "Java"]),
        (5, "十万级", ["十万级"]),
        (6, "✓", ["Kafka、RocketMQ"]),
        (11, "会有脏读", ["会有脏读"]),
    ],
)
def test_a_column_names_the_cell(world: World, number: int, cell: str, answers: list[str]) -> None:
    column = TABLE.split("\n")[number - 1].index(cell) + 1
    assert cards_at(world, number, column) == answers


ASKS = """\
# 队列
## Kafka
- Kafka 的协议：自有的{{c1::二进制}}协议

## Kafka vs RabbitMQ
| 对比 | Kafka | RabbitMQ（rabbit） |
|---|---|---|
| 协议（通信协议） | ? | AMQP |
| 推拉 | ? | ? |
"""


def test_a_cell_that_was_filled_shows_its_card(world: World) -> None:
    (world.source / "mq.md").write_text(ASKS, encoding="utf-8")
    evidence = evidence_of(world)
    row = ASKS.split("\n").index("| 协议（通信协议） | ? | AMQP |") + 1

    def answers(column: int | None) -> list[str]:
        notes = line_report(evidence, row, column).notes
        return [card.answer for note in notes for card in note.cards]

    assert answers(None) == ["自有的二进制协议", "AMQP"]
    assert answers(14) == ["自有的二进制协议"]
    assert answers(18) == ["AMQP"]
    assert line_report(evidence, row + 1, None).notes == ()


@pytest.mark.parametrize(
    ("number", "nothing"),
    [
        (FRONT_MATTER, "front matter: settings of the note"),
        (5, "a blank line"),
        (TERM, ""),
    ],
)
def test_a_line_that_shows_nothing_is_called_what_it_is(
    world: World, number: int, nothing: str
) -> None:
    assert line(world, number).nothing == nothing


def test_comments_and_rules_between_parts(world: World) -> None:
    text = "甲\n\n***\n\n<!-- cards: off -->\n<!-- 草稿 -->\n"
    (world.source / "mq.md").write_text(text, encoding="utf-8")
    reports = [line(world, number).nothing for number in (3, 5, 6)]
    assert reports == [
        "a rule between parts of the note",
        "an instruction to Cribdeck: cards: off",
        "a comment, a link definition or other markup that shows nothing",
    ]


def test_a_lead_shows_the_cards_of_the_list_below_it(world: World) -> None:
    (world.source / "mq.md").write_text(
        "# 负载均衡\n\n负载均衡算法：\n\n- 轮询\n- 随机\n- 最少连接\n", encoding="utf-8"
    )
    (note,) = line(world, 3).notes
    assert (note.rule, note.line, note.end_line) == ("sibling_list", 5, 7)


def test_what_is_said_twice_is_asked_elsewhere(world: World) -> None:
    (world.source / "other.md").write_text(
        "# 其它\n- 惊群：一个事件唤醒所有等待它的进程\n", encoding="utf-8"
    )
    paths = {note.path for note in line(world, TERM).notes}
    paths |= {note.path for note in line_report(evidence_of(world, "other.md"), 2).notes}
    assert len(paths) == 1


def test_totals_are_those_of_the_manifest(world: World) -> None:
    report = source(world)
    built = json.loads(build(world, Options("cards"), Silent()).manifest)
    coverage = built["coverage"]["mq.md"]
    assert report.passages == coverage["units"]
    assert report.asked == coverage["used"]
    assert sum(it.count for it in report.sheet_only) == coverage["on_sheet_only"]
    assert report.notes == len(built["notes"])
    assert report.cards == sum(len(note["cards"]) for note in built["notes"])


def test_every_block_of_the_source_is_listed_in_order(world: World) -> None:
    assert [(it.line, it.kind, it.fate) for it in source(world).blocks] == [
        (4, "heading 1", "heading"),
        (6, "heading 2", "heading"),
        (7, "list item", "asked"),
        (8, "list item", "sheet only"),
        (9, "list item", "unused"),
        (11, "heading 2", "heading"),
        (12, "table of 1 rows", "asked"),
        (16, "code (sh)", "sheet only"),
    ]


def test_a_source_without_sheet_has_nothing_on_a_sheet(world: World) -> None:
    text = NOTE.replace("title: 消息队列", "sheet: off")
    (world.source / "mq.md").write_text(text, encoding="utf-8")
    assert source(world).sheet_only == ()
    (world.source / "cribdeck.toml").write_text(
        '[[sheet]]\nname = "all"\nsources = ["mq.md"]\n', encoding="utf-8"
    )
    assert source(world).sheet_only != ()


def test_text_fits_a_terminal_and_json_holds_the_same(world: World) -> None:
    evidence = evidence_of(world)
    texts = [source_text(source_report(evidence))]
    for number in range(1, len(evidence.lines) + 1):
        report = line_report(evidence, number)
        texts += [line_text(report), line_text(report, every_rule=True)]
        assert json.loads(json_text(report))["line"] == number
    hanging = 2  # a mark that must not begin a line
    assert all(width(it) <= COLUMNS + hanging for text in texts for it in text.splitlines())


def test_the_text_names_silent_rules_in_one_line_or_one_by_one(world: World) -> None:
    report = line(world, TERM)
    assert line_text(report).count("No pattern") == 1
    assert "comparison_table" not in line_text(report)
    assert "comparison_table (looks at tables only)" in line_text(report, every_rule=True)


def test_nothing_is_written(world: World) -> None:
    before = sorted(world.source.parent.rglob("*"))
    evidence_of(world)
    assert sorted(world.source.parent.rglob("*")) == before


def test_a_binary_file_is_said_to_be_one(world: World) -> None:
    (world.source / "b.md").write_bytes(b"\x00\x01\x02\xff" * 50)
    stopped = explain(world, "b.md")
    assert isinstance(stopped, Built)
    assert [it.span.path for it in stopped.diagnostics] == ["b.md"]


def command(world: World, *words: str) -> int:
    return main(["explain", "--source", str(world.source), *words])


def test_a_path_may_be_below_the_source_folder_or_the_current_one(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(world.source.parent)
    for word in ("mq.md", "backend/mq.md", str(world.source / "mq.md")):
        assert command(world, f"{word}:{TERM}") == 0
        assert capsys.readouterr().out.startswith(f"Line       mq.md:{TERM}\n")


def test_a_name_with_a_colon_is_a_name_first(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    (world.source / "a:1").mkdir()
    (world.source / "a:1" / "b.md").write_text("# 甲\n", encoding="utf-8")
    assert command(world, "a:1/b.md") == 0
    assert capsys.readouterr().out.startswith("Source     a:1/b.md")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("qm.md", "there is no note qm.md in the source folder; did you mean mq.md?"),
        ("mq.md:99", "mq.md has 18 lines; there is no line 99"),
        ("mq.md:0", "mq.md has 18 lines; there is no line 0"),
        ("../ledger.jsonl", "there is no note ../ledger.jsonl in the source folder"),
    ],
)
def test_a_wrong_place_is_one_sentence_and_exit_code_two(
    world: World, capsys: pytest.CaptureFixture[str], word: str, sentence: str
) -> None:
    assert command(world, word) == 2
    assert capsys.readouterr().err.startswith(f"build.py: {sentence}")


def test_json_on_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(world, "mq.md", "--json") == 0
    assert json.loads(capsys.readouterr().out)["path"] == "mq.md"
