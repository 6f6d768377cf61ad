"""`A …，而 B …`: two things told apart in one sentence.

Trigger: two clauses joined by 而, 则, 却, while or whereas, or two clauses of equal build
(`A 支持…，B 不支持…`), both of which open with the thing they are about. The two things are
Latin names, Chinese names with the same last character (四层 and 七层, 生产者 and
消费者), or both named in one title above.
Gives: a contrast: both things are hidden together and offered as options.
Does not touch: clauses that mention either thing again, that say nothing without the other
(而 B 不支持), that open with 它 or 这, talk, questions and examples.
Precision: all of 11 judged on notes of several styles; 而 alone in a prototype, 92 % of 40.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.leak.patterns import shares_word
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Contrast
from cribdeck.folding import fold
from cribdeck.inline import Cloze, RichText, Strong, cut, plain, strip
from cribdeck.units import HAN, has_han, units
from cribdeck.wording import (
    has_clause,
    is_dangling,
    is_example,
    is_question,
    is_stop_term,
    looks_like_code,
    mentions_person,
)

_LONGEST_CLAIM = 45
"""Units."""
_SHORTEST_CLAIM = 3
"""Units that are left when the thing is hidden."""
_LONGEST_SENTENCE = 200
"""Characters."""
_LONGEST_NAME = 8
"""Chinese characters."""
_END_MARKS = " 。；;，,.！!"

_JOINTS = (
    re.compile(r"[，,；;]\s*(?:而|但是?)\s*(?![且是不非言后已这那此])"),
    re.compile(r"[，,；;]\s*(?=[^，,；;]{1,24}?(?:则|却|就(?=[不没是])))"),
    re.compile(r",?\s+(?:while|whereas)\s+", re.IGNORECASE),
    re.compile(r"[，,]\s*"),
)
"""What stands between two claims, most telling first."""
_PARALLEL = _JOINTS[-1]
_OPENS = re.compile(r"\s*(?:而|但是?)?\s*")
"""What a second claim may begin with when it is a sentence of its own."""

_LATIN = re.compile(r"[A-Za-z][\w.+#/-]{0,30}(?: [A-Za-z][\w.+#/-]{0,20}){0,2}", re.ASCII)
_VERB = re.compile(
    r" (?:is|are|has|have|uses?|does|do|can|cannot|may|must|will|needs?|supports?|stores?|keeps?"
    r"|allows?|requires?|provides?|sends?|runs?|works?|reads?|writes?|returns?|blocks?|gives?"
    r"|handles?|guarantees?|takes?|lets?|makes?|waits?|hides?|holds?|sits?|creates?|pushes|pulls"
    r"|checks|copies|only|never|always)\b"
)
_PREDICATE = re.compile(
    r"[是的由把将会能可需只不没无都也则却更最让]|(?<![存所实现])在|(?<![调使作应利通占费引采])用"
    r"|(?<![拥所具只含持])有|(?<![重主必])要|(?<![对相])比|(?<![绝相针])对|(?<!大)使|从(?!库|节|机|服)|按|以"
    r"|通过|采用|利用|基于|依赖|负责|支持|提供|保存|存储|存放|隐藏|代理(?=[客服的])|适合|适用|属于|工作"
    r"|发送|发出|接收|处理|执行|返回|操作|指|为|占|比较|直接|主要|一般|通常|允许|面向|关注|强调|针对|保证|共享"
    r"|[（(]"
)
_SAYS_NOTHING = re.compile(
    r"[\s，,]*(?:则|却|就|也|都|还|并|是){0,3}(?:不|没有?|无法)(?:支持|行|能|可以|会|是|需要?|用|同|具备)?"
    r"|\s*(?:does not|doesn't|is not|isn't|cannot|can't|do not|don't)\s*",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"[不没无]有?|未")
_NO_NAME = re.compile(
    r"^(?:一[个种]|前者|后者|有[些的]|另一|其他|其它|对于|如果|很多|每[个次]|一般|容易|通常|比较|本质)"
    r"|[的了时]$|[与和及或]"
)
_OPPOSITE = re.compile(r"[非不无反半伪]|un-?|in-?|non-?")
"""What makes of a name its opposite: 非公平锁."""


def _extract(sentence: Sentence) -> Iterator[Contrast | Declined]:
    text = fold(sentence.text)
    for content, first, second in _pairs(sentence, text):
        claims = _told_apart(fold(plain(content)), first, second, sentence.context.breadcrumb)
        if claims is None:
            continue
        if mentions_person(text) or is_example(text) or is_question(text) or looks_like_code(text):
            yield Declined("talk, a question, an example or code")
            return
        if sum(isinstance(node, Strong) for node in content) == 1:
            yield Declined("the author has made one side bold, not both")
            return
        yield Contrast(origin(sentence), tuple(_claim(content, *it) for it in claims))
        return


_Range = tuple[int, int]


def _pairs(sentence: Sentence, text: str) -> Iterator[tuple[RichText, _Range, _Range]]:
    """Yield each way to take the sentence as two claims: the text they are in, and where."""
    if len(text) <= _LONGEST_SENTENCE:
        for joint in _JOINTS:
            found = list(joint.finditer(text))
            # Clauses that only look alike must be the whole sentence.
            if found and (joint is not _PARALLEL or (len(found) == 1 and _is_parallel(text))):
                last = found[-1]
                yield sentence.content, (0, last.start()), (last.end(), len(text))
    before = fold(plain(sentence.before))
    if before and len(before) + len(text) <= _LONGEST_SENTENCE:
        opening = _OPENS.match(text)
        marked = "而" in text[:2] or re.search(r"^[^，,；;]{1,24}?[则却]", text)
        if opening and marked and (opening.end() == 0 or text[opening.end() :]):
            start = len(before) + opening.end()
            whole = (*sentence.before, *sentence.content)
            yield whole, (0, len(before)), (start, len(before) + len(text))


def _is_parallel(text: str) -> bool:
    """Return whether the two clauses of `text` say the same, or its negation, of Latin names."""
    one, other = _PARALLEL.split(text, maxsplit=1)
    names = _LATIN.match(one), _LATIN.match(other)
    if names[0] is None or names[1] is None or not has_han(one):
        return False
    told = one[names[0].end() :].lstrip(), other[names[1].end() :].lstrip()
    bare = [_NEGATION.sub("", said, count=1) for said in told]
    return bare[0][:2] == bare[1][:2] and has_han(bare[0][:2])


def _told_apart(
    text: str, first: _Range, second: _Range, breadcrumb: tuple[str, ...]
) -> tuple[tuple[_Range, int], tuple[_Range, int]] | None:
    """Return both claims, each as a range of `text` and the end of its subject."""
    one, other = text[slice(*first)], text[slice(*second)]
    sizes = _subjects(one, other, breadcrumb)
    if sizes is None:
        return None
    names = one[: sizes[0]], other[: sizes[1]]
    for claim, size in ((one, sizes[0]), (other, sizes[1])):
        told = claim[size:].strip(_END_MARKS)
        mine, its = names if claim is one else names[::-1]
        if shares_word(mine, told) and not shares_word(its, told):
            return None
        if units(told) < _SHORTEST_CLAIM or units(claim) > _LONGEST_CLAIM:
            return None
        if _SAYS_NOTHING.fullmatch(told):
            return None
    return (first, first[0] + sizes[0]), (second, second[0] + sizes[1])


def _subjects(one: str, other: str, breadcrumb: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the lengths of the names that the two claims open with."""
    latin = _latin(one), _latin(other)
    if latin[0] and latin[1]:
        names = one[: latin[0]], other[: latin[1]]
        return latin if _are_distinct(*names) else None
    for end in _name_ends(one):
        for stop in _name_ends(other):
            a, b = one[:end], other[:stop]
            if _are_distinct(a, b) and (a[-1] == b[-1] or _in_one_title(a, b, breadcrumb)):
                return end, stop
    return None


def _latin(claim: str) -> int:
    """Return the length of the Latin name that `claim` opens with; 0 if there is none."""
    match = _LATIN.match(claim)
    if match is None:
        return 0
    name = match[0].rstrip()
    if not has_han(claim):
        verb = _VERB.search(claim[: len(name) + 12])
        if verb is None or verb.start() > len(name):
            return 0
        name = claim[: verb.start()]
        if not any(it.isupper() or it.isdigit() for it in name):
            return 0
    return 0 if is_dangling(name) or is_stop_term(name) or len(name) == 1 else len(name)


def _name_ends(claim: str) -> list[int]:
    """Return where a short Chinese name at the start of `claim` may end, nearest first."""
    return [
        match.start()
        for match in _PREDICATE.finditer(claim, 2, _LONGEST_NAME + 3)
        if match.start() <= _LONGEST_NAME and _is_name(claim[: match.start()])
    ]


def _is_name(text: str) -> bool:
    return (
        re.fullmatch(rf"[{HAN}A-Za-z0-9+-]{{2,{_LONGEST_NAME}}}", text) is not None
        and not is_dangling(text)
        and not is_stop_term(text)
        and not has_clause(text)
        and not _NO_NAME.search(text)
    )


def _are_distinct(one: str, other: str) -> bool:
    """Return whether neither name holds the other: Memcached is no other thing than memcache."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return short not in long or _OPPOSITE.fullmatch(long.removesuffix(short)) is not None


def _in_one_title(one: str, other: str, breadcrumb: tuple[str, ...]) -> bool:
    return any(one in fold(title) and other in fold(title) for title in breadcrumb)


def _claim(content: RichText, place: _Range, subject_end: int) -> RichText:
    start, end = place
    subject = Cloze(cut(content, start, subject_end))
    return strip((subject, *cut(content, subject_end, end)), _END_MARKS)


RULE = Rule(
    name="contrast",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "RabbitMQ 主动把消息推给消费者，而 Kafka 由消费者自己拉取消息。",
            ("contrast {{RabbitMQ}} 主动把消息推给消费者 | {{Kafka}} 由消费者自己拉取消息",),
        ),
        Example(
            "四层负载均衡工作在传输层，七层负载均衡则工作在应用层。",
            ("contrast {{四层负载均衡}}工作在传输层 | {{七层负载均衡}}则工作在应用层",),
        ),
        Example(
            "InnoDB 支持外键约束，MyISAM 不支持外键约束。",
            ("contrast {{InnoDB}} 支持外键约束 | {{MyISAM}} 不支持外键约束",),
        ),
        Example(
            "TCP guarantees delivery and order, whereas UDP never resends lost packets.",
            (
                (
                    "contrast {{TCP}} guarantees delivery and order"
                    " | {{UDP}} never resends lost packets"
                ),
            ),
        ),
    ),
    ignores=(
        "Redis 把数据放在内存里，而不是放在磁盘上。",
        "InnoDB 支持事务，而 MyISAM 不支持。",
        "Kafka 用拉的方式消费，而它的吞吐量也因此更高。",
        "RabbitMQ 推送消息，而 Kafka 与 RabbitMQ 不同，由消费者拉取消息。",
        "这个方案的优点是简单，而那个方案的优点是可靠。",
        "The broker waits while it writes the log to disk.",
        "例如 Nginx 处理静态文件，而 Apache 处理动态请求。",
    ),
)
