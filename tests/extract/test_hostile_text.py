"""No pattern takes more than linear time, give or take, on text made to hurt it."""

from __future__ import annotations

import time

import pytest

from tests.extract.cases import outline_of, passages_of

SECONDS = 3.0
"""Far above what 20,000 characters need, far below what a bad pattern takes."""
SIZE = 20_000

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
    "Han": "是",
    "copulas": "是一种",
    "called": "称为",
    "defaults": "a.b 默认",
    "bold": "**a** ",
    "half bold": "**a ",
    "highlights": "==a== ",
    "clozes": "{{c1::a}} ",
    "code": "`a` ",
    "questions": "为什么？",
    "aspects": "优点：",
    "digits": "1",
    "numbering": "1.",
    "arrows": "->",
    "dashes": " - ",
    "expansions": "A（B c ",
}


def test_a_line_of_a_hundred_kilobytes_is_not_searched() -> None:
    (passage,) = passages_of(outline_of("**甲**乙。" * 15_000))
    assert passage.unused == "a line of 45,000 characters"


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("prefix", ["", "- ", "# ", "| a | b |\n|---|---|\n| c | "])
def test_long_lines_take_little_time(piece: str, prefix: str) -> None:
    source = prefix + piece * (SIZE // len(piece))
    start = time.process_time()
    passages = list(passages_of(outline_of(source)))
    assert time.process_time() - start < SECONDS
    assert all(passage.covered or passage.unused for passage in passages)
