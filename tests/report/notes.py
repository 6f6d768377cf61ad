"""Notes for the report: what it must show, and what it must never run."""

from __future__ import annotations

from pathlib import Path

from cribdeck.pipeline import Options, build
from cribdeck.progress import Silent
from cribdeck.world import World

PROJECT = Path(__file__).resolve().parents[2]

KAFKA = """# Kafka

## 核心概念

- Broker：集群里的一台服务器，负责存储和转发消息
- Topic：按业务划分消息类别的逻辑容器
- 高水位：复杂度 $O(\\log n)$ 的查找所用的位移上界

我们先来看看吧。

## Kafka vs RabbitMQ

| 对比 | Kafka | RabbitMQ |
|---|---|---|
| 消息顺序 | ? | 队列内有序 |
| 协议 | 自有协议 | AMQP |

Kafka 的消息顺序：只保证分区内有序

## 配置

```ini
acks=all
```
"""
RABBIT = """# RabbitMQ

- 交换机：按路由键把消息分发到队列的部件
- 死信队列：收容过期或被拒绝消息的队列
"""
HOSTILE = """# </script><script>window.hacked = 1</script>

## <img src=x onerror="window.hacked = 2">

- 脚本注入：把 `</script><script>window.hacked = 3</script>` 写进页面的攻击
- 事件注入：借 `<img src=x onerror=window.hacked=4>` 这样的属性运行代码的攻击
- 注释注入：用 `<!--` 与 `{{c1::x}}` 与 `{{Text}}` 与 \u2028 打乱页面的攻击
- <b onclick="window.hacked = 5">点击劫持</b>：诱使人点[透明页面](javascript:window.hacked=6)的攻击

> [!warning] <svg onload="window.hacked = 7">
> 别信它。
"""
"""What tries to break out of the data, of the page, and of the frame of a card."""
EDITED = KAFKA.replace("负责存储和转发消息", "负责存储与转发数据")


class Notes:
    """A folder of notes that is built again and again."""

    def __init__(self, root: Path) -> None:
        self.source = root / "backend"
        self.dist = root / "dist"
        self.source.mkdir()
        ledger = self.source / "ledger.jsonl"
        self.world = World(self.source, self.dist, ledger, PROJECT / "templates")

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.source / f"{name}.md").write_text(text, encoding="utf-8")

    def build(self, options: Options | None = None) -> None:
        with self.world.alone():
            built = build(self.world, options or Options(accept=True), Silent())
        assert built.published is not None, built.diagnostics

    @property
    def report(self) -> Path:
        return self.dist / "report.html"
