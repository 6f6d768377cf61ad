"""No text takes more than its share of time: patterns, rules, and the stages as a whole.

Three nets, from fine to coarse. Every pattern of the program meets the worst input that can be
made from itself. Every rule and repair meets long runs of what it looks for. And the number of
function calls, which is the same on every machine, grows with the length of the note only.
"""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType

import pytest

from cribdeck.extract import RULES, extract
from cribdeck.extract.stage import AnyRule
from cribdeck.syntax import parse
from cribdeck.units import LONGEST_STATEMENT
from tests.extract.cases import outline_of, passages_of
from tests.extract.hostile import Used, attacks, patterns

EVERY_RULE: tuple[AnyRule, ...] = tuple(replace(rule, on=True) for rule in RULES)

SIZE = LONGEST_STATEMENT - 100
"""Characters of one line; rules do not look into longer ones."""
SECONDS = 3.0
"""Of CPU time, for one note; most take a hundredth."""
PATTERN_SECONDS = 2.0
"""Of CPU time, for one pattern on one text of `PATTERN_SIZE` characters.

What takes quadratic time needs less than a tenth of this; cubic time, many times as much.
"""
PATTERN_SIZE = 2_000

HOSTILE = {
    "one word": "a",
    "capitals": "A",
    "words": "a ",
    "capital words": "Ab ",
    "open brackets": "（",
    "closed brackets": "）",
    "pairs of brackets": "（）",
    "colons": "：",
    "labels": "a:",
    "half labels": "词：",
    "commas": "，",
    "sentences": "甲。",
    "semicolons": "甲；",
    "dots": "a.",
    "underscores": "a_",
    "hyphens": "a-b-",
    "spaces": " ",
    "tabs": "\t",
    "wide spaces": "\u3000",
    "Han": "是",
    "copulas": "是一种",
    "called": "称为",
    "defaults": "a.b 默认",
    "bold": "**a** ",
    "half bold": "**a ",
    "highlights": "==a== ",
    "clozes": "{{c1::a}} ",
    "nested clozes": "{{c1::{{c2::",
    "code": "`a` ",
    "questions": "为什么？",
    "aspects": "优点：",
    "digits": "1",
    "numbering": "1.",
    "chapters": "第一章",
    "arrows": "->",
    "comparisons": "a > ",
    "dashes": " - ",
    "rules": "-",
    "expansions": "A（B c ",
    "conditions": "如果甲，则乙，",
    "causes": "因为甲，所以乙，",
    "contrasts": "甲，而乙，",
}
EXAMPLES = {rule.name: " ".join(rule.matches[0].source.split()) + " " for rule in RULES}
"""What each rule looks for, on one line."""

SHAPES: dict[str, Callable[[int], str]] = {
    "items": lambda n: "## 特性\n\n" + "".join(f"- 词{i}：第 {i} 种说法的内容\n" for i in range(n)),
    "numbered items": lambda n: "步骤：\n\n" + "".join(f"{i}. 先做 {i}\n" for i in range(n)),
    "paragraphs": lambda n: "".join(f"甲{i}是一种乙{i}，因为丙{i}。\n\n" for i in range(n)),
    "lines of a paragraph": lambda n: "".join(f"甲{i}是指乙{i}的丙{i}\n" for i in range(n)),
    "headings": lambda n: "".join(f"## 甲{i}是什么？\n\n乙{i}的一种做法\n\n" for i in range(n)),
    "rows": lambda n: (
        "# 甲和乙的区别\n\n| | 甲 | 乙 |\n|---|---|---|\n"
        + "".join(f"| 面{i} | 快{i} | 慢{i} |\n" for i in range(n))
    ),
    "sentences": lambda n: "\n".join(f"如果甲{i}，则乙{i}；但丙{i}。" * 5 for i in range(n // 5)),
    "bold terms": lambda n: "".join(f"- 甲{i}用 **乙{i}** 保存丙\n" for i in range(n)),
}
FEW, MANY = 60, 240
"""Lines; short, because every call is counted."""


class TooManyStepsError(Exception):
    """A pattern has run for longer than it may."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Interrupt the body after so much CPU time; the pattern engine looks for signals."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise TooManyStepsError

    before = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_text(used: Used, seconds: float) -> str | None:
    """Return the beginning of a text on which a pattern runs too long, None if there is none."""
    for text in attacks(used.pattern, PATTERN_SIZE):
        try:
            with limited(seconds):
                used.run(text)
        except TooManyStepsError:
            return text[:30]
    return None


needs_timer = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system cannot interrupt a running pattern"
)


@needs_timer
@pytest.mark.parametrize("used", patterns(), ids=lambda used: used.place)
def test_no_pattern_backtracks_badly(used: Used) -> None:
    assert slow_text(used, PATTERN_SECONDS) is None


@needs_timer
@pytest.mark.parametrize(
    "bad",
    [
        r"(?:会|不会|不)*\s*$",
        r"(?:a+)+b",
        r"(\w*)*:",
        r"(?:[^，]|甲)+。",
        r"([-=])\1{3,}(?P<title>[^|]*?)\1{4,}x",
    ],
)
def test_a_bad_pattern_is_found_out(bad: str) -> None:
    assert slow_text(Used("here", re.compile(bad), anchored=True), 0.5) is not None


def test_patterns_are_found_wherever_they_stand() -> None:
    found = patterns()
    places = {used.place for used in found}
    assert {
        "cribdeck.units._UNIT",
        "cribdeck.syntax.repairs.list_marks._NUMBERS",  # in a tuple
        "cribdeck.extract.crumb._NUMBERING",
    } <= places
    assert any(re.fullmatch(r"cribdeck\.[a-z_.]+:\d+", place) for place in places)  # inline
    by_place = {used.place: used for used in found}
    assert not by_place["cribdeck.units._UNIT"].anchored
    assert by_place["cribdeck.extract.crumb._NUMBERING"].anchored


def test_a_line_of_a_hundred_kilobytes_is_not_searched() -> None:
    (passage,) = passages_of(outline_of("**甲**乙。" * 15_000))
    assert passage.unused == "a line of 45,000 characters"


@pytest.mark.parametrize("piece", [*HOSTILE.values(), *EXAMPLES.values()])
@pytest.mark.parametrize("prefix", ["", "- ", "# ", "| a | b |\n|---|---|\n| c | "])
def test_long_lines_take_little_time(piece: str, prefix: str) -> None:
    source = prefix + piece * (SIZE // len(piece))
    start = time.process_time()
    passages = list(passages_of(outline_of(source, rules=EVERY_RULE)))
    assert time.process_time() - start < SECONDS
    assert all(passage.covered or passage.unused for passage in passages)


def calls(source: str) -> int:
    """Return how many function calls parsing and extracting take."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        document, _ = parse("note.md", source.encode())
        assert document is not None
        extract(document, EVERY_RULE)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_four_times_the_note_takes_four_times_the_calls(shape: Callable[[int], str]) -> None:
    calls(shape(5))  # what is compiled and cached on first use
    few, many = calls(shape(FEW)), calls(shape(MANY))
    assert many / few < MANY / FEW * 1.15


def test_the_examples_of_all_rules_together_take_linear_calls() -> None:
    def note(copies: int) -> str:
        parts = [example.source for rule in RULES for example in rule.matches]
        sections = [
            f"# 第 {copy} 份之 {order}\n\n{part}\n"
            for copy in range(copies)
            for order, part in enumerate(parts)
        ]
        return "\n".join(sections)

    calls(note(1))
    assert calls(note(4)) / calls(note(1)) < 4 * 1.15
