"""Where what is shown of a sentence starts, and what is shown before it.

A sentence and the window chosen for it go in; out comes where the statement starts and its
lead-in, or the reason why it cannot be understood. Policy: 但是, 因此, 同时 … and left-overs of
markup at the start are left out; a statement that leans on what is before it (它…, 这…), or
has lost its subject (通过 …, 需要 …), shows that too; below a label, a parent item or a title
that names something, the reader knows the subject. Clauses of the same sentence that are needed
are read in one go with the statement, a sentence before stands apart. What refers to
something unseen (第一种方案), or leaves out a condition, is refused (`unseen`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cribdeck.extract.piece import is_adverbial
from cribdeck.extract.rule import Declined
from cribdeck.extract.splitting import clauses
from cribdeck.extract.unit import Sentence
from cribdeck.extract.unseen import left_out, reference
from cribdeck.extract.window import Window
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, cut, plain, strip
from cribdeck.units import units
from cribdeck.wording import is_dangling, is_generic_lead, is_question, looks_like_code

LAST_WORDS = 4
"""Characters at the end of a sentence that may ask."""
_LONGEST_LEAD_IN = 45
_LEFT_OVER = (
    r"(?:(?:<>|=\s|>+|//+|--+(?![A-Za-z]))\s*|[（(][^（()）]{2,80}[)）](?=[\u4e00-\u9fff])"
    r"|\d{1,2}(?:[.、)]\s*|\s+)(?=[\u4e00-\u9fff])(?![个次种年月天条层步位分秒台份倍字块轮段]))?"
)
"""Of quotes, comments and numbering; a remark in brackets on what was said before."""
_CONNECTIVE = re.compile(
    rf"{_LEFT_OVER}(?:但是?|不过|然而|同时|另外|此外|而且|并且|其实|然后|接着|于是|因此|所以说?|那么|总之|最终(?!一)|最后(?![一二两三几的])|首先|其次"
    r"|也就是说|换句话说|一般来说|综上(?:所述|[两三]点)?|简单[点来]?说|另?一方面|不同的是|相对[的地]?(?=[，,])|相应[的地]?(?=[，,])|(?:需要)?注意的?是?|回答"
    r"|(?:also|however|moreover|so|but|and|then|thus|therefore|in addition)\b)?[，,：:]?\s*",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:如果|假如|若是?|当(?![前中然])|每当|因为|由于|只有|只要|一旦|除非|之所以|为了"
    r"|(?:if|when|because|since|unless|once|as)\b)\s*",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"没有?|不|未|有(?!序|限|向)|是|发现|出现|超过|已经?|过期|想|要|需要|返回"
    r"|[^，,]{0,4}(?:成功|失败|完成)(?=[，,则就])|匹配|存在|此时|在这|既|再|只"
    r"|(?:it|they|not|there|so|this|that)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:该|这一?种?个?|此)(?:情况|问题|过程|方法|方式|集合|阶段|步|点|操作)|这[些样时点]|[这那][两二三四几]?[个种](?!时候)"
    r"|答案是"
)
_PROMPT = re.compile(
    r"(?:对于\s?\d[，,]|请(?!求)|简述|试述|谈谈|说说|说一下|讲讲|介绍一下)"
    r"|(?:explain|describe|discuss|list|name|tell|compare|mention|give an?)\b(?! of\b)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[这那此](?!些)|就是|(?:this|that|there)\b", re.IGNORECASE)
"""A clause that comments on what was said; what follows it is better read without it."""
_EFFECTS = ("导致", "造成", "引起", "使得", "从而", "因此", "所以", "以便", "用于", "用来")
"""What is never the start of a statement."""
_FIRST_WORDS = 14
"""Characters in which a sentence says what it speaks of."""
_PRONOUN = re.compile(
    r"(?:它|他|她|这|那|该|其(?![他它])|此|上述|以上|上面|同理|即(?![时席])|也就是|也|都|之后|由此"
    r"|(?:多|常|主要|可以?)?(?:适?用于|用来|用作))"
    r"|(?:this|that|it|its|they|their|these|those|he|she|we|which|such)\b",
    re.IGNORECASE,
)
_LACKS_SUBJECT = re.compile(
    r"(?:一般|通常|主要|也|还|就|都|并|又)*(?:需要|必须|采用|不[会能需用]|无法|会(?![话员议计])|可以|能够?(?![力量耗])"
    r"|是(?!否)|已经|只能|用于|具有|存在|既|不仅|包括|(?:安全性?|效率|性能|可靠性)最)"
    r"|(?:is|are|was|were|has|have|does|makes|uses|provides|allows|gives|takes|needs|requires|runs|works|helps"
    r"|keeps|stores|returns|supports|means|prevents|ensures|contains|consists|depends|based|made"
    r"|called|known|can(?:not|'t)?|will|must|should|would)\s",
    re.IGNORECASE,
)
_BARE_VERB = re.compile(
    r"\s*(?:来|从而|以|就|则|而|并|避免|防止|保证|确保|提高|提升|减少|降低|实现|达到|完成|找到|决定|进行)"
)
_BY = re.compile(r"(?:通过|使用(?![者率])|利用(?!率)|根据|借助|基于|按照)")
_MAKES = re.compile(r"让|使(?!用)")
"""使用索引可以让查询更快: who is made to do it is named."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a statement starts."""

    first: int
    """Where its text starts in the sentence."""
    lead_in: RichText


def opening(
    sentence: Sentence, window: Window, inner: int, start: int, *, leans: bool
) -> Opening | Declined:
    """Return how a statement with a piece at `start` opens, or what is missing.

    `inner` is where the clause starts that cannot be left out; `leans` says that the
    sentence before is needed.
    """
    if _PROMPT.match(fold(sentence.text)):
        return Declined("an exercise, or the answer to one")
    found = _opening(sentence, window, inner, start, leans=leans)
    if isinstance(found, Declined):
        return found
    whole = plain(found.lead_in)
    shown = f"{whole} {sentence.text[found.first : window.stop]}".strip()
    if against := reference(shown, sentence.context.breadcrumb):
        return Declined(against)
    against = "" if found.lead_in else left_out(sentence, found.first)
    return Declined(against) if against else found


def _opening(
    sentence: Sentence, window: Window, inner: int, start: int, *, leans: bool
) -> Opening | Declined:
    flat = sentence.text
    inner = _without_connective(flat, inner, start)
    if window.alone:
        if leans or _leans(flat[inner:]) or _lacks_subject(flat[inner : window.stop]):
            return Declined("the clauses before are needed")
        return Opening(inner, ())
    first = window.start if leans else _without_connective(flat, window.start, start)
    begin, inside = _inside(sentence, window.start)
    lead_in = _lead_in(sentence, inside, flat[first : window.stop], leans=leans)
    alone = flat[inner : window.stop]
    stands = not (leans or _leans(flat[inner:]) or (inner and _lacks_subject(alone)))
    case = any(is_adverbial(fold(flat[a:b])) for a, b in sentence.clauses if first < b == inner)
    if stands and not case and (isinstance(lead_in, Declined) or _REMARK.match(fold(flat), first)):
        first, lead_in = inner, ()  # 这没关系，如果没有人监听，…: only what leans is left out
    if isinstance(lead_in, Declined):
        return lead_in
    opens = plain(lead_in) or flat[first : window.stop]
    if _lacks_subject(opens) and not _is_named(sentence):
        before = _before(sentence) if sentence.before and not leans else ()
        if not plain(before) or _objection(plain(before)) or _lacks_subject(plain(before)):
            return Declined("nothing says what it speaks of")
        lead_in = (*before, *lead_in)
    if inside and lead_in:  # clauses of one sentence are read in one go
        first, lead_in = begin, lead_in[: -len(inside)]
    return Opening(first, lead_in)


def _lacks_subject(shown: str) -> bool:
    """Return whether `shown` starts with a verb, or with a means and names nobody who uses it."""
    folded = fold(shown).lstrip()
    if _LACKS_SUBJECT.match(folded):
        return True
    if _BY.match(folded) is None or _MAKES.search(re.split("[，,]", folded, maxsplit=1)[0]):
        return False
    later = filter(None, re.split("[，,。；;]", folded)[1:])
    return all(_LACKS_SUBJECT.match(it) or _BY.match(it) or _BARE_VERB.match(it) for it in later)


def _is_named(sentence: Sentence) -> bool:
    """Return whether a label, a parent item or the title above says what a sentence speaks of."""
    context = sentence.context
    if context.marker or context.parents or context.breadcrumb != sentence.unit.context.breadcrumb:
        return True
    titles = context.breadcrumb
    return not context.plain_source and len(titles) > 1 and not is_generic_lead(titles[-1])


def _inside(sentence: Sentence, begin: int) -> tuple[int, RichText]:
    """Return the clauses of the sentence before `begin` that fit, and where they start.

    但是 … at their start is left out.
    """
    if not begin:
        return begin, ()
    text = _last_clauses(cut(sentence.content, 0, begin))
    flat = plain(text)
    opening = _without_connective(flat, 0, len(flat))
    start = sentence.text.rfind(flat, 0, begin)
    return start + opening, cut(text, opening, len(flat))


def _without_connective(flat: str, first: int, limit: int) -> int:
    """Return where what is shown starts without 但是, 因此, 同时 … before `limit`."""
    opening = _CONNECTIVE.match(fold(flat), first)
    return opening.end() if opening and opening.end() <= limit else first


def _lead_in(
    sentence: Sentence, inside: RichText, shown: str, *, leans: bool
) -> RichText | Declined:
    """Return what is shown before `shown`, or why it is missing.

    `inside` is what the sentence itself holds before it.
    """
    if not leans and not _leans(plain(inside) or shown):
        return inside
    before = _before(sentence)
    if not plain(before):
        return Declined("it leans on a sentence that is not there")
    against = _objection(plain(before))
    return Declined(against) if against else (*before, *inside)


def _objection(before: str) -> str:
    """Return what speaks against showing the sentence `before` first; empty if nothing does."""
    folded = fold(before)
    if folded.startswith(_EFFECTS) or _PRONOUN.match(folded):
        return "it leans on a sentence that leans on another"
    if is_question(before[-LAST_WORDS:]) or looks_like_code(before):
        return "it leans on a sentence that leans on another"
    return ""


def _leans(text: str) -> bool:
    """Return whether a statement needs the one before: 它…, 这…; 如果没有… has no subject."""
    folded = fold(text).lstrip()
    if _POINTS_BACK.search(folded, 0, _FIRST_WORDS) or folded.startswith(_EFFECTS):
        return True
    condition = _CONDITION.match(folded)
    if condition is None:
        return is_dangling(folded)
    rest = folded[condition.end() :]
    return is_dangling(rest) or _NO_SUBJECT.match(rest) is not None


def _before(sentence: Sentence) -> RichText:
    """Return the end of the sentence or statement before, without 但是, 同时 … at its start."""
    previous = sentence.context.previous
    if sentence.before:
        text = _last_clauses(sentence.before)
    elif previous and not sentence.context.marker and units(previous) <= _LONGEST_LEAD_IN:
        text = (Text(previous),)
    else:
        return ()
    flat = plain(text)
    return cut(text, _without_connective(flat, 0, len(flat)), len(flat))


def _last_clauses(text: RichText) -> RichText:
    """Return as many clauses from the end of `text` as a lead-in may hold, at least one."""
    flat = plain(text)
    size, begin = 0, len(flat)
    for start, end in reversed(clauses(text)):
        size += units(flat[start:end])
        if size > _LONGEST_LEAD_IN and begin < len(flat):
            break
        begin = start
    return strip(cut(text, begin, len(flat)), " ，,、")
