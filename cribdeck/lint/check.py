"""What a check is: a name, its reason, examples, and a function over what it looks at.

Some checks look at the Anki notes of a build, some at the outlines of its sources. The
tests run every check over its own examples, so documentation and behaviour cannot drift
apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline

Subject = TypeVar("Subject")
Example = TypeVar("Example")

Deck: TypeAlias = tuple[tuple[str, str], ...]
"""Question and answer of each card: the example of a check over notes."""


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject, Example]):
    """One check."""

    name: str
    """Says what is found; it is the code of the diagnostics."""
    doc: str
    """The module's docstring: what, threshold, reason and its source."""
    examine: Callable[[Sequence[Subject]], Iterator[Diagnostic]]
    finds: tuple[Example, ...]
    """Examples in which the check finds something."""
    accepts: tuple[Example, ...]
    """Examples in which it finds nothing, although they look alike."""


NoteCheck: TypeAlias = Check[Note, Deck]
OutlineCheck: TypeAlias = Check[Outline, str]
"""Its examples are the text of a note."""
