"""What a text is about, as a set of tokens that survive rewording.

Text goes in, tokens come out: pairs of neighbouring Chinese characters, and Latin words
and numbers, both after script is folded, plurals are cut and known synonyms are made one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from cribdeck.folding import fold
from cribdeck.units import HAN

_RUN: Final = re.compile(rf"[{HAN}]+|[a-z]+|\d+(?:\.\d+)*")
_TRADITIONAL: Final = (
    "費沒統裝產腳錄業計編冊復戶碟決緩負儲請經換壓詢著啟轉嚴況慮綁誌運額絕際帶兩刪創繼續順狀達瀏覽"
    "謂話邏輯寬記離鏡減輕須東畢觸徑綴強蹤邊佔雙虛擬質銷維護響暫閥遲盡卻緒剛訪純簽薦煩電腦檻詭賴監"
    "聽隱擔廢勻斷殺鐧償頂辦釋驅穩獨饋輪檢潛匯徵遙滿棄潔擾滾雖"
)
_SIMPLIFIED: Final = (
    "费没统装产脚录业计编册复户盘决缓负储请经换压询着启转严况虑绑志运额绝际带两删创继续顺状达浏览"
    "谓话逻辑宽记离镜减轻须东毕触径缀强踪边占双虚拟质销维护响暂阀迟尽却绪刚访纯签荐烦电脑槛诡赖监"
    "听隐担废匀断杀锏偿顶办释驱稳独馈轮检潜汇征遥满弃洁扰滚虽"
)
MORE_SCRIPT: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Common characters beyond those that trigger words need, which is all that `fold` knows."""

_FILLER: Final = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at is are be by for and or not no with as it its from that this can "
        "all any each one two via per into only after when than if so do has have vs",
    )
)
_SHORTEST_PLURAL: Final = 4
"""Letters; gas is no plural."""
_PARTICLES: Final = frozenset("的了是在和与或及把被也都就而其该这那之由则给等")
"""Characters that stand between words; a pair with one of them is no token."""
EMPTY_HAN: Final = _PARTICLES | frozenset("有会能可以且对于为从到一个")
"""Characters that carry no point; a pair made of two of them is no token."""

SYNONYMS: Final = (
    ("整型", "整数", "integer", "int"),
    ("浮点", "浮点数", "float"),
    ("布尔", "boolean", "bool"),
    ("字符串", "string"),
    ("数组", "array"),
    ("对象", "object"),
    ("哈希", "散列", "hash"),
    ("生产者", "producer"),
    ("消费者", "consumer"),
    ("分区", "partition"),
    ("主题", "topic"),
    ("副本", "replica"),
    ("队列", "queue"),
    ("消息", "message"),
    ("偏移量", "位移", "offset"),
    ("索引", "index"),
    ("事务", "transaction"),
    ("线程", "thread"),
    ("进程", "process"),
    ("缓存", "cache"),
    ("服务器", "服务端", "server"),
    ("客户端", "client"),
    ("端口", "port"),
    ("请求", "request"),
    ("响应", "response"),
    ("主键", "primary key"),
    ("选举", "选主", "选出", "election"),
    ("领导者", "主节点", "leader", "master"),
    ("跟随者", "从节点", "follower", "slave"),
    ("交换机", "交换器", "exchange"),
    ("连接", "connection"),
    ("会话", "session"),
    ("日志", "log"),
    ("超时", "timeout"),
    ("内存", "memory"),
    ("磁盘", "硬盘", "disk"),
    ("复制", "拷贝", "copy"),
    ("命令", "指令", "command"),
    ("负载均衡", "load balancing"),
    ("网络", "network"),
    ("查找", "查询", "检索", "query"),
    ("默认", "缺省", "default"),
    ("异步", "async", "asynchronous"),
    ("同步", "sync", "synchronous"),
    ("阻塞", "blocking"),
    ("重试", "retry"),
    ("宕机", "崩溃", "挂掉", "crash"),
    ("一致性", "一致", "consistency"),
    ("可用性", "可用", "availability"),
    ("唯一", "unique"),
    ("删除", "清除", "delete"),
    ("修改", "更改", "modify"),
    ("增加", "加大", "increase"),
    ("减少", "降低", "reduce"),
    ("快速", "很快", "fast"),
    ("禁止", "不允许", "不能", "不可"),
    ("全部", "所有"),
    ("若干", "多个"),
    ("仅", "只"),
)
"""Words that a restatement exchanges for one another; each group becomes its first word."""

_CANON: Final = {word: group[0] for group in SYNONYMS for word in group[1:]}
_LATIN_CANON: Final = {word: to for word, to in _CANON.items() if word.isascii()}
_HAN_CANON: Final = {word: to for word, to in _CANON.items() if not word.isascii()}
_HAN_WORD: Final = re.compile("|".join(sorted(_HAN_CANON, key=len, reverse=True)))


def tokens(text: str) -> frozenset[str]:
    """Return the tokens of `text`."""
    flat = fold(text).translate(MORE_SCRIPT).casefold()
    flat = re.sub(r"[a-z]+", lambda word: f" {_singular(word[0])} ", flat)
    flat = re.sub(
        "|".join(rf"\b{word}\b" for word in _LATIN_CANON),
        lambda word: _LATIN_CANON[word[0]],
        re.sub(" +", " ", flat),
    )
    flat = _HAN_WORD.sub(lambda word: _HAN_CANON[word[0]], flat)
    # What stood between two Chinese characters only because of a replaced word is gone.
    flat = re.sub(rf"(?<=[{HAN}]) +(?=[{HAN}])", "", flat)
    found: set[str] = set()
    for run in _RUN.findall(flat):
        if run.isascii():
            if run not in _FILLER:
                found.add(run)
        elif len(run) == 1:
            if run not in EMPTY_HAN:
                found.add(run)
        else:
            found.update(one + two for one, two in pairwise(run) if _carries({one, two}))
    return frozenset(found)


def _carries(pair: set[str]) -> bool:
    return not (pair & _PARTICLES or pair <= EMPTY_HAN)


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or word.endswith("ss"):
        return word
    return word.removesuffix("s")
