"""What stands in the page so that it needs no file beside it: pictures and formulas."""

from __future__ import annotations

from base64 import b64decode

import pytest

from cribdeck.emit.report_math import formulas_in
from cribdeck.media.model import Encoded, OnCard
from cribdeck.report import pictures
from cribdeck.report.pictures import addresses


def file(name: str, data: bytes, suffix: str = ".png") -> OnCard:
    return OnCard(f"{name}{suffix}", Encoded(data, suffix, 1, 1))


def test_pictures_that_cards_show_become_addresses() -> None:
    files = {
        "a.png": file("a", b"A"),
        "b.svg": file("b", b"<svg/>", ".svg"),
        "c.mp3": file("c", b"C", ".mp3"),
        "d.png": file("d", b"D"),
    }
    found = addresses(files, {"a.png", "b.svg", "c.mp3"})
    assert list(found) == ["a.png", "b.svg"]
    assert found["a.png"] == "data:image/png;base64,QQ=="
    assert b64decode(found["b.svg"].removeprefix("data:image/svg+xml;base64,")) == b"<svg/>"


def test_they_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_LARGEST", 3)
    monkeypatch.setattr(pictures, "_LARGEST_OF_ALL", 5)
    files = {
        name: file(name, b"x" * size) for name, size in (("a", 4), ("b", 3), ("c", 3), ("d", 2))
    }
    assert list(addresses(files, {it.name for it in files.values()})) == ["b.png", "d.png"]


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        (r"<b>\(a &lt; b\)</b>", {r"\(a &lt; b\)": ("inline", "<mo>&lt;</mo>")}),
        (r"x \[\frac{1}{2}\] y", {r"\[\frac{1}{2}\]": ("block", "<mfrac>")}),
        (r"\(\text{&lt;script&gt;}\)", {}),
        (r"\(\text{&lt;b&gt;x&lt;/b&gt;}\)", {}),
        (r'\(\text{&lt;mi onclick="x"&gt;y&lt;/mi&gt;}\)', {}),
        (r"\(\text{a &amp;amp; b}\)", {r"\(\text{a &amp;amp; b}\)": ("inline", "mtext")}),
        ("no formula", {}),
        (r"\(" + "x" * 600 + r"\)", {}),
    ],
)
def test_formulas_become_mathml(field: str, wanted: dict[str, tuple[str, str]]) -> None:
    found = formulas_in([field])
    assert found.keys() == wanted.keys()
    for formula, (display, part) in wanted.items():
        assert f'display="{display}"' in found[formula]
        assert part in found[formula]


@pytest.mark.parametrize(
    "formula", [r"\frac{", r"\left(", "{" * 200, r"\begin{matrix}", "_^_^", "\\"]
)
def test_bad_tex_is_left_as_it_is_or_translated_but_never_an_error(formula: str) -> None:
    formulas_in([rf"\({formula}\)"])
