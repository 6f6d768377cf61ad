"""Answers that say nothing: an evaluation of something general (提高系统的性能, 使用的更广一些).

The text of an answer goes in, a yes or no comes out. Policy: words that fit after every cause
(提高, 保证, 性能, 整体, 最优, 更 …) carry nothing; an answer made of them alone is guessed, not
known. One further word (网络, 查询, 内存) makes it a fact.
"""

from __future__ import annotations

import re

from cribdeck.folding import fold
from cribdeck.units import has_han, units

FILLER = re.compile(
    r"保持|保证|确保|保障|提高|提升|增加|增强|加强|降低|减少|减轻|减小|改善|优化|加快|发挥|充分|达到|实现|带来|换取"
    r"|造成|引起|产生|影响|消耗|支持|解决|处理|使用|工作|运行|开发|编程"  # doing
    r"|性能|效率|速度|可用性|稳定性?|可靠性?|安全性?|扩展性|并发[量数]|成本|复杂[度性]|难度|风险|压力|开销|负担"
    r"|体验|质量|(?<!业务)能力|效果|问题|代价|优势|好处|便利|灵活性?"  # of what
    r"|系统|服务器?|集群|整体|整个|程序|网站|数据|应用|业务(?!能力)|用户|平台|单个|原来"
    r"|自身|东西"  # whose
    r"|降[到至]|顺利|完成|成功|最[优佳低小大高好]|[更较很][好高低快大小多少难广强差]|良好|正常|高效|有所|大大|极大|明显|相对|比较|非常|十分|更加?"
    r"|一[些定点]|容易|困难|完全|受到?|剧烈|变[动化]|方便|简单"  # how much
    r"|让(?!出)|[不会也都将把使在到和与的了以地得对难广多少大小高低快慢差好很较更最性]"
    r"|\b(?:improves?|improving|increases?|ensures?|reduces?|the|overall|better|system|performance"
    r"|efficiency|availability|stability|reliability|of|and|more|cost|risk)\b",
    re.IGNORECASE,
)


def says_little(answer: str) -> bool:
    """Return whether `answer` is nothing but an evaluation of something general."""
    rest = FILLER.sub(" ", fold(answer))
    return units(rest) == 0 and (has_han(answer) or " " in answer.strip())
