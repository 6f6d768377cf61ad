"""TeX as it is drawn: the real library, and what must not come out of it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.emit.formulas import Formulas
from cribdeck.inline import Math
from cribdeck.sheets.formula import Formula, Unset
from tests.sheets.samples import FONTS, TEMPLATES

TEXT_FONT = FONTS / "CribdeckSans-400.ttf"


@cache
def formulas() -> Formulas:
    return Formulas(TEXT_FONT, 23.0)


def drawn(tex: str, *, display: bool = False) -> Formula:
    formula = formulas().set(Math(tex, display))
    assert isinstance(formula, Formula), formula
    return formula


def why(tex: str) -> str:
    formula = formulas().set(Math(tex))
    assert isinstance(formula, Unset)
    return formula.why


@pytest.mark.parametrize(
    "tex",
    [
        r"O(n\log n)",
        r"\frac{a}{b}+\dfrac{a}{b}+\tfrac12",
        r"\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6}",
        r"\int_0^\infty e^{-x^2}\,dx",
        r"\lim_{x\to 0}\frac{\sin x}{x}=1",
        r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
        r"\begin{bmatrix}1&\cdots&n\\\vdots&\ddots&\vdots\end{bmatrix}",
        r"f(x)=\begin{cases}1&x>0\\0&x\le 0\end{cases}",
        "\\begin{aligned}\na&=b+c\\\\\n&=d\n\\end{aligned}",
        r"\sqrt{2}+\sqrt[3]{x}",
        r"\alpha\beta\gamma\varepsilon\Gamma\Omega",
        r"\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
        r"\binom{n}{k}p^k(1-p)^{n-k}",
        r"\hat{y}\bar{x}\vec{v}\overline{AB}\underbrace{a+b}_{n}\overbrace{c}^{m}",
        r"A\cup B\subseteq C\land x\in\mathbb{R}^n\iff\forall\epsilon>0\;\exists\delta",
        r"\lceil x\rceil\lfloor x\rfloor\|x\|_2|x|\{x\mid x<0\}",
        r"a<b>c",
        r"f'(x)+a\bmod n",
        r"\boxed{E=mc^2}",
        r"\mathcal{L}\mathbf{x}\mathrm{d}x\mathit{id}",
        r"\text{吞吐量}=\frac{\text{请求数}}{t}",
        r"QPS=\frac{并发数}{时间}",
        r"99.99\%",
        "x % a comment",
        r"\label{eq:1}x\nonumber",
    ],
)
def test_what_notes_use_can_be_set(tex: str) -> None:
    for display in (False, True):
        formula = drawn(tex, display=display)
        assert 0.4 < formula.width < 23
        assert 0.4 < formula.height < 4
        assert 0 <= formula.depth < 4


def test_a_formula_stands_on_the_baseline() -> None:
    assert drawn("x").depth < 0.03
    assert drawn("y").depth > 0.2
    assert drawn(r"\frac{a}{b}").depth > drawn("y").depth
    assert drawn(r"\sum_{i=1}^n i", display=True).height > drawn(r"\sum_{i=1}^n i").height


def test_small_letters_are_as_high_as_those_of_the_text() -> None:
    """The x-height of the bundled text font is 0.536 em."""
    assert drawn("x").height == pytest.approx(0.536, abs=0.02)


def test_binary_operators_have_room() -> None:
    assert drawn(r"A\cup B").width - drawn("AB").width > 1.0
    assert drawn(r"x_{A\cup B}").width - drawn("x_{AB}").width < 0.7


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\foo{x}", r"\foo is not known"),
        (r"\frac{a", "TeX cannot be read"),
        ("x_{", "TeX cannot be read"),
        ("", "TeX cannot be read"),
        ("🚀", "no bundled font has “🚀”"),
        (r"\hspace{10000000em}x", "it is too large"),
        (r"\phantom{x}", "there is nothing to see"),
        ("x" * 60, "it is too wide for a column"),
        ("x" * 700, "it is too long"),
        ("x^{" * 40 + "x" + "}" * 40, "it is nested too deeply"),
        (r"\left(" * 20 + "x" + r"\right)" * 20, "it is nested too deeply"),
        ("{" * 200 + "x" + "}" * 200, "it is nested too deeply"),
    ],
)
def test_what_cannot_be_set_says_why(tex: str, reason: str) -> None:
    start = time.perf_counter()
    assert why(tex).startswith(reason)
    assert time.perf_counter() - start < 2


def test_one_formula_does_not_depend_on_those_before() -> None:
    alone = Formulas(TEXT_FONT, 23.0)
    after = Formulas(TEXT_FONT, 23.0)
    for tex in (r"\text{}", r"\frac{a", r"\text{中文🚀}", r"\mathbb{R}"):
        after.set(Math(tex))
    for tex in ("f'_{x'}", r"\text{AV}"):
        assert alone.set(Math(tex)) == after.set(Math(tex))


def test_outlines_are_the_same_whatever_the_hash_seed() -> None:
    program = (
        "import sys, pathlib\n"
        "from cribdeck.emit.formulas import Formulas\n"
        "made = Formulas(pathlib.Path(sys.argv[1]), 23.0)\n"
        "print(made.html(r'\\begin{cases}\\frac{a}{b}&\\text{若}\\\\c\\end{cases}', True))\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program, TEXT_FONT],
            env={"PYTHONHASHSEED": seed},
            cwd=TEMPLATES.parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


# --- nothing but outlines ----------------------------------------------------------------


def is_harmless(markup: str, tex: str) -> bool:
    """Return whether markup is one SVG of plain shapes whose title is `tex`."""
    svg, *others = ET.fromstring(f"<div>{markup}</div>")  # noqa: S314  made here
    space = "{http://www.w3.org/2000/svg}"
    title, *shapes = svg
    numbers = re.compile(r"[-\d. MLQCZ]*")
    inside = [it for shape in shapes for it in shape.iter()]
    return (
        not others
        and svg.tag == f"{space}svg"
        and title.tag == f"{space}title"
        and title.text == tex
        and {it.tag.removeprefix(space) for it in inside} <= {"g", "path", "rect", "ellipse"}
        and all(
            (name, value) in {("fill", "none"), ("stroke", "currentColor")}
            or (name == "transform" and re.fullmatch(r"translate\([\d.]+ 0\)", value))
            or numbers.fullmatch(value)
            for it in inside
            for name, value in it.attrib.items()
        )
    )


HOSTILE = [
    r"\href{javascript:alert(1)}{x}",
    r"\text{</title><script>alert(1)</script>}",
    r"\color{red}x",
    r"\textcolor{url(http://example.org)}{x}",
    r"\class{x}{y}\style{background:url(x)}{y}",
    r"\includegraphics{/etc/passwd}",
    r"\input{/etc/passwd}",
    '"><img src=x onerror=alert(1)>',
    "<image href='file:///etc/passwd'/>",
    r"\mathchoice{a}{b}{c}{d}",
    r"\def\x{\x\x}\x",
    r"&lt;script&gt;",
    "&#60;script&#62;x",
    "]]>",
]


@pytest.mark.parametrize("tex", HOSTILE)
def test_hostile_tex_gives_outlines_or_its_escaped_source(tex: str) -> None:
    markup = formulas().html(tex, display=False)
    if isinstance(formulas().set(Math(tex)), Unset):
        assert ET.fromstring(markup).text == tex  # noqa: S314  made here
    else:
        assert is_harmless(markup, tex)


PIECES = st.sampled_from(
    [
        *r"\{}^_&<>'%#~ ab1,;中🚀",
        *(r"\frac", r"\left(", r"\right)", r"\sqrt", r"\text", r"\\", r"\color", r"\href"),
        *(r"\begin{matrix}", r"\end{matrix}", r"\hline", r"\overline", "</title>"),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_comes_in_only_outlines_or_source_go_out(tex: str) -> None:
    markup = formulas().html(tex, display=True)
    if isinstance(formulas().set(Math(tex, display=True)), Unset):
        assert (ET.fromstring(markup).text or "") == tex  # noqa: S314  made here
    else:
        assert is_harmless(markup, tex)
