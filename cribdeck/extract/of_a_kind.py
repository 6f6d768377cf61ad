"""Whether the items below one lead are things of one kind, or just what stands there.

Lead and items go in as plain text; what speaks against them comes out. Policy: a list is worth
learning when its lead asks for one kind of thing and its items are built alike. Sections of a
text (定义, 用法, Usage), placeholders (条件1), and a term beside a sentence are not siblings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.extract.enumeration import count_in
from cribdeck.folding import fold
from cribdeck.units import units
from cribdeck.wording import aspect_label, has_list_cue, is_generic_lead

_PLACEHOLDER = re.compile(
    r"第?\s?(?:条件|步骤|方[法案式]|情[况形]|阶段|问题|原因|场景|例子?|规则|要点|优点|缺点|特点|选项"
    r"|step|case|rule|option|example|point|phase|method|reason|item|part)\s?[\da-z一二三四五六七八九]",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:什么是|为什么|如何|怎[么样]).*|(?:基本)?(?:使用|用法|用途介绍|安装|配置|部署|环境|背景|前言|语法|使用方法|使用示例"
    r"|代码|代码实现|实现代码|源码|实战|练习|参考|参考资料|注意事项|常见问题|面试题?|更多|其[它他])"
    r"|installation|install|setup|usage|getting started|quick ?start|configuration|background"
    r"|summary|conclusion|references?|further reading|see also|faq|implementation|code|demo|notes?"
    r"|(?:when|how|why|what) .*",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"^注意(?:事项|点)?$"
    r"|\b(?:keep in mind|to (?:note|remember|know)|best practices|tips|gotchas)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"[和与及、]|以及|\band\b|&", re.IGNORECASE)
_REST = re.compile(
    r"其[它他余]|等等?$|更多|(?:and )?(?:more|others?)\b|etc\b|\.{3}|…", re.IGNORECASE
)
"""A last item for all that is not named."""
_ELSEWHERE = re.compile(
    r"^同(?:上|前)(?!下)|^(?:见|详见|参[见考])|上述|如[上下]图|待补|未完(?:$|待续)|^略$"
    r"|(?:步骤|第)\s?[一二三四五六\d]\s?步?(?!次|个|种|层|方|范|代|行|列|位|条)|重复.{0,4}\d"
    r"|\b(?:see|todo|tbd|as above|same as|step \d|steps \d|repeat \d)\b",
    re.IGNORECASE,
)
"""What an item says by pointing to another place."""
_RAGGED = re.compile(r"(?:[-=]>|→|[-–—+&/=])\s*$|[。！？]\s*\S|[a-z)][.]\s+[A-Z]\w*\s")
_DENIED = re.compile(
    r"(?:不(?:需要|会|能|可以?|再|必)?|无需|无法|没有?|未)"
    r"(?P<verb>使用|支持|适用|采用|需要|包含|包括|属于|具有|提供|存在|引入)"
    r"|\b(?:not|never|no longer|cannot)\s"
    r"(?P<word>use|support|need|require|apply|contain|include|have)",
    re.IGNORECASE,
)
_LONG, _UNEVEN = 15, 7
"""Units of an item that is a sentence, and how often longer it is than the shortest one."""


def kind_objections(lead: str, items: Sequence[str]) -> Iterator[str]:
    """Yield what speaks against `items` being things of the kind for which `lead` asks."""
    yield from elsewhere_objections(items)
    yield from ("an item is ragged" for it in items if _RAGGED.search(fold(it)))
    if count_in(lead) is not None:
        yield from (f"“{it}” is a placeholder" for it in items if _PLACEHOLDER.fullmatch(fold(it)))
        return
    if _REMARKS.search(fold(lead)):
        yield "the lead asks for remarks, of which there is no end"
    if asks_for_two(lead):
        yield "the lead asks for two kinds of things"
    if _REST.match(fold(items[-1])):
        yield "the list is open"
    for item in map(fold, items):
        if _PLACEHOLDER.fullmatch(item):
            yield f"“{item}” is a placeholder"
        if _SECTION.fullmatch(item) or is_generic_lead(item):
            yield f"“{item}” is the title of a section"
        if item.casefold() == fold(lead).casefold():
            yield "an item is the lead itself"
    sizes = [max(1, units(item)) for item in items]
    if max(sizes) >= _LONG and max(sizes) >= _UNEVEN * min(sizes):
        yield "a term and a sentence are no siblings"


def elsewhere_objections(items: Sequence[str]) -> Iterator[str]:
    """Yield what speaks against items that point to another place: 同上, 重复步骤 2, see above."""
    for item in items:
        if _ELSEWHERE.search(fold(item)):
            yield f"“{item}” points to another place"


def denies(lead: str, said: str) -> bool:
    """Return whether what is said of an item denies what the lead says of all.

    `不需要使用 MVCC`, below `MVCC 使用的隔离级别`.
    """
    asked = fold(lead).casefold()
    return any(
        (found["verb"] or found["word"]).casefold() in asked
        for found in _DENIED.finditer(fold(said))
    )


def asks_for_two(lead: str) -> bool:
    """Return whether a lead asks for two kinds of things: 作用与组成, features and limits."""
    sides = [side.strip() for side in _AND.split(fold(lead)) if side.strip()]
    return len(sides) > 1 and _is_kind(sides[-1]) and _is_kind(sides[-2])


def _is_kind(side: str) -> bool:
    return is_generic_lead(side) or aspect_label(side) is not None or _ends_with_cue(side)


def _ends_with_cue(side: str) -> bool:
    return has_list_cue(side[-2:])
