"""References of a statement to what it does not show, and what it depends on and leaves out.

The text a card would show goes in, with the titles above it, or a sentence and the place
where what is shown starts; out comes why the statement cannot be understood by itself, or an
empty text. Policy: a thing that is only numbered (第一种方案, 步骤 3), compared (一样, the same
error) or pointed at (防止此类现象, 该阈值) needs what it is numbered in, compared with or pointed
at in view; a condition that stands before what holds is never left out. What cannot be told is
taken for a reference: a card more is worth less than a card nobody can answer.
"""

from __future__ import annotations

import re

from cribdeck.extract.piece import is_adverbial
from cribdeck.extract.unit import Sentence
from cribdeck.folding import fold

_NUMBERED = re.compile(
    r"(?:第[一二三四五六\d][种类个条点]?(?:方案|方法|方式|办法|情况|策略|做法|实现|场景|思路|选择|原因)"
    r"|(?:方案|方法|方式|办法|情况|策略|做法|场景|思路|步骤)\s?"
    r"(?:[一二三四五六](?![致样般直定旦个些种次类条点套起部同])|[①-⑨]|[1-9a-c](?![\w.个次种级层轮遍])))"
    r"(?!\s?(?:是|为|就是|即|[：:]))"
    r"|另[外一]{1,2}[种个类]?(?:方案|方法|方式|办法|情况|策略|做法|实现|思路|选择)"
    r"|[前后][一两三][种者]"
    r"|^其[他它余]的?(?:情况|方[法式案]|时候|两|三)|如图|图中|[上下本该]图(?![像片形书谱灵])"
    r"|[上下]表(?![面明现示达])|[上本该]例"
    r"|\b(?:approach|option|method|case|solution|step|scenario|figure|table) (?:\d|[a-c])\b"
    r"(?! is\b)"
    r"|\bthe (?:first|second|third|last|other|previous|following) (?:approach|option|method|case"
    r"|solution|one|way|problem|strategy|example|code)\b(?! is\b)"
)
_DEFINED = r"\s?(?:[：:（(、.-]|是|——)"
"""方案一：先删缓存: a title that tells what is numbered."""
_SUCH = re.compile(
    r"(?:避免|防止|解决|出现|发生|消除|缓解|减少|导致|造成|应对|处理)了?(?:[这那此][类种一个]|此)"
    r"(?:现象|问题|情况|错误|缺陷|异常|风险|开销|冲突|隐患|麻烦)"
)
_ALIKE = re.compile(
    r"(?:^|[，,])[^，,。跟和与像同如比两二都均所每各相不]*(?:一样|相同|类似)[。.]?$"
)
"""处理过程一样: as what?"""
_THE_SAID = re.compile(
    r"(?<![应本活])该(?:[类种个条]\s?)?(?P<what>[锁键值表类行列页块库包栈堆组](?=[的并将和会被就，,。])"
    r"|[\u4e00-\u9fff]{2}|[A-Za-z]{2,20})"
)
_GENERIC = re.compile(
    r"(?:方[法式案]|机制|策略|过程|操作|情况|阶段|问题|现象|算法|技术|参数|命令|函数|接口|模式|类的|版本|字段|值|内容)"
)
_LEAST_BEFORE = 6
"""Characters in which something can be named that 该方法 takes up."""
_NAMES_BEFORE = re.compile(
    r"、[^，,、]{1,12}的[^，,、的]{1,4}[，,]\s*(?:从而|来|以)?(?:避免|防止|保证|确保|提高|提升|减少|降低|加快|节省)"
)
"""…、返回值的大小，避免 …: a list of names, which brings nothing about."""
_ENGLISH = re.compile(
    r"\W*(?:again|further(?:more)? [a-z]{2,14}s\b"
    r"|[a-z]{2,14}ing (?:this|these|it|them)\b"
    r"|similarly|likewise|vice versa|the (?:former|latter|others?|above)|another"
    r"|in (?:this|that|such|these|those) (?:case|way|situation|mode|scenario)s?)\b"
    r"|.*\b(?:the )?same (?:thing|error|problem|issue|way|reason|effect|result|idea|approach|manner"
    r"|mechanism)\b(?! (?:as|for|with)\b)"
    r"|[^,.;]*\b(?:this|these|those|such) (?:case|situation|problem|issue|approach|method|way"
    r"|reason|mode|error|scenario|technique|option|step)s?\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\s*(?:(?:但是?|而|那么?|另外)?(?:如果|假如|若是?(?!干)|当(?![前中然])|每当|一旦|只要|只有|除非)"
    r"|(?:and |but )?(?:if|when|whenever|unless|once|while|until)\b)"
    r"|.*(?:(?<![同平实随及延定超按准耗小临])时候?|的话|(?:情况|前提|条件)下)[，,]?\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:并且?(?![发行])|而且|且|同时|还有|又|也|即|and\b|or\b)", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"\s*(?:最终|最后|从而|便|则|就|才|也|都|还|再)*(?:会(?![话员议计])|将(?!来)|能(?![力量耗])|可以|可能|达到|需要|无法|不能)"
)


def reference(shown: str, breadcrumb: tuple[str, ...]) -> str:
    """Return to what unseen thing the text `shown` refers; empty if to none."""
    folded, above = fold(shown).lower(), fold(" ".join(breadcrumb)).lower()
    for numbered in _NUMBERED.finditer(folded):
        if not re.search(re.escape(numbered[0].strip()) + _DEFINED, above):
            return "it speaks of something numbered that is not in view"
    if _SUCH.search(folded):
        return "it points back at something that is not in view"
    if _NAMES_BEFORE.search(folded):
        return "a list of names, not what brings it about"
    if _ALIKE.search(folded) or _ENGLISH.match(folded):
        return "it compares with something that is not in view"
    for said in _THE_SAID.finditer(folded):
        before = folded[: said.start()]
        known = f"{above} {before}"
        generic = _GENERIC.match(said["what"]) and len(before.strip()) >= _LEAST_BEFORE
        if not generic and said["what"] not in known:
            return "it points back at something that is not in view"
    return ""


def left_out(sentence: Sentence, first: int) -> str:
    """Return what a statement from `first` on needs of the clauses before; empty if nothing."""
    flat = fold(sentence.text)
    before = [(a, b) for a, b in sentence.clauses if b <= first]
    if not before:
        return ""
    if _IF.match(flat, first, sentence.clause_end(first)):
        return ""  # the narrower condition is shown
    last = len(before) - 1
    while last > 0 and _AND.match(flat[slice(*before[last])]):
        last -= 1
    if any(_IF.match(flat[slice(*clause)]) for clause in (before[last], before[-1])):
        return "the condition would be left out"
    shown = [(a, b) for a, b in sentence.clauses if first < b]
    only_when = len(shown) > 1 and is_adverbial(flat[first : shown[0][1]])
    if only_when and _NO_SUBJECT.match(flat, shown[1][0]):
        return "the subject would be left out"
    return ""
