"""What holds for every table that asks, whatever the notes say."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.assemble.choice import Filled
from cribdeck.inline import plain
from cribdeck.relate.normalise import bare
from tests.assemble.notes import assembled, comparisons_of, lines_of

THINGS = ("Kafka", "RabbitMQ", "正向代理", "反向代理")
ASPECTS = ("协议", "消息顺序（有序）", "优点", "语言", "定位", "数量")
SENTENCES = st.sampled_from(
    (
        "{a} 的协议：自己的协议",
        "先说一句。{a}：很快。别的也快。缺点：慢。",
        "{a}（有 3 个，很快）、{b}（慢，没有协议）",
        "{a} 是一种中间件，用 Go 编写，而 {b} 用 Java 编写",
        "{a} 的优点是简单，快；缺点是贵",
        "相比 {b}，{a} 有序",
        "## {a}",
        "- **{b}**：只保证有序",
        "  - 优点：一个",
        "协议：AMQP",
        "{a} 和 {b} 都有 3 个",
        "> 有序：{a}",
        "如果用 {a}，协议怎么选？",
        "| 区别 | {a} | {b} |\n|---|---|---|\n| 协议 | 甲 | 乙 |\n",
        "{a}（英文：x{{y}}）：**优点**是`code`",
    )
)
CELLS = st.sampled_from(("?", "？", "typed", "", "[?](a.md#Kafka)", "`?`"))


@st.composite
def notes(draw: st.DrawFn) -> dict[str, str]:
    sources = {}
    for path in ("a.md", "b.md"):
        lines = draw(st.lists(SENTENCES, max_size=8))
        things = [draw(st.sampled_from(THINGS)) for _ in range(2)]
        sources[path] = "\n".join(it.format(a=things[0], b=things[1]) for it in lines) + "\n"
    aspects = draw(st.lists(st.sampled_from(ASPECTS), min_size=1, max_size=4, unique=True))
    rows = [f"| {it} | {draw(CELLS)} | {draw(CELLS)} |" for it in aspects]
    table = ["| 对比 | Kafka | 反向代理（反代） |", "|---|---|---|", *rows]
    return {**sources, "table.md": "\n".join(table) + "\n"}


@settings(max_examples=60, deadline=None)
@given(notes())
def test_typed_cells_never_change(sources: Mapping[str, str]) -> None:
    found = assembled(sources)
    typed = sources["table.md"].count("typed")
    tables = [it for it in comparisons_of(found) if it.origin.span.path == "table.md"]
    cells = [plain(cell) for it in tables for row in it.cells for cell in row if cell is not None]
    assert cells.count("typed") == (typed if tables else 0)
    assert all(it.skeleton is None for it in comparisons_of(found))


@settings(max_examples=60, deadline=None)
@given(notes())
def test_a_filled_cell_stands_where_its_span_says(sources: Mapping[str, str]) -> None:
    for cell in assembled(sources).cells:
        if isinstance(cell.choice, Filled):
            span, text = cell.choice.best.span, plain(cell.choice.best.text)
            lines = sources[span.path].splitlines()[span.line - 1 : span.end_line]
            there = bare("".join(lines))
            assert all(bare(part) in there for part in text.split("；"))
            assert text.strip()


@settings(max_examples=40, deadline=None)
@given(notes())
def test_nothing_is_left_open_without_a_remark(sources: Mapping[str, str]) -> None:
    found = assembled(sources)
    is_open = [it.wanted.span for it in found.cells if not isinstance(it.choice, Filled)]
    assert sorted(is_open) == sorted(it.span for it in found.diagnostics)


@settings(max_examples=40, deadline=None)
@given(notes())
def test_the_order_of_sources_does_not_matter(sources: Mapping[str, str]) -> None:
    assert sorted(lines_of(sources)) == sorted(lines_of(dict(reversed(list(sources.items())))))
