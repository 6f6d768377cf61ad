"""A rule: a named pattern of study notes, with its documentation, its examples and its code.

One rule per file; the reference page, the generated tests and `rules NAME` all come from
this record. `extract.RULES` lists the rules in order of precedence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from cribdeck.extract.unit import Grid, Group, Sentence, Snippet, Subject, Topic, Unit
from cribdeck.facts.model import Fact
from cribdeck.reference_page import reference_page

S = TypeVar("S", Unit, Sentence, Group, Topic, Grid, Snippet)


@dataclass(frozen=True, slots=True)
class Example:
    """A note, and what the rule alone makes of it."""

    source: str
    """Markdown, as an author would write it."""
    facts: tuple[str, ...]
    """Facts as `facts.printer.printed` shows them, in order."""


@dataclass(frozen=True, slots=True)
class Declined:
    """Why a rule whose trigger was met found no fact after all; `explain` shows it."""

    why: str
    """What spoke against it, as a phrase: `the term has 14 characters`."""


def objection(objections: Iterator[str]) -> Declined | None:
    """Return the first of `objections` as the reason to decline; None, if there is none."""
    return next(map(Declined, objections), None)


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """One pattern, for one kind of subject."""

    name: str
    """Says what it matches; the same as its file."""
    doc: str
    """Trigger, what it gives, what it must not touch, measured precision."""
    subject: type[S]
    extract: Callable[[S], Iterator[Fact | Declined]]
    """Yields nothing for what is not its pattern."""
    matches: tuple[Example, ...]
    ignores: tuple[str, ...]
    """Notes of which the rule must make nothing."""
    beside: bool = False
    """Whether its facts come beside the main fact of a statement, and block no other rule."""
    shares: bool = False
    """Whether other rules that share, too, may hide other pieces of the same sentence."""
    by_author: bool = False
    """Whether the author marked what to hide, so that nothing may be dropped or turned round."""
    settles: bool = False
    """Whether it follows the author's own emphasis, which says what to ask of a sentence: later
    rules leave that sentence alone, unless they add `beside`."""
    on: bool = True
    """Whether it runs on notes that do not ask for it."""

    def found(self, subject: Subject) -> Iterator[Fact | Declined]:
        """Yield what the rule makes of `subject`, if it is of the kind that it looks at."""
        if not isinstance(subject, self.subject):
            return
        for outcome in self.extract(subject):
            if isinstance(outcome, Declined):
                yield outcome
            else:
                yield replace(outcome, origin=replace(outcome.origin, rule=self.name))

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]

    @property
    def page(self) -> str:
        """The reference page, as Markdown: documentation, examples, counterexamples."""
        matches = ((example.source, example.facts) for example in self.matches)
        return reference_page(self.name, self.doc, matches, self.ignores)
