"""What a row of a table asks for: the words that name it, and what can answer it.

The names of a row go in, an `Aspect` comes out. Beside the author's own words an aspect is
known by general synonyms (优点 is 好处), and some by the kind of their answer: 语言 is
answered by the name of a programming language, 端口 by a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.assemble.matching import matchable
from cribdeck.assemble.thesaurus import told_of
from cribdeck.units import HAN

_GROUPS: Final = """
优点 好处 优势 长处 pros advantages advantage benefits strengths
缺点 不足 劣势 局限 局限性 弊端 坏处 弱点 短板 缺陷 cons disadvantages drawbacks
definition meaning introduction
performance speed throughput efficiency
语言 开发语言 实现语言 编写语言 编程语言 language
协议 通信协议 传输协议 protocol
顺序 有序 顺序性 消息顺序 有序性 保序
持久化 持久性 持久存储 落盘 persistence
适用 适合 适用于 场景 适用场景 使用场景 应用场景 用途
用途 用于 适用 使用场景 应用场景
定位 定义 含义 概念 介绍 简介 是什么 本质
含义 定义 概念 是什么 意思 指
作用 功能 职责 用途
功能 主要功能 作用 特性 功能特性
职责 作用 负责 任务
原理 实现原理 工作原理 思路 机制
思路 原理 做法 方案 流程 实现方式
做法 方法 方案 实现方式 思路
性能 效率 速度 吞吐 吞吐量
效率 性能 速度
吞吐 吞吐量 高吞吐 qps tps
可靠性 可靠 稳定性 可靠交付 可靠传输
稳定性 稳定 可靠性
高可用 可用性 容错 容错性 ha
扩展性 可扩展性 扩展 伸缩性 可伸缩性 水平扩展 线性扩展 高伸缩性
安全性 安全
复杂度 复杂性 难度
一致性协议 一致性算法 共识算法 共识协议
一致性 强一致 最终一致 一致性强度 强一致性 最终一致性
并发 高并发 并发量 并发连接
开销 消耗 资源消耗 资源占用 额外开销
成本 价格 费用 代价
延迟 时延 延时 低延迟 latency
易用性 易用 好用 简单易用
社区 社区活跃
数据类型 类型 值类型
内存 内存占用 内存消耗
连接 面向连接 无连接 有连接
首部 头部 报文头 首部开销
消费方式 消费模式 消费模型 消费
锁 锁粒度 锁级别 行级锁 表级锁 行锁 表锁
隔离性 隔离
幂等 幂等性 幂等要求 幂等处理
回滚 补偿 撤销
路由 路由规则 路由策略
备份 热备份 热备
原因 理由 缘由 为什么 为何 why
做法 如何 怎么做 如何做 如何实现 怎么实现 how
崩溃恢复 故障恢复
双工 全双工 半双工
触发 触发方式 触发时机
体积 大小
可读性 可读
监听 watch 订阅通知 监听机制
健康检查 心跳检测
依据 根据 基于 按照
存储 保存 存放 存储方式
消息存储 消息保存 消息保留 消息持久化
数据存放 数据存储 存储位置
多数据中心 数据中心
服务发现 服务注册 注册发现
"""
"""Words of one line may be asked for by one another."""
_SYNONYMS: Final = tuple(tuple(line.split()) for line in _GROUPS.strip().splitlines())
_JOINED: Final = re.compile(r"\s*(?:[/、，,;；]|与|和|及)\s*")
_GENERIC_END: Final = re.compile(
    r"(?:.{2,})(?=(?:方式|对策|情况|程度|能力|要求|机制|策略|强度|措施|支持|设备|时机|次数)$)"
)
_QUESTION: Final = re.compile("谁|什么|哪[个里些]|何")
_GAP: Final = "[^，。；：]{1,8}?"
_TELLING: Final = re.compile(f"(?![的性度化式者方法是否与和及时有可别型它他其])[{HAN}]")
"""A character that tells something."""
_ENOUGH_LETTERS: Final = 3
_STEM: Final = re.compile(rf"([{HAN}]{{2,3}})[性度化]")
_LANGUAGES: Final = (
    r"java(?!script)|golang|go|erlang|scala|c\+\+|c#|c|python|rust|php|ruby|javascript|js|typescript"
    r"|kotlin|lua|perl|haskell|swift|node\.js"
)
_VERBS: Final = r"(?:来)?(?:写|编写|开发|实现|的|语言)"
_NUMBER: Final = r"(?:\d+|[一两二三四五六七八九十百千万多几]+|数[十百千万]|若干)"
_BESIDE: Final = (
    (
        "英文 英文名 全称",
        (
            rf"{{name}}[{HAN}]{{0,4}}\s?[（(]([a-z][a-z .-]{{2,40}})[)）]"
            r"|[（(]([a-z][a-z .-]{2,40})[)）]\s?{name}"
        ),
    ),
    (
        "全称",
        (
            r"{name}\s?[（(](?:[^（()）a-z]{1,20}[,，])?\s?([a-z][a-z .-]{2,60})[,，)）]"
            r"|{name}(?:\s?[：:,，]|\s|\s?(?:即|是|的?全称[是为]?))\s?"
            r"([a-z][a-z-]{2,20}(?:\s[a-z][a-z-]{1,20}){1,5})"
        ),
    ),
    (
        "别名 又称 又名 俗称 也叫 其他名称 中文 中文名",
        (
            rf"{{name}}\s?[（(]([{HAN}]{{2,8}})[)）]"
            rf"|([{HAN}]{{2,8}})\s?[（(]{{name}}[)）]"
        ),
    ),
    (
        "数量 个数 条数",
        rf"(?:有|包含|共)[^，。；]{{0,16}}?({_NUMBER}\s?(?:个|条|种|台|份)\s?{{name}})",
    ),
)
"""Aspects whose answer is known by standing beside the name; the groups are the answer."""
_FORMS: Final = (
    (
        "进程数 线程数 连接数",
        rf"{_NUMBER}\s?(?:个|条)?的?(?:进程|线程|连接)数|{_NUMBER}\s?个[^，。；]{{0,8}}(?:进程|线程|连接)",
    ),
    (
        "语言 开发语言 实现语言 编写语言 编程语言 language",
        (
            rf"(?:用|使用|基于|采用|以)\s?(?:{_LANGUAGES})(?![a-z0-9])\s?(?:语言)?{_VERBS}"
            rf"|(?<![a-z0-9])(?:{_LANGUAGES})(?![a-z0-9])\s?(?:语言)?(?:来)?(?:编写|开发|实现|写)"
            rf"|(?:written|implemented) in (?:{_LANGUAGES})(?![a-z0-9])"
        ),
    ),
    (
        "端口 默认端口 端口号 port",
        r"(?:端口|port)[^，。；]{0,8}?\d{2,5}|\d{2,5}\s?(?:端口|port)",
    ),
    (
        "协议 通信协议 传输协议 protocol",
        (
            r"(?:基于|使用|采用|实现|支持|遵循|走)[^，。；]{0,12}?(?:[a-z]{3,}[^，。；a-z]{0,8})?协议"
            r"|实现了?[^，。；]{0,4}?[a-z]{3,}\s?规范"
        ),
    ),
    (
        "一致性协议 一致性算法 共识算法 共识协议",
        r"(?<![a-z])(?:raft|paxos|zab|gossip|2pc)(?![a-z])",
    ),
    (
        "适用 适合 适用场景 使用场景 应用场景",
        (
            r"适合|适用于|适用(?=[^，。；]{2})|多用于|常用于"
            r"|(?:广泛|一般|通常|主要|经常)(?:应用|使用|用)(?:于|在)"
        ),
    ),
    ("英文 英文名", r"^\s*[a-z][a-z '-]{2,40}$"),
    ("用途", r"用于|用来|用作|用在|应用于"),
    ("作用 职责", r"负责|用于|用来|用作|起到|承担|充当"),
    (
        "代表 产品 可用产品 例子 典型 典型产品 举例 框架 工具 用户 典型用户",
        r"(?:(?<![例比诸假])如(?!果|何|下|此|今)|包括|代表(?:是|有)?|推荐使用|常见的有|常用的有)[^，。；]{0,6}[a-z][a-z0-9.+-]{2,}",
    ),
    ("信号", r"(?<![a-z])(?:sig[a-z]{3,}\d?|usr[12]|hup)(?![a-z])"),
    (
        "归属 公司 出身 来源 起源 开发者",
        r"公司(?:旗下|开发|出品|的产品|开源)|旗下|起源于|源自|来源于|来自|孵化|子项目|开源于|由[^，。；]{2,12}开发",
    ),
    (
        "消费方式 消费模式 推拉 推拉模式 获取方式",
        r"(?<![a-z])(?:push|pull)(?![a-z])|推送|拉取|主动拉|[推拉]模式",
    ),
    (
        "模型 网络模型 进程模型 线程模型 并发模型",
        r"事件驱动|多进程|多线程|单线程|单进程|协程|reactor|异步非阻塞|io\s?多路复用",
    ),
    ("osi层 层次 工作层次 所在层", r"应用层|传输层|网络层|数据链路层|链路层|物理层"),
    ("复杂度 时间复杂度 空间复杂度", r"(?<![a-z])o\([^()]{1,12}\)"),
    ("接口 api", r"(?:提供|通过|使用|支持)[^，。；]{0,12}?(?:接口|api)(?![a-z])"),
)
"""Aspects whose answer is known by its form."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a row of a table asks for."""

    own: tuple[str, ...]
    """Its name and the author's synonyms, as they are looked for."""
    known: tuple[str, ...]
    """General synonyms."""
    parts: tuple[str, ...]
    """Words that are part of its name: 转发 of 转发方式."""
    letters: tuple[str, ...]
    """The characters of its name, wherever they stand: 旧, 请 and 求 for 旧请求."""
    stems: tuple[str, ...]
    """Its name and synonyms without 性: 可靠."""
    beside: str
    """Pattern of an answer that stands beside the name of the thing, for which `{name}` stands."""
    form: str
    """Pattern of what an answer looks like, where that is known."""
    defines: bool
    """Whether it asks what the thing is."""
    explains: bool
    """Whether it asks how the thing works: what stands behind its name and a colon says that."""
    cues: tuple[str, ...]
    """Patterns of words by which a clause shows that it tells of it."""


_DEFINING: Final = frozenset(
    (
        *("定位", "定义", "含义", "概念", "是什么", "介绍", "本质", "意思", "性质", "释义"),
        *("说明", "简介", "definition", "meaning"),
    )
)


def aspect_of(names: Sequence[str]) -> Aspect:
    """Return how the row with these names may be asked and answered."""
    own = tuple(dict.fromkeys(_own(names)))
    known = tuple(dict.fromkeys(word for word in _known(own) if word not in own))
    parts = tuple(
        dict.fromkeys(
            match[0] for word in own if (match := _GENERIC_END.match(word)) and match[0] not in own
        )
    )
    beside, form = _pattern(own, _BESIDE), _pattern(own, _FORMS)
    stems = tuple(
        dict.fromkeys(match[1] for word in (*own, *known) if (match := _STEM.fullmatch(word)))
    )
    concept = told_of((*own, *parts))
    return Aspect(
        own,
        known,
        parts,
        _letters(own[0]) if own else (),
        stems,
        beside,
        form,
        bool(_DEFINING & {*own}),
        concept.told_by_name,
        (*concept.cues, *_answered(own)),
    )


def _pattern(own: Sequence[str], kinds: Sequence[tuple[str, str]]) -> str:
    return "|".join(pattern for words, pattern in kinds if not {*own}.isdisjoint(words.split()))


def _answered(own: Sequence[str]) -> Iterator[str]:
    """Yield patterns of what answers a name that asks: 为…收发 for 为谁收发, none for 是什么."""
    for word in own:
        around = _QUESTION.split(word)
        if len(around) > 1 and all(around) and len("".join(around)) >= _ENOUGH_LETTERS:
            yield _GAP.join(map(re.escape, around))


def _letters(name: str) -> tuple[str, ...]:
    """Return the characters that make up a name, if there are enough to know it by."""
    found = tuple(dict.fromkeys(it for it in name if _TELLING.fullmatch(it)))
    return found if len(found) >= _ENOUGH_LETTERS else ()


def _own(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        words = matchable(name).split()
        flat = (" " if name.isascii() else "").join(words)
        if not flat:
            continue
        yield flat
        parts = [part for part in _JOINED.split(flat) if len(part) > 1]
        if len(parts) > 1:
            yield from parts


def _known(own: Sequence[str]) -> Iterator[str]:
    for group in _SYNONYMS:
        if any(word in own for word in group):
            yield from group
