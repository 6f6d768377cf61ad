"""Places inside a word: a verb found by its letters may be half of another word (对|应用程序).

A Chinese text, folded to simplified script, and a place in it go in; a yes or no comes out.
Policy: Chinese writes no spaces, so a cut is taken to be inside a word only where a word of
the table spans it and none begins behind it (对应|程序 is cut between words). Words that end
with one that stands by itself (存在, 使用) are not in the table: 保存|在本地 is no cut in 存在.
"""

from __future__ import annotations

_WORDS = frozenset({
    "应用程序", "应用层", "应用服务", "应用进程", "应用系统", "应用场景", "使用者", "用户", "用途",
    "程序", "程度", "进程", "线程", "协程", "流程", "工程", "进制", "会话", "会员", "任务", "服务",
    "事务", "业务", "参数", "函数", "整数", "数据", "字段", "字符", "字节", "序列", "排序", "序号",
    "队列", "列表", "表格", "表示", "对象", "内存", "缓存", "存储", "存放", "存活", "物理", "理论",
    "原理", "定义", "定位", "固定", "绑定", "节点", "集群", "副本", "磁盘", "网络", "端口", "协议",
    "请求", "索引", "报文", "首部", "客户端", "服务器", "数据库",
})  # fmt: skip
_LONGEST = max(map(len, _WORDS))


def is_inside_word(text: str, at: int) -> bool:
    """Return whether `text`, folded to simplified script, is cut within a word at `at`."""
    spans = any(
        text[start:end] in _WORDS
        for start in range(max(0, at - _LONGEST + 1), at)
        for end in range(at + 1, min(start + _LONGEST, len(text)) + 1)
    )
    return spans and not any(text[at : at + size] in _WORDS for size in range(2, _LONGEST + 1))
