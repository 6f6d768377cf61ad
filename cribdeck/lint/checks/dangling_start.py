"""The question begins with 它, 这, 因此, this …, and nothing before it says what is meant.

Be precise; a card carries its own context (Wozniak, rule 16). 1.2 % of judged cards, 29 %
of them bad; where the sentence before was shown as well, all were good. A condition
(如果, 当, if, when) begins a sentence that may well stand alone, and passes; of what is left
five in six were bad.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.lint.check import BLANK, Asked, CardCheck, Sample, quoted
from cribdeck.wording import is_dangling

_STANDS_ALONE: Final = re.compile(
    r"如果|若|当|因为|由于|只有|只要|首先|最后|最终|还|都|也就是|例如|比如|即|不过|其实|实际"
    r"|(?:if|when|because|here|there|both|another|each|for example|you|i|we|e\.g\.)\b",
    re.IGNORECASE,
)
_LEADS_ON: Final = re.compile(r"另?一方面|此时|这时|(?:now|next|finally)\b", re.IGNORECASE)
_KINDS: Final = ("statement", "definition")


def _examine(asked: Asked, _threshold: int) -> str:
    head = asked.folded.partition("\n")[0] if asked.head.find(BLANK) else ""
    if asked.note.kind not in _KINDS or _STANDS_ALONE.match(head):
        return ""
    if not (is_dangling(head) or _LEADS_ON.match(head)):
        return ""
    return f"the question begins with {quoted(head[:8])}, which leans on what is not there"


CHECK: Final = CardCheck(
    name="dangling_start",
    doc=__doc__,
    hint="name what the sentence is about",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("它的默认端口是 [...]，可以在配置里改", "6379", "statement"),
        Sample("一方面，大公司具备 [...]，也有数据", "搭建分布式环境的资金", "statement"),
        Sample("Now service A has [...] of its own", "a thread pool", "statement"),
        Sample("This is kept in [...] until the next flush", "memory", "statement"),
    ),
    accepts=(
        Sample("Redis 是内存数据库。\n它的默认端口是 [...]", "6379", "statement"),
        Sample("[...]：这里存放写命令", "AOF 缓冲区"),
        Sample("当前读：[...]", "读取最新版本并加锁"),
        Sample("如果内存不够，[...]", "按策略淘汰", "statement"),
    ),
)
