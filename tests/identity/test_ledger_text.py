from __future__ import annotations

import json
import re

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
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5),
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
    unknown = {"later": [mod]}
    notetype = NotetypeRecord(7, mod, "d", unknown)
    ledger = Ledger(dict(sorted(notes.items())), {7: notetype}, unknown=unknown)
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
    note["anchor"]["column"] = 3
    note["clozes"][0]["since"] = "2027"
    foreign = '{"type": "streak", "days": 3}'
    header = '{"type": "ledger", "schema": 1, "later": true}'
    ledger, problems = read("\n".join([header, json.dumps(note), *LINES[2:], foreign]))
    assert problems == []
    written = ledger_bytes(ledger).decode().splitlines()
    assert written[0] == header
    assert json.loads(written[1]) == note
    assert written[-1] == foreign


def test_what_we_do_not_know_outlives_a_build() -> None:
    line = LINES[1].replace('"mod": ', '"later": 1, "mod": ')
    ledger, _ = read("\n".join([*LINES[:1], line, *LINES[2:]]))
    _, again = built(ONE_OF_EACH, ledger, LONG_AGO + 1)
    assert ledger_bytes(again).count(b'"later": 1') == 1


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
        pytest.param(LINES[3].replace('"n": 1', '"n": "1"'), id="a number in quotes"),
        pytest.param(LINES[3].replace('"n": 1', '"n": 1.0'), id="a number with a fraction"),
        pytest.param(LINES[3].replace('"n": 1', '"n": 1' + "0" * 5000), id="an endless number"),
        pytest.param(LINES[3].replace('"mod": 1', '"mod": 1' + "0" * 20), id="no time at all"),
        pytest.param(LINES[3].replace('"guid": "', '"guid": "x", "guid": "'), id="two GUIDs"),
        pytest.param(LINES[3].replace('"n": 1', '"n": 1, "n": 2'), id="a name twice inside"),
        pytest.param(LINES[3].replace(json.loads(LINES[3])["guid"], ""), id="an empty GUID"),
        pytest.param(LINES[3].replace('"text": "', '"text": "\0'), id="a NUL byte"),
        pytest.param("\0" * 4096, id="nothing but NUL bytes"),
        pytest.param(
            LINES[3].replace('"mod": 1', f'"x": {"[" * 400}{"]" * 400}, "mod": 1'), id="deep"
        ),
        pytest.param("[1]", id="not an object"),
        pytest.param("{}", id="an empty object"),
        pytest.param("null", id="nothing"),
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


def test_a_last_line_that_was_cut_off_is_named_and_the_rest_is_used() -> None:
    ledger, problems = read(ledger_bytes(LEDGER)[:-40])
    assert remarks(problems) == ["15 error damaged_ledger"]
    assert len(ledger.notes) == 13


def test_a_line_of_many_megabytes_is_read() -> None:
    note = json.loads(LINES[1]) | {"later": "长" * 3_000_000}
    ledger, problems = read("\n".join([LINES[0], json.dumps(note), *LINES[2:]]))
    assert problems == []
    assert len(ledger.notes) == 14


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("# 消息队列\n\n- ACK：回执\n".encode(), id="a note"),
        pytest.param(b"\x00\x01\x02PNG" * 99, id="no text"),
        pytest.param("\n".join(it[:30] for it in LINES).encode(), id="all lines cut"),
        pytest.param("\n".join(LINES).encode("utf-16-le"), id="UTF-16 that does not say so"),
    ],
)
def test_a_file_of_which_less_can_be_read_than_not_is_left_alone(data: bytes) -> None:
    ledger, problems = read_ledger(data, "ledger.jsonl")
    assert ledger is None
    assert remarks(problems) == [f"{problems[0].span.line} error unreadable_ledger"]
    assert problems[0].hint


def conflict(ours: str, theirs: str, end: str = "\n") -> str:
    marked = ["<<<<<<< HEAD", ours, "||||||| base", "=======", theirs, ">>>>>>> branch"]
    return end.join([LINES[0], *marked, *LINES[2:]])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_of_a_git_conflict_the_version_built_last_is_used(end: str) -> None:
    ours, theirs = json.loads(LINES[1]), json.loads(LINES[1])
    ours["mod"] += 100
    ours["text"] = "ours"
    theirs["clozes"].append({"n": 40, "role": "new there", "answer": "x", "state": "live"})
    ledger, problems = read(conflict(json.dumps(ours), json.dumps(theirs), end))
    assert remarks(problems) == [
        *(f"{line} warning ledger_conflict" for line in (2, 4, 5, 7)),
        "1 info merged_ledger",
    ]
    assert problems[-1].message == f"recorded more than once: note {ours['guid']} in lines 3, 6"
    note = ledger.notes[ours["guid"]]
    assert (note.mod, note.trace.text) == (LONG_AGO + 100, "ours")
    # A number given on the other branch is never given again.
    assert [(it.number, it.live) for it in note.clozes][-1] == (40, False)
    assert b"<<<<<<<" not in ledger_bytes(ledger)


def test_a_ledger_written_anew_by_windows_powershell_is_read() -> None:
    assert read("\n".join(LINES).encode("utf-16")) == (LEDGER, [])


def test_files_joined_end_to_end_are_one_ledger() -> None:
    data = b"\xef\xbb\xbf" + ledger_bytes(LEDGER)
    assert read(data + data) == (LEDGER, [])
    _, later = built(ONE_OF_EACH[2:], LEDGER, LONG_AGO + 1)
    ledger, problems = read(data + ledger_bytes(later))
    assert ledger == later
    assert remarks(problems) == ["1 info merged_ledger"]
    assert re.search(r"note \w+ in lines \d+, \d+, and 1 more$", problems[0].message)


JUNK = st.binary(max_size=40).filter(lambda it: b"\n" not in it) | st.sampled_from(
    [b"<<<<<<< ours", b"=======", b"{", b'{"type": "note"}', b"\0", b"\xef\xbb\xbf", b"\r", b"[]"]
)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd_to_be_read(data: bytes) -> None:
    ledger, problems = read_ledger(data, "ledger.jsonl")
    assert ledger is not None or problems
    if ledger is not None:
        again, _ = read_ledger(ledger_bytes(ledger), "ledger.jsonl")
        assert again == ledger


@given(
    st.lists(st.tuples(st.integers(0, len(LINES)), JUNK), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_no_junk_between_the_lines_loses_a_record(junk: list[tuple[int, bytes]], end: str) -> None:
    lines = [line.encode() for line in LINES]
    for place, it in sorted(junk, reverse=True):
        lines.insert(place, it)
    ledger, problems = read(end.encode().join(lines))
    assert ledger.notes == LEDGER.notes
    # What is no record of ours is kept, byte for byte, and what is damaged is said.
    kept = ledger_bytes(ledger)
    damaged = [it for it in problems if it.code == "damaged_ledger"]
    assert len({it.span.line for it in damaged}) == len(damaged)
    assert all(lines[it.span.line - 1].strip(b"\r\xef\xbb\xbf") in kept for it in damaged)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    text = "\r\n".join(LINES) + "\r\n"
    assert read(b"\xef\xbb\xbf" + text.encode()) == (LEDGER, [])
