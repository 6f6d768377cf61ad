"""A table with `?` on its way through the whole compiler."""

from __future__ import annotations

import json
from pathlib import Path

from cribdeck.pipeline import Options, assemble_notes, build
from cribdeck.progress import Silent
from cribdeck.world import World

PROJECT = Path(__file__).resolve().parents[2]
TABLE = """# 选型

## Kafka vs RabbitMQ
| 对比 | Kafka | RabbitMQ（rabbit） |
|---|---|---|
| 消息顺序 | ? | 队列内有序 |
| 事务 | ? | ? |
"""


def world_of(root: Path) -> World:
    source = root / "notes"
    source.mkdir()
    (source / "a.md").write_text(
        "# 消息\n\nKafka 的消息顺序：{{c1::分区}}内有序。\n\nrabbit 的事务：会阻塞信道。\n",
        encoding="utf-8",
    )
    (source / "b.md").write_text(TABLE, encoding="utf-8")
    return World(source, root / "dist", source / "ledger.jsonl", PROJECT / "templates")


def test_found_cells_are_asked_and_say_where_they_are_from(tmp_path: Path) -> None:
    world = world_of(tmp_path)
    built = build(world, Options("cards"), Silent())
    manifest = json.loads((tmp_path / "dist" / "build.json").read_bytes())
    (table,) = (it for it in manifest["comparisons"] if it["path"] == "b.md")
    assert table["cells"] == [
        [
            {"text": "分区内有序", "from": "found", "sources": ["a.md:3"]},
            {"text": "队列内有序", "from": "typed", "sources": ["b.md:6"]},
        ],
        [None, {"text": "会阻塞信道", "from": "found", "sources": ["a.md:5"]}],
    ]
    answers = [
        card["answer"]
        for note in manifest["notes"]
        if note["kind"] == "comparison"
        for card in note["cards"]
    ]
    # What rabbit's own card hides is shown, not asked twice.
    assert sorted(answers) == ["分区内有序", "队列内有序"]
    rows = {(note["path"], note["line"]): note for note in manifest["notes"]}
    assert "a.md" in rows["b.md", 6]["fields"]["Source"]
    (remark,) = (it for it in built.diagnostics if it.code == "unfilled_cell")
    assert (remark.span.path, remark.span.line) == ("b.md", 7)
    assert built.exit_code == 0


def test_the_stages_up_to_here_can_be_run_alone(tmp_path: Path) -> None:
    assembled = assemble_notes(world_of(tmp_path))
    assert not isinstance(assembled, tuple)
    assert hasattr(assembled, "cells")
    assert len(assembled.cells) == 3
    assert not (tmp_path / "dist").exists()


def test_a_folder_without_notes_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    stopped = assemble_notes(
        World(tmp_path / "notes", tmp_path / "dist", tmp_path / "l", PROJECT / "templates")
    )
    assert [it.code for it in stopped.diagnostics] == ["no_sources"]
