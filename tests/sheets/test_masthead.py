from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.config import SheetSettings
from cribdeck.paper import PAPERS
from cribdeck.sheets.frame import MARGIN, MM_PER_PT, frame_of
from cribdeck.sheets.masthead import META_PT, SUBTITLE_PT, Masthead, masthead
from cribdeck.sheets.model import Group, SheetPlan
from cribdeck.sheets.plan import plan_sheets
from tests.sheets.samples import RICH_OUTLINE, metrics

((PLAN,), _) = plan_sheets([RICH_OUTLINE], SheetSettings())
LANDSCAPE = frame_of(SheetSettings())
PORTRAIT = frame_of(SheetSettings(orientation="portrait"))


def head_of(plan: SheetPlan) -> Masthead:
    return masthead(plan, LANDSCAPE, metrics())


def test_it_says_title_sections_hues_and_source() -> None:
    head = head_of(PLAN)
    assert (head.title, head.title_pt) == ("负载均衡", 16.0)
    assert head.subtitle == "四层 vs 七层·转发的流程·为什么四层快？"
    assert [group.title for group in head.legend] == ["对比", "流程", "问答"]
    assert head.sources == "lb.md"


def test_a_long_title_is_set_smaller_and_then_cut() -> None:
    longer = head_of(replace(PLAN, title="一个相当长的标题，" * 5))
    assert 10.0 <= longer.title_pt < 16.0
    longest = head_of(replace(PLAN, title="一个相当长的标题，" * 40))
    assert (longest.title_pt, longest.title[-1]) == (10.0, "…")


def test_many_sources_are_counted() -> None:
    paths = tuple(f"{n}.md" for n in range(5))
    assert head_of(replace(PLAN, sources=paths)).sources == "0.md·1.md·+3"


@given(
    st.text(st.sampled_from("中文 abc，"), max_size=200),
    st.lists(st.text(st.sampled_from("中文 ab"), min_size=1, max_size=40), max_size=6),
    st.sampled_from([LANDSCAPE, PORTRAIT]),
)
def test_left_and_right_half_never_meet(title, names, frame) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    groups = tuple(Group(name, 1) for name in names)
    head = masthead(replace(PLAN, title=title, groups=groups), frame, metrics())
    left = metrics().width(head.title, bold=True) * head.title_pt
    left += metrics().width(head.subtitle) * SUBTITLE_PT
    right = metrics().width(head.sources) * META_PT
    assert (left + right) * MM_PER_PT < frame.width - 2 * MARGIN


def test_pages_are_a4() -> None:
    assert (LANDSCAPE.width, LANDSCAPE.height) == PAPERS["A4"][::-1]
    assert (PORTRAIT.width, PORTRAIT.height) == PAPERS["A4"]
    assert (LANDSCAPE.columns, PORTRAIT.columns) == (4, 3)
    right = LANDSCAPE.column_left(3) + LANDSCAPE.column_width
    assert abs(right - (LANDSCAPE.width - MARGIN)) < 1e-9
