"""What a label says about its term, without what is not worth saying on a card.

The meaning behind a label goes in, as rich text; the part of it that a card shows comes out.
Policy: only the edges are cut. At the start go the term said once more (`Exchange：Exchange
是…`) and words that only announce (简单来说, 是指); at the end, a remark that nothing but
a space joins, further sentences beyond what a card can hold, and one that breaks off.
"""

from __future__ import annotations

import re

from cribdeck.extract.enumeration import opening
from cribdeck.extract.piece import LONGEST_PIECE
from cribdeck.extract.splitting import labelled, leading, sentences, without_brackets
from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain, strip
from cribdeck.units import HAN, has_han, units
from cribdeck.wording import is_example, is_term

LONGEST_ASKED = 45
"""Units of an answer; of longer ones not a single one was judged good."""
LONGEST_SHOWN = 70
"""Units of a meaning that is only shown, when the term is asked for."""
END_MARKS = " 。；;，,！!"
_SHORTEST_PART = 8
"""Units of the first sentences of a meaning that is too long as a whole."""
_PARTS = (
    (LONGEST_PIECE, 16),
    (35, 16),
    (LONGEST_ASKED, _SHORTEST_PART),
    (LONGEST_SHOWN, _SHORTEST_PART),
)
"""Units that first sentences may have, the best first; of a short answer only full ones are
taken, since a first sentence of a few words names no more than the kind of thing."""
_SHORTEST_BEFORE_GAP = 4
"""Units of a meaning that stands without the remark behind it."""
_OTHER_NAME = re.compile(r"[A-Za-z][A-Za-z /-]{1,30}")
_CHINESE_NAME = re.compile(rf"[{HAN}]{{2,8}}")
_NAME_BEFORE = re.compile(
    rf"[（(]([A-Za-z][A-Za-z -]{{1,30}})[)）]\s?(?=\S)"
    rf"|([{HAN}]{{2,8}}|[A-Za-z][A-Za-z -]{{1,30}})[，,]\s?(?:就是|是|指|表示)"
)
_IS = re.compile(r"(?:就是|即|是指|指的?是?)\s*")
_SAYS = (
    r"(?:就是|应该是|是指|指的是|是|指|即"
    r"|(?=类似|相当于|用于|用来|负责|提供|可以|支持|\bis\b|\bare\b))[\s，,]?"
)
_BRACKETS = re.compile(r"[（(]([^（()）]{1,40})[)）]")
_KIND = re.compile(r"(?<=..)(?:架构|模式|机制|方式|算法|协议|模型)$")
_ANNOUNCES = re.compile(
    r"(?:(?:简单来说|简单地?说|简而言之|通俗[地的来]?[讲说]|可以理解为|顾名思义)[，,]?\s?(?:就?是)?"
    r"|也就是说?|[通一][常般]指的?是?|就是|是指|指的是|指(?![向针定令数示标纹])|是(?![否非使用由通]))\s?"
)
_SHORTEST_REST = 4
_GAP = re.compile(
    rf"(?<=[{HAN}])(?<![和与或者及、])\s+(?![和与或及而但并])"
    rf"(?=[{HAN}]{{2}}|[a-z_]{{2,20}}(?:\s[a-z_]{{2,20}}){{2}}|[a-z]{{2,20}}:\s?[A-Za-z])"
)
_LAST_WORD = re.compile(r"\s\S{1,4}$")
"""A short word with spaces on both sides, which goes with what follows rather."""
_SPECIFIES = re.compile(
    rf"[{HAN}A-Za-z]{{3,12}}\s{{1,3}}(?:底层|内部|基于|采用|使用|由|默认|线程安全|只|仅|不)[{HAN}A-Za-z0-9]{{2,12}}$"
)
"""`有界队列 底层是数组`: what names only the kind of thing needs what is said behind the space."""
_SPACED_MARK = re.compile(r"\s[-–+/|]\s")
_SCENE = re.compile(r"在[^，,]{1,15}[，,]\s?(?:存在|有)")
_THEREFORE = re.compile(r"\s*(?:因此|所以|于是|从而|(?:so|therefore|thus)\b)", re.IGNORECASE)
_BREAKS_OFF = re.compile(r"(?:[:：]|如下|\bwhere|\bsuch as)\s*$|^[（(]", re.IGNORECASE)
"""A sentence that is finished elsewhere, or a remark in brackets."""


def other_name(term: str, meaning: RichText) -> tuple[str, RichText]:
    """Return the other name that a meaning opens with, and the rest.

    `Consumer。从主题…`, `等待状态，表示…` of a Latin term, `(Remove) 删除文件`.
    """
    flat = plain(meaning)
    inline = _NAME_BEFORE.match(flat)
    if inline and (inline[1] or has_han(term) != has_han(inline[2])):
        return inline[1] or inline[2], cut(meaning, inline.end(), len(flat))
    first, *rest = sentences(meaning)
    name = plain(first).strip(END_MARKS)
    if not rest:
        return "", meaning
    start = flat.index(plain(rest[0]))
    filler = _IS.match(fold(flat), start)
    translated = _CHINESE_NAME.fullmatch(name) and (filler or not has_han(term))
    if not (translated or _OTHER_NAME.fullmatch(name)):
        return "", meaning
    return name, cut(meaning, filler.end() if filler else start, len(flat))


def without_subject(term: str, meaning: RichText) -> RichText:
    """Return `meaning` without the term, or words that announce, at its start."""
    flat, folded = plain(meaning), fold(plain(meaning))
    again = _again(fold(term), folded)
    if again:
        return cut(meaning, again, len(flat))
    announced = _ANNOUNCES.match(folded)
    if announced and units(flat[announced.end() :]) >= _SHORTEST_REST:
        return cut(meaning, announced.end(), len(flat))
    return meaning


def fitted(meaning: RichText) -> RichText:
    """Return `meaning`, or as much of it as a card can hold.

    That is its first sentences, or of a first sentence that is too long itself the first
    clauses.
    """
    meaning = _finished(_up_to_next_label(_up_to_gap(meaning)))
    if units(plain(meaning)) <= LONGEST_PIECE:
        return strip(meaning, END_MARKS)
    for longest, shortest in _PARTS:
        part = leading(meaning, longest)
        if units(plain(part)) >= shortest and not _leads_on(meaning, part):
            return strip(part, END_MARKS)
    part = opening(meaning, LONGEST_ASKED)
    flat = plain(part)
    return part if units(flat) >= _SHORTEST_PART and not is_example(flat) else ()


def _again(term: str, meaning: str) -> int:
    """Return where `meaning` goes on after the term that it opens with; 0 if it does not."""
    outside = without_brackets(term)
    found = (outside, *_BRACKETS.findall(term), *_BRACKETS.split(term), _KIND.sub("", outside))
    names = {name.strip() for name in found if len(name.strip()) > 1}
    either = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    if not either:
        return 0
    opened = re.match(
        rf"(?:所谓的?)?\s?(?:{either})\s?(?:[（(][^（()）]{{1,40}}[)）]\s?[，,]?\s?)?{_SAYS}",
        meaning,
        re.IGNORECASE,
    )
    return opened.end() if opened else 0


def _up_to_gap(meaning: RichText) -> RichText:
    """Return `meaning` without a remark that nothing but a space joins to it.

    Ideographs take no spaces: what follows one is another matter, as are bare words in a row.
    """
    flat = plain(meaning)
    if _SPACED_MARK.search(flat) or _SPECIFIES.match(flat):
        return meaning
    for gap in _GAP.finditer(flat):
        before = flat[: gap.start()]
        if units(before) >= _SHORTEST_BEFORE_GAP and not _LAST_WORD.search(before):
            return cut(meaning, 0, gap.start())
    return meaning


def _leads_on(meaning: RichText, part: RichText) -> bool:
    """Return whether `part` sets the scene, or is the reason, for what `meaning` says next."""
    if len(plain(part)) < len(plain(meaning)) and _SCENE.match(fold(plain(part))):
        return True
    return _THEREFORE.match(fold(plain(meaning)[len(plain(part)) :])) is not None


def _finished(meaning: RichText) -> RichText:
    """Return `meaning` without a last sentence that breaks off or is only a remark."""
    *before, last = sentences(meaning) or ((),)
    if not before or not _BREAKS_OFF.search(plain(last)):
        return meaning
    return cut(meaning, 0, plain(meaning).rindex(plain(last)))


def _up_to_next_label(meaning: RichText) -> RichText:
    """Return `meaning` without the sentences from one on that opens with a label of its own."""
    flat, end = plain(meaning), 0
    for order, sentence in enumerate(sentences(meaning)):
        label = labelled(sentence) if order else None
        if label and is_term(label.name):
            return cut(meaning, 0, end)
        text = plain(sentence)
        end = flat.index(text, end) + len(text)
    return meaning
