from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.identity.assignment import assign, undisputed

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), st.floats(0, 1, allow_nan=False), max_size=20
)


def test_each_finds_its_own() -> None:
    values = {(0, 0): 0.9, (0, 1): 0.6, (1, 1): 0.8, (1, 0): 0.5}
    assert assign(values, 0.5).pairs == {0: 0, 1: 1}


def test_two_nearly_as_alike_leave_a_doubt() -> None:
    found = assign({(0, 0): 0.8, (0, 1): 0.75}, 0.5)
    assert found.pairs == {}
    assert found.doubts == {0: ((0, 0), (0, 1))}


def test_two_of_now_nearly_as_alike_leave_a_doubt_for_both() -> None:
    found = assign({(0, 5): 0.8, (1, 5): 0.75}, 0.5)
    assert found.pairs == {}
    assert set(found.doubts) == {0, 1}


def test_a_rival_that_has_found_its_own_is_none() -> None:
    values = {(0, 0): 0.99, (0, 1): 0.7, (1, 0): 0.72, (1, 1): 0.75}
    assert assign(values, 0.5).pairs == {0: 0, 1: 1}


def test_a_slip_is_clear_beside_a_look_alike() -> None:
    """Both are alike, but the one letter for letter."""
    assert assign({(0, 0): 0.99, (0, 1): 0.93}, 0.5).pairs == {0: 0}
    assert assign({(0, 0): 0.93, (0, 1): 0.87}, 0.5).pairs == {}


def test_what_is_not_alike_is_nothing() -> None:
    found = assign({(0, 0): 0.49}, 0.5)
    assert (dict(found.pairs), dict(found.doubts)) == ({}, {})


def test_a_pair_that_was_refused_is_a_rival_again() -> None:
    values = {(0, 0): 0.95, (1, 0): 0.9, (1, 1): 0.85, (2, 2): 0.8}
    assert undisputed({(0, 0), (1, 1), (2, 2)}, values) == {(0, 0), (1, 1), (2, 2)}
    assert undisputed({(1, 1), (2, 2)}, values) == {(2, 2)}


@given(PAIRS)
def test_nobody_is_paired_twice_or_below_the_limit(values: dict[tuple[int, int], float]) -> None:
    found = assign(values, 0.5)
    assert len(set(found.pairs.values())) == len(found.pairs)
    assert all(values[pair] >= 0.5 for pair in found.pairs.items())
    assert not found.pairs.keys() & found.doubts.keys()
    backwards = assign(dict(reversed(values.items())), 0.5)
    assert found == backwards
