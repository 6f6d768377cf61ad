"""The only door to Pillow: the bytes of a picture go in, a smaller and harmless one comes out.

What comes out holds pixels and nothing else: no place where a photo was taken, no profile, no
second image behind the first. The camera's note which way is up has been followed. A picture
of few colours stays sharp (PNG), a photo becomes JPEG, which every client of Anki shows. Nothing
is ever made larger. The same bytes give the same picture.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageFile, ImageOps

from cribdeck.media.model import Encoded, Unfit

_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF")
"""What is decoded; all of it by Pillow's own code."""
_MOST_PIXELS: Final = 64_000_000
"""A phone's photo has 12 to 50 million; decoded, this many take 190 MB."""
_MOST_COLOURS: Final = 4096
"""Of line art with soft edges; photos have more in a corner."""
_QUALITY: Final = 85
_COMPRESSION: Final = 6
"""Of PNG; the highest takes three times as long and saves a fiftieth."""
_LARGEST_ANIMATION: Final = 2 << 20
"""Bytes. What moves is kept as it is up to here; beyond, it stands still."""
_OPAQUE: Final = (255, 255)

# Sizes are looked at here, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
# What Pillow thinks of a file would go to the terminal.
warnings.filterwarnings("ignore", module=r"PIL\.")


def raster(data: bytes, width: int, height: int, *, moving: bool = False) -> Encoded | Unfit:
    """Return a picture that is at most `width` by `height` pixels.

    Args:
        data: a file.
        width: in pixels.
        height: in pixels.
        moving: whether a small animation may stay one.
    """
    try:
        with _strict(), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            return _encoded(image, data, (width, height), moving=moving)
    except MemoryError:
        return Unfit("too_large", "takes more memory than there is", "make it smaller")
    except Exception:  # noqa: BLE001  decoders raise nearly anything at damaged files
        return Unfit("unreadable", "is damaged, or no picture", "open it and save it again")


@contextmanager
def _strict() -> Iterator[None]:
    """Refuse files that end too early; WeasyPrint, once loaded, has Pillow fill them with grey."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _encoded(
    image: Image.Image, data: bytes, size: tuple[int, int], *, moving: bool
) -> Encoded | Unfit:
    if image.width * image.height > _MOST_PIXELS:
        return _too_many_pixels()
    if moving and image.format == "GIF" and getattr(image, "is_animated", False):
        _load_all(image)
        if len(data) <= _LARGEST_ANIMATION and image.width <= size[0] and image.height <= size[1]:
            return Encoded(data, ".gif", image.width, image.height)
        image.seek(0)
    if image.format == "JPEG":
        longest = max(size)
        image.draft(None, (longest, longest))  # decodes at a half or a quarter, if that will do
    still = _plain(ImageOps.exif_transpose(image))
    is_photo = still.mode == "RGB" and still.getcolors(_MOST_COLOURS) is None
    still.thumbnail(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if is_photo:
        still.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=False)
    else:
        still.save(out, "PNG", compress_level=_COMPRESSION)
    return Encoded(out.getvalue(), ".jpg" if is_photo else ".png", still.width, still.height)


def _plain(image: Image.Image) -> Image.Image:
    """Return an image of grey, of colours, or of colours with transparency, and no notes on it."""
    if image.has_transparency_data:
        coloured = image.convert("RGBA")
        is_opaque = coloured.getchannel("A").getextrema() == _OPAQUE
        plain = coloured.convert("RGB") if is_opaque else coloured
    else:
        plain = image.convert("L" if image.mode in {"1", "L", "I;16"} else "RGB")
    plain.info.clear()
    return plain


def _load_all(image: Image.Image) -> None:
    """Decode every frame: one that is damaged must not reach a client.

    Raises:
        OSError: or nearly anything else: it is.
    """
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        image.load()


def _too_many_pixels() -> Unfit:
    why = f"has more than {_MOST_PIXELS // 1_000_000} million pixels"
    return Unfit("too_large", why, "make it smaller")
