"""The report as one of the outputs: same input, same bytes, and made anew only when needed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cribdeck.cli import main
from cribdeck.pipeline import Options
from cribdeck.world import World
from tests.incremental.worlds import Folder, cheap_sheets, program_in
from tests.report.notes import EDITED, KAFKA, RABBIT, Notes

CARDS = Options(only="cards", accept=True)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Notes:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = Notes(tmp_path)
    made.write(kafka=KAFKA, rabbit=RABBIT)
    return made


def block(report: bytes, name: str) -> Any:  # noqa: ANN401  JSON
    found = re.search(rf'id="{name}">(.*?)</script>'.encode(), report)
    assert found
    return json.loads(found[1])


def states(report: bytes) -> dict[str, int]:
    found = [it["state"] for it in block(report, "changes")["notes"]]
    return {it: found.count(it) for it in sorted(set(found))}


def test_the_report_is_one_file_that_asks_for_nothing(notes: Notes) -> None:
    notes.build(CARDS)
    text = notes.report.read_text(encoding="utf-8")
    assert not re.search(r'(?:src|srcset|poster)=["\']?(?:https?:)?//', text)
    assert not re.search(r"@import|url\(", text)
    assert str(notes.source.parent) not in text
    assert " object at 0x" not in text
    assert "{{ " not in text.partition('<script type="application/json"')[0]


def test_the_same_notes_give_the_same_bytes(tmp_path: Path, notes: Notes) -> None:
    notes.build(CARDS)
    (tmp_path / "elsewhere").mkdir()
    other = Notes(tmp_path / "elsewhere")
    other.write(kafka=KAFKA, rabbit=RABBIT)
    other.build(CARDS)
    assert other.report.read_bytes() == notes.report.read_bytes()


def test_a_build_that_changes_nothing_leaves_what_was_said_last(notes: Notes) -> None:
    notes.build(CARDS)
    notes.write(kafka=EDITED)
    notes.build(CARDS)
    before = notes.report.read_bytes()
    assert states(before) == {"edited": 1}
    notes.build(CARDS)
    assert notes.report.read_bytes() == before
    notes.write(rabbit=RABBIT + "- 队列：按到达的顺序存放消息的缓冲\n")
    notes.build(CARDS)
    assert states(notes.report.read_bytes()) == {"new": 1}


def test_what_somebody_has_made_of_the_report_is_not_taken_over(notes: Notes) -> None:
    notes.build(CARDS)
    good = notes.report.read_bytes()
    for bad in (
        b"",
        b"\xff",
        re.sub(rb'id="changes">.*?</script>', b'id="changes">{"notes": [7]}</script>', good),
    ):
        notes.report.write_bytes(bad)
        notes.build(CARDS)
        assert states(notes.report.read_bytes()) == {}


def test_cards_alone_keep_the_drawings_of_the_sheets(tmp_path: Path) -> None:
    folder = Folder(tmp_path, incremental=False)
    folder.write("kafka.md", KAFKA)
    with cheap_sheets():
        folder.build()
        report = folder.dist / "report.html"
        drawn = {"kafka": [[2970, 2100, [[60, 171, 693, 400, 1, "甲"]]]]}
        text = re.sub(
            rb'id="drawings">.*?</script>',
            lambda _: f'id="drawings">{json.dumps(drawn)}</script>'.encode(),
            report.read_bytes(),
        )
        report.write_bytes(text)
        folder.build("cards")
        assert block(report.read_bytes(), "drawings") == drawn
        assert b'class="page"' in report.read_bytes()
        folder.build()
        assert block(report.read_bytes(), "drawings") == {"kafka": []}


def test_a_report_that_is_not_wanted_is_removed(notes: Notes) -> None:
    notes.build(CARDS)
    assert notes.report.is_file()
    (notes.source / "cribdeck.toml").write_text("[report]\nenabled = false\n", encoding="utf-8")
    notes.build(CARDS)
    assert not notes.report.exists()
    manifest = json.loads((notes.dist / "build.json").read_bytes())
    assert manifest["report"] is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with program_in(tmp_path / "program"), cheap_sheets():
        yield Folder(tmp_path, incremental=True)


def test_a_second_build_does_not_touch_it_and_a_forced_one_makes_the_same(folder: Folder) -> None:
    folder.write("kafka.md", KAFKA)
    folder.build()
    report = folder.dist / "report.html"
    before, when = report.read_bytes(), report.stat().st_mtime_ns
    assert states(before).keys() == {"new"}
    folder.build()
    assert report.stat().st_mtime_ns == when
    folder.build(force=True)
    assert report.read_bytes() == before
    report.unlink()
    folder.build()
    assert report.is_file()


def test_a_template_of_the_report_that_cannot_be_filled_stops_the_build(folder: Folder) -> None:
    folder.write("kafka.md", KAFKA)
    folder.build()
    before = folder.outputs()
    folder.touch_template("report/report.html", "{{ nothing_of_this_name }}")
    built = folder.build()
    assert [it.code for it in built.diagnostics if it.severity == "error"] == ["template"]
    assert folder.outputs() == before


def test_the_command_says_where_it_is_and_opens_it(
    notes: Notes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["report", "--dist", str(notes.dist)]
    assert main(arguments) == 2
    assert "there is no report" in capsys.readouterr().err
    notes.build(CARDS)
    assert main(arguments) == 0
    assert capsys.readouterr().out.strip() == str(notes.report)
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return len(opened) == 1

    monkeypatch.setattr("webbrowser.open", browse)
    assert main([*arguments, "--open"]) == 0
    assert main([*arguments, "--open"]) == 2
    assert opened == [notes.report.as_uri()] * 2


def test_what_there_is_to_do_is_said_in_the_same_bytes_in_every_process(notes: Notes) -> None:
    notes.build(CARDS)
    (notes.source / "rabbit.md").unlink()
    notes.build(CARDS)
    text = notes.report.read_text(encoding="utf-8")
    assert 'data-copy="tag:cribdeck::retired" data-t="copy">复制</button>' in text


def test_a_note_that_cannot_be_read_any_more_stops_the_build(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report that leaves it out in silence would be another one."""
    notes.build(CARDS)
    before = notes.report.read_bytes()
    notes.write(kafka=EDITED)
    real = type(notes.world).read_source

    def read(world: World, path: str) -> bytes:
        if sys._getframe(1).f_globals["__name__"] == "cribdeck.reporting":  # noqa: SLF001
            raise PermissionError
        return real(world, path)

    monkeypatch.setattr(World, "read_source", read)
    with pytest.raises(PermissionError):
        notes.build(CARDS)
    assert notes.report.read_bytes() == before
