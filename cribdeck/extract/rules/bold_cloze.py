"""Bold inside a sentence: the author's key words.

Trigger: a sentence with one to three bold pieces of 1 to 12 units that together make up
at most half of it and leave 6 units or more to read.
Gives: a statement with each piece hidden by itself; when the sentence leans on the one
before (它…, 这…), that one is shown too.
Does not touch: whole bold lines, labels (`**X**：`), function words (不, 必须, only), a piece
that stands elsewhere in the sentence too, examples, questions, talk.
Precision: 82 % of 60 judged (28 good, 21 acceptable, 11 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.rule import Example, Rule
from cribdeck.extract.unit import Sentence, origin
from cribdeck.extract.wording import is_dangling, is_example, is_question, mentions_person
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.inline import Cloze, Inline, RichText, Strong, plain
from cribdeck.units import units

_LONGEST_PIECE = 12
_LONGEST_PIECE_TEXT = 36
_SHORTEST_PIECE_TEXT = 2
_LARGEST_SHARE = 0.5
_FEWEST_UNITS_LEFT = 6
_MOST_PIECES = 3
_LONGEST_SENTENCE = 90
_LABEL_AFTER = re.compile(r"\s*[:：]")
_FUNCTION_WORD = re.compile(
    r"(?:还|也|都|就|如果|一组|一般|注意|每一|所有|任何|没有$|不$|不能$|不会$|必须$|只能$|只$|最$|可以$|应该$|直接$"
    r"|集群$|每个$|其中|但是|因为|所以)"
    r"|(?:not|must|never|always|only|all|no|any|very|same|and|or|multiple|every|each|cannot|can't"
    r"|don't|should|both|before|after|many|one|two|won't|does not|is|are)$",
    re.IGNORECASE,
)
_MARKS = " ，。；;：:、,."


def _extract(sentence: Sentence) -> Iterator[Statement]:
    text = sentence.text
    size = units(text)
    if size > _LONGEST_SENTENCE or is_example(text) or is_question(text[-4:]):
        return
    if mentions_person(text):
        return
    nodes = sentence.content
    chosen = [
        order
        for order, node in enumerate(nodes)
        if isinstance(node, Strong) and _is_key(plain((node,)), plain(nodes[order + 1 :]), text)
    ]
    hidden = sum(units(plain((nodes[order],))) for order in chosen)
    if not 1 <= len(chosen) <= _MOST_PIECES or hidden > _LARGEST_SHARE * size:
        return
    if size - hidden < _FEWEST_UNITS_LEFT:
        return
    content: RichText = tuple(
        _hidden(node) if order in chosen else node for order, node in enumerate(nodes)
    )
    lead_in = sentence.before if is_dangling(text) else ()
    if is_dangling(text) and not lead_in:
        return
    yield Statement(origin(sentence), content, lead_in)


def _is_key(bold: str, after: str, sentence: str) -> bool:
    piece = bold.strip(_MARKS)
    return (
        1 <= units(piece) <= _LONGEST_PIECE
        and _SHORTEST_PIECE_TEXT <= len(piece) <= _LONGEST_PIECE_TEXT
        and not bold.rstrip().endswith((":", "："))
        and not _LABEL_AFTER.match(after)
        and not _FUNCTION_WORD.match(fold(piece))
        and sentence.count(piece) == 1
    )


def _hidden(node: Inline) -> Inline:
    return Cloze((node,))


RULE = Rule(
    name="bold_cloze",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
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
