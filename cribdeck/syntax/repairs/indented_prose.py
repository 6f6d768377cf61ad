"""A Chinese sentence indented by four columns or more is text, not code.

Why: paragraphs are indented out of habit, or pasted so; Markdown shows them as code, and
no rule looks into code.

Not in a list, where indenting means something, and not what looks like code or a comment
in it: anything with a line end like `;` or `{`, or opening with `//`, `#`, `--` or `/*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.list_marks import TAB, indent_of
from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import is_chinese

_ITEM = re.compile(r"[ \t]*(?:[-*+•●]|\d{1,9}[.)、])")
_CODE = re.compile(r"(?://|#|--|/\*|\*|<!--|\||>|[-+][ \t])|.*[;{}()=][ \t]*$")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    in_list = False
    in_text = False
    for index, line in enumerate(lines):
        indent = indent_of(line)
        text = line.strip()
        if not text:
            in_text = False
        elif _ITEM.match(line):
            in_list = True
        elif indent < TAB:
            in_list = in_list and (indent > 0 or in_text)
            in_text = True
        elif not in_list and not in_text and is_chinese(text) and not _CODE.match(text):
            yield Change(index, line.lstrip())


REPAIR = Repair(
    name="indented_prose",
    changes=_changes,
    examples=(
        Example("    这是缩进的一段话。", "这是缩进的一段话。"),
        Example("\t第一句。\n\t第二句。", "第一句。\n第二句。"),
    ),
    leaves=(
        "    x = 1",
        "    // 注释在此",
        "    echo '你好世界';",
        "- 项\n\n    细说这一项",
        "文字\n    接着说",
    ),
)
