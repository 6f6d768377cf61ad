# ruff: noqa: INP001  a script, run by hand when the fonts change
"""Build the fonts bundled in `templates/sheet/fonts` from their published originals.

In go the unpacked npm packages `@expo-google-fonts/noto-sans-sc` and
`@expo-google-fonts/jetbrains-mono`; out come four static TrueType files. Raw TrueType,
because WeasyPrint decompresses woff2 in Python (26 s instead of 0.05 s for our two CJK
files), one file per weight, because it takes two files of one family and weight for the
same font, and static, because a variable font costs 7 s per PDF.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0 chws_tool==1.4.5
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/jetbrains-mono@0.4.1
    # unpack both, then
    /tmp/fonts/bin/python tools/build_fonts.py NOTO_FOLDER JETBRAINS_FOLDER templates/sheet/fonts
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from chws_tool import add_chws
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SANS: Final = "Cribdeck Sans"
MONO: Final = "Cribdeck Mono"
WEIGHTS: Final = ((400, "Regular"), (700, "Bold"))

SYMBOLS: Final = (
    (0x0020, 0x007F),  # ASCII
    (0x00A0, 0x0180),  # Latin-1, Latin Extended-A
    (0x0370, 0x0400),  # Greek
    (0x0400, 0x0460),  # Cyrillic
    (0x2000, 0x20C0),  # punctuation, superscripts, currency
    (0x2100, 0x2C00),  # letterlike, numbers, arrows, maths, boxes, shapes, dingbats
    (0x3000, 0x3100),  # CJK punctuation, kana
    (0x3200, 0x3400),  # circled and squared CJK
    (0xFF00, 0xFFF0),  # full-width forms
)
"""Ranges kept as far as the original has them, end excluded."""

SPACES: Final = {
    0x2002: 500,
    0x2003: 1000,
    0x2004: 333,
    0x2005: 250,
    0x2006: 167,
    0x2007: 555,
    0x2009: 200,
    0x200A: 125,
    0x202F: 200,
}
"""Advance of the space characters that Noto Sans SC lacks, in 1/1000 em."""

LOOKALIKES: Final = {0x2714: 0x2713, 0x2611: 0x2713}
"""Characters that borrow the glyph of another: heavy check mark, ballot box with check."""

CROSSES: Final = (0x2715, 0x2716, 0x2717, 0x2718)
"""Crosses that Noto Sans SC lacks, though it has the check mark they go with."""

MONO_EM: Final = 1200
"""Units per em given to JetBrains Mono (1000 in the original), whose advance is 600 units.

So a Latin letter is exactly half as wide as a Han character of the same size, and tables,
trees and aligned comments drawn in code blocks stay aligned.
"""


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("noto", type=Path, help="unpacked @expo-google-fonts/noto-sans-sc")
    parser.add_argument("jetbrains", type=Path, help="unpacked @expo-google-fonts/jetbrains-mono")
    parser.add_argument("target", type=Path, help="folder to write to")
    arguments = parser.parse_args()
    for weight, style in WEIGHTS:
        name = f"{weight}{style}"
        build_sans(
            arguments.noto / name / f"NotoSansSC_{name}.ttf",
            arguments.target / f"CribdeckSans-{weight}.ttf",
            weight,
        )
        build_mono(
            arguments.jetbrains / name / f"JetBrainsMono_{name}.ttf",
            arguments.target / f"CribdeckMono-{weight}.ttf",
            weight,
        )
    shutil.copy(arguments.noto / "LICENSE_FONT", arguments.target / "OFL-NotoSansSC.txt")
    shutil.copy(arguments.jetbrains / "LICENSE_FONT", arguments.target / "OFL-JetBrainsMono.txt")


def build_sans(original: Path, target: Path, weight: int) -> None:
    """Subset Noto Sans SC; add half-width punctuation in context, spaces and crosses."""
    with tempfile.TemporaryDirectory() as folder:
        cut, spaced = Path(folder) / "cut.ttf", Path(folder) / "spaced.ttf"
        keep = ("kern", "halt", "palt", "ccmp", "mark", "liga")
        _subset(original, sans_characters(), keep).save(cut)
        # `chws`: 」（ and 。」 take one and a half squares, as in a printed book.
        add_chws(cut, spaced)
        font = TTFont(spaced)
        _add_glyphs(font, weight)
        _name(font, SANS, weight)
        # The same originals give the same bytes, whenever they are built.
        font["head"].modified = TTFont(original, lazy=True)["head"].modified
        font.recalcTimestamp = False
        font.save(target)


def build_mono(original: Path, target: Path, weight: int) -> None:
    """Keep what JetBrains Mono has of Latin, arrows and box drawing; no ligatures."""
    font = _subset(original, _symbol_ranges(), ("ccmp",))
    font["head"].unitsPerEm = MONO_EM
    _name(font, MONO, weight)
    font.save(target)


def sans_characters() -> set[int]:
    """Return GB 2312 (simplified), Big5 level 1 (traditional) and the symbols."""
    simplified = _decoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    traditional = _decoded("big5", range(0xA1, 0xC7), range(0x40, 0xFF))
    return _symbol_ranges() | simplified | traditional


def _symbol_ranges() -> set[int]:
    return {code for start, end in SYMBOLS for code in range(start, end)}


def _decoded(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> set[int]:
    pairs = (bytes([lead, trail]) for lead in leads for trail in tuple(trails))
    decoded = (pair.decode(encoding, "ignore") for pair in pairs)
    return {ord(text) for text in decoded if len(text) == 1}


def _subset(original: Path, characters: set[int], features: tuple[str, ...]) -> TTFont:
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = ["*"]
    font = subset.load_font(str(original), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    return font


def _add_glyphs(font: TTFont, weight: int) -> None:
    order = font.getGlyphOrder()
    cmap = font.getBestCmap()
    added = {
        code: _blank(font, order, f"space{code:04X}", SPACES[code])
        for code in SPACES
        if code not in cmap
    }
    added |= {code: cmap[model] for code, model in LOOKALIKES.items() if code not in cmap}
    cross = _cross(font, order, cmap[0x2713], 60 if weight < 600 else 110)  # noqa: PLR2004
    added |= {code: cross for code in CROSSES if code not in cmap}
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update(added)
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["maxp"].numGlyphs = len(order)


def _blank(font: TTFont, order: list[str], name: str, advance: int) -> str:
    return _add(font, order, name, TTGlyphPen(None), advance)


def _cross(font: TTFont, order: list[str], check: str, stroke: int) -> str:
    """Draw a cross as wide as the check mark, its strokes `stroke` units thick."""
    advance, _ = font["hmtx"].metrics[check]
    left, right, bottom, top = 70, advance - 70, 90, 640
    half = stroke * 0.7
    pen = TTGlyphPen(None)
    for (x1, y1), (x2, y2) in (((left, bottom), (right, top)), ((left, top), (right, bottom))):
        up = 1 if y2 > y1 else -1
        corners = (
            (x1 - half, y1 + up * half),
            (x2 - half, y2 + up * half),
            (x2 + half, y2 - up * half),
            (x1 + half, y1 - up * half),
        )
        # Clockwise, whichever way the stroke leans: else the crossing would be a hole.
        path = corners if up > 0 else corners[::-1]
        pen.moveTo(path[0])
        for corner in path[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return _add(font, order, "cross", pen, advance)


def _add(font: TTFont, order: list[str], name: str, pen: TTGlyphPen, advance: int) -> str:
    glyph = pen.glyph()
    order.append(name)
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
    if "vmtx" in font:
        font["vmtx"].metrics[name] = (1000, 0)
    return name


def _name(font: TTFont, family: str, weight: int) -> None:
    """Give the font a private name, so that no installed font can be taken for it."""
    style = dict(WEIGHTS)[weight]
    names = {
        1: family,
        2: style,
        3: f"{family} {style}; subset for Cribdeck",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
    }
    table = font["name"]
    kept = {0, 5, 7, 8, 9, 11, 12, 13, 14}
    table.names = [record for record in table.names if record.nameID in kept]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
