"""What holds for every joined table, whatever the notes say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.assemble.joins import joined
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Outline, Passage, Question
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from tests.assemble.joins.notes import comparison_of, tables_of, with_tables
from tests.extract.cases import outline_of
from tests.fact_samples import origin, text

LINES = st.sampled_from(
    (
        "# 笔记",
        "## Kafka 和 Redis 的区别",
        "## Kafka vs Redis",
        "### Kafka",
        "### Redis",
        "#### 优点",
        "Kafka",
        "- Redis",
        "  - 优点：快",
        "  - 缺点：费内存；贵",
        "优点：可靠",
        "缺点：",
        "  - 慢",
        "1. 难",
        "- 存储：Kafka 写磁盘，而 Redis 写内存。",
        "Kafka 隐藏分区。Redis 隐藏槽位。",
        "- Order: Kafka keeps partitions in order whereas Redis keeps streams in order.",
        "- Replay: unlike Redis, Kafka keeps what was read.",
        "- Kafka supports replays, but Redis doesn't.",
        "## Kafka、Redis、MySQL 的区别",
        "Kafka 追加日志。",
        "Redis 改写内存。",
        "MySQL 先写日志。",
        "- Kafka 支持事务，Redis 不支持事务",
        "Kafka的特点：有状态的，写磁盘，可以回放",
        "Redis的特点：无状态的，写内存，不可以回放",
        "| 对比 | Kafka | Redis |\n|---|---|---|\n| 语言 | Java | C |",
        "",
    )
)
SOURCES = st.fixed_dictionaries(
    {path: st.lists(LINES, max_size=14).map("\n".join) for path in ("a.md", "b.md")}
)


def written(outline: Outline) -> list[Passage]:
    return [it for it in passages(outline) if not it.is_joined]


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_what_the_author_wrote_stays_as_it_is(sources: Mapping[str, str]) -> None:
    found = with_tables(sources)
    for outline in found.outlines:
        before = outline_of(sources[outline.path], outline.path)
        after = written(outline)
        assert [it.shown for it in after] == [it.shown for it in passages(before)]


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_every_cell_says_what_stands_in_its_lines(sources: Mapping[str, str]) -> None:
    for table in tables_of(with_tables(sources)):
        fact = comparison_of(table)
        assert len(fact.entities) > 1
        for row, spans in zip(fact.written, fact.cell_spans, strict=True):
            assert any(cell is not None for cell in row)
            for cell, span in zip(row, spans, strict=True):
                if cell is None:
                    continue
                lines = sources[span.path].split("\n")[span.line - 1 : span.end_line]
                there = "".join("\n".join(lines).split())
                assert all("".join(it.split()) in there for it in plain(cell).split("；"))


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_no_cell_is_asked_by_two_tables(sources: Mapping[str, str]) -> None:
    asked = [
        (plain(cell), span)
        for table in tables_of(with_tables(sources))
        for row, spans in zip(
            comparison_of(table).cells, comparison_of(table).cell_spans, strict=True
        )
        for cell, span in zip(row, spans, strict=True)
        if cell is not None
    ]
    assert len(asked) == len(set(asked))


@settings(max_examples=60, deadline=None)
@given(SOURCES)
def test_the_same_notes_give_the_same_tables(sources: Mapping[str, str]) -> None:
    assert with_tables(sources) == with_tables(sources)


def test_a_cell_that_a_card_over_several_lines_asks_is_not_asked_again() -> None:
    told = ("强引用从不回收。", "软引用等内存不足。", "弱引用在下一次就回收。")
    note = "\n".join(("## 强引用、软引用、弱引用的区别", *told))
    outline = outline_of(note, "a.md")
    (section,) = outline.sections
    first, *others = section.passages
    over_all = replace(origin("区别"), span=section.span)
    question = Question(over_all, text("区别"), (text("弱引用在下一次就回收"),))
    asked = replace(section, passages=(replace(first, facts=(question,)), *others))
    (table,) = tables_of(joined([replace(outline, sections=(asked,))]))
    fact = comparison_of(table)
    assert [cell is not None for cell in fact.cells[0]] == [True, True, False]


def test_a_cell_that_a_card_asks_already_is_shown_but_not_asked() -> None:
    note = "## 持久化\n### RDB\n优点：恢复快\n缺点：怕断电\n### AOF\n优点：丢得少\n缺点：文件大"
    found = with_tables({"a.md": note})
    (table,) = tables_of(found)
    fact = comparison_of(table)
    by_lines = {
        hole.answer
        for it in written(found.outlines[0])
        for plain_fact in it.facts
        for hole in holes(plain_fact)
    }
    assert by_lines == {"恢复快", "怕断电", "丢得少", "文件大"}
    assert holes(fact) == ()
    assert [plain(cell or ()) for row in fact.written for cell in row] == [
        "恢复快",
        "丢得少",
        "怕断电",
        "文件大",
    ]


def test_a_bare_heading_names_what_is_told_more_than_once() -> None:
    notes = {
        "a.md": "# 语言\n## PHP 和 Go 的比较\n",
        "b.md": "# 后端\n## Go\n优点：部署简单\n## PHP\n优点：上手快\n",
        "c.md": "# 并发\n## Go\n优点：并发简单\n",
    }
    (remark,) = with_tables(notes).diagnostics
    assert (remark.severity, remark.span.path, remark.span.line) == ("warning", "a.md", 2)
    assert "nothing in the notes says the same of PHP and Go" in remark.message
    assert remark.message.endswith("told more than once: Go的优点 b.md:3, Go的优点 c.md:3")


def test_work_grows_with_the_notes_not_with_their_square() -> None:
    def seconds(sections: int) -> float:
        lines = (
            f"## 方案{number}\n- 甲{number}\n  - 优点：快\n  - 缺点：贵\n"
            f"- 乙{number}\n  - 优点：稳\n  - 缺点：慢\n\n## 甲{number} vs 乙{number}\n"
            for number in range(sections)
        )
        outlines = {"a.md": "".join(lines)}
        start = process_time()
        assert len(tables_of(with_tables(outlines))) == 2 * sections
        return process_time() - start

    seconds(10)
    assert seconds(160) < 40 * seconds(10) + 0.5


def test_hostile_lines_take_no_time() -> None:
    hostile = (
        "优点是" * 900,
        "的特点：" + "，".join(["无连接"] * 600),
        "A " + "和" * 2000 + " B 的区别",
        "（" * 1500 + "：" + "）" * 1500,
        "vs " * 1200,
    )
    start = process_time()
    for line in hostile:
        for shape in ("## {}\n{}\n", "- {}\n  - {}\n", "X{}\nY{}\n"):
            with_tables({"a.md": shape.format(line, line)})
    assert process_time() - start < 10


def test_a_line_that_names_its_things_without_end_takes_no_time() -> None:
    names = "Kafka whereas Redis " * 4000
    notes = {
        "a.md": f"## Kafka vs Redis\n- {names}\n- 锁：{names}\n- unlike {names}",
        "b.md": f"## 进程、线程、协程的区别\n{'进程线程协程' * 10000}\n进程{'与线程不同' * 10000}",
        "c.md": f"## Tips\n- {'while a b, c ' * 8000}\n- Unlike {'a' * 90_000}, b c",
    }
    outlines = [outline_of(text, path, ()) for path, text in notes.items()]
    start = process_time()
    joined(outlines)
    assert process_time() - start < 10
