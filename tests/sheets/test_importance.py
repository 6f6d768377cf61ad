from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.facts.model import (
    Callout,
    Code,
    Comparison,
    Definition,
    Formula,
    Outline,
    Passage,
    Picture,
    Section,
    Shown,
    Steps,
)
from cribdeck.inline import Cloze, Highlight, Strong
from cribdeck.sheets.importance import KEY_CODE, KINDS, ranks_of
from tests.fact_samples import origin
from tests.sheets.samples import at, grid, outline, prose, shown, text, texts


def below(*passages: Passage) -> Outline:
    return outline(Section(at(1), text("题"), 2, passages, ()))


def kind_of(passage: Passage) -> tuple[str, int]:
    (rank,) = ranks_of([below(passage)])
    return rank.kind, rank.importance


DEFINITION = Definition(origin(), text("ISR"), text("同步副本"), "both")
STEPS = Steps(origin(), text("流程"), texts("一", "二"))
TABLE = grid("对比|甲|乙", "快慢|快|慢")


def comparison(genre: str) -> Comparison:
    return Comparison(origin(), genre, text("甲乙"), texts("甲"), texts("快慢"), ((),), ((),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("passage", "kind", "importance"),
    [
        (Passage(replace(prose(""), text=(Highlight(text("水位")),))), "marked by the author", 3),
        (Passage(replace(prose(""), text=(Cloze(text("水位"), 1),))), "marked by the author", 3),
        (Passage(TABLE, (comparison("comparison"),)), "comparison table", 3),
        (Passage(Callout(at(), "warning", (), shown(prose("一句")))), "pitfall", 3),
        (Passage(prose("误区：副本都能读。")), "pitfall", 3),
        (Passage(prose("先一后二"), (STEPS,)), "steps", 3),
        (Passage(prose("ISR：同步副本"), (DEFINITION,)), "definition", 3),
        (Passage(replace(prose(""), text=(Strong(text("水位")),))), "bold", 3),
        (Passage(prose("例如，买票要排队。"), covered=True), "example", 1),
        (Passage(TABLE, (comparison("record"),)), "table", 2),
        (Passage(prose("一句有卡的话。"), covered=True), "fact", 2),
        (Passage(Formula(at(), "x")), "formula", 2),
        (Passage(Code(at(), "sh", "ls\n" * KEY_CODE)), "long code", 1),
        (Passage(Code(at(), "sh", "ls")), "short code", 2),
        (Passage(Picture(at(), "图", "a.png")), "picture", 2),
        (Passage(prose("一项", 1, "-")), "list item", 2),
        (Passage(Callout(at(), "quote", (), shown(prose("一句")))), "quote", 1),
        (Passage(Callout(at(), "tip", (), shown(prose("一句")))), "remark", 2),
        (Passage(prose("一句没有事实的话。")), "prose without a fact", 1),
    ],
)
def test_what_the_text_shows_decides(passage: Passage, kind: str, importance: int) -> None:
    assert kind_of(passage) == (kind, importance)


def test_every_kind_of_the_table_is_found() -> None:
    cases = test_what_the_text_shows_decides.pytestmark[0].args[1]  # type: ignore[attr-defined]
    doubled = "said at another place of the sheet, too"
    assert {it.name for it in KINDS} == {kind for _, kind, _ in cases} | {doubled}


def test_the_author_comes_first() -> None:
    assert kind_of(Passage(prose("一句。"), importance=3)) == ("prose without a fact", 3)


def test_what_is_said_twice_on_a_sheet_matters_once() -> None:
    twin = replace(DEFINITION, origin=replace(origin(), span=at(9)))
    first = Passage(
        prose("ISR：同步副本", line=5),
        (replace(DEFINITION, origin=replace(origin(), also=(twin,))),),
    )
    second = Passage(prose("ISR：同步副本", line=9), covered=True)
    assert [(it.kind, it.importance) for it in ranks_of([below(first, second)])] == [
        ("definition", 3),
        ("said at another place of the sheet, too", 1),
    ]
    # On a sheet without the first it is all there is.
    assert ranks_of([below(second)])[0].importance == 2


def test_what_is_lost_with_a_callout_is_named_line_by_line() -> None:
    body: tuple[Shown, ...] = (prose("一", line=4), prose("二", line=5))
    (rank,) = ranks_of([below(Passage(Callout(at(3), "tip", text("题"), shown(*body))))])
    assert rank.lines == (("a.md", 3), ("a.md", 4), ("a.md", 5))


def test_what_is_lost_with_a_joined_table_are_the_lines_it_is_made_of() -> None:
    made = replace(
        comparison("comparison"),
        cells=((text("快"), text("慢")),),
        cell_spans=((at(7), at(8, "b.md")),),
    )
    (rank,) = ranks_of([below(Passage(TABLE, (made,), is_joined=True))])
    assert rank.lines == (("a.md", 7), ("b.md", 8))
