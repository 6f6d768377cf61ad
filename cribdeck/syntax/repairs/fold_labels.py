"""`<summary>展开</summary>`: the label of something folded, if it says no more than that.

Why: on paper and on a card nothing unfolds, and the word would lead everything below it.

The line becomes blank, or keeps what else it holds. A summary that says what is folded stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_LABEL = re.compile(
    r"(?:<details(?:[ \t]+open)?>[ \t]*)?<summary>[ \t]*+(?:<b>)?"
    r"(?:(?:点击|點擊|单击)?(?:展开|展開|查看|显示|收起)?(?:全部|更多|答案|详情|詳情|代码|解析|折叠)?"
    r"|details?|more|answers?|solution|spoiler|show(?: answer| more)?|click to expand|expand)"
    r"[ \t]*+[.…:：!！]{0,3}(?:</b>)?[ \t]*+</summary>",
    re.IGNORECASE,
)


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        if "<summary>" in line.lower() and (text := _LABEL.sub("", line)) != line:
            yield Change(index, text)


REPAIR = Repair(
    name="fold_labels",
    changes=_changes,
    examples=(
        Example("<details>\n<summary>点击展开</summary>\n缓存", "<details>\n\n缓存"),
        Example("<details><summary>Click to expand!</summary>", ""),
    ),
    leaves=("<summary>什么是回表？</summary>", "展开", "<summary>展开讲讲回表</summary>"),
    is_final=True,
)
