"""By what something is done: `通过 X 实现 Y`, `采用 X 机制`, `X 协议`, `by …ing`, `using X`.

Trigger: 通过, 利用, 借助, 基于, 采用, 依靠, 使用 before one to 20 units, then 来, 进行, 实现, 保证 …, or
a word for a kind of means (协议, 算法, 机制, 模式, 方式 …); English via, through, using, by …ing.
Gives: a statement with the means hidden.
Does not touch: means that say nothing (这种方式, 以下方法), goals that are not in view, code,
talk, examples.
Precision: not judged yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.splitting import clause_end
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold

_BY = r"(?:通过|利用(?!率)|借助于?|基于|采用了?|依靠|凭借|使用(?!者|率|场景|中)|根据|依赖于?)"
_KIND = (
    r"(?:协议|算法|机制|模式|方式|策略|模型|架构|方案|技术|结构|索引|命令|函数|接口|指令|参数|字段|日志|队列|线程|进程"
    r"|缓存|快照|版本号|时间戳|令牌|事务|语言|格式|编码|轮询|哈希|锁|表|树|图)"
)
_VERB = (
    r"(?:进行|实现|保证|确保|达到|完成|解决|避免|防止|提高|减少|降低|获取|管理|控制|保持|检测|判断|发起|提供|建立|发送|维护"
    r"|存储|传输|传递|通信|通讯|交互|共享|同步|定位|查找|拉取|推送|选出|选择|分配|区分|标识|识别|创建|调用|访问|读取|写入|更新|触发"
    r"|将|把|让|使|对|向|从而|支持|处理|记录|恢复|释放|删除|清除|启动|设置|指定|配置|计算|决定|确定|编写|开发)"
)
_MEANS = re.compile(
    rf"{_BY}(?P<means>(?:(?!{_BY})[^，,。；;：:]){{1,40}}?)"
    rf"(?:(?:就能够?|就可以|可以|能够|能)?(?:来|去|以)(?!源)|(?={_VERB}(?!{_KIND}|器|者|过程|能力|性|率|的)))"
)
_KIND_OF_MEANS = re.compile(
    rf"{_BY}(?:的是)?(?P<means>(?:(?!{_BY})[^，,。；;：:]){{1,24}}?{_KIND})(?=[，,。；;]|$)"
)
_ENGLISH = re.compile(
    r"\s(?:by (?=[a-z]+ing\b)|via|through|using|by means of|with the help of|based on)\s?",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r".{0,4}(?:这|此|该|以下|上述|下面|如下|不同|多种|各种|一些|某|它|其|自己的?|何种|什么|哪).{0,12}"
    r"|(?:[一二两三四\d]种|一定|相同|同样|简单|特殊|特定|类似|正确)?的?(?:手段|方式|方法|技术|机制|工具|组件|系统|配置|扩展|设计)",
)
_FEWEST = 2


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for pattern in (_MEANS, _KIND_OF_MEANS):
        for match in pattern.finditer(text):
            start, end = match.span("means")
            if _NOTHING.fullmatch(match["means"].strip()):
                yield Declined("the means says nothing by itself")
            else:
                shown = (start, clause_end(sentence.content, end))
                yield hidden(sentence, start, end, shown=shown, fewest=_FEWEST)
    for match in _ENGLISH.finditer(text, 1):
        yield hidden(sentence, match.end(), clause_end(sentence.content, match.end()))


RULE = Rule(
    name="means",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "消费者通过心跳来证明自己还活着。",
            ("statement 消费者通过{{心跳}}来证明自己还活着。",),
        ),
        Example(
            "多个数据中心之间采用闲话协议进行数据同步。",
            ("statement 多个数据中心之间采用{{闲话协议}}进行数据同步。",),
        ),
        Example(
            "The follower keeps up with the leader by fetching its log.",
            ("statement The follower keeps up with the leader by {{fetching its log}}.",),
        ),
    ),
    ignores=(
        "通过这种方式来实现高可用。",
        "可以通过以下方法解决数据丢失的问题。",
        "利用率太高会影响性能。",
    ),
)
