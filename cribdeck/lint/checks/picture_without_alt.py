"""A picture has no words, or only the name of its file.

Who cannot see it learns nothing from it, on cards, on sheets and in the PDF's tags, and where it
cannot be shown, nothing is left of it. A name that an editor made up (`image-20240501`) says no
more than none (WCAG 2.2, 1.1.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cribdeck.facts.model import Outline, Picture
from cribdeck.inline import Image
from cribdeck.lint.check import Finding, OutlineCheck
from cribdeck.media.locating import places
from cribdeck.media.names import is_file_name


def _examine(outline: Outline, _threshold: int) -> Iterator[Finding]:
    for span, it in places(outline):
        if isinstance(it, Image | Picture) and is_file_name(it.alt, it.target):
            yield Finding(span, "this picture has no words")


CHECK: Final = OutlineCheck(
    name="picture_without_alt",
    doc=__doc__,
    hint="say in a few words what it shows: ![客户端发 SYN](a.png)",
    level="info",
    examine=_examine,
    finds=("# TCP\n\n![](a.png)\n", "# TCP\n\n看图 ![image-20240501](img/x.png) 。\n"),
    accepts=("# TCP\n\n![三次握手](a.png)\n", "# TCP\n\n[a.png](a.png)\n"),
)
