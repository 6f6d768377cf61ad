"""What something is: `X 是 Y`, `X 则是 Y`, `X 即 Y`, in any clause of a sentence.

Trigger: a clause with a short subject and 是 (则是, 就是, 即, 为 after a name; English is, are
before an article), whose rest is a name; X 与 Y 一致 of a number, an order, a name.
Whole sentences that define with a strong copula belong to `definition_sentence`.
Gives: a statement with what follows the copula hidden; of three names or merits (优点是…，…) a
listing.
Does not touch: evaluations (是很好的), 是 as emphasis (是在…的, 是通过…), questions, subjects that
are clauses or say nothing (原因, 问题), what is said also (也是).
Precision: 81 % of 21 judged usable (12 good, 5 acceptable, 4 bad); of 14 on notes never seen 86 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.clause import is_english_subject, is_subject
from cribdeck.extract.complement import complement, has_own_verb
from cribdeck.extract.enumeration import clauses_listed
from cribdeck.extract.leak.initials import is_spelled_out
from cribdeck.extract.object_list import object_list
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Listing, Statement
from cribdeck.folding import fold
from cribdeck.inline import Text, cut
from cribdeck.units import HAN, has_han, units

_IS = re.compile(
    r"(?:则|就|都|也|本身|其实|实际上|实际|默认|通常|一般|本质上|只|并不?|也就)?"
    r"(?<![不可但还而于总或正要凡若只像算都])(?:是|(?<![立随当旋])即(?![使便将时席可]))"
    r"(?!否|非|因为|由于|通过|为了|在|指|从(?![库节])|把|将|对(?![象称等])|当(?!前)|如|说|多少"
    r"|什么|哪|谁|怎|没|要|会(?!话)|可|需要|时(?!间)|使(?!用)|便|不是|按|根据"
    r"|用(?!户)|以(?!太)|想|非常|很|比较|最(?=[好常官重大])|十分|典型|不错|这|那|此|其|它"
    r"|同(?!步|一)|所谓|我|你|大家|一样|相同|不同|必须|直接|已经|先|基于|由|被(?!动)|让|一个问题"
    r"|使用(?![者率权量])|给|有|能|为|还|个|怎样|如何|发生|利用|采用|放|提供|存)"
)
_AS = re.compile(
    r"(?:(?<=[A-Za-z0-9_数量值型度期级])|(?<=默认)|(?<=[\u4e00-\u9fff])(?=为\s?\d))\s?为(?!什么|[^，。；]{1,8}时(?![间长刻效序钟区段])"
    r"|了|何|主|止|准|例|.{1,10}?(?:构造|创建|分配|提供|生成|设计|准备|附加|引入|添加|设置|建立"
    r"|服务$))"
)
_ENGLISH = re.compile(
    r"\b(?:is|are)\s+(?=(?:an?|the|one of|always|never|only|not|usually|typically|just|more"
    r"|less|faster"
    r"|slower|immutable|mutable|stateless|stateful|unique)\s)",
    re.IGNORECASE,
)
_EVALUATION = re.compile(
    r"(?:重要|关键|核心|必要|必须|好|可行|合理|常见|值得|对|错|可以|可能|正确|推荐|官方|常用"
    r"|固定不变)的?$|^(?:挺|最?常[见用]的|一样|个问题|有|浮云|神器)"
    r"|(?:手段|重大成果|成果|意思|东西|选择|问题|事情?|例子|办法)$"
    r"|^最[^的]{1,3}的|^(?:动态|静态|合适|完全相同|灵活|透明|相互独立.{0,4})的?$|^(?:功能|性能)[更较]?[强大高好]+$"
    r"|^(?:真正|实际)[^的]{0,6}的(?:值|数据|内容|对象)$"
    r"|(?:升级|加强|增强|简化)版$|的(?:思想|精髓|灵魂|基石|产物|利器)$"
    r"|(?:重要|关键|常见|常用|核心|基本|必备|不错|优秀)的一?[个种]?(?:组件|部分|概念|技术|工具|角色|环节|方式|功能|算法)$"
)
_ENGLISH_EVALUATION = re.compile(
    r"(?:an?|the) (?:very )?(?:good|great|bad|best|nice|popular|common|poor|better)\b",
    re.IGNORECASE,
)
_SPELLED_OUT = re.compile(r"[：:]\s*(?=[^\s，,。]{1,12}(?:、|\s[-–]\s|->|→))")
"""是三级结构：A - B - C: what is listed next gives the kind away, so that is asked for."""
_NAME_TELLS = re.compile(r"顾名思义|字面")
_FOUR_CHARACTERS = re.compile(f"[{HAN}]{{4}}")
"""An answer that starts over with the subject says little: 区别是 {{本地方法栈为本地方法服务}}."""
_SAME = re.compile(
    r"(?:保持|应该?|完全)?(?:与|和|跟)(?P<other>[^，。和与跟]{2,16}?)(?<!的)(?:保持|完全)*(?:一致|相同|相等)[，。；]?$"
)
"""X 与 Y 一致: one says what the other is."""
_HOW_MUCH = re.compile(r"个数|数量|大小|长度|顺序|名称?|类型|值|核数|版本")
_SET = re.compile(r"(?:一般|通常|建议|最好)*(?:会|应该?)?(?:设置|配置|保持)?[为成得]?$")
_CODE = re.compile(r"[;=\[\]{}]")
_ALSO = re.compile(r"[也又亦]$")
_UNDECIDED = re.compile(r"^(?:好的|理想|正常)|(?:不一定|未必|有时)$")
_MERIT = re.compile(
    r"(?:优点|缺点|优势|劣势|好处|坏处|特点|特性|特征|不足|优缺点)(?:主要|就|则|在于)?$"
)
"""Subjects of which one clause of several says too little."""
_HAPPENS = re.compile(r"[了吗]$")
_ONE_OF_A_KIND = re.compile(r"一[个种款套类]")
_NAMES_ITS_KIND = re.compile(r"一[个种款套类].{0,4}?(?P<kind>..)$")
_NOUN_LATER = re.compile(r".{2,60}的[^的，。；]{1,8}[。；]?$")
_EMPHASIS = re.compile(
    r"[下上里中]的$|在|通过|由|用|被|从|来|基于|发生|实现|保存|创建|加载|执行|开始|提供|写|建立"
    r"|控制|完成|处理|做|想|说|收"
)
_NO_SUBJECT = re.compile(
    r"(?:原因|问题|注意|目的|区别|关键|重点|意思|答案|结果|例子|前提|方法|要点|时候|一点|说"
    r"|比如|例如|本质|做法|思路|情况"
    r"|想法|好的|工具|事情|目标|过程)(?:就|都|也|则)?$"
)
_OBJECT_CLAUSE = re.compile(
    r"(?:并且?|且|而|以)?(?:指定(?!的)|说明(?!文?书)|表明|发现(?!者|服务)|假[设定](?!的)|认为|意味着)"
)
"""并指定 chan 是 …: what is said is told of something else."""
_SAYS_AGAIN = ("", "也")
_HAPPENING = re.compile(r"[了把被]|会(?![话员议计])|支持|需要")
_NEGATED = re.compile(r"[不没非未][^，。；]{0,6}$")
_NO_ENGLISH_SUBJECT = re.compile(
    r"\b(?:reason|problem|point|difference|idea|question|answer|goal|thing|example|result|there)$",
    re.IGNORECASE,
)
_FEWEST = 2
_MOST_MERITS, _LONGEST_MERIT = 5, 14
_NO_MERIT = re.compile(r"[?？:：是]|^(?:但|而|因此|所以|如果|从而|其中|这|它|并)")
_GLOSS = re.compile(r"[（(]([^（()）]{2,30})[)）]")
_TITLED = Declined("the title glosses it with the same noun")
_CLAUSE_MARK = re.compile(r"[，,。；;]")


def _extract(sentence: Sentence) -> Iterator[Statement | Listing | Declined]:
    text = fold(sentence.text)
    find = _chinese if has_han(text) else _english
    for start, end in sentence.clauses:
        found = find(text[start:end], opens=start == 0)
        if isinstance(found, Declined):
            yield found
        elif found is not None:
            begin, stop = start + found[0], start + found[1]
            spelled = _SPELLED_OUT.match(text, stop)
            if spelled:
                yield hidden(sentence, spelled.end(), sentence.clause_end(spelled.end()))
                continue
            against = objection(_surroundings(text, (start, end), begin, stop)) or (
                _TITLED if _is_titled(sentence, text[begin:stop]) else None
            )
            yield (
                _merits(sentence, start, begin)
                or against
                or object_list(sentence, start, begin, stop)
                or hidden(sentence, begin, stop)
            )


def _is_titled(sentence: Sentence, answer: str) -> bool:
    """Return whether the last title glosses a name with the noun that `answer` ends in."""
    noun = answer[answer.rfind("的") + 1 :].strip()
    titles = fold(" ".join(sentence.context.breadcrumb[-1:]))
    return len(noun) > 1 and any(noun in gloss for gloss in _GLOSS.findall(titles))


def _merits(sentence: Sentence, clause: int, start: int) -> Listing | None:
    """Return what `A 的优点是 b，c，d` lists; None if it is no such list."""
    lead = sentence.text[clause:start].strip().rstrip("是即为")
    subject = _MERIT.search(fold(lead))
    if subject is None or not lead[: subject.start()].strip() or clause:
        return None
    items = clauses_listed(cut(sentence.content, start, len(sentence.text)))
    sizes = [units(item.text) for item in items]
    several = _FEWEST <= len(items) <= _MOST_MERITS and max(sizes) <= _LONGEST_MERIT
    if not several or min(sizes) < _FEWEST or any(_NO_MERIT.search(it.text) for it in items):
        return None
    return Listing(origin(sentence), (Text(lead),), tuple(item.name for item in items))


def _surroundings(text: str, clause: tuple[int, int], start: int, end: int) -> Iterator[str]:
    """Yield what the words around speak against asking for the piece at `start:end`."""
    answer, after = text[start:end], text[clause[1] :]
    if _ONE_OF_A_KIND.match(answer) and has_own_verb(answer) and _NOUN_LATER.fullmatch(after):
        yield "the noun of the answer comes only later"
    again = _FOUR_CHARACTERS.match(answer)
    if again and again[0] in text[:start]:
        yield "the subject says it already"
    if _NAME_TELLS.search(text, 0, start):
        yield "the name itself tells it"
    said = re.escape(answer.rstrip("的了"))
    if any(_NEGATED.search(after[: it.start()]) for it in re.finditer(said, after)):
        yield "half of a contrast, the other half of which gives it away"
    if text.startswith("被", end):
        yield "the answer is only the subject of what follows"
    if is_spelled_out(answer, text[:start] + text[end:]):
        yield "the words it stands for are shown"
    kind = _NAMES_ITS_KIND.fullmatch(answer)
    if kind and kind["kind"] in text[clause[0] : start]:
        yield "the subject says already of what kind it is"
    if _MERIT.search(text[clause[0] : start].strip().rstrip("是即为")) and _goes_on(after):
        yield "the first of several merits"


def _goes_on(after: str) -> bool:
    """Return whether the next clause is one more merit, and no sentence of its own."""
    following = _CLAUSE_MARK.split(after, maxsplit=1)[0]
    return following != "" and not _IS.search(following)


def _chinese(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    same = _SAME.search(clause)
    if same is not None and _HOW_MUCH.search(clause[: same.start()] + same["other"]):
        subject = _SET.sub("", clause[: same.start()].strip())
        named = not (opens or subject) or is_subject(subject, opens=opens)
        return same.span("other") if named else Declined("the subject is no name")
    match = _IS.search(clause, 1) or _AS.search(clause, 1)
    if match is None:
        return None
    subject, rest = clause[: match.start()].strip(), clause[match.end() :].strip(" ，。；;,.：:！!")
    if not is_subject(subject, opens=opens) or _NO_SUBJECT.search(subject):
        return Declined("the subject is no name")
    if _OBJECT_CLAUSE.match(subject):
        return Declined("the clause is the object of another verb")
    if subject in _SAYS_AGAIN and _HAPPENING.search(rest, rest.rfind("的") + 1):
        return Declined("a clause in other words")
    against = objection(_claim_objections(subject, match[0], rest))
    return against or complement(clause, match.end(), counts=any(map(str.isdigit, rest)))


def _claim_objections(subject: str, verb: str, rest: str) -> Iterator[str]:
    if (_ALSO.search(subject) or verb.startswith("也")) and "就" not in verb:
        yield "also: what else is said before"
    if _UNDECIDED.search(subject):
        yield "what may be or should be, not what is"
    if _CODE.search(subject):
        yield "the subject is code"
    if _MERIT.fullmatch(subject):
        yield "nothing says whose merit it is"
    if _HAPPENS.search(rest):
        yield "something that happens or a question, not what a thing is"
    if units(rest) < _FEWEST and not rest.isascii():
        yield "what follows 是 is too short to ask for"
    if _EVALUATION.search(rest):
        yield "what follows 是 is no fact"
    if rest.endswith("的") and _EMPHASIS.search(rest):
        yield "是…的 only stresses what happens"


def _english(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    match = _ENGLISH.search(clause, 1)
    if match is None:
        return None
    subject = clause[: match.start()].strip()
    if not is_english_subject(subject, opens=opens) or _NO_ENGLISH_SUBJECT.search(subject):
        return Declined("the subject is no name")
    if _ENGLISH_EVALUATION.match(clause, match.end()):
        return Declined("an evaluation, not a fact")
    return complement(clause, match.end())


RULE = Rule(
    name="copula",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "HTTP 是无状态协议，底层的传输协议则是 TCP。",
            ("statement HTTP 是{{无状态协议}}，底层的传输协议则是 {{TCP}}。",),
        ),
        Example(
            "A consumer of a topic is a client that keeps an offset of its own.",
            ("statement A consumer of a topic is {{a client that keeps an offset of its own}}.",),
        ),
    ),
    ignores=(
        "这是因为写入的顺序变了。",
        "日志是非常重要的。",
        "消息是通过网络线程写入的。",
        "默认的端口是多少？",
        "The reason is the order of the writes.",
    ),
)
