"""Code, formulas and boxes directly below a line go with its facts."""

from __future__ import annotations

import pytest

from cribdeck.extract import RULES
from cribdeck.extract.stage import extract
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.syntax import parse

CODE = "```nginx\nlisten 80;\n```\n"
FORMULA = "$$\ne^{i\\theta}\n$$\n"
ERRATUM = "> [!warning] 勘误\n> 旧版写错了。\n> 应为只读。\n"
LINE = "- 快照：某一时刻的全部数据\n\n"
OTHER = "- 日志：按顺序追加的命令\n\n"


def asides(note: str) -> dict[str, list[str]]:
    """Return by line of the note what goes with the facts found there: kind, title, text."""
    document, _ = parse("a.md", f"# Redis\n\n## 持久化\n\n{note}".encode())
    assert document is not None
    return {
        str(fact.origin.span.line - 4): [
            " ".join(filter(None, (it.kind, plain(it.title), *map(plain, it.lines))))
            for it in fact.origin.asides
        ]
        for passage in passages(extract(document, RULES).outline)
        for fact in passage.facts
    }


@pytest.mark.parametrize(
    ("note", "found"),
    [
        (LINE + CODE, {"1": ["code listen 80;\n"]}),
        (LINE + FORMULA, {"1": ["formula e^{i\\theta}"]}),
        (LINE + ERRATUM, {"1": ["warning 勘误 旧版写错了。 应为只读。"]}),
        (
            LINE + CODE + "\n" + ERRATUM,
            {"1": ["code listen 80;\n", "warning 勘误 旧版写错了。 应为只读。"]},
        ),
        (OTHER + LINE + CODE, {"1": [], "3": []}),
        (OTHER + LINE + "  ```nginx\n  listen 80;\n  ```\n", {"1": [], "3": ["code listen 80;\n"]}),
        ("快照：某一时刻的全部数据\n\n" + CODE, {"1": ["code listen 80;\n"]}),
        (LINE + "闲话一句。\n\n" + CODE, {"1": []}),
        (LINE + "## 另一节\n\n" + CODE, {"1": []}),
        (LINE + "> 引用的话\n", {"1": []}),
        (LINE + "```\n" + "x\n" * 40 + "```\n", {"1": []}),
        (CODE + "\n" + LINE, {"5": []}),
        ("| 命令 | 作用 |\n|---|---|\n| SAVE | 同步地写快照 |\n\n" + CODE, {"1": []}),
    ],
)
def test_what_stands_directly_below_goes_with_a_fact(
    note: str, found: dict[str, list[str]]
) -> None:
    assert asides(note) == found


def test_code_below_a_list_goes_with_the_list() -> None:
    note = "持久化的方式：\n\n- 全量快照\n- 命令日志\n- 混合持久化\n\n" + CODE
    assert list(asides(note).values()) == [["code listen 80;\n"]]
