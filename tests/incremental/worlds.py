"""Two source folders that are edited alike: one is built on top of itself, the other anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from cribdeck.diagnostics import Diagnostic
from cribdeck.emit import sheet_workers
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.incremental import inputs, unchanged
from cribdeck.incremental.packing import fingerprint
from cribdeck.pipeline import Built, Options, build
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.sheets.model import SheetPlan
from cribdeck.world import World

PROJECT = Path(__file__).resolve().parents[2]
NOT_OUTPUTS = {".cache", ".lock"}


class Folder:
    """A source folder, templates of its own, and the builds made of them."""

    def __init__(self, root: Path, *, incremental: bool, with_fonts: bool = False) -> None:
        self.source = root / "backend"
        self.dist = root / "dist"
        self.templates = root / "templates"
        self.incremental = incremental
        self.source.mkdir(parents=True)
        left_out = None if with_fonts else shutil.ignore_patterns("fonts")
        shutil.copytree(PROJECT / "templates", self.templates, ignore=left_out)
        self.world = World(self.source, self.dist, self.source / "ledger.jsonl", self.templates)

    def write(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def touch_template(self, name: str, text: str) -> None:
        path = self.templates / name
        before = path.read_text(encoding="utf-8")
        path.write_text(before + text, encoding="utf-8")

    def build(
        self, only: Literal["cards", "sheets"] | None = None, *, force: bool = False
    ) -> Built:
        options = Options(only, jobs=2, accept=True, force=force)
        with self.world.alone():
            if self.incremental:
                return rebuild(self.world, options, Silent())
            return build(self.world, options, Silent())

    def outputs(self) -> dict[str, bytes]:
        found = {
            path.relative_to(self.dist).as_posix(): path.read_bytes()
            for path in self.dist.rglob("*")
            if path.is_file() and not NOT_OUTPUTS & set(path.relative_to(self.dist).parts)
        }
        return {**found, "ledger": self.world.read_ledger() or b""}


def done_again(built: Built) -> str:
    """Return the line that says how much was done again."""
    lines = [line for line in built.summary.split("\n") if line.startswith("done: ")]
    return lines[0].removeprefix("done: ") if lines else ""


def reasons(built: Built) -> list[str]:
    """Return the lines in front of it."""
    return built.summary.split("done: ")[0].strip().split("\n")


Print = Callable[
    [Sequence[SheetPlan], Path, int, Callable[[str], None]], list[PrintedSheet | Diagnostic]
]


def cheap_print(
    plans: Sequence[SheetPlan],
    templates: Path,
    jobs: int,
    done: Callable[[str], None],
    heights: object = None,  # noqa: ARG001  nothing is measured
) -> list[PrintedSheet | Diagnostic]:
    """Stand in for WeasyPrint: what a sheet depends on, instead of what it looks like."""
    assert jobs
    look = [it.read_bytes() for it in sorted((templates / "sheet").glob("*.*"))]
    made: list[PrintedSheet | Diagnostic] = []
    for plan in plans:
        # Whether a booklet binds it makes no difference to a sheet.
        variants = tuple(it for it in plan.settings.variants if it != "booklet")
        alone = replace(plan, settings=replace(plan.settings, variants=variants))
        pdf = fingerprint(alone, look).encode()
        made.append(PrintedSheet(plan.name, pdf, 1, 8.0, 0.5, plan.left_off, ()))
        done(plan.name)
    return made


@contextmanager
def program_in(folder: Path) -> Iterator[None]:
    """Take the file in `folder` for the program: the real one may be edited while tests run."""
    folder.mkdir()
    (folder / "rule.py").write_text("1", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for module in (inputs, unchanged):
            patch.setattr(module, "PACKAGE", str(folder.resolve()))
        patch.setattr(inputs, "_LOADED", {})
        yield


@contextmanager
def cheap_sheets() -> Iterator[None]:
    """Print no real sheet inside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_workers, "print_sheets", cheap_print)
        yield
