"""Sheets that would hang, eat all memory or kill their process; notes that mean harm.

Nothing here is pretended: the workers are real processes, what they print is filled in by
templates that hang, eat or kill where the title of a note asks for it, and hostile notes go
the whole way from Markdown to PDF.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import Final

import pytest

from cribdeck.config import SheetSettings
from cribdeck.diagnostics import Diagnostic
from cribdeck.emit import sheet_workers
from cribdeck.emit.html import BadTemplateError
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_workers import Limits, print_sheets
from cribdeck.extract import extract
from cribdeck.pipeline import Built, Options
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.plan import plan_sheets
from cribdeck.syntax import parse
from cribdeck.world import World
from tests.incremental.worlds import program_in
from tests.sheets.samples import TEMPLATES

PROJECT: Final = TEMPLATES.parent
IMPATIENT: Final = Limits(seconds=12, seconds_per_character=0, memory=1 << 30)
GOOD: Final = "# 好\n\n## 节\n\n- 幂等：做一次和做多次结果相同。\n"
NOTE: Final = "# {}\n\n## 节\n\n- 幂等：做一次和做多次结果相同。\n"

_OS: Final = "cycler.__init__.__globals__.os"
TRAPS: Final = f"""{{% if head.title == '挂起' %}}
{{% for a in range(10 ** 9) %}}{{% for b in range(10 ** 9) %}}{{% endfor %}}{{% endfor %}}
{{% elif head.title == '吃内存' %}}
{{% set all = namespace(text='x' * 2 ** 20) %}}
{{% for _ in range(40) %}}{{% set all.text = all.text ~ all.text %}}{{% endfor %}}
{{% elif head.title == '自杀' %}}{{{{ {_OS}.kill({_OS}.getpid(), 9) }}}}
{{% elif head.title == '退出' %}}{{{{ {_OS}._exit(7) }}}}
{{% elif head.title == '出错' %}}{{{{ {_OS}.stat('/no/such/file') }}}}
{{% elif head.title == '错字' %}}{{{{ no_such_name }}}}
{{% endif %}}
"""
"""In front of the template of a sheet."""


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return templates that misbehave for some titles."""
    folder = tmp_path_factory.mktemp("templates")
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    sheet = folder / "sheet" / "sheet.html"
    sheet.write_text(TRAPS + sheet.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def plan_of(text: str, path: str = "note.md") -> SheetPlan:
    document, _ = parse(path, text.encode())
    assert document is not None
    return plan_sheets([extract(document).outline], SheetSettings())[0][0]


def titled(*titles: str) -> list[SheetPlan]:
    return [plan_of(NOTE.format(title), f"{n}.md") for n, title in enumerate(titles)]


# --- sheets that take too much -----------------------------------------------------------


@dataclass
class Watched:
    """The workers that were started, and where their files were."""

    pids: list[int]
    folder: Path


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Watched]:
    """Note all workers; at the end no process is left of them, no zombie, and no file."""
    seen = Watched([], tmp_path / "temporary")
    seen.folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(seen.folder))
    begin = sheet_workers._Worker.__init__  # noqa: SLF001

    def noting(worker: sheet_workers._Worker, *arguments: object) -> None:
        begin(worker, *arguments)  # type: ignore[arg-type]
        assert worker._process.pid is not None  # noqa: SLF001
        seen.pids.append(worker._process.pid)  # noqa: SLF001

    monkeypatch.setattr(sheet_workers._Worker, "__init__", noting)  # noqa: SLF001
    yield seen
    assert active_children() == []
    assert seen.pids
    for pid in seen.pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    # The library's own folder, of the fork server, stays as long as this process.
    assert [it for it in seen.folder.iterdir() if not it.name.startswith("pymp-")] == []


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        ("挂起", "it takes longer than 12 s: split the note, or put fewer on one sheet"),
        (
            "吃内存",
            "it needs more than 1.0 GB of memory: split the note, or put fewer on one sheet",
        ),
        ("自杀", "its process ended by SIGKILL; it may have run out of memory"),
        ("退出", "its process ended with code 7; it may have run out of memory"),
        ("出错", "this is a bug in Cribdeck: FileNotFoundError: "),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="limits and signals as Linux has them")
def test_a_sheet_that_comes_to_grief_costs_no_other(
    trapped: Path, watched: Watched, title: str, hint: str
) -> None:
    assert watched.pids == []
    done: list[str] = []
    plans = titled("好", title, "更好", "也好")
    first, failed, *others = print_sheets(plans, trapped, 2, done.append, IMPATIENT)
    assert isinstance(failed, Diagnostic)
    assert (failed.code, failed.span.path) == ("sheet_failed", "1.md")
    assert failed.message == "sheet “1” cannot be printed"
    assert failed.hint.startswith(hint)
    assert all(isinstance(it, PrintedSheet) for it in (first, *others))
    assert sorted(done) == ["0", "1", "2", "3"]


def test_one_worker_prints_sheet_after_sheet(trapped: Path, watched: Watched) -> None:
    made = print_sheets(titled("好", "更好", "也好"), trapped, 1, lambda _: None, IMPATIENT)
    assert [type(it) for it in made] == [PrintedSheet] * 3
    assert len(watched.pids) == 1


def test_a_sheet_of_several_notes_names_all_of_them(trapped: Path, watched: Watched) -> None:
    outlines = []
    for path in ("a.md", "b.md"):
        document, _ = parse(path, (NOTE.format("出错") + "sheet").encode())
        assert document is not None
        outlines.append(extract(document).outline)
    (plan, _) = plan_sheets(outlines, SheetSettings())[0]
    both = SheetPlan(**{
        **{name: getattr(plan, name) for name in plan.__slots__},
        "sources": ("a.md", "b.md"),
    })  # fmt: skip
    (failed,) = print_sheets([both], trapped, 1, lambda _: None, IMPATIENT)
    assert isinstance(failed, Diagnostic)
    assert failed.message == "sheet “a” of a.md, b.md cannot be printed"
    assert len(watched.pids) == 1


def test_a_broken_template_is_no_fault_of_a_note(trapped: Path, watched: Watched) -> None:
    with pytest.raises(BadTemplateError, match="no_such_name"):
        print_sheets(titled("好", "错字"), trapped, 2, lambda _: None, IMPATIENT)
    assert len(watched.pids) == 2


def test_whoever_is_told_of_progress_may_end_it_all(trapped: Path, watched: Watched) -> None:
    """As Ctrl-C does, wherever it comes; the sheet that hangs is not waited for."""

    def end(_: str) -> None:
        raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        print_sheets(titled("挂起", "好"), trapped, 2, end, Limits(seconds=600))
    assert time.monotonic() - start < 60
    assert len(watched.pids) == 2


def test_time_that_nobody_had_does_not_count(
    monkeypatch: pytest.MonkeyPatch, trapped: Path, watched: Watched
) -> None:
    """A lid that was closed, a build that was stopped with Ctrl-Z."""
    clock = iter(range(0, 10**9, 3600))
    monkeypatch.setattr(sheet_workers, "monotonic", lambda: next(clock))
    (made,) = print_sheets(titled("好"), trapped, 1, lambda _: None, Limits(seconds=600))
    assert isinstance(made, PrintedSheet)
    assert watched.pids


def test_large_sheets_get_more_time() -> None:
    small, large = plan_of(GOOD), plan_of(GOOD + GOOD * 100)
    limits = Limits(seconds=10, seconds_per_character=0.5)
    assert 10 < limits.time_for(small) < 40
    assert limits.time_for(large) > 1000


def test_without_room_for_temporary_files_sheets_fail_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    failed = print_sheets(titled("好", "更好"), TEMPLATES, 2, lambda _: None)
    assert [it.code for it in failed if isinstance(it, Diagnostic)] == ["sheet_failed"] * 2


# --- the whole build ---------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    source = tmp_path / "notes"
    source.mkdir()
    (source / "hang.md").write_text(NOTE.format("挂起"), encoding="utf-8")
    (source / "good.md").write_text(GOOD, encoding="utf-8")
    with program_in(tmp_path / "program"):
        yield World(source, tmp_path / "dist", source / "ledger.jsonl", TEMPLATES)


def built(world: World) -> Built:
    return rebuild(world, Options(jobs=2), Silent())


def test_a_failed_sheet_is_said_its_old_file_goes_and_the_next_build_tries_again(
    world: World, trapped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old sheet would look like a sheet of the notes of today."""
    sheets, deck = world.dist / "sheets", world.dist
    assert built(world).exit_code == 0
    assert {"good.pdf", "hang.pdf"} <= {it.name for it in sheets.iterdir()}
    before = (sheets / "good.pdf").read_bytes()

    broken = World(world.source, world.dist, world.ledger, trapped)
    with monkeypatch.context() as patch:
        short = partial(print_sheets, limits=IMPATIENT)
        patch.setattr(sheet_workers, "print_sheets", short)
        failed = built(broken)
        again = built(broken)
    for it in (failed, again):
        assert it.exit_code == 1
        (said,) = [one for one in it.diagnostics if one.code == "sheet_failed"]
        assert (said.span.path, str(said.severity)) == ("hang.md", "error")
        assert '"hang"' not in it.manifest
    # Tried again, and nothing else done again.
    assert "a sheet could not be made" in again.summary
    assert "1 of 2 sheets" in again.summary
    assert not [it for it in sheets.iterdir() if it.name.startswith("hang")]
    assert (sheets / "good.pdf").read_bytes() == before
    assert list(deck.glob("*.apkg"))

    mended = built(world)
    assert (mended.exit_code, (sheets / "hang.pdf").exists()) == (0, True)


def test_what_fails_for_want_of_time_is_made_when_there_is_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sheet_workers, "print_sheets", partial(print_sheets, limits=Limits(0.0, 0)))
        assert built(world).exit_code == 1
    assert not list((world.dist / "sheets").glob("*.pdf"))
    assert built(world).exit_code == 0
    assert (world.dist / "sheets" / "good.pdf").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_ends_a_sheet_that_hangs(world: World, trapped: Path) -> None:
    options = [
        "--source",
        str(world.source),
        "--dist",
        str(world.dist),
        "--templates",
        str(trapped),
    ]
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = subprocess.Popen(
            [sys.executable, PROJECT / "build.py", *options],
            env={**os.environ, "CRIBDECK_NO_VENV": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, ignored)
    with running:
        assert running.stderr
        while not running.stderr.readline().startswith("sheets:"):
            assert running.poll() is None
        time.sleep(3)
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        # All who could still write to it are gone, workers and fork server.
        assert running.stderr.read() == ""


# --- notes that mean harm ----------------------------------------------------------------

HOSTILE: Final = {
    "quotes": "> " * 200 + "最深处\n",
    "lists": "".join("  " * n + f"- 第 {n} 层最深处\n" for n in range(200)),
    "flex": '<div style="display:flex">' * 200 + "最深处" + "</div>" * 200,
    "spans": '<table><tr><td colspan="1000000">最深处</td><td>乙</td></tr>'
    '<tr><td rowspan="1000000">丙</td><td colspan="0">丁</td></tr></table>',
    "paragraph": "汉字" * 10_000 + "最深处",
    "word": "x" * 20_000 + "最深处",
    "columns": "|" + "列|" * 120 + "\n|" + "---|" * 120 + "\n" + ("|" + "值|" * 120 + "\n") * 5
    + "\n最深处",
    "rows": "| 甲 | 乙 |\n| --- | --- |\n" + "| 一 | 二 |\n" * 300 + "\n最深处",
    "bold": "**粗**" * 1_000 + "最深处",
    "sections": "".join(f"## 节 {n}\n\n字\n\n" for n in range(300)) + "最深处",
    "code": "```" + "x" * 5_000 + "\n" + "[" * 5_000 + "\n```\n\n最深处",
    "math": "$" + "{" * 100 + "x" + "}" * 100 + "$ 最深处",
}  # fmt: skip
"""Notes that would take a naive compiler minutes, all memory or all of its stack."""
_SOON: Final = 150
"""Seconds; each takes a tenth on a machine that does nothing else."""


def text_of(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_note_becomes_a_sheet_in_bounded_time(kind: str) -> None:
    plan = plan_of(f"# 标题\n\n{HOSTILE[kind]}\n")
    start = time.monotonic()
    (made,) = print_sheets([plan], TEMPLATES, 1, lambda _: None)
    assert time.monotonic() - start < _SOON
    assert isinstance(made, PrintedSheet), made
    assert "最深处" in text_of(made.pdf)


CANARY: Final = "THE-SECRET-OF-THE-CANARY"


def vectors(port: int, canary: Path) -> str:
    """Return a note that asks for files and for the network in every way known to us."""
    web = f"http://127.0.0.1:{port}"
    addresses = [
        f"{web}/a.png",
        f"//127.0.0.1:{port}/b.png",
        f"file://{canary}",
        f"FILE://{canary}",
        f"file://localhost{canary}",
        f"file:{canary}",
        str(canary),
        "../canary.txt",
        "pictures/../../canary.txt",
        "%2e%2e/canary.txt",
        "..\\canary.txt",
        "linked.txt",
        f"data:text/html,<img src={web}/c.png>",
        f"data:text/css,@import url({web}/d.css)",
        f"javascript:fetch('{web}/e')",
        f"ftp://127.0.0.1:{port}/f",
    ]
    lines = ["# 向量", "- 幂等：做一次和做多次结果相同。", "## 链接与图片"]
    for it in addresses:
        lines += [f"- 链接：[去处]({it}) 说明", f"- 图片：![图]({it})", f"- <{it}>", f"- {it}", ""]
        lines += [f"![单独]({it})", ""]
    lines += ["## HTML"]
    for it in addresses:
        lines += [
            f'<img src="{it}" srcset="{it} 2x" style="background:url({it})">',
            f'<a href="{it}" rel="attachment">附件</a> <link rel="attachment" href="{it}">',
            f'<link rel="stylesheet" href="{it}"><style>@import url({it});</style>',
            f"<style>@font-face {{ font-family: x; src: url({it}) }}</style>",
            f"<style>* {{ background: url({it}); content: url({it}) }}</style>",
            f'<object data="{it}"></object><embed src="{it}"><iframe src="{it}"></iframe>',
            f'<svg><image href="{it}" xlink:href="{it}"/><use href="{it}#x"/></svg>',
            f'<meta http-equiv="refresh" content="0; url={it}"><base href="{it}">',
            f'<input type="image" src="{it}"><video poster="{it}"></video><audio src="{it}">',
            f'<p style="content: url({it}); list-style-image: url({it})">段落</p>',
            "",
        ]
    lines += [f'> [!warning"><img src="{web}/g.png">] 标题', "> 内容", ""]
    lines += [f'```"><img src={web}/h.png>', f"<img src={web}/i.png>", "```", ""]
    lines += [f"$\\includegraphics{{{canary}}} \\href{{{web}}}{{x}} \\input{{{canary}}}$", ""]
    lines += ["{{ 7 * 7 }} {% include 'sheet/sheet.css' %} {# no #}", ""]
    return "\n".join(lines)


def streams_of(pdf: bytes) -> bytes:
    """Return a PDF with all its streams unpacked."""
    unpacked = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(found[1]))
        except zlib.error:
            unpacked.append(found[1])
    return b"\n".join(unpacked)


def test_notes_reach_neither_files_nor_the_network(tmp_path: Path) -> None:
    source = tmp_path / "notes"
    source.mkdir()
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    (source / "linked.txt").symlink_to(canary)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003  as the library has it
        note = vectors(server.getsockname()[1], canary)
        title = f'---\ntitle: <img src="file://{canary}">\n---\n'
        (source / "note.md").write_text(title + note, encoding="utf-8")
        world = World(source, tmp_path / "dist", source / "ledger.jsonl", TEMPLATES)
        # The link is read by nobody: notes are only what lies in the folder.
        made = rebuild(world, Options(jobs=1), Silent())
        assert made.exit_code in {0, 1}
        with pytest.raises(BlockingIOError):
            server.accept()
    printed = sorted((tmp_path / "dist" / "sheets").glob("note*.pdf"))
    assert printed
    for pdf in printed:
        inside = streams_of(pdf.read_bytes())
        assert CANARY.encode() not in inside
        assert CANARY not in text_of(pdf.read_bytes())
        for forbidden in (b"/EmbeddedFile", b"/URI", b"/JavaScript", b"/Launch", b"/GoToR", b"/JS"):
            assert forbidden not in inside
    assert "7*7" in text_of(printed[0].read_bytes())
    deck = next((tmp_path / "dist").glob("*.apkg")).read_bytes()
    assert CANARY.encode() not in deck
