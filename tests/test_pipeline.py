"""The whole compiler: folders of notes in, outputs, manifest and exit codes out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Literal

import pytest

from cribdeck.cli import main
from cribdeck.pipeline import Built, Options, build, check
from cribdeck.progress import Silent
from cribdeck.world import World

PROJECT = Path(__file__).resolve().parent.parent

NOTE = """# 负载均衡

## 概念
- 会话保持：让同一客户端的请求始终落到同一台机器。
- 健康检查：持续判断后端好坏，据此摘除或恢复节点。

## 四层 vs 七层
| 对比 | 四层 | 七层 |
|---|---|---|
| 转发依据 | IP 与端口 | URL 与主机名 |
| 代表 | LVS | Nginx |
"""


class Folder:
    """A source folder and the builds made of it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "backend"
        self.dist = root / "dist"
        self.source.mkdir()
        self.world = World(
            self.source, self.dist, self.source / "ledger.jsonl", PROJECT / "templates"
        )

    def write(self, name: str, content: str | bytes) -> None:
        path = self.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(self, only: Literal["cards", "sheets"] | None = "cards") -> Built:
        return build(self.world, Options(only, jobs=2), Silent())

    @property
    def manifest(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.dist / "build.json").read_bytes())
        return loaded

    def outputs(self) -> dict[str, bytes]:
        paths = [path for path in self.dist.rglob("*") if path.is_file() and path.name != ".lock"]
        return {path.relative_to(self.dist).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return Folder(tmp_path)


def codes(built: Built) -> list[str]:
    return [diagnostic.code for diagnostic in built.diagnostics]


def test_a_note_becomes_deck_sheet_and_manifest(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    built = folder.build(only=None)
    assert (built.exit_code, codes(built)) == (0, [])
    sheets = {"sheets/lb.pdf", "sheets/lb-blanks.pdf"}
    assert set(folder.outputs()) == {"build.json", "backend.apkg", "report.html", *sheets}
    manifest = folder.manifest
    assert list(manifest) == [
        "schema",
        "deck",
        "notes",
        "comparisons",
        "sheets",
        "coverage",
        "diagnostics",
        "changes",
        "searches",
        "report",
    ]
    (comparison,) = manifest["comparisons"]
    assert comparison["entities"] == ["四层", "七层"]
    assert comparison["aspects"] == ["转发依据", "代表"]
    assert comparison["cells"][1][0] == {"text": "LVS", "from": "typed", "sources": ["lb.md:11"]}
    assert [note["line"] for note in manifest["notes"]] == [4, 5, 10, 11]
    assert manifest["notes"][0]["deck"] == "backend::负载均衡"
    assert manifest["changes"] == {
        "new": 4,
        "edited": 0,
        "moved": 0,
        "unchanged": 0,
        "retired": 0,
    }
    assert manifest["coverage"]["lb.md"] == {
        "units": 3,
        "used": 3,
        "unused": [],
        "on_sheet_only": 0,
        "reasons": {},
    }
    sheet, blanks = manifest["sheets"]
    assert (blanks["variant"], blanks["file"], blanks["pages"]) == (
        "blanks",
        "sheets/lb-blanks.pdf",
        2,
    )
    assert (sheet["name"], sheet["variant"], sheet["pages"]) == ("lb", "answers", 1)


def test_a_rebuild_without_change_gives_the_same_bytes(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("lb.md", NOTE)
    folder.build(only=None)
    before, ledger = folder.outputs(), folder.world.read_ledger()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700009999")
    built = folder.build(only=None)
    after = folder.outputs()
    assert folder.world.read_ledger() == ledger
    assert folder.manifest["changes"]["unchanged"] == 4
    # The manifest of the first build calls the notes new; all else is the same.
    assert {name: after[name] for name in after if name != "build.json"} == {
        name: before[name] for name in before if name != "build.json"
    }
    folder.build(only=None)
    assert folder.outputs() == after
    assert "4 unchanged" in built.summary


def test_deleted_outputs_come_back_as_they_were(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    folder.build(only=None)
    folder.build(only=None)
    before = folder.outputs()
    shutil.rmtree(folder.dist)
    folder.build(only=None)
    after = folder.outputs()
    # What the last changes were, only the report knew.
    assert {**after, "report.html": b""} == {**before, "report.html": b""}


def test_the_sheet_of_a_removed_note_goes_and_foreign_files_stay(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    folder.write("mq.md", "# MQ\n\n- ACK：消费者处理完发出的回执。\n")
    folder.build(only=None)
    (folder.dist / "sheets" / "mine.pdf").write_bytes(b"mine")
    (folder.source / "mq.md").unlink()
    folder.build(only=None)
    assert set(folder.outputs()) == {
        "build.json",
        "backend.apkg",
        "report.html",
        "sheets/lb.pdf",
        "sheets/lb-blanks.pdf",
        "sheets/mine.pdf",
    }


def test_cards_alone_leave_the_sheets_as_they_are(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    folder.build(only=None)
    pdf = folder.outputs()["sheets/lb.pdf"]
    folder.write("lb.md", NOTE.replace("LVS", "IPVS"))
    folder.build(only="cards")
    assert folder.outputs()["sheets/lb.pdf"] == pdf
    kept = [(sheet["name"], sheet["variant"]) for sheet in folder.manifest["sheets"]]
    assert kept == [("lb", "answers"), ("lb", "blanks")]
    assert folder.manifest["changes"]["edited"] == 1


def test_sheets_alone_leave_deck_and_ledger_as_they_are(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    folder.build(only=None)
    deck, ledger = folder.outputs()["backend.apkg"], folder.world.read_ledger()
    folder.write("lb.md", NOTE.replace("LVS", "IPVS"))
    folder.build(only="sheets")
    assert folder.outputs()["backend.apkg"] == deck
    assert folder.world.read_ledger() == ledger


def test_a_folder_that_never_held_notes_is_an_error(folder: Folder) -> None:
    built = folder.build()
    assert (built.exit_code, codes(built)) == (1, ["no_sources"])
    assert str(built.diagnostics[0]).startswith("backend:1:1: error no_sources")
    assert folder.outputs() == {}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("bad.md", b"\x00\x01\x02PNG\x00" * 40, "bad.md:1:1: error binary_file"),
        ("bad.md", "# 标题\n\n```sql\nselect 1\n", "bad.md:3:1: error unclosed_fence"),
        ("bad.md", "# T\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "bad.md:5:"),
        ("bad.md", "---\ntitle: [\n---\n# T\n", "bad.md:2:"),
        ("bad.md", "# T\n\n## 甲\n\n## 甲\n", "bad.md:5:1: warning duplicate_heading"),
        ("bad.md", "# T\n\n" + "长" * 34_000 + "\n", "bad.md:3:1: warning overlong_line"),
        ("bad.txt", "负载均衡器".encode("gb18030") * 9, "bad.txt:1:1: info gb18030"),
    ],
)
def test_bad_input_is_said_with_its_place_and_the_rest_is_built(
    folder: Folder, name: str, content: str | bytes, expected: str
) -> None:
    folder.write(name, content)
    folder.write("lb.md", NOTE)
    built = folder.build()
    said = [it for it in built.diagnostics if str(it).startswith(expected)]
    assert said
    assert all(diagnostic.hint for diagnostic in said)
    assert built.exit_code == (1 if " error " in expected else built.exit_code)
    assert [note["line"] for note in folder.manifest["notes"] if note["path"] == "lb.md"] == [
        4,
        5,
        10,
        11,
    ]


def test_an_unreadable_file_is_said_and_the_rest_is_built(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    (folder.source / "gone.md").symlink_to(folder.source / "nowhere.md")
    built = folder.build()
    assert (built.exit_code, codes(built)) == (1, ["unreadable"])
    assert built.diagnostics[0].hint
    assert len(folder.manifest["notes"]) == 4


def test_gb18030_notes_and_long_lines_compile(folder: Folder) -> None:
    folder.write("gb.txt", NOTE.encode("gb18030"))
    folder.write(
        "long.md", "# 长行\n\n" + "很长的一行，" * 17_000 + "\n\n- 幂等：多次执行结果相同。\n"
    )
    built = folder.build()
    assert built.exit_code == 0
    paths = [note["path"] for note in folder.manifest["notes"]]
    assert (paths.count("gb.txt"), paths.count("long.md")) == (4, 1)


def test_two_headings_of_the_same_name_keep_their_cards_apart(folder: Folder) -> None:
    folder.write("a.md", "# A\n\n## 甲\n- 优点：实现简单。\n\n## 甲\n- 优点：可以扩展。\n")
    folder.build()
    notes = folder.manifest["notes"]
    assert len({note["guid"] for note in notes}) == len(notes) == 2


def test_wrong_settings_stop_the_build_before_anything_is_written(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    folder.write("cribdeck.toml", "[sheets]\ncolumn = 3\n")
    built = folder.build()
    assert (built.exit_code, codes(built)) == (2, ["settings"])
    assert not folder.dist.exists()


def test_rules_can_be_switched_off(folder: Folder) -> None:
    folder.write("lb.md", NOTE)
    folder.write("cribdeck.toml", "[rules]\ncolon_term = false\n")
    folder.build()
    assert {note["rule"] for note in folder.manifest["notes"]} == {"comparison_table"}


def test_tables_without_a_mark_can_be_switched_off(folder: Folder) -> None:
    folder.write(
        "kv.md",
        "# 学习\n## 存储\n### Redis\n- 优点：支持多种数据类型\n- 缺点：容量受内存限制\n"
        "### MySQL\n- 优点：支持事务和复杂查询\n- 缺点：高并发读写慢\n",
    )
    folder.build()
    assert "same_labels" in {note["rule"] for note in folder.manifest["notes"]}
    folder.write("cribdeck.toml", "[rules]\nsame_labels = false\n")
    folder.build()
    live = [note for note in folder.manifest["notes"] if note["state"] != "retired"]
    assert "same_labels" not in {note["rule"] for note in live}


def test_a_broken_template_stops_the_build(folder: Folder, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(PROJECT / "templates" / "cards", templates / "cards")
    (templates / "cards" / "definition.html").write_text("{% if %}", encoding="utf-8")
    folder.write("lb.md", NOTE)
    world = World(folder.source, folder.dist, folder.world.ledger, templates)
    built = build(world, Options("cards"), Silent())
    assert (built.exit_code, codes(built)) == (2, ["template"])
    assert "cards/definition.html:1" in built.diagnostics[0].message
    assert not (folder.dist / "backend.apkg").exists()


def test_a_check_says_the_same_and_writes_nothing(folder: Folder) -> None:
    folder.write("bad.md", b"\x00" * 40)
    folder.write("lb.md", NOTE)
    checked = check(folder.world)
    assert not folder.dist.exists()
    assert folder.world.read_ledger() is None
    assert (checked.exit_code, checked.diagnostics) == (1, folder.build().diagnostics)


def test_the_commands_speak_plainly(
    folder: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder.write("lb.md", NOTE)
    arguments = ["--source", str(folder.source), "--dist", str(folder.dist), "--only", "cards"]
    assert main(arguments) == 0
    assert "4 notes, 8 cards (4 new)" in capsys.readouterr().out
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"]["unchanged"] == 4
    assert main(["--source", str(tmp_path / "nowhere")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert main(["rules"]) == 0
    assert "colon_term" in capsys.readouterr().out
    assert main(["rules", "colon_term"]) == 0
    assert "colon_term" in capsys.readouterr().out
    assert main(["rules", "same_labels"]) == 0
    assert "## Does not match" in capsys.readouterr().out
    assert main(["rules", "nonsense"]) == 2


def test_a_read_only_source_folder_gets_its_ledger_beside_the_outputs(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("lb.md", NOTE)
    folder.source.chmod(0o555)
    arguments = ["--source", str(folder.source), "--dist", str(folder.dist), "--only", "cards"]
    assert main(arguments) == 0
    assert "the ledger goes to" in capsys.readouterr().err
    assert folder.dist.with_name("dist.ledger.jsonl").is_file()
    assert sorted(path.name for path in folder.source.iterdir()) == ["lb.md"]


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(command in text for command in ("build", "check", "rules", "test"))
