"""Bold inside a sentence: the author's key words.

Trigger: a sentence with one to four bold pieces of 1 to 14 units.
Gives: a statement with each piece hidden by itself; when the sentence leans on the one
before (它…, 这…), that one is shown too. Rules of prose ask nothing else of that sentence.
Does not touch: whole bold clauses, labels (`**X**：`), function words (不, 必须, only), the
subject that opens the sentence, a piece that stands elsewhere in the sentence too or begins
in mid-phrase (每个 {{分区都有序}}的), one of several things that can be done, examples,
questions, talk.
Precision: 85 % of 20 judged usable (10 good, 7 acceptable, 3 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.complement import has_own_verb
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.inline import Cloze, Strong, plain
from cribdeck.units import measured, units

_LONGEST_PIECE = 14
_MOST_PIECES = 4
_LABEL_AFTER = re.compile(r"\s*[:：]")
_FUNCTION_WORD = re.compile(
    r"(?:还|也|都|就|如果|一组|一般|注意|每一|所有|任何|没有$|不$|不能$|不会$|必须$|只能$|只$|最$|可以$|应该$|直接$"
    r"|集群$|每个$|其中|但是|因为|所以|标识$|包括$)"
    r"|(?:not|must|never|always|only|all|no|any|very|same|and|or|multiple|every|each|cannot|can't"
    r"|don't|should|both|before|after|many|one|two|won't|does not|is|are)$",
    re.IGNORECASE,
)
_MID_PHRASE = re.compile(
    r"(?:每[个一]?|哪[个些]|正在|真正|各个|[这那][个些]|该|过|不管|若隔?|\b(?:and|or)\s)$"
)
"""What stands before a piece that is a part of a phrase: 每个 {{分区都是有序}}的队列."""
_OWN_CLAUSE = re.compile(r"(?![在对从不只就都会要将把被由按]).{2,30}?(?:是(?!否)|没有|将(?!来)).")
"""A noun and its verb, which belong to a clause that has begun before: 消费者 {{持有的是位移}}."""
_MODAL_END = re.compile(r"[则就会要也而]$")
_ASKED_AHEAD = re.compile(r"哪[些个]")
_IN_REMARK = re.compile(r"[（(][^（()）]{1,20}[:：]?\s*$")
_OPEN_ENDED = re.compile(r"(?:可以|能够?)$")
_NO_MATTER = re.compile(r"(?:不管|无论)[^都也均]*$")
_LONGEST_LINK = 4
_MARKS = " ，。；;：:、,."


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    pieces = tuple(_bold(sentence))
    if len(pieces) > _MOST_PIECES:
        yield Declined(f"{len(pieces)} pieces are bold; {_MOST_PIECES} is the most")
        return
    for start, end in pieces:
        against = objection(_objections(sentence, start, end))
        yield against or _not_opening(hidden(sentence, start, end, as_marked=True))


def _not_opening(made: Statement | Declined) -> Statement | Declined:
    """Return `made`, unless nothing stands before what it hides."""
    if isinstance(made, Statement) and isinstance(made.text[0], Cloze) and not made.lead_in:
        return Declined("the bold piece opens what is shown")
    return made


def _bold(sentence: Sentence) -> Iterator[tuple[int, int]]:
    offset = 0
    for node in sentence.content:
        size = len(plain((node,)))
        if isinstance(node, Strong):
            yield offset, offset + size
        offset += size


def _objections(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    text = sentence.text
    bold = text[start:end].strip(_MARKS)
    if units(bold) > _LONGEST_PIECE:
        yield f"the bold piece has {measured(bold)}; {_LONGEST_PIECE} is the most"
    if text[start:end].rstrip().endswith((":", "：")) or _LABEL_AFTER.match(text, end):
        yield "the bold piece is a label"
    if _FUNCTION_WORD.match(fold(bold)):
        yield "the bold piece is emphasis, not an answer"
    if text.count(bold) > 1:
        yield "the bold piece stands elsewhere in the sentence, too"
    if any(text[a:b].strip(_MARKS) == bold for a, b in sentence.clauses):
        yield "the whole clause is bold"
    if not text[:start].strip(_MARKS):
        yield "the bold piece opens the sentence: it is what the sentence is about"
    yield from _phrase_objections(text[:start], _clause_before(sentence, start), fold(bold))


def _phrase_objections(before: str, begun: str, bold: str) -> Iterator[str]:
    """Yield why `bold` is no phrase by itself.

    `before` is what stands before it in the sentence, `begun` in its clause.
    """
    link = fold(before[-_LONGEST_LINK:])
    begun = fold(begun).strip(_MARKS)
    if _MID_PHRASE.search(link) or (link.endswith("的") and has_own_verb(bold)):
        yield "the bold piece begins in mid-phrase"
    if begun and not _MODAL_END.search(begun) and _OWN_CLAUSE.match(bold):
        yield "the bold piece is the rest of a clause that has begun before"
    if _NO_MATTER.search(bold):
        yield "the bold piece ends before its main clause"
    if _OPEN_ENDED.search(link):
        yield "the bold piece is one of several things that can be done"
    if _ASKED_AHEAD.search(begun):
        yield "the clause asks"
    if _IN_REMARK.search(before):
        yield "the bold piece is a remark in brackets"


def _clause_before(sentence: Sentence, start: int) -> str:
    """Return what stands before `start` in its clause."""
    begin = next(first for first, last in sentence.clauses if start < last)
    return sentence.text[begin:start]


RULE = Rule(
    name="bold_cloze",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    settles=True,
    matches=(
        Example(
            "- 一个分区只能被消费组里的**一个消费者**消费，以保证顺序",
            ("statement 一个分区只能被消费组里的{{一个消费者}}消费，以保证顺序",),
        ),
        Example(
            "节点有心跳。它由 leader **定时**发送，超时没有收到就**发起选举**。",
            ("statement (节点有心跳。) 它由 leader {{定时}}发送，超时没有收到就{{发起选举}}。",),
        ),
    ),
    ignores=(
        "- **整行都是加粗的一句话**",
        "**惊群**：一个事件唤醒所有等待它的进程",
        "主库宕机之后，从库**不**会自动切换成为新的主库",
        "如果用 **Redis** 做缓存，Redis 的内存要够大才行",
        "为什么一个分区只能被**一个消费者**消费呢？",
    ),
)
