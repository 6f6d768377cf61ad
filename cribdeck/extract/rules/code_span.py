"""The one command, setting or function of a sentence that says what it does.

Trigger: a sentence with a single name that can only be code: a code span or, outside one, a
dotted or underscored name (`pm.max_children`), a call (`spl_autoload_register()`), a command with
an option (`nginx -s reload`); and a word that says what it is for (使用, 通过, 用于, 参数, 函数,
命令, 配置, 设置; use, set, call, command, option).
Gives: a statement with the name hidden.
Does not touch: several names in one sentence, values (true, 0), plain English words, examples,
short forms beside the words they stand for.
Precision: 70 % of 20 judged usable (9 good, 5 acceptable, 6 bad); hence off unless `[rules]` in
`cribdeck.toml` switches it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.leak.initials import is_spelled_out
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.inline import Code, plain

_NAME = re.compile(
    r"(?<![\w./$>-])(?:[a-z]\w{0,30}(?:[._][A-Za-z]\w{0,30}){1,5}(?:\(\)|（）)?|[A-Za-z_]\w{2,30}(?:\(\)|（）)"
    r"|[a-z][a-z-]{1,15} -{1,2}[A-Za-z][\w-]{0,20}(?: [a-z]{2,12})?"
    r"|-X[A-Za-z]{1,12})(?![\w./(=:-])",
    re.ASCII,
)
_IDENTIFIER = re.compile(r"(?=.{3,40}$)(?=.*[A-Z_.(-]|.* -)[@$#/-]{0,2}[A-Za-z_][\w.:()/ -]*")
_FILE = re.compile(
    r"\.(?:php|conf|com|org|net|io|js|py|go|java|md|txt|html|xml|ya?ml|properties|json|log|ini|cnf|sh|cn)\b|^[A-Z][a-z]+$"
)
_CUE = re.compile(
    r"使用|采用|调用|通过|利用|命令|参数|函数|方法|配置|设置|指令|选项|接口|关键字|字段|用于|用来|表示|负责|控制|指定|决定"
    r"|\b(?:use[sd]?|using|set|call(?:s|ed)?|command|option|parameter|function|method|flag|with|via)\b",
    re.IGNORECASE,
)
_ARGUMENT = re.compile(r"\s?[A-Za-z<\[{$\"']")
"""Behind a name at the very start: the blank could be any command."""
_LEANS = re.compile(r"此事|这个|该参数|这里|上面|如果|是否")


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    flat = sentence.text
    found = list(_names(sentence))
    if not found:
        return
    if len({flat[start:end] for start, end in found}) > 1:
        yield Declined("the sentence has several names in it")
        return
    (start, end), *again = found
    if again or not _CUE.search(fold(flat[:start] + flat[end:])):
        yield Declined("nothing says what the name is for")
        return
    if _LEANS.search(fold(flat)):
        yield Declined("the sentence leans on what was said before")
        return
    if is_spelled_out(flat[start:end].strip("()（）"), flat[:start] + flat[end:]):
        yield Declined("the words it stands for are shown")
        return
    if not flat[:start].strip() and _ARGUMENT.match(flat, end):
        yield Declined("a command with the arguments of an example")
        return
    yield hidden(sentence, start, end)


def _names(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where names stand that can only be code."""
    offset = 0
    for node in sentence.content:
        text = plain((node,))
        if isinstance(node, Code):
            if _IDENTIFIER.fullmatch(text) and not _FILE.search(text):
                yield offset, offset + len(text)
        else:
            for match in _NAME.finditer(text):
                if not _FILE.search(match[0]):
                    yield offset + match.start(), offset + match.end()
        offset += len(text)


RULE = Rule(
    name="code_span",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    on=False,
    matches=(
        Example(
            "进程池的最大子进程数由 `pm.max_children` 参数控制。",
            ("statement 进程池的最大子进程数由 {{pm.max_children}} 参数控制。",),
        ),
        Example(
            "PHP 通过 spl_autoload_register 注册任意数量的类加载器。",
            ("statement PHP 通过 {{spl_autoload_register}} 注册任意数量的类加载器。",),
        ),
    ),
    ignores=(
        "用 `GET` 或 `HGET_ALL` 命令读取缓存里的数据。",
        "`pm.max_children` 很大。",
        "默认值是 `true`，表示开启持久化功能。",
    ),
)
