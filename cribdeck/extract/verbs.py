"""Chinese verbs that ask for an object, in tables by what their object is like.

No rule of its own: `predicate` goes through `TABLES`. Policy: a word of two characters that
may as well be half of a noun (存储引擎, 更新操作) is a verb only with a sign of one beside it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MOVING = re.compile(
    r"(?:交给|转交给|发送?[给到至]|发往|转发[给到至]|推送?[给到至]|传(?:递|输)?[给到至]|返回给"
    r"|提供给|通知给|分配[给到为]|分[成为](?!了?什么)"
    r"|划分[为成]|拆分?[成为]|转换?[成为]|转化[成为]|变[成为]|变更为|合并[成为]|映射[到为成]"
    r"|复制[到给至]|同步[到给至]|加载[到进]|注册[到进]"
    r"|绑定[到在]|提交[到给]|持久化到|(?:存储|存(?!在)|保存|存放|放|缓存|记录|维护|登记"
    r"|保留)[在到进入至]|存为|写[入到进]到?|刷新?[入到]|落(?:盘?到|在)"
    r"|(?:运行|部署|工作|构建|建立|处理|执行|分布|发生|作用|位|处|用|应用|适用|取决|依赖|起源"
    r"|等价|等同|受限|不限|专注|致力)[在于](?!是)"
    r"|定位到|切换[到为成]|升级[到为成]|降级[到为成]|设置?[为成]|配置[为成]|初始化为|默认[为是]"
    r"|追加到|加入到|移[动到至]+|路由[到给至]"
    r"|广播[给到]|分发[给到至]|投递[给到至]|上报[给到]|取自|来自|来源于|解析[为成]|编译[为成]"
    r"|翻译[为成]|封装[为成进]|序列化[为成]|打包[为成]"
    r"|抽象[为成]|(?:编译|打包|嵌)[进到入]|指定为|标记为|选为|视为|看[作成]|当作|当成|(?<!简)称[作为之]+"
    r"|叫做?(?!法)|命名为|恢复到|回滚到|重定向到|跳转[到至])(?:了(?!解)|着)?"
)
USING = re.compile(
    r"(?:采用|基于(?!此)|使用(?!场景|方法|方式|率|者|中|时|过|到|的|户|量|于|较)|引入|借助"
    r"|利用(?!率))(?:了(?!解)|着)?(?![的性])"
)
TELLING = re.compile(
    r"(?:(?<![都均])不?支持(?!者|度)|提供(?!者|方|商)|包含|包括|依赖(?!关系|注入|包|项|于)|属于|具有|拥有"
    r"|具备|隐藏|屏蔽|相当于|类似于"
    r"|遵循|遵守|继承|适合|面向|独占|共享(?!锁|内存|变量|组(?!件|织|成))|共用|占用|监听(?!器|端)|引入|借助"
    r"|不?需要|无需|不依赖|充当|扮演|作为|成为|指向|对应(?!关系|的)|存储着|保存着|绕过|只有"
    r"|(?<!有)没有(?!被|正确|任何|及时|完全|收到|发送|进行|必要|关系|办法|问题|太)|等于|大于"
    r"|小于|自带|内置(?!策|的))"
    r"(?:了(?!解)|着)?(?![的性])"
)
CLAUSAL = re.compile(
    r"(?:负责|保证(?!书)|确保|取决于|决定(?!性)|允许|禁止|表示(?!层)|代表(?!是)|意味着|不保证"
    r"|要求(?!的)|实现了|用来|用以|是指|假定|假设(?!有))(?:了(?!解)|着)?(?!的)"
)
COMMON = re.compile(
    r"(?:存储|保存|记录|返回|处理|管理|产生|触发|生成|避免|减少|降低|提高|提升|增加|解决|调用"
    r"|控制|监控|校验|检查|隔离|竞争"
    r"|广播|限制|消耗|发送|接收|拉取|推送|订阅|发布|消费|读取|执行|创建|启动|选举|推举|选择"
    r"|等待|阻塞|持有|获取|释放|计算|匹配|停止|终止"
    r"|重启|加载|回滚|确认|投递|转发|分发|绑定|注册|关闭|打开|建立|断开|连接|更新|删除|修改"
    r"|插入|扫描|查找|查询|遍历|合并|拆分"
    r"|分割|压缩|加密|解密|签名|验证|解析|编译|复用|重用|锁定|锁住|统计|收集|上报|通知|同步"
    r"|复制|占据|丢弃|保留|忽略|抛出|捕获|维护|携带"
    r"|存在|丢失|清空|清除|回收|分配|申请|拒绝|实现|缓存|丢掉|淘汰|预测|屏蔽|拦截|暴露|影响"
    r"|破坏|违反|满足)"
)
_SIGN_BEFORE = re.compile(
    r"(?:会|可以|能够?|将|需要?|只|都|也|不|再|要|来|去|先|自动|则|才|就|直接|同时|负责|用于"
    r"|用来|必须|无法|主动|定期|异步|同步|不断|随机|便|统一|重新|没有?)$"
)
_SIGN_AFTER = re.compile(
    r"[了着]|一[个种条份组次]|[该其]|所有|多个|不同|全部|每|自己|整个|任意|任何|来自"
    r"|[两三四五六七八九\d]|新的|“|「|`|对应|相应|指定"
)
_NOT_A_VERB = re.compile(
    r"(?:[的器员者时完后前率量值点数方层型性到给在过出好池端锁进]|操作|失败|成功|期间|[+/、>→-]"
    r"|引擎|功能|阶段|框架|条件|策略|机制|方式|过程|次数|模式|模型)"
)
_NOUN_GOES_ON = re.compile(
    r"(?:性能|优化|效率|速度|时间|请求|任务|线程|进程|结果|语句|命令|队列|日志|缓存|算法|接口"
    r"|协议|成本|开销|能力|压力|频率|位置|顺序|关系"
    r"|列|表|名|键|组|体|法|级|中心|节点|事务|粒度|问题|系统|服务|消息|数据)"
)
_SUBJECT = re.compile(r"[^的，]{1,8}?(?:类似|相当于|等于|默认|会(?!话)|由|像)")
"""What follows has a verb of its own: 压缩主题类似 … opens with a name."""
_SHORTEST, _SHORTEST_COMMON = 2, 4


class Verbs(NamedTuple):
    """One table of verbs."""

    pattern: re.Pattern[str]
    shortest: int
    """Units of an object that is worth asking for."""
    clausal: bool = False
    means: bool = False


TABLES = (
    Verbs(MOVING, _SHORTEST),
    Verbs(CLAUSAL, _SHORTEST_COMMON, clausal=True),
    Verbs(USING, _SHORTEST, means=True),
    Verbs(TELLING, _SHORTEST),
    Verbs(COMMON, _SHORTEST_COMMON),
)


def is_verb(before: str, rest: str) -> bool:
    """Return whether a common verb is one here, and not the first half of a noun."""
    if _NOT_A_VERB.match(rest) and not rest.startswith(("在线", "点对点", "数据")):
        return False
    stem = before.rstrip()
    if _SIGN_BEFORE.search(stem) or _SIGN_AFTER.match(rest.lstrip()):
        return True
    bare = not stem or stem[-1].isascii()
    return (
        bare
        and _SUBJECT.match(rest) is None
        and not _NOUN_GOES_ON.match(rest)
        and "的" in rest[1:-2]
    )
