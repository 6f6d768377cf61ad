"""The author's own clozes: `{{c1::…::hint}}`, and `==highlight==`.

Trigger: a statement with cloze syntax, taken whole; else each sentence with a highlight.
Gives: a statement. Numbers and hints stay as written; each highlight hides by itself.
When the sentence leans on the one before (它…, 这…), that one is shown too.
Does not touch: bold (`bold_cloze`); a highlight that leaves nothing else to read; `==` as
an operator, which the parser does not take for a highlight.
Precision: the author's decision, not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence, Unit, origin
from cribdeck.facts.holes import clozes
from cribdeck.facts.model import Statement
from cribdeck.inline import Cloze, Highlight, RichText, plain
from cribdeck.units import units
from cribdeck.wording import is_dangling

_FEWEST_UNITS_LEFT = 2


def _extract(unit: Unit) -> Iterator[Statement | Declined]:
    if any(clozes(unit.content)):
        yield Statement(origin(unit), unit.content)
        return
    for sentence in unit.sentences:
        if any(isinstance(node, Highlight) for node in sentence.content):
            yield _highlighted(sentence)


def _highlighted(sentence: Sentence) -> Statement | Declined:
    visible = [node for node in sentence.content if not isinstance(node, Highlight)]
    if units(plain(visible)) < _FEWEST_UNITS_LEFT:
        return Declined("nothing is left to read beside the highlight")
    text: RichText = tuple(
        Cloze(node.children) if isinstance(node, Highlight) else node for node in sentence.content
    )
    lead_in = sentence.before if is_dangling(sentence.text) else ()
    return Statement(origin(sentence), text, lead_in)


RULE = Rule(
    name="explicit_cloze",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    by_author=True,
    matches=(
        Example(
            "消息以 {{c1::topic::逻辑概念}} 分类，每个有多个 {{c2::partition}}。",
            ("statement 消息以 {{c1::topic::逻辑概念}} 分类，每个有多个 {{c2::partition}}。",),
        ),
        Example(
            "TCP 关闭连接要四次挥手。它的 ==TIME_WAIT== 状态持续 ==2MSL==。",
            ("statement (TCP 关闭连接要四次挥手。) 它的 {{TIME_WAIT}} 状态持续 {{2MSL}}。",),
        ),
    ),
    ignores=(
        "==整句都标了高亮==",
        "使用松散比较（==）替代严格比较（===）会带来安全问题",
        "这一句只有 **加粗** 的词，没有人要求挖空",
    ),
)
