"""The card speaks of the note itself, a video, an interviewer: 本文, 上一节, 面试官, this article.

2.1 % of judged cards, 93 % of them bad; the list of words was tuned on the same cards.
Titles above are not looked at: below `面试题剖析` stand facts like any others.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted

_NAVIGATION: Final = re.compile(
    r"本[文篇章节课](?!件|点)|本教程|本书|本系列|[上下]一[篇章节讲]|[上下]文(?:中|将|会|讲|介绍|提到)|前面(?:说|讲|提|介绍)|后面会|后文"
    r"|阅读(?:原文|全文|本|以下|更多|顺序|建议)|点击(?:这里|查看|链接)|参见|详见|参考(?:这里|文章|资料|链接)"
    r"|这篇|(?:这|本|上|下|前|后)(?:一|几)?篇?文章|公众号[：:]|视频(?:教程|讲解|课)|面试官|面试题|面试(?:常|必|中|时)|常考|考点|读者"
    r"|\b(?:this (?:article|post|chapter|section|lecture|course|book|video|note)"
    r"|next (?:chapter|section|lecture)|lectures?|interviewers?|see (?:also|below|above)|click here"
    r"|github repo(?:sitory)?|readme)\b",
    re.IGNORECASE,
)


def _examine(asked: Asked, _threshold: int) -> str:
    found = _NAVIGATION.search(asked.folded)
    return f"{quoted(found[0])} speaks of the notes, not of their subject" if found else ""


CHECK: Final = CardCheck(
    name="navigation",
    doc=__doc__,
    hint="keep such lines out with <!-- cards: off -->",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("[...] 在下一节介绍", "哨兵", "statement"),
        Sample("面试官最爱问的是 [...]", "持久化", "statement"),
        Sample("This chapter covers [...]", "replication", "statement"),
    ),
    accepts=(
        Sample("基本节点：[...]", "保存数据的节点"),
        Sample("视频会议用 [...] 传输", "UDP", "statement"),
        Sample("默认端口：[...]", "6379", crumbs=("Redis", "面试题剖析")),
        Sample("成本文件：[...]", "记录开销"),
    ),
)
