"""Traditional and simplified script: notes in both are pointed out, or all shown in one.

A learner who meets 副本 on one card and 備份 in the other script on the next learns two
forms of one word. Characters are exchanged one for one (`cribdeck.folding`), so that every
span stays true; code is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.folding import fold
from cribdeck.span import whole_file
from cribdeck.spelling.words import with_text
from cribdeck.syntax.nodes import Document
from cribdeck.units import has_han

_TRADITIONAL_SHARE = 0.05
"""Share of its Han characters from which on a source is in traditional script.

In traditional text about a third of them have a simplified form of their own; a simplified
text holds one only in a name or a quotation.
"""


def in_simplified(document: Document) -> Document:
    """Return `document` with its running text in simplified characters."""
    return with_text(document, fold) if fold(document.text) != document.text else document


def mixed_script(documents: Sequence[Document]) -> Iterator[Diagnostic]:
    """Yield a warning for each source in traditional script, if others are in simplified."""
    chinese = [document for document in documents if has_han(document.text)]
    traditional = [document for document in chinese if _is_traditional(document.text)]
    if len(traditional) < len(chinese):
        for document in traditional:
            message = "in traditional characters, while other notes of the deck are in simplified"
            yield warning("script_mix", whole_file(document.path), message)


def _is_traditional(text: str) -> bool:
    han = sum(map(has_han, text))
    changed = sum(one != other for one, other in zip(text, fold(text), strict=True))
    return changed > _TRADITIONAL_SHARE * han
