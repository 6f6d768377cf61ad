"""A sequence written with arrows: `三次握手：SYN -> SYN+ACK -> ACK`.

Trigger: 3 to 9 pieces of at most 24 units with `->`, `→`, `=>` or `-->` between, outside brackets,
alone in the sentence or after a label.
Gives: steps, under the label, else under the innermost title.
Does not touch: pieces that are quotes, numbers or single letters; code (`$a->b()`);
conditions (如果), talk, sequences under no title, or with a step that comes twice. A bare name
(RPC) is a lead only for actions, as `RPC › 流程`; without a label, names of things
(主键→唯一列→行号) are a sequence only under words that say so (生命周期, 演变, 三次握手), or that
they repeat.
Precision: 88 % of 17 judged usable (12 good, 3 acceptable, 2 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import lead_of
from cribdeck.extract.leak.patterns import shares_word
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import labelled, split_at
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Steps
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import has_step_cue, is_example, is_stop_term, mentions_person

ARROW = re.compile(r"\s*(?:[-—–]{1,4}>|={1,2}>|→|⇒|➜)\s*")
FEWEST, MOST = 3, 9
LONGEST_NODE = 24
"""Units."""
_LONGEST_LEAD = 18
_NO_NODE = re.compile(r"^[\W\d]*[A-Za-z]?[\W\d]*$|[\"“”「」{}\[\]|$]|\(\)|[\w)]->|_{2,}|如果|面试")
_BARE_NAME = re.compile(r"[A-Za-z][\w.+#/-]{0,20}(?: [A-Za-z\d.]{1,12})?", re.ASCII)
"""A product: RPC, MongoDB; it says nothing of a sequence."""
_ACTION = re.compile(
    r"[取读写存发传收][入出送递取]|取|更新|发送|接收|调用|序列化|返回|执行|读取|加载|解析|建立|连接|提交|处理|创建"
    r"|写入|删除|检查|查询|验证|转发|启动|监听|注册|通知|生成"
)
_NAMES_SEQUENCE = re.compile(
    r"演[变进化]|发展|升级|优先|查找|握手|挥手|排序|路径|链路?|流|循环|转换|状态|历史|级联|层[次级]|从.{1,8}到"
    r"|\b(?:life ?cycle|order|path|chain|flow|pipeline|loop|evolution|history|handshake|lookup)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[，,。]")
_END_MARKS = " 。；;，,"


def _extract(sentence: Sentence) -> Iterator[Steps | Declined]:
    content = without_numbering(sentence.content)
    if ARROW.search(plain(content)) is None:
        return
    label = labelled(content)
    if label and ARROW.search(label.name):
        label = None
    lead, body = (label.name, label.meaning) if label else ("", content)
    pieces = split_at(strip(body, _END_MARKS), ARROW)
    nodes = _without_rest(pieces) if len(pieces) >= FEWEST else ()
    opens = nodes[:1] == pieces[:1]
    if not nodes:
        return
    shown = _process(lead_of(lead, sentence.context), nodes)
    yield objection(_objections(lead, plain(shown), nodes, opens=opens)) or Steps(
        origin(sentence), shown, nodes
    )


def _without_rest(nodes: tuple[RichText, ...]) -> tuple[RichText, ...]:
    """Return `nodes` without the clauses that stand before and behind the sequence."""
    first, *middle, last = nodes
    if not any(_COMMA.search(plain(node)) for node in middle):
        first = split_at(first, _COMMA)[-1]
        last = split_at(last, _COMMA)[0]
    elif units(plain(last)) > LONGEST_NODE:
        last = split_at(last, _COMMA)[0]
    return (first, *middle, last)


def _process(lead: RichText, nodes: tuple[RichText, ...]) -> RichText:
    """Return the lead, a bare name with the word for process, if most nodes are actions."""
    name = plain(lead)
    if not _BARE_NAME.fullmatch(name) or _names_sequence(name):
        return lead
    actions = sum(_ACTION.search(fold(plain(node))) is not None for node in nodes)
    return (Text(f"{name} › 流程"),) if actions * 2 > len(nodes) else lead


def _names_sequence(lead: str) -> bool:
    return has_step_cue(lead) or _NAMES_SEQUENCE.search(fold(lead)) is not None


def _says_order(lead: str, names: list[str]) -> bool:
    """Return whether the lead tells of a sequence, or the steps are actions or take it up."""
    title = fold(lead)
    if _names_sequence(title) or _ACTION.search(title):
        return True
    taken_up = sum(shares_word(title, name) for name in names)
    actions = sum(_ACTION.search(fold(name)) is not None for name in names)
    return max(taken_up, actions) * 2 >= len(names)


def _objections(
    label: str, lead: str, nodes: tuple[RichText, ...], *, opens: bool
) -> Iterator[str]:
    names = [plain(node) for node in nodes]
    if not lead:
        yield "no title says what the sequence is"
    if _BARE_NAME.fullmatch(lead.rpartition("›")[2].strip()) and not _names_sequence(lead):
        yield "the name of a thing does not say what the sequence is"
    if len(names) > MOST:
        yield f"the sequence has {len(names)} steps; {MOST} is the most"
    if len({name.casefold() for name in names}) < len(names):
        yield "a step comes twice"
    if units(label) > _LONGEST_LEAD or is_stop_term(label) or is_example(label):
        yield "the label does not say what the sequence is"
    for name in names:
        yield from _node_objections(name)
    told = label and opens and min(map(len, names)) > 1
    if not (told or _says_order(lead, names)):
        yield "nothing says what puts these in order"


def _node_objections(name: str) -> Iterator[str]:
    if _NO_NODE.search(fold(name)):
        yield f"“{name}” is no step"
    if units(name) > LONGEST_NODE:
        yield f"a step has {measured(name)}; {LONGEST_NODE} is the most"
    if mentions_person(name) or is_example(name):
        yield "a step is talk or an example"


RULE = Rule(
    name="flow",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "写入流程：写 undo log -> 更新内存 -> 写 redo log",
            ("steps 写入流程 => 写 undo log → 更新内存 → 写 redo log",),
        ),
        Example(
            "PHP 请求：Nginx → FastCGI → PHP-FPM",
            ("steps PHP 请求 => Nginx → FastCGI → PHP-FPM",),
        ),
        Example(
            "## 类的生命周期\n加载→验证→准备→解析→初始化",
            ("steps 类的生命周期 => 加载 → 验证 → 准备 → 解析 → 初始化",),
        ),
    ),
    ignores=(
        "请求->响应",
        "加载→验证→准备→解析",
        "聚簇索引：索引和数据放在一起，主键->唯一列->行号",
        "## 图\nA->B->C",
        "## 客户端\n`$redis->multi()->set()->exec()` 依次执行",
    ),
)
