"""Pictures and recordings in a field of Anki: a node goes in, the element that shows it comes out.

Sizes are written down, so that a card does not jump when its pictures come. A picture that the
author wants at a width has that width; the style sheet keeps all inside the card.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

from cribdeck.cards import anki_syntax
from cribdeck.inline import Image, Link
from cribdeck.media.model import OnCards
from cribdeck.media.names import is_file_name

_NAME: Final = re.compile(r"cribdeck-[0-9a-f]{16}\.[a-z0-9]{1,5}")
"""How files of ours are called in a collection."""


def picture_html(image: Image, files: OnCards) -> str:
    """Return the element that shows a picture; empty if it has no file."""
    file = files.get(image.target)
    if file is None or not file.content.width:
        return ""
    width, height = file.content.width, file.content.height
    if image.width:
        width, height = image.width, max(1, round(height * image.width / width))
    alt = "" if is_file_name(image.alt, image.target) else image.alt
    title = f' title="{anki_syntax.attribute_html(image.title)}"' if image.title else ""
    return (
        f'<img class="picture" src="{html.escape(file.name)}" width="{width}" height="{height}"'
        f' alt="{anki_syntax.attribute_html(alt)}"{title}>'
    )


def sound_html(link: Link, files: OnCards) -> str:
    """Return what makes Anki play the recording that a link leads to; empty if there is none."""
    file = files.get(link.target)
    return f"[sound:{file.name}]" if file is not None and not file.content.width else ""


def names_in(fields: Iterable[str]) -> set[str]:
    """Return the names of the files of ours that fields refer to."""
    return {name for field in fields for name in _NAME.findall(field)}
