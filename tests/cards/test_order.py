"""New cards come in the order of the notes; asked of the real engine."""

from __future__ import annotations

import json
from pathlib import Path

from anki.collection import Collection

from cribdeck.pipeline import Options, build
from cribdeck.progress import Silent
from cribdeck.world import World
from tests.anki_oracle import collection, database, import_package, review

KAFKA = """# Kafka

## 概念

- 分区：一段只能追加的有序日志
- 副本：分区在另一台机器上的拷贝
- 位移：消息在分区里的编号

## 对比
| 对比 | leader | follower |
|---|---|---|
| 数量 | 每个分区一个 | 零个或多个 |
| 读写 | 负责全部读写 | 只做拉取备份 |
"""
REDIS = """# Redis

- 快照：某一时刻的全部数据写成文件
- 惰性删除：访问时才检查是否过期
"""
CONTROLLER = "- 控制器：负责选举分区领导者的那台机器\n"


def built(root: Path, **sources: str) -> bytes:
    """Return the package of a build in `root`, which remembers the builds before."""
    (root / "source").mkdir(exist_ok=True)
    (root / "source/cribdeck.toml").write_text('deck = "Cribdeck"\n', "utf-8")
    for name, note in sources.items():
        (root / "source" / f"{name}.md").write_text(note, "utf-8")
    shipped = Path(__file__).resolve().parent.parent.parent / "templates"
    world = World(root / "source", root / "dist", root / "source/ledger.jsonl", shipped)
    assert build(world, Options(only="cards"), Silent()).exit_code == 0
    return (root / "dist/Cribdeck.apkg").read_bytes()


def in_order(root: Path) -> list[str]:
    """Return the GUIDs of the notes as the manifest lists them: as they stand in the sources."""
    notes = json.loads((root / "dist/build.json").read_text("utf-8"))["notes"]
    lines = [(it["path"], it["line"]) for it in notes]
    assert lines == sorted(lines)
    return [it["guid"] for it in notes]


def to_learn(col: Collection) -> list[str]:
    """Return the GUIDs of new notes in the order in which Anki takes them by position."""
    return list(
        dict.fromkeys(
            database(col).list(
                "select n.guid from cards c join notes n on n.id = c.nid where c.type = 0"
                " order by c.due, c.ord"
            )
        )
    )


def test_new_cards_are_due_in_the_order_of_the_notes(tmp_path: Path) -> None:
    package = built(tmp_path, kafka=KAFKA, redis=REDIS)
    with collection() as col:
        import_package(col, package)
        assert to_learn(col) == in_order(tmp_path)
        dues = database(col).list("select due from cards order by due")
        assert len(set(dues)) == len(in_order(tmp_path))


def test_a_new_note_takes_its_place_among_those_that_wait(tmp_path: Path) -> None:
    first = built(tmp_path, kafka=KAFKA, redis=REDIS)
    before = in_order(tmp_path)
    with collection() as col:
        import_package(col, first)
        second = built(tmp_path, kafka=KAFKA.replace("- 副本", CONTROLLER + "- 副本"))
        after = in_order(tmp_path)
        (new,) = set(after) - set(before)
        import_package(col, second)
        waiting = to_learn(col)
        # Not behind everything: next to the notes it stands between in the source.
        assert abs(waiting.index(new) - after.index(new)) <= 1
        assert [it for it in waiting if it != new] == before


def test_what_is_being_learnt_stays_where_it_is(tmp_path: Path) -> None:
    first = built(tmp_path, kafka=KAFKA)
    with collection() as col:
        import_package(col, first)
        some = database(col).list("select id from cards order by due limit 3")
        review(col, some)
        known = database(col).all("select id, due, ivl from cards where type = 2 order by id")
        import_package(col, built(tmp_path, kafka=KAFKA.replace("- 副本", CONTROLLER + "- 副本")))
        again = database(col).all("select id, due, ivl from cards where type = 2 order by id")
        assert again == known


def test_decks_and_their_description(tmp_path: Path) -> None:
    with collection() as col:
        import_package(
            col, built(tmp_path, kafka=KAFKA, redis="---\ndeck: 缓存::Redis\n---\n" + REDIS)
        )
        names = {it.name for it in col.decks.all_names_and_ids()}
        assert {"Cribdeck::Kafka", "缓存::Redis"} <= names
        for top in ("Cribdeck", "缓存"):
            deck = col.decks.by_name(top)
            assert deck is not None
            for word in ("tag:cribdeck::retired", "旗标", "flags", "merge note types", "同步"):
                assert word in deck["desc"]
            # Anki shows every line end as one.
            assert max(map(len, deck["desc"].splitlines())) > 200
        below = col.decks.by_name("Cribdeck::Kafka")
        assert below is not None
        assert not below["desc"]
