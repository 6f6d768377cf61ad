"""Sheets are printed side by side, each in a worker process.

Plans go in, and for each, in order, a printed sheet or the reason why there is none comes
out. A sheet that exhausts its worker costs that sheet and those behind it, never the deck.
Nothing here imports WeasyPrint, which takes as long to load as a small build.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cribdeck.diagnostics import Diagnostic, error
from cribdeck.emit.html import BadTemplateError
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.sheets.model import SheetPlan
from cribdeck.span import whole_file

_PRESS: Final = "cribdeck.emit.sheet_pdf"
"""Loaded once by the fork server; its children then start within milliseconds."""


def print_sheets(
    plans: Sequence[SheetPlan], templates: Path, jobs: int, done: Callable[[str], None]
) -> list[PrintedSheet | Diagnostic]:
    """Return what became of each plan.

    Args:
        plans: what to print.
        templates: the folder that holds `sheet/`.
        jobs: how many sheets are printed at the same time.
        done: called with the name of each sheet as it is finished, in any order.

    Raises:
        BadTemplateError: a template cannot be read or filled.
    """
    if not plans:
        return []
    with ProcessPoolExecutor(min(jobs, len(plans)), _context(), _leave_ctrl_c_to_parent) as pool:
        try:
            running = {pool.submit(_print, plan, templates): plan for plan in plans}
            for future in as_completed(running):
                done(running[future].name)
        except KeyboardInterrupt:
            # Whoever ends the program does not want to wait for the sheets it has begun.
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise
        return [_outcome(future, plan) for future, plan in running.items()]


def _context() -> multiprocessing.context.BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver  # noqa: PLC0415  where there is none, neither may this

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRESS])
    with _importing_this_program():
        forkserver.ensure_running()
    return context


@contextmanager
def _importing_this_program() -> Iterator[None]:
    """Have a Python started inside import from here, not from a `cribdeck` in the current folder.

    A fork server looks there first; it is not told its parent's path before Python 3.13.
    """
    here = str(Path(__file__).resolve().parents[2])
    before = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [here, before["PYTHONPATH"]]))
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _leave_ctrl_c_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _print(plan: SheetPlan, templates: Path) -> PrintedSheet | None:
    # Imported where it is needed, in the worker.
    from cribdeck.emit.sheet_pdf import print_sheet  # noqa: PLC0415

    return print_sheet(plan, templates)


def _outcome(future: Future[PrintedSheet | None], plan: SheetPlan) -> PrintedSheet | Diagnostic:
    try:
        printed = future.result()
    except BadTemplateError:
        raise
    except BrokenProcessPool:
        hint = "its worker died; it may have run out of memory"
    except Exception as bug:  # noqa: BLE001  a bug in one sheet must not cost the deck
        hint = f"this is a bug in Cribdeck: {type(bug).__name__}: {bug}"
    else:
        if printed is not None:
            return printed
        hint = "allow it more pages, or split the note"
    place = whole_file(plan.sources[0])
    return error("sheet_failed", place, f"sheet “{plan.name}” cannot be printed", hint)
