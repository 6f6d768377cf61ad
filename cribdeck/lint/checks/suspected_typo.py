"""A Latin word looks misspelt, but the notes do not say beyond doubt what is meant.

It is rare, no word that is known, and one edit away from exactly one word that is known or
that the notes use often. What is wrong on a card is learnt (Wozniak, Twenty rules, 1). How
such words are found, and how well, stands in `cribdeck/spelling/spelling.py`.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import RemarkCheck

CHECK: Final = RemarkCheck(
    name="suspected_typo",
    doc=__doc__,
    hint="correct it in the note, so that nobody learns it; or silence this remark",
    finds=({"net.md": "- 连接状态：用 nestat 查看每个连接的状态\n"},),
    accepts=(
        {"net.md": "- 连接状态：用 netstat 查看每个连接的状态\n"},
        {"net.md": "- 连接状态：用 `nestat` 查看每个连接的状态\n"},
    ),
)
