"""Traditional and simplified script: notes in both are pointed out, or all shown in one.

A learner who meets 副本 on one card and 備份 in the other script on the next learns two
forms of one word. Characters are exchanged one for one (`cribdeck.folding`), so that every
span stays true; code is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.folding import fold
from cribdeck.span import whole_file
from cribdeck.spelling.words import with_text
from cribdeck.syntax.nodes import Document
from cribdeck.units import has_han

Script: TypeAlias = Literal["traditional", "simplified"]

_TRADITIONAL_SHARE = 0.05
"""Share of its Han characters from which on a source is in traditional script.

In traditional text about a third of them have a simplified form of their own; a simplified
text holds one only in a name or a quotation.
"""


def in_simplified(document: Document) -> Document:
    """Return `document` with its running text in simplified characters."""
    return with_text(document, fold) if fold(document.text) != document.text else document


def script_of(document: Document) -> Script | None:
    """Return the script of a source, None if it holds no Han character."""
    if not has_han(document.text):
        return None
    return "traditional" if _is_traditional(document.text) else "simplified"


def mixed_script(documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """Yield a warning for each source in traditional script, if others are in simplified."""
    return script_mix({document.path: script_of(document) for document in documents})


def script_mix(scripts: Mapping[str, Script | None]) -> Iterator[Diagnostic]:
    """Yield these warnings, of the scripts by path."""
    if "simplified" not in scripts.values():
        return
    for path, script in scripts.items():
        if script == "traditional":
            message = "in traditional characters, while other notes of the deck are in simplified"
            yield warning("script_mix", whole_file(path), message)


def _is_traditional(text: str) -> bool:
    han = sum(map(has_han, text))
    changed = sum(one != other for one, other in zip(text, fold(text), strict=True))
    return changed > _TRADITIONAL_SHARE * han
