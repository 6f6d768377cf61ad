"""Matching at growing sizes: does the time follow the number of notes that were edited?

    python benchmarks/matching.py [--notes 1000 10000 100000] [--edited 100] [--hostile 10000]

Notes are made up: terms and explanations of random words, forty to a source. Printed are seconds
of CPU time for reading the ledger they leave, for matching and numbering them when nothing has
changed, and when some of them were edited, moved, exchanged and removed, each as a multiple of
reading the ledger; then the same for all notes edited, per note against the smallest size: 1.00
throughout is linear. Last come hostile notes: lines that are all but the same, all edited. Nothing
is asserted here; `tests/identity/test_hostile_notes.py` counts comparisons instead.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from cribdeck.facts.holes import holes  # noqa: E402
from cribdeck.facts.model import Definition, Origin  # noqa: E402  after the path is set
from cribdeck.identity.draft import Draft  # noqa: E402
from cribdeck.identity.identify import identify  # noqa: E402
from cribdeck.identity.ledger import Ledger  # noqa: E402
from cribdeck.identity.ledger_text import ledger_bytes, read_ledger  # noqa: E402
from cribdeck.inline import Text  # noqa: E402
from cribdeck.span import Span  # noqa: E402

_T = TypeVar("_T")
_TEXT: Final = """
消费者 生产者 分区 副本 主题 日志 索引 缓存 事务 快照 锁 线程 进程 队列 集群 节点 请求 响应 路由
心跳 会话 连接 超时 重试 幂等 顺序 写入 读取 同步 异步 批量 压缩 磁盘 内存 页面 文件 网络 协议
leader broker offset commit rebalance buffer pool
"""
_WORDS: Final = tuple(_TEXT.split())
_IN_A_SOURCE: Final = 40


def made_up(count: int, seed: int = 1) -> list[Draft]:
    """Return drafts of that many definitions, in reading order."""
    chance = random.Random(seed)  # noqa: S311  no secret
    return [_draft(number, _text(chance, 3), _text(chance, 14)) for number in range(count)]


def edited(drafts: Sequence[Draft], count: int, seed: int = 2) -> list[Draft]:
    """Return the drafts with `count` of them reworded, moved, exchanged or removed."""
    chance = random.Random(seed)  # noqa: S311
    found: list[Draft | None] = list(drafts)
    for order, place in enumerate(sorted(chance.sample(range(len(drafts)), count))):
        draft = drafts[place]
        term, meaning = _parts(draft)
        match order % 4:
            case 0:
                found[place] = _draft(place, term, f"{meaning}，{_text(chance, 3)}")
            case 1:
                found[place] = _draft(place + 997, term, f"{_text(chance, 2)}{meaning}")
            case 2:
                found[place] = _draft(place, _text(chance, 3), meaning)
            case _:
                found[place] = None
    return [draft for draft in found if draft is not None]


def look_alikes(count: int, ending: str = "") -> list[Draft]:
    """Return definitions that differ in a number alone."""
    return [
        _draft(number, f"参数{number}", f"默认值是同样的一个值{ending}") for number in range(count)
    ]


def _text(chance: random.Random, words: int) -> str:
    return "".join(chance.choice(_WORDS) for _ in range(words))


def _draft(number: int, term: str, meaning: str) -> Draft:
    path = f"{number // _IN_A_SOURCE}.md"
    span = Span(path, number % _IN_A_SOURCE, 1, number % _IN_A_SOURCE, 80)
    origin = Origin(span, "colon_term", (path, "概念"))
    fact = Definition(origin, (Text(term),), (Text(meaning),), "both")
    return Draft(fact, "definition", span, holes(fact), "Deck")


def _parts(draft: Draft) -> tuple[str, str]:
    term, meaning = draft.content
    return term, meaning


def _seconds(work: Callable[[], _T]) -> tuple[_T, float]:
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def _ledger(drafts: Sequence[Draft]) -> Ledger:
    found = identify(drafts, Ledger()).ledger
    return replace(found, notes={it: replace(note, mod=1) for it, note in found.notes.items()})


def _read(data: bytes) -> Ledger:
    ledger, _ = read_ledger(data, "ledger.jsonl")
    assert ledger is not None  # noqa: S101  it is our own text
    return ledger


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--edited", type=int, default=100)
    parser.add_argument("--hostile", type=int, default=10_000)
    arguments = parser.parse_args()
    per_note = 0.0
    for count in arguments.notes:
        drafts = made_up(count)
        data = ledger_bytes(_ledger(drafts))
        ledger, reading = _seconds(lambda data=data: _read(data))  # type: ignore[misc]
        some = edited(drafts, min(arguments.edited, count))
        every = edited(drafts, count)
        costs = [
            _seconds(lambda them=them, ledger=ledger: identify(them, ledger))[1]  # type: ignore[misc]
            for them in (drafts, some, every)
        ]
        per_note = per_note or costs[2] / count
        print(
            f"{count:8} notes: reading {reading:6.2f} s, unchanged {costs[0] / reading:5.2f}, "
            f"{arguments.edited} edited {costs[1] / reading:5.2f}, all edited "
            f"{costs[2] / reading:6.2f} times as long; per edited note "
            f"{costs[2] / count / per_note:5.2f}",
            flush=True,
        )
    lines = look_alikes(arguments.hostile)
    known = _ledger(lines)
    _, cost = _seconds(lambda: identify(look_alikes(arguments.hostile, "了"), known))
    print(f"{arguments.hostile:8} look-alikes, all edited: {cost:6.2f} s")


if __name__ == "__main__":
    main()
