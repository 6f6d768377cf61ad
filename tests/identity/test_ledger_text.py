from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.diagnostics import Diagnostic
from cribdeck.identity.ledger import (
    Anchor,
    ClozeRecord,
    Ledger,
    NoteRecord,
    NotetypeRecord,
    Trace,
)
from cribdeck.identity.ledger_text import ledger_bytes, read_ledger
from tests.fact_samples import LONG_AGO, ONE_OF_EACH, built

_, LEDGER = built(ONE_OF_EACH)
LINES = ledger_bytes(LEDGER).decode().splitlines()


def read(text: str | bytes) -> tuple[Ledger, list[Diagnostic]]:
    data = text if isinstance(text, bytes) else text.encode()
    ledger, problems = read_ledger(data, "ledger.jsonl")
    assert ledger is not None
    return ledger, problems


def remarks(problems: list[Diagnostic]) -> list[str]:
    return [f"{it.span.line} {it.severity} {it.code}" for it in problems]


def test_what_is_written_is_read_back() -> None:
    assert read(ledger_bytes(LEDGER)) == (LEDGER, [])


def test_before_the_first_build_there_is_an_empty_ledger() -> None:
    assert read_ledger(None, "ledger.jsonl") == (Ledger(), [])
    assert read_ledger(b"", "ledger.jsonl") == (Ledger(), [])


def test_the_file_is_one_line_for_each_note_sorted_by_guid() -> None:
    assert json.loads(LINES[0]) == {"type": "ledger", "schema": 1}
    guids = [json.loads(line)["guid"] for line in LINES[1:]]
    assert guids == sorted(guids)
    assert len(guids) == 14


def test_an_edited_note_changes_one_line() -> None:
    _, ledger = built(ONE_OF_EACH[1:], LEDGER, LONG_AGO + 1)
    changed = set(ledger_bytes(ledger).decode().splitlines()) ^ set(LINES)
    assert len(changed) == 2


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
RECORDS = st.builds(
    NoteRecord,
    TEXT,
    TEXT,
    st.builds(
        Trace,
        TEXT,
        st.builds(Anchor, TEXT, st.tuples(TEXT, TEXT), TEXT, TEXT, st.integers(0, 9), TEXT),
        TEXT,
        TEXT,
    ),
    st.lists(st.integers(1, 499), unique=True, max_size=3).map(
        lambda numbers: tuple(
            ClozeRecord(it, "r", "a", live=it > 9) for it in sorted(numbers)[::-1]
        )
    ),
    st.integers(0, 1 << 35),
    st.tuples(TEXT, TEXT),
    st.lists(TEXT, max_size=2).map(tuple),
    retired=st.none() | st.integers(0, 1 << 35),
)


@given(st.lists(RECORDS, max_size=4), st.integers(0, 1 << 35))
def test_any_ledger_survives_the_way_to_the_file_and_back(
    records: list[NoteRecord], mod: int
) -> None:
    notes = {it.guid: it for it in records}
    ledger = Ledger(dict(sorted(notes.items())), {7: NotetypeRecord(7, mod, "d")})
    assert read(ledger_bytes(ledger)) == (ledger, [])


def test_a_record_that_kept_a_digest_only_is_read_and_written_as_it_was() -> None:
    old = json.loads(LINES[-1])
    old["fields"] = "cc10c877ae0a488a"
    del old["tags"]
    line = json.dumps(old, ensure_ascii=False)
    ledger, problems = read(line)
    assert problems == []
    assert ledger_bytes(ledger).decode().splitlines()[1:] == [line]


def test_a_newer_ledger_is_not_touched() -> None:
    ledger, problems = read_ledger(b'{"type": "ledger", "schema": 2}\n', "ledger.jsonl")
    assert ledger is None
    assert remarks(problems) == ["1 error newer_ledger"]


def test_fields_and_records_we_do_not_know_are_kept() -> None:
    note = json.loads(LINES[1]) | {"later": {"x": [1, "字"]}}
    foreign = '{"type": "streak", "days": 3}'
    ledger, problems = read("\n".join([LINES[0], json.dumps(note), *LINES[2:], foreign]))
    assert problems == []
    written = ledger_bytes(ledger).decode().splitlines()
    assert json.loads(written[1])["later"] == {"x": [1, "字"]}
    assert written[-1] == foreign


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(LINES[3][:40], id="cut off"),
        pytest.param(LINES[3].replace('"mod": ', '"mod": "'), id="not JSON"),
        pytest.param(LINES[3].replace('"mod": 1', '"mod": true, "x": 1'), id="not a number"),
        pytest.param(LINES[3].replace('"mod": 1', '"mod": -1'), id="a time before 1970"),
        pytest.param(LINES[3].replace('"n": 1', '"n": 500'), id="a number Anki ignores"),
        pytest.param(LINES[3].replace('"guid"', '"id"'), id="no GUID"),
        pytest.param(LINES[3].replace('"text": "', '"text": "\\ud800'), id="half a character"),
        pytest.param("[1]", id="not an object"),
        pytest.param("[" * 100_000, id="too deep"),
    ],
)
def test_a_damaged_line_is_reported_and_kept_and_the_others_are_used(damage: str) -> None:
    ledger, problems = read("\n".join([*LINES[:3], damage, *LINES[4:]]))
    assert remarks(problems) == ["4 error damaged_ledger"]
    assert len(ledger.notes) == 13
    rewritten = ledger_bytes(ledger)
    assert damage in rewritten.decode().splitlines()
    assert read(rewritten)[0] == ledger


def test_damaged_bytes_are_kept_as_they_were() -> None:
    damaged = ledger_bytes(LEDGER) + b'{"type": "note", "guid": "\xff\xfe\n'
    ledger, problems = read(damaged)
    assert [it.code for it in problems] == ["damaged_ledger"]
    assert b"\xff\xfe" in ledger_bytes(ledger)
    assert len(ledger.notes) == 14


def conflict(ours: str, theirs: str) -> str:
    marked = ["<<<<<<< HEAD", ours, "||||||| base", "=======", theirs, ">>>>>>> branch"]
    return "\n".join([LINES[0], *marked, *LINES[2:]])


def test_of_a_git_conflict_the_version_built_last_is_used() -> None:
    ours, theirs = json.loads(LINES[1]), json.loads(LINES[1])
    ours["mod"] += 100
    ours["text"] = "ours"
    theirs["clozes"].append({"n": 40, "role": "new there", "answer": "x", "state": "live"})
    ledger, problems = read(conflict(json.dumps(ours), json.dumps(theirs)))
    assert remarks(problems) == [
        *(f"{line} warning ledger_conflict" for line in (2, 4, 5, 7)),
        "1 warning ledger_conflict",
    ]
    note = ledger.notes[ours["guid"]]
    assert (note.mod, note.trace.text) == (LONG_AGO + 100, "ours")
    # A number given on the other branch is never given again.
    assert [(it.number, it.live) for it in note.clozes][-1] == (40, False)
    assert b"<<<<<<<" not in ledger_bytes(ledger)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    text = "\r\n".join(LINES) + "\r\n"
    assert read(b"\xef\xbb\xbf" + text.encode()) == (LEDGER, [])
