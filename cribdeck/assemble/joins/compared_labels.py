"""`A B 比较`, and below it lines that speak of A, of B, or of both.

Trigger: a heading or a lead line that names what is compared (`A vs B`, `A 和 B 的区别`, `A B
比较`), and below it, up to a blank line, labels whose text is about these things (`并发：A 只支
持…，而 B 还支持…`), sentences that tell both apart (`A 支持外键，B 不支持外键`), or the names
of the things as labels.
Gives: a table; the aspects are the labels, or what the sentences differ in. Where the things
are the labels, they become the rows of one aspect, for which the title has the word.
Does not touch: clauses that name two things at once (`A 比 B 快`), since it cannot be told whose
they are; sentences that differ in nothing that has a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from cribdeck.assemble.joins.cell import Cell, cell
from cribdeck.assemble.joins.compared import Compared, compared
from cribdeck.assemble.joins.names import is_aspect, key
from cribdeck.assemble.joins.respect import respect
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Example, Join, Joined
from cribdeck.assemble.joins.telling import told_of, without_joint
from cribdeck.assemble.matching import Names, matchable, names_of
from cribdeck.extract.crumb import crumb_of, without_numbering
from cribdeck.extract.splitting import Labelled, labelled
from cribdeck.inline import RichText, plain
from cribdeck.language import language_of

_PAIR: Final = 2
_WHOLE_LABEL: Final = 1.6


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One aspect, and what it is of each thing."""

    aspect: str
    cells: dict[int, Cell]


def _find(part: Part) -> Iterator[Joined]:
    title = compared(part.title)
    if title is not None and part.lines:
        yield from _joined(part, title, part.lines, None)
    for _, siblings in families(part):
        for order, line in enumerate(siblings):
            found = compared(plain(without_numbering(line.text)).strip(" ：:"))
            if found is None:
                continue
            below = line.below or _run(siblings[order + 1 :])
            if below:
                yield from _joined(part, found, below, line)


def _run(following: Sequence[Line]) -> list[Line]:
    """Return the lines up to the next blank one."""
    return list(takewhile(lambda line: not line.after_gap and not line.is_item, following))


def _joined(
    part: Part, title: Compared, lines: Sequence[Line], lead: Line | None
) -> Iterator[Joined]:
    names = names_of([(thing,) for thing in title.things])
    rows = distinct([row for line in lines for row in rows_of(line, names, len(title.things))])
    rows = rows or _things_as_rows(title, lines, names)
    if not _is_table(rows, len(title.things)):
        return
    cells = {
        (order, thing): made for order, row in enumerate(rows) for thing, made in row.cells.items()
    }
    crumb = crumb_of(lead.text) if lead else ""
    yield Joined(
        part=part,
        title=crumb or part.title,
        things=title.things,
        aspects=tuple(row.aspect for row in rows),
        cells=cells,
        crumbs=(crumb,) if crumb else (),
        after=lead,
    )


def _is_table(rows: Sequence[Row], things: int) -> bool:
    """Return whether rows tell all things apart at least once."""
    if not rows or not any(len(row.cells) == things for row in rows):
        return things > _PAIR and any(len(row.cells) >= _PAIR for row in rows)
    return True


def distinct(rows: Sequence[Row]) -> list[Row]:
    """Return the rows whose aspect is told once."""
    told = Counter(key(row.aspect) for row in rows)
    return [row for row in rows if told[key(row.aspect)] == 1]


def rows_of(line: Line, names: Names, things: int) -> Iterator[Row]:
    """Yield the row that `line` tells, if it is clear whose and about what."""
    text = without_numbering(line.text)
    label = labelled(text)
    if label is not None and _thing(label.name, names) is None and is_aspect(label.name):
        told = told_of(label.meaning, names, of_two=things == _PAIR)
        if told:
            yield from _row(label.name, told, line, is_whole=_says_no_more(label, told, names))
        return
    if things != _PAIR:
        return
    told = told_of(text, names)
    if told is None or len(told) != _PAIR:
        return
    found = respect(*told.items())
    if found is not None:
        yield from _row(found.aspect, found.cells, line, is_whole=True)


def _says_no_more(label: Labelled, told: Mapping[int, RichText], names: Names) -> bool:
    """Return whether a line says nothing of a thing but what is told: not `unlike A, B …`."""
    return {it.entity for it in names.in_text(matchable(label.body))} == set(told)


def _row(aspect: str, told: Mapping[int, RichText], line: Line, *, is_whole: bool) -> Iterator[Row]:
    cells = {
        thing: cell(without_joint(said), line, is_whole=is_whole) for thing, said in told.items()
    }
    if all(cells.values()):
        yield Row(aspect, {thing: made for thing, made in cells.items() if made is not None})


def _things_as_rows(title: Compared, lines: Sequence[Line], names: Names) -> list[Row]:
    cells: dict[int, Cell] = {}
    for line in lines:
        label = labelled(without_numbering(line.text))
        thing = None if label is None else _thing(label.name, names)
        if label is None or thing is None:
            continue
        made = cell(label.meaning, line, is_whole=True)
        if made is None or thing in cells:
            return []
        cells[thing] = made
    if len(cells) != len(title.things):
        return []
    word = title.word or ("特点" if language_of(title.things[0]) == "zh" else "Difference")
    return [Row(word, cells)]


def _thing(label: str, names: Names) -> int | None:
    """Return which thing a label names, if it names one and says little else."""
    mentions = names.in_text(matchable(label))
    if len({it.entity for it in mentions}) != 1:
        return None
    first = mentions[0]
    return first.entity if len(label.strip()) <= _WHOLE_LABEL * (first.end - first.start) else None


JOIN = Join(
    name="compared_labels",
    doc=__doc__ or "",
    find=_find,
    matches=(
        Example(
            "## InnoDB 和 MyISAM 的区别\n- 锁：MyISAM 只有表锁，而 InnoDB 还有行锁。\n"
            "- 外键：InnoDB 支持外键。",
            (
                (
                    "comparison InnoDB 和 MyISAM 的区别 (InnoDB | MyISAM)"
                    " 锁: 有行锁 | 只有表锁; 外键: 支持外键 | ·"
                ),
            ),
        ),
        Example(
            "# 数据库\nInnoDB MyISAM比较\n锁：MyISAM 只有表锁，InnoDB 有行锁\n\n"
            "日志：InnoDB 有，MyISAM 没有",
            ("comparison InnoDB MyISAM比较 (InnoDB | MyISAM) 锁: 有行锁 | 只有表锁",),
        ),
        Example(
            "## 数据格式 xml、json、protobuf 比较\n- xml：标签成对，比较冗余\n"
            "- json：键值对，人能读\n- protobuf：二进制，体积小",
            (
                (
                    "comparison 数据格式 xml、json、protobuf 比较 (xml | json | protobuf)"
                    " 比较: 标签成对，比较冗余 | 键值对，人能读 | 二进制，体积小"
                ),
            ),
        ),
        Example(
            "## REST vs GraphQL\n- Errors: REST uses status codes, while GraphQL returns 200.\n"
            "- Typing: unlike REST, GraphQL has a typed schema.\n"
            "- REST exposes many endpoints, whereas GraphQL exposes a single endpoint.\n"
            "- REST supports file uploads, but GraphQL does not.",
            (
                (
                    "comparison REST vs GraphQL (REST | GraphQL)"
                    " Errors: uses status codes | returns 200; Typing: · | has a typed schema;"
                    " exposes: many endpoints | a single endpoint;"
                    " file uploads: supports | does not"
                ),
            ),
        ),
        Example(
            "## Blob 和 Text 有什么区别？\nBlob 用于存储二进制数据，而 Text 用于存储大字符串。",
            (
                (
                    "comparison Blob 和 Text 有什么区别？ (Blob | Text)"
                    " 用于存储: 二进制数据 | 大字符串"
                ),
            ),
        ),
    ),
    ignores=(
        "## InnoDB 和 MyISAM 的区别\n崩溃恢复：MyISAM 损坏的概率比 InnoDB 高很多，恢复也慢。",
        "## 三种实现的比较\n- 性能：缓存最好\n- 可靠性：数据库最好",
        "## REST vs GraphQL\nUnlike REST, GraphQL lets the client pick the fields.",
        "## Kafka\n- 顺序：Kafka 只保证分区内有序，RabbitMQ 保证队列内有序",
        "## InnoDB 和 MyISAM 的区别\n两者都是存储引擎。",
    ),
)
