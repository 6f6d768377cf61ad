"""Code in a list item that is indented less than the fence around it.

Why: code is pasted as it is, and the closing fence typed where the cursor stands; Markdown
takes that for the end of the item, and what follows for code.

The lines between the fences are moved below the opening fence; what the code says stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.list_marks import TAB, indent_of
from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.syntax.verbatim import fences

_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for first, last in fences(lines):
        lead = _LEAD.match(lines[first])
        width = len(lead[0].expandtabs(TAB)) if lead else 0
        body = [index for index in range(first + 1, last) if lines[index].strip()]
        is_shallow = any(indent_of(lines[index]) < width for index in body)
        if is_shallow:
            for index in body:
                yield Change(index, " " * width + lines[index])
        if indent_of(lines[last]) < width:
            yield Change(last, " " * width + lines[last].lstrip())


REPAIR = Repair(
    name="shallow_fences",
    changes=_changes,
    examples=(
        Example("- 甲\n  ```\ncode\n  ```", "- 甲\n  ```\n  code\n  ```"),
        Example("- 甲\n  ```\n  code\n```", "- 甲\n  ```\n  code\n  ```"),
        Example("1. ```go\nif x {\n  y\n}\n```", "1. ```go\n   if x {\n     y\n   }\n   ```"),
    ),
    leaves=("```\ncode\n```", "- 甲\n\n  ```\n  code\n\n    deep\n  ```", "  ```\n没有结束"),
    sees_code=True,
)
