"""Anki's own templates, `front.html` and `back.html`: text goes in, mistakes come out.

A wrong field name imports well and shows an error on every card, so it must be found before.
Looked at are `{{Field}}`, `{{filter:Field}}` and `{{#Field}}…{{/Field}}`, and whether clozes are
shown at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cribdeck.cards.notetype import FIELDS

_SPECIAL: Final = frozenset(
    ("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID", "FrontSide", "cloze-only")
)
"""What Anki fills by itself (docs.ankiweb.net, templates/fields)."""
_NAMES: Final = frozenset(name for name, _ in FIELDS)
_MARK: Final = re.compile(r"\{\{([#^/]?)([^{}]*)\}\}")
_CARD: Final = re.compile(r"c\d+")
"""`{{#c1}}…{{/c1}}` stands for the first card of a cloze note."""


def template_problems(template: str) -> Iterator[tuple[int, str]]:
    """Yield line and description of each mistake in a template of Anki, in order."""
    waiting: list[tuple[int, str]] = []
    shows_cloze = False
    for mark in _MARK.finditer(template):
        line = template.count("\n", 0, mark.start()) + 1
        kind = mark[1]
        *filters, name = mark[2].strip().split(":")
        name = name.strip()
        if name not in _NAMES | _SPECIAL and not (kind and _CARD.fullmatch(name)):
            yield line, f"there is no field {name!r}; there are {', '.join(sorted(_NAMES))}"
        match kind:
            case "#" | "^":
                waiting.append((line, name))
            case "/":
                if not waiting or waiting.pop()[1] != name:
                    yield line, f"{{{{/{name}}}}} closes what is not open"
            case _:
                shows_cloze |= "cloze" in filters and name == "Text"
    for line, name in waiting:
        yield line, f"{{{{#{name}}}}} is never closed"
    if not shows_cloze:
        yield 1, "{{cloze:Text}} is missing: Anki would make no card"
