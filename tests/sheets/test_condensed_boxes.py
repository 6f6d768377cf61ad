"""What boxes say once numbering, repetition and order words are gone, as text."""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.config import SheetSettings
from cribdeck.extract import extract
from cribdeck.inline import plain
from cribdeck.sheets.model import Box, Line, Subheading
from cribdeck.sheets.plan import plan_sheets
from cribdeck.syntax import parse
from tests.sheets.samples import words_of

NOTE = """# Kafka

## 一、副本机制

副本机制：每个分区有多份。

- Kafka 的副本：由领导者和跟随者组成。

### 副本机制

跟随者从领导者拉取消息。

## 2.1 写入流程

读之前，首先检查缓存，然后查询数据库，最后回写缓存。

写入有多步：首先把消息写入本地日志文件并且等待刷盘完成，然后由副本线程从领导者那里拉取消息，最后返回确认。

## 2.2 可靠性

**领导者宕机后**，控制器从同步副本中选出新的领导者。

## 8.0 新特性

- 去掉了 ZooKeeper。
"""
PRINTED = """[副本机制]
每个分区有多份。
- Kafka 的副本：由领导者和跟随者组成。
跟随者从领导者拉取消息。
[写入流程]
读之前，检查缓存 → 查询数据库 → 回写缓存。
写入有多步：
1. 把消息写入本地日志文件并且等待刷盘完成，
2. 由副本线程从领导者那里拉取消息，
3. 返回确认。
[可靠性]
领导者宕机后，控制器从同步副本中选出新的领导者。
[8.0 新特性]
- 去掉了 ZooKeeper。"""


def boxes_of(note: str) -> tuple[Box, ...]:
    document, _ = parse("kafka.md", note.encode())
    assert document is not None
    (plan,), _ = plan_sheets([extract(document).outline], SheetSettings())
    return plan.boxes


def said(box: Box) -> Iterator[str]:
    yield f"[{plain(box.title)}]" + (f" ({box.tag})" if box.tag else "")
    for piece in box.pieces:
        opening = "## " if isinstance(piece, Subheading) else ""
        if isinstance(piece, Line) and piece.marker:
            opening = f"{piece.marker} "
        yield opening + words_of(piece)


def test_boxes_say_nothing_twice() -> None:
    assert "\n".join(line for box in boxes_of(NOTE) for line in said(box)) == PRINTED


def test_a_part_that_is_called_like_the_sheet_is_no_tag() -> None:
    wall = "这一段话很长，足够单独成为一个盒子，不必和别的段落挤在一起。" * 14
    tagged = "".join(f"### {n}. 子节{n}\n\n{wall}\n\n" for n in (1, 2))
    note = f"# Kafka\n\n## 1. Kafka\n\n{tagged}## 2. 存储\n\n{tagged}"
    heads = [next(said(box)) for box in boxes_of(note)]
    assert heads == ["[子节1]", "[子节2]", "[子节1] (存储)", "[子节2] (存储)"]
