"""The piece of a sentence that a prose rule wants to hide: its core, and whether it stands alone.

A sentence and the place of a piece in its plain text go in; `core` gives the place of what
is worth asking for, `piece_objections` what speaks against it. Policy: an answer is a
constituent that a learner would say by itself. Marks, quotes, adverbs and auxiliaries
at its edges (会, 就, 可以 … 了, 的) are shown, not asked for; what begins or ends in
mid-phrase is refused, not repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.trivial import says_little
from cribdeck.extract.unit import Sentence
from cribdeck.extract.word_cut import is_inside_word
from cribdeck.folding import fold
from cribdeck.inline import Code, Image, Math, RichText, plain
from cribdeck.units import HAN, units
from cribdeck.wording import is_dangling

LONGEST_PIECE = 25
"""Units; beyond, no card was judged good often enough."""
_LONGEST_REMARK = 4
"""Units of an answer that is nothing but a reference to something else: 这样做."""
_MOST_WORDS = 4
"""Adverbs and auxiliaries in a row: 那么就可能会."""
_TWO_SENTENCES = re.compile(
    rf"[{HAN}）]\.(?!\d)|\.(?=[{HAN}])|[。；]|(?<=[A-Za-z]{{3}})(?<!etc)\.\s+(?=[A-Za-z])"
)
_LABELLED = re.compile(
    r"(?:优点|缺点|优缺点|好处|坏处|优势|劣势|特点|不足|弊端|原因|结论|重点|要点|关键|举例|注意(?:点|事项)?)(?:主要)?(?:是|在于|有|就|[：:])"
    r"|(?:important|note|warning|tip|drawback|advantage|downside)s?(?: is| are|:)\s",
    re.IGNORECASE,
)
"""缺点是会阻塞: what kind of thing is said is no part of the answer."""
_NUMBERS = re.compile(rf"(?:^|\s)[1-9][.、)）](?=[A-Za-z{HAN}])")
"""1. of a list that has lost its line breaks."""
_WISH = re.compile(r"有时候?(?:希望|想|需要|会)|希望(?=[^，]{2})|有的(?:时候|人)")
_REASON_BEHIND = re.compile(
    r"(?<=..)[，,]\s*(?:这|主要|正)?是?(?:因为|由于)(?=.{3})"
    r"|(?<=\w)\s(?:because|since|as)\s(?=(?:it|they|the|there|this|each|we|no)\s)"
)
_EXAMPLES_BEHIND = re.compile(r"(?<=..)[\s，,]*[（(]?(?:\be\.g\.|\bfor example\b|例如|比如|譬如)")
_SAME_SHAPE = re.compile(r"[，,]\s*([^，,。；;]{2,6})(?=[，,。；;]|$)")
"""一对一，一对多，多对一: a list that has commas for marks."""
_POINTERS = ("这", "那个", "那些", "此", "this ", "that ", "these ", "those ", "such ")
_LONGEST_CLOSING = 6
"""Characters."""
_EDGES = " \t，。；;：:、,.！!？?~～…—-"
_PAIRS = dict(zip("（([「『“《【<", "）)]」』”》】>", strict=True))
_OPENING = re.compile(
    r"(?:这(?:就|其实)?是|这种情况下?|那么|那就?(?![个些种边样])|则|所谓的?|是(?![否非不])(?=[^的]{3})|就(?![绪近地位])|便(?![宜利])|将?会(?![话议员计])|将(?=在|于)|也|又|都(?!市)|还(?!原)|才(?![能华干])|(?<=又)(?:叫做?|称[为作])"
    r"|可以|可能会?(?!性)|能(?![力耗量])够?|应[该当]|它们?(?!的)|这样一?来?|此时|这时候?|并且|而且|而(?![非不是])"
    r"|并(?![发行联集非不入])|且|其实|往往|一般|通常|必然|甚至|立刻|马上|了(?!解)|着(?![色手重陆眼]))\s*"
    r"|(?:then|will|would|can|may|might|also|it|they)\s+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?<![为除])了|(?<![目各])的(?:话|时候)?|(?<![平相同对不幂])等|即可|而已|就[行好]|呢|啊|吧|\s+etc\.?)$"
)
_STARTS_BROKEN = re.compile(
    r"[的地得们之着]|等(?![号价级高量宽])|过(?![程滤期渡载度半])|以(?![太往])|于|和|与|或(?!许)|及(?!时)|的是|如(?![果何同此今])"
    r"|(?:of|and|or|than|to be|s)\b",
    re.IGNORECASE,
)
_ENDS_BROKEN = re.compile(
    r"(?:的|真正|正在|和|(?<!参)与|以及|及|或|并|(?<!而)且|但|而|(?<![存所内实现潜])在|(?<![相绝应配核校针成])对|把|被|将"
    r"|(?<!主)从|(?<![方单双反正横纵定导])向|由(?<![路自理]由)|(?<![行人])为|可以|于|(?<!不)是|使得?|(?<!出)让|(?<![占对百分配性])比|达到"
    r"|包括|例如|比如|例|(?<!原)因|(?<!场)所|不|没有?|(?<![机社])会|(?<![性功智只节效可])能|需要|必须|应该|进行|通过"
    r"|根据|按照|基于|关于|对于|属于|等于|大于|小于|(?<![起出下原未将本过进回])来|也|都|就|才|还|其|这个|该|每个|某个"
    r"|一个|各个|很|更|最|较|比较|非常"
    r"|在[^，]{1,8}(?:时间|时刻|情况|条件|前提|时候)[里中内下]?)$"
    r"|(?<![$@.#/\w-])(?:the|an?|of|to|in|on|for|with|and|or|by|is|are|be|that|which|from|at|as|its|their|than"
    r"|into|not|can|will|may|must|should|has|have)$",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"(?:必须|需要|应该|要)?(?:从|在|对于?|当|随着|为了|如果|因为|由于|针对|按照?|根据|一旦|只要|每次)[^，]*"
    r"(?:来看|来说|来讲|而言|考虑|角度|出发|时候?|[中上下后前内里间]|之?[前后]|情况|以[来后前]|期间|过程)"
    r"|(?:通过|借助|根据|按照|随着|针对|为了|如果|由于)(?:(?!来|从而|以便|就|则).)*"
    r"|.{0,12}(?:根据|按照|依据|随着)(?:(?![来进实选分决执处判生计返]).)*"
    r"|.{0,6}(?:无论|不管)[^都也均]*|当(?![前中然]).*|从.*(?:开始|起)"
    r"|.*(?:(?<![同平实随及延定超按准耗小临])时候?|(?<![目先最然])[前后]|期间|过程中)"
    r"|(?:a|an|the) [\w-]+|.*\b(?:if|when)\b.*"
    r"|(?:when|if|after|before|in|on|at|during|for|with|from|by|as)\b.*",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"(?<=\w)\s(?:because|due to|since|so that|in order to|when|if|unless|while|which"
    r"|by \w+ing\b|via|using|despite|to (?:avoid|ensure|prevent|reduce|improve|guarantee)\b"
    r"|thus|resulting|leading)\b",
    re.IGNORECASE,
)
_SPEAKS_OF = re.compile(
    r"第[一二三四五六七\d]步|[这此](?:事|一?点|件|些|样|种情况|个问题|个过程)|该问题"
)
_GOES_ON = re.compile(
    r"[，,]\s*(?:(?:其实|都|却)+(?:是|会|能|可|要|需|不|被|有|就是)|是|会|能|被|将会|导致|造成)(?!说)"
)
_LISTED_ON = re.compile(
    r"\s*(?:、|和(?!平)|与(?!此)|或(?!许)|以及|及(?!时)|(?:and|or)\b)|,\s[^,.;，。；]{1,60},?\s(?:and|or)\s|,\s(?:but\s)?not\s(?!to\b)"
)
_EMPTY = re.compile(
    r"(?:这|那|此|该|它|其|其他|其它|一些|某些|很多|这样|这种|如此|上述|以下|以上|如下|下面|等(?![号待价级高量宽]))+.{0,2}"
    r"|(?:以下|下列|下述|如下|以上|上述)的?[几各这些]*[个种项条类点]?.{0,4}"
    r"|(?:历史|种种|各种|某些|一些|某种|其他|多种|客观|特殊)的?(?:遗留)?(?:原因|因素|问题)"
    r"|足?够[快大多好小长高低]|[有无生失]效|有一?[种个些]?(?:手段|办法|机制|方法|方式|措施|途径).{0,10}"
    r"|.*(?:效果|体验)会?[更较很][好佳]"
    r"|(?:不?可以|不?可能|不行|没?问题|不?适用|不?一样|更?好|失败|成功|有用|无用|这么做|实现|使用|操作|处理|执行|完成)"
    r"|里面|其中(?:的.{1,4}|.{0,2})|.{0,5}(?:便利|影响|麻烦|好处|坏处|问题|变化|需求|用途|情况)"
    r"|.*(?:说法|感觉)"
    r"|(?:it|this|that|them|these|those|so|etc|the same|possible|true|false|done)",
    re.IGNORECASE,
)


_ANOTHER_SIDE = re.compile(
    r"(?<=..)(?<![然从因进反故时])而(?![是非不且])[^，,。；;]{1,20}?(?:可以|能(?![力量])|会(?![话员议计])|是(?!否)|只|需要|不)"
)
"""用于变量而锁可以用于方法: the other side begins without a comma."""
_IS = re.compile(r"是(?![否非])")
_ONE = re.compile(r"一[个种款类套]")


_NAME = re.compile(r"--?[A-Za-z0-9]|\.[A-Za-z]")
"""How an option or the name of a file begins: `-Xms`, `--bigkeys`, `.htaccess`."""


def core(sentence: Sentence, start: int, end: int, *, as_marked: bool = False) -> tuple[int, int]:
    """Return the piece at `start:end` without marks, quotes, adverbs and auxiliaries around it.

    Of a piece that the author has marked (`as_marked`) only marks and quotes go.
    """
    flat = fold(sentence.text)
    if as_marked:
        return _trimmed(flat, start, end)
    for further in (_ANOTHER_SIDE, _REASON_BEHIND, _EXAMPLES_BEHIND):
        other = further.search(flat, start, end)
        end = other.start() if other else end
    start, end = _trimmed(flat, start, end)
    for _ in range(_MOST_WORDS):
        opening = _OPENING.match(flat, start, end)
        start = opening.end() if opening else start
        closing = _CLOSING.search(flat, max(start, end - _LONGEST_CLOSING), end)
        if closing and not (closing[0] == "的" and _IS.search(flat, start, end)):
            end = closing.start()  # 对象是不能被回收的 ends with its own 的
    return _trimmed(flat, start, end)


def piece_objections(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Yield what speaks against asking for the piece at `start:end`."""
    flat = fold(sentence.text)
    piece = flat[start:end]
    size = units(piece)
    if size < 1 or (len(piece) <= 1 and not piece.isdigit()):
        yield "nothing to ask for"
    if size > LONGEST_PIECE:
        yield f"the answer has {size} units; {LONGEST_PIECE} is the most"
    if _TWO_SENTENCES.search(piece):
        yield "the answer runs over the end of a sentence"
    if _EMPTY.fullmatch(piece) or says_little(piece):
        yield "the answer says nothing by itself"
    if not _is_whole(piece):
        yield "the answer would be cut out of its brackets"
    if _cuts_a_node(sentence.content, start, end):
        yield "the answer would be cut out of code or math"
    if is_inside_word(flat, start) or is_inside_word(flat, end):
        yield "the answer would begin or end in mid-word"
    if _LABELLED.match(piece) or _NUMBERS.search(piece):
        yield "a label or a number of a list stands in the answer"
    if _WISH.match(piece):
        yield "a wish, not what holds"
    yield from _standing_objections(sentence, start, end)


def _standing_objections(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Yield why the piece is no constituent that stands by itself."""
    flat = fold(sentence.text)
    piece = flat[start:end]
    if (is_dangling(piece) and units(piece) <= _LONGEST_REMARK) or _leans_itself(piece):
        yield "the answer leans on something else"
    if is_adverbial(piece) and sentence.text[end:].strip(_EDGES):
        yield "the answer says only when or how something happens"
    said = piece.removesuffix("的") if _IS.search(piece) or piece.endswith("各的") else piece
    if _STARTS_BROKEN.match(piece) or _ENDS_BROKEN.search(said):
        yield "the answer would begin or end in mid-phrase"
    if _ONE.match(piece) and flat[end : end + 1] == "的":
        yield "the answer would end before its noun"
    if start > 0 and _GOES_ON.match(flat, end):
        yield "the answer is only the subject of what follows"
    if flat[start - 1 : start] == "、" or _LISTED_ON.match(flat, end):
        yield "the answer would be cut out of a list"
    after = _SAME_SHAPE.match(flat, end)
    same = sum(map(str.__eq__, piece, after[1])) if after and len(after[1]) == len(piece) else 0
    if same * 2 > len(piece):
        yield "the answer would be cut out of a list"


def is_adverbial(text: str) -> bool:
    """Return whether a clause says only when, where or how something happens."""
    return _ADVERBIAL.fullmatch(text.strip(_EDGES)) is not None


def english_end(text: str, start: int, end: int) -> int:
    """Return where an English answer ends at the latest: before because, due to, by …ing, when."""
    further = _FURTHER.search(text, start, end)
    return further.start() if further else end


def _leans_itself(piece: str) -> bool:
    return piece.startswith(_POINTERS) or _SPEAKS_OF.search(piece) is not None


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    """Return the piece without marks at its edges and quotes around it as a whole."""
    while start < end and flat[start] in _EDGES and not _NAME.match(flat, start, end):
        start += 1
    while start < end and flat[end - 1] in _EDGES:
        end -= 1
    if end - start > len("“”") and _PAIRS.get(flat[start]) == flat[end - 1]:
        return start + 1, end - 1
    return start, end


def _is_whole(piece: str) -> bool:
    open_marks: list[str] = []
    for character in piece:
        if character in _PAIRS:
            open_marks.append(_PAIRS[character])
        elif character in _PAIRS.values() and (not open_marks or open_marks.pop() != character):
            return False
    return not open_marks and piece.count('"') % 2 == 0


def _cuts_a_node(content: RichText, start: int, end: int) -> bool:
    offset = 0
    for node in content:
        size = len(plain((node,)))
        inside = range(offset + 1, offset + size)
        if isinstance(node, Code | Math | Image) and (start in inside or end in inside):
            return True
        offset += size
    return False
