"""What comes out of a file: smaller, upright, without a word about its past, always the same."""

from __future__ import annotations

import io
import re
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from cribdeck.media.model import Encoded, Unfit
from cribdeck.media.raster import raster
from cribdeck.media.sound import recording
from cribdeck.media.svg import drawing
from tests.media.files import SVG, bomb, gif, photo, png, wav

ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
LAUGHS = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))


def opened(made: Encoded | Unfit) -> Image.Image:
    assert isinstance(made, Encoded)
    image = Image.open(io.BytesIO(made.data))
    assert image.size == (made.width, made.height)
    return image


def test_line_art_stays_sharp_and_a_photo_becomes_small() -> None:
    art = raster(png(600, 300), 300, 300)
    assert isinstance(art, Encoded)
    assert (art.suffix, art.width, art.height) == (".png", 300, 150)
    assert opened(art).mode == "RGBA"
    taken = raster(photo(kind="PNG"), 300, 300)
    assert isinstance(taken, Encoded)
    assert (taken.suffix, taken.width, taken.height) == (".jpg", 160, 120)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "PNG"])
def test_nothing_of_what_a_camera_notes_is_left(kind: str) -> None:
    data = photo(orientation=6, kind=kind)
    assert b"taken at home" in data
    image = opened(raster(data, 400, 400))
    assert not image.getexif()
    assert b"taken at home" not in image.tobytes()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_is_turned_as_the_camera_was_held() -> None:
    upright, turned = (opened(raster(photo(orientation=it), 400, 400)) for it in (1, 6))
    assert upright.size == turned.size == (160, 120)
    for image in (upright, turned):
        grey = image.convert("L")
        assert min(grey.crop((4, 4, 70, 50)).tobytes()) > 200  # white; the rest is noise
        assert min(grey.crop((90, 70, 150, 110)).tobytes()) < 120


def test_an_animation_moves_on_cards_and_stands_still_on_paper() -> None:
    assert opened(raster(gif(), 400, 400, moving=True)).is_animated  # type: ignore[attr-defined]
    assert isinstance(still := raster(gif(), 400, 400), Encoded)
    assert still.suffix == ".png"
    assert opened(still).convert("RGB").getpixel((3, 3)) == (0, 0, 0)
    assert isinstance(small := raster(gif(), 10, 10, moving=True), Encoded)
    assert small.suffix == ".png"


@pytest.mark.parametrize("data", [png(), photo(), photo(orientation=6), gif()])
def test_the_same_bytes_give_the_same_bytes(data: bytes) -> None:
    assert raster(data, 99, 99) == raster(data, 99, 99)


def test_a_picture_that_would_take_all_memory_is_refused_unseen() -> None:
    assert len(bomb()) < 1000
    made = raster(bomb(), 100, 100)
    assert isinstance(made, Unfit)
    assert (made.fault, made.why) == ("too_large", "has more than 64 million pixels")


@pytest.mark.parametrize("weasyprint_is_loaded", [False, True])
@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"no picture", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        *(png()[:60], photo()[:900], b"\x89PNG\r\n\x1a\n" + b"x" * 50, gif()[:-20]),
    ],
)
def test_a_damaged_picture_is_no_picture(
    data: bytes, *, weasyprint_is_loaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint tells Pillow, for the whole process, to take files that end too early."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", weasyprint_is_loaded)
    made = raster(data, 100, 100, moving=True)
    assert isinstance(made, Unfit)
    assert made.fault == "unreadable"


@given(st.integers(8, 200), st.binary(min_size=1, max_size=6))
def test_whatever_a_file_holds_there_is_an_answer(at: int, junk: bytes) -> None:
    data = bytearray(png())
    data[at : at + len(junk)] = junk
    made = raster(bytes(data), 50, 50)
    assert isinstance(made, Unfit) or max(made.width, made.height) <= 50


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 200))
def test_pictures_keep_their_shape_and_never_grow(width: int, height: int, room: int) -> None:
    image = opened(raster(png(width + 3, height + 3), room, room))
    assert image.width <= min(room, width + 3)
    assert image.height <= min(room, height + 3)


def test_a_drawing_keeps_what_it_draws_and_is_told_its_size() -> None:
    made = drawing(SVG.encode())
    assert isinstance(made, Encoded)
    assert (made.suffix, made.width, made.height) == (".svg", 40, 20)
    assert "客户端" in made.data.decode()
    assert b'font-family="Arial"' in made.data


def test_on_paper_all_text_is_in_the_fonts_of_sheets() -> None:
    made = drawing(SVG.encode(), on_paper=True)
    assert isinstance(made, Encoded)
    families = re.findall(r"font-family[=:]\s*\"?([^\";]*)", made.data.decode())
    assert families == ["Cribdeck Sans, Cribdeck Mono"] * 3
    assert b"Foo" not in made.data
    coloured = SVG.replace("<svg ", '<svg fill="red" ')
    made = drawing(coloured.encode(), on_paper=True)
    assert isinstance(made, Encoded)
    # The colour of the text around a drawing is set on its outermost element.
    outermost, _, inside = made.data.partition(b">")
    assert b'fill="red"' not in outermost
    assert b'fill="red"' in inside


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" onclick="alert(1)"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<a xlink:href="http://evil.example/"><rect/></a>',
        '<image href="http://evil.example/a.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use href="http://evil.example/a.svg#x"/>',
        "<foreignObject><iframe src='http://evil.example/'/></foreignObject>",
        "<style>@import url(http://evil.example/a.css);</style>",
        "<style>rect { fill: url(http://evil.example/a.svg#x) }</style>",
        "<style>rect { fill: u\\72l(http://evil.example/) }</style>",
        '<rect fill="url(http://evil.example/a.svg#x)"/>',
        "<rect style=\"fill: url('//evil.example/a')\"/>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="href" values="http://evil.example/"/>',
        "<?xml-stylesheet href='http://evil.example/a.css'?>",
        '<image href="data:image/svg+xml,&lt;svg onload=alert(1)&gt;"/>',
        '<feImage href="http://evil.example/a.png"/>',
    ],
)
@pytest.mark.parametrize("on_paper", [False, True])
def test_a_hostile_drawing_does_nothing(inside: str, *, on_paper: bool) -> None:
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="10" height="10">{inside}<rect width="5" height="5"/></svg>'
    )
    made = drawing(text.encode(), on_paper=on_paper)
    assert isinstance(made, Encoded)
    for word in (b"evil", b"alert", b"javascript", b"passwd", b"import", b"iframe"):
        assert word not in made.data.lower()
    assert b"rect" in made.data


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "unreadable"),
        ("no drawing", "unreadable"),
        ("<html></html>", "unreadable"),
        (SVG.replace("</svg>", ""), "unreadable"),
        (ENTITIES + SVG, "unreadable"),
        (SVG.replace("</svg>", f'<g id="g0"><path d="M0 0"/></g>{LAUGHS}</svg>'), "too_large"),
        (SVG.replace("</svg>", '<g id="a"><use href="#a"/></g></svg>'), "too_large"),
        (SVG.replace("</svg>", "<g>" * 5000 + "</g>" * 5000 + "</svg>"), "too_large"),
        (SVG.replace("</svg>", "<!--" + "x" * (2 << 20) + "--></svg>"), "too_large"),
        (
            SVG.replace("</svg>", '<pattern id="p"><rect fill="url(#p)"/></pattern></svg>'),
            "too_large",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(text: str, fault: str) -> None:
    made = drawing(text.encode())
    assert isinstance(made, Unfit)
    assert made.fault == fault


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 200 100"', (200, 100)),
        ('viewBox="0,0,200,100" width="50"', (50, 25)),
        ('width="1in" height="2in"', (96, 192)),
        ('width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        ("", (300, 150)),
        ('viewBox="0 0 1e9 1e9"', (4000, 4000)),
        ('width="999999" height="1"', (4000, 1)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ('width="0" height="0"', (300, 150)),
        ('viewBox="nan nan nan nan" width="-5"', (300, 150)),
    ],
)
def test_every_drawing_has_a_size(attributes: str, size: tuple[int, int]) -> None:
    made = drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}></svg>'.encode())
    assert isinstance(made, Encoded)
    assert (made.width, made.height) == size


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".wav", wav()),
        (".mp3", b"ID3\x04\x00"),
        (".mp3", b"\xff\xfb\x90\x00"),
        (".ogg", b"OggS\x00"),
        (".opus", b"OggS" + bytes(24) + b"OpusHead"),
        (".flac", b"fLaC\x00"),
        (".m4a", b"\x00\x00\x00\x20ftypM4A "),
    ],
)
def test_a_recording_is_what_its_name_says(suffix: str, data: bytes) -> None:
    assert recording(data, suffix) == Encoded(data, suffix)
    assert isinstance(recording(b"<html>" + data, suffix), Unfit)


def test_a_recording_may_be_only_so_long() -> None:
    made = recording(b"ID3" + bytes(16 << 20), ".mp3")
    assert isinstance(made, Unfit)
    assert made.fault == "too_large"


def test_a_chunk_that_unpacks_to_gigabytes_is_refused() -> None:
    data = png()
    packed = zlib.compress(bytes(100 << 20))
    chunk = b"zTXtComment\0\0" + packed
    text = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    assert isinstance(raster(data[:33] + text + data[33:], 10, 10), Unfit | Encoded)
