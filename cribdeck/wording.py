"""Words that tell what a piece of a note is: a clause, an example, talk, an aspect, code.

Plain text goes in, a yes or no (or the parts found) comes out; no rule of its own. The
lists were tuned on Chinese and English interview notes and judged on 1,462 cards; each
function says what it is for. Traditional characters are folded first, so every list is
written in simplified characters only.

Every pattern is anchored or made of plain alternatives, so none can backtrack badly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cribdeck.folding import fold
from cribdeck.units import has_han, is_chinese, measured, units

_ASPECTS = (
    r"优缺点|优点|缺点|优势|劣势|好处|坏处|弊端|危害|局限性?|不足|适用场景|适用于|使用场景|应用场景|场景|特点|特性"
    r"|作用|用途|用处|意义|原因|目的|原理|定义|概念|实现方式|实现|思路|方案|解决方案|解决方法|解决办法|解决|方法"
    r"|流程|过程|步骤|区别|共同点|相同点|不同点|影响|后果|代价|要求|前提|条件|核心思想|问题|目标"
    r"|问题出现原因|示例|pros|cons|advantages?|disadvantages?(?:\(s\))?|benefits?|drawbacks?"
    r"|limitations?|use cases?|when to use|why|purpose|features?|solution|problem|causes?"
    r"|how it works|definition|key features|goal|trade-?offs?"
)
_ASPECT = re.compile(rf"(.{{0,14}}?)(?:的)?({_ASPECTS})", re.IGNORECASE)

_GENERIC_LEAD = re.compile(
    rf"(?:主要)?(?:{_ASPECTS}|steps?|examples?|types?|组成|分类|类型|功能|规则|原则|工作原理|技术原理"
    r"|具体包括|包含|包括|分别是|主要包括|主要有|其中|常用|架构|指标|模式|流程|策略|简介|介绍|概述|基本概念"
    r"|工作流程|what|how|why|overview|introduction|关键词|小结|总结|结论|对比|比较|基础|要点|大概思路|注意)",
    re.IGNORECASE,
)

_STOP_TERM = re.compile(
    r"注意(?:点|事项)?|注|备注|例如|例|例子|比如|如|即|答|回答|问|参考|来源|作者|说明|总结|结论|结果|示例|示例代码|代码"
    r"|输出|输入|图|解释|分析|提示|ps|tips?|notes?|e\.?g\.?|i\.?e\.?|examples?|input|output"
    r"|questions?|answers?|todo|link|url|http|https|ref|参数|返回|返回值|语法|格式|用法|执行|运行|命令|sql"
    r"|测试|面试题|题目|题解|难度|时间|日期|地址|网址|简介|描述|推荐理由|一句话|一方面|另一方面|简单来说"
    r"|换句话说|也就是说|总的来说|总之|具体来说|重点|关键|扩展|补充|思考|常见问题|tags?|date|status|title"
    r"|author|source|type|description|usage|syntax|result|step \d+|warning|caution|important"
    r"|info|see|p\.?s\.?|update|edit|首先|其次|最后|然后|发生时|第[一二三四五六七八九十\d]+.?|\d+|[a-z]"
    r"|使用|如何实现|大概思路|要点|简而言之就是|本质|实质|通俗的讲|通俗地说"
    r"|(?:大)?白话|人话|(?:通俗|个人|我的?)?(?:理解|解释)|助记|速记|(?:助记|记忆)?口诀|记忆(?:方法|技巧)?|心得|感想|疑问"
    r"|踩?坑点?|踩坑记录|划重点|敲黑板|题外话|面试(?:回答|话术)|(?:参考|标准)答案|一句话总结|总而言之|小贴士"
    r"|(?:key )?(?:things?|points?|something) to (?:note|remember)|(?:please )?note that"
    r"|remember|recall|fun fact|side ?note|gotchas?|caveats?|(?:key )?takeaways?|tl;?dr"
    r"|in (?:short|other words|summary)"
    r"|heads up|pro tip|fyi|n\.?b\.?|aside|conclusion|summary|quick note|rule of thumb",
    re.IGNORECASE,
)

_CLAUSE = re.compile(
    r"我们|你|我|如果|因为|所以|但是|然后|已经|可以|应该|怎么|如何|为什么|为何|哪|就是|需要|不会|不能|会(?![话员议合计])|可能|并非|没有"
    r"|如下|包括|例如|比如|下面|以下|以上|主要有|分为|有以下|[，。；？,;?]"
    r"|是|(?:了|为|有|即|说|称|叫|一下|(?<![超定实延准及按临同])时|后|前|中)$"
    r"|\b(?:is|are|was|can|will|should|if|when|you|we|i|it|this|that|they|has|have|does|do"
    r"|following|below)\b",
    re.IGNORECASE,
)

_DANGLING = re.compile(
    r"(?:它|他|她|这|那|该|其中|其|此|上述|以上|上面|同理|同样|另外|此外|然后|接着|最后(?![一二两三几的])|首先|但是?|所以|因此"
    r"|因为|而且?|并(?![发行列网联])且?|不过|如果|若|当(?!前)|于是|从而|因而|即(?![时席])|也就是|还(?!原)|也|就(?![绪近地])|都|又"
    r"|再(?!均衡|平衡|哈希|散列)|之后|同时|最终(?!一致)|其实"
    r"|总之|例如|比如|如下|如图|如上|只有|只要|与之|则|否则|反之|由此)"
    r"|(?:this|that|it|its|they|their|these|those|so|but|and|then|however|also|he|she|we|you|i"
    r"|here|there|if|when|because|which|or|let's|for example|e\.g\.|such|another|both"
    r"|the (?:above|following|latter|former|other))\b",
    re.IGNORECASE,
)

_PERSON = re.compile(
    r"我们|(?<!自)我|你|咱|大家|笔者|小伙伴|同学|童鞋|面试官"
    r"|[为叫是]啥|啥[叫是]|没人用|不求|可以这么|换个角度|一直想|说白了"
    r"|\b(?:I(?![/.])|we|you|my|your|our|me)\b"
)
_EXAMPLE = re.compile(
    r"例如|比如|譬如|假设|假如|例：|如：|举例|示例|样例|例子|为例"
    r"|\b(?:for example|e\.g\.|suppose|say,|example)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[?？]\s*$|怎么|怎样|如何|什么|为何|哪些|哪几|吗$|是否"
    r"|^\s*(?:why|how|what|when|which|where|who|should|can|is|are|do|does)\b",
    re.IGNORECASE,
)
_LIST_CUE = re.compile(
    r"有哪些|哪几|包括|包含|分为|分类|类型|种类|方式|策略|特点|特性|特征|优点|缺点|优势|劣势|好处|作用|原因"
    r"|条件|组件|组成|要素|原则|规则|功能|要求|模式|机制|指标|算法|方案|状态|角色|级别|场景|用途|目标|手段"
    r"|方法|区别|[二两三四五六七八]大|[两三四五六七2-7]\s?[种个类大条点方]"
    r"|\b(?:types?|kinds?|features|benefits|advantages?|disadvantages?|steps|ways|components?"
    r"|properties|conditions|methods|reasons|pros|cons|principles|goals|levels|models"
    r"|approaches|strategies|patterns|techniques|phases|operations|layers)\b",
    re.IGNORECASE,
)
_STEP_CUE = re.compile(
    r"步骤|流程|过程|工作流|顺序(?!性|读|写|一致)|阶段|生命周期"
    r"|\b(?:steps?|process|workflow|procedure|phases?|lifecycle)\b",
    re.IGNORECASE,
)
_CODE_SYMBOLS = frozenset("{}();=<>$\\/[]_|&*+")
_CODE_LINE = re.compile(r"[{;]\s*$|^\s*(?://|#\s|\$\s|>\s)|^\w{1,40}\([^)]{0,80}\);?$", re.ASCII)
_SHARE_OF_SYMBOLS = 0.22
_OTHER_SCRIPT = re.compile("[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff]")
_BAD_TERM = re.compile(
    r"(?:在于|方面|第.{1,3}步|角度[（(].{0,12}[）)])$"
    r"|^(?:what|how|展开|更新|新增|效果|步骤?|most common|a good|common)$"
    r"|^[\W\d_]+$|^(?![a-z][\w.-]+=[\w.-]+$).*[=;{}\\]|^\W*\d+(?:\.\d+)*\W*$",
    re.IGNORECASE,
)
LONGEST_CHINESE_TERM = 10
LONGEST_ENGLISH_TERM = 5
LONGEST_TERM_TEXT = 40


@dataclass(frozen=True, slots=True)
class AspectLabel:
    """`Redis 的优点` taken apart."""

    entity: str
    """Empty when the label is the bare aspect."""
    aspect: str


def aspect_label(label: str) -> AspectLabel | None:
    """Return the parts of a label that names an aspect of something (优点, 适用场景, pros)."""
    match = _ASPECT.fullmatch(fold(label))
    if match is None:
        return None
    return AspectLabel(label[: match.end(1)].strip(" 的*"), label[match.start(2) :].strip())


def is_generic_lead(text: str) -> bool:
    """Return whether a lead says nothing without its parent: `步骤`, `优点`, `what`."""
    return _GENERIC_LEAD.fullmatch(fold(text).strip(" ：:")) is not None


def is_stop_term(text: str) -> bool:
    """Return whether a label names no concept: `注意`, `例如`, `说明`, `note`."""
    return _STOP_TERM.fullmatch(fold(text).strip()) is not None


def has_clause(text: str) -> bool:
    """Return whether words of a sentence (如果, 可以, 是, is) stand in what should be a term."""
    return _CLAUSE.search(fold(text)) is not None


def is_dangling(text: str) -> bool:
    """Return whether a sentence leans on the one before: 它…, 这…, 因此…, this…."""
    return _DANGLING.match(fold(text).lstrip()) is not None


def mentions_person(text: str, *, within: int | None = None) -> bool:
    """Return whether somebody talks: 我们, 你, we; `within` so many characters of the start.

    Talk makes bad cards: 49 % of those judged.
    """
    match = _PERSON.search(fold(text))
    return match is not None and (within is None or match.start() < within)


def is_example(text: str, *, within: int | None = None) -> bool:
    """Return whether an example is introduced; `within` so many characters of the start."""
    match = _EXAMPLE.search(fold(text))
    return match is not None and (within is None or match.start() < within)


def is_question(text: str) -> bool:
    """Return whether the text asks: question mark, 怎么, 哪些, why."""
    return _QUESTION.search(fold(text)) is not None


def has_list_cue(text: str) -> bool:
    """Return whether a lead announces several things: 类型, 有哪些, 三种, features."""
    return _LIST_CUE.search(fold(text)) is not None


def has_step_cue(text: str) -> bool:
    """Return whether a lead announces a sequence: 步骤, 流程, process."""
    return _STEP_CUE.search(fold(text)) is not None


def looks_like_code(text: str) -> bool:
    """Return whether a line is code typed as text: more than 22 % symbols, or ends `{` or `;`."""
    symbols = _CODE_SYMBOLS - set("()") if has_han(text) else _CODE_SYMBOLS
    if sum(map(symbols.__contains__, text)) > _SHARE_OF_SYMBOLS * max(1, len(text)):
        return True
    return _CODE_LINE.search(text) is not None and not has_han(text[:10])


def is_term(text: str) -> bool:
    """Return whether `text` can be the thing that a label defines."""
    return next(term_objections(text), None) is None


def term_objections(text: str) -> Iterator[str]:
    """Yield what speaks against `text` being the thing that a label defines."""
    yield from _form_objections(text)
    if is_stop_term(text):
        yield f"“{text}” names no concept"
    if aspect_label(text):
        yield f"“{text}” names an aspect of something, not a thing"
    if has_clause(text):
        yield "the term reads like a part of a sentence"
    if is_dangling(text):
        yield "the term leans on what was said before"
    if _BAD_TERM.search(fold(text)):
        yield "the term is a number, a symbol or a stock phrase"


def _form_objections(text: str) -> Iterator[str]:
    if not text:
        yield "there is no term"
    if len(text) > LONGEST_TERM_TEXT:
        yield f"the term has {len(text)} letters; {LONGEST_TERM_TEXT} is the most"
    if _OTHER_SCRIPT.search(text):
        yield "the term is in a script other than Chinese and Latin"
    if is_chinese(text):
        if units(text) > LONGEST_CHINESE_TERM:
            yield f"the term has {measured(text)}; {LONGEST_CHINESE_TERM} is the most"
    elif len(text.split()) > LONGEST_ENGLISH_TERM:
        yield f"the term has {len(text.split())} words; {LONGEST_ENGLISH_TERM} is the most"
