"""A command or setting with its meaning in a comment behind it: `nginx -t  # 检查语法`.

Trigger: a line of a code block in a shell or query language (or in none),
of at most 60 characters, followed by a comment in words.
Gives: a definition: the command is asked for by its meaning, and the meaning by the command.
Does not touch: comments that are code, output, numbers, questions or addresses; blocks in
programming languages, where a comment explains the program, not the line.
Precision: all 4 judged were good: too few to rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Snippet, origin
from cribdeck.facts.model import Definition
from cribdeck.folding import fold
from cribdeck.inline import Code, Text
from cribdeck.units import has_han, units
from cribdeck.wording import is_dangling, is_example, looks_like_code, mentions_person

_LANGUAGES = frozenset(
    {
        *("", "bash", "sh", "shell", "zsh", "console", "terminal", "cmd", "powershell", "text"),
        *("sql", "mysql", "redis", "vim", "git"),
    }
)
_COMMENTED = re.compile(r"\s*(?:[$>]\s+)?(\S[^#]{0,58}[^#\s])\s+(?:#+|//+|--+)\s+(\S.{1,80})")
_OUTPUT = re.compile(r"^[\W\d_]+$|^(?:\(nil\)|true|false|null|ok|err|->|=>|=)", re.IGNORECASE)
_FRAGMENT = re.compile(r"^[})\]]|[{(\[,]$")
_SHORTEST = 2
_LONGEST = 30
"""Units of the meaning."""
_ENGLISH = 3
"""Words of a meaning without a Chinese character."""


def _extract(snippet: Snippet) -> Iterator[Definition | Declined]:
    if snippet.language not in _LANGUAGES:
        return
    for order, line in enumerate(snippet.lines):
        match = _COMMENTED.fullmatch(line.rstrip())
        if match is None:
            continue
        command, meaning = match[1], match[2].strip(" 。.;；#-")
        if _is_meaning(meaning) and not _FRAGMENT.search(command):
            place = replace(origin(snippet), span=snippet.line_span(order))
            code = Code(command, snippet.language)
            yield Definition(place, (code,), (Text(meaning),), "both", "：")
        else:
            yield Declined(f"the comment “{meaning}” does not say what the line does")


def _is_meaning(text: str) -> bool:
    folded = fold(text)
    return (
        _SHORTEST <= units(text) <= _LONGEST
        and (has_han(text) or units(text) >= _ENGLISH)
        and not _OUTPUT.search(folded)
        and not is_dangling(folded)
        and not is_example(folded)
        and not mentions_person(folded)
        and not looks_like_code(folded)
        and not folded.endswith(("?", "？", ":", "："))
    )


RULE = Rule(
    name="commented_command",
    doc=__doc__,
    subject=Snippet,
    extract=_extract,
    matches=(
        Example(
            "# Nginx\n\n```bash\nnginx -t         # 检查配置文件的语法\n"
            "nginx -s reopen  # 重新打开日志文件\n```",
            (
                "definition nginx -t := 检查配置文件的语法 [ask both]",
                "definition nginx -s reopen := 重新打开日志文件 [ask both]",
            ),
        ),
        Example(
            "# SQL\n\n```sql\nSHOW PROCESSLIST -- 列出正在执行的连接\n```",
            ("definition SHOW PROCESSLIST := 列出正在执行的连接 [ask both]",),
        ),
    ),
    ignores=(
        "```python\ntotal += price  # 把价格加到总数上\n```",
        "```bash\necho $?  # 0\n```",
        "```\nfoo(bar)  # 这里会调用上面的函数\n```",
    ),
)
