"""What a thing does, holds, needs or becomes: `X 负责 Y`, `X 存储在 Y`, `把 X 交给 Y`, `X uses Y`.

Trigger: a clause with a subject and a verb of one of four tables: verbs with a place or a
result (交给, 写入, 转换成), verbs that say something with a short object (采用, 支持, 基于), verbs
that take a statement (保证, 允许, 表示), and common verbs, which need 4 units of object and a
sign that they are verbs there (会, 可以, 了, 一个 …); 从 X 获取; English verbs, passives.
Gives: a statement with the object hidden (`complement.py` says where it ends); of three names or
more a listing.
Does not touch: verbs inside nouns (存储引擎, 使用场景), objects that fit everywhere (数据,
多个节点), clauses that open a sentence without a subject, unless they are list items under a title.
Precision: 78 % of 60 judged usable (29 good, 18 acceptable, 13 bad);
of 34 on notes never seen 76 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.clause import is_subject
from cribdeck.extract.complement import complement
from cribdeck.extract.empty_object import object_objections
from cribdeck.extract.english_object import english_object
from cribdeck.extract.object_list import object_list
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence
from cribdeck.extract.verbs import COMMON, MOVING, TABLES, Verbs, is_verb
from cribdeck.extract.word_cut import is_inside_word
from cribdeck.facts.model import Listing, Statement
from cribdeck.folding import fold
from cribdeck.units import has_han, units

_FROM = re.compile(
    r"(?<![自])从(?!而|不|此|来|小|头|前)(?=[^，。从到]{2,16}?(?:中|里|上|处)?"
    r"(?:读取|获取|拉取|加载|复制|同步|恢复|接收|取得|选出|选举|查找|取出|读))"
    r"([^，。从到]{2,16}?)(?:中|里|上|处|那里)?(?:同步|异步|直接|重新|主动|批量)?"
    r"(?:读取|获取|拉取|加载|复制|同步|恢复|接收|取得|选出|选举|查找|取出|读)"
)
_NO_OBJECT = re.compile(
    r"(?:是|由|完|时(?!间|序)|后(?![端台续])|前(?![端缀])|过(?!滤|期|程)|出(?!现|错)|起来|的|之"
    r"|多少|什么|哪|怎|如何|以下|如下|下面|上面|方式|过程|大量|很多"
    r"|[^，。]{0,10}的(?:最[大小][值数]|[上下]限)"
    r"|一些|更多|不到|更好|任何影响|一下|这[个些种样]|那[个些种样]|它|谁|多久)"
    r"|.{0,10}(?:时[会是，]|的时候|之后|之前|后[会是，再])|.{0,3}[完好](?!整)"
)
_MOVED = re.compile(r"[将把被].{2}")
_CASE = re.compile(r"(?:如果|假如|倘若|万一|一旦|(?<=.)若(?!干))")
"""Before the verb: of 存活检查若依赖数据库，… what follows has to be shown."""
_RELATIVE = re.compile(r".{1,20}所[^，]{2,6}的")
_NAMES_ON = re.compile(r".{1,12}的(?:消息|请求|数据|事务|线程|节点|文件|对象|用户)$")
_LIST_GOES_ON = re.compile(
    r"(?:, (?!which|that|but|so|and then"
    r"|while)[\w/-]{2,20}(?: [\w/-]{2,20}){0,3}){1,5}(?=[.;]?$)"
)
_DUTY = re.compile(r"(?P<who>[^，。的]{2,14}?)(?:主要|只|则)?负责.{4}")
"""The doer is the better question where little else is left to read."""
_SUPPLIES = re.compile(r"提供了?\s*$")
_KIND_AT_END = re.compile(r"(?<=..)的(?:服务|功能|支持|能力|接口)$")
"""提供 {{地址信息}} 的服务: the kind is no news."""
_HANDS_OVER = re.compile(r"(?:给|至)了?\s*$")
_TAKES_OVER = re.compile(
    r"(?<=..)(?:来|去|进行)?(?:处理|执行|完成|管理|维护|负责|消费|调度|解析|判断|校验|实现|使用)$"
)
"""交给 {{存储引擎}} 处理."""
_SENDS = re.compile(r"(?:发送|返回|推送|提交|上报|传递)了?\s*$")
_RECIPIENT = re.compile(r"(?<=..)[给到](?=[A-Za-z]{2,20}$|[\u4e00-\u9fff]{2,6}$)")
"""返回 {{重复标记}} 给客户端."""


def _extract(sentence: Sentence) -> Iterator[Statement | Listing | Declined]:
    text = fold(sentence.text)
    item = bool(sentence.context.marker) and len(sentence.context.breadcrumb) > 1
    for start, end in sentence.clauses:
        clause = text[start:end]
        opens = start == 0 and not item
        find = _chinese if has_han(clause) else english_object
        found = find(clause, opens=opens)
        if found is None and has_han(clause):
            found = _source(clause)
        if isinstance(found, Declined):
            yield found
        elif found is not None:
            listed = _LIST_GOES_ON.match(text, start + found[1]) if not has_han(clause) else None
            if listed:
                found = (found[0], listed.end() - start)
            begin, stop = start + found[0], start + found[1]
            against = objection(object_objections(text, (start, end), begin, stop))
            if against:
                yield against
                continue
            several = object_list(sentence, start, begin, stop)
            if several is not None:
                yield several
                continue
            follows = sentence.clause_end(end) if _CASE.search(clause, 0, found[0]) else end
            shown = (start, follows) if follows > end else None
            made = hidden(sentence, begin, stop, shown=shown)
            duty = _DUTY.match(clause) if isinstance(made, Declined) and opens else None
            if duty and not item and is_subject(duty["who"], opens=True):
                made = hidden(sentence, start + duty.start("who"), start + duty.end("who"))
            yield made


def _chinese(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    """Return the object of the first verb that has a subject."""
    candidates = [
        (start, order, match, verbs)
        for order, verbs in enumerate(TABLES)
        for start, match in _verb(clause, verbs, opens=opens)
    ]
    if not candidates:
        return None
    _, _, match, verbs = min(candidates, key=lambda candidate: candidate[:2])
    before, rest = clause[: match.start()], clause[match.end() :]
    if _is_too_short(rest, verbs) or _NO_OBJECT.match(rest.lstrip()):
        return Declined("what follows the verb is no answer by itself")
    moved = verbs.pattern is MOVING and _RELATIVE.match(rest) is not None
    if moved or (_NAMES_ON.fullmatch(rest.strip(" ，,。")) and not before.strip()):
        return Declined("the verb belongs to a name")
    found = complement(clause, match.end(), clausal=verbs.clausal, means=verbs.means)
    if isinstance(found, Declined):
        return found
    found = _without_recipient(clause, *found)
    if _is_too_short(clause[slice(*found)], verbs):
        return Declined("the object is too short to ask for")
    return found


def _without_recipient(clause: str, start: int, end: int) -> tuple[int, int]:
    """Return the object without 的服务 or 给客户端 at its end."""
    before, answer = clause[:start], clause[start:end]
    further = None
    if _HANDS_OVER.search(before):
        further = _TAKES_OVER.search(answer)
    elif _SUPPLIES.search(before):
        further = _KIND_AT_END.search(answer)
    elif _SENDS.search(before):
        further = _RECIPIENT.search(answer)
    return start, start + further.start() if further else end


def _verb(clause: str, verbs: Verbs, *, opens: bool) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the first verb of a table that has a subject, with its rank: 把 X 交给 Y goes first."""
    for match in verbs.pattern.finditer(clause):
        before, rest = clause[: match.start()], clause[match.end() :]
        if is_inside_word(clause, match.start()) or is_inside_word(clause, match.end()):
            continue
        if verbs.pattern is MOVING and _MOVED.search(before):
            yield -1, match
            return
        if verbs.pattern is MOVING and before.rstrip().endswith(("将", "把")):
            continue
        if before.endswith(("对", "和", "与")) or not is_subject(before, opens=opens):
            continue
        if verbs.pattern is not COMMON or is_verb(before, rest):
            yield match.start(), match
            return


def _is_too_short(answer: str, verbs: Verbs) -> bool:
    """Return whether `answer` has too few units; a Latin name says enough by itself."""
    name = answer.strip(" ，。；;,.：:")
    return units(name) < verbs.shortest and not (name.isascii() and len(name) > 1)


def _source(clause: str) -> tuple[int, int] | Declined | None:
    """Return X of `从 X 获取 Y`."""
    match = _FROM.search(clause)
    if match is None:
        return None
    return complement(clause[: match.end(1)], match.start(1))


RULE = Rule(
    name="predicate",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "worker 进程负责处理网络请求，监听的端口由配置决定。",
            ("statement worker 进程负责{{处理网络请求}}，监听的端口由配置决定。",),
        ),
        Example(
            "网关会把校验过的请求转发给订单服务进行处理。",
            ("statement 网关会把校验过的请求转发给{{订单服务}}进行处理。",),
        ),
        Example(
            "Kafka stores its messages in append-only log segments on disk.",
            ("statement Kafka stores its messages in {{append-only log segments}} on disk.",),
        ),
    ),
    ignores=(
        "存活检查若依赖数据库，数据库一抖动就会重启所有的实例。",
        "默认先确认消息再执行任务，任务中途崩溃就会丢失。",
        "- 压缩主题类似 Redis 的哈希表，同一个 key 只留最新的值",
        "分区数没有集群给定的最大值，只看内存还剩多少。",
        "4.2 起共享组（share group）正式可用，多个消费者能读同一个分区。",
        "它负责处理网络请求。",
        "常见的存储引擎有很多。",
        "集群可以包含多个节点。",
        "更新操作失败会抛出异常。",
    ),
)
