"""What a check is: a name, its reason, a level, examples, and a function over what it looks at.

Most checks look at one card as the learner meets it, some at all notes of a build, some at
an outline or at all of them; and some only decide what becomes of the remarks of an earlier
stage. The tests run every check over its own examples, so documentation and behaviour
cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cribdeck.cards.note import Card, Note
from cribdeck.diagnostics import Level
from cribdeck.facts.model import Outline
from cribdeck.folding import fold
from cribdeck.identity.draft import Kind
from cribdeck.span import Span

BLANK: Final = "[...]"
"""How a question shows what it asks for."""
_LONGEST_QUOTE: Final = 30
_COUNT: Final = re.compile(r" ?[（(]\d{1,3}[)）]$")


@dataclass(frozen=True, slots=True)
class Asked:
    """One card as the learner meets it."""

    note: Note
    card: Card
    prompt: str = field(init=False)
    """The question without its blank: everything that can be read before the answer."""
    head: str = field(init=False)
    """The first line of the question, blank included; of a list without the count of its items."""
    folded: str = field(init=False)
    """The prompt in simplified characters."""

    def __post_init__(self) -> None:
        """Derive what many checks look at."""
        head = self.card.question.partition("\n")[0]
        if self.is_list:
            head = _COUNT.sub("", head)
        prompt = self.card.question.replace(BLANK, "\n")
        for name, value in (("prompt", prompt), ("head", head), ("folded", fold(prompt))):
            object.__setattr__(self, name, value)

    @property
    def is_list(self) -> bool:
        """Whether the other items stand beside the blank, under a lead."""
        return self.note.kind in ("listing", "steps")

    @property
    def is_table(self) -> bool:
        """Whether other cells stand beside the blank."""
        return self.note.kind in ("comparison", "glossary", "record")

    @property
    def shows_others(self) -> bool:
        """Whether other answers or options stand beside the blank, and may well be equal to it."""
        return self.is_list or self.is_table or self.note.kind == "contrast"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has found."""

    span: Span
    message: str
    note: Note | None = None
    """The note whose card is meant, if it is about cards."""
    ordinal: int | None = None
    """The card; None for all cards of the note."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A card as an example in a check."""

    question: str
    answer: str
    kind: Kind = "definition"
    crumbs: tuple[str, ...] = ("Redis",)
    html: str = ""
    """The text field, where the check looks at it."""
    cards: int = 1
    """How many cards the note has, all alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    """What all checks have in common."""

    name: str
    """Says what is found; it is the code of the diagnostics."""
    doc: str
    """The module's docstring: what, threshold, reason and its source."""
    hint: str
    """What the author can do about it."""
    level: Level = "warning"
    threshold: int | None = None
    """The figure that `[lint.thresholds]` may change."""

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCheck(_Check):
    """Looks at one card at a time."""

    examine: Callable[[Asked, int], str]
    """Returns what is wrong with a card, given the threshold (0 if it has none), or nothing."""
    finds: tuple[Sample, ...]
    """Examples in which the check finds something."""
    accepts: tuple[Sample, ...]
    """Examples in which it finds nothing, although they look alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckCheck(_Check):
    """Looks at all notes together."""

    examine: Callable[[Sequence[Note], int], Iterator[Finding]]
    finds: tuple[tuple[Sample, ...], ...]
    """One note for each sample."""
    accepts: tuple[tuple[Sample, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineCheck(_Check):
    """Looks at one source at a time."""

    examine: Callable[[Outline, int], Iterator[Finding]]
    finds: tuple[str, ...]
    """Texts of notes."""
    accepts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesCheck(_Check):
    """Looks at all sources together."""

    examine: Callable[[Sequence[Outline], int], Iterator[Finding]]
    finds: tuple[Mapping[str, str], ...]
    """Texts of notes, by path."""
    accepts: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkCheck(_Check):
    """Stands for the remarks of its name that are made before there is an outline."""

    finds: tuple[Mapping[str, str], ...]
    """Texts of notes, by path."""
    accepts: tuple[Mapping[str, str], ...]


Check: TypeAlias = CardCheck | DeckCheck | OutlineCheck | SourcesCheck | RemarkCheck


def quoted(text: str) -> str:
    """Return the beginning of `text` in quotation marks, on one line."""
    flat = " ".join(text.split())
    return f"“{flat[: _LONGEST_QUOTE - 1]}…”" if len(flat) > _LONGEST_QUOTE else f"“{flat}”"
