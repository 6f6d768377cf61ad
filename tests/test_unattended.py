"""Builds that nobody looks at: what they say, and what they rather leave alone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cribdeck.cli import main
from cribdeck.pipeline import Built, Options, build, dry_run
from cribdeck.progress import Silent
from cribdeck.world import World
from tests import anki_oracle
from tests.anki_oracle import collection, counts, import_package

PROJECT = Path(__file__).resolve().parent.parent
START = 1_700_000_000
DAY = 86_400


NAMES = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"


def terms(name: str, count: int) -> str:
    """Return a note of `count` definitions."""
    lines = (f"- {name}{it}节点：负责{it}字一路数据的{name}组服务。" for it in NAMES[:count])
    return "\n".join((f"# {name}", "", "## 概念", *lines, ""))


class Folder:
    """A source folder, its outputs, and a clock that goes on by a day with every build."""

    def __init__(self, root: Path, set_clock: Callable[[int], None]) -> None:
        self.source = root / "backend"
        self.dist = root / "dist"
        self.source.mkdir()
        self.world = World(
            self.source, self.dist, self.source / "ledger.jsonl", PROJECT / "templates"
        )
        self._set_clock = set_clock
        self._now = START

    def write(self, name: str, content: str) -> None:
        path = self.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def build(self, *, accept: bool = False) -> Built:
        self._now += DAY
        self._set_clock(self._now)
        return build(self.world, Options("cards", accept=accept), Silent())

    def go_back(self, days: int) -> None:
        """Set the clock back."""
        self._now -= days * DAY

    def dry_run(self) -> Built:
        return dry_run(self.world, Options(), Silent())

    @property
    def package(self) -> bytes:
        return (self.dist / "backend.apkg").read_bytes()

    @property
    def manifest(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.dist / "build.json").read_bytes())
        return loaded

    def states(self) -> dict[str, str]:
        """Return the state of each note by its first word."""
        return {it["cards"][0]["answer"]: it["state"] for it in self.manifest["notes"]}

    def files(self) -> dict[Path, bytes]:
        """Return everything there is, but for the notes, the lock and the cache."""
        found = [*self.dist.rglob("*"), *self.source.glob("ledger*")]
        return {
            path: path.read_bytes()
            for path in found
            if path.is_file() and path.name != ".lock" and ".cache" not in path.parts
        }

    def arguments(self, *more: str) -> list[str]:
        folders = ["--source", str(self.source), "--dist", str(self.dist)]
        return ["build", *folders, "--only", "cards", *more]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    def set_clock(now: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(now))

    set_clock(START)
    return Folder(tmp_path, set_clock)


@pytest.fixture
def large(folder: Folder) -> Folder:
    """A folder of two sources with thirty notes each, built once."""
    folder.write("a.md", terms("甲", 30))
    folder.write("b.md", terms("乙", 30))
    assert folder.build().exit_code == 0
    return folder


def codes(built: Built) -> list[str]:
    return [it.code for it in built.diagnostics]


def vanish(folder: Folder) -> None:
    (folder.source / "a.md").unlink()


def empty(folder: Folder) -> None:
    vanish(folder)
    (folder.source / "b.md").unlink()


def blank(folder: Folder) -> None:
    folder.write("a.md", "")
    folder.write("b.md", "\n\n")


def switch_off(folder: Folder) -> None:
    folder.write("cribdeck.toml", "[rules]\ncolon_term = false\n")


@pytest.mark.parametrize("harm", [vanish, empty, blank, switch_off])
def test_a_build_that_would_cost_many_cards_writes_nothing_until_it_is_told(
    large: Folder, harm: Callable[[Folder], None]
) -> None:
    before = large.files()
    harm(large)
    for _ in range(2):
        built = large.build()
        assert built.exit_code == 3
        assert "brake" in codes(built)
        assert (built.manifest, built.summary) == ("", "")
        assert large.files() == before
    accepted = large.build(accept=True)
    assert accepted.exit_code in {0, 1}
    assert large.manifest["changes"]["retired"] == (30 if harm is vanish else 60)
    assert large.build().exit_code == accepted.exit_code


def test_the_list_names_sources_keys_and_numbers(large: Folder) -> None:
    vanish(large)
    held = [str(it) for it in large.build().diagnostics if it.code == "brake"]
    assert "30 of 60 known notes (50%) would lose their cards" in held[0]
    assert "--accept" in held[0]
    keys = "; ".join(f"甲{it}节点" for it in NAMES[:5])
    assert held[1:] == [f"a.md:1:1: error brake 30 of 30 notes: {keys}, and 25 more"]


def test_one_note_is_enough_when_the_folder_is_empty(folder: Folder) -> None:
    folder.write("a.md", terms("甲", 1))
    folder.build()
    (folder.source / "a.md").unlink()
    built = folder.build()
    assert (built.exit_code, codes(built)) == (3, ["no_sources", "brake", "brake"])
    assert "the source folder holds no notes" in built.diagnostics[1].message


def test_the_settings_say_from_where_on_to_ask(large: Folder) -> None:
    vanish(large)
    large.write("cribdeck.toml", "[brake]\nshare = 0.5\n")
    assert large.build().exit_code == 0


def test_a_renamed_file_and_a_rewritten_heading_do_not_stop_a_build(large: Folder) -> None:
    (large.source / "a.md").rename(large.source / "c.md")
    large.write("b.md", terms("乙", 30).replace("## 概念", "## 名词"))
    assert large.build().exit_code == 0
    assert large.manifest["changes"]["retired"] == 0


def test_a_renamed_file_overwrites_nothing_that_the_learner_wrote(large: Folder) -> None:
    first = large.package
    (large.source / "a.md").rename(large.source / "c.md")
    large.build()
    assert (large.manifest["changes"]["moved"], large.manifest["changes"]["edited"]) == (30, 0)
    with collection() as col:
        import_package(col, first)
        note = col.get_note(col.find_notes("tag:cribdeck::a")[0])
        note["Extra"], note.tags = "mine", ["mine"]
        col.update_note(note)
        assert counts(import_package(col, large.package)) == {"duplicate": 60}
        note.load()
        assert (note["Extra"], note.tags) == ("mine", ["mine"])
        (search,) = (it["search"] for it in large.manifest["searches"]["moved"])
        assert len(col.find_notes(search)) == 30
    with collection() as col:
        import_package(col, large.package)
        assert len(col.find_notes("tag:cribdeck::c")) == 30
        assert len(col.find_notes("Source:c.md*")) == 30


def test_notes_of_a_source_that_cannot_be_read_are_neither_retired_nor_touched(
    large: Folder,
) -> None:
    before = large.world.read_ledger()
    (large.source / "a.md").unlink()
    (large.source / "a.md").symlink_to(large.source / "nowhere.md")
    built = large.build()
    assert (built.exit_code, codes(built)) == (1, ["unreadable"])
    assert large.world.read_ledger() == before
    assert large.manifest["changes"]["retired"] == 0
    (large.source / "a.md").unlink()
    large.write("a.md", "\x00" * 400)
    assert codes(large.build()) == ["binary_file"]
    assert large.world.read_ledger() == before


def test_a_source_that_vanishes_while_it_is_read_retires_nothing(
    large: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editors that save by renaming leave such moments."""
    before = large.world.read_ledger()
    read = World.read_source

    def gone(world: World, path: str) -> bytes:
        if path == "a.md":
            (large.source / path).unlink()
        return read(world, path)

    monkeypatch.setattr(World, "read_source", gone)
    assert codes(large.build()) == ["unreadable"]
    assert large.world.read_ledger() == before


def test_a_vanished_folder_changes_nothing(large: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ledger.jsonl"
    shutil.copy(large.world.ledger, elsewhere)
    shutil.rmtree(large.source)
    before = large.files()
    assert large.build().exit_code == 1
    world = World(large.source, large.dist, elsewhere, PROJECT / "templates")
    held = build(world, Options("cards"), Silent())
    assert (held.exit_code, codes(held)) == (3, ["no_sources", "brake", "brake", "brake"])
    assert large.files() == before


def test_a_clock_that_was_wrong_is_said(large: Folder) -> None:
    large.write("a.md", terms("甲", 31))
    large.go_back(400)
    built = large.build()
    assert (built.exit_code, codes(built)) == (0, ["clock"])


def test_when_no_source_at_all_can_be_read_everything_stays_as_it_is(folder: Folder) -> None:
    folder.write("a.md", terms("甲", 30))
    folder.build()
    before = folder.files()
    folder.write("a.md", "\x00" * 400)
    built = folder.build()
    assert (built.exit_code, codes(built)) == (1, ["binary_file"])
    assert folder.files() == before


def test_a_retired_note_is_in_the_package_and_in_the_manifest(large: Folder) -> None:
    first = large.package
    large.write("b.md", terms("乙", 29))
    built = large.build()
    assert large.manifest["changes"] == {
        "new": 0,
        "edited": 0,
        "moved": 0,
        "unchanged": 59,
        "retired": 1,
    }
    retired = [it for it in large.manifest["notes"] if it["state"] == "retired"]
    assert [(it["path"], it["cards"][0]["answer"]) for it in retired] == [("b.md", "乙吕节点")]
    assert retired[0]["tags"] == ["cribdeck::b", "cribdeck::retired"]
    assert large.manifest["searches"]["retired"] == {"search": "tag:cribdeck::retired", "notes": 1}
    assert "59 notes, 118 cards (59 unchanged, 1 retired)" in built.summary
    assert "Browse tag:cribdeck::retired -- 1 note is not in the sources any more" in built.summary
    second = large.package
    with collection() as col:
        import_package(col, first)
        assert counts(import_package(col, second)) == {"updated": 1, "duplicate": 59}
    assert anki_oracle.problems_of_upgrade(first, second) == []
    # It is spoken of again, but it is no news.
    large.build()
    assert large.package == second
    assert large.manifest["changes"]["retired"] == 0
    assert large.manifest["searches"]["retired"]["notes"] == 1


def test_a_deck_all_of_whose_notes_are_retired_still_says_so(large: Folder) -> None:
    first = large.package
    empty(large)
    assert large.build(accept=True).exit_code == 1
    assert [it["state"] for it in large.manifest["notes"]] == ["retired"] * 60
    with collection() as col:
        import_package(col, first)
        assert counts(import_package(col, large.package)) == {"updated": 60}


def test_notes_come_back_as_themselves_after_a_mishap(large: Folder) -> None:
    first = large.package
    kept = (large.source / "a.md").read_text(encoding="utf-8")
    vanish(large)
    large.build(accept=True)
    large.write("a.md", kept)
    large.build()
    assert large.manifest["changes"] == {
        "new": 0,
        "edited": 30,
        "moved": 0,
        "unchanged": 30,
        "retired": 0,
    }
    assert large.manifest["searches"]["retired"] is None
    assert anki_oracle.problems_of_upgrade(first, large.package) == []


def test_notes_that_belong_to_another_deck_now_are_found_by_a_search(large: Folder) -> None:
    large.write("b.md", terms("乙", 29))
    large.write("c.md", "# 丙\n\n## 概念\n- 乙吕节点：负责吕字一路数据的乙组服务。\n")
    built = large.build()
    (note,) = (it for it in large.manifest["notes"] if it["path"] == "c.md")
    assert (note["state"], note["deck"], note["belongs"]) == (
        "edited",
        "backend::乙",
        "backend::丙",
    )
    assert large.manifest["searches"]["moved"] == [
        {
            "search": f"ID:{note['guid']}",
            "notes": 1,
            "deck": "backend::乙",
            "belongs": "backend::丙",
        }
    ]
    assert f"Browse ID:{note['guid']} -- 1 note is elsewhere now" in built.summary
    # It is said once.
    large.build()
    assert large.manifest["searches"]["moved"] == []


def test_the_notes_of_a_renamed_source_are_counted_not_listed(large: Folder) -> None:
    (large.world.source / "b.md").rename(large.world.source / "c.md")
    listed = large.dry_run().summary
    assert "        moved   30 notes that were in b.md" in listed.split("\n")
    assert "was in b.md" not in listed


def test_a_deck_of_another_name_moves_no_card_and_is_said(large: Folder) -> None:
    large.write("cribdeck.toml", 'deck = "新名字"\n')
    large.build()
    groups = large.manifest["searches"]["moved"]
    assert [(it["deck"], it["belongs"], it["notes"]) for it in groups] == [
        ("backend::乙", "新名字::乙", 30),
        ("backend::甲", "新名字::甲", 30),
    ]
    assert large.manifest["changes"]["unchanged"] == 60


def test_a_cloze_that_is_gone_makes_empty_cards_due(folder: Folder) -> None:
    note = "# 表\n\n## 四层 vs 七层\n| 对比 | 四层 | 七层 |\n|---|---|---|\n| 代表 | LVS | {} |\n"
    folder.write("a.md", note.format("Nginx"))
    folder.build()
    folder.write("a.md", note.format(""))
    built = folder.build()
    (guid,) = {it["guid"] for it in folder.manifest["notes"]}
    assert folder.manifest["searches"]["empty_cards"] == {"search": f"ID:{guid}", "notes": 1}
    assert "Tools > Empty Cards is due" in built.summary


def test_a_dry_run_lists_every_change_and_writes_nothing(large: Folder) -> None:
    before = large.files()
    large.write("a.md", terms("甲", 29).replace("负责黄字一路", "处理黄字两路"))
    large.write("b.md", terms("乙", 31))
    built = large.dry_run()
    assert built.exit_code == 0
    assert large.files() == before
    listed, to_do = built.summary.split("in Anki, after the import:\n")
    assert listed.splitlines() == [
        "a.md",
        "     7  edited  «甲黄节点»：«[-负责-]{+处理+}黄字[-一-]{+两+}路数据的甲组服务»",
        "        retired «甲吕节点»：«负责吕字一路数据的甲组服务»",
        "b.md",
        "    34  new     «乙调节点»：«负责调字一路数据的乙组服务»",
        "a build would make: 1 new, 1 edited, 58 unchanged, 1 retired",
    ]
    assert to_do.startswith("  Browse tag:cribdeck::retired -- 1 note is not in the sources any")
    entries = json.loads(built.changes)
    assert [(it["state"], it["path"], it["line"]) for it in entries["changes"]] == [
        ("edited", "a.md", 7),
        ("retired", "a.md", None),
        ("new", "b.md", 34),
    ]
    assert entries["counts"]["retired"] == 1
    assert entries["brake"] is None


def test_a_dry_run_says_what_the_brake_would_do_and_lists_all_the_same(large: Folder) -> None:
    vanish(large)
    built = large.dry_run()
    assert built.exit_code == 3
    assert codes(built) == ["brake", "brake"]
    assert built.summary.count("retired ") >= 30
    listed = json.loads(built.changes)["brake"]
    assert (listed["lost"], listed["known"], listed["absent"]) == (30, 60, None)
    assert {it["path"] for it in listed["notes"]} == {"a.md"}
    accepted = dry_run(large.world, Options(accept=True), Silent())
    assert (accepted.exit_code, codes(accepted)) == (0, [])


def test_the_commands_say_the_same_in_words_and_in_json(
    large: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = large.files()
    vanish(large)
    capsys.readouterr()
    assert main(large.arguments("--quiet")) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("backend:1:1: error brake nothing has been written")
    assert main(large.arguments("--json")) == 3
    assert json.loads(capsys.readouterr().out)["brake"]["lost"] == 30
    assert main(large.arguments("--dry-run", "--json")) == 3
    assert len(json.loads(capsys.readouterr().out)["changes"]) == 30
    assert main(large.arguments("--dry-run", "--accept")) == 0
    assert "30 retired" in capsys.readouterr().out
    assert large.files() == before
    assert main(large.arguments("--accept", "--quiet")) == 0
    assert capsys.readouterr().out == ""
    assert large.manifest["changes"]["retired"] == 30


def test_what_was_held_back_leaves_nothing_behind_for_later_builds(large: Folder) -> None:
    assert main(large.arguments("--quiet")) == 0
    before = large.files()
    kept = (large.source / "a.md").read_text(encoding="utf-8")
    vanish(large)
    assert [main(large.arguments("--quiet")) for _ in range(2)] == [3, 3]
    large.write("a.md", kept)
    assert main(large.arguments("--quiet")) == 0
    assert large.files() == before
    assert large.manifest["changes"]["unchanged"] == 60


def test_a_dry_run_needs_no_folder_to_write_to(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("a.md", terms("甲", 2))
    assert main(folder.arguments("--dry-run")) == 0
    assert "2 new" in capsys.readouterr().out
    assert not folder.dist.exists()
    assert os.listdir(folder.source) == ["a.md"]  # noqa: PTH208  names are enough


def test_a_changed_template_alone_leaves_notes_and_their_age_alone(
    large: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(PROJECT / "templates", templates)
    first = large.package
    (templates / "cards" / "style.css").write_text(".card { color: blue }\n", encoding="utf-8")
    world = World(large.source, large.dist, large.world.ledger, templates)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(START + 9 * DAY))
    build(world, Options("cards"), Silent())
    assert large.manifest["changes"]["unchanged"] == 60
    with collection() as col:
        import_package(col, first)
        assert counts(import_package(col, large.package)) == {"duplicate": 60}
        notetype = col.models.by_name("Cribdeck")
        assert notetype is not None
        assert "blue" in notetype["css"]
