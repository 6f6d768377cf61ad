"""In which respect two claims differ: a verb, a noun that both end with, or what one denies.

What is told of two things goes in, without their names; the name of an aspect comes out, with what
stands in its cells. Policy: a name is only what both claims really share, and only if it
says something by itself; two claims that share 支持 or 是 differ in nothing that has a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cribdeck.inline import RichText, Text, cut, plain, strip
from cribdeck.units import HAN, units
from cribdeck.wording import is_dangling

_END_MARKS: Final = " 。；;，,、.！!"


@dataclass(frozen=True, slots=True)
class Respect:
    """In which respect two things differ, and what each says."""

    aspect: str
    cells: Mapping[int, RichText]


_ADVERBS: Final = re.compile(
    r"^(?:则|却|也|只|仅|就|还|都|更|又|是|可以|能够?|会|一般|通常|主要|直接)+"
)
_NEGATION: Final = re.compile(
    r"(?:并?不(?:能|会|可以?)?|没有?|无法?|未|(?:does|do|is|can)\s?(?:not|n't)\s)"
)
_VERB: Final = re.compile(
    r"(?:支持|需要|具有|具备|存在|提供|拥有|包含|保证|允许|使用|采用|依赖|实现|有|要|能|会|可以)(?:了|到)?\s*"
)
_TELLING_VERB: Final = re.compile(
    r"(?:隐藏|代理|存储|保存|存放|放在|处理|负责|工作在|运行在|发生在|作用于|基于|依赖|面向|针对|适合|适用于|用于"
    r"|通过|返回|发送|接收|关注|强调|侧重于?|占用|监听|属于|实现|管理|控制|执行|检测|解决|连接|访问|读取|写入|分配|创建|传输|转发|暴露|保护|修改"
    r"|被视为|视为|看作|称为|决定|取决于|来自|写在|位于|遍历|查找|排序|加锁|等待|阻塞|复制|同步|继承|抛出)"
    # 处理器 and 连接数 are no verbs.
    r"(?![器者员数量表池率性化组件点线区层符集体面方法机制式])"
    r"|\b(?:stores?|keeps?|hides?|runs? (?:on|in|at)|works? (?:on|in|at|with)|handles?|sends?"
    r"|returns?|uses?|operates? (?:on|at)|relies on|depends on|reads?|writes?|takes?|requires?"
    r"|provides?|exposes?|routes?(?: by)?|guarantees?|locks?|waits? for|scales? by|listens? on)\b"
)
"""Verbs that name by themselves in which respect two things differ; 支持 and 使用 do not."""
_ENGLISH_YES: Final = re.compile(
    r"(?P<verb>support|need|require|provide|allow|offer|guarantee|use|keep|has|have|can)s? "
    r"(?P<what>[^,;:()]{2,60})"
)
_ENGLISH_NO: Final = re.compile(
    r"(?P<no>(?:does|do|can|is|are)(?: not|n['’]t)|cannot|lacks?|has no|have no)"
    r"(?: (?P<rest>[^,;:()]{2,60}))?"
)
_TELLS_YES_FROM_NO: Final = re.compile(
    r"不|没有|[没无有非未的]|需要|可以|必须"
    r"|\b(?:(?:does|do|is|are|can)(?:n['’]t)?|has|have|supports?|not|no|cannot|lacks?)\b| "
)
_NO_TAIL: Final = frozenset(
    "级性化度式型者的了地得们上下中里外前后时候被把将为是不有在和与或而按以由从对"
)
_NO_NAME: Final = re.compile(r"[，,；;。：:（(]|[的了着在是把被将和与或]$")
_MARK: Final = re.compile(r"[，,；;。：:（(]")
_SHORTEST, _LONGEST = 2, 10
_LONGEST_MODIFIER: Final = 8
"""Characters that two claims may still share behind their verb: 隐藏了真实的."""


def respect(one: tuple[int, RichText], other: tuple[int, RichText]) -> Respect | None:
    """Return in which respect two sentences tell two things apart; None if it has no name."""
    (mine, a), (theirs, b) = one, other
    said, heard = plain(a), plain(b)
    for yes, no in ((one, other), (other, one)):
        found = _denied(yes, no)
        if found is not None:
            return found
    shared = _shared_start(said, heard)
    if _is_name(shared) and _is_denial(said[len(shared) :], heard[len(shared) :]):
        return Respect(shared.strip(), {mine: _after(a, shared), theirs: _after(b, shared)})
    verb = _verb(shared)
    if verb:
        return Respect(verb, {mine: _after(a, verb), theirs: _after(b, verb)})
    tail = _tail(_core(said), _core(heard))
    return Respect(tail, {mine: a, theirs: b}) if tail else None


def same_frame(one: tuple[int, RichText], other: tuple[int, RichText]) -> Respect | None:
    """Return in which respect two sentences differ that are built alike: the same verb."""
    (mine, a), (theirs, b) = one, other
    verb = _verb(_shared_start(plain(a), plain(b)))
    return Respect(verb, {mine: _after(a, verb), theirs: _after(b, verb)}) if verb else None


def gives_away(one: str, other: str) -> bool:
    """Return whether either text is the other with a negation more: 有连接 and 无连接."""
    bare = [_TELLS_YES_FROM_NO.sub("", text.strip(_END_MARKS)) for text in (one, other)]
    return bare[0] == bare[1]


def _core(text: str) -> str:
    return _ADVERBS.sub("", text.strip(_END_MARKS))


def _denied(yes: tuple[int, RichText], no: tuple[int, RichText]) -> Respect | None:
    """Return what one says and the other denies: 事务 of 支持事务 and 不支持事务."""
    said, denial = _core(plain(yes[1])), _core(plain(no[1]))
    if said.isascii():
        return _denied_in_english(yes[0], said, no[0], denial)
    negation = _NEGATION.match(denial)
    verb = _VERB.match(said)
    if negation is None or _NEGATION.match(said):
        return None
    rest = denial[negation.end() :].strip()
    if verb is None:
        whole = rest == said and _is_name(said)
        return Respect(said, dict((yes, no))) if whole else None
    verb_text = verb[0].strip()
    short, long = sorted((said, rest), key=len)
    name = long.removeprefix(verb_text).strip()
    if not (short.startswith(verb_text) and long.startswith(short) and _is_name(name)):
        return None
    return Respect(
        name, {yes[0]: (Text(verb_text),), no[0]: (Text(negation[0].strip() + verb_text),)}
    )


def _denied_in_english(yes: int, said: str, no: int, denial: str) -> Respect | None:
    """Return what one has and the other has not: `supports joins` and `does not (support joins)`.

    English bends its verbs, and leaves out what was said.
    """
    has, lacks = _ENGLISH_YES.fullmatch(said), _ENGLISH_NO.fullmatch(denial)
    if has is None or lacks is None or not _is_name(has["what"]):
        return None
    what, rest, verb = has["what"], lacks["rest"] or "", has["verb"]
    if rest not in ("", what, f"{verb} {what}", f"have {what}"):
        return None
    said_verb = said.removesuffix(what).strip()
    return Respect(what, {yes: (Text(said_verb),), no: (Text(denial.removesuffix(what).strip()),)})


def _is_denial(said: str, heard: str) -> bool:
    for yes, no in ((said, heard), (heard, said)):
        negation = _NEGATION.match(no)
        if negation is not None and no[negation.end() :].strip(_END_MARKS) == yes.strip(_END_MARKS):
            return True
    return False


def _is_name(text: str) -> bool:
    name = text.strip()
    return (
        len(name) >= _SHORTEST
        and units(name) <= _LONGEST
        and not _NO_NAME.search(re.sub(r"[（(][^（()）]*[)）]$", "", name))
    )


def _tail(said: str, heard: str) -> str:
    """Return the noun that both sentences end with: 方法 of 静态方法 and 实例方法."""
    size = 0
    while size < min(len(said), len(heard)) and said[-1 - size] == heard[-1 - size]:
        size += 1
    tail = said[len(said) - size :].strip()
    verb = _VERB.match(tail)
    tail = (tail[verb.end() :] if verb else tail).removeprefix("的")
    if tail in (said, heard) or not re.fullmatch(rf"[{HAN}]{{2,8}}|[A-Za-z][\w ]{{2,20}}", tail):
        return ""
    return "" if tail[0] in _NO_TAIL or is_dangling(tail) else tail


def _shared_start(said: str, heard: str) -> str:
    size = 0
    while size < min(len(said), len(heard)) and said[size] == heard[size]:
        size += 1
    head = said[:size]
    if re.search(r"[A-Za-z]$", head):
        head = head[: max(0, head.rfind(" ") + 1)]
    return head


def _verb(head: str) -> str:
    """Return `head` up to the end of its last telling verb; empty if it has none."""
    found = list(_TELLING_VERB.finditer(head))
    if not found or len(head) - found[-1].end() > _LONGEST_MODIFIER:
        return ""
    name = head[: found[-1].end()].strip()
    return name if units(name) <= _LONGEST and not _MARK.search(name) else ""


def _after(text: RichText, head: str) -> RichText:
    flat = plain(text)
    start = flat.index(head.strip()) + len(head.strip())
    if flat[start : start + 1] in ("了", "着", "过"):
        start += 1
    return strip(cut(text, start, len(flat)), _END_MARKS)
