"""An ordered list under a lead that announces a sequence: 步骤, 流程, 过程, steps.

Trigger: 3 to 9 ordered siblings of 2 to 45 units, and a step word in the lead; or markers
that say it themselves (step1, 第一步); or bullets, if the lead ends with 步骤 or 流程 and they are
the only list below that heading, or one begins with 先, 再, 然后, 最后. Of a
longer step the first clauses are taken, without a remark in brackets or 接下来 before.
Gives: steps; a lead that says nothing alone (步骤) gets the title above it.
Does not touch: leads about the moment (这个, 当前, 如果), reading plans, items that are
labels for what follows, or questions.
Precision: 100 % of 11 judged usable (5 good, 6 acceptable, 0 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import announcing, lead_of, opening
from cribdeck.extract.of_a_kind import elsewhere_objections
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import masked
from cribdeck.extract.unit import Group, origin
from cribdeck.facts.model import Steps
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, cut, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import has_step_cue, is_example

_FEWEST, _MOST = 3, 9
_SHORTEST_ITEM, _LONGEST_ITEM = 2, 45
"""Units."""
_STEP_MARKER = re.compile(r"step|步|第", re.IGNORECASE)
_NO_LEAD = re.compile(
    r"^(?:这|那|该|此|当前|现在|上面|我|你)|这个|这样|当前|变成了|理清楚|阅读|学习|注意|要点|为了得到|如果"
)
_LONGEST_LEAD = 20
"""Units; of a longer lead the last clause is shown."""
_ENDS_WITH_STEPS = re.compile(r"(?:步骤|流程|steps|procedure)$", re.IGNORECASE)
"""Leads below which even bullets are a sequence."""
_NO_STEP = re.compile(r"[:：?？]\s*$")
_TALK = re.compile(r"[^，,。]{0,12}(?:可以看[出到]|由此可[见知])[，,]?(?:[^，,。]{1,20}[，,])?")
"""Words before what is done."""
_THEN = re.compile(
    r"(?:接下来|接着|然后|随后|之后|最后|首先|此时)(?:就|再(?!次))?[，,]?(?=[^\s的一])"
)
"""Words that only say that this is a step."""
_ORDER_WORD = re.compile(r"(?:首先|先(?!前|验)|接着|接下来|然后|随后|再(?!次)|最后)")
"""First words of a bullet that is a step of a sequence."""
_REMARK = re.compile(r"[（(][^（()）]{1,80}[)）]$")
_LONGEST_NAME = 8
_LONGEST_STEP = 28
"""Units of a step that is asked for as a whole."""
_SHORTEST_PART = 9
_WHEN = re.compile(r"(?:后|前|时候?|的话|情况下)$")
_THEREUPON = re.compile(r"此时|这时|那么|则(?!是)|于是")
"""Words before what is done when something holds."""
_COUNTS = re.compile(r"\d{1,2}\s")
"""4 conditions: a count, no number of a title."""
_ARROW = re.compile(r"[-=]>|→")
_END_MARKS = " 。；;，,"


def _extract(group: Group) -> Iterator[Steps | Declined]:
    marked = any(_STEP_MARKER.search(item.context.marker) for item in group.items)
    cue = has_step_cue(group.lead) and (group.ordered or _are_steps(group))
    if not marked and not cue:
        return
    lead = full_lead(group)
    items = tuple(_step(item.content) for item in group.items)
    yield objection(_objections(group, lead, items)) or Steps(origin(group), lead, items)


def _are_steps(group: Group) -> bool:
    """Return whether bullets are a sequence: the lead says so, and no other list is meant by it."""
    if _ENDS_WITH_STEPS.search(fold(group.lead)) is None:
        return False
    return group.only or any(_ORDER_WORD.match(fold(item.text)) for item in group.items)


def _step(content: RichText) -> RichText:
    """Return what is done in a step: of a long one as many clauses as a card can ask for."""
    text = strip(without_numbering(content), _END_MARKS)
    for words_before in (_TALK, _THEN):
        found = words_before.match(fold(plain(text)))
        text = cut(text, found.end(), len(plain(text))) if found else text
    text = _without_remark(text)
    if units(plain(text)) <= _LONGEST_STEP:
        return text
    for longest in (_LONGEST_STEP, _LONGEST_ITEM):
        part = opening(text, longest)
        if _is_whole(plain(part), plain(text)):
            return _without_remark(part)
    return text


def _is_whole(part: str, text: str) -> bool:
    """Return whether `part`, from the start of `text`, says what is done, not only when."""
    return (
        units(part) >= _SHORTEST_PART
        and _WHEN.search(fold(part)) is None
        and _THEREUPON.search(fold(text[len(part) :])) is None
    )


def _without_remark(text: RichText) -> RichText:
    """Return `text` without what stands in brackets at its end, if that is a sentence."""
    remark = _REMARK.search(masked(text))
    said = remark is not None and (remark.start() > 0 and units(remark[0]) >= _LONGEST_NAME)
    return strip(cut(text, 0, remark.start()), _END_MARKS) if remark and said else text


def _objections(group: Group, lead: RichText, items: tuple[RichText, ...]) -> Iterator[str]:
    if not _FEWEST <= len(group.items) <= _MOST:
        yield f"the sequence has {len(group.items)} steps, not {_FEWEST} to {_MOST}"
    if _NO_LEAD.search(fold(group.lead)):
        yield "the lead is about the moment, not about a thing"
    if is_example(group.lead):
        yield "the lead announces an example"
    yield from elsewhere_objections(tuple(map(plain, items)))
    for text in map(plain, items):
        if not _SHORTEST_ITEM <= units(text) <= _LONGEST_ITEM:
            yield f"a step has {measured(text)}, not {_SHORTEST_ITEM} to {_LONGEST_ITEM}"
        if _NO_STEP.search(text):
            yield "a step is a label for what follows, or a question"
    if not lead:
        yield "nothing says of what these are the steps"


def full_lead(group: Group) -> RichText:
    """Return the lead, after the title above it where it says nothing alone; empty if it cannot."""
    if _ARROW.search(group.lead):
        return lead_of("流程", group.context)
    lead = group.lead
    if not _COUNTS.match(lead):
        lead = plain(without_numbering((Text(lead),)))
    return lead_of(lead if units(lead) <= _LONGEST_LEAD else announcing(lead), group.context)


RULE = Rule(
    name="steps",
    doc=__doc__,
    subject=Group,
    extract=_extract,
    matches=(
        Example(
            "## 发布\n步骤：\n- 打包新的镜像\n- 灰度一台机器\n- 全量发布",
            ("steps 发布 › 步骤 => 打包新的镜像 → 灰度一台机器 → 全量发布",),
        ),
        Example(
            "平滑重启过程：\n1. 启动新的 worker\n2. 旧 worker 处理完请求\n3. 旧 worker 退出",
            ("steps 平滑重启过程 => 启动新的 worker → 旧 worker 处理完请求 → 旧 worker 退出",),
        ),
        Example(
            "## 上线步骤\n1. 打包镜像\n2. 灰度一台\n3. 全量发布\n"
            "\n- 镜像带版本号\n- 灰度盯住错误率\n- 避开高峰",
            ("steps 上线步骤 => 打包镜像 → 灰度一台 → 全量发布",),
        ),
        Example(
            "## 写缓存\n流程：\n1. 删除缓存\n2. 更新数据库\n3. 再次删除缓存",
            ("steps 写缓存 › 流程 => 删除缓存 → 更新数据库 → 再次删除缓存",),
        ),
    ),
    ignores=(
        "## 发布流程\n- 镜像要打上版本号\n- 灰度时盯住错误率\n- 窗口避开高峰\n\n1. 不必停机",
        "当前流程：\n1. 打开文件\n2. 修改配置\n3. 保存文件",
        "过程：\n- 打开文件\n- 修改配置\n- 保存文件",
        "负载均衡算法：\n1. 轮询\n2. 随机\n3. 最少连接",
        "## 重启过程\n1. 停止服务：\n2. 修改配置：\n3. 启动服务：",
    ),
)
