"""A row can be named from what it says only where nothing else in the deck is said so."""

from __future__ import annotations

import pytest

from cribdeck.facts.model import Comparison
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.relate import relate
from tests.extract.cases import outline_of


def named(*notes: str) -> list[str]:
    """Return the names that may be asked for, in all `notes`."""
    outlines, _ = relate([outline_of(note, f"{n}.md") for n, note in enumerate(notes)])
    tables = [
        fact
        for outline in outlines
        for passage in passages(outline)
        for fact in passage.facts
        if isinstance(fact, Comparison)
    ]
    return [plain(it.entities[entity]) for it in tables for entity in sorted(it.reversible)]


def glossary(*rows: str, title: str = "状态码") -> str:
    return f"## {title}\n| 名称 | 含义 |\n|---|---|\n" + "".join(f"| {row} |\n" for row in rows)


def test_a_row_that_says_what_no_other_does_can_be_named() -> None:
    assert named(glossary("404 | 资源不存在", "502 | 上游的响应无效")) == ["404", "502"]


@pytest.mark.parametrize(
    "rows",
    [
        ("404 | 资源不存在", "410 | 资源不存在了"),
        ("gzip | 用 gzip 压缩正文",),
        ("甲 | 很慢",),
        ("乙 | 例如处理用户的订单请求",),
    ],
    ids=["alike in the table", "says the name", "says too little", "an example"],
)
def test_rows_that_cannot_be_named(rows: tuple[str, ...]) -> None:
    assert named(glossary(*rows)) == []


def test_a_title_that_gives_the_name_away() -> None:
    assert named(glossary("404 | 资源不存在", title="404 是什么")) == []


def test_a_title_that_says_example() -> None:
    assert named(glossary("a.b.c | 只进第一个队列", title="匹配示例")) == []


def test_what_another_note_says_of_another_name_makes_it_ambiguous() -> None:
    table = glossary("404 | 资源不存在")
    assert named(table, "- 缺页：资源不存在\n") == []
    assert named(table, glossary("ENOENT | 资源不存在")) == []
    assert named(table, "- 缺页：页不在内存里\n") == ["404"]


def test_cells_of_a_comparison_name_nothing() -> None:
    assert (
        named("## 区别\n| 对比 | 甲 | 乙 |\n|---|---|---|\n| 依据 | 端口和地址 | 主机名 |\n") == []
    )
