"""A quantity that is a limit or a default: `默认 7 天`, `最多 512 MB`, `每隔 10 秒`.

Trigger: a clause that names the quantity, then 默认, 最多, 最大, 上限, 至少, 每隔, 占, 不超过, 大约
(default, at most, at least, every, up to), then the only number of the clause with its unit.
Gives: a statement with number and unit hidden.
Does not touch: clauses without a subject, examples, years, versions, numbers without a unit.
Precision: 2 of 2 usable (2 acceptable): too few to rely on; defaults of settings belong to
`default_value`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import units
from cribdeck.wording import is_dangling

_UNIT = (
    r"(?:毫秒|秒钟?|分钟|小时|天|个月|年|个(?:字节|字符|字段|节点|副本|槽|分区)?|次|字节|字符|位|倍|层|台|条|页|行|万|亿|千|级"
    r"|%|ms|s|seconds?|minutes?|hours?|days?|times|bytes?|bits?|[KMGT]i?B?|左右){1,3}"
)
_QUANTITY = re.compile(
    r"(?:默认(?:值|大小|时间)?|缺省|最多|最大(?:值|长度|容量)?|最小|最长|上限|至少|每隔|占用?|不超过|大约|大概|通常|一般|容量|"
    r"\b(?:default(?:s to| is| of)?|at most|at least|every|up to|maximum of|limit(?:ed to)? of))"
    rf"[\s是为在有可以支持了到]{{0,4}}(?P<quantity>\d[\d.,]{{0,12}}\s?{_UNIT})(?![A-Za-z\d])",
    re.IGNORECASE,
)
_SETTING = re.compile(r"[a-z0-9][._-][a-z0-9]+\s?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.]*")
_WORKED_OUT = re.compile(r"[，,]\s?(?:那么|所以|因此|即|共|总共|一共|也就是).{0,12}\d")
"""The number follows from another one."""
_COMMENT = re.compile(r"\s?(?://|#|/\*)")
_SHORTEST_SUBJECT = 3
"""Units before the word of measure."""


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for start, end in sentence.clauses:
        clause = text[start:end]
        match = _QUANTITY.search(clause)
        if match is None:
            continue
        subject = clause[: match.start()].strip()
        if units(subject) < _SHORTEST_SUBJECT or is_dangling(subject):
            yield Declined("nothing says what is measured")
        elif _SETTING.search(subject):
            yield Declined("default_value asks for the value of a setting")
        elif _WORKED_OUT.search(text, end - 1) or _COMMENT.match(text):
            yield Declined("the number follows from another one, or stands in a comment")
        elif len(_DIGITS.findall(clause)) > 1:
            yield Declined("the clause has several numbers")
        else:
            yield hidden(sentence, start + match.start("quantity"), start + match.end("quantity"))


RULE = Rule(
    name="number",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "消息在磁盘上的保留时间默认是 7 天，过期以后由后台线程删除。",
            ("statement 消息在磁盘上的保留时间默认是 {{7 天}}，过期以后由后台线程删除。",),
        ),
        Example(
            "字符串类型的值最大可以是 512 MB。",
            ("statement 字符串类型的值最大可以是 {{512 MB}}。",),
        ),
    ),
    ignores=(
        "最多 3 次。",
        "队列的长度默认从 10 个到 20 个不等。",
        "这个值默认是 7 天，可以修改配置文件。",
        "服务在 2016 年默认开启了压缩功能。",
    ),
)
