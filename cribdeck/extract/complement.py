"""What follows a verb: where the answer ends, and whether it is an answer by itself.

A clause (folded to simplified script) and the place behind its verb go in; out comes the
stretch that a learner should say, or the reason why there is none. Policy: an answer is the
object of the verb, not the verb after it (交给 {{队列}} 进行处理) nor the 中, 上 that closes a
place; nouns that fit everywhere (数据, 多个节点, 一段时间) are no answers, and an object with
a verb of its own means that the first word was no verb (更新{{失败会抛出异常}}).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.rule import Declined, objection
from cribdeck.extract.splitting import without_brackets
from cribdeck.units import has_han, units

_MARKS = " \t，。；;、,.！!：:"
_FEWEST_UNITS = 2
_TAIL = re.compile(
    r"(?<![未原本起带下过出上进回后往将外近])来(?![自源说讲回临得])"
    r"|(?<![失过出进回除])去(?=[进执做完处找检查读取调])"
    r"|以(?=便|提高|提升|实现|保证|减少|避免|达到|支持|防止|降低|适应|满足|获得|解决|及时|更|控制|确保|增强|加快|区分)"
    r"|并(?![发行联集非])|从而|进行(?!中|[^，]{1,6}的[^，])|(?<!不)同时|用来|用于|用以|然后|再(?=[由将把通进次])"
    r"|而(?=无需|不[需是用会])"
    r"|(?<!间)直接(?!内存|量|引用|缓冲|路由)|主要(?=[用是解负])|继续|重新"
    r"|(?<=..)(?<![的和与或不])(?:防止|避免|保证|确保|提高|提升|降低|减少)(?=[^的]{2,20}$)"
    r"|(?<=.)供(?=[他其用客后])|就(?=可以|[行能]$)|即可|为止"
    r"|(?<=..)(?:对(?![象应等称])(?=.{1,12}进行)|被(?!动)|作为)"
    r"|\s(?:when|if|because|while|so that|which|where|whereas|instead of|rather than"
    r"|in order to|but"
    r"|after|before|until|unless|although|thus|e\.g\.|(?:and|or) (?:is|are|was|has|can|will"
    r"|then|also|do(?:es)?))\b"
    r"|\s(?:=>|->|→)|\s(?:acting|becoming|making|allowing|causing|resulting|providing"
    r"|and (?:becomes?|gets?|goes|returns?"
    r"|starts?|makes?|allows?|immediately))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:里|中)(?:排队|等待|处理|执行|存储|运行|查找|消费|保存)$|(?:之中|当中|上去|里面|上面"
    r"|之上|(?<![集命其途选])中|(?<![那这哪])里|(?<![线以向])上|(?<![以向])下|(?<=存储)内)$"
)
_MEANS_END = re.compile(
    r"(?<=..)(?:就|则|便)?(?:可以|能够)[^，]{2,}$|(?<=..)将(?!来)[^，]{2,20}?[到给为成][^，]{2,}$|"
    r"(?<=方法|方式|算法|机制|协议|策略|端口|语言)(?![的来和与、或及等]).{2,}$|(?:来?实现|来?完成|来?处理|来?解决"
    r"|开发|编写|(?<=..)的(?:方式|形式|办法|手段|做法|原则|策略)|(?<=.)方式|机制实现)$"
    r"|(?<=..)在(?!线)[^的]{1,8}[时中上里][^的]{2,}$|(?<=..)[先再](?=[在从把将由对]).{2,}$"
)
_LINK_END = re.compile(r"(?:或者?|和|与|及|并|、|而|一[种个]|已经|允许|\b(?:and|or))\s*$")
_SECOND_VERB = re.compile(
    r"(?<=..)(?<![待可被所已未的])(?:存储|接收|处理|构造|发送|获取|管理|控制|保存|通信|执行"
    r"|触发|表示|分发|计算|实现|消费|查看|传输|访问|连接|加载|注册|生成|区分|标识|锁住|锁定|唤醒|替换|修饰)"
    r"(?=(?:(?:所有|全部|各自|每个)的|[^的]){2,12}$)(?!.{0,10}(?:框架|模型|机制|系统|器|库|方式|技术|协议|引擎|功能|算法|程序"
    r"|服务|平台|组件|工具|接口|方法|方案|命令|语句|格式|池|串|数|器|端)$)"
)
_TOOL_AND_VERB = re.compile(
    r"(?<=[A-Za-z0-9）)])\s?(?:来|去)?(?:存储|保存|接收|处理|管理|获取|控制|触发|实现|访问|连接|加载|注册|生成"
    r"|区分|标识|查找|找到|解决|记录|监听|统计|包装|传递|替换|锁住|调用|指定|声明|定义|修饰|创建|判断|检测)"
    r"(?=[\u4e00-\u9fff ])(?![器者类的])[^，]{2,}$"
)
"""使用 {{ThreadLocal}} 保存线程私有的数据."""
_PREPOSITION = re.compile(
    r"(?:对(?![象应等])|将|把|向|从(?!库|节点)|给|在|通过|让|使(?!用)|被|先|等(?!级)|由|根据"
    r"|按照?|为|与|和|用(?!户))"
)
_FINITE = re.compile(r"不能|可以|应该|产生(?=.)|导致|引发|造成|(?<![随立])即(?!时|将|席|可)")
"""In the verb of a clause, or before 的: 可以写入的位置."""
_HARD = re.compile(r"如果|(?<![规法原准])则|却|而且|但|必须|要么|[？?]|[,，].{0,8}[为是有]")
_RULING = re.compile(
    r"(?<![社机])会(?![话员议计])|(?<![成])就(?![绪近地位])|也(?!许)|都(?!市)|(?<![人刚])才"
    r"|将(?!来)|已经|(?<![但总于若可只])是(?!否|非)|不仅|不只"
    r"|(?<=.)再(?![次生平均分散度哈])"
    r"|(?:非常|很|更加?|较|比较)[^的]{1,2}$"
)
"""Rather in the verb of a clause than before 的."""
_ASKS = re.compile(r"何种|哪[个些种]|什么|如何|多少|怎么|怎样|谁|请[看参见]")
_WHEN = re.compile(
    r"(?:的时候|(?<![定实延临同小及准])时|之后|以后|(?<![前最])后|之前|期间|情况下|从.{1,15}开始)$"
)
_QUANTITY = (
    r"(?:任何|任意|各种|各个|各|所有|全部|若干|许多|大量|一定|某|相应|对应|相关|不同|其[他它]"
    r"|新|具体|相同|同样|最终"
    r"|更多|更高|更好|很多|较多|大多数?|整个|当前|这|该|自己|本|不必要|多|几|数(?![据量字])"
    r"|[一两二三四五六七八九十\d]|至少|至多|最多|超过"
    r"|其余|别的|重大|重要|关键|核心|主要|特殊|基本|额外|统一|全新|明显"
    r"|或|和|指定|[个种段份台套次块大些家层项]|条(?!件)|组(?!件)|类(?!型)|的|\s)"
)
_EMPTY_NOUN = (
    r"(?:数据|用户|服务|服务器|客户端|服务端|请求|响应|消息|资源|时间|机制|方式|方法|技术|功能"
    r"|操作|问题|情况|作用|内容|信息"
    r"|对象|文件|性能|效率|速度|系统|程序|代码|结果|过程|影响|应用|东西|状态|数量|成本|开销"
    r"|能力|压力|场景|类型|部分|步骤"
    r"|阶段|节点|机器|地方|工作|处理|特点|模式|格式|变化|条件|形式|概念|角色|要求|规则|逻辑"
    r"|业务|错误|异常|概率|参数|值"
    r"|字段|进程|线程|中断|出错|受影响|失败|成功|完成|实现|缺点|优点|好处|坏处|安全|使用|设计"
    r"|管理|开发|需求|变更|前端"
    r"|后端|特性|特征|改进|方案|解决方案|解决办法|办法|手段|措施|策略|途径|考虑|注意|了解|知道|连接|改动|损失|保障|保证|支持|维护|运行|启动|优化|升级|扩展"
    r"|配置|数字|希望)"
)
_EMPTY_NOUNS = re.compile(_EMPTY_NOUN)
_GENERIC = re.compile(
    rf"{_QUANTITY}{{1,12}}+(?:队列|主题|副本|分区|任务|实例|消费者|生产者|子进程|事务|表|组件|模块|接口)"
    rf"|{_QUANTITY}{{0,12}}+(?:(?:(?:系统|业务|用户|程序|应用)|{_EMPTY_NOUN}的)?{_EMPTY_NOUN}|(?:(?<=个)|(?<=个\s))[A-Za-z]{{2,14}})?"
    r"|(?:key|value|topic|consumer|broker|leader|socket)"
    r"|(?:the |an? |more |all |some |other |many )?(?:data|users?|services?|servers?|clients?"
    r"|requests?"
    r"|reads|writes|updates|queries|records|rows|entries|events|packets|tasks|jobs|threads"
    r"|containers|elements|items|bytes|pages|calls"
    r"|messages?|resources?|time|work|files?|objects?|results?|information|things?|values?"
    r"|performance"
    r"|systems?|nodes?|it|them|itself|one|same|once|any time|runtime|problems?|features?"
    r"|operations?"
    r"|process(?:es)?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[一两二三四五六七八九十多几]|\d{1,3})[大个种类]\S{0,4}")
_FEW_KINDS = re.compile(r"(?:[两二三四五六七八九十几]|[2-9])\s?[大个种类项条][^的、，]{0,8}")
"""提供了 {{五种通知类型}}."""
_EXAMPLE_NAME = re.compile("[\u4e00-\u9fff][A-D]$")
"""队列A."""
_BARE_QUALITY = re.compile(
    r"一[个种款套].{0,8}(?:开源|分布式|高效|统一|轻量级?|高性能|高可用|可靠|简单|独立|开放|通用"
    r"|快速|跨平台)$"
)
_EVALUATION = re.compile(
    r"(?:很|非常|比较(?!器)|十分|相当(?!于)|特别|太|最好|过于|容易|有点|不错|可观)"
    r"|.{0,8}(?:太大|太小|太多|不错|麻烦|恶心|费劲)$|.{0,8}是最[^的]{1,3}的?$"
    r"|(?:very|quite|so|too|pretty|good|bad|great|better|worse)\b"
)
_NUMBERED = re.compile(r"(?:^|\s)[1-9]\s?(?=[\u4e00-\u9fff])")
_COMMANDS = re.compile(r"(?:\s[a-z]{2,20}){3}")
_ENGLISH_FINITE = re.compile(
    r"(?<!that)(?<!which)(?<!who)\s(?:is|are|was|were|will|can|cannot|should)\s", re.IGNORECASE
)


def complement(
    clause: str,
    start: int,
    *,
    clausal: bool = False,
    counts: bool = False,
    means: bool = False,
) -> tuple[int, int] | Declined:
    """Return where the answer behind the verb stands, or why there is none.

    Args:
        clause: one clause.
        start: where the verb ends.
        clausal: whether the verb takes a whole statement as its object (保证, 表示).
        counts: whether a mere number of things is an answer (至少 {{两个}}).
        means: whether the object is a tool, after which 来实现 is no part of the answer.
    """
    start += len(clause[start:]) - len(clause[start:].lstrip(_MARKS))
    end = start + len(clause[start:].rstrip(_MARKS))
    if not clausal:
        end = _before_tail(clause, start, end)
    if means:
        end = _without(_MEANS_END, clause, start, end)
        end = _without(_TOOL_AND_VERB, clause, start, end)
        end = _without(_SECOND_VERB, clause, start, end)
    if not _PREPOSITION.match(clause, start) and "在" not in clause[start:end]:
        end = _without(_PLACE, clause, start, end)
    answer = clause[start:end]
    if clause.rstrip().endswith(("：", ":")) and _NUMBER.fullmatch(answer):
        return Declined("the number of what is listed next")
    return objection(_objections(answer, clausal=clausal, counts=counts)) or (start, end)


def _objections(answer: str, *, clausal: bool, counts: bool) -> Iterator[str]:
    bare = without_brackets(answer)
    if not counts and _FEW_KINDS.fullmatch(bare):
        yield "how many there are of what is told elsewhere"
    if not counts and _GENERIC.fullmatch(bare.removesuffix("等")):
        yield "the object says nothing by itself"
    if is_evaluation(bare):
        yield "an evaluation, not a fact"
    if _EXAMPLE_NAME.search(bare):
        yield "a name of an example"
    if _BARE_QUALITY.search(bare):
        yield "the object would be cut before its noun"
    if _ASKS.search(bare):
        yield "the object asks"
    if _WHEN.search(bare):
        yield "the clause says only when something happens"
    if _NUMBERED.search(answer) or (has_han(answer) and _COMMANDS.search(bare)):
        yield "a list without marks stands inside"
    if _is_clause(bare, clausal=clausal):
        yield "the object has a verb of its own"


def _is_clause(answer: str, *, clausal: bool) -> bool:
    return _HARD.search(answer) is not None if clausal else has_own_verb(answer)


def is_empty_noun(text: str) -> bool:
    """Return whether `text` is a Chinese word that goes with anything: 数据, 消息, 方式."""
    return _EMPTY_NOUNS.fullmatch(text) is not None


def is_evaluation(text: str) -> bool:
    """Return whether `text` praises or blames rather than says something: 很好用."""
    return _EVALUATION.match(text) is not None


def has_own_verb(text: str) -> bool:
    """Return whether a verb rules `text`, so that it is a clause rather than a name.

    In 可以写入的位置 the verb stands before 的 and rules nothing.
    """
    if any(words.search(text) for words in (_HARD, _RULING, _ENGLISH_FINITE)):
        return True
    head = text.rfind("的", 0, len(text) - 1)
    return _FINITE.search(text, head + 1) is not None


def _before_tail(clause: str, start: int, end: int) -> int:
    """Return where the object ends and another verb takes over."""
    if _PREPOSITION.match(clause, start):
        return end
    for match in _TAIL.finditer(clause, start + 1, end):
        head = clause[start : match.start()]
        if _LINK_END.search(head):
            return end
        whole = head.count("（") + head.count("(") == head.count("）") + head.count(")")
        if whole and head.count("「") == head.count("」"):
            enough = units(head) >= _FEWEST_UNITS or head.strip().isascii()
            return match.start() if enough else end
    return end


def _without(words: re.Pattern[str], clause: str, start: int, end: int) -> int:
    match = words.search(clause[start:end])
    if match is None:
        return end
    head = clause[start : start + match.start()]
    if units(head) < _FEWEST_UNITS and not (len(head) > 1 and head.isascii()):
        return end
    return start + match.start()
