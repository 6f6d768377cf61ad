"""Sheets are printed side by side, in worker processes which may take only so much.

Plans go in, and for each, in order, a printed sheet or the reason why there is none comes
out. A sheet that takes too long, takes too much memory or kills its process costs itself,
never the others nor the deck. When this returns or raises, no process is left, nor any file
of theirs. Nothing here imports WeasyPrint, which takes as long to load as a small build.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, MutableMapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from time import monotonic, process_time
from typing import Final, TypeAlias

from cribdeck.diagnostics import Diagnostic, error
from cribdeck.emit.html import BadTemplateError
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.sheets.booklet import BookletPlan
from cribdeck.sheets.heights import AskedHeights, BoxHeights
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.pieces import size_of
from cribdeck.span import whole_file

_PRESS: Final = "cribdeck.emit.sheet_pdf"
"""Loaded once by the fork server; its children then start within milliseconds."""
_TICK: Final = 0.5
"""Seconds between two looks at the clock."""
_LONGEST_SOCKET_PATH: Final = 100
"""Bytes, with some to spare."""
_SMALLER: Final = "split the note, or put fewer on one sheet"


Plan: TypeAlias = SheetPlan | BookletPlan


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet may take; ten times what a long one takes on an old machine."""

    seconds: float = 120.0
    seconds_per_character: float = 0.01
    """More for each character on it; a sheet of 10,000 takes about 7 seconds in all."""
    memory: int = 4 << 30
    """Bytes of address space, where the system can limit it; a usual sheet takes a tenth."""

    def time_for(self, plan: Plan) -> float:
        """Return how many seconds a sheet or a booklet may take."""
        plans = [it.plan for it in plan.sheets] if isinstance(plan, BookletPlan) else [plan]
        size = sum(size_of(piece) for it in plans for box in it.boxes for piece in box.pieces)
        return self.seconds + self.seconds_per_character * size


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no sheet, as a hint."""

    hint: str


_Outcome: TypeAlias = PrintedSheet | BadTemplateError | _Failure
_Heights: TypeAlias = Mapping[str, BoxHeights]
_Pipe: TypeAlias = "Connection[tuple[_Outcome, _Heights], tuple[Plan, _Heights, float]]"


def print_sheets(  # noqa: PLR0913, PLR0917  the last two are for special cases
    plans: Sequence[Plan],
    templates: Path,
    jobs: int,
    done: Callable[[str], None],
    limits: Limits = LIMITS,
    heights: MutableMapping[str, _Heights] | None = None,
) -> list[PrintedSheet | Diagnostic]:
    """Return what became of each plan.

    Args:
        plans: what to print.
        templates: the folder that holds `sheet/`.
        jobs: how many sheets are printed at the same time.
        done: called with the name of each sheet as it is finished, in any order.
        limits: what each sheet may take.
        heights: by name of a plan, heights known from when it was last printed; replaced by
            what is of use when it is printed next.

    Raises:
        BadTemplateError: a template cannot be read or filled.
    """
    if not plans:
        return []
    try:
        scratch = tempfile.TemporaryDirectory(prefix="cribdeck-", ignore_cleanup_errors=True)
    except OSError as problem:
        return [
            _told(_Failure(f"there is no folder for temporary files: {problem}"), it)
            for it in plans
        ]
    outcomes: dict[int, _Outcome] = {}
    known = {} if heights is None else heights
    start = partial(_Worker, templates, scratch.name, limits)
    with scratch, closing(_outcomes(plans, jobs, start, known)) as found:
        for number, outcome in found:
            outcomes[number] = outcome
            done(plans[number].name)
    return [_told(outcomes[number], plan) for number, plan in enumerate(plans)]


def _outcomes(
    plans: Sequence[Plan],
    jobs: int,
    start: Callable[[], _Worker],
    heights: MutableMapping[str, _Heights],
) -> Generator[tuple[int, _Outcome], None, None]:
    """Yield the number of each plan and what became of it, as soon as it is known."""
    waiting = list(enumerate(plans))[::-1]
    idle: list[_Worker] = []
    busy: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < max(1, jobs):
                number, plan = waiting.pop()
                try:
                    worker = idle.pop() if idle else start()
                except OSError as problem:
                    yield number, _Failure(f"no process can be started for it: {problem}")
                    continue
                busy.append(worker)
                worker.begin(number, plan, heights.get(plan.name, {}))
            wait([it.pipe for it in busy], max(0.0, min([_TICK, *(it.left for it in busy)])))
            for worker in busy[:]:
                outcome = worker.outcome()
                if outcome is None:
                    continue
                busy.remove(worker)
                # What a failure leaves behind must not be the next sheet's trouble.
                if isinstance(outcome, PrintedSheet):
                    heights[plans[worker.number].name] = worker.heights
                    idle.append(worker)
                else:
                    worker.end()
                yield worker.number, outcome
    finally:
        # Also on Ctrl-C: whoever ends the program does not wait for what it has begun.
        for worker in (*busy, *idle):
            worker.end()


def _told(outcome: _Outcome, plan: Plan) -> PrintedSheet | Diagnostic:
    match outcome:
        case BadTemplateError():
            raise outcome
        case PrintedSheet():
            return outcome
        case _Failure(hint):
            first, *others = plan.sources
            of = f" of {', '.join(plan.sources)}" if others else ""
            if isinstance(plan, BookletPlan):
                message = f"the booklet of {len(plan.sheets)} sheets cannot be printed"
                why = hint.removesuffix(f": {_SMALLER}")
                hint = f"{why}; its sheets are there, and [sheets] variants can leave it out"
                return error("booklet_failed", whole_file("sheets"), message, hint)
            message = f"sheet “{plan.name}”{of} cannot be printed"
            return error("sheet_failed", whole_file(first), message, hint)


class _Worker:
    """A process that prints one sheet after the other, at most one at a time."""

    def __init__(self, templates: Path, scratch: str, limits: Limits) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        self.number = 0
        """Of the plan that it was given last."""
        self.left = 0.0
        """Seconds that it may still take for that."""
        self.heights: _Heights = {}
        """What it has measured for that."""
        self._limits = limits
        self._process = context.Process(  # type: ignore[attr-defined]  # every real context has it
            target=_work, args=(theirs, templates, scratch, limits.memory), daemon=True
        )
        with _importing_this_program(), _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()

    def begin(self, number: int, plan: Plan, heights: _Heights) -> None:
        """Have a sheet printed; if the process has ended, the outcome tells."""
        self.number = number
        self._allowed = self.left = self._limits.time_for(plan)
        self._seen = monotonic()
        with suppress(OSError):
            self.pipe.send((plan, dict(heights), self._allowed))

    def outcome(self) -> _Outcome | None:
        """Return what has become of the sheet; None while the process is at work."""
        return self._answered() or self._out_of_time()

    def end(self) -> None:
        """End the process if it has not ended, and wait until it is gone."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()

    def _answered(self) -> _Outcome | None:
        try:
            if not self.pipe.poll():
                return None
            answer: tuple[_Outcome, _Heights] = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return self._death(self._process.exitcode)
        outcome, self.heights = answer
        return outcome

    def _death(self, code: int) -> _Failure:
        """Tell why a process has ended that has not answered."""
        if code == -getattr(signal, "SIGXCPU", math.inf):
            return self._slow()
        names = {-it: it.name for it in signal.Signals}
        how = f"by {names[code]}" if code in names else f"with code {code}"
        return _Failure(f"its process ended {how}; it may have run out of memory: {_SMALLER}")

    def _out_of_time(self) -> _Failure | None:
        now = monotonic()
        # While this program was stopped or the machine asleep, so was the worker.
        self.left -= min(now - self._seen, 2 * _TICK)
        self._seen = now
        return self._slow() if self.left <= 0 else None

    def _slow(self) -> _Failure:
        return _Failure(f"it takes longer than {self._allowed:.0f} s: {_SMALLER}")


def _context() -> BaseContext:
    """Return the fastest way to start processes that works here.

    A fork server listens on a socket in the folder for temporary files, and the path of a
    socket may not be long (108 bytes on Linux, 104 on macOS).
    """
    address = len(os.fsencode(tempfile.gettempdir())) + len("/pymp-12345678/listener-12345678")
    if (
        "forkserver" not in multiprocessing.get_all_start_methods()
        or address >= _LONGEST_SOCKET_PATH
    ):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRESS])
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


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Have a process started inside be deaf to Ctrl-C from the first; here it waits until after.

    `_work` ignores it, too late for one that comes while the process still begins.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started by the first process that needs it, it would end the mask (before Python 3.13).
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: _Pipe, templates: Path, scratch: str, memory: int) -> None:
    """Print what comes through the pipe and answer with it, until nobody is there any more."""
    # Ctrl-C is the parent's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    _limit("RLIMIT_AS", memory)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            plan, known, seconds = pipe.recv()
            # Should the parent be gone, nobody else looks at the clock.
            _limit("RLIMIT_CPU", math.ceil(process_time() + seconds) + 1)
            heights = AskedHeights(known)
            outcome = _print(plan, templates, heights, memory)
            pipe.send((outcome, heights.of_use()))


def _limit(name: str, most: int) -> None:
    """Limit what this process may take, where the system can and does not allow less."""
    try:
        import resource  # noqa: PLC0415  not on Windows

        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )
    except (ImportError, AttributeError, ValueError, OSError):
        return


def _print(plan: Plan, templates: Path, heights: AskedHeights, memory: int) -> _Outcome:
    # Imported where it is needed, in the worker.
    from cribdeck.emit.booklet_pdf import print_booklet  # noqa: PLC0415
    from cribdeck.emit.sheet_pdf import print_sheet  # noqa: PLC0415

    try:
        if isinstance(plan, BookletPlan):
            printed = print_booklet(plan, templates)
        else:
            bound = "booklet" in plan.settings.variants
            printed = print_sheet(plan, templates, heights, bound=bound)
    except BadTemplateError as problem:
        return problem
    except MemoryError:
        return _Failure(f"it needs more than {memory / 2**30:.1f} GB of memory: {_SMALLER}")
    except Exception as bug:  # noqa: BLE001  a bug in one sheet must not cost the deck
        return _Failure(f"this is a bug in Cribdeck: {type(bug).__name__}: {bug}")
    return printed or _Failure("allow it more pages, or split the note")
