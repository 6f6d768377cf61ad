"""Who does it: `Y 由 X 来完成`, `由 X 决定 Y`, `Y 被 X 消费`, `is handled by X`.

Trigger: a clause with 由, 被 or 受, one to 12 units, and a verb that asks for a doer (决定, 负责,
维护, 组成, 消费 …); English passives with by.
Gives: a statement with the doer hidden.
Does not touch: 由于, 由此, 由…到, doers that say nothing (自己, 系统, 多个节点, 对方), or whom
the nearest titles or the deed itself name (消费者 …进行消费).
Precision: all of 8 cards on notes it was written with were usable; too few for a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.complement import complement
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold

_BY = re.compile(
    r"(?<![路自理经缘仅])由(?![于此来])(?P<doer>[^，。；：,;:由被]{1,24}?)"
    r"(?:主动的?|定期|异步|同步|周期性?|一起|共同|自己|来|去|统一|直接|自动|负责|分别|通过"
    r"|进行){0,3}"
    r"(?:决定|负责|维护|管理|实现|组成|构成|控制|生成|选举|触发|提供|保证|分配|维持|存储|完成"
    r"|处理|执行|发起|发送|进行|调度|开发|承担"
    r"|指定|产生|创建|保存|解析|转发|协调|推送|确定|定义|编写|拉取|获取|监控|发布|计算|验证"
    r"|接管|返回|消费|持有|订阅|校验)(?![者器的方])"
)
_UNDER = re.compile(
    r"(?<!不)被(?!动|[调称视看认])(?P<doer>[^，。；：,;:由被把将]{2,20}?)(?:同时|重复|主动|自动"
    r"|直接|所){0,2}"
    r"(?:消费|持有|占用|调用|加载|管理|使用|处理|执行|访问|共享|监听|丢弃|修改|读取|锁定|选为"
    r"|回收|覆盖|拦截|阻塞|触发|利用|调度|识别|接管)(?![者器方组])"
)
_LIMITED_BY = re.compile(
    r"(?<![接遭承])受(?:到|限于)?(?P<doer>[^，。；：,;:由被把将]{2,16}?)的?(?:限制|约束|控制|影响|支配|保护)(?![者器方组])"
)
_BY_ENGLISH = re.compile(
    r"\b(?:is|are|was|were|be|being) (?:\w{3,15} )?(?:\w{2,14}ed|run|held|sent|set|chosen"
    r"|written|read|done|kept|built|made|given)"
    r" by (?P<doer>(?:the |an? )?[\w./'-]{2,30}(?: (?!for\b|in\b|on\b|at\b|as\b|with\b|using\b"
    r"|after\b|before\b|while\b|when\b|if\b|and then\b|which\b|that\b|to\b|so\b"
    r"|but\b)[\w./'-]{1,30}){0,5})",
    re.IGNORECASE,
)
_HYPOTHESES = ("如果", "假如", "若", "比如", "假设", "if ", "If ")
_NOBODY = re.compile(
    r"(?:[A-Z]{2,6}(?:多个.*|等.*)|[一两二三四五六七八九十几多\d]+(?:大|个)?(?:部分|组件|层|步)?|自己|系统|程序|(?:一个或"
    r"|任意|很|许)?[多几](?:个|台)?(?:节点|实例|服务器|机器|组件|部分|进程|线程|服务|人|客户端"
    r"|[A-Za-z]{2,14})|某.*|应用|数据|消息|请求|服务|资源|程序|用户自己|我们?|你|它们?|其.*|此"
    r"|谁|他|[对双前后各彼]方|前者|后者|双方|彼此|两者|二者|自身|本身|另一[个方].*|别的.*|这.*|该.*|大家|人工?|不同.*"
    r"|哪.*|什么.*|使用\w*|用户|别人|需要|[A-Za-z]\d?|.*[到给同于]|.*(?:分发|发送).*|消费|正常"
    r"|正确|成功|真正|需要|正在|频繁|大量|反复|多次|再次|.*(?:时|后|中)|\w*ing\b.*|default.*"
    r"|design|itself|them|it|us|you)",
    re.IGNORECASE,
)


_QUANTITY = re.compile(r"(?:一个或)?(?:多|若干|几|各|一|两|某)?[个台条份]?\s?(?=.)")
_COUNTS = re.compile(r"(?:只能?|最多|至多|仅能?)由?被?$")
"""最多只能被 {{一个消费者}} 消费: how many is the point, whoever the title names."""
_NEAREST = 2
"""Titles above that are looked at."""
_ROLE = re.compile(r".{0,6}(?P<deed>[\u4e00-\u9fff]{2})[者器方端员]")
_SHORT = re.compile(r"[a-z]{2,4}")
_WORD = re.compile(r"[a-z]{3,20}")


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for pattern in (_BY, _UNDER, _LIMITED_BY, _BY_ENGLISH):
        for match in pattern.finditer(text):
            if text[: match.start()].rpartition("，")[2].lstrip().startswith(_HYPOTHESES):
                yield Declined("only a condition")
                continue
            start, end = match.span("doer")
            found = complement(text[:end], start, counts=True)
            if _NOBODY.fullmatch(match["doer"].strip()) or isinstance(found, Declined):
                yield Declined("the doer says nothing")
            elif not _COUNTS.search(text[: found[0]]) and _is_told(
                sentence, text[slice(*found)], text[: found[0]] + text[found[1] :]
            ):
                yield Declined("a title or the verb names the doer")
            else:
                yield hidden(sentence, *found)


def _is_told(sentence: Sentence, doer: str, around: str) -> bool:
    """Return whether the titles above or the deed tell who it is: 消费 is done by 消费者."""
    name = _QUANTITY.sub("", doer, count=1).strip().casefold()
    titles = [fold(title).casefold() for title in sentence.context.breadcrumb[-_NEAREST:]]
    role = None if doer.startswith("一") else _ROLE.fullmatch(name)
    return any(name in title or _shortens(name, title) for title in titles) or (
        role is not None and role["deed"] in around
    )


def _shortens(name: str, title: str) -> bool:
    """Return whether `name` is made of letters of one Latin word: ZK of Zookeeper."""
    if not _SHORT.fullmatch(name):
        return False
    for word in _WORD.findall(title):
        letters = iter(word)
        if word[0] == name[0] and all(letter in letters for letter in name):
            return True
    return False


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
        Example(
            "Offsets of a consumer group are committed by the group coordinator.",
            ("statement Offsets of a consumer group are committed by {{the group coordinator}}.",),
        ),
    ),
    ignores=(
        "由于写入变慢，请求会堆积。",
        "方案由我们自己决定就可以。",
        "一个大的集群由多个节点组成。",
    ),
)
