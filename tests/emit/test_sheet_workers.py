"""Sheets that fail: said with their note, while the others are printed."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Self

import pytest

from cribdeck.config import SheetSettings
from cribdeck.diagnostics import Diagnostic
from cribdeck.emit import sheet_workers
from cribdeck.emit.html import BadTemplateError
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.sheets.labels import ENGLISH
from cribdeck.sheets.model import SheetPlan

PROJECT = Path(__file__).resolve().parent.parent.parent
PLAN = SheetPlan("mq", "MQ", (), ENGLISH, (), ("mq.md",), (), SheetSettings())
PRINTED = PrintedSheet("mq", b"%PDF", 1, 8.0, 0.98, (), ())


class InlinePool:
    """Runs each task at once, in this process; `outcomes` says how it ends."""

    outcomes: list[PrintedSheet | BaseException | None]

    def __init__(self, _size: int, _context: object, _initializer: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        pass

    def submit(self, *_task: object) -> Future[PrintedSheet | None]:
        future: Future[PrintedSheet | None] = Future()
        match self.outcomes.pop(0):
            case BaseException() as problem:
                future.set_exception(problem)
            case outcome:
                future.set_result(outcome)
        return future


def printed(
    monkeypatch: pytest.MonkeyPatch, *outcomes: PrintedSheet | BaseException | None
) -> list[PrintedSheet | Diagnostic]:
    InlinePool.outcomes = list(outcomes)
    monkeypatch.setattr(sheet_workers, "ProcessPoolExecutor", InlinePool)
    done: list[str] = []
    result = sheet_workers.print_sheets([PLAN] * len(outcomes), Path(), 2, done.append)
    assert done == ["mq"] * len(outcomes)
    return result


@pytest.mark.parametrize(
    ("outcome", "hint"),
    [
        (None, "allow it more pages, or split the note"),
        (BrokenProcessPool("killed"), "its worker died; it may have run out of memory"),
        (ZeroDivisionError("oops"), "this is a bug in Cribdeck: ZeroDivisionError: oops"),
    ],
)
def test_a_sheet_that_fails_is_said_and_the_others_are_printed(
    monkeypatch: pytest.MonkeyPatch, outcome: BaseException | None, hint: str
) -> None:
    failed, good = printed(monkeypatch, outcome, PRINTED)
    assert good == PRINTED
    assert isinstance(failed, Diagnostic)
    assert (failed.code, failed.span.path, failed.hint) == ("sheet_failed", "mq.md", hint)


def test_a_broken_template_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadTemplateError, match="line 3"):
        printed(monkeypatch, BadTemplateError("sheet.html: line 3"))


def test_without_plans_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch) == []


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
