"""By what something is done: `通过 X 实现 Y`, `采用 X 机制`, `X 协议`, `by …ing`, `using X`.

Trigger: 通过, 利用, 借助, 基于, 采用, 依靠, 使用 before a few words, then 来, 进行, 实现 …, or a
word for a kind of means (协议, 算法, 机制, 模式, 方式 …); 是用 X 编写的; via, using,
by …ing.
Gives: a statement with the means hidden.
Does not touch: means that say nothing (这种方式, 以下方法), that are denied or one of several in
a row, goals that are not in view, code, talk, examples.
Precision: 100 % of 11 judged usable (9 good, 2 acceptable, 0 bad); of 6 on notes never seen 100 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.news import not_told
from cribdeck.extract.piece import english_end
from cribdeck.extract.prose import LONGEST_SENTENCE, hidden
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold

_BY = (
    r"(?:通过|(?<!即)(?:使用(?![者率户场中])到?了?|利用(?!率))|借助于?|基于|采用了?|依靠|凭借|根据|依赖于?)"
    r"(?!使用|利用|采用|基于)"
)
_KIND = (
    r"(?:协议|算法|机制|模式|方式|策略|模型|架构|方案|技术|命令|函数|接口|指令|数据结构)"
    r"(?!协议|算法|机制|模式|方式|策略|模型|之间|[的器者名中里上层间内数池库系与和、化]|分[的为成]|[重排缓预][\u4e00-\u9fff])"
)
_THING = r"(?:结构|索引|参数|字段|日志|队列|缓存|快照|版本号|时间戳|令牌|语言|格式|编码|轮询|哈希)"
_VERB = (
    r"(?:进行|实现|保证|确保|达到|完成|解决|避免|防止|提高|减少|降低|获取|控制|保持|检测|判断|发起|提供|建立|维护"
    r"|传输|通信|通讯|交互|共享|定位|拉取|选出|选择|分配|标识|识别|创建|调用|访问|读取|写入|更新|触发"
    r"|将|把|给(?!定)|让|使(?!用)|(?<![双单方反正定面导])向|(?<![相绝针应])对(?!象)|支持|释放|删除|清除|启动|指定|计算|决定|确定|编写|开发)"
)
_INSIDE = rf"(?:(?!{_BY}|在(?!线))[^，,。；;：:])"
_TO = re.compile(
    rf"{_BY}(?P<means>{_INSIDE}{{1,40}}?)(?:(?:就)?能够?|就?可以)?(?:来(?!源|自)|(?<![出过上下进回])去|(?<!可)以(?![及上下看前后内外]))"
)
_OF_A_KIND = re.compile(
    rf"{_BY}(?:的是)?(?![对将把])(?P<means>{_INSIDE}{{0,24}}?{_KIND}|(?:(?!{_VERB}|再){_INSIDE}){{0,24}}?{_THING}(?=[，,。；;]|$|做|{_VERB}))"
)
_AND_SO = re.compile(
    rf"(?<![^，,。；;]){_BY}(?P<means>{_INSIDE}{{3,40}}?)[，,]\s*(?:能够?|可以|就|来|从而|使|实现|保证|避免|达到)"
)
_DONE = re.compile(
    rf"{_BY}(?![对将把])(?P<means>{_INSIDE}{{1,30}}?)(?<![的和与、])(?={_VERB}(?!{_KIND}|器|者|方|过程|能力|性|率|的|[，,。；;：:]|$))"
)
_ACHIEVED = re.compile(
    rf"(?<=是){_BY}(?P<means>{_INSIDE}{{2,30}}?)(?=来?(?:实现|完成|进行|保证|解决|达到|控制|维护|管理|保持)的(?:[，,。；;]|$))"
)
_WRITTEN = re.compile(
    r"(?<=是)用(?P<means>[^，,。；;]{1,16}?)(?=来?(?:编写|开发|写|实现)的(?:[，,。；;]|$))"
)
"""是用 C 写的; 用 alone may be any verb."""
_ADVERB_AT_END = re.compile(
    r"(?:主要|(?<![提成外])[交发传推写送]|直接|主动|动态|统一|同时|快速|高速|能够|可以|再|之上|就|自动|只能|分别|共同|会)+$"
)
_ENGLISH = re.compile(
    r"(?<!\bstart)(?<!\bstop)(?<!\bbegin)(?<!\bkeep)(?<!\bavoid)(?<!\bconsider)"
    r"\s(?:by (?=[a-z]+ing\b)|via|using|by means of|with the help of)\s?",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r".{0,4}(?:这|此|该|以下|上述|下面|如下|各种|一些|某|它|其|自己|何种|什么|哪|具体|第.步|实际).*"
    r"|(?:不同|多种|同样|相同|一定|特定|简单|类似|正确|适当|合适|相应|对应|大量|很多|[一二两三四\d]种).*"
    r"|(?:可定制|自定义|[现已原]有).*|(?:php|java|python|go|js|sql)\s?函数|配置文件"
    r"|(?:手段|方式|方法|技术|机制|工具|组件|系统|配置|扩展|设计|策略|算法|方案|定时|不断|框架|索引|场景|情况|需求|业务)"
    rf"|{_THING}",
    re.IGNORECASE,
)
_AS_SAID = re.compile(r"[就正不]是$")
_SOLUTION = re.compile(r"(?:解决|处理|应对)?(?:办法|方法|方案|措施)(?:就是|是)?")
_FOLLOWS = re.compile(r"[，,]\s*(?:那么|则|意味)")
_MEASURE = re.compile(r"(?:采用|使用)(?!率)")
_FINITE = re.compile(r"\b(?:has|have|is|are|was|were|will|would|can|should|which|that)\b")
_LETTER_AT_END = re.compile(r"\s[a-z]\W*$")
"""key k, a variable of a formula or an example."""
_FEWEST = 2


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    if len(text) > LONGEST_SENTENCE:
        return
    taken: list[range] = []
    for pattern in (_ACHIEVED, _TO, _OF_A_KIND, _AND_SO, _DONE, _WRITTEN):
        for match in pattern.finditer(text):
            if not any(match.start() in other for other in taken):
                taken.append(range(*match.span()))
                yield _means(sentence, match)
    for match in _ENGLISH.finditer(text, 1):
        end = english_end(text, match.end(), sentence.clause_end(match.end()))
        if _FINITE.search(text, match.end(), end):
            yield Declined("a whole clause, not a means")
        elif _LETTER_AT_END.search(text, match.end(), end):
            yield Declined("it is named by a letter")
        else:
            yield hidden(sentence, match.end(), end)


def _means(sentence: Sentence, match: re.Match[str]) -> Statement | Declined:
    start = match.start("means")
    means = _ADVERB_AT_END.sub("", match["means"].strip())
    if _NOTHING.fullmatch(means):
        return Declined("the means says nothing by itself")
    against = objection(_means_objections(sentence, fold(sentence.text), match))
    if against is not None:
        return against
    end = start + match["means"].index(means) + len(means)
    shown = (start, sentence.clause_end(match.end()))
    return not_told(hidden(sentence, start, end, shown=shown, fewest=_FEWEST))


def _means_objections(sentence: Sentence, text: str, match: re.Match[str]) -> Iterator[str]:
    if _AS_SAID.search(text, 0, match.start()):
        yield "the means of the clause before, or one that is denied"
    if _SOLUTION.fullmatch(text, 0, match.start()):
        yield "nothing says what problem it solves"
    if _FOLLOWS.match(text, match.end()):
        yield "nothing says who uses it"
    if sum(_MEASURE.match(text, start) is not None for start, _ in sentence.clauses) > 1:
        yield "one of several measures in a row"


RULE = Rule(
    name="means",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "消费者通过心跳来证明自己还活着。",
            ("statement 消费者通过{{心跳}}来证明自己还活着。",),
        ),
        Example(
            "多个数据中心之间采用闲话协议进行数据同步。",
            ("statement 多个数据中心之间采用{{闲话协议}}进行数据同步。",),
        ),
        Example(
            "The follower keeps up with the leader by fetching its log.",
            ("statement The follower keeps up with the leader by {{fetching its log}}.",),
        ),
    ),
    ignores=(
        "通过这种方式来实现高可用。",
        "可以通过以下方法解决数据丢失的问题。",
        "利用率太高会影响性能。",
    ),
)
