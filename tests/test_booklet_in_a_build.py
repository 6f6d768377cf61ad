"""Booklets as a build makes them: when, out of what, and what becomes of them afterwards."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from cribdeck.emit import sheet_workers
from cribdeck.emit.sheet_workers import Limits, print_sheets
from cribdeck.pipeline import Built, Options
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.sheets.booklet import BookletPlan
from cribdeck.world import World
from tests.sheets.samples import TEMPLATES

NAME = "sheets/backend-booklet.pdf"


@pytest.fixture
def world(tmp_path: Path) -> World:
    source = tmp_path / "backend"
    source.mkdir()
    (source / "a.md").write_text("# 甲\n\n- Broker：集群里的一台服务器。\n", encoding="utf-8")
    (source / "b.md").write_text("# 乙\n\n- 分区：主题的一段日志。\n", encoding="utf-8")
    return World(source, tmp_path / "dist", source / "ledger.jsonl", TEMPLATES)


def built(world: World) -> Built:
    return rebuild(world, Options(jobs=2), Silent())


def sheets_of(world: World) -> dict[str, bytes]:
    return {f"sheets/{it.name}": it.read_bytes() for it in (world.dist / "sheets").iterdir()}


def entries_of(world: World) -> list[tuple[str, str, int]]:
    entries = json.loads((world.dist / "build.json").read_bytes())["sheets"]
    return [(it["variant"], it["file"], it["pages"]) for it in entries]


def test_several_sheets_make_a_booklet_that_follows_them(world: World) -> None:
    assert built(world).exit_code == 0
    assert entries_of(world)[-1] == ("booklet", NAME, 4)
    first = sheets_of(world)[NAME]

    note = world.source / "b.md"
    note.write_text("# 乙\n\n- 分区：主题的一段日志，有序。\n", encoding="utf-8")
    assert "1 of 2 sheets" in built(world).summary
    second = sheets_of(world)
    assert second[NAME] != first
    # As a build that knows nothing makes it.
    clean = World(world.source, world.dist.parent / "clean", world.ledger, TEMPLATES)
    assert built(clean).exit_code == 0
    assert sheets_of(clean) == second

    note.unlink()
    assert built(world).exit_code == 0
    assert NAME not in sheets_of(world)


def test_it_can_be_left_out_and_be_all_there_is(world: World) -> None:
    settings = world.source / "cribdeck.toml"
    settings.write_text('[sheets]\nvariants = ["booklet"]\n', encoding="utf-8")
    assert built(world).exit_code == 0
    assert list(sheets_of(world)) == [NAME]
    assert [variant for variant, *_ in entries_of(world)] == ["booklet"]
    settings.write_text('[sheets]\nvariants = ["answers"]\n', encoding="utf-8")
    assert built(world).exit_code == 0
    assert sorted(sheets_of(world)) == ["sheets/a.pdf", "sheets/b.pdf"]


def test_one_that_fails_costs_no_sheet_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hurried(plans, *rest, **more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202
        """Print sheets, and have no time for a booklet."""
        limits = Limits(0.0, 0.0) if isinstance(plans[0], BookletPlan) else sheet_workers.LIMITS
        return partial(print_sheets, limits=limits)(plans, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(sheet_workers, "print_sheets", hurried)
        failed = built(world)
    assert failed.exit_code == 1
    assert [it.code for it in failed.diagnostics] == ["booklet_failed"]
    assert {"sheets/a.pdf", "sheets/b.pdf"} <= set(sheets_of(world))
    assert NAME not in sheets_of(world)
    again = built(world)
    assert (again.exit_code, NAME in sheets_of(world)) == (0, True)
    assert "a sheet could not be made" in again.summary
    assert "0 of 2 sheets" in again.summary
