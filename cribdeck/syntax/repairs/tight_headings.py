"""A heading without the space behind its number signs: `##负载均衡`.

Why: CommonMark sees a paragraph, so everything below hangs under the wrong heading.

Not when a Latin letter or a digit follows (`#include`, `#1`), and not a line of tags
(`#面试 #后端`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import HAN

_TIGHT = re.compile(rf"( {{0,3}}#{{1,6}})(?=[{HAN}「『“（【《\*`])(?!.* #[{HAN}])")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        match = _TIGHT.match(line)
        if match and not line.startswith("#*"):
            yield Change(index, f"{match[1]} {line[match.end() :]}")


REPAIR = Repair(
    name="tight_headings",
    changes=_changes,
    examples=(
        Example("##负载均衡", "## 负载均衡"),
        Example("###“惊群”现象", "### “惊群”现象"),
    ),
    leaves=("#include <stdio.h>", "#1 号机", "#面试 #后端", "####### 七个"),
)
