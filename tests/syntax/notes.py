"""Generated notes for property tests: what people write, nested and mixed as they never would."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "副本",
        "Kafka",
        "分区",
        "负载均衡",
        "O(1)",
        "一致性",
        "leader",
        "缓存，",
        "重试。",
        "3 次",
        "a_b",
    ]
)
RICH = st.sampled_from(
    [
        "**注意：**",
        "**“重点”**",
        "`a|b`",
        "`epoll`",
        "==高亮==",
        "~~旧~~",
        "*斜*",
        "$x^2$",
        "<br>",
        "[链接](a.md#x)",
        "[[note|别名]]",
        "https://x.cn/a?b=1",
        "{{c1::答案::hint}}",
        "<b>粗</b>",
        "<u>线",
        "![图](p.png)",
        "**粗\n续**",
    ]
)

Lines = list[str]


def _flat(parts: list[str]) -> Lines:
    return "".join(parts).split("\n")


texts = st.lists(st.one_of(WORDS, RICH), min_size=1, max_size=5).map(
    lambda parts: " ".join(parts).replace("\n", "")
)
paragraphs = (
    st.lists(st.one_of(WORDS, RICH), min_size=1, max_size=8)
    .map(_flat)
    .map(lambda lines: [line or "字" for line in lines])
)
short = st.lists(WORDS, min_size=1, max_size=3).map("".join)


@st.composite
def headings(draw: st.DrawFn) -> Lines:
    title = draw(texts).replace("<br>", "")
    form = draw(
        st.sampled_from(["# {}", "### {} ##", "  ## {}", "##负{}", "题{}\n===", "题{}\n---"])
    )
    return str(form).format(title).split("\n")


@st.composite
def tables(draw: st.DrawFn) -> Lines:
    width = draw(st.integers(2, 4))
    header = [draw(short) for _ in range(width)]
    rows = [
        [draw(texts) for _ in range(draw(st.integers(1, 5)))]
        for _ in range(draw(st.integers(0, 3)))
    ]
    form = draw(st.sampled_from(["| {} |", "|{}|", "{}", "| {}"]))
    joined = [str(form).format(" | ".join(row)) for row in (header, ["---"] * width)]
    joined += ["| " + " | ".join(row) + " |" for row in rows]
    return joined


@st.composite
def fences(draw: st.DrawFn) -> Lines:
    fence = draw(st.sampled_from(["```", "~~~", "````"]))
    body = draw(
        st.lists(
            st.sampled_from(["x := 1", "1、不是列表", "", "\t制表", "# 注释", "| a |"]), max_size=4
        )
    )
    return [f"{fence}go", *body, fence]


MESSY = (
    "$$\nx^2 + 甲\n$$",
    "$$a$$",
    "---",
    "***",
    "------- 横幅 -------",
    "1、顿号\n2、顿号二\n随后一行",
    "1 裸数\n2 裸数二",
    "（1）括号\n①圈",
    "1，多：\n（1）甲\n2，少",
    "1. 甲\n  - 浅\n    - 深",
    "第一步：甲\n第二步：乙",
    "• 圆点\n● 圆",
    "|301|永久|\n|302|临时|\n|400|坏|",
    "+--+--+\n| 甲 | 乙 |\n+--+--+\n| 丙 | 丁 |\n+--+--+",
    "REDIS\n单线程",
    "㈠ 章",
    "    缩进代码\n    二行",
    "　　全角缩进",
    "> 引用\n懒续行",
    "> [!warning] 小心\n> 内容",
    "- 项\n懒续行",
    "1. 项\n懒续",
    "- [ ] 任务",
    "-\n  空记号",
    "2) 二",
    "```\n没有结束",
    "段落 ^anchor",
    "一段话。\n---",
    "<div>\n块 **粗**\n</div>",
    "<!-- cards: off -->",
    "::: tip 框\n内\n:::",
    "- 项\n  ```\nx = 1\n```",
)
"""What real notes hold and Markdown has no word for, or a corner of Markdown."""

leaves = st.one_of(
    paragraphs,
    headings(),
    tables(),
    fences(),
    st.sampled_from(MESSY).map(lambda text: text.split("\n")),
)


def _joined(parts: list[Lines], *, blank: bool) -> Lines:
    lines: Lines = []
    for part in parts:
        if lines and blank:
            lines.append("")
        lines.extend(part)
    return lines


def _item(marker: str, lines: Lines, indent: str) -> Lines:
    return [marker + " " + lines[0], *(indent + line if line else "" for line in lines[1:])]


@st.composite
def lists(draw: st.DrawFn, blocks: st.SearchStrategy[Lines]) -> Lines:
    marker = draw(st.sampled_from(["-", "*", "1.", "2)", "10."]))
    indent = draw(st.sampled_from([" " * (len(marker) + 1), "\t", "    "]))
    parts = draw(st.lists(blocks, min_size=1, max_size=3))
    items = [_item(str(marker), part, str(indent)) for part in parts]
    return _joined(items, blank=draw(st.booleans()))


@st.composite
def quotes(draw: st.DrawFn, blocks: st.SearchStrategy[Lines]) -> Lines:
    prefix = draw(st.sampled_from(["> ", ">", ">\t", " > "]))
    parts = draw(st.lists(blocks, min_size=1, max_size=2))
    return [str(prefix) + line for line in _joined(parts, blank=draw(st.booleans()))]


blocks: st.SearchStrategy[Lines] = st.recursive(
    leaves, lambda inner: st.one_of(lists(inner), quotes(inner)), max_leaves=6
)


@st.composite
def notes(draw: st.DrawFn) -> str:
    """The text of a note, with line feeds."""
    parts = draw(st.lists(blocks, min_size=1, max_size=6))
    lines = _joined(parts, blank=draw(st.booleans()))
    front = draw(st.sampled_from([[], ["---", "title: 题", "tags: [甲]", "---"]]))
    return "\n".join([*front, *lines]) + draw(st.sampled_from(["", "\n", "\n\n"]))


junk = st.text(alphabet="字a1 \t\n>-*+#=_`~|.)、（[]{}!:$\\", max_size=80)
"""Characters with a meaning in Markdown, in any order; no HTML, no entities."""
