"""Themes, as they come out on paper: what can be read, what colours and how much ink there are.

Pages are drawn by poppler, so nothing is believed of a style sheet that is not seen; and themes
of a user's own, copied in part and changed.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Final, get_args

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat
from pypdf import PdfReader
from pypdf.generic import ContentStream

from cribdeck.config import SheetRequest, SheetSettings, Theme, Variant
from cribdeck.emit.html import BadTemplateError
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_html import Setting, box_view, identified
from cribdeck.emit.sheet_measuring import MeasuredGroup
from cribdeck.emit.sheet_pdf import Press, print_sheet
from cribdeck.emit.sheet_places import extents
from cribdeck.extract import extract
from cribdeck.sheets.frame import frame_of
from cribdeck.sheets.model import HUES, Part, SheetPlan
from cribdeck.sheets.plan import plan_sheets
from cribdeck.syntax import parse
from tests.emit.paper_checks import EVERY_KIND, READABLE, contrast
from tests.emit.pdf_checks import faults
from tests.sheets.samples import TEMPLATES

THEMES: Final = get_args(Theme)
_DPI: Final = 300
_SAME_BODY: Final = "## 同一标题 $x^2$\n\n- **幂等 $x$**：做一次和做多次结果相同。\n"
_NEW_LOOK: Final = "\n.bar { background: #123456 }\n"


def plan_of(theme: Theme) -> SheetPlan:
    """Return a plan with all hues, and with all that the style sheet has a look for."""
    texts = [f"# 部分 {n}\n\n{_SAME_BODY}" for n in range(HUES)]
    outlines = []
    for number, text in enumerate([*texts, EVERY_KIND]):
        document, _ = parse(f"{number}.md", text.encode())
        assert document is not None
        outlines.append(extract(document).outline)
    request = SheetRequest("all", "全部", tuple(it.path for it in outlines), 0)
    ((plan, *_), _) = plan_sheets(outlines, SheetSettings(theme=theme), [request])
    return plan


def short_plan() -> SheetPlan:
    document, _ = parse("a.md", f"# 短\n\n{_SAME_BODY}".encode())
    assert document is not None
    ((plan,), _) = plan_sheets([extract(document).outline], SheetSettings(variants=("answers",)))
    return plan


@pytest.fixture(scope="module")
def themes() -> dict[str, PrintedSheet]:
    made = {theme: print_sheet(plan_of(theme), TEMPLATES) for theme in THEMES}
    return {theme: sheet for theme, sheet in made.items() if sheet is not None}


def files_of(sheet: PrintedSheet) -> Iterator[bytes]:
    yield sheet.pdf
    assert sheet.blanks is not None
    yield sheet.blanks.pdf


def drawn(pdf: bytes, mode: str, dpi: int = _DPI) -> Image.Image:
    """Return the first page as poppler draws it."""
    command = ["pdftoppm", "-r", str(dpi), "-f", "1", "-l", "1", *mode.split(), "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(run.stdout))


def words_in(pdf: bytes) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield the words of the first page, and the pixels that they take."""
    command = ["pdftotext", "-bbox", "-f", "1", "-l", "1", "-", "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    corners = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"'
    for *box, word in re.findall(rf"<word {corners}>([^<]+)<", run.stdout.decode()):
        left, top, right, bottom = (float(it) * _DPI / 72 for it in box)
        # The box of a line is higher than its letters, and reaches into the line above.
        yield word, (left, top + (bottom - top) * 0.15, right, bottom)


# --- what each theme promises ------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_a_printer_without_colours(
    themes: dict[str, PrintedSheet], theme: str
) -> None:
    """Of the shades where a word stands, the commonest is its paper, the farthest its ink."""
    hard: dict[str, float] = {}
    for pdf in files_of(themes[theme]):
        page = drawn(pdf, "-gray")
        words = list(words_in(pdf))
        assert len(words) > 60
        for word, box in words:
            shades = page.crop(box).histogram()
            paper = max(range(256), key=shades.__getitem__) / 255
            found = [shade / 255 for shade, count in enumerate(shades) if count]
            ink = max(found[0], found[-1], key=lambda it: abs(it - paper))
            hard[word] = min(hard.get(word, 21.0), contrast((ink,) * 3, (paper,) * 3))
    assert {word: found for word, found in hard.items() if found < READABLE} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_tagged_as_pdf_ua_asks_and_remarks_nothing(
    themes: dict[str, PrintedSheet], theme: str
) -> None:
    assert [faults(pdf) for pdf in files_of(themes[theme])] == [[], []]
    assert themes[theme].diagnostics == ()


def colours_in(pdf: bytes) -> set[tuple[float, ...]]:
    """Return the colours that anything is painted in, as the file says them."""
    reader = PdfReader(io.BytesIO(pdf))
    found: set[tuple[float, ...]] = set()
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        for operands, operator in ContentStream(content, reader).operations:
            if operator in {b"rg", b"RG", b"g", b"G", b"sc", b"SC", b"scn", b"SCN", b"k", b"K"}:
                found.add(tuple(float(it) for it in operands if not isinstance(it, str)))
    return found


def test_black_and_white_has_no_hue(themes: dict[str, PrintedSheet]) -> None:
    for pdf in files_of(themes["black-and-white"]):
        used = colours_in(pdf)
        assert len(used) > 3
        assert [it for it in used if len(set(it)) > 1] == []
        # Gradients and pictures included.
        red, green, blue = drawn(pdf, "", 100).convert("RGB").split()
        assert not ImageChops.difference(red, green).getbbox()
        assert not ImageChops.difference(green, blue).getbbox()
    assert any(len(set(it)) > 1 for it in colours_in(themes["colour"].pdf))


def test_black_and_white_tells_all_groups_apart() -> None:
    """The end of each title bar and the edge of each box, where no word stands, differ in print."""
    plan = plan_of("black-and-white")
    press = Press(plan, TEMPLATES, {})
    found = press.fitted(9.0)
    assert found is not None
    proof = press.printed(found.sheet)
    page = drawn(press._layout.written(proof.document), "-gray")  # noqa: SLF001
    looks: dict[int, Image.Image] = {}
    for name, place in proof.document.pages[0].anchors.items():
        box = plan.boxes[int(name[1:].split("-")[0])] if re.fullmatch(r"b\d+-0", name) else None
        if box is None or box.hue in looks:
            continue
        # Between the title and what stands at the end of the bar: 25 to 35 mm from the left.
        left, top, _, _ = (it * _DPI / 96 for it in place)
        mm = _DPI / 25.4
        looks[box.hue] = page.crop((left + 25 * mm, top, left + 35 * mm, top + 5 * mm))
    assert len(looks) == HUES
    for one, other in combinations(looks.values(), 2):
        difference = ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
        assert difference > 255 * 0.02


def ink_on(pdf: bytes) -> float:
    """Return how much of the page is black, 0 to 1."""
    grey = ImageOps.invert(drawn(pdf, "-gray", 100))
    return float(ImageStat.Stat(grey).mean[0]) / 255


def test_ink_saving_saves_ink_and_fills_nothing(themes: dict[str, PrintedSheet]) -> None:
    assert ink_on(themes["ink-saving"].pdf) < 0.6 * ink_on(themes["colour"].pdf)
    for pdf in files_of(themes["ink-saving"]):
        assert darkest_area(pdf) > 120
    assert darkest_area(themes["colour"].pdf) < 90
    assert darkest_area(themes["black-and-white"].pdf) < 60


def darkest_area(pdf: bytes) -> int:
    """Return how dark the darkest square of 3 mm is, 0 to 255: lines and letters are pale in it."""
    small = drawn(pdf, "-gray").reduce(round(3 * _DPI / 25.4))
    return next(shade for shade, count in enumerate(small.histogram()) if count)


def test_formulas_have_the_colour_of_the_words_around_them(
    themes: dict[str, PrintedSheet],
) -> None:
    """White in a title bar, the hue of the box in its terms: what is drawn in them are paths."""
    reader = PdfReader(io.BytesIO(themes["colour"].pdf))
    inks: set[tuple[float, ...]] = set()
    page = reader.pages[0].get_contents()
    assert page is not None
    inside = False
    for operands, operator in ContentStream(page, reader).operations:
        inside = inside or (operator == b"BDC" and operands[0] == "/Figure")
        if operator == b"EMC":
            inside = False
        if inside and operator in {b"rg", b"scn"} and len(operands) == 3:
            inks.add(tuple(round(float(it) * 255) for it in operands))
    assert {(255, 255, 255), (0x1D, 0x4E, 0x79), (0x8A, 0x2F, 0x1F)} <= inks


def test_every_name_that_the_style_sheet_uses_is_set_by_themes_and_explained() -> None:
    folder = TEMPLATES / "sheet"
    names = ("sheet.css", "booklet.css")
    style = "".join((folder / it).read_text(encoding="utf-8") for it in names)
    asked = set(re.findall(r"var\((--[\w-]+)", style)) - {"--air", "--gap", "--leading"}
    assert len(asked) > 10
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert {it for it in asked if f"`{it}`" not in told} == set()
    for theme in THEMES:
        css = (folder / "themes" / f"{theme}.css").read_text(encoding="utf-8")
        assert asked <= set(re.findall(r"(--[\w-]+)\s*:", css)), theme
        style += css
    classes = set(re.findall(r"`(?:[a-z0-9]+)?\.([a-z0-9]+)`", told))
    made = style + "".join(it.read_text(encoding="utf-8") for it in folder.glob("*.html"))
    assert {it for it in classes - {*get_args(Variant)} if it.rstrip("1") not in made} == set()


# --- one number --------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
def test_one_number_scales_a_sheet(theme: Theme) -> None:
    """Twice the type in twice the width: everything in a box is exactly twice as high and wide."""
    press = Press(plan_of(theme), TEMPLATES, {})
    frame = frame_of(press.plan.settings)
    setting = Setting(8.0, frame, press._metrics, press.plan.labels)  # noqa: SLF001
    views = [
        identified(box_view(box, Part(0, 0, len(box.pieces)), 1, setting), f"b{number}")
        for number, box in enumerate(press.plan.boxes)
    ]
    places = []
    for scale in (1, 2):
        page = press._templates.render(  # noqa: SLF001
            "sheet/measure.html",
            language="zh-CN",
            width=f"{frame.column_width * scale:.4f}",
            groups=[MeasuredGroup(8.0 * scale, tuple(views))],
        )
        pages = press._layout.render(page).pages  # noqa: SLF001
        places.append({name: it for each in pages for name, it in extents(each.anchors).items()})
    small, large = places
    assert len(small) > 30
    for name, place in small.items():
        height = place.bottom - place.top
        assert large[name].bottom - large[name].top == pytest.approx(2 * height, abs=0.02), name


# --- themes of a user's own --------------------------------------------------------------


def own(folder: Path, name: str, change: str = "") -> Path:
    """Return a folder of templates that holds one file, changed."""
    path = folder / "sheet" / name
    path.parent.mkdir(parents=True)
    shutil.copy(TEMPLATES / "sheet" / name, path)
    path.write_text(path.read_text(encoding="utf-8") + change, encoding="utf-8")
    return folder


def test_one_changed_file_is_enough_for_another_look(tmp_path: Path) -> None:
    plan = short_plan()
    usual = print_sheet(plan, TEMPLATES)
    same = print_sheet(plan, own(tmp_path / "same", "themes/colour.css"))
    changed = print_sheet(plan, own(tmp_path / "changed", "themes/colour.css", _NEW_LOOK))
    assert usual is not None
    assert same == usual
    assert changed is not None
    assert changed.diagnostics == ()
    navy = (0x12 / 255, 0x34 / 255, 0x56 / 255)
    close = [it for it in colours_in(changed.pdf) if it == pytest.approx(navy, abs=0.002)]
    assert close
    assert print_sheet(replace(plan, settings=SheetSettings(theme="ink-saving")), tmp_path)


def test_fonts_are_ours_whatever_folder_names_them(tmp_path: Path) -> None:
    changed = own(tmp_path, "sheet.css", "\nbody { background: #fff }")
    sheet = print_sheet(short_plan(), changed)
    usual = print_sheet(short_plan(), TEMPLATES)
    assert sheet is not None
    assert usual is not None
    assert sheet.diagnostics == ()
    assert sheet.type_pt == usual.type_pt


def test_what_a_style_sheet_says_in_vain_is_told_with_its_line(tmp_path: Path) -> None:
    broken = own(tmp_path, "themes/colour.css", "\n.bar { colour: red }\n.box { margin: 3 apples }")
    lines = (broken / "sheet/themes/colour.css").read_text(encoding="utf-8").count("\n") + 1
    sheet = print_sheet(short_plan(), broken)
    assert sheet is not None
    assert {it.code for it in sheet.diagnostics} == {"sheet_layout"}
    told = [it.message for it in sheet.diagnostics]
    assert len(told) == 2
    assert f"sheet/themes/colour.css:{lines - 1}:8: Ignored `colour: red" in told[0]
    assert f"sheet/themes/colour.css:{lines}:8: Ignored `margin: 3 apples" in told[1]


def test_a_broken_template_is_told_with_its_line(tmp_path: Path) -> None:
    broken = own(tmp_path, "sheet.html")
    text = (broken / "sheet/sheet.html").read_text(encoding="utf-8")
    (broken / "sheet/sheet.html").write_text(text + "\n{% endfor %}\n", encoding="utf-8")
    line = text.count("\n") + 2
    with pytest.raises(BadTemplateError, match=rf"^sheet/sheet\.html:{line}: "):
        print_sheet(short_plan(), broken)
