"""What a run of the compiler knows about one source, and how its parts belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cribdeck.cards.note import Note
from cribdeck.coverage import Coverage, coverage
from cribdeck.diagnostics import Diagnostic
from cribdeck.extract.stage import AnyRule, Attempt
from cribdeck.facts.model import Outline
from cribdeck.span import Span
from cribdeck.syntax.nodes import Document


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source on its way through the stages."""

    document: Document
    outline: Outline
    printed: bool
    """Whether some sheet shows the source."""
    on_sheets: Mapping[int, str]
    """What sheets make of the passage that begins at a line."""
    no_room: Mapping[int, str]
    """Lines that the last build found no room for, and why."""
    deck: str
    """Where its new notes go."""
    rules: tuple[AnyRule, ...]
    """All rules, in order; those that are off, too."""
    attempts: tuple[Attempt, ...]
    notes: tuple[Note, ...]
    """The notes that stand in the source, or say what it says, too."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def lines(self) -> list[str]:
        """The lines as the author wrote them."""
        return self.document.text.splitlines()

    @property
    def coverage(self) -> Coverage:
        """What became of the passages."""
        return coverage(self.outline, printed=self.printed, no_room=self.no_room)

    def notes_on(self, first: int, last: int) -> Iterator[Note]:
        """Yield the notes that stand on one of these lines, or say the same."""
        for note in self.notes:
            places = (note.span, *note.also)
            if any(it.path == self.outline.path and on_lines(it, first, last) for it in places):
                yield note


def stands_in(note: Note, path: str) -> bool:
    """Return whether `note` comes from the source at `path`, or says what it says."""
    return any(span.path == path for span in (note.span, *note.also))


def on_lines(span: Span, first: int, last: int) -> bool:
    """Return whether `span` reaches into the lines from `first` to `last`."""
    end = span.end_line - (span.end_column == 1 and span.end_line > span.line)
    return span.line <= last and end >= first
