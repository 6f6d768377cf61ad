"""The outline shows the whole note, in order, whatever the rules make of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.extract.outline import title
from cribdeck.facts.model import Callout, Code, Formula, Grid, Picture, Prose, Section
from cribdeck.facts.printer import printed_outline, shown_text
from cribdeck.inline import plain
from tests.extract.cases import document_of, facts_of, outline_of, passages_of


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("a.md", "---\ntitle: 缓存\n---\n# 别的\n", "缓存"),
        ("a.md", "# 1. 缓存\n", "缓存"),
        ("kafka.md", "# 一\n# 二\n", "kafka"),
        ("notes/03-消息队列.md", "文字\n", "消息队列"),
        ("notes/mq/README.md", "文字\n", "mq"),
        ("000_16c3391c35e6fbd7.txt", "文字\n", ""),
        ("2024-05-01.md", "文字\n", ""),
        ("9f86d081884c7d659a2f.md", "文字\n", ""),
    ],
)
def test_title(path: str, source: str, expected: str) -> None:
    assert title(document_of(source, path)) == expected


def test_settings_of_the_front_matter_are_passed_on() -> None:
    outline = outline_of("---\ndeck: 后端\ntags: [mq, kafka]\nsheet: off\n---\n文字\n")
    assert (outline.deck, outline.tags, outline.sheet) == ("后端", ("mq", "kafka"), "off")


def test_sections_nest_by_level() -> None:
    def shape(section: Section) -> tuple[str, int, list[object]]:
        return (plain(section.title), section.level, [shape(child) for child in section.children])

    outline = outline_of("前言\n# 一\n### 深\n## 浅\n# 二\n")
    assert [shape(section) for section in outline.sections] == [
        ("", 0, []),
        ("一", 1, [("深", 3, []), ("浅", 2, [])]),
        ("二", 1, []),
    ]


def test_section_spans_reach_to_their_last_line() -> None:
    outline = outline_of("# 一\n甲\n## 二\n乙\n")
    assert [
        (section.span.line, section.span.end_line)
        for section in (*outline.sections, *outline.sections[0].children)
    ] == [(1, 4), (3, 4)]


def test_lists_are_flat_with_depth_and_marker() -> None:
    outline = outline_of("- 甲\n  乙\n  1. 丙\n- 丁\n\n  戊\n")
    shown = [passage.shown for passage in passages_of(outline)]
    assert [(plain(it.text), it.depth, it.marker) for it in shown if isinstance(it, Prose)] == [
        ("甲", 1, "-"),
        ("乙", 1, ""),
        ("丙", 2, "1."),
        ("丁", 1, "-"),
        ("戊", 1, ""),
    ]


def test_every_kind_of_block_is_shown() -> None:
    outline = outline_of(
        "文字\n\n![图](a.png)\n\n```sh\nls\n```\n\n$$\nx\n$$\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n> [!tip] 提示\n> 多看\n\n> 引用\n\n---\n"
    )
    shown = [passage.shown for passage in passages_of(outline)]
    assert [type(it) for it in shown] == [
        Prose, Picture, Code, Formula, Grid, Callout, Prose, Callout, Prose,
    ]  # fmt: skip
    assert [it.kind for it in shown if isinstance(it, Callout)] == ["tip", "quote"]
    grid = next(it for it in shown if isinstance(it, Grid))
    assert [shown_text(grid), grid.row_headers] == ["a | b / c | d", True]


LINES = """\
# 标题
## 为什么快？
### 优点
术语：一个东西的定义写在这里
- 项目：解释
  - 里面的项目
1. 第一步
2. 第二步

普通的一句话。
> 引用
> [!note] 盒子
> - 盒子里的项目
| a | b |
|---|---|
| c | d |
```
code;
![](a.png)
[链接](#a)
<!-- cards: off -->
<!-- cards: on -->
**加粗**的一句话在这里结束
{{c1::挖空}} 的一句话
==高亮== 的一句话<br>第二行
步骤：
$$
---
RPC（Remote Procedure Call）
\t缩进
    - 深
㈠ 章
1）半
Redis 的缺点：慢
""".splitlines()


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_any_note_is_shown_whole_and_accounted_for(parts: list[str]) -> None:
    source = "\n".join(parts)
    outline = outline_of(source, "随便.md")
    passages = list(passages_of(outline))
    for passage in passages:
        assert passage.covered != bool(passage.unused)
    places = [passage.shown.span for passage in passages]
    assert places == sorted(places, key=lambda span: (span.line, span.column))
    for fact in facts_of(outline):
        assert 1 <= fact.origin.span.line <= len(parts)
        assert fact.origin.rule
    assert list(printed_outline(outline)) == list(printed_outline(outline_of(source, "随便.md")))
