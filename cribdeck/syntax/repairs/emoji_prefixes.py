"""Pictures before a title or an item, `## ⭐️ 布隆过滤器`, `- 🔥 热点`, are decoration.

Why: they would be part of the term that the line explains, and fonts for print have none.

Of headings any picture goes. Of items only what decorates: `✅`, `❌` and `⚠️` say whether
something is right, and stay. A line of text that opens with such a picture is an item; that
is the business of `lists`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.list_marks import DECORATION
from cribdeck.syntax.repairs.repair import Change, Example, Repair

_ANY = r"[\u203c\u2049\u2139\u231a-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_HEADING = re.compile(rf"( {{0,3}}#{{1,6}}[ \t]+)(?:{_ANY}[\ufe0e\ufe0f\u200d]*[ \t]*)+(?=\S)")
_ITEM = re.compile(rf"([ \t]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+)(?:[{DECORATION}]\ufe0f?[ \t]*)+(?=\S)")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        if not line.isascii() and (match := _HEADING.match(line) or _ITEM.match(line)):
            yield Change(index, f"{match[1]}{line[match.end() :]}")


REPAIR = Repair(
    name="emoji_prefixes",
    changes=_changes,
    examples=(
        Example("## ⭐️ 布隆过滤器", "## 布隆过滤器"),
        Example("### 🚀🔥 3. 分库分表", "### 3. 分库分表"),
        Example("- 🔥 热点：集中访问的键", "- 热点：集中访问的键"),
    ),
    leaves=("## 分库 🚀", "- ✅ 复用连接", "- ❌ 每次新建", "## ⭐", "- 五颗 ⭐"),
    is_final=True,
)
