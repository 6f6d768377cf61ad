"""A heading that is indented, mostly because an editor indented it along with a list.

Why: inside a list item Markdown makes it a heading of that item, so everything below
would belong to the item instead of to a section.

Not when it is indented by four columns or more without standing in a list: then it is
code, and `# …` a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_INDENTED = re.compile(r"[ \t]+(?=#{1,6}[ \t]+\S)")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_CODE_INDENT = 4


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    list_indent: int | None = None
    for index, line in enumerate(lines):
        width = _indent(line)
        if match := _INDENTED.match(line):
            if width < _CODE_INDENT or (list_indent is not None and width > list_indent):
                yield Change(index, line[match.end() :])
        elif _ITEM.match(line):
            list_indent = width if list_indent is None else min(list_indent, width)
        elif line.strip() and width == 0 and (index == 0 or not lines[index - 1].strip()):
            list_indent = None


def _indent(line: str) -> int:
    text = line.expandtabs(_CODE_INDENT)
    return len(text) - len(text.lstrip(" "))


REPAIR = Repair(
    name="indented_headings",
    changes=_changes,
    examples=(
        Example(
            "- kafka\n\n  # 微服务架构\n\n  ## 服务描述", "- kafka\n\n# 微服务架构\n\n## 服务描述"
        ),
        Example("- a\n  - b\n\n    ### c", "- a\n  - b\n\n### c"),
    ),
    leaves=("一段\n\n    # 注释", "- a\n\n一段\n\n    # 注释", "  #标签"),
)
