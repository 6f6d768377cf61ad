from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import Prose
from cribdeck.inline import Math, RichText, Strong, Text, plain
from cribdeck.sheets.formula import masked, outside_formulas, parts, readable
from cribdeck.sheets.model import Line
from cribdeck.sheets.pieces import pieces_of
from tests.sheets.samples import at, shown


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"a\quad b,c=d", ["a", "b,c=d"]),
        (r"\alpha,\beta,f(x,y)", [r"\alpha,", r"\beta,", "f(x,y)"]),
        (r"a=b\le c", ["a", "{}=b", r"{}\le c"]),
        (r"{}=a-b+c", ["{}=a", "{}-b", "{}+c"]),
        (r"-a-b", ["-a", "{}-b"]),
        (r"{}= -a-b", ["{}= -a", "{}-b"]),
        (
            r"\begin{pmatrix}a,b\end{pmatrix}=\{x,y\}",
            [r"\begin{pmatrix}a,b\end{pmatrix}", r"{}=\{x,y\}"],
        ),
        (r"\left(a=b\right.", [r"\left(a=b\right."]),
        ("abc", ["abc"]),
        ("", [""]),
    ],
)
def test_formulas_are_broken_outside_of_brackets(tex: str, expected: list[str]) -> None:
    assert list(parts(tex)) == expected


TOKENS = st.sampled_from([*r"\{}[](),;=<ab ", r"\left", r"\right", r"\le", r"\begin{x}"])


@given(st.lists(TOKENS).map("".join))
def test_breaking_loses_nothing_but_space(tex: str) -> None:
    kept = "".join("".join(parts(tex)).split())
    assert kept.replace("{}", "") == "".join(tex.split()).replace("{}", "")


def test_masked_text_is_as_long_as_the_text() -> None:
    text = (Text("当"), Strong((Math("a;b"), Text("："))), Math(r"\frac{1}{2}"))
    assert len(masked(text)) == len(plain(text))
    assert ";" not in masked(text)


def test_a_cut_is_moved_behind_the_formula_it_would_fall_into() -> None:
    flat = masked((Text("当"), Math("abc"), Text("时")))
    assert [outside_formulas(flat, end) for end in range(6)] == [0, 1, 4, 4, 4, 5]


def test_formulas_are_read_as_typed_without_tex() -> None:
    assert readable((Text("求"), Strong((Math(r"O(n\log n)"),)))) == "求O(n log n)"


def lines(*nodes: object) -> list[Line]:
    (passage,) = shown(Prose(at(), tuple(nodes)))  # type: ignore[arg-type]
    return [it for it in pieces_of(passage) if isinstance(it, Line)]


def test_a_colon_in_a_formula_ends_no_term() -> None:
    (line,) = lines(Math(r"f: A \to B"), Text(" 是映射"))
    assert line.term == 0
    (line,) = lines(Math("O(1)"), Text("：常数时间"))
    assert plain(line.text)[: line.term] == "O(1)："


def test_a_long_line_is_never_cut_inside_a_formula() -> None:
    formula = Math("a; " * 70)
    text: RichText = (Text("字" * 30), formula, Text("字" * 200 + "。"), formula, Text("尾" * 90))
    found = [node for line in lines(*text) for node in line.text if isinstance(node, Math)]
    assert found == [formula, formula]
