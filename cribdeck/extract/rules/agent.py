"""Who does it: `Y 由 X 来完成`, `由 X 决定 Y`, `is handled by X`.

Trigger: a clause with 由, one to 12 units, and a verb that asks for a doer (决定, 负责, 维护,
组成, 实现 …); English passives with by.
Gives: a statement with the doer hidden.
Does not touch: 由于, 由此, 由…到, doers that say nothing (自己, 系统).
Precision: not judged yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold

_BY = re.compile(
    r"(?<![路自理经缘])由(?![于此来])([^，。；：,;:由]{1,24}?)(?:主动的?|一起|共同|自己|来|去|统一|直接|主动|自动|负责|分别)*"
    r"(?:决定|负责|维护|管理|实现|组成|构成|控制|生成|选举|触发|提供|保证|分配|维持|存储|完成|处理|执行|发起|发送|进行|调度|开发|承担"
    r"|指定|产生|创建|保存|解析|转发|协调|推送|确定|定义|编写|拉取|获取|监控|发布|计算|验证|接管|返回|消费|持有)"
)
_BY_ENGLISH = re.compile(
    r"\b(?:is|are|was|were|be) (?:handled|managed|controlled|decided|determined|maintained|provided"
    r"|elected|triggered|implemented|created|assigned|stored|executed|developed|coordinated) by"
    r" ((?:the |a |an )?[\w./-]{2,30}(?: [\w./-]{2,30}){0,4})",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:[一两二三四五六七八九十几\d]+(?:大|个)?(?:部分|组件|层|步)|自己|系统|程序|用户自己|我们?|你|它|其|此|谁|他|这.*|大家|人工?)"
)


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for pattern in (_BY, _BY_ENGLISH):
        for match in pattern.finditer(text, 1 if pattern is _BY_ENGLISH else 0):
            if _NOBODY.fullmatch(match[1].strip()):
                yield Declined("the doer says nothing")
            else:
                yield hidden(sentence, *match.span(1))


RULE = Rule(
    name="agent",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "消费组里的分区分配方案由消费者领导者来决定，再同步给其他成员。",
            ("statement 消费组里的分区分配方案由{{消费者领导者}}来决定，再同步给其他成员。",),
        ),
    ),
    ignores=("由于写入变慢，请求会堆积。", "方案由我们自己决定就可以。"),
)
