"""Every cell of a table is tested by exactly the cards that the settings ask for, or by none.

Tables are made at random, written as Markdown, and taken through extraction to drafts. What is to
be asked is worked out here from the texts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cribdeck.facts.holes import WHOLE_ROW
from cribdeck.facts.model import Comparison, Contrast, Listing
from cribdeck.identity.draft import Draft, More, drafts
from cribdeck.inline import plain
from tests.extract.cases import outline_of

Cells: TypeAlias = Sequence[Sequence[str]]
"""By aspect, then by entity."""
Place: TypeAlias = tuple[str, str]
"""Aspect and entity."""

ENTITIES = ("Kafka", "Pulsar", "Rabbit", "Rocket", "Active")
ASPECTS = ("写入方式", "消息次序", "部署依赖", "负载均衡", "访问协议")
ANSWERS = (
    "逐条追加",
    "推拉结合",
    "`fsync`",
    "**整批**提交",
    "主从<br>切换",
    "[详见文档](x.md)",
    "a \\| b",
)
FLAGS = ("✓", "✗", "支持", "不支持")
OPPOSITES = ("低", "高")
NEVER = ("", "-", "略", "…", "N/A", "同 Redis", "待补充", "![图](a.png)", "很长" * 60)
YES = frozenset(("✓", "支持"))


@dataclass(frozen=True, slots=True)
class Case:
    """A table, whichever way it lies."""

    cells: Cells
    lying: bool
    """Whether the entities stand in rows."""

    @property
    def entities(self) -> Sequence[str]:
        return ENTITIES[: len(self.cells[0])]

    @property
    def aspects(self) -> Sequence[str]:
        return ASPECTS[: len(self.cells)]

    @property
    def markdown(self) -> str:
        if self.lying:
            header = ["产品", *self.aspects]
            body = [[it, *cells] for it, *cells in zip(self.entities, *self.cells, strict=True)]
        else:
            header = ["对比", *self.entities]
            body = [[it, *cells] for it, cells in zip(self.aspects, self.cells, strict=True)]
        rows = [header, ["---"] * len(header), *body]
        return "## 消息中间件的区别\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def cases(*vocabulary: str) -> st.SearchStrategy[Case]:
    cell = st.sampled_from(vocabulary)

    def of_width(width: int) -> st.SearchStrategy[list[list[str]]]:
        row = st.lists(cell, min_size=width, max_size=width)
        return st.lists(row, min_size=2, max_size=5)

    return st.builds(Case, st.integers(2, 5).flatmap(of_width), st.booleans())


def wanted(case: Case, more: Iterable[More]) -> Counter[Place]:
    """Return how many cards must ask for each cell."""
    found: Counter[Place] = Counter()
    for aspect, row in zip(case.aspects, case.cells, strict=True):
        places = [(aspect, entity) for entity in case.entities]
        said = [text for text in row if text not in NEVER]
        yes = sum(text in YES for text in said)
        if said and all(text in FLAGS for text in said):
            told_apart = len(row) == len(said) == 2 and yes == 1
            # A blank among marks is a no; of two things it may be anything.
            which = len(row) > 2 and 0 < yes < len(row)
            found.update(places if told_apart or which else ())
        elif len(row) == 2 and sorted(said) == sorted(OPPOSITES):
            found.update(places)
        else:
            asked = [it for it, text in zip(places, row, strict=True) if text not in NEVER]
            found.update(asked)
            if "rows" in more and 2 <= len(asked) <= 4:
                found.update(asked)
    return found


def asked_by(case: Case, more: frozenset[More]) -> Counter[Place]:
    """Return how many cards do ask for each cell."""
    found: Counter[Place] = Counter()
    for draft in drafts(outline_of(case.markdown), "Deck", more):
        found.update(_asked(draft, case))
    return found


def _asked(draft: Draft, case: Case) -> Iterable[Place]:
    match draft.fact:
        case Comparison(entities=entities, aspects=aspects, cells=cells):
            aspect = plain(aspects[draft.row])
            row = zip(entities, cells[draft.row], strict=True)
            whole = [(aspect, plain(entity)) for entity, cell in row if cell is not None]
            for hole in draft.holes:
                yield from whole if hole.role == WHOLE_ROW else [(aspect, hole.role)]
        case Listing(lead=lead, among=among):
            aspect = next(it for it in case.aspects if plain(lead).startswith(it))
            assert len(draft.holes) == 1
            yield from ((aspect, plain(entity)) for entity in among)
        case Contrast(claims=claims):
            aspect = next(it for it in case.aspects if f"：{it} " in plain(claims[0]))
            yield from ((aspect, plain(claim).partition("：")[0]) for claim in claims)
        case other:
            pytest.fail(f"a table gave {other}")


EVERYTHING = cases(*ANSWERS, *FLAGS, *OPPOSITES, *NEVER)
MOSTLY_FLAGS = cases(*FLAGS, "", "逐条追加")


@given(EVERYTHING | MOSTLY_FLAGS, st.sampled_from([frozenset[More](), frozenset[More]({"rows"})]))
@example(Case((("低", "高"), ("✓", "✗")), lying=False), frozenset({"rows"}))
@example(Case((("低", "高", "低"), ("✓", "", "✓")), lying=True), frozenset())
@example(Case((("✓", "✓", "✓"), ("逐条追加", "", "略")), lying=False), frozenset({"rows"}))
@example(
    Case((("逐条追加", "[详见文档](x.md)"), ("[详见文档](x.md)", "[详见文档](x.md)")), lying=False),
    frozenset(),
)
@example(Case((("逐条追加", ""), ("", "-")), lying=False), frozenset())
def test_every_cell_is_tested_as_the_settings_ask(case: Case, more: frozenset[More]) -> None:
    # A table of nothing, or of little, is none: see `compare.classify`.
    texts = [text for row in case.cells for text in row]
    blank = sum(text == "" for text in texts)
    pictures = sum(text.startswith("!") for text in texts)
    links = sum(text.startswith("[") for text in texts)
    if 2 * max(blank, pictures) > len(texts) or (links > 2 and 2 * links > len(texts)):
        assert asked_by(case, more) == Counter()
        return
    assert asked_by(case, more) == wanted(case, more)


@pytest.mark.parametrize(
    "note",
    [
        "## 结果\n| id | name | age |\n|---|---|---|\n| a | tom | 三岁 |\n| b | ann | 五岁 |\n",
        "## 压测\n| 场景 | QPS | 延时 |\n|---|---|---|\n| 小包 | 1200 次 | 5 ms |\n",
        "| 书 | 链接 |\n|---|---|\n| 甲 | [a](b) |\n| 乙 | [c](d) |\n| 丙 | [e](f) |\n",
        "| 时刻 | 事务 A | 事务 B |\n|---|---|---|\n| 一 | 开始 | 开始 |\n| 二 | 更新 | 读取 |\n",
        "| 周 | 内容 | 完成 |\n|---|---|---|\n| 一 | 复习 | |\n| 二 | | |\n",
        "## 更新\n| 版本 | 日期 | 内容 |\n|---|---|---|\n| 1.0 | 春 | 初版 |\n",
        "| ![](a.png) | ![](b.png) |\n|---|---|\n| 张三 | 李四 |\n",
    ],
)
def test_a_table_that_must_never_make_cards_makes_none(note: str) -> None:
    assert list(drafts(outline_of(note), "Deck", frozenset({"rows", "names"}))) == []
