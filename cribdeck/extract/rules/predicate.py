"""What a thing does, holds, needs or becomes: `X 负责 Y`, `X 存储在 Y`, `把 X 交给 Y`, `X uses Y`.

Trigger: a clause with a verb from one of three tables: verbs that say something with a short
object (负责, 支持, 基于), verbs with a place or a result (交给, 写入, 转换成), and common verbs,
whose object must have 4 units to be worth asking for (处理, 等待, 返回).
Gives: a statement with the object hidden, up to the end of the clause.
Does not touch: verbs inside nouns (存储引擎, 使用场景), objects that point elsewhere, clauses
that open a sentence without a subject, unless they are list items under a title.
Precision: not judged yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.clause import is_subject
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.splitting import clauses
from cribdeck.extract.unit import Sentence
from cribdeck.extract.wording import is_dangling
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import units

_TELLING = re.compile(
    r"(?:负责|采用|基于|不?支持(?!者|度)|提供(?!者|方|商)|包含|包括|维护|依赖(?!关系|注入|包|项)于?|保证|确保|取决于|决定"
    r"|属于|位于|允许|禁止|表示(?!层)|代表|对应(?!关系)|指向|具有|拥有|具备|隐藏|屏蔽|相当于|等同于|类似于|遵循|遵守|继承|实现(?!方式|原理|类)|使用(?!场景|方法|方式|率|者|中|时|过|到|的)"
    r"|适合|适用于|作用于|面向|独占|共享|共用|占用|监听(?!器)|引入|借助|需要|不需要|无需|不依赖|不保证|看作|视为|称为|叫做?(?!法)"
    r"|有(?=[一两二三四五六七八多几\d]|多)[个种]?|只有|没有)[了着]?(?!的)"
)
_MOVING = re.compile(
    r"(?:交给|转交给|发送?[给到]|发往|转发[给到]|推送?[给到]|传(?:递|输)?[给到]|返回给|提供给|分配[给到为]|分[成为](?!了?什么)|划分[为成]|拆分?[成为]"
    r"|转换?[成为]|转化[成为]|变[成为]|合并[成为]|映射[到为成]|复制[到给]|同步[到给]|加载[到进]|注册[到进]|绑定[到在]|提交[到给]|持久化到"
    r"|存储?[在到进为]|保存[在到进为]|存放[在到]|放[在到入进]|写[入到进]|刷[入到新]+|记录[在到]|缓存[在到]|运行[在于]|部署[在于到]|工作[在于]"
    r"|发生[在于]|作用[在于]|定位到|切换[到为成]|升级[到为成]|降级[到为成]|设置?[为成]|配置[为成]|初始化为|默认为|追加到|加入到?|移[动到至]+|路由[到给]|取自|来自|来源于)[了着]?"
)
_COMMON = re.compile(
    r"(?:存储|保存|记录|返回|处理|管理|产生|触发|生成|避免|减少|降低|提高|提升|增加|解决|调用|控制|监控|校验|检查|隔离|竞争"
    r"|广播|限制|消耗|发送|接收|拉取|推送|订阅|发布|消费|读取|执行|创建|启动|选举|推举|选择|等待|阻塞|持有|获取|释放|计算|匹配|停止|终止"
    r"|重启|加载|回滚|确认|投递|转发|分发|绑定|注册|发现|关闭|打开|建立|断开|连接|更新|删除|修改|插入|扫描|查找|查询|遍历|比较|合并|拆分"
    r"|分割|压缩|加密|解密|签名|验证|解析|编译|复用|重用|锁定|锁住|统计|收集|上报|通知|同步|复制|占据|丢弃|保留|忽略|抛出|捕获)"
    r"(?![的器员者时完后前率量值点数方层型])[了着]?(?!的)"
)
_ENGLISH = re.compile(
    r"\b(?:stores?|holds?|keeps?|uses?|supports?|provides?|contains?|maintains?|relies on|depends on|offers?"
    r"|guarantees?|ensures?|returns?|runs? on|allows?|requires?|consists? of|(?:is|are) (?:based on"
    r"|responsible for|composed of|made of|stored in|located in|used by|determined by|written in"
    r"|implemented (?:as|with|in)|called|known as|divided into|sent to|assigned to)|handles?"
    r"|manages?|reduces?|increases?|improves?|avoids?|prevents?|represents?|tracks?|distributes?"
    r"|does not (?:support|guarantee|require|use|need)|writes? to|reads? from|sends?|receives?)\s+",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"(?:是|由|完|时|后|前|过|出|起来|的|之|多少|什么|哪|怎|如何|以下|如下|下面|上面|方式|过程|自己|大量|很多|一些|更多|不到|更好|相应|任何影响|一下|这[个些种]|那[个些种]|它)"
    r"|.{0,10}(?:时[会是，]|的时候|之后|之前|后[会是，再])|.{0,14}(?:就是|等于|是|不是|也是)$|.{0,3}[完好]"
)
_SHORTEST = 2
_SHORTEST_COMMON = 4
_LONGEST_ENGLISH_SUBJECT = 6


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for start, end in clauses(sentence.content):
        clause = text[start:end]
        found = _chinese(clause, sentence, opens=start == 0) or _english(clause)
        if found is None:
            continue
        verb_end, shortest = found
        rest = clause[verb_end:].lstrip()
        if units(rest) < shortest or _NO_OBJECT.match(rest):
            yield Declined("what follows the verb is no answer by itself")
        else:
            yield hidden(sentence, start + verb_end, end)


def _chinese(clause: str, sentence: Sentence, *, opens: bool) -> tuple[int, int] | None:
    """Return where the object begins, and how long it must be."""
    listed = opens and bool(sentence.context.marker) and len(sentence.context.breadcrumb) > 1
    for pattern, shortest in (
        (_MOVING, _SHORTEST),
        (_TELLING, _SHORTEST),
        (_COMMON, _SHORTEST_COMMON),
    ):
        for match in pattern.finditer(clause):
            if units(clause[match.end() :]) < shortest:
                continue
            if pattern is _MOVING and re.search(r"[将把被]", clause[: match.start()]):
                return match.end(), shortest
            if is_subject(clause[: match.start()], opens=opens and not listed):
                return match.end(), shortest
    return None


def _english(clause: str) -> tuple[int, int] | None:
    match = _ENGLISH.search(clause, 1)
    if match is None:
        return None
    subject = clause[: match.start()].split()
    fits = 0 < len(subject) <= _LONGEST_ENGLISH_SUBJECT and not is_dangling(clause.lstrip())
    return (match.end(), _SHORTEST) if fits and subject[0][:1].isupper() else None


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
            "网关会把校验过的请求转发给后端的服务实例。",
            ("statement 网关会把校验过的请求转发给{{后端的服务实例}}。",),
        ),
        Example(
            "Kafka stores its messages in append-only log segments on disk.",
            ("statement Kafka stores {{its messages in append-only log segments on disk}}.",),
        ),
    ),
    ignores=("它负责处理网络请求。", "常见的存储引擎有很多。"),
)
