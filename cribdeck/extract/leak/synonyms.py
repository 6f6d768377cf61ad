"""Chinese words that say the same in a technical note: 暂时 and 短暂, 相等 and 一致.

A text goes in, folded; out comes the same text with one word for each group of synonyms, so
that an answer can be compared with what is shown. Policy: only words of two characters that
replace each other in a term; words that differ in a technical sense (并发 and 并行, 复制 and
同步) stay apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_GROUPS: Final = (
    ("短暂", "暂时", "临时"),
    ("永久", "永远", "持久", "长期"),
    ("一致", "相等", "相同", "等价", "等同"),
    ("泄露", "泄漏"),
    ("快速", "迅速", "高速"),
    ("提高", "提升", "增强", "增加", "增大"),
    ("降低", "减少", "减小", "减轻", "缩小"),
    ("开始", "启动", "起始", "开启"),
    ("结束", "终止", "停止"),
    ("修改", "更改", "变更", "更新", "改变"),
    ("删除", "移除", "清除", "清理"),
    ("创建", "新建", "建立"),
    ("查询", "查找", "搜索", "检索", "寻找"),
    ("获取", "取得", "得到", "拿到", "获得"),
    ("保存", "存储", "储存", "存放"),
    ("校验", "验证", "检验"),
    ("拷贝", "复制"),
    ("优点", "优势", "好处"),
    ("缺点", "劣势", "坏处", "弊端"),
    ("失败", "失效"),
    ("丢失", "遗失"),
    ("唯一", "独一"),
    ("重复", "反复"),
    ("定时", "定期", "周期"),
    ("选择", "挑选", "选取"),
    ("发送", "发出", "传送"),
)
_FIRST: Final = {word: group[0] for group in _GROUPS for word in group[1:]}
_WORD: Final = re.compile("|".join(_FIRST))


@lru_cache(maxsize=512)  # titles are looked at again and again
def one_word_for_each(text: str) -> str:
    """Return `text` with the first word of a group for each of its synonyms."""
    return _WORD.sub(lambda found: _FIRST[found[0]], text)
