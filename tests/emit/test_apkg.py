"""The file itself: the same notes give the same bytes, and nothing is left behind."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import NOTETYPE_ID
from cribdeck.emit.apkg import apkg
from tests.fact_samples import ONE_OF_EACH, built, notetype

NOTES, _ = built(ONE_OF_EACH)
PROJECT = Path(__file__).resolve().parent.parent.parent

BUILD_ELSEWHERE = """
import hashlib
from cribdeck.emit.apkg import apkg
from tests.fact_samples import ONE_OF_EACH, built, notetype
print(hashlib.sha256(apkg(built(ONE_OF_EACH)[0], notetype())).hexdigest())
"""


def unpacked(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(package: bytes, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(unpacked(package)["collection.anki2"])
        return database.execute(query).fetchall()


def test_the_same_notes_give_the_same_bytes() -> None:
    again, _ = built(ONE_OF_EACH)
    assert apkg(again, notetype()) == apkg(NOTES, notetype())


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_folder(tmp_path: Path) -> None:
    results = {
        subprocess.run(
            [sys.executable, "-c", BUILD_ELSEWHERE],
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"), ("77", "America/Lima"))
    }
    assert len(results) == 1


def test_the_header_tells_nothing_of_the_sqlite_in_use() -> None:
    header = unpacked(apkg(NOTES, notetype()))["collection.anki2"][:100]
    assert header[24:28] == header[92:96] == bytes([0, 0, 0, 1])
    assert int.from_bytes(header[96:100], "big") == 3_046_000


def test_sqlite_itself_finds_nothing_to_complain_about() -> None:
    package = apkg(NOTES, notetype())
    assert rows(package, "pragma integrity_check") == [("ok",)]
    # Indexes are made after the rows: all seven must be there and cover every row.
    assert len(rows(package, "select name from sqlite_master where type = 'index'")) == 7


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    apkg(NOTES, notetype())
    assert list(tmp_path.iterdir()) == []


def test_the_archive_is_compressed_and_carries_no_date() -> None:
    with zipfile.ZipFile(io.BytesIO(apkg(NOTES, notetype(), media={"a.png": b"x" * 999}))) as it:
        assert it.namelist() == ["collection.anki2", "media", "0"]
        for entry in it.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type == zipfile.ZIP_DEFLATED
            assert entry.create_system == 3


def ids(found: list[tuple[object, ...]]) -> dict[object, object]:
    return {row[0]: row[1] for row in found}


def test_ids_come_from_guids_and_not_from_the_build() -> None:
    query = "select guid, id from notes order by guid"
    whole = ids(rows(apkg(NOTES, notetype()), query))
    part = ids(rows(apkg(NOTES[3:7], notetype()), query))
    assert part.items() <= whole.items()
    assert len(set(whole.values())) == len(NOTES)


def test_new_cards_are_due_in_the_order_of_the_notes() -> None:
    package = apkg(NOTES, notetype())
    by_due = rows(
        package, "select distinct n.guid from cards c, notes n on n.id = nid order by due"
    )
    assert [guid for (guid,) in by_due] == [note.guid for note in NOTES]


def test_decks_that_differ_in_case_only_are_one_deck() -> None:
    notes = [
        replace(NOTES[0], deck="Crib::Kafka"),
        replace(NOTES[1], deck="Crib::KAFKA"),
        replace(NOTES[2], deck="Other"),
    ]
    package = apkg(notes, notetype(), "about")
    decks = json.loads(str(rows(package, "select decks from col")[0][0]))
    assert sorted(it["name"] for it in decks.values()) == [
        *("Crib", "Crib::Kafka", "Default", "Other")
    ]
    assert {it["name"] for it in decks.values() if it["desc"] == "about"} == {"Crib", "Other"}
    assert rows(package, "select count() from cards where did = 1") == [(0,)]


def test_the_notetype_keeps_its_ids() -> None:
    (models,) = rows(apkg(NOTES, notetype()), "select models from col")[0]
    model = json.loads(str(models))[str(NOTETYPE_ID)]
    assert [(it["name"], it["id"]) for it in model["flds"]] == [
        ("Text", 7_268_405_170_930_001),
        ("Context", 7_268_405_170_930_002),
        ("Extra", 7_268_405_170_930_003),
        ("Source", 7_268_405_170_930_004),
        ("Kind", 7_268_405_170_930_005),
        ("ID", 7_268_405_170_930_006),
        ("Reserve1", 7_268_405_170_930_007),
        ("Reserve2", 7_268_405_170_930_008),
        ("Reserve3", 7_268_405_170_930_009),
        ("Reserve4", 7_268_405_170_930_010),
    ]
    assert model["id"] == "1726840517093"
    assert [(it["name"], it["id"]) for it in model["tmpls"]] == [("Card", 7_268_405_170_930_100)]
    assert model["type"] == 1


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param([NOTES[0], NOTES[0]], id="the same GUID twice"),
        pytest.param([replace(NOTES[0], cards=())], id="no card"),
        pytest.param([replace(NOTES[0], fields=("text",))], id="other fields"),
    ],
)
def test_what_anki_would_swallow_in_silence_is_refused(notes: list[Note]) -> None:
    with pytest.raises(ValueError, match=r"GUID|no card"):
        apkg(notes, notetype())


@pytest.mark.parametrize("name", ["A.png", "a b.png", "../a.png", "_a.png", "图.png", ".png"])
def test_a_media_name_that_some_platform_would_change_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not portable"):
        apkg(NOTES, notetype(), media={name: b""})
