"""Two branches build, and git merges their ledgers: nothing that either has learnt is lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.facts.model import Fact, Hole
from cribdeck.identity.ledger import ClozeRecord, Ledger, NoteRecord, NotetypeRecord
from cribdeck.identity.ledger_text import ledger_bytes, read_ledger
from cribdeck.identity.merging import GIVEN_TWICE, merged, merged_notetype
from cribdeck.identity.numbers import number_holes
from tests.fact_samples import LONG_AGO, built, comparison, definition

ATTRIBUTES = Path(__file__).resolve().parents[2] / ".gitattributes"

BASE: list[Fact] = [definition(f"词{it}", f"第 {it} 个词的意思是这样的") for it in range(20)]
ENTITIES = {"消息顺序": ["分区内有序", "队列内有序"]}
_, LEDGER = built([*BASE, comparison(["Kafka", "RabbitMQ"], ENTITIES)])


@dataclass(frozen=True)
class Merge:
    content: bytes
    is_clean: bool

    @property
    def ledger(self) -> Ledger:
        ledger, _ = read_ledger(self.content, "ledger.jsonl")
        assert ledger is not None
        return ledger

    @property
    def codes(self) -> set[str]:
        return {it.code for it in read_ledger(self.content, "ledger.jsonl")[1]}


def merge(
    root: Path, ours: Ledger, theirs: Ledger, base: Ledger = LEDGER, attributes: str | None = None
) -> Merge:
    """Let git merge two branches that start from `base`."""
    environment = os.environ | {
        "HOME": str(root),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "x"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "x@example.org"),
    }

    def git(*words: str) -> int:
        run = subprocess.run(
            ["git", *words], cwd=root, env=environment, capture_output=True, check=False
        )
        assert run.returncode == 0 or words[0] == "merge", run.stderr
        return run.returncode

    def commit(ledger: Ledger, title: str) -> None:
        path.write_bytes(ledger_bytes(ledger))
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "--message", title)

    path = root / "notes" / "ledger.jsonl"
    path.parent.mkdir(parents=True)
    text = ATTRIBUTES.read_text(encoding="utf-8") if attributes is None else attributes
    (root / ".gitattributes").write_text(text, encoding="utf-8")
    git("init", "--quiet", "--initial-branch", "ours")
    commit(base, "base")
    git("branch", "theirs")
    commit(ours, "ours")
    git("checkout", "--quiet", "theirs")
    commit(theirs, "theirs")
    git("checkout", "--quiet", "ours")
    status = git("merge", "--quiet", "--no-edit", "theirs")
    return Merge(path.read_bytes(), status == 0)


def branch(facts: Sequence[Fact], later: int, base: Ledger = LEDGER) -> Ledger:
    return built([*facts], base, LONG_AGO + later)[1]


COMPARED = comparison(["Kafka", "RabbitMQ"], ENTITIES)
ADDED_HERE: list[Fact] = [definition(f"甲{it}", f"我们补上的第 {it} 条说明") for it in range(15)]
ADDED_THERE: list[Fact] = [definition(f"乙{it}", f"他们补上的第 {it} 条说明") for it in range(15)]
EDITED: Fact = definition("词3", "第 3 个词的意思是那样的")


def test_both_add_notes(tmp_path: Path) -> None:
    ours, theirs = (
        branch([*BASE, COMPARED, *ADDED_HERE], 1),
        branch([*BASE, COMPARED, *ADDED_THERE], 2),
    )
    result = merge(tmp_path, ours, theirs)
    assert result.is_clean
    assert result.codes == set()
    assert result.ledger.notes == {**ours.notes, **theirs.notes}


def test_both_edit_different_notes(tmp_path: Path) -> None:
    ours = branch([EDITED if it is BASE[3] else it for it in BASE] + [COMPARED], 1)
    other = definition("词9", "第 9 个词的意思是那样的")
    theirs = branch([other if it is BASE[9] else it for it in BASE] + [COMPARED], 2)
    result = merge(tmp_path, ours, theirs)
    assert result.is_clean
    newer = {guid: max(ours.notes[guid], theirs.notes[guid], key=time_of) for guid in LEDGER.notes}
    assert result.ledger.notes == newer
    assert sorted(it.mod - LONG_AGO for it in newer.values())[-3:] == [0, 1, 2]


def test_one_retires_what_the_other_edits(tmp_path: Path) -> None:
    """The build after the merge sees the notes, and knows which it is; no record is lost."""
    ours = branch([*BASE[:3], *BASE[4:], COMPARED], 1)
    theirs = branch([EDITED if it is BASE[3] else it for it in BASE] + [COMPARED], 2)
    (guid,) = (it.guid for it in ours.notes.values() if it.retired)
    result = merge(tmp_path, ours, theirs)
    assert result.is_clean
    assert result.codes == {"merged_ledger"}
    assert result.ledger.notes[guid] == theirs.notes[guid]
    swapped = merge(tmp_path / "swapped", theirs, ours)
    assert swapped.ledger == result.ledger


def test_both_add_a_column_to_one_table(tmp_path: Path) -> None:
    """Both have given number 3: whoever imported either deck must not meet the other's answer."""
    ours = branch(
        [
            *BASE,
            comparison(
                ["Kafka", "RabbitMQ", "Pulsar"],
                {"消息顺序": [*ENTITIES["消息顺序"], "分区键内有序"]},
            ),
        ],
        1,
    )
    theirs = branch(
        [
            *BASE,
            comparison(
                ["Kafka", "RabbitMQ", "NSQ"], {"消息顺序": [*ENTITIES["消息顺序"], "不保证"]}
            ),
        ],
        2,
    )
    result = merge(tmp_path, ours, theirs)
    assert result.is_clean
    (note,) = (it for it in result.ledger.notes.values() if it.trace.kind == "comparison")
    assert [(it.number, it.role, it.live) for it in note.clozes] == [
        (1, "Kafka", True),
        (2, "RabbitMQ", True),
        (3, GIVEN_TWICE, False),
    ]
    holes = [Hole("Kafka", "分区内有序"), Hole("Pulsar", "分区键内有序"), Hole("NSQ", "不保证")]
    numbers, _ = number_holes(holes, note.clozes)
    assert numbers == (1, 4, 5)


@pytest.mark.parametrize("attributes", ["", "ledger.jsonl merge=text"])
def test_a_host_that_knows_no_union_leaves_marks_and_nothing_is_lost(
    tmp_path: Path, attributes: str
) -> None:
    ours, theirs = (
        branch([*BASE, COMPARED, *ADDED_HERE], 1),
        branch([*BASE, COMPARED, *ADDED_THERE], 2),
    )
    result = merge(tmp_path, ours, theirs, attributes=attributes)
    assert not result.is_clean
    assert "ledger_conflict" in result.codes
    assert result.ledger.notes == {**ours.notes, **theirs.notes}


def test_additions_apart_merge_without_any_attribute(tmp_path: Path) -> None:
    """Sorted by GUID, lines of two branches meet only by chance."""
    ours = branch([*BASE, COMPARED, ADDED_HERE[0]], 1)
    (here,) = ours.notes.keys() - LEDGER.notes.keys()
    for added in ADDED_THERE:
        theirs = branch([*BASE, COMPARED, added], 2)
        (there,) = theirs.notes.keys() - LEDGER.notes.keys()
        if sum(min(here, there) < guid < max(here, there) for guid in LEDGER.notes) > 3:
            break
    result = merge(tmp_path, ours, theirs, attributes="")
    assert result.is_clean
    assert result.ledger.notes == {**ours.notes, **theirs.notes}


def test_line_ends_stay_what_they_are_on_windows(tmp_path: Path) -> None:
    ours = branch([*BASE, COMPARED, *ADDED_HERE], 1)
    result = merge(tmp_path, ours, LEDGER)
    assert b"\r" not in result.content
    checkout = tmp_path / "windows"
    subprocess.run(
        ["git", "-c", "core.autocrlf=true", "clone", "--quiet", tmp_path, checkout], check=True
    )
    assert (checkout / "notes" / "ledger.jsonl").read_bytes() == ledger_bytes(ours)


EDITS = st.lists(st.tuples(st.sampled_from(["edit", "drop", "add"]), st.integers(0, 9)), max_size=6)


def edited(edits: list[tuple[str, int]], mark: str, later: int) -> Ledger:
    facts: dict[int | str, Fact] = dict(enumerate(BASE[:10]))
    for what, which in edits:
        if what == "edit":
            facts[which] = definition(f"词{which}", f"第 {which} 个词的意思是这样的，{mark}")
        elif what == "drop":
            facts.pop(which, None)
        else:
            facts[f"{mark}{which}"] = definition(f"{mark}{which}", f"{mark}补上的第 {which} 条说明")
    return branch(list(facts.values()), later, SMALL)


SMALL = branch(BASE[:10], 0, Ledger())


@settings(max_examples=15)
@given(EDITS, EDITS, st.booleans())
def test_whatever_two_branches_do_no_note_and_no_number_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    here: list[tuple[str, int]],
    there: list[tuple[str, int]],
    with_union: bool,  # noqa: FBT001
) -> None:
    ours, theirs = edited(here, "我们", 1), edited(there, "他们", 2)
    root = tmp_path_factory.mktemp("merge")
    result = merge(root, ours, theirs, SMALL, attributes=None if with_union else "")
    assert result.is_clean or not with_union
    notes = result.ledger.notes
    for guid, record in (*ours.notes.items(), *theirs.notes.items()):
        assert {it.number for it in notes[guid].clozes} >= {it.number for it in record.clozes}
        assert time_of(notes[guid]) >= time_of(record)


def time_of(record: NoteRecord) -> int:
    return record.mod if record.retired is None else record.retired


RECORD = next(iter(LEDGER.notes.values()))


def test_a_line_of_before_does_not_bring_back_a_retired_note() -> None:
    gone = replace(RECORD, retired=RECORD.mod + 5)
    assert merged([gone, RECORD]) == merged([RECORD, gone]) == gone
    edited_since = replace(RECORD, mod=RECORD.mod + 6, fields=("乙",))
    assert merged([gone, edited_since]) == edited_since


def test_the_order_of_the_lines_does_not_count() -> None:
    one = replace(RECORD, fields=("甲",), unknown={"a": 1})
    two = replace(RECORD, fields=("乙",), unknown={"b": 2})
    three = replace(RECORD, retired=LONG_AGO)
    together = merged([one, two, three])
    assert merged([three, two, one]) == merged([two, one, three]) == together
    assert together.unknown == {"a": 1, "b": 2}


def test_of_two_builds_in_one_second_the_merged_note_is_newer_than_either() -> None:
    """Anki would not take a note that is no newer than the one it has."""
    together = merged([replace(RECORD, fields=("甲",)), replace(RECORD, fields=("乙",))])
    assert together.mod == RECORD.mod + 1
    assert merged([RECORD, RECORD]) == RECORD
    gone = replace(RECORD, retired=RECORD.mod + 5)
    both = merged([gone, replace(gone, fields=("乙",))])
    assert both.retired == RECORD.mod + 6
    back = merged([gone, replace(RECORD, mod=RECORD.mod + 5)])
    assert (back.mod, back.retired) == (RECORD.mod + 6, None)


def test_a_reworded_answer_keeps_its_number_through_a_merge() -> None:
    def record(answer: str, role: str, mod: int) -> NoteRecord:
        return replace(RECORD, clozes=(ClozeRecord(1, role, answer, live=True),), mod=mod)

    before, after = record("顺序写磁盘", "顺序写磁盘", 1), record("顺序写入磁盘", "顺序写入磁盘", 2)
    assert merged([before, after]).clozes == after.clozes
    renamed = record("推", "Apache Kafka", 2)
    assert merged([record("推", "Kafka", 1), renamed]).clozes == renamed.clozes


def test_a_notetype_changed_on_two_branches_is_newer_than_either() -> None:
    one, two = NotetypeRecord(7, 5, "a", {"x": 1}), NotetypeRecord(7, 5, "b")
    assert merged_notetype([one, two]) == merged_notetype([two, one])
    assert merged_notetype([one, two]).mod == 6
    assert merged_notetype([one, NotetypeRecord(7, 9, "b")]) == NotetypeRecord(7, 9, "b", {"x": 1})
