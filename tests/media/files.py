"""Files as notes show them, made here so that nobody has to trust a binary in the repository."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"
 fill="#e3edfb"/><text x="2" y="12" font-family="Arial" style="font: 9px Foo">客户端</text></svg>"""
"""A drawing with text in a font that no sheet has."""


def png(width: int = 60, height: int = 30, colour: str = "red") -> bytes:
    """Return line art: a disc with a soft edge of transparency."""
    image = Image.new("RGBA", (width, height))
    ImageDraw.Draw(image).ellipse((1, 1, width - 2, height - 2), fill=colour)
    return _saved(image, "PNG")


def photo(width: int = 160, height: int = 120, orientation: int = 1, kind: str = "JPEG") -> bytes:
    """Return a photo whose upper left quarter is white, as seen when it is turned as it says."""
    noise = [Image.effect_noise((width, height), 90) for _ in range(3)]
    image = Image.merge("RGB", noise)
    image.paste("white", (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "taken at home"
    turned = {1: image, 6: image.transpose(Image.Transpose.ROTATE_90)}[orientation]
    out = io.BytesIO()
    turned.save(out, kind, exif=exif, quality=95)
    return out.getvalue()


def gif(frames: int = 3) -> bytes:
    """Return an animation, or a still."""
    first, *others = [Image.new("RGB", (24, 16), (80 * it, 0, 0)) for it in range(frames)]
    out = io.BytesIO()
    first.save(out, "GIF", save_all=bool(others), append_images=others, duration=200, loop=0)
    return out.getvalue()


def wav(samples: int = 80) -> bytes:
    """Return a recording."""
    body = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16, b"data", 2 * samples)
    return (
        struct.pack("<4sI4s", b"RIFF", 4 + len(body) + 2 * samples, b"WAVE")
        + body
        + bytes(2 * samples)
    )


def bomb() -> bytes:
    """Return a PNG of a few kilobytes that says it has 400 million pixels."""
    data = bytearray(_saved(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = struct.pack(">II", 20_000, 20_000)

    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
