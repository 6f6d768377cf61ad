"""What a thing does, holds, needs or becomes: `X 负责 Y`, `X 存储在 Y`, `把 X 交给 Y`, `X uses Y`.

Trigger: a clause with a subject and a verb of one of four tables: verbs with a place or a
result (交给, 写入, 转换成), verbs that say something with a short object (采用, 支持, 基于), verbs
that take a statement (保证, 允许, 表示), and common verbs, which need 4 units of object and a
sign that they are verbs there (会, 可以, 了, 一个 …); 从 X 获取; English verbs, passives.
Gives: a statement with the object hidden (`complement.py` says where it ends); of three names or
more a listing.
Does not touch: verbs inside nouns (存储引擎, 使用场景), objects that fit everywhere (数据,
多个节点), clauses that open a sentence without a subject, unless they are list items under a title.
Precision: 83 % of 47 judged usable (26 good, 13 acceptable, 8 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cribdeck.extract.clause import is_english_subject, is_subject
from cribdeck.extract.complement import complement
from cribdeck.extract.object_list import object_list
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Listing, Statement
from cribdeck.folding import fold
from cribdeck.units import has_han, units

_MOVING = re.compile(
    r"(?:交给|转交给|发送?[给到至]|发往|转发[给到至]|推送?[给到至]|传(?:递|输)?[给到至]|返回给"
    r"|提供给|通知给|分配[给到为]|分[成为](?!了?什么)"
    r"|划分[为成]|拆分?[成为]|转换?[成为]|转化[成为]|变[成为]|变更为|合并[成为]|映射[到为成]"
    r"|复制[到给至]|同步[到给至]|加载[到进]|注册[到进]"
    r"|绑定[到在]|提交[到给]|持久化到|(?:存储|存(?!在)|保存|存放|放|缓存|记录|维护|登记"
    r"|保留)[在到进入至]|存为|写[入到进]到?|刷新?[入到]|落[到盘]到?"
    r"|(?:运行|部署|工作|构建|建立|处理|执行|分布|发生|作用|位|处|用|应用|适用|取决|依赖|起源"
    r"|等价|等同|受限|不限|专注|致力)[在于](?!是)"
    r"|定位到|切换[到为成]|升级[到为成]|降级[到为成]|设置?[为成]|配置[为成]|初始化为|默认[为是]"
    r"|追加到|加入到|移[动到至]+|路由[到给至]"
    r"|广播[给到]|分发[给到至]|投递[给到至]|上报[给到]|取自|来自|来源于|解析[为成]|编译[为成]"
    r"|翻译[为成]|封装[为成进]|序列化[为成]|打包[为成]"
    r"|抽象[为成]|(?:编译|打包|嵌)[进到入]|指定为|标记为|选为|视为|看作|当作|当成|称[作为之]+"
    r"|叫做?(?!法)|命名为|恢复到|回滚到|重定向到|跳转[到至])(?:了(?!解)|着)?"
)
_USING = re.compile(
    r"(?:采用|基于(?!此)|使用(?!场景|方法|方式|率|者|中|时|过|到|的|户|量|于|较)|引入|借助"
    r"|利用(?!率))(?:了(?!解)|着)?(?![的性])"
)
_TELLING = re.compile(
    r"(?:(?<![都均])不?支持(?!者|度)|提供(?!者|方|商)|包含|包括|依赖(?!关系|注入|包|项|于)|属于|具有|拥有"
    r"|具备|隐藏|屏蔽|相当于|类似于"
    r"|遵循|遵守|继承|适合|面向|独占|共享(?!锁|内存|变量)|共用|占用|监听(?!器|端)|引入|借助"
    r"|不?需要|无需|不依赖|充当|扮演|作为|成为|指向|对应(?!关系|的)|存储着|保存着|绕过|只有"
    r"|(?<!有)没有(?!被|正确|任何|及时|完全|收到|发送|进行|必要|关系|办法|问题|太)|等于|大于"
    r"|小于|自带|内置(?!策|的))"
    r"(?:了(?!解)|着)?(?![的性])"
)
_CLAUSAL = re.compile(
    r"(?:负责|保证(?!书)|确保|取决于|决定(?!性)|允许|禁止|表示(?!层)|代表(?!是)|意味着|不保证"
    r"|要求(?!的)|实现了|用来|用以|是指|假定|假设(?!有))(?:了(?!解)|着)?(?!的)"
)
_COMMON = re.compile(
    r"(?:存储|保存|记录|返回|处理|管理|产生|触发|生成|避免|减少|降低|提高|提升|增加|解决|调用"
    r"|控制|监控|校验|检查|隔离|竞争"
    r"|广播|限制|消耗|发送|接收|拉取|推送|订阅|发布|消费|读取|执行|创建|启动|选举|推举|选择"
    r"|等待|阻塞|持有|获取|释放|计算|匹配|停止|终止"
    r"|重启|加载|回滚|确认|投递|转发|分发|绑定|注册|关闭|打开|建立|断开|连接|更新|删除|修改"
    r"|插入|扫描|查找|查询|遍历|合并|拆分"
    r"|分割|压缩|加密|解密|签名|验证|解析|编译|复用|重用|锁定|锁住|统计|收集|上报|通知|同步"
    r"|复制|占据|丢弃|保留|忽略|抛出|捕获|维护|携带"
    r"|存在|丢失|清空|清除|回收|分配|申请|拒绝|实现|缓存|丢掉|淘汰|预测|屏蔽|拦截|暴露|影响"
    r"|破坏|违反|满足)"
)
_SIGN_BEFORE = re.compile(
    r"(?:会|可以|能够?|将|需要?|只|都|也|不|再|要|来|去|先|自动|则|才|就|直接|同时|负责|用于"
    r"|用来|必须|无法|主动|定期|异步|同步|不断|随机|便|统一|重新|没有?)$"
)
_SIGN_AFTER = re.compile(
    r"[了着]|一[个种条份组次]|[该其]|所有|多个|不同|全部|每|自己|整个|任意|任何|来自"
    r"|[两三四五六七八九\d]|新的|“|「|`|对应|相应|指定"
)
_NOT_A_VERB = re.compile(
    r"(?:[的器员者时完后前率量值点数方层型性到给在过出好池端锁进]|操作|失败|成功|期间|[+/、>→-]"
    r"|引擎|功能|阶段|框架|条件|策略|机制|方式|过程|次数|模式|模型)"
)
_NOUN_GOES_ON = re.compile(
    r"(?:性能|优化|效率|速度|时间|请求|任务|线程|进程|结果|语句|命令|队列|日志|缓存|算法|接口"
    r"|协议|成本|开销|能力|压力|频率|位置|顺序|关系"
    r"|列|表|名|键|组|体|法|级|中心|节点|事务|粒度|问题|系统|服务|消息|数据)"
)
_FROM = re.compile(
    r"(?<![自])从(?!而|不|此|来|小|头|前)(?=[^，。从到]{2,16}?(?:中|里|上|处)?"
    r"(?:读取|获取|拉取|加载|复制|同步|恢复|接收|取得|选出|选举|查找|取出|读))"
    r"([^，。从到]{2,16}?)(?:中|里|上|处|那里)?(?:同步|异步|直接|重新|主动|批量)?"
    r"(?:读取|获取|拉取|加载|复制|同步|恢复|接收|取得|选出|选举|查找|取出|读)"
)
_ENGLISH = re.compile(
    r"\b(?:stores?|holds?|keeps?|uses?|supports?|provides?|contains?|maintains?|relies on"
    r"|depends on|offers?"
    r"|returns?|runs? (?:on|in)|requires?|needs?|consists? of|handles?|manages?|reduces?"
    r"|increases?|improves?|avoids?"
    r"|prevents?|represents?|tracks?|distributes?|shares?|evicts?|counts?|caches|serves?"
    r"|creates?|adds?|removes?"
    r"|updates?|writes?(?: to)?|reads?(?: from)?|sends?|receives?|becomes?|includes?"
    r"|implements?|inherits?|extends?"
    r"|blocks?|locks?|waits for|splits?|maps?|converts?|translates?|belongs? to|refers? to"
    r"|points? to|acts? as|serves? as"
    r"|works? (?:on|with|as)|lives? in|has|have|lacks?|checks?|scans?|monitors?|copies"
    r"|replicates?|computes?"
    r"|detects?|executes?|loads?|guarantees?|ensures?|allows?|means(?: that)?|determines?"
    r"|defines?|specifies|describes?"
    r"|(?:is|are|was|were|be|being) (?:also |then |always |typically "
    r"|usually )?(?:[a-z]{2,12}ed|split|built|kept|sent"
    r"|written|read|held|made|known|run|put|set|bound|given|chosen|stored) (?:in(?:to)?|to|on"
    r"|with|from|as|at|over|through|for))\s+",
    re.IGNORECASE,
)
_CLAUSAL_ENGLISH = re.compile(
    r"(?:guarantee|ensure|allow|mean|determine|check|need)", re.IGNORECASE
)
_NO_ENGLISH_VERB = re.compile(
    r"(?:of|in|on|is|are|and|or|to|from|for|by|with|at|as|can|will|was|between|into|that)\b"
    r"|[,.;:=/&)-]",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?:its |the |all |their )?(?:messages|data|records|rows|events|requests|objects|values|it"
    r"|them)"
    r" (?:in|on|to|from|as|into)\s",
    re.IGNORECASE,
)
"""stores messages in …: where to is the question."""
_PLACE = re.compile(r"\s(?:for|in|on|with|at|from|per|into|during|across)\s", re.IGNORECASE)
_PASSIVE = re.compile(r"^(?:is|are|was|were|be|being)\b", re.IGNORECASE)
_ADJUNCT = re.compile(r"\s(?:for|as|by|when|until|in order)\s", re.IGNORECASE)
_PLURAL = re.compile(
    r"s\s*$|\b(?:and \w+|they|these|can|will|may|must|not|don't|which|that)\s*$", re.IGNORECASE
)
_THIRD_PERSON = re.compile(r"[a-z]+s\b|(?:is|are|was|were|be)\b", re.IGNORECASE)
_NO_OBJECT = re.compile(
    r"(?:是|由|完|时(?!间|序)|后(?![端台续])|前(?![端缀])|过(?!滤|期|程)|出(?!现|错)|起来|的|之"
    r"|多少|什么|哪|怎|如何|以下|如下|下面|上面|方式|过程|大量|很多"
    r"|一些|更多|不到|更好|任何影响|一下|这[个些种样]|那[个些种样]|它|谁|多久)"
    r"|.{0,10}(?:时[会是，]|的时候|之后|之前|后[会是，再])|.{0,3}[完好](?!整)"
)
_MOVED = re.compile(r"[将把被].{2}")
_RELATIVE = re.compile(r".{1,20}所[^，]{2,6}的")
_NAMES_ON = re.compile(r".{1,12}的(?:消息|请求|数据|事务|线程|节点|文件|对象|用户)$")
_LIST_GOES_ON = re.compile(
    r"(?:, (?!which|that|but|so|and then"
    r"|while)[\w/-]{2,20}(?: [\w/-]{2,20}){0,3}){1,5}(?=[.;]?$)"
)
_DUTY = re.compile(r"(?P<who>[^，。的]{2,14}?)(?:主要|只|则)?负责.{4}")
"""The doer is the better question where little else is left to read."""
_SHORTEST, _SHORTEST_COMMON = 2, 4
_UNSPECIFIC = re.compile(
    r"(?:指定的?|对应的?|相应的?|具体的?|相关的?|特定的?|合适的?|适当的?|正确的?|最终的|最终选[择定中]的?)"
    r"(?:[^的]{1,4}|\s?[A-Za-z]{2,14}|[^的]{2,3}服务器)"
)
"""指定的队列: whichever it is."""
_NEEDS = ("需要", "要")
_EXPLAINED = re.compile(r"(?:它|其(?![他它])|这)")
_OF_A_KIND = re.compile(r"是一[种个](?P<inside>[^，。；]{4,40})[，,][^，。；]{0,12}$")
"""是一种通过…，而不需要 … 的协议: one noun phrase over two clauses."""


class _Verbs(NamedTuple):
    """One table of verbs."""

    pattern: re.Pattern[str]
    shortest: int
    """Units of an object that is worth asking for."""
    clausal: bool = False
    means: bool = False


_TABLES = (
    _Verbs(_MOVING, _SHORTEST),
    _Verbs(_CLAUSAL, _SHORTEST_COMMON, clausal=True),
    _Verbs(_USING, _SHORTEST, means=True),
    _Verbs(_TELLING, _SHORTEST),
    _Verbs(_COMMON, _SHORTEST_COMMON),
)


def _extract(sentence: Sentence) -> Iterator[Statement | Listing | Declined]:
    text = fold(sentence.text)
    item = bool(sentence.context.marker) and len(sentence.context.breadcrumb) > 1
    for start, end in sentence.clauses:
        clause = text[start:end]
        opens = start == 0 and not item
        find = _chinese if has_han(clause) else _english
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
            if _is_implied(text, begin, stop, end):
                yield Declined("the object is implied by what else is said")
                continue
            several = object_list(sentence, start, begin, stop)
            if several is not None:
                yield several
                continue
            made = hidden(sentence, begin, stop)
            duty = _DUTY.match(clause) if isinstance(made, Declined) and opens else None
            if duty and not item and is_subject(duty["who"], opens=True):
                made = hidden(sentence, start + duty.start("who"), start + duty.end("who"))
            yield made


def _is_implied(text: str, start: int, stop: int, clause_end: int) -> bool:
    """Return whether the object only takes up something said, or is explained next."""
    answer = text[start:stop]
    if _UNSPECIFIC.fullmatch(answer):
        return True
    before, after = text[:start].rstrip(), text[clause_end:].lstrip()
    if before.endswith(_NEEDS) and _EXPLAINED.match(after):
        return True
    kind = _OF_A_KIND.search(before)
    return kind is not None and answer.rfind("的") > 0 and "的" not in kind["inside"]


def _chinese(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    """Return the object of the first verb that has a subject."""
    candidates = [
        (start, order, match, verbs)
        for order, verbs in enumerate(_TABLES)
        for start, match in _verb(clause, verbs, opens=opens)
    ]
    if not candidates:
        return None
    _, _, match, verbs = min(candidates, key=lambda candidate: candidate[:2])
    before, rest = clause[: match.start()], clause[match.end() :]
    if _is_too_short(rest, verbs) or _NO_OBJECT.match(rest.lstrip()):
        return Declined("what follows the verb is no answer by itself")
    moved = verbs.pattern is _MOVING and _RELATIVE.match(rest) is not None
    if moved or (_NAMES_ON.fullmatch(rest.strip(" ，,。")) and not before.strip()):
        return Declined("the verb belongs to a name")
    found = complement(clause, match.end(), clausal=verbs.clausal, means=verbs.means)
    if isinstance(found, Declined):
        return found
    if _is_too_short(clause[slice(*found)], verbs):
        return Declined("the object is too short to ask for")
    return found


def _verb(clause: str, verbs: _Verbs, *, opens: bool) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the first verb of a table that has a subject, with its rank: 把 X 交给 Y goes first."""
    for match in verbs.pattern.finditer(clause):
        before, rest = clause[: match.start()], clause[match.end() :]
        if verbs.pattern is _MOVING and _MOVED.search(before):
            yield -1, match
            return
        if verbs.pattern is _MOVING and before.rstrip().endswith(("将", "把")):
            continue
        if not is_subject(before, opens=opens):
            continue
        if verbs.pattern is not _COMMON or _is_verb(before, rest):
            yield match.start(), match
            return


def _is_too_short(answer: str, verbs: _Verbs) -> bool:
    """Return whether `answer` has too few units; a Latin name says enough by itself."""
    name = answer.strip(" ，。；;,.：:")
    return units(name) < verbs.shortest and not (name.isascii() and len(name) > 1)


def _is_verb(before: str, rest: str) -> bool:
    """Return whether a common verb is one here, and not the first half of a noun."""
    if _NOT_A_VERB.match(rest) and not rest.startswith(("在线", "点对点", "数据")):
        return False
    stem = before.rstrip()
    if _SIGN_BEFORE.search(stem) or _SIGN_AFTER.match(rest.lstrip()):
        return True
    bare = not stem or stem[-1].isascii()
    return bare and not _NOUN_GOES_ON.match(rest) and "的" in rest[1:-2]


def _source(clause: str) -> tuple[int, int] | Declined | None:
    """Return X of `从 X 获取 Y`."""
    match = _FROM.search(clause)
    if match is None:
        return None
    return complement(clause[: match.end(1)], match.start(1))


def _english(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    for match in _ENGLISH.finditer(clause):
        before, verb = clause[: match.start()], match[0]
        if _NO_ENGLISH_VERB.match(clause, match.end()) or not is_english_subject(
            before, opens=opens
        ):
            continue
        agrees = _THIRD_PERSON.match(verb) if not _PLURAL.search(before) else True
        if not agrees:
            continue
        clausal = _CLAUSAL_ENGLISH.match(verb) is not None
        leading = None if clausal else _CARRIED.match(clause, match.end())
        end = clause.find(" to ", match.end()) if not clausal or verb.startswith("allow") else -1
        adjunct = _ADJUNCT.search(clause, match.end()) if _PASSIVE.search(verb) else None
        if adjunct:
            end = adjunct.start()
        start = leading.end() if leading else match.end()
        cut = clause[:end] if end > start else clause
        if not clausal and units(cut[start:]) > units(before + verb):
            place = _PLACE.search(cut, start + 1)
            cut = cut[: place.start()] if place else cut
        return complement(cut, start, clausal=clausal)
    return None


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
        "它负责处理网络请求。",
        "常见的存储引擎有很多。",
        "集群可以包含多个节点。",
        "更新操作失败会抛出异常。",
    ),
)
