"""Progress: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet.

Stages report themselves by the names that the folders and ARCHITECTURE.md use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO


class Progress(Protocol):
    """Where the pipeline says how far it has come."""

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` steps."""

    def step(self, what: str = "") -> None:
        """Finish one step of the present stage."""


class Silent:
    """No progress at all."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def step(self, what: str = "") -> None:
        """Say nothing."""


class Lines:
    """One plain line for each stage: for logs, pipes and schedulers."""

    def __init__(self, out: TextIO) -> None:
        """Write to `out`."""
        self._out = out

    def stage(self, name: str, total: int) -> None:
        """Write the stage's name and size."""
        print(f"{name}: {total}", file=self._out, flush=True)

    def step(self, what: str = "") -> None:
        """Say nothing: a log has no use for it."""


@contextmanager
def progress_on(out: TextIO = sys.stderr, *, quiet: bool = False) -> Iterator[Progress]:
    """Yield the progress display that suits `out`."""
    if quiet:
        yield Silent()
    elif not out.isatty():
        yield Lines(out)
    else:
        with _bar(out) as bar:
            yield bar


@contextmanager
def _bar(out: TextIO) -> Iterator[Progress]:
    # Imported here: rich takes a tenth of a second, and only terminals need it.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as RichProgress  # noqa: PLC0415

    with RichProgress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("[dim]{task.fields[what]}"),
        console=Console(file=out),
        transient=True,
    ) as rich_progress:

        class Bar:
            def __init__(self) -> None:
                self.task = rich_progress.add_task("", total=None, what="")

            def stage(self, name: str, total: int) -> None:
                rich_progress.reset(self.task, description=name, total=total, what="")

            def step(self, what: str = "") -> None:
                rich_progress.update(self.task, advance=1, what=what)

        yield Bar()
