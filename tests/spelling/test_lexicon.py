"""The lexicon is in order, and knows a word when grammar has changed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.spelling import lexicon
from cribdeck.spelling.lexicon import Neighbours, inserted, is_known, is_one_edit

FILE = Path(lexicon.__file__).parent / "lexicon.txt"


def test_the_file_is_sorted_and_has_one_word_in_a_line() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(line.replace("_", "a").isalpha() and line == line.lower() for line in lines)
    assert len(lines) > 4000


@pytest.mark.parametrize(
    "word",
    ["kafka", "brokers", "caching", "stopped", "replies", "unsubscribed", "partitioner", "slowest"],
)
def test_words_and_their_forms_are_known(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["procer", "kakfa", "parition", "aways", "follwers", "xyzzy"])
def test_slips_are_not_known(word: str) -> None:
    assert not is_known(word)


def test_lost_letters_are_looked_for_at_every_place() -> None:
    assert inserted("procer", "du") == {"producer"}
    assert inserted("procers", "du") == {"producers"}
    assert inserted("tcpmp", "du") == {"tcpdump"}
    assert inserted("proct", "du") == {"product"}
    assert inserted("kafka", "du") == set()


short = st.text(alphabet="abc", max_size=6)


def distance(one: str, other: str) -> int:
    """Return the least number of edits (optimal string alignment), by the textbook."""
    rows: list[list[int]] = [[*range(len(other) + 1)]]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@given(short, short)
def test_one_edit_is_one_edit(one: str, other: str) -> None:
    if one != other:
        assert is_one_edit(one, other) == (distance(one, other) == 1)


@given(st.sets(short, max_size=20), short)
def test_neighbours_are_all_words_one_edit_away(words: set[str], word: str) -> None:
    assert Neighbours(words).of(word) == {it for it in words if distance(it, word) == 1}
