r"""TeX becomes outlines: formulas drawn on sheets.

The only module that knows ziamath (MIT), which reads TeX by way of MathML and sets it in STIX
Two Math (OFL), in pure Python. What comes out are glyph outlines and rules, so no font is
embedded and a sheet shows the same on every machine. Characters that a math font lacks, Chinese
in `\text{}` above all, are drawn in the bundled text font.

Notes are untrusted: whatever TeX says, only paths, rectangles and ellipses made of numbers get
out, and a formula too long, too deep or too large is not set at all.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias
from xml.etree import ElementTree as ET

from ziafont.font import Font
from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.config import config
from ziamath.mathfont import MathFont
from ziamath.styles import MathVariant
from ziamath.tex import tex2mml
from ziamath.zmath import Math, denamespace, loadedfonts

from cribdeck.inline import Math as Tex
from cribdeck.sheets.formula import Formula, Unset

_SCALE: Final = 1.1
"""So much larger than the text it is set in its small letters are as high as those beside it."""
_EM: Final = 100.0
"""Units of the outlines, which are told to a tenth."""
_LONGEST: Final = 600
"""Characters of TeX; what is longer is no formula that a column could hold."""
_DEEPEST: Final = 8
"""Fractions, roots, brackets and the like within one another: each doubles the time it takes."""
_DEEPEST_AT_ALL: Final = 60
_LARGEST: Final = 120.0
"""Em; only bad spaces are larger."""
_SHRINKABLE: Final = 1.25
"""Times the widest: what cannot be broken may be set that much smaller."""
_FACE: Final = "cribdeck"

_SPECIAL: Final = str.maketrans({"<": r"\lt ", ">": r"\gt ", "\n": " ", "\t": " ", "\r": " "})
_UNSHOWN: Final = re.compile(r"\\(?:label\s*\{[^{}]*\}|nonumber\b|notag\b)|(?<!\\)%.*")
"""Commands that draw nothing, and comments."""
_DISPLAY_STYLE: Final = re.compile(r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}")
_ELEMENTS: Final = frozenset(
    {
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mfrac", "msqrt"),
        *("mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr"),
        *("mtd", "mfenced", "menclose", "mpadded", "mphantom", "mmultiscripts", "none"),
        *("mprescripts", "merror"),
    }
)
_PLAIN: Final = frozenset({"math", "mrow", "mstyle", "mtr", "mtd", "mi", "mn", "mo", "mtext"})
"""Elements that cost no more than what is in them."""
_FENCES: Final = frozenset("()[]{}|‖⌈⌉⌊⌋⟨⟩/")
"""What grows with the row it stands in, so that the row is set more than once."""
_COLOURS: Final = ("mathcolor", "mathbackground", "color", "background", "href", "style")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_PATH: Final = re.compile(r"[-\d. MLQCZ]+")
_SHAPES: Final = {
    "path": {"d": _PATH},
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx"), _NUMBER),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), _NUMBER),
}
"""What may be drawn, with its attributes."""

_BINARY: Final = frozenset({*"∪∩∧∨⊕⊗⊖⊙∖⊎⊔⊓", "mod"})
_MEDIUM_SPACE: Final = "0.22em"
"""Around a binary operator; these are missing in ziamath's table."""

_SIGNS: Final = frozenset("+-−±")
_BEFORE_SIGN: Final = frozenset("([{,;=<>≤≥≠≈≡∈→⇒⟨")
"""After these, a plus or minus belongs to the number behind it."""

_MathMl: TypeAlias = ET.Element


class _Face(MathFont):
    """The math font, and behind it the text font; remembers what neither has."""

    def __init__(self, file: str, text: Font) -> None:
        super().__init__(file)
        self._text = text
        self.lacking: dict[str, None] = {}

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        if self.glyphindex(char) or not char.strip():
            return super().findglyph(char, variant)
        if not self._text.glyphindex(char):
            self.lacking[char] = None
        return self._text.glyph(char)


class Formulas:
    """Sets formulas, each once."""

    def __init__(self, text_font: Path, widest: float) -> None:
        """Get ready.

        Args:
            text_font: a TrueType file of 1000 units to the em, which has what a math font lacks.
            widest: em of the text around it; a formula that is wider, even alone, does not fit
                into a column.

        Raises:
            OSError: the font cannot be read.
        """
        self._widest = widest
        config.svg2 = False
        config.precision = 1
        self._face = _Face(loadedfonts["default"].info.filename, Font(str(text_font)))
        loadedfonts[_FACE] = self._face
        self.set = lru_cache(maxsize=4096)(self._set)

    def _set(self, formula: Tex) -> Formula | Unset:
        """Return the formula as it is drawn, or why it cannot be."""
        if len(formula.tex) > _LONGEST:
            return Unset("it is too long")
        # What came before may have ended half-way.
        self._face.lacking.clear()
        self._face.language("math", "")  # type: ignore[no-untyped-call]
        try:
            mathml = _mathml(formula)
            if reason := _reason_against(mathml):
                return Unset(reason)
            drawn = Math(mathml, size=_EM * _SCALE, font=_FACE, margin=0).node
            svg = ET.Element("svg")
            drawn.draw(0, 0, svg)
        except Exception as problem:  # noqa: BLE001  bad TeX ends in any exception whatsoever
            return Unset(_told(problem))
        if self._face.lacking:
            return Unset(f"no bundled font has “{'”, “'.join(self._face.lacking)}”")
        return self._checked(drawn.bbox, _shapes(svg))

    def _checked(self, box: BBox, shapes: str | None) -> Formula | Unset:
        if shapes is None:
            return Unset("it asks for more than letters and rules")
        left = min(0.0, box.xmin)
        moved = f'<g transform="translate({-left:.1f} 0)">{shapes}</g>' if left else shapes
        formula = Formula(
            width=round((box.xmax - left) / _EM, 3),
            height=round(max(0.0, box.ymax) / _EM, 3),
            depth=round(max(0.0, -box.ymin) / _EM, 3),
            shapes=moved,
            too_wide=box.xmax - left > self._widest * _EM,
        )
        if not shapes or formula.width <= 0 or formula.height + formula.depth <= 0:
            return Unset("there is nothing to see")
        if max(formula.width, formula.height + formula.depth) > _LARGEST:
            return Unset("it is too large")
        if formula.width > self._widest * _SHRINKABLE:
            return Unset("it is too wide for a column", too_wide=True)
        return formula

    def html(self, tex: str, display: bool) -> str:  # noqa: FBT001  as in a dialect
        """Return the formula as inline SVG that stands on the baseline; else its source."""
        formula = self.set(Tex(tex, display))
        style = "math display" if display else "math"
        if isinstance(formula, Unset):
            return f'<code class="tex">{html.escape(tex)}</code>'
        high = formula.height + formula.depth
        box = f"0 {-formula.height * _EM:.1f} {formula.width * _EM:.1f} {high * _EM:.1f}"
        size = f"width:{formula.width}em;vertical-align:{-formula.depth}em"
        return (
            f'<svg class="{style}" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
            f'style="{size}" fill="currentColor"><title>{html.escape(tex)}</title>'
            f"{formula.shapes}</svg>"
        )


def _mathml(formula: Tex) -> _MathMl:
    tex = _DISPLAY_STYLE.sub(" ", _UNSHOWN.sub("", formula.tex)).translate(_SPECIAL).strip()
    root = denamespace(ET.fromstring(tex2mml(tex, inline=not formula.display)))  # noqa: S314  our own
    for element in root.iter():
        for name in _COLOURS:
            element.attrib.pop(name, None)
        if element.tag in {"mo", "mi"} and (element.text or "").strip() in _BINARY:
            element.tag = "mo"
            element.attrib |= {"lspace": _MEDIUM_SPACE, "rspace": _MEDIUM_SPACE}
        for before, after in pairwise(element):
            if after.text in _SIGNS and before.tag == "mo" and before.text in _BEFORE_SIGN:
                after.set("form", "prefix")
    return root


def _reason_against(mathml: _MathMl) -> str:
    """Return why MathML cannot be drawn, empty if it can."""
    waiting = [(mathml, 0, 0)]
    while waiting:
        element, depth, cost = waiting.pop()
        if element.tag not in _ELEMENTS:
            return f"<{element.tag}> cannot be drawn"
        if "\\" in (element.text or ""):
            return f"{element.text} is not known"
        cost += element.tag not in _PLAIN or any(it.text in _FENCES for it in element)
        if depth > _DEEPEST_AT_ALL or cost > _DEEPEST:
            return "it is nested too deeply"
        waiting.extend((child, depth + 1, cost) for child in element)
    return ""


def _shapes(svg: ET.Element) -> str | None:
    """Return what is drawn as plain SVG; None if there is anything but plain shapes."""
    found: list[str] = []
    for element in svg.iter():
        if element.tag in {"svg", "g"} and not element.attrib.keys() - {"fill"}:
            continue
        wanted = dict(_SHAPES.get(element.tag, {}))
        if element.get("fill") == "none":
            wanted["stroke-width"] = _NUMBER
        values = {name: element.get(name, "0").strip() for name in wanted}
        if not values or not all(wanted[name].fullmatch(it) for name, it in values.items()):
            return None
        line = ' fill="none" stroke="currentColor"' if "stroke-width" in wanted else ""
        attributes = " ".join(f'{name}="{value}"' for name, value in values.items())
        found.append(f"<{element.tag} {attributes}{line}/>")
    return "".join(found)


def _told(problem: Exception) -> str:
    """Return in words what a parser stumbled over."""
    name = type(problem).__name__.removesuffix("Error")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return f"TeX cannot be read ({words})"
