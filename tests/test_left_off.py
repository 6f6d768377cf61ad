"""What is on no sheet is said: in the manifest, the summary, the coverage and explanations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.diagnostics import Diagnostic
from cribdeck.emit import sheet_workers
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.explain.evidence import Evidence
from cribdeck.explain.gather import line_report
from cribdeck.explain.text import line_text
from cribdeck.pipeline import Options, build, explain
from cribdeck.progress import Silent
from cribdeck.sheets.model import LeftOff, SheetPlan
from cribdeck.world import World
from tests.incremental.worlds import cheap_print

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
NOTE = """\
# 缓存
- 惊群：一个事件唤醒所有等待它的进程
- 注意，重启之前先备份数据
- 这一句找不到空位

<!-- sheet: off -->
这一句作者不要。
<!-- sheet: on -->

下面我们来看一下架构。
"""
CARD, NO_ROOM, OFF, TALK = 2, 4, 7, 10
WHY = "no room: importance 2 of 3 (list item) on a sheet of 1 page"


def print_without_room(
    plans: Sequence[SheetPlan],
    templates: Path,
    jobs: int,
    done: Callable[[str], None],
    heights: object = None,
) -> list[PrintedSheet | Diagnostic]:
    printed = cheap_print(plans, templates, jobs, done, heights)
    lost = tuple(LeftOff("a.md", line, WHY, for_room=True) for line in (CARD, NO_ROOM))
    return [
        replace(it, left_off=(*it.left_off, *lost)) if isinstance(it, PrintedSheet) else it
        for it in printed
    ]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(sheet_workers, "print_sheets", print_without_room)
    source = tmp_path / "backend"
    source.mkdir()
    (source / "a.md").write_text(NOTE, encoding="utf-8")
    return World(source, tmp_path / "dist", source / "ledger.jsonl", TEMPLATES)


def built(world: World, options: Options = Options()) -> tuple[dict[int, bool], str]:  # noqa: B008
    """Return which lines that no card asks are on a sheet, and the summary."""
    made = build(world, options, Silent())
    found = json.loads(made.manifest)
    sheet = found["sheets"][0]
    assert {(it["line"], it["why"]) for it in sheet["left_off"]} >= {(CARD, WHY), (NO_ROOM, WHY)}
    unused = found["coverage"]["a.md"]["unused"]
    return {it["line"]: it["on_sheet"] for it in unused}, made.summary


def test_coverage_and_summary_know_what_found_no_room(world: World) -> None:
    on_sheet, summary = built(world)
    assert on_sheet == {3: True, NO_ROOM: False, OFF: False, TALK: False}
    assert "a: no room for 2 lines of the notes; build.json lists them" in summary


def test_a_build_of_cards_alone_remembers_it(world: World) -> None:
    before, _ = built(world)
    assert built(world, Options(only="cards"))[0] == before


def test_explain_says_how_important_a_line_is_and_why_it_is_on_no_sheet(world: World) -> None:
    def sheet(line: int) -> str:
        evidence = explain(world, "a.md")
        assert isinstance(evidence, Evidence)
        report = line_report(evidence, line)
        assert f"Sheet      {report.on_sheet}"[:60] in line_text(report)
        return report.on_sheet

    assert sheet(CARD) == "importance 3 of 3 (definition)"
    assert sheet(OFF) == "left off: the sheet is off here"
    assert sheet(TALK) == "left off: it only announces what follows"
    built(world)
    assert sheet(NO_ROOM) == f"left off by the last build: {WHY}"
    (world.source / "a.md").write_text(f"---\nsheet: off\n---\n{NOTE}", encoding="utf-8")
    assert sheet(CARD + 3) == "no sheet shows this source"
