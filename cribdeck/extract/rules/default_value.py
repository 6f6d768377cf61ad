"""The default of a setting: `log.retention.hours 默认 168`.

Trigger: a dotted, underscored or twice-hyphenated name, then 默认, 默认值 or default, then
a number or one Latin word (true, latest).
Gives: a question for the value, with the case before it (在集群里，…).
Does not touch: names of one word, values in Chinese words, code lines.
Precision: 100 % of 28 judged (23 good, 5 acceptable).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Unit, origin
from cribdeck.facts.model import Question
from cribdeck.folding import fold
from cribdeck.inline import Code, RichText, Text, cut
from cribdeck.wording import looks_like_code

_UNIT = "ms|[KMG]i?B|毫秒|秒|分钟|小时|天|个|次|%|字节|位|条|份|页|台|行|倍"
_NUMBER = rf"\d[\d.]{{0,12}}(?:\s?(?:{_UNIT}))?(?![A-Za-z0-9])"
_WORD = r"[a-z][a-z0-9_-]{0,20}(?![A-Za-z0-9_.(])"
_DEFAULT = re.compile(
    r"(?<![A-Za-z0-9_./-])(?P<name>[a-z][a-z0-9]{0,30}(?:[._][a-z0-9]{1,30}){1,6}"
    r"|[a-z][a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){2,6})(?![A-Za-z0-9_/])[^。；;]{0,14}?"
    rf"(?:(?:默认值?|缺省值?)[\s是为：:=（(]{{0,4}}(?P<value>{_NUMBER}|{_WORD})"
    rf"|\bdefault(?: value)?(?: is|:)?\s(?P<english>{_NUMBER}|true|false|on|off|yes|no))",
    re.IGNORECASE,
)
_CASE = re.compile(r"(?:^|[。；;：:])\s*([^，,。；;：:]{1,24}(?:[里中下时]|时候)[，,]\s*`?)$")


def _extract(unit: Unit) -> Iterator[Question | Declined]:
    for match in _DEFAULT.finditer(fold(unit.text)):
        if looks_like_code(unit.text):
            yield Declined("the line is code")
            return
        value = (match["value"] or match["english"]).rstrip(".")
        asked = " 的默认值？" if match["value"] else ": default?"
        prompt = (*_case(unit, match.start("name")), Code(match["name"]), Text(asked))
        yield Question(origin(unit), prompt, ((Text(value),),))


def _case(unit: Unit, name: int) -> RichText:
    """Return the clause before `name` that says where the default holds: `Web 请求里，`."""
    case = _CASE.search(fold(unit.text), 0, name)
    return () if case is None else cut(unit.content, case.start(1), name)


RULE = Rule(
    name="default_value",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    beside=True,
    matches=(
        Example(
            "日志保留时间由 log.retention.hours 控制，默认 168 小时。",
            ("question log.retention.hours 的默认值？ => 168 小时",),
        ),
        Example(
            "- `enable.auto.commit` 默认值是 true，消费者会自动提交偏移量",
            ("question enable.auto.commit 的默认值？ => true",),
        ),
        Example(
            "- Web 请求里，`max_execution_time` 的默认值是 30 秒",
            ("question Web 请求里，max_execution_time 的默认值？ => 30 秒",),
        ),
        Example(
            "max_connections (default 151) limits the number of clients.",
            ("question max_connections: default? => 151",),
        ),
    ),
    ignores=(
        "默认端口是 9092",
        "replication.factor 默认由主题决定",
        "innodb_buffer_pool_size 至少要有 128 MB",
    ),
)
