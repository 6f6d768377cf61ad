"""The shapes of messy real notes, each by name: what the author meant is what is read.

Where a whole tree says more than a list of lines, the case is in `trees/messy.txt`.
"""

from __future__ import annotations

import pytest

from cribdeck.extract import extract
from cribdeck.facts.model import Abbreviation, Definition
from cribdeck.inline import Highlight, plain
from cribdeck.lint import CHECKS, lint
from cribdeck.spelling import check_spelling
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Document, Heading, Item, Line, Paragraph, Table
from tests.extract.cases import facts_of, notes_of, outline_of
from tests.syntax.test_spans import walk


def document(note: str | bytes) -> Document:
    found, _ = parse("note.md", note if isinstance(note, bytes) else note.encode())
    assert found is not None
    return found


def headings(note: str) -> list[tuple[int, str]]:
    nodes = walk(document(note).blocks)
    return [(it.level, plain(it.content)) for it in nodes if isinstance(it, Heading)]


def items(note: str) -> list[tuple[str, str]]:
    found = [it for it in walk(document(note).blocks) if isinstance(it, Item)]
    return [(it.marker, texts(it)[0]) for it in found]


def texts(item: Item) -> list[str]:
    first = item.blocks[0]
    assert isinstance(first, Paragraph)
    return [plain(line.content) for line in first.lines]


def lines(note: str) -> list[str]:
    return [plain(it.content) for it in walk(document(note).blocks) if isinstance(it, Line)]


def crumbs(note: str) -> list[tuple[str, ...]]:
    return [fact.origin.breadcrumb for fact in facts_of(outline_of(note))]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param("------- 网络 -------\n正文", (1, "网络"), id="banner rules"),
        pytest.param("一句话\n\nREDIS\n单线程", (2, "REDIS"), id="all-caps topic"),
        pytest.param("㈠ 选型\n正文", (2, "㈠ 选型"), id="chapter mark in a circle"),
        pytest.param("一、选型\n正文", (2, "一、选型"), id="chapter mark with a comma"),
        pytest.param("第三章 选举\n正文", (2, "第三章 选举"), id="chapter with a number"),
        pytest.param("##负载均衡", (2, "负载均衡"), id="no space behind number signs"),
        pytest.param("#### 2.1简单请求", (4, "2.1简单请求"), id="number without a space"),
        pytest.param("- 甲\n\n  # 服务拆分", (1, "服务拆分"), id="heading indented in a list"),
        pytest.param("---\n- **Kafka**\n  - 快", (2, "Kafka"), id="bold bullet that is a heading"),
        pytest.param("## ⭐️ 布隆过滤器", (2, "布隆过滤器"), id="star before a heading"),
        pytest.param("### 🚀🔥 3. 分库", (3, "3. 分库"), id="emoji before a heading"),
        pytest.param("## | 幂等 |", (2, "幂等"), id="heading beginning with a pipe"),
        pytest.param("# 缓存\n\n| 雪崩 |\n正文", (2, "雪崩"), id="a title between pipes"),
    ],
)
def test_heading(note: str, expected: tuple[int, str]) -> None:
    assert headings(note)[-1] == expected


@pytest.mark.parametrize(
    "note",
    ["第一次握手", "OK", "# include <stdio.h>"[1:], "master--------fork", "一、这是一句话。"],
)
def test_no_heading(note: str) -> None:
    assert headings(note) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("1，", "2，", id="full-width comma"),
        pytest.param("1,", "2,", id="comma"),
        pytest.param("1、", "2、", id="enumeration comma"),
        pytest.param("1)", "2)", id="bracket"),
        pytest.param("1）", "2）", id="full-width bracket"),
        pytest.param("（1）", "（2）", id="brackets"),
        pytest.param("1.", "2.", id="full stop"),
        pytest.param("1 ", "2 ", id="bare number"),
        pytest.param("1：", "2：", id="colon"),
        pytest.param("①", "②", id="circled"),
        pytest.param("1⃣️", "2⃣️", id="keycap"),
        pytest.param("1️⃣", "2️⃣", id="keycap emoji"),
        pytest.param("step1：", "step2：", id="step"),
        pytest.param("第一步：", "第二步：", id="ordinal step"),
        pytest.param("一、", "二、", id="Chinese number"),
        pytest.param("a.", "b.", id="letter"),
        pytest.param("🔸", "🔸", id="emoji bullet"),
        pytest.param("●", "●", id="filled bullet"),
        pytest.param("[ ] ", "[x] ", id="task without a bullet"),
    ],
)
def test_marker(first: str, second: str) -> None:
    is_dash = first in {"[ ] ", "🔸"}
    found = items(f"{first}反向代理\n{second}动静分离")
    markers = ("-", "-") if is_dash else (first.strip(), second.strip())
    assert found == [(markers[0], "反向代理"), (markers[1], "动静分离")]


def test_trap_1_a_line_of_links_is_not_the_lead_of_the_list_below() -> None:
    note = "## Kafka\n[参考1](https://e.org/1) [参考2](https://e.org/2)\n* Broker：保存消息的服务器"
    assert crumbs(note) == [("Kafka",)]


def test_trap_2_a_list_of_bare_numbers_does_not_swallow_the_lines_below() -> None:
    note = (
        "三大优点：\n1 减少扫描的数据量\n2 避免排序和临时表\n三星索引：包含全部列\n二次索引：分开"
    )
    assert [texts(it) for it in walk(document(note).blocks) if isinstance(it, Item)] == [
        ["减少扫描的数据量"],
        ["避免排序和临时表"],
    ]


@pytest.mark.parametrize(
    "note", ["# Raft\n\n## 共识\n{}", "# 共识\n\n## Raft\n{}", "共识 Raft：\n- {}"]
)
def test_trap_3_no_title_above_shows_the_answer(note: str) -> None:
    found = notes_of(outline_of(note.format("Raft 是一种共识算法，用任期和多数派选出领导者。")))
    answers = [card.answer for it in found for card in it.cards]
    assert answers
    assert "Raft" not in answers
    elsewhere = notes_of(outline_of("# 共识\n\nRaft 是一种共识算法，用任期和多数派选出领导者。"))
    assert "Raft" in [card.answer for it in elsewhere for card in it.cards]


def test_trap_4_the_file_name_is_the_outermost_crumb() -> None:
    facts = facts_of(outline_of("## what\n削峰：把突来的请求先放进队列", "03-消息队列.md"))
    assert {fact.origin.breadcrumb[0] for fact in facts} == {"消息队列"}


def test_trap_5_a_first_handshake_is_not_numbered() -> None:
    assert items("- 第一次握手：发送 SYN") == [("-", "第一次握手：发送 SYN")]
    assert crumbs("## 第一次握手\n序号：客户端随机选一个数字") == [("第一次握手",)]


@pytest.mark.parametrize("note", ["松散（==）代替严格（===）", "a==b，c===d", "x == y 和 y == z"])
def test_trap_6_equal_signs_are_no_highlight(note: str) -> None:
    (line,) = (it for it in walk(document(note).blocks) if isinstance(it, Line))
    assert plain(line.content) == note
    assert not any(isinstance(node, Highlight) for node in line.content)


def test_trap_7_a_colon_in_code_makes_no_label() -> None:
    assert facts_of(outline_of("`:` 前面写上用户的名字")) == []


@pytest.mark.parametrize(
    ("note", "term"),
    [
        ("Redis是一种把数据放在内存里的数据库", "Redis"),
        ("内容分发网络CDN（Content Delivery Network）把内容放到边缘", "CDN"),
        ("默认用CFS（Completely Fair Scheduler）调度进程", "CFS"),
    ],
)
def test_trap_8_a_latin_name_ends_where_chinese_begins(note: str, term: str) -> None:
    (found,) = (
        it for it in facts_of(outline_of(note)) if isinstance(it, Abbreviation | Definition)
    )
    assert (found.short if isinstance(found, Abbreviation) else plain(found.term)) == term


@pytest.mark.parametrize("note", ["array指针字段保存首元素的地址", "读指针字段，记录读到的位置"])
def test_trap_9_a_pointer_points_at_nothing(note: str) -> None:
    assert not any(isinstance(it, Definition) for it in facts_of(outline_of(note)))
    (real,) = facts_of(outline_of("游标是指指向下一行数据的一个指针"))
    assert isinstance(real, Definition)


def test_trap_10_rows_without_a_header_are_a_table() -> None:
    (table,) = document("|301|永久|\n|302|临时|\n|304|没改|").blocks
    assert isinstance(table, Table)
    assert (table.headerless, len(table.rows)) == (True, 3)


def test_trap_11_a_letter_that_equals_a_number_counts_nothing() -> None:
    assert items("k=5条件\nn=3副本") == []


@pytest.mark.parametrize("label", ["展开", "点击查看答案", "Click to expand!", "<b>详情</b>"])
def test_trap_12_the_label_of_something_folded_says_nothing(label: str) -> None:
    note = f"<details><summary>{label}</summary>\n\n- 缓存：离使用者更近的副本\n\n</details>"
    assert lines(note) == ["缓存：离使用者更近的副本"]
    assert crumbs(note) == [()]


def test_trap_13_a_task_loses_its_box() -> None:
    assert items("- [ ] 分库：按业务拆开\n- [x] 分表：按行拆开") == [
        ("-", "分库：按业务拆开"),
        ("-", "分表：按行拆开"),
    ]


def test_trap_14_a_label_of_a_link_defines_nothing() -> None:
    assert facts_of(outline_of("- 复制协议: [Raft](https://e.org/raft)")) == []


def test_trap_15_translations_of_one_document_are_pointed_out() -> None:
    chinese = "# 日志\n## 条目\n- 条目：带任期编号的一条命令，只追加，不改写，按顺序提交\n"
    english = "# Log\n## Entry\n- Entry: a command with the number of its term\n"
    texts = {
        "README.zh-CN.md": chinese,
        "README_en.md": english,
        "log.md": chinese,
        "z.md": english,
    }
    outlines = [outline_of(text, path) for path, text in texts.items()]
    assert [
        str(it).partition(" in another")[0]
        for it in lint(outlines, [], CHECKS).diagnostics
        if it.code == "translated_copy"
    ] == [
        "log.md:1:1: warning translated_copy looks like README.zh-CN.md",
        "README_en.md:1:1: warning translated_copy looks like README.zh-CN.md",
        "z.md:1:1: warning translated_copy looks like README_en.md",
    ]


def test_trap_18_other_scripts_make_no_terms() -> None:
    assert facts_of(outline_of("- 분산 락: 여러 노드가 하나의 자원을 공유")) == []


def test_trap_19_a_misspelt_answer_is_corrected_or_pointed_out() -> None:
    note = "# CDN\n" + "- Kafka 的主题：消息的分类\n- 边缘节点：CDN 里离用户最近的服务器\n" * 10
    typos = "- 消费位移：由 kafak 记在内部的主题里\n- 静态资源：放到 CND 上，由边缘节点返回\n"
    spelling = check_spelling([document(note + typos)])
    assert [f"{it.span.line} {it.message}" for it in spelling.diagnostics] == [
        "23 CND: is CDN meant?",
        "22 kafak is read as kafka",
    ]
    (corrected,) = spelling.documents
    answers = [card.answer for it in notes_of(extract(corrected).outline) for card in it.cards]
    assert "由 kafka 记在内部的主题里" in answers


def test_trap_20_a_picture_of_100_kb_inside_a_line_is_left_out() -> None:
    note = "结构：![图](data:image/png;base64," + "iVBORw0KGgo" * 10_000 + ")"
    assert document(note).blocks[0].span.end_column > 100_000
    assert lines(note) == ["结构：图"]


def test_a_quote_is_the_title_of_the_list_below_it() -> None:
    note = "## 存储\n> 文件结构<br>\n\n- 段：一组消息的文件，写满就换下一个\n"
    assert crumbs(note) == [("存储", "文件结构")]


def test_a_heading_right_below_a_quote_is_no_part_of_it() -> None:
    first, second, third = document("> 引文\n续\n## 分区\n正文").blocks
    assert [type(it).__name__ for it in (first, second, third)] == ["Quote", "Heading", "Paragraph"]
    assert (first.span.end_line, second.span.line) == (2, 3)


def test_a_list_inside_a_quote_is_a_list() -> None:
    assert items("> 方式：\n> 1、同步复制\n> 2、异步复制") == [
        ("1、", "同步复制"),
        ("2、", "异步复制"),
    ]


def test_a_line_break_tag_divides_statements() -> None:
    assert lines("思路：多台之间同步。<br>\n缺点：占带宽。<br>优点：简单。") == [
        "思路：多台之间同步。",
        "缺点：占带宽。",
        "优点：简单。",
    ]


def test_ragged_rows_are_filled_and_joined() -> None:
    found, problems = parse("note.md", "名|义|值\n---|---|---\n甲|乙\n丙|丁|3|多".encode())
    assert found is not None
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert [[plain(cell.content) for cell in row] for row in table.rows] == [
        ["甲", "乙", ""],
        ["丙", "丁", "3|多"],
    ]
    assert [it.code for it in problems] == ["surplus_cells"]


@pytest.mark.parametrize("quotes", ["「最多一次「", "」最多一次」", "「最多一次」"])
def test_broken_corner_quotes_are_closed(quotes: str) -> None:
    assert lines(f"{quotes}：消息可能会丢") == ["「最多一次」：消息可能会丢"]


def test_an_orphan_lead_in_gives_no_card() -> None:
    assert facts_of(outline_of("特點:\n模型包含三個角色:\n")) == []


def test_labels_below_a_comparison_know_what_is_compared() -> None:
    note = "RDB AOF比较\n恢复速度：从快照恢复要快得多\n\n别的：下一段不再是比较的内容"
    assert crumbs(note)[0] == ("RDB AOF比较",)
    assert crumbs(note)[-1] == ()


def test_traditional_notes_are_read_by_the_same_rules() -> None:
    traditional = facts_of(outline_of("## 消息隊列\n優點：解耦、削峰\nRedis 是一種內存數據庫。"))
    simplified = facts_of(outline_of("## 消息队列\n优点：解耦、削峰\nRedis 是一种内存数据库。"))
    assert [type(it) for it in traditional] == [type(it) for it in simplified] != []
    assert [it.origin.rule for it in traditional] == [it.origin.rule for it in simplified]


def test_line_ends_of_all_kinds_in_one_file_are_line_ends() -> None:
    note = "# 甲\r\n- 一\n- 二\r- 三\r\n\r\n尾".encode()
    assert [it.span.line for it in document(note).blocks] == [1, 2, 6]


def test_a_nul_makes_a_file_no_text() -> None:
    found, (problem,) = parse("note.md", b"# a\0b")
    assert (found, problem.code) == (None, "binary_file")


def test_bold_next_to_full_width_marks_is_bold() -> None:
    (line,) = document("**注意：**后面；前面**“重点”**后面").blocks
    assert isinstance(line, Paragraph)
    assert [type(node).__name__ for node in line.lines[0].content] == [
        "Strong", "Text", "Strong", "Text",
    ]  # fmt: skip
