"""A folder of templates that holds only what differs from those Cribdeck comes with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cribdeck import own_files
from cribdeck.emit import sheet_workers
from cribdeck.incremental import inputs, reasons
from cribdeck.incremental.inputs import inputs_of
from cribdeck.pipeline import Built
from tests.incremental.worlds import PROJECT, Folder, cheap_print, program_in

NOTE = "# 笔记\n\n- 幂等：做一次和做多次结果相同。\n"
THEME = "sheet/themes/colour.css"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    """Yield a folder with one template of its own."""
    monkeypatch.setattr(sheet_workers, "print_sheets", cheap_print)
    made = Folder(tmp_path, incremental=True)
    shutil.rmtree(made.templates)
    (made.templates / THEME).parent.mkdir(parents=True)
    shutil.copy(PROJECT / "templates" / THEME, made.templates / THEME)
    made.write("a.md", NOTE)
    with program_in(tmp_path / "program"):
        yield made


def built(folder: Folder) -> Built:
    made = folder.build()
    assert made.exit_code == 0, made.diagnostics
    return made


def test_all_templates_count_wherever_they_are(folder: Folder) -> None:
    found = {name: Path(path) for path, name in inputs_of(folder.world, None).templates.items()}
    shipped = PROJECT / "templates"
    assert {str(it.relative_to(shipped)) for it in shipped.rglob("*.*") if it.is_file()} == set(
        found
    )
    own = {name for name, path in found.items() if path.is_relative_to(folder.templates.resolve())}
    assert own == {THEME}


def test_a_change_in_either_folder_prints_the_sheets_again(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(PROJECT / "templates", shipped)
    for module in (inputs, reasons, own_files):
        monkeypatch.setattr(module, "TEMPLATES", shipped)
    built(folder)
    assert "templates" not in built(folder).summary

    folder.touch_template(THEME, "/* x */")
    own = built(folder)
    assert f"templates changed: {THEME}" in own.summary
    assert "1 of 1 sheets" in own.summary

    style = shipped / "sheet" / "sheet.css"
    style.write_text(style.read_text(encoding="utf-8") + "/* x */", encoding="utf-8")
    ours = built(folder)
    assert "templates changed: sheet/sheet.css" in ours.summary
    assert "1 of 1 sheets" in ours.summary

    shutil.copy(style, folder.templates / "sheet" / "sheet.css")
    (folder.templates / "sheet" / "sheet.css").write_text("h1 { color: red }", encoding="utf-8")
    assert "templates changed: sheet/sheet.css" in built(folder).summary
