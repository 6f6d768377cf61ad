"""Seconds of each sheet by phase, against a bare WeasyPrint render and against Typst.

    python benchmarks/sheets.py [--source DIR] [--templates DIR] [--runs N]

For each sheet of the notes of `--source`: what planning it, measuring its boxes, choosing sizes
and columns, laying it out for good and writing it take, and how many layouts were measured;
then the same for a sheet of which one box has changed since, the heights of the others being
known. Beside it stand what WeasyPrint takes for nothing but the page that came out, style sheet
and fonts included, and what Typst takes for the same words as plain text in columns, if it is
installed (`pip install typst`; neither the program nor its tests need it).

Seconds are of CPU time in one process, the least of several runs. Machines are noisy: trust
ratios within one run, not seconds. Nothing here is asserted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from cribdeck.config import SheetSettings, read_config  # noqa: E402  after the path is set
from cribdeck.emit.layout import Layout  # noqa: E402
from cribdeck.emit.printed_sheet import PrintedSheet  # noqa: E402
from cribdeck.emit.sheet_pdf import Press, print_sheet  # noqa: E402
from cribdeck.extract import RULES  # noqa: E402
from cribdeck.inline import Text, plain  # noqa: E402
from cribdeck.pipeline import Built, assemble_notes  # noqa: E402
from cribdeck.sheets.frame import MARGIN, frame_of  # noqa: E402
from cribdeck.sheets.heights import HeightCache  # noqa: E402
from cribdeck.sheets.model import (  # noqa: E402
    Box,
    CodeLines,
    Line,
    PictureFrame,
    Piece,
    Remark,
    SheetPlan,
    TableRows,
)
from cribdeck.sheets.plan import plan_sheets  # noqa: E402
from cribdeck.world import World  # noqa: E402

PHASES: Final = ("prepare", "measure", "fit", "final", "write")
_MEASURING: Final = "<title>measure</title>"
_T = TypeVar("_T")


@dataclass
class Run:
    """One sheet printed once."""

    sheet: PrintedSheet
    seconds: dict[str, float]
    """By phase."""
    measured: int
    """Layouts that only measured boxes."""
    pages: list[str] = field(default_factory=list)
    """What was laid out for good, as HTML."""

    @property
    def total(self) -> float:
        """All phases together."""
        return sum(self.seconds.values())


class Clock:
    """Adds up the CPU time of phases; the time of one inside another counts once."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self._open: list[str] = []
        self._since = time.process_time()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what happens inside for the phase, and not for the one around it."""
        self._settle()
        self._open.append(name)
        try:
            yield
        finally:
            self._settle()
            self._open.pop()

    def _settle(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


@contextmanager
def replaced(owner: type, name: str, around: Callable[[Callable[..., Any]], Any]) -> Iterator[None]:
    """Have a method of `owner` be what `around` makes of it."""
    method = getattr(owner, name)
    setattr(owner, name, around(method))
    try:
        yield
    finally:
        setattr(owner, name, method)


def printed(plan: SheetPlan, templates: Path, heights: HeightCache) -> Run:
    """Print a sheet and tell what it took."""
    clock = Clock()
    measured = 0
    pages: list[str] = []

    def timed(phase: str) -> Callable[[Callable[..., Any]], Any]:
        def around(method: Callable[..., Any]) -> Any:  # noqa: ANN401
            def run(*arguments: Any) -> Any:  # noqa: ANN401
                with clock.phase(phase):
                    return method(*arguments)

            return run

        return around

    def counted(method: Callable[..., Any]) -> Any:  # noqa: ANN401
        def render(layout: Layout, html: str) -> Any:  # noqa: ANN401
            nonlocal measured
            if _MEASURING in html:
                measured += 1
            else:
                pages.append(html)
            return method(layout, html)

        return render

    with (
        replaced(Press, "__init__", timed("prepare")),
        replaced(Press, "measured", timed("measure")),
        replaced(Press, "fitted", timed("fit")),
        replaced(Press, "printed", timed("final")),
        replaced(Press, "finished", timed("write")),
        replaced(Layout, "render", counted),
    ):
        sheet = print_sheet(plan, templates, heights)
    if sheet is None:
        message = f"{plan.name} cannot be printed"
        raise SystemExit(message)
    return Run(sheet, clock.seconds, measured, pages)


def bare(html: str, templates: Path) -> None:
    """Do what WeasyPrint has to do for a page in any case: style sheet, fonts, layout, PDF."""
    layout = Layout(templates, SheetSettings().theme)
    layout.written(layout.render(html))


def least(runs: int, do: Callable[[], _T]) -> tuple[float, _T]:
    """Return the least CPU time of several runs, and what the last one gave."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        result = do()
        best = min(best, time.process_time() - start)
    return best, result


def edited(plan: SheetPlan) -> SheetPlan:
    """Return the plan with a few words more in its middle box."""
    number = len(plan.boxes) // 2
    box = plan.boxes[number]
    pieces = (*box.pieces, Line(box.span, (Text("改了一句。"),)))
    changed = replace(box, pieces=pieces)
    return replace(plan, boxes=(*plan.boxes[:number], changed, *plan.boxes[number + 1 :]))


# --- the same words in Typst -------------------------------------------------------------


def typst_source(plan: SheetPlan, type_pt: float) -> str:
    """Return the words of a sheet as a Typst document in columns of the same width."""
    frame = frame_of(plan.settings)
    flipped = "true" if frame.width > frame.height else "false"
    head = (
        f'#set page(paper: "a4", flipped: {flipped}, margin: {MARGIN}mm, '
        f"columns: {frame.columns})\n"
        f'#set text(font: "Cribdeck Sans", size: {type_pt}pt, lang: "zh")\n'
        "#set par(leading: .45em, spacing: .5em)\n"
        f"#set document(title: {_quoted(plan.title)})\n"
    )
    return head + "\n\n".join(_typst_box(box) for box in plan.boxes)


def _typst_box(box: Box) -> str:
    return f"= #{_quoted(plain(box.title))}\n" + "\n\n".join(_typst(it) for it in box.pieces)


def _typst(piece: Piece) -> str:
    match piece:
        case CodeLines(code, start, end):
            lines = "\n".join(code.text.split("\n")[start:end])
            return f"#raw(block: true, {_quoted(lines)})"
        case TableRows(grid, start, end):
            rows = [*([grid.header] if start == 0 else []), *grid.rows[start:end]]
            cells = ", ".join(f"[#{_quoted(plain(cell))}]" for row in rows for cell in row)
            return f"#table(columns: {max(map(len, rows))}, inset: 1pt, {cells})"
        case Remark(_, _, title, body):
            inside = "\n\n".join(map(_typst, body))
            return f"#block(stroke: .5pt, inset: 2pt)[#{_quoted(plain(title))}\n\n{inside}]"
        case PictureFrame(_, alt):
            return f"#{_quoted(alt)}"
        case _:
            return f"#{_quoted(plain(piece.text))}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_seconds(plan: SheetPlan, type_pt: float, templates: Path, runs: int) -> float | None:
    """Return the CPU time of Typst, None if it is not installed."""
    try:
        import typst  # type: ignore[import-not-found]  # noqa: PLC0415  installed by hand, or not
    except ImportError:
        return None
    source = typst_source(plan, type_pt).encode()
    fonts = [str(templates / "sheet" / "fonts")]
    seconds, _ = least(runs, lambda: typst.compile(source, font_paths=fonts))
    return seconds


# --- output ------------------------------------------------------------------------------


def plans_of(source: Path, templates: Path) -> tuple[list[SheetPlan], float]:
    """Return the plans of all sheets, and what planning has taken."""
    world = World(source, source / "none", source / "ledger.jsonl", templates)
    names = frozenset(rule.name for rule in RULES)
    config, _ = read_config(world.read_settings(), source.name, names)
    assembled = assemble_notes(world)
    if isinstance(assembled, Built):
        message = f"{source}: the notes cannot be read"
        raise SystemExit(message)
    settings: SheetSettings = config.sheets
    seconds, (plans, _) = least(
        3, lambda: plan_sheets(assembled.outlines, settings, config.sheet_requests)
    )
    return plans, seconds


def measure(plan: SheetPlan, templates: Path, runs: int) -> tuple[float, float, float | None]:
    """Print what one sheet takes; return that in all, bare, and of Typst."""
    known: HeightCache = {}
    cold = min((printed(plan, templates, {}) for _ in range(runs)), key=lambda it: it.total)
    printed(plan, templates, known)
    again = printed(edited(plan), templates, dict(known))
    floor, _ = least(runs, lambda: bare(cold.pages[0], templates))
    typst = typst_seconds(plan, cold.sheet.type_pt, templates, runs)
    phases = "".join(f"{cold.seconds[it]:9.2f}" for it in PHASES)
    ratio = f"{cold.total / typst:9.0f}" if typst else f"{'–':>9}"
    print(
        f"{plan.name:<18}{cold.sheet.pages:3}{cold.sheet.type_pt:7.2f}{cold.sheet.fill:7.1%}"
        f"{phases}{cold.total:9.2f}{cold.measured:6}{again.total:9.2f}{again.measured:6}"
        f"{floor:8.2f}{cold.total / floor:8.1f}{ratio}"
    )
    return cold.total, floor, typst


def main() -> None:
    """Measure each sheet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", type=Path, default=PROJECT / "source")
    parser.add_argument("--templates", type=Path, default=PROJECT / "templates")
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    plans, planning = plans_of(arguments.source, arguments.templates)
    print(f"planning {len(plans)} sheets: {planning:.3f} s")
    print(
        f"{'sheet':<18}{'pp':>3}{'pt':>7}{'fill':>7}"
        + "".join(f"{it:>9}" for it in (*PHASES, "all"))
        + f"{'lay':>6}{'edited':>9}{'lay':>6}{'bare':>8}{'x bare':>8}{'x Typst':>9}"
    )
    all_ours, all_bare, all_typst = 0.0, 0.0, 0.0
    for plan in plans:
        ours, floor, typst = measure(plan, arguments.templates, arguments.runs)
        all_ours, all_bare, all_typst = all_ours + ours, all_bare + floor, all_typst + (typst or 0)
    print(f"all sheets: {all_ours / all_bare:.1f} times a bare render of the same pages")
    if all_typst:
        print(
            f"all sheets: {all_ours / all_typst:.0f} times Typst; bare {all_bare / all_typst:.0f}"
        )


if __name__ == "__main__":
    main()
