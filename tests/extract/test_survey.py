"""Subjects know where they stand."""

from __future__ import annotations

import pytest

from cribdeck.extract.outline import title
from cribdeck.extract.survey import Survey, survey
from cribdeck.extract.unit import Unit
from cribdeck.inline import plain
from tests.extract.cases import document_of


def surveyed(source: str, path: str = "001.md") -> Survey:
    document = document_of(source, path)
    return survey(document, title(document))


def unit(source: str, text: str) -> Unit:
    return next(it for it in surveyed(source).units if it.text.startswith(text))


NESTED = """\
# 缓存
## 一致性
常用的方案：
- 旁路缓存
  - 读流程
    - 先读缓存
  - 写流程：更新数据库，再删除缓存
    - 删除失败要重试
"""


def test_breadcrumb_holds_titles_leads_and_parent_items() -> None:
    assert unit(NESTED, "先读缓存").context.breadcrumb == (
        "缓存",
        "一致性",
        "常用的方案",
        "旁路缓存",
        "读流程",
    )


def test_a_parent_with_a_meaning_shows_its_label() -> None:
    context = unit(NESTED, "删除失败").context
    assert context.parents == ("常用的方案", "旁路缓存", "写流程")
    assert (context.depth, context.marker) == (3, "-")


def test_further_lines_of_an_item_stand_below_its_first() -> None:
    context = unit("- 轮询<br>\n按顺序分配\n", "按顺序").context
    assert (context.parents, context.marker, context.depth) == (("轮询",), "", 1)


def test_the_only_h1_is_not_shown_twice() -> None:
    assert unit("# 缓存\n先读缓存\n", "先读").context.breadcrumb == ("缓存",)


def test_headings_of_the_same_level_replace_each_other() -> None:
    source = "## 一\n### 甲\n第一句话\n## 二\n第二句话\n"
    assert unit(source, "第二").context.breadcrumb == ("二",)


def test_callout_title_is_a_parent() -> None:
    assert unit("> [!warning] 坑\n> 从库有延迟\n", "从库").context.parents == ("坑",)


def test_group_takes_the_line_above_or_the_parent_or_the_heading() -> None:
    found = surveyed("# 算法\n- 轮询\n- 随机\n\n分类：\n- 静态\n  - 轮转\n- 动态\n")
    assert [(group.lead, group.colon, len(group.items)) for group in found.groups] == [
        ("算法", False, 2),
        ("静态", False, 1),
        ("分类", True, 2),
    ]
    assert [group.context.breadcrumb for group in found.groups] == [
        ("算法",),
        ("算法", "分类"),
        ("算法",),
    ]


def test_group_with_an_item_that_never_makes_cards_is_no_group() -> None:
    assert surveyed("分类：\n- 静态\n- https://example.org\n").groups == ()


def test_topic_of_a_heading_ends_at_the_next_heading() -> None:
    found = surveyed("## 为什么\n因为快。\n### 细节\n零拷贝。\n")
    first, second = (topic for topic in found.topics if topic.form == "heading")
    assert [it.text for it in first.body] == ["因为快。"]
    assert (first.nested, second.nested) == (True, False)


@pytest.mark.parametrize(
    "block", ["```\ncode\n```", "![](a.png)", "| a | b |\n|---|---|\n| c | d |"]
)
def test_topic_with_more_than_prose_is_mixed(block: str) -> None:
    found = surveyed(f"## 为什么\n因为快。\n\n{block}\n")
    assert next(topic for topic in found.topics if topic.form == "heading").mixed


def test_topic_body_leaves_out_what_never_makes_cards() -> None:
    found = surveyed("## 为什么\n[参考](https://example.org)\n\n因为快。\n")
    topic = next(topic for topic in found.topics if topic.form == "heading")
    assert [it.text for it in topic.body] == ["因为快。"]


def test_line_topic_is_a_short_line_and_the_next() -> None:
    found = surveyed("Broker\n接收并保存消息的服务器。\n\n\n\n下一段。\n")
    lines = [topic for topic in found.topics if topic.form == "line"]
    assert [(topic.name, topic.body[0].text) for topic in lines] == [
        ("Broker", "接收并保存消息的服务器。")
    ]


def test_previous_statement_is_known_inside_a_section_only() -> None:
    source = "第一句话\n第二句话\n## 新的一节\n第三句话\n"
    assert unit(source, "第二").context.previous == "第一句话"
    assert unit(source, "第三").context.previous == ""


def test_anchor_belongs_to_its_statement() -> None:
    assert unit("惊群：唤醒所有等待者 ^herd\n", "惊群").context.anchor == "herd"


def test_plain_text_is_told_from_markdown() -> None:
    plain_text = "REDIS\n单线程\n\n字符串：计数器\n"
    assert unit(plain_text, "字符串").context.plain_source
    assert not unit("## Redis\n- 单线程\n", "单线程").context.plain_source


def test_block_id_below_a_list_or_table_belongs_to_it() -> None:
    assert surveyed("分类：\n- 静态\n- 动态\n\n^kinds\n").groups[0].context.anchor == "kinds"
    table = "| a | b |\n|---|---|\n| c | d |\n\n^pair\n"
    assert surveyed(table).grids[0].context.anchor == "pair"


def test_table_title_is_the_line_above() -> None:
    (grid,) = surveyed("## 状态码\n常见的：\n\n| a | b |\n|---|---|\n| c | d |\n").grids
    assert (grid.title, grid.context.breadcrumb) == ("常见的", ("状态码", "常见的"))
    assert [plain(cell.content) for cell in grid.table.header] == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "text", "parents"),
    [
        ("MyISAM 和 InnoDB 比较\n事务：只有后者支持\n外键：只有后者支持\n", "外键", 1),
        ("粘包问题\nTCP 是字节流，没有消息边界，接收方要自己切分。\n", "TCP", 1),
        ("BASE64编码\n1 每三个字节分为一组\n2 查表得到四个字符\n", "每三个", 1),
        ("支持排序，也支持分页\nTCP 是字节流，没有消息边界，接收方要自己切分。\n", "TCP", 0),
        ("粘包问题\n\nTCP 是字节流，没有消息边界，接收方要自己切分。\n", "TCP", 0),
        ("缓存\n先读缓存\n", "先读", 0),
        ("[参考](https://example.org)\nTCP 是字节流，没有消息边界，要自己切分。\n", "TCP", 0),
        ("因为很慢\nTCP 是字节流，没有消息边界，接收方要自己切分。\n", "TCP", 0),
    ],
)
def test_a_name_that_opens_a_paragraph_is_its_title(source: str, text: str, parents: int) -> None:
    title = source.partition("\n")[0]
    assert unit(source, text).context.parents == (title,) * parents


def test_a_title_in_the_middle_of_a_plain_text_is_that_of_one_line() -> None:
    source = (
        "前面一句话在这里。\n持久性\n消息追加在日志的末尾，并且刷到磁盘。\n性能主要取决于磁盘。\n"
    )
    assert unit(source, "消息").context.parents == ("持久性",)
    assert unit(source, "性能主要").context.parents == ()
