"""Names of the things that joined tables compare, and of their aspects.

Plain text goes in, yes or no, or a key comes out. Things are named by nouns: 总结 and 其他 are
no things, and 第一步 is no aspect that two things could share.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.extract.splitting import without_brackets
from cribdeck.folding import fold
from cribdeck.units import HAN, units
from cribdeck.wording import aspect_label, is_dangling, is_question, is_stop_term

_LONGEST_THING: Final = 14
_LONGEST_ASPECT: Final = 10
_LONGEST_TEXT: Final = 40
"""Characters."""
_NO_THING: Final = re.compile(
    r"[。！？!?；;：:]|[，,].*[，,]|^(?:展开|总结|小结|结论|概述|简介|介绍|背景|前言|其[它他]|对比|比较|区别|面试.*|基础.*"
    r"|参考.*|目录|附录|示例.*|例子.*|代码.*|练习.*|常见.*|注意.*|问题.*|summary|overview|introduction"
    r"|conclusion|background|references?|examples?|usage|install.*|others?|misc|faq|notes?"
    r"|q\d*|a\d*|step.*|part.*|chapter.*|第.{1,3}[步章节部篇点种个].*|方[案法式][一二三四五\d].{0}|\d+)$",
    re.IGNORECASE,
)
_NO_ASPECT: Final = re.compile(
    r"第.{1,3}[步点次层个种]|(?:步骤|阶段|step|phase)\s?.{1,3}|[a-z]|\d+|[oq]\(.*|.*[=<>{};$/\\].*"
    r"|(?:题目|链接|地址|作者|时间|日期|难度|来源|参考|出处|例|如|图|表|代码|标签|备注|文件|路径|名称|姓名"
    r"|解释|翻译|原文|译文|词性|发音|含义|回答|答案|解析|输入|输出|return|returns|params?|args?|arguments"
    r"|url|path|file|code|output|input|type|name|id|key|value|default)",
    re.IGNORECASE,
)
_CHINESE: Final = re.compile(f"[{HAN}]")


def is_thing(name: str) -> bool:
    """Return whether `name` can name one of the things that a table compares."""
    flat = fold(name).strip()
    bare = without_brackets(flat)
    return (
        len(flat) > 1
        and len(flat) <= _LONGEST_TEXT
        and 1 <= units(bare) <= _LONGEST_THING
        and not _NO_THING.search(bare)
        and not is_stop_term(bare)
        and not is_question(bare)
        and not is_dangling(bare)
        and aspect_label(bare) is None
    )


def is_aspect(name: str) -> bool:
    """Return whether `name` can name what several things have in common."""
    flat = fold(name).strip()
    return (
        1 <= units(flat) <= _LONGEST_ASPECT
        and not is_stop_term(flat)
        and not is_question(flat)
        and not _NO_ASPECT.fullmatch(flat)
    )


def is_known_aspect(name: str) -> bool:
    """Return whether `name` is the name of an aspect wherever it stands: 优点, 原理, pros."""
    parts = aspect_label(name)
    return parts is not None and not parts.entity


def key(name: str) -> str:
    """Return what two names must share to be the same one."""
    flat = re.sub(r"^(?:主要|核心)|[\s的]", "", fold(name).casefold().strip())
    return re.sub(r"(?<=[a-z]{3})(?:\(s\)|s)$", "", flat)
