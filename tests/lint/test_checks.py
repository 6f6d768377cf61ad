"""Every check over its own examples, and the shape of the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cribdeck.lint.checks
from cribdeck.facts.model import Outline
from cribdeck.lint import CHECKS, lint
from cribdeck.lint.check import (
    Asked,
    CardCheck,
    Check,
    DeckCheck,
    OutlineCheck,
    RemarkCheck,
    Sample,
    SourcesCheck,
)
from cribdeck.lint.page import default, page
from tests.lint.samples import note_of, notes_of, outline_of, remarks_of

PROJECT = Path(__file__).resolve().parents[2]


def findings(check: Check, example: object, limit: int) -> int:
    """Return how often `check` finds something in one of its examples."""
    match check:
        case CardCheck():
            assert isinstance(example, Sample)
            return int(
                bool(check.examine(Asked(note_of(example), note_of(example).cards[0]), limit))
            )
        case DeckCheck():
            assert isinstance(example, tuple)
            return len(list(check.examine(notes_of(example), limit)))
        case OutlineCheck():
            assert isinstance(example, str)
            outline: Outline = outline_of(example)
            return len(list(check.examine(outline, limit)))
        case SourcesCheck():
            assert isinstance(example, dict)
            outlines = [outline_of(text, path) for path, text in example.items()]
            return len(list(check.examine(outlines, limit)))
        case RemarkCheck():
            assert isinstance(example, dict)
            return [it.code for it in remarks_of(example)].count(check.name)


def cases() -> Iterator[object]:
    for check in CHECKS:
        for order, example in enumerate(check.finds):
            yield pytest.param(check, example, 1, id=f"{check.name}-finds-{order}")
        for order, example in enumerate(check.accepts):
            yield pytest.param(check, example, 0, id=f"{check.name}-accepts-{order}")


@pytest.mark.parametrize(("check", "example", "count"), list(cases()))
def test_a_check_finds_what_it_says_it_finds_and_nothing_else(
    check: Check, example: object, count: int
) -> None:
    assert findings(check, example, check.threshold or 0) == count


def test_every_file_of_the_folder_is_a_check_in_the_table_once() -> None:
    files = {path.stem for path in Path(cribdeck.lint.checks.__path__[0]).glob("*.py")}
    names = [check.name for check in CHECKS]
    assert sorted(files - {"__init__"}) == sorted(names)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_documents_itself(check: Check) -> None:
    assert re.fullmatch(r"[^\n]+[.?]", check.summary)
    assert "\n\n" in check.doc.strip()
    assert check.hint
    assert check.finds
    assert check.accepts
    shown = page(check)
    assert shown.startswith(f"# {check.name}\n\n{check.summary}\n")
    assert f'{check.name} = "{check.level}"' in shown
    assert f"<!-- lint: off {check.name} -->" in shown
    assert ("[lint.thresholds]" in shown) == (check.threshold is not None)


@pytest.mark.parametrize(
    "check", [it for it in CHECKS if it.threshold is not None], ids=lambda check: check.name
)
def test_the_threshold_decides(check: Check) -> None:
    """Something that is found with the default passes when the threshold is lenient."""
    lenient = 0 if check.name in {"orphan", "little_context", "generic_question"} else 10_000
    assert not all(findings(check, example, lenient) for example in check.finds)


@given(
    st.text(max_size=200),
    st.text(max_size=60),
    st.sampled_from(["definition", "question", "listing", "steps", "statement", "comparison"]),
    st.lists(st.text(max_size=30), max_size=3),
)
def test_checks_bear_any_card(question: str, answer: str, kind: str, crumbs: list[str]) -> None:
    sample = Sample(question, answer, kind, tuple(crumbs))  # type: ignore[arg-type]
    for diagnostic in lint([], notes_of([sample]), CHECKS).diagnostics:
        assert "\n" not in str(diagnostic)


def test_the_list_in_the_documentation_is_complete() -> None:
    listed = (PROJECT / "docs" / "checks.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in listed if line.startswith("| `") and line.count(" | ") > 1]
    assert rows == [f"| `{it.name}` | {default(it)} | {it.summary} |" for it in CHECKS]
