"""What the parser has to say about a note, in words."""

from __future__ import annotations

from collections.abc import Mapping

from cribdeck.diagnostics import Diagnostic, Severity
from cribdeck.span import Span

_REMARKS: Mapping[str, tuple[Severity, str, str]] = {
    "unclosed_fence": (
        Severity.ERROR,
        "this code block is never closed; it is taken to end before the next heading",
        "close it with the same characters on a line of their own",
    ),
    "unclosed_comment": (
        Severity.WARNING,
        "this comment is never closed; it is shown as text",
        "close it with -->",
    ),
    "unclosed_cloze": (
        Severity.WARNING,
        "this cloze is never closed; it is shown as text",
        "close it with }}; braces inside it must be balanced",
    ),
    "nested_cloze": (
        Severity.WARNING,
        "a cloze inside a cloze is not supported; both are shown as text",
        "write two clozes side by side",
    ),
    "cloze_number": (
        Severity.WARNING,
        "Anki knows the cloze numbers 1 to 500; this cloze is shown as text",
        "write {{c1::…}}",
    ),
    "surplus_cells": (
        Severity.WARNING,
        "more cells than the table has columns; the last ones are joined",
        r"write \| for a bar inside a cell",
    ),
    "stray_directive": (
        Severity.WARNING,
        "this directive stands inside a sentence and has no effect",
        "put it on a line of its own",
    ),
    "unknown_directive": (
        Severity.WARNING,
        "this directive is not understood and has no effect",
        "known are cards: off, sheet: off and lint: off NAME, each up to its on, and importance: 3",
    ),
    "stray_anchor": (
        Severity.WARNING,
        "this block id belongs to no block",
        "put it at the end of the line it names, or right below a list or table",
    ),
}


def diagnostic(code: str, span: Span) -> Diagnostic:
    """Return the diagnostic with this code at `span`."""
    severity, message, hint = _REMARKS[code]
    return Diagnostic(severity, code, span, message, hint)
