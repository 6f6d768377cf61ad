"""What several notes say of one thing, from the folders to the learner's Anki."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import anki_oracle
from tests.test_pipeline import Folder, codes

KAFKA = "# Kafka\n\n消费者（Consumer）属于一个组。\n\n消费者：订阅主题并且处理消息的应用程序\n"
MQ = "# 消息中间件\n\nConsumer：从代理那里读取消息的客户端\n"
OTHER = "# 缓存\n\n缓存雪崩：大量的键在同一时刻一起过期\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return Folder(tmp_path)


def consumer(folder: Folder) -> dict[str, Any]:
    """Return the only note about consumers."""
    (note,) = (
        it
        for it in folder.manifest["notes"]
        if it["kind"] == "definition" and it["cards"][0]["answer"] in ("消费者", "Consumer")
    )
    assert isinstance(note, dict)
    return note


def test_two_wordings_are_one_note_that_shows_both_and_covers_both(folder: Folder) -> None:
    folder.write("kafka.md", KAFKA)
    folder.write("mq.md", MQ)
    built = folder.build()
    assert "said_twice" in codes(built)
    note = consumer(folder)
    assert note["path"] == "mq.md"
    assert "订阅主题并且处理消息的应用程序" in note["fields"]["Extra"]
    assert "kafka.md" in note["fields"]["Extra"]
    unused = [it["line"] for it in folder.manifest["coverage"]["kafka.md"]["unused"]]
    assert 5 not in unused


def test_edits_of_either_wording_and_of_other_notes_keep_the_reviews(folder: Folder) -> None:
    folder.write("kafka.md", KAFKA)
    folder.write("mq.md", MQ)
    folder.build()
    first = consumer(folder)
    old = folder.outputs()["backend.apkg"]
    # An unrelated note; then a wording that is shorter than the one asked.
    folder.write("cache.md", OTHER)
    folder.build()
    assert consumer(folder)["guid"] == first["guid"]
    assert consumer(folder)["state"] == "unchanged"
    folder.write("kafka.md", KAFKA.replace("订阅主题并且处理消息的应用程序", "处理消息的应用程序"))
    folder.build()
    assert consumer(folder)["guid"] == first["guid"]
    assert consumer(folder)["path"] == "mq.md"
    assert "处理消息的应用程序" in consumer(folder)["fields"]["Extra"]
    new = folder.outputs()["backend.apkg"]
    assert anki_oracle.problems_of_upgrade(old, new) == []


def test_a_contradiction_is_a_warning_that_names_both_places(folder: Folder) -> None:
    line = "会话超时：消费者超过 {} 秒没有心跳就被移出消费者组\n"
    folder.write("a.md", "# Kafka\n\n" + line.format(10))
    folder.write("b.md", "# Kafka 运维\n\n" + line.format(45))
    built = folder.build()
    (found,) = (it for it in built.diagnostics if it.code == "contradiction")
    assert (found.span.path, found.span.line) == ("b.md", 3)
    assert "a.md:3" in found.message
    extras = [
        it["fields"]["Extra"] for it in folder.manifest["notes"] if "会话" in str(it["cards"])
    ]
    assert any("另一说" in it and "45 秒" in it for it in extras)
    assert any("另一说" in it and "10 秒" in it for it in extras)
