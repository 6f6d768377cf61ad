"""From the file to the card: what is corrected, what is kept, what is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.emit.html import Templates
from cribdeck.extract import extract
from cribdeck.identity.draft import drafts
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.pipeline import check
from cribdeck.spelling import check_spelling
from cribdeck.syntax import parse
from cribdeck.world import World
from tests.extract.cases import document_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLLOWERS = "每个 follower 从 leader 拉取日志。\n" * 4
NOTE = f"{FOLLOWERS}\n- 只读副本：follwer 不参加投票，只复制日志\n- 追随者（follower）：复制日志\n"


def notes_of(text: str) -> list[Note]:
    spelling = check_spelling([document_of(text, "raft.md")])
    (document,) = spelling.documents
    outline = replace(
        extract(document).outline, corrections=spelling.corrections.get("raft.md", ())
    )
    found = identify(list(drafts(outline, "Raft")), Ledger())
    notes, problems = compose(found.notes, Templates(TEMPLATES).render)
    assert not problems
    return notes


def field(note: Note, name: str) -> str:
    return note.fields[[it for it, _ in FIELDS].index(name)]


def test_the_card_shows_the_right_word_and_keeps_the_wrong_one_findable() -> None:
    (note,) = (it for it in notes_of(NOTE) if "不参加投票" in field(it, "Text"))
    assert "follower 不参加投票" in field(note, "Text")
    assert "follwer" not in field(note, "Text")
    assert ">更正</span>原文作 follwer<" in field(note, "Extra")


def test_cards_of_other_lines_say_nothing_of_it() -> None:
    others = [it for it in notes_of(NOTE) if "不参加投票" not in field(it, "Text")]
    assert others
    assert not any("原文作" in field(it, "Extra") for it in others)


@pytest.fixture
def world(tmp_path: Path) -> World:
    source = tmp_path / "raft"
    source.mkdir()
    (source / "a.md").write_text(f"{NOTE}- 状态：写着 nestat 这个词的一行\n", encoding="utf-8")
    (source / "b.md").write_text("## 選舉\n- 隊列：消費者從隊列中獲取消息\n", encoding="utf-8")
    return World(source, tmp_path / "dist", source / "ledger.jsonl", TEMPLATES)


def test_a_build_says_what_it_suspects_and_what_it_has_corrected(world: World) -> None:
    said = [f"{it.span} {it.severity} {it.code}" for it in check(world).diagnostics]
    assert "a.md:6:8 info corrected_typo" in said
    assert "a.md:8:9 warning suspected_typo" in said
    assert "b.md:1:1 warning script_mix" in said


def test_the_settings_choose_one_script(world: World) -> None:
    (world.source / "cribdeck.toml").write_text('[cards]\nscript = "simplified"\n')
    assert "script_mix" not in [it.code for it in check(world).diagnostics]


def test_the_settings_and_the_note_decide_what_is_said(world: World) -> None:
    (world.source / "cribdeck.toml").write_text(
        '[lint]\ncorrected_typo = "error"\nscript_mix = "off"\n'
    )
    note = (world.source / "a.md").read_text(encoding="utf-8")
    silenced = note.replace("- 状态", "<!-- lint: off suspected_typo -->\n\n- 状态")
    (world.source / "a.md").write_text(silenced, encoding="utf-8")
    checked = check(world)
    spelling = {"corrected_typo", "script_mix", "suspected_typo"}
    assert [
        str(it).partition(" follwer")[0] for it in checked.diagnostics if it.code in spelling
    ] == ["a.md:6:8: error corrected_typo"]
    assert checked.exit_code == 1


def test_an_endless_word_takes_no_time() -> None:
    document, _ = parse("a.md", ("字 " + "a" * 1_000_000).encode())
    assert document is not None
    assert check_spelling([document]).diagnostics == ()
