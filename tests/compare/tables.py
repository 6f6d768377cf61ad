"""Tables for tests, written as rows of text."""

from __future__ import annotations

from cribdeck.inline import Image, Link, RichText, Text
from cribdeck.span import Span
from cribdeck.syntax.nodes import Cell, Table


def table(*rows: str, headerless: bool = False) -> Table:
    """Build a table of rows like `对比 | TCP | UDP`; `[x]` is a link, `!` a picture."""
    cells = [
        tuple(
            Cell(Span("a.md", line, column, line, column + 1), _content(text.strip()))
            for column, text in enumerate(row.split("|"), start=1)
        )
        for line, row in enumerate(rows, start=1)
    ]
    span = Span("a.md", 1, 1, len(rows), 9)
    if headerless:
        return Table(span, tuple(Cell(span, ()) for _ in cells[0]), tuple(cells), headerless=True)
    return Table(span, cells[0], tuple(cells[1:]))


def _content(text: str) -> RichText:
    if text == "!":
        return (Image("", "a.png"),)
    if text.startswith("["):
        return (Link((Text(text.strip("[]")),), "b.md"),)
    return (Text(text),) if text else ()
