"""Names that editors put where alt text belongs."""

from __future__ import annotations

import posixpath
import re
from typing import Final
from urllib.parse import unquote

_MADE_UP: Final = re.compile(
    r"(?:image|img|picture|screenshot|snipaste|pasted image|(?:屏幕|微信)?(?:截图|截屏|快照|图片))?"
    r"[\s_-]*(?:\d[\d\s_:.-]*)?|(?:image|img|alt|alt text|picture|图|图片)",
    re.IGNORECASE,
)
"""`image-20240501123456`, `Pasted image 20240501`, `图片`."""


def is_file_name(alt: str, target: str) -> bool:
    """Return whether an alt text says no more than the file is called, or nothing at all.

    >>> is_file_name("a.png", "img/a.png"), is_file_name("image-20240501", "img/x.png")
    (True, True)
    >>> is_file_name("三次握手", "img/a.png")
    False
    """
    said = alt.strip()
    name = posixpath.basename(unquote(target).replace("\\", "/"))
    if said.lower() in {name.lower(), posixpath.splitext(name)[0].lower()}:
        return not any("\u3400" <= it <= "\u9fff" for it in said) or said == name
    written = posixpath.basename(said.replace("\\", "/"))
    return written.lower() == name.lower() or bool(_MADE_UP.fullmatch(said))
