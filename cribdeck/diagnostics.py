"""What the compiler has to say about a note: a value, never an exception.

A diagnostic reads `path:line:column: severity CODE message`, so any editor jumps
to it, and carries a hint that says what to do. Codes are names, for readers:
`unclosed_fence`, not `E017`. An error means that something the author wrote is in
no card and on no sheet as intended; everything else is still built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, TypeAlias, get_args

from cribdeck.span import Span


class Severity(StrEnum):
    """How much a diagnostic matters, worst first."""

    ERROR = "error"
    """Part of a note could not be used; the exit code is 1."""
    WARNING = "warning"
    """Probably not what the author meant; built all the same."""
    INFO = "info"
    """Done on the author's behalf, for the record."""


Level: TypeAlias = Literal["off", "info", "warning", "error", "keep out"]
"""What is done about a finding on cards; `keep out`: a warning, and the card is not made."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)


NAMED: Final = 3
"""So many names are said in one line, the others counted."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark about one place."""

    severity: Severity
    code: str
    span: Span
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the line printed for editors and logs."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.span}: {self.severity} {self.code} {self.message}{hint}"


def error(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """Return a diagnostic of severity error."""
    return Diagnostic(Severity.ERROR, code, span, message, hint)


def warning(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """Return a diagnostic of severity warning."""
    return Diagnostic(Severity.WARNING, code, span, message, hint)


def info(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """Return a diagnostic of severity info."""
    return Diagnostic(Severity.INFO, code, span, message, hint)


def listed(names: Sequence[str]) -> str:
    """Return names in one line, the first three, and how many more there are.

    >>> listed(["a.md", "b.md", "c.md", "d.md", "e.md"])
    'a.md, b.md, c.md and 2 more'
    """
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def in_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics by place, then code, so that output never depends on stage order."""
    return sorted(diagnostics, key=lambda it: (it.span, it.code, it.message))
