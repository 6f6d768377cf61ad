"""What an author writes about a picture: alt text, target and title go in, an `Image` comes out.

The width to show it in may stand in the alt text, as in Obsidian (`![图|300](a.png)`,
`![[a.png|300x200]]`), or behind it, as in Pandoc and kramdown (`![图](a.png){width=300px}`,
`{: width="50%"}`), or in HTML (`<img width="300">`). A share of the column is taken as that share
of 600 pixels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cribdeck.inline import Image, Inline, Text
from cribdeck.syntax import html

_SIZED: Final = re.compile(r"(?P<alt>[^|]*)\|\s*(?P<width>\d{1,4})(?:x\d{1,4})?\s*")
_ATTRIBUTES: Final = re.compile(
    r"\{:?(?=[^{}\n]{0,200}[.#=])(?:\s*(?:[.#][\w-]{1,40}"
    r"|[\w-]{1,40}=(?:\"[^\"{}\n]{0,100}\"|'[^'{}\n]{0,100}'|[^\s\"'{}]{1,100})))+\s*\}"
)
_WIDTH: Final = re.compile(r"""\bwidth=["']?([\w.%]{1,10})""")
_LENGTH: Final = re.compile(r"(\d{1,4})(?:\.\d{0,4})?(px|%|)")
_DRIVE: Final = re.compile(r"[A-Za-z]:(?:[\\/]|%5C)", re.IGNORECASE)
_COLUMN: Final = 600
"""Pixels of what authors call 100 %."""


def image(alt: str, target: str, title: str = "", width: str = "") -> Inline:
    """Return a picture; its alt text alone if the target could do harm.

    Args:
        alt: perhaps with a width.
        target: as written.
        title: shown below the picture.
        width: as an attribute has it, or empty.
    """
    sized = _SIZED.fullmatch(alt)
    alt, wide = (sized["alt"].strip(), sized["width"]) if sized else (alt, width)
    # What lies on a drive is never read, but should be told.
    target = target.strip() if _DRIVE.match(target) else html.safe_target(target)
    return Image(alt, target, title.strip(), pixels(wide)) if target else Text(alt)


def pixels(width: str) -> int | None:
    """Return a width as an attribute has it (`300`, `300px`, `50%`) in pixels."""
    found = _LENGTH.fullmatch(width.strip())
    if not found:
        return None
    number = int(found[1])
    return (number * _COLUMN // 100 if found[2] == "%" else number) or None


def with_attributes(row: Sequence[Inline]) -> list[Inline]:
    """Return `row` with what stands in braces behind pictures taken into them."""
    done: list[Inline] = []
    for node in row:
        before = done[-1] if done else None
        if isinstance(node, Text) and isinstance(before, Image):
            found = _ATTRIBUTES.match(node.text)
            if found:
                width = _WIDTH.search(found[0])
                if width:
                    done[-1] = replace(before, width=pixels(width[1]) or before.width)
                if rest := node.text[found.end() :]:
                    done.append(Text(rest))
                continue
        done.append(node)
    return done
