"""Where a pin allows to look."""

from __future__ import annotations

import pytest

from cribdeck.assemble.choice import Filled
from cribdeck.inline import plain
from tests.assemble.notes import assembled

NOTES = {
    "mq/a.md": "# Kafka\n## 副本\n- Kafka 的端口：1\n## 顺序\n- Kafka 的端口：2\n",
    "b.md": "# Kafka\n- 端口：3\n",
}


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        ("[?](a.md#副本)", "1"),
        ("[?](../b.md)", "3"),
        ("[?](../b.md#Kafka)", "3"),
        ("[?](a.md#%E9%A1%BA%E5%BA%8F)", "2"),
        ("[[a#顺序\\|?]]", "2"),
        ("[[B\\|?]]", "3"),
        ("[?](#自己)", "4"),
        ("[?](nowhere.md#副本)", None),
        ("[?](a.md#没有)", None),
    ],
)
def test_only_the_pinned_section_is_asked(pin: str, expected: str | None) -> None:
    table = f"# 自己\n- Kafka 的端口：4\n\n# 表\n| 对比 | Kafka |\n|---|---|\n| 端口 | {pin} |\n"
    (cell,) = assembled({**NOTES, "mq/table.md": table}).cells
    found = plain(cell.choice.best.text) if isinstance(cell.choice, Filled) else None
    assert found == expected
