"""Opposite orders of two steps: `先删除缓存，再更新数据库` and `先写库，然后让缓存失效`.

A step is a kind of act on a thing, so 写, 更新 and 修改 are one; reading a cache first and the
database next is no order of writing. What a sentence asks, doubts or calls a problem it
does not claim. The two steps may be two items of a numbered list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule, values_differ
from cribdeck.relate.sentences import Sentence

_ACTS: Final = {
    "写": "写入|写|更新|修改|改",
    "删": "删除|删|失效|淘汰|清除|移除|清空",
    "锁": "加锁|锁定",
    "发": "发送|投递",
    "交": "提交|确认",
    "理": "处理|消费|执行",
}
_VERB: Final = "|".join(_ACTS.values())
_STEP: Final = rf"(?:去|把|将|让)?\s?({_VERB})\s?(?:掉|完|了)?\s?([\w]{{1,8}}?)"
_FIRST: Final = re.compile(rf"先{_STEP}(?=[,，。;；]|再|后|然后|之后|接着|$)")
_NEXT: Final = re.compile(
    rf"(?:[,，]\s?)?(?:之?后[,，]?\s?)?(?:然后|接着|再|后|最后)?(?:再|去)?{_STEP}(?=[,，。;；:]|$)"
)
_THING: Final = {"数据库": "库", "数据源": "库", "db": "库", "mysql": "库", "cache": "缓存"}
_NO_CLAIM: Final = re.compile(
    r"[?？]|如果|假如|问题|为什么|为何|不能|不要|还是|导致|而不是先|不一致"
)


def _claims(sentences: Sequence[Sentence], _: Aliases) -> Iterator[Claim]:
    for at, sentence in enumerate(sentences):
        if "先" not in sentence.written:
            continue
        text = sentence.outside
        following = sentences[at + 1] if at + 1 < len(sentences) else None
        for first in _FIRST.finditer(text):
            rest = text[first.end() :].lstrip("。;；")
            if not rest and sentence.step and following is not None and following.step:
                rest = following.outside
            second = _NEXT.match(rest)
            if second is not None and not _NO_CLAIM.search(text):
                steps = _step(first), _step(second)
                if steps[0] != steps[1]:
                    yield Claim(tuple(sorted(steps)), steps[0], sentence)


def _step(found: re.Match[str]) -> str:
    act = next(act for act, verbs in _ACTS.items() if found[1] in verbs.split("|"))
    return f"{act}{_THING.get(found[2], found[2])}"


RULE: Final = ClaimRule("order", _claims, values_differ)
