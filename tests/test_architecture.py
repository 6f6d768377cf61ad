"""The shape of the package: arrows point one way, one door for each library, small files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "cribdeck"

BOTTOM = frozenset(
    {
        *("span", "inline", "units", "folding", "language", "wording", "diagnostics"),
        "opposites",
        *("exit_codes", "own_files", "reference_page"),
    }
)
"""What every stage may use: places, rich text, lengths, script folding, languages, telling
words, opposites, remarks, exit codes, names of our own files, reference pages."""

MAY_IMPORT = {
    "span": set(),
    "inline": set(),
    "units": set(),
    "folding": set(),
    "opposites": {"folding", "units"},
    "language": {"units"},
    "wording": {"folding", "units"},
    "diagnostics": {"span"},
    "reference_page": set(),
    "exit_codes": set(),
    "own_files": set(),
    "clock": set(),
    "world": {"clock", "config", "own_files"},
    "incremental": {
        *BOTTOM,
        *("clock", "config", "world", "facts", "spelling", "identity", "cards", "sheets", "emit"),
        "media",
    },
    "composing": {*BOTTOM, "identity", "cards", "lint", "incremental", "media"},
    "printing": {
        *BOTTOM,
        "cards",
        "config",
        "world",
        "facts",
        "sheets",
        "emit",
        "incremental",
        "progress",
        "bootstrap",
        "media",
        "illustrating",
    },
    "progress": set(),
    "watch": {*BOTTOM, "config", "media", "world"},
    "bootstrap": set(),
    "paper": set(),
    "setting_checks": {"paper"},
    "config": {"span", "diagnostics", "language", "setting_checks"},
    "facts": {"span", "inline", "language"},
    "syntax": {*BOTTOM},
    "spelling": {*BOTTOM, "syntax", "facts"},
    "extract": {*BOTTOM, "syntax", "facts", "compare"},
    "compare": {*BOTTOM, "syntax", "facts"},
    "assemble": {*BOTTOM, "facts", "extract", "compare", "relate"},
    "relate": {*BOTTOM, "facts", "extract"},
    "identity": {*BOTTOM, "facts"},
    "cards": {*BOTTOM, "facts", "identity"},
    "sheets": {*BOTTOM, "config", "facts", "paper"},
    "media": {*BOTTOM, "facts"},
    "illustrating": {*BOTTOM, "facts", "media", "sheets", "incremental", "world"},
    "lint": {*BOTTOM, "facts", "identity", "cards", "media"},
    "report": {*BOTTOM, "facts", "cards", "media", "sheets", "coverage", "changes"},
    "reporting": {*BOTTOM, "syntax", "cards", "media", "emit", "report", "world"},
    "emit": {
        *BOTTOM,
        "facts",
        "identity",
        "cards",
        "sheets",
        "coverage",
        "changes",
        "report",
        "media",
    },
    "coverage": {"facts", "sheets"},
    "changes": {*BOTTOM, "config", "identity", "cards"},
    "explain": {*BOTTOM, "syntax", "facts", "extract", "cards", "coverage"},
    "serve": {*BOTTOM, "emit"},
}
"""Who may import whom. `pipeline` with its `opening`, `front_end` and `deck`, `rebuild` and `cli`
know all; nobody knows them."""

DOORS: dict[str, str | set[str]] = {
    "mistune": "syntax/markdown.py",
    "nh3": "syntax/html.py",
    "yaml": "syntax/front_matter.py",
    "genanki": "emit/apkg.py",
    "sqlite3": {"emit/apkg.py", "emit/package_times.py"},  # written, read without genanki
    "PIL": "media/raster.py",
    "py_svg_hush": "media/svg.py",
    "pydyf": "emit/pdf_values.py",
    "weasyprint": "emit/layout.py",
    "latex2mathml": "emit/report_math.py",
    "ziafont": "emit/formulas.py",
    "ziamath": "emit/formulas.py",
    "segno": "emit/qr.py",
    "pypinyin": "sheets/term_order.py",
    "jinja2": "emit/html.py",
    "markupsafe": "emit/html.py",
    "pygments": "emit/highlight.py",
    "fontTools": "sheets/font_metrics.py",
    "rich": "progress.py",
    "filelock": "world/__init__.py",
    "watchfiles": "watch/stirrings.py",
    "tomllib": "config.py",
}
"""The module that knows each library."""


KNOW_ALL = frozenset(
    {
        *("__init__", "cli", "rebuild"),
        *("pipeline", "opening", "front_end", "deck"),
    }
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case _:
                pass


def stage_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_arrows_point_one_way(path: Path) -> None:
    stage = stage_of(path)
    if stage in KNOW_ALL:
        return
    used = {name.split(".")[1] for name in imports(path) if name.startswith("cribdeck.")}
    used &= {p.stem for p in PACKAGE.iterdir()}
    assert used <= MAY_IMPORT[stage] | {stage}


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    door = DOORS[library]
    assert users == (door if isinstance(door, set) else {door})


CLOCK_AND_DISK = {"time.time", "datetime.datetime", "random", "locale", "uuid"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_world_knows_the_clock(path: Path) -> None:
    if stage_of(path) in {"clock", "world", "bootstrap"}:
        return
    assert not set(imports(path)) & (CLOCK_AND_DISK | {"time", "datetime"})


WRITES = frozenset(
    {
        *("write_bytes", "write_text", "unlink", "mkdir", "makedirs", "rmdir", "rmtree", "rename"),
        *("fsync", "touch", "symlink_to", "hardlink_to"),
    }
)
WRITERS = frozenset({"world", "bootstrap", "incremental"})
"""Those beside the world keep what nothing depends on: an environment, a cache."""


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_world_writes(path: Path) -> None:
    """So a test that puts another disk there (`failing_disk.py`) sees every operation."""
    if stage_of(path) in WRITERS:
        return
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    assert not {it.attr for it in nodes if isinstance(it, ast.Attribute)} & WRITES


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_explain_themselves_and_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= 400
