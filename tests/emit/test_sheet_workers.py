"""Sheets that fail: said with their note, while the others are printed."""

from __future__ import annotations

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

PLAN = SheetPlan("mq", "MQ", (), ENGLISH, (), ("mq.md",), (), SheetSettings())
PRINTED = PrintedSheet("mq", b"%PDF", 1, 8.0, 0.98, (), ())


class InlinePool:
    """Runs each task at once, in this process; `outcomes` says how it ends."""

    outcomes: list[PrintedSheet | BaseException | None]

    def __init__(self, _size: int, _context: object) -> None:
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
