"""Cards that a check keeps out of the deck, through the whole compiler and back again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cribdeck.cli import main
from cribdeck.pipeline import Options, build, check
from cribdeck.progress import Silent
from cribdeck.world import World
from tests.anki_oracle import collection, import_package

PROJECT = Path(__file__).resolve().parent.parent

NOTE = """# 负载均衡

- 会话保持：让同一客户端的请求始终落到同一台机器。

## 为什么要做健康检查？

持续判断后端好坏，据此摘除或恢复节点。
"""
"""A definition, asked in both directions, and a question with a single card."""

SHORT = "[lint.thresholds]\nanswer_too_long = 10\n"
"""Under which both explanations are too long for an answer."""


class Folder:
    """A source folder, and what builds make of it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "backend"
        self.source.mkdir()
        ledger = self.source / "ledger.jsonl"
        self.world = World(self.source, root / "dist", ledger, PROJECT / "templates")

    def build(self, note: str, settings: str = "") -> dict[str, Any]:
        """Build and return the manifest."""
        (self.source / "lb.md").write_text(note, encoding="utf-8")
        (self.source / "cribdeck.toml").write_text(settings, encoding="utf-8")
        built = build(self.world, Options("cards"), Silent())
        assert built.exit_code == 0
        assert check(self.world).diagnostics == built.diagnostics
        manifest: dict[str, Any] = json.loads(built.manifest)
        guids = [it["guid"] for it in manifest["notes"]]
        assert len(set(guids)) == len(guids)
        return manifest

    def record(self, guid: str) -> dict[str, Any]:
        """Return what the ledger holds about a note."""
        lines = self.world.ledger.read_text(encoding="utf-8").splitlines()
        (found,) = [it for it in map(json.loads, lines) if it.get("guid") == guid]
        assert isinstance(found, dict)
        return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return Folder(tmp_path)


def cards(manifest: dict[str, Any]) -> dict[str, list[int]]:
    """Return the ordinals of each note that is not retired, by its GUID."""
    live = (it for it in manifest["notes"] if it["state"] != "retired")
    return {it["guid"]: [card["ordinal"] for card in it["cards"]] for it in live}


def said(manifest: dict[str, Any], code: str) -> list[tuple[int, str]]:
    return [(it["line"], it["message"]) for it in manifest["diagnostics"] if it["code"] == code]


def test_the_other_cards_of_a_note_stay_as_they_are(folder: Folder) -> None:
    before = folder.build(NOTE)
    definition, question = cards(before)
    assert cards(before) == {definition: [0, 1], question: [0]}
    after = folder.build(NOTE, SHORT)
    assert cards(after) == {definition: [0]}
    text = after["notes"][0]["fields"]["Text"]
    assert "{{c1::会话保持}}：让同一客户端" in text
    assert said(after, "answer_too_long") == [
        (3, "kept out of the deck: the answer is 18 units long, 10 are the limit"),
        (5, "kept out of the deck: the answer is 17 units long, 10 are the limit"),
    ]


def test_what_is_kept_out_is_unused_with_the_reason(folder: Folder) -> None:
    (coverage,) = folder.build(NOTE, SHORT)["coverage"].values()
    assert (coverage["units"], coverage["used"]) == (2, 1)
    (unused,) = coverage["unused"]
    assert (unused["line"], unused["why"]) == (7, "kept out of the deck: answer_too_long")


def test_a_card_that_comes_back_is_the_same_card(folder: Folder) -> None:
    before = folder.build(NOTE)
    definition, question = cards(before)
    clozes = folder.record(definition)["clozes"]
    held = folder.build(NOTE, SHORT)
    assert held["changes"]["retired"] == 1
    assert [it["n"] for it in clozes] == [1, 2]
    assert folder.record(definition)["clozes"] == clozes
    assert folder.record(question)["retired"] is not None
    again = folder.build(NOTE, SHORT)
    assert again["changes"] == {"new": 0, "edited": 0, "moved": 0, "unchanged": 1, "retired": 0}
    back = folder.build(NOTE)
    assert cards(back) == cards(before)
    assert [it["fields"] for it in back["notes"]] == [it["fields"] for it in before["notes"]]


def test_a_note_that_was_never_made_leaves_no_trace(folder: Folder) -> None:
    held = folder.build(NOTE, SHORT)
    assert held["changes"]["new"] == 1
    assert folder.world.ledger.read_text(encoding="utf-8").count('"type": "note"') == 1
    back = folder.build(NOTE)
    assert back["changes"] == {"new": 1, "edited": 1, "moved": 0, "unchanged": 0, "retired": 0}


def test_what_the_author_hid_is_only_warned_of(folder: Folder) -> None:
    manifest = folder.build(
        "# 甲\n\n健康检查：==持续判断后端好坏，据此摘除节点==，再恢复。\n", SHORT
    )
    (remark,) = said(manifest, "answer_too_long")
    assert remark == (3, "the answer is 14 units long, 10 are the limit")
    assert [it["rule"] for it in manifest["notes"]] == ["explicit_cloze"]


def test_a_comment_silences_a_check_up_to_the_next(folder: Folder) -> None:
    comment = "<!-- lint: off answer_too_long -->\n\n- 会话"
    silent = NOTE.replace("- 会话", comment).replace("## ", "<!-- lint: on -->\n\n## ")
    manifest = folder.build(silent, SHORT)
    assert [line for line, _ in said(manifest, "answer_too_long")] == [9]
    assert list(cards(manifest).values()) == [[0, 1]]
    assert said(folder.build(silent.replace("too", "to"), SHORT), "unknown_check")


def test_a_level_can_be_set(folder: Folder) -> None:
    manifest = folder.build(NOTE, '[lint]\nanswer_too_long = "info"\n' + SHORT)
    assert list(cards(manifest).values()) == [[0, 1], [0]]
    assert {it["severity"] for it in manifest["diagnostics"]} == {"info"}


def test_a_check_prints_places_and_fails_on_errors_alone(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", "--source", str(folder.source)]
    folder.build(NOTE)
    assert main(arguments) == 0
    assert capsys.readouterr() == ("", "")
    folder.build(NOTE, SHORT)
    assert main(arguments) == 0
    first, _second = capsys.readouterr().out.splitlines()
    assert first == (
        "lb.md:3:3: warning answer_too_long kept out of the deck: the answer is 18 units long, "
        "10 are the limit (split it into a list or into several lines)"
    )
    (folder.source / "cribdeck.toml").write_text(f'[lint]\nanswer_too_long = "error"\n{SHORT}')
    assert main(arguments) == 1
    assert capsys.readouterr().out.count(": error answer_too_long ") == 2
    (folder.source / "cribdeck.toml").write_text(f'[lint]\nanswer_too_long = "info"\n{SHORT}')
    assert main(arguments) == 0
    assert capsys.readouterr().out == ""
    assert main([*arguments, "--all"]) == 0
    assert capsys.readouterr().out.count(": info answer_too_long ") == 2
    assert main([*arguments, "--json"]) == 0
    remarks = json.loads(capsys.readouterr().out)
    assert [(it["line"], it["severity"]) for it in remarks] == [(3, "info"), (5, "info")]
    (folder.source / "cribdeck.toml").write_text("[lint]\nanswer_to_long = 'off'\n")
    assert main(arguments) == 2
    assert "did you mean `answer_too_long`?" in capsys.readouterr().out


def test_checks_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks"]) == 0
    assert "answer_too_long (keep out, threshold 80): " in capsys.readouterr().out
    assert main(["checks", "answer_too_long"]) == 0
    assert capsys.readouterr().out.startswith("# answer_too_long\n")
    assert main(["checks", "nonsense"]) == 2
    assert "there is no check 'nonsense'" in capsys.readouterr().err


def test_a_check_waits_for_no_back_end() -> None:
    program = (
        "import sys; from cribdeck.cli import main; main(['check']); "
        "print([it for it in ('genanki', 'weasyprint', 'fontTools', 'rich') if it in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_in_anki_a_card_that_comes_back_has_kept_its_history(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def import_build(settings: str, now: str) -> dict[tuple[str, int], int]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", now)
        folder.build(NOTE, settings)
        import_package(col, (folder.world.dist / "backend.apkg").read_bytes())
        assert col.db is not None
        rows = col.db.all("select n.guid, c.ord, c.id from cards c join notes n on n.id = c.nid")
        return {(guid, ordinal): card for guid, ordinal, card in rows}

    with collection() as col:
        before = import_build("", "1700000000")
        held = import_build(SHORT, "1700000100")
        assert held.items() <= before.items()
        assert import_build("", "1700000200") == before
        assert len(before) == 3
