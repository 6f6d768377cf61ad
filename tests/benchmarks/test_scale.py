"""The notes that the scale benchmark makes: as long as asked for, and no line twice."""

from __future__ import annotations

from benchmarks.scale import cost, notes_of_size, varied

NOTE = """---
deck: 笔记
---
# Kafka

| 面 | 推 | 拉 |
|---|:-:|---|
| 速率 | 服务端 | 消费者 |

```sh
start
```

<!-- cards: off -->
- Broker：保存消息的**服务器**。
"""


def test_every_line_that_says_something_is_changed_and_the_rest_is_not() -> None:
    before, after = NOTE.split("\n"), varied(NOTE, 12).split("\n")
    assert len(before) == len(after)
    same = [line for line, new in zip(before, after, strict=True) if line == new]
    assert same == [
        "---",
        "---",
        "",
        "|---|:-:|---|",
        "",
        "```sh",
        "```",
        "",
        "<!-- cards: off -->",
        "",
    ]
    assert "- Broker：保存消息的**服务器乙一二**。" in after
    assert "| 速率 | 服务端 | 消费者乙一二 |" in after


def test_no_line_of_two_copies_is_the_same() -> None:
    changed = set(varied(NOTE, 1).split("\n")) & set(varied(NOTE, 2).split("\n"))
    assert changed < set(NOTE.split("\n"))


def test_notes_reach_the_size_and_end_there() -> None:
    notes = list(notes_of_size([NOTE], 5_000))
    size = sum(len(note.encode()) for note in notes)
    assert 5_000 <= size < 5_000 + len(notes[-1].encode())


def test_cost_counts_bytes_files_and_facts() -> None:
    note = "# Kafka\n\n- Broker：保存消息的服务器\n"
    taken = cost([note, note])
    assert (taken.bytes, taken.files, taken.facts) == (2 * len(note.encode()), 2, 2)
    assert taken.seconds > 0
