from __future__ import annotations

import doctest

import pytest

from cribdeck import paper


def test_its_examples_are_true() -> None:
    assert doctest.testmod(paper).failed == 0


@pytest.mark.parametrize(
    ("written", "sides"),
    [
        ("A4", (210.0, 297.0)),
        ("210x297", (210.0, 297.0)),
        ("297×210", (210.0, 297.0)),
        ("100x600", (100.0, 600.0)),
        ("215.9x279.4", (215.9, 279.4)),
        ("a4", None),
        ("99x300", None),
        ("300x601", None),
        ("210 x 297", None),
        ("٢١٠x297", None),
        ("1e2x300", None),
        ("-210x297", None),
        ("", None),
    ],
)
def test_paper_is_a_name_or_two_lengths(written: str, sides: tuple[float, float] | None) -> None:
    assert paper.sides(written) == sides
