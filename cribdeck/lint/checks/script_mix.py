"""A source is in traditional characters, while others of the deck are in simplified.

A learner who meets a word in both scripts learns two forms of one word. A source counts as
traditional from 5 % of its Han characters on (`cribdeck/spelling/script.py`).
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import RemarkCheck

CHECK: Final = RemarkCheck(
    name="script_mix",
    doc=__doc__,
    hint='set script = "simplified" below [cards] to show all cards in one script',
    finds=({"甲.md": "消费者从队列中取消息\n", "乙.md": "消費者從隊列中取消息\n"},),
    accepts=(
        {"甲.md": "消费者从队列中取消息\n", "乙.md": "生产者往队列里放消息\n"},
        {"甲.md": "消費者從隊列中取消息\n", "乙.md": "生產者往隊列裡放消息\n"},
    ),
)
