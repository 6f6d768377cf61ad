"""Each repair does what its examples say, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from cribdeck.syntax import repairs
from cribdeck.syntax.nodes import RepairedLine
from cribdeck.syntax.repairs import REPAIRS, repair
from cribdeck.syntax.repairs.repair import Repair
from tests.syntax.notes import junk, notes

NO_REPAIRS = {"repair", "list_marks"}
"""Modules of the package that hold what repairs share."""


def apply(step: Repair, text: str) -> str:
    lines = text.split("\n")
    for change in step.changes(tuple(lines)):
        lines[change.index] = change.text
    return "\n".join(lines)


def examples() -> Iterator[object]:
    for step in REPAIRS:
        for number, example in enumerate(step.examples, 1):
            yield pytest.param(step, example.before, example.after, id=f"{step.name} {number}")


def leaves() -> Iterator[object]:
    for step in REPAIRS:
        for number, text in enumerate(step.leaves, 1):
            yield pytest.param(step, text, id=f"{step.name} {number}")


@pytest.mark.parametrize(("step", "before", "after"), list(examples()))
def test_example(step: Repair, before: str, after: str) -> None:
    assert apply(step, before) == after
    assert before.count("\n") == after.count("\n")


@pytest.mark.parametrize(("step", "text"), list(leaves()))
def test_what_looks_similar_stays(step: Repair, text: str) -> None:
    assert apply(step, text) == text


@pytest.mark.parametrize(("step", "before", "after"), list(examples()))
def test_code_is_never_touched(step: Repair, before: str, after: str) -> None:
    del step, after
    lines = ["`````text", *before.split("\n"), "`````"]
    assert repair(lines).lines == tuple(lines)


@pytest.mark.parametrize("step", REPAIRS, ids=lambda step: step.name)
def test_repair_explains_itself(step: Repair) -> None:
    module = importlib.import_module(f"cribdeck.syntax.repairs.{step.name}")
    assert module.REPAIR is step
    assert module.__doc__ is not None
    assert "Why:" in module.__doc__
    assert step.examples
    assert step.leaves


def test_table_is_complete() -> None:
    modules = {module.name for module in pkgutil.iter_modules(repairs.__path__)}
    assert modules - NO_REPAIRS == {step.name for step in REPAIRS}


@given(notes())
@settings(max_examples=100, deadline=None)
def test_repaired_notes_keep_their_lines(note: str) -> None:
    lines = note.split("\n")
    repaired = repair(lines)
    assert len(repaired.lines) == len(lines)
    assert repaired.changed.keys() == {
        number
        for number, (before, after) in enumerate(zip(lines, repaired.lines, strict=True), 1)
        if before != after
    }


@given(junk)
@settings(max_examples=300, deadline=None)
def test_no_repair_makes_two_lines_of_one(note: str) -> None:
    assert not any("\n" in line for line in repair(note.split("\n")).lines)


def test_math_and_comments_are_never_touched() -> None:
    lines = [
        "$$",
        "1、x",
        "$$",
        "\\[",
        "##甲",
        "\\]",
        "<!--",
        "1、y",
        "-->",
        "> ```",
        "> ##乙",
        "> ```",
    ]
    assert repair(lines).lines == tuple(lines)


def test_front_matter_is_never_touched() -> None:
    lines = ["---", "title: t", "##甲", "---", "##乙"]
    assert repair(lines, 4).lines == ("---", "title: t", "##甲", "---", "## 乙")


def test_quotes_are_repaired_as_notes_of_their_own() -> None:
    repaired = repair(["> 1、甲", "> > ##乙", "> 2、丙"])
    assert repaired.lines == ("> 1. 甲", "> > ## 乙", "> 1. 丙")
    assert repaired.changed == {
        1: RepairedLine("> 1. 甲", ("lists",)),
        2: RepairedLine("> > ## 乙", ("tight_headings",)),
        3: RepairedLine("> 1. 丙", ("lists",)),
    }


def test_all_repairs_of_a_line_are_named_in_their_order() -> None:
    repaired = repair(["- 甲", "   ##乙"])
    assert repaired.changed == {2: RepairedLine("## 乙", ("tight_headings", "indented_headings"))}
