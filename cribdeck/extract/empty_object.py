"""Objects of a verb that are no answer, for what stands around them.

A sentence (folded to simplified script), one of its clauses and the place of an object in it
go in; out come the reasons against asking for that object. Policy: one answer only may fit
(a bare 支持 {{…}} asks for nothing), and neither the object itself (多个节点, 相应的队列)
nor what is read beside it may make it trivial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.verbs import CLAUSAL, MOVING
from cribdeck.units import units

_UNSPECIFIC = re.compile(
    r"(?:指定的?|对应的?|相应的?|具体的?|相关的?|特定的?|合适的?|适当的?|正确的?|一定的|一定程度的?|所需要?的|需要的|必要的|应有的|最终的|最终选[择定中]的?)"
    r"(?:[^的]{1,4}|\s?[A-Za-z]{2,14}|[^的]{2,3}服务器)"
)
"""指定的队列: whichever it is."""
_NEEDS = ("需要", "要")
_WHETHER = re.compile(r"是否[^，。]{0,4}$")
_COMMENTED = re.compile(r"\s(?:#|//)\s")
"""A command with its comment."""
_SOME = re.compile(
    r"(?:(?P<many>多[个台种])|众多的?|大量的?|各种|不同的?|更多的?)(?![^的]{0,12}的)[^的、和与]{1,8}"
)
"""多个订阅者: how many is no answer."""
_OPEN = re.compile(r"(?<![不没])(?:支持|提供|拥有|具有|具备|自带|内置)了?$")
_FEWEST_OPEN = 10
"""Units that must stand beside a verb that fits everything: a bare DECIMAL 支持 … asks nothing."""
_SHORT_OPEN = 6
_LATIN = re.compile("[A-Za-z]{3}")
_NAMED_BARELY = re.compile(r"有一?[个种][^，,]{1,6}[，,]\s*(?:就|也)?(?:叫做?|称[为作])\s*$")
"""有个参数，叫 {{…}}: any name would fit."""
_NAME_AT_END, _VERB_AND_NOUN = 4, 2
_ALSO = re.compile(r"[，,]\s*[也又](?:具备|具有|拥有)了?$")
"""具备 A，也具备 {{…}}."""
_EXAMPLES = re.compile(r"例如|比如|譬如")
_STOPPED_FROM = re.compile(r"[，,]\s*不(?:被|会被|能被)")
_COMPARED = re.compile(
    r"(?<![对占])比(?![例重率较]).{1,20}[快慢高低大小多少好强弱长短](?:得?多|很多|一些)?$"
)
_COMPARATIVE = re.compile(r"[较更](?P<how>[高低大小多少快慢长短])")
_REVERSED = dict(zip("高低大小多少快慢长短", "低高小大少多慢快短长", strict=True))
_ENGLISH_VAGUE = re.compile(
    r"(?:the |an? )?(?:similar|same|good|different) (?:lines?|ways?|manner|things?|choice)"
    r"|many \w+(?: \w+ly)?|any\s?ways?|\w+ly|together|well"
    r"|(?:[a-z]+ ){0,3}(?:drawbacks?|advantages?|disadvantages?|benefits?|issues?|limitations?"
    r"|downsides?|impact|effects?|options?|use cases?|improvements?|functionality)"
    r"|(?:\w+ly |more |less )?(?:possible|impossible|easy|easier|hard|harder|difficult"
    r"|necessary|useful)",
    re.IGNORECASE,
)
_LOOSE_STATE = re.compile(
    r"[^，]{0,10}(?:安全|稳定|正常|健康|顺利|高效|流畅|的成功)(?:性|地|的)?"
    r"(?:运行|工作|进行|执行|使用|健康|稳定)*"
)
"""保证 {{单接口的安全}}: much the same may be said in other words."""
_QUALITY = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})性$")
_LOOSE_THING = re.compile(
    r"[^的，]{1,3}的(?:性能|效率|质量|速度|好坏|成败|体验|使用|开发)"
    r"|[^，]{0,10}(?:遇到|出现|存在|产生|带来|引起|导致)的(?:各种|一些)?"
    r"(?:bug|问题|错误|异常|情况|影响)"
    r"|(?:用户|开发者|开发人员|程序员|业务方?|我们|应用程?序?)?"
    r"(?:自己|自行|手动|另外|额外)(?:去|来)?"
    r"(?:实现|处理|完成|维护|控制|管理|解决|保证|操作)",
    re.IGNORECASE,
)
"""软件的优劣决定 {{环境的性能}}, 需要 {{用户自己实现}}."""
_ROLE_OF_DOER = re.compile(r"(?:作为|充当)了?\s*$")
_DOES = re.compile(r"\s*(?:向|从|给|把|将|对|在|来|去|与|和|被|由)")
_DOES_INSIDE = re.compile(r"(?<=..)(?:向(?!量|导)|从(?!库|节|机)|给|把|将)[^的]{2,40}$")
_IF_ONLY, _AND_IF = re.compile(r"\s*只有\s*"), re.compile(r"[，,]\s*(?:并|而)?且")
_EXPLAINED = re.compile(r"(?:它|其(?![他它])|这)")
_OF_A_KIND = re.compile(r"是一[种个](?P<inside>[^，。；]{4,40})[，,][^，。；]{0,12}$")
"""是一种通过…，而不需要 … 的协议: one noun phrase over two clauses."""


def object_objections(text: str, clause: tuple[int, int], start: int, stop: int) -> Iterator[str]:
    """Yield what speaks against asking for the object at `start:stop` of `text`.

    `clause` is the place of its clause.
    """
    if _is_implied(text, start, stop, clause[1]):
        yield "the object is implied by what else is said"
    if _COMMENTED.search(text, 0, start):
        yield "a command with a comment"
    yield from _verb_objections(text[clause[0] : start], text[start:stop], text[stop:])
    yield from _neighbour_objections(text[:start], text[start:stop], text[clause[1] :])


def _verb_objections(before: str, answer: str, rest: str) -> Iterator[str]:
    """Yield why `answer` is no object to ask for behind the verb that ends `before`."""
    if _WHETHER.search(before):
        yield "the clause asks whether"
    some = _SOME.fullmatch(answer)
    if (some and not (some["many"] and _ends(before, MOVING))) or _ENGLISH_VAGUE.fullmatch(answer):
        yield "some of a kind: the object says nothing by itself"
    if answer.startswith("该") and not _ends(before, CLAUSAL):
        yield "the object leans on something else"
    if answer.endswith("支持") and before.rstrip("了 ").endswith("提供"):
        yield "the object says nothing by itself"
    if _ends(before, CLAUSAL) and _STOPPED_FROM.match(rest):
        yield "the object is only the subject of what follows"
    if _COMPARED.search(answer):
        yield "the object has a verb of its own"
    if _ends(before, CLAUSAL) and _LOOSE_STATE.fullmatch(answer):
        yield "other words would say as much"
    if _ROLE_OF_DOER.search(before) and (_DOES.match(rest) or _DOES_INSIDE.search(answer)):
        yield "in what role somebody does something, not what it does"
    if _IF_ONLY.fullmatch(before) and _AND_IF.match(rest):
        yield "a condition, cut from what it is for"


def _ends(text: str, verbs: re.Pattern[str]) -> bool:
    """Return whether one of `verbs` stands at the end of `text`."""
    end = len(text.rstrip())
    return any(match.end() == end for match in verbs.finditer(text))


def _neighbour_objections(before: str, answer: str, after: str) -> Iterator[str]:
    """Yield why the clauses around give `answer` away, or ask for nothing in particular."""
    if _ALSO.search(before):
        yield "also: one of several things of the kind"
    if _NAMED_BARELY.search(before):
        yield "nothing says what is named"
    if _ends(before, CLAUSAL) and answer[-_NAME_AT_END:] in before:
        yield "the object only repeats a name"
    quality = _QUALITY.search(answer)
    if quality and quality["of"] in before:
        yield "what has the quality is named after it"  # 唯一索引 保证 {{列值的唯一性}}
    if len(answer) == _VERB_AND_NOUN and f"用{answer[1]}" in after:
        yield "the noun of the object can be read"  # 不需要 {{加锁}}, 减少了使用锁的开销
    said = units(before) + units(_EXAMPLES.split(after, maxsplit=1)[0])
    short = units(answer) < _SHORT_OPEN and not _LATIN.search(answer)
    if short and _OPEN.search(before) and said < _FEWEST_OPEN:
        yield "much else would fit"
    if any(
        f"{more}{_REVERSED[it]}" in after for it in _COMPARATIVE.findall(answer) for more in "较更"
    ):
        yield "the other half of a contrast gives it away"


def _is_implied(text: str, start: int, stop: int, clause_end: int) -> bool:
    """Return whether the object only takes up something said, or is explained next."""
    answer = text[start:stop]
    if _UNSPECIFIC.fullmatch(answer) or _LOOSE_THING.fullmatch(answer):
        return True
    before, after = text[:start].rstrip(), text[clause_end:].lstrip()
    if before.endswith(_NEEDS) and _EXPLAINED.match(after):
        return True
    kind = _OF_A_KIND.search(before)
    return kind is not None and answer.rfind("的") > 0 and "的" not in kind["inside"]
