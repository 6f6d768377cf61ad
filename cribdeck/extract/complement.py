"""What follows a verb: where the answer ends, and whether it is an answer by itself.

A clause (folded to simplified script) and the place behind its verb go in; out comes the
stretch that a learner should say, or the reason why there is none. Policy: an answer is the
object of the verb, not the verb after it (交给 {{队列}} 进行处理) nor the 中, 上 that closes a
place; nouns that fit everywhere (数据, 多个节点, 一段时间) are no answers, and an object with
a verb of its own means that the first word was no verb (更新{{失败会抛出异常}}).
"""

from __future__ import annotations

import re

from cribdeck.extract.rule import Declined
from cribdeck.extract.splitting import without_brackets
from cribdeck.units import units

_MARKS = " \t，。；;、,.！!：:"
_FEWEST_UNITS = 2
_TAIL = re.compile(
    r"(?<![未原本起带下过出上进回后往将外近])来(?![自源说讲回临得])|(?<![失过出进回除])去(?=[进执做完处找检查读取调])"
    r"|以(?=便|提高|提升|实现|保证|减少|避免|达到|支持|防止|降低|适应|满足|获得|解决|及时|更)"
    r"|并(?![发行联集非])|从而|进行(?!中)|(?<!不)同时|用来|用于|用以|然后|再(?=[由将把通进次])|而(?=无需|不[需是用会])"
    r"|(?<!间)直接(?!内存|量|引用|缓冲|路由)|主要(?=[用是解负])|继续|重新|的时候|(?<=.)供(?=[他其用客后])|就(?=可以|[行能]$)|即可|为止"
    r"|\s(?:when|if|because|while|so that|which|where|whereas|instead of|rather than|in order to|but"
    r"|after|before|until|unless|although|thus|e\.g\.|(?:and|or) (?:is|are|was|has|can|will|then|also|do(?:es)?))\b"
    r"|\s(?:=>|->|→)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:之中|当中|里面|上面|之上|(?<![集命其途选])中|(?<![那这哪])里|(?<![线以向])上|(?<![以向])下|(?<=存储)内)$"
)
_MEANS_END = re.compile(r"(?:来?实现|来?完成|来?处理|开发|编写|的方式|(?<=.)方式|机制实现)$")
_PREPOSITION = re.compile(
    r"(?:对(?!象)|将|把|向|从(?!库|节点)|给|在|通过|让|使(?!用)|被|先|等(?!级)|由|根据|按照?|为|与|和|用(?!户))"
)
_FINITE = re.compile(
    r"(?<![社机])会(?![话员议计])|(?<![成])就(?![绪近地位])|(?<![规法原准])则|也(?!许)|都(?!市)|(?<![人刚])才|如果|将(?!来)"
    r"|(?<![但总于若可只])是(?!否|非)|不能|可以|应该|必须|却|而且|但|(?<![随立])即(?!时|将|席|可)|[？?]"
)
_HARD = re.compile(r"如果|(?<![规法原准])则|却|而且|但|必须|[？?]")
_QUANTITY = (
    r"(?:任何|任意|各种|各个|各|所有|全部|若干|许多|大量|一定|某|相应|对应|相关|不同|其[他它]|新|具体|相同|同样|最终"
    r"|更多|更高|更好|很多|较多|大多数?|整个|当前|这|该|自己|本|不必要|多|几|数|[一两二三四五六七八九十\d]+|至少|至多|最多|超过"
    r"|[个种段份条台套组次块类大些家层]|的|\s)"
)
_GENERIC = re.compile(
    rf"{_QUANTITY}{{0,8}}"
    r"(?:数据|用户|服务|服务器|客户端|服务端|请求|响应|消息|资源|时间|机制|方式|方法|技术|功能|操作|问题|情况|作用|内容|信息|对象"
    r"|文件|性能|效率|速度|系统|程序|代码|结果|过程|影响|应用|东西|状态|数量|成本|开销|能力|压力|场景|类型|部分|步骤|阶段|节点"
    r"|机器|地方|工作|处理|特点|模式|格式|变化|条件|形式|概念|角色|要求|规则|逻辑|业务|错误|异常|概率|参数|值|字段|进程|线程"
    r"|中断|出错|受影响|失败|成功|完成|实现|缺点|优点|好处|坏处|安全|使用|设计|管理|开发|需求|变更|前端|后端"
    r"|key|value|topic|consumer|broker|leader|socket|(?:the |a |an |more |all |some |other |many )?(?:data|users?|services?|servers?"
    r"|clients?|requests?|messages?|resources?|time|work|files?|objects?|results?|information|things?|values?"
    r"|performance|systems?|nodes?|it|them|itself|one|same|problems?|features?|operations?|process(?:es)?))?",
    re.IGNORECASE,
)
_BARE_QUALITY = re.compile(
    r"一[个种款套].{0,8}(?:开源|分布式|高效|统一|轻量级?|高性能|高可用|可靠|简单|独立|开放|通用|快速|跨平台)$"
)
_EVALUATION = re.compile(
    r"(?:很|非常|比较(?!器)|十分|相当(?!于)|特别|太|最好|过于|容易|有点|不错|可观)|.{0,8}(?:太大|太小|太多|不错|麻烦|恶心|费劲)$"
    r"|(?:very|quite|so|too|pretty|good|bad|great|better|worse)\b"
)
_NUMBERED = re.compile(r"(?:^|\s)[1-9]\s?(?=[\u4e00-\u9fff])")
_ENGLISH_FINITE = re.compile(
    r"(?<!that)(?<!which)(?<!who)\s(?:is|are|was|were|will|can|cannot|should)\s", re.IGNORECASE
)


def complement(
    clause: str,
    start: int,
    *,
    clausal: bool = False,
    counts: bool = False,
    means: bool = False,
) -> tuple[int, int] | Declined:
    """Return where the answer behind the verb stands, or why there is none.

    Args:
        clause: one clause.
        start: where the verb ends.
        clausal: whether the verb takes a whole statement as its object (保证, 表示).
        counts: whether a mere number of things is an answer (至少 {{两个}}).
        means: whether the object is a tool, after which 来实现 is no part of the answer.
    """
    start += len(clause[start:]) - len(clause[start:].lstrip(_MARKS))
    end = start + len(clause[start:].rstrip(_MARKS))
    if not clausal:
        end = _before_tail(clause, start, end)
    if means:
        end = _without(_MEANS_END, clause, start, end)
    if not _PREPOSITION.match(clause, start):
        end = _without(_PLACE, clause, start, end)
    answer = clause[start:end]
    against = _objection(answer, clausal=clausal, counts=counts)
    return Declined(against) if against else (start, end)


def _objection(answer: str, *, clausal: bool, counts: bool) -> str:
    bare = without_brackets(answer)
    if not counts and _GENERIC.fullmatch(bare.removesuffix("等")):
        return "the object says nothing by itself"
    if _EVALUATION.match(bare):
        return "an evaluation, not a fact"
    if _BARE_QUALITY.search(bare):
        return "the object would be cut before its noun"
    if _NUMBERED.search(answer):
        return "a numbered list stands inside"
    if _is_clause(bare, clausal=clausal):
        return "the object has a verb of its own"
    return ""


def _is_clause(answer: str, *, clausal: bool) -> bool:
    return has_own_verb(answer) and not (clausal and not _HARD.search(answer))


def has_own_verb(text: str) -> bool:
    """Return whether a verb rules `text`, so that it is a clause rather than a name.

    In 最后一次会写入的位置 the verb stands before 的 and rules nothing.
    """
    if _HARD.search(text) or _ENGLISH_FINITE.search(text):
        return True
    head = text.rfind("的", 0, len(text) - 1)
    return _FINITE.search(text, head + 1) is not None


def _before_tail(clause: str, start: int, end: int) -> int:
    """Return where the object ends and another verb takes over."""
    if _PREPOSITION.match(clause, start):
        return end
    for match in _TAIL.finditer(clause, start + 1, end):
        head = clause[start : match.start()]
        whole = head.count("（") + head.count("(") == head.count("）") + head.count(")")
        if whole and head.count("「") == head.count("」"):
            enough = units(head) >= _FEWEST_UNITS or head.strip().isascii()
            return match.start() if enough else end
    return end


def _without(words: re.Pattern[str], clause: str, start: int, end: int) -> int:
    match = words.search(clause[start:end])
    if match is None or units(clause[start : start + match.start()]) < _FEWEST_UNITS:
        return end
    return start + match.start()
