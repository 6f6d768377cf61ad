"""The only door to py_svg_hush: the bytes of an SVG go in, a drawing that does nothing comes out.

py_svg_hush keeps what draws: no script, no event, no foreign content. What it leaves of other
addresses goes here: a drawing may point at its own parts and hold pictures of its own, nothing
else. A drawing whose parts show one another again and again is refused, for a few lines of it may
stand for millions of shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

import py_svg_hush

from cribdeck.media.model import Encoded, Unfit

_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_POINTING: Final = (f"{_SVG}image", f"{_SVG}use")
"""Elements that are nothing without what they point at."""
_LARGEST: Final = 2 << 20
"""Bytes."""
_MOST_SHAPES: Final = 50_000
"""Elements that are drawn, those shown again counted again."""
_DEEPEST: Final = 100
_MEDIA: Final = {"image": ["png", "jpeg", "gif", "webp"]}
_FONTS: Final = "Cribdeck Sans, Cribdeck Mono"
"""Those of a sheet: text in any other would look otherwise on every machine."""
_MOVING: Final = tuple(
    f"{_SVG}{it}" for it in ("animate", "animateMotion", "animateTransform", "mpath", "set")
)

_ENTITY: Final = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_FOREIGN: Final = re.compile(r"@|\\|//|url\(\s*['\"]?(?!\s*['\"]?#)[^)]*\)?", re.IGNORECASE)
_OWN: Final = re.compile(r"url\(\s*['\"]?#([^)'\"]+)")
_FONT: Final = re.compile(r"font(?:-family)?\s*:[^;}]*", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(px|pt|pc|mm|cm|in|em|rem|)\s*")
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?(?:[eE][+-]?\d)?")
_PIXELS: Final = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "em": 16.0,
    "rem": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
_DEFAULT: Final = (300.0, 150.0)
"""Of a drawing that says nothing about its size (CSS 2.1, 10.3.2)."""
_SIZES: Final = range(1, 4001)


def drawing(data: bytes, *, on_paper: bool = False) -> Encoded | Unfit:
    """Return a harmless drawing, with its size in pixels.

    Args:
        data: a file.
        on_paper: whether all text is to be set in the fonts of sheets.
    """
    if len(data) > _LARGEST:
        return Unfit("too_large", f"has more than {_LARGEST >> 20} MB", "export it as PNG")
    if _ENTITY.search(data.replace(b"\0", b"")):
        return Unfit("unreadable", "defines entities", "save it as plain SVG")
    try:
        root = ET.fromstring(py_svg_hush.filter_svg(data, _MEDIA))  # noqa: S314  no entities left
    except (ValueError, ET.ParseError, RecursionError):
        return Unfit("unreadable", "is damaged, or no SVG", "open it and save it again")
    if root.tag != f"{_SVG}svg":
        return Unfit("unreadable", "is no SVG", "open it and save it again")
    if not _is_drawable(root):
        return Unfit("too_large", "stands for too many shapes", "export it as PNG")
    _clean(root, on_paper=on_paper)
    width, height = _size(root)
    root.set("width", str(width))
    root.set("height", str(height))
    ET.register_namespace("", _SVG[1:-1])
    return Encoded(ET.tostring(root, encoding="utf-8"), ".svg", width, height)


def _clean(root: ET.Element, *, on_paper: bool) -> None:
    """Leave nothing that points elsewhere; on paper, set all text in the fonts of sheets."""
    for parent in root.iter():
        parent[:] = [it for it in parent if _is_still(it)]
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if not _points_home(value) if name in _HREFS else _FOREIGN.search(value):
                del element.attrib[name]
        if element.tag == f"{_SVG}style":
            text = "".join(element.itertext())
            element[:] = []
            element.text = "" if _FOREIGN.search(text) else text
    if on_paper:
        _set_fonts(root)
        _wrap(root)


def _is_still(element: ET.Element) -> bool:
    """Return whether an element draws something, and nothing else with time."""
    if element.tag in _POINTING:
        return any(_points_home(element.get(it)) for it in _HREFS)
    return element.tag not in _MOVING


def _set_fonts(root: ET.Element) -> None:
    for element in root.iter():
        if "font-family" in element.attrib:
            element.set("font-family", _FONTS)
        if "style" in element.attrib:
            element.set("style", _FONT.sub(f"font-family: {_FONTS}", element.attrib["style"]))
        if element.tag == f"{_SVG}style" and element.text:
            element.text = _FONT.sub(f"font-family: {_FONTS}", element.text)


def _wrap(root: ET.Element) -> None:
    """Put fonts and colours around all that is drawn, where the colour of a sheet's text is not."""
    inside = ET.Element(f"{_SVG}g", {"font-family": _FONTS})
    for name in ("color", "fill", "style", "class"):
        if name in root.attrib:
            inside.set(name, root.attrib.pop(name))
    inside.extend(list(root))
    for child in list(root):
        root.remove(child)
    root.append(inside)


def _points_home(address: str | None) -> bool:
    """Return whether an address is that of a part of the same drawing."""
    return address is not None and address.startswith(("#", "data:image/"))


def _is_drawable(root: ET.Element) -> bool:
    """Return whether what is drawn has an end, and not too late."""
    named = {it.get("id", ""): it for it in root.iter() if it.get("id")}
    known: dict[ET.Element, int] = {}
    waiting: set[ET.Element] = set()

    def shapes(element: ET.Element, depth: int) -> int:
        if element in known:
            return known[element]
        if element in waiting or depth > _DEEPEST:
            return _MOST_SHAPES + 1
        waiting.add(element)
        shown = [*element, *(named[name] for name in _shown(element) if name in named)]
        count = 1
        for it in shown:
            count += shapes(it, depth + 1)
            if count > _MOST_SHAPES:
                break
        waiting.discard(element)
        known[element] = count
        return count

    return shapes(root, 0) <= _MOST_SHAPES


def _shown(element: ET.Element) -> Iterator[str]:
    """Yield the names of the parts that an element shows."""
    for name, value in element.attrib.items():
        if name in _HREFS:
            if value.startswith("#"):
                yield value[1:]
        else:
            yield from _OWN.findall(value)


def _size(root: ET.Element) -> tuple[int, int]:
    """Return width and height in pixels, as a browser would take them."""
    width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
    box = [float(it) for it in _NUMBER.findall(root.get("viewBox", ""))][2:4]
    ratio = box[0] / box[1] if len(box) == len(_DEFAULT) and min(box) > 0 else None
    if width is None and height is None:
        width, height = (box[0], box[1]) if ratio else _DEFAULT
    elif width is None or height is None:
        known = ratio or _DEFAULT[0] / _DEFAULT[1]
        width = (height or 0.0) * known if width is None else width
        height = width / known if height is None else height
    # A drawing has no pixels of its own, so its shape may be kept at any size.
    shrink = min(1.0, (_SIZES.stop - 1) / max(width, height))
    return tuple(max(_SIZES.start, round(it * shrink)) for it in (width, height))  # type: ignore[return-value]


def _pixels(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2]] or None if found else None
