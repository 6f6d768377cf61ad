"""Sheets printed in worker processes; those that fail are in `test_sheet_robust`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.config import SheetSettings
from cribdeck.emit import sheet_workers
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.sheets.heights import BoxHeights
from cribdeck.sheets.plan import plan_sheets
from tests.sheets.samples import RICH_OUTLINE, TEMPLATES

PROJECT = Path(__file__).resolve().parent.parent.parent


def test_without_plans_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_workers, "_Worker", None)
    assert sheet_workers.print_sheets([], Path(), 2, print) == []


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_sheets_come_in_the_order_of_their_plans(jobs: int) -> None:
    (plan,), _ = plan_sheets([RICH_OUTLINE], SheetSettings())
    plans = [replace(plan, name=name) for name in ("c", "a", "b")]
    done: list[str] = []
    made = sheet_workers.print_sheets(plans, TEMPLATES, jobs, done.append)
    assert [it.name for it in made if isinstance(it, PrintedSheet)] == ["c", "a", "b"]
    assert sorted(done) == ["a", "b", "c"]


def test_heights_known_from_before_save_work_and_change_no_byte() -> None:
    (plan,), _ = plan_sheets([RICH_OUTLINE], SheetSettings())
    heights: dict[str, Mapping[str, BoxHeights]] = {}
    sheet_workers.print_sheets([plan], TEMPLATES, 1, lambda _: None, heights=heights)
    known = dict(heights[plan.name])
    assert len(known) == len(plan.boxes)
    first, *others = plan.boxes
    edited = replace(plan, boxes=(replace(first, pieces=first.pieces[:-1]), *others))
    (again,) = sheet_workers.print_sheets([edited], TEMPLATES, 1, lambda _: None, heights=heights)
    (clean,) = sheet_workers.print_sheets([edited], TEMPLATES, 1, lambda _: None)
    assert again == clean
    # What is of no use any more is not kept.
    assert len(heights[plan.name]) == len(known)
    assert len(known.keys() & heights[plan.name].keys()) == len(others)


def test_a_folder_named_like_the_program_is_not_taken_for_it(tmp_path: Path) -> None:
    """Whoever types `python3 cribdeck/build.py` has one in the current folder."""
    (tmp_path / "cribdeck").mkdir()
    (tmp_path / "cribdeck" / "__init__.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mq.md").write_text(
        "# MQ\n\n- 生产者：写入消息的一方\n", encoding="utf-8"
    )
    ran = subprocess.run(
        [sys.executable, PROJECT / "build.py", "--source", "notes", "--dist", "dist"],
        cwd=tmp_path,
        env={**os.environ, "CRIBDECK_NO_VENV": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, (tmp_path / "dist" / "sheets" / "mq.pdf").exists()) == (0, True), ran
