"""Chunks become the syntax tree: texts are read, spans point into the original file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from cribdeck.diagnostics import Diagnostic, Severity, warning
from cribdeck.inline import Text
from cribdeck.span import Span
from cribdeck.syntax import rich_text, table
from cribdeck.syntax.chunk import Chunk, Remark
from cribdeck.syntax.columns import Place, Source
from cribdeck.syntax.nodes import (
    Block,
    Cell,
    CodeBlock,
    Directive,
    Heading,
    Item,
    Line,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)

_ANCHOR = re.compile(r"(?:^|[ \t])\^([A-Za-z0-9-]+)$")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_CALLOUT = re.compile(r"\[!([A-Za-z][A-Za-z0-9_-]*)\][+-]?[ \t]*")
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")
_DIRECTIVE = re.compile(r"(cards|lint)[ \t]*:[ \t]*(\S.*)")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")


_MESSAGES = {
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
        "Anki knows the cloze numbers 1 to 500; this is shown as text",
        "write {{c1::…}}",
    ),
}


@dataclass(frozen=True, slots=True)
class _Strip:
    """Pieces of source lines, joined by line feeds to one text."""

    text: str
    starts: tuple[int, ...]
    """Offset in `text` of each piece."""
    places: tuple[Place, ...]
    """Where each piece begins."""

    def place(self, offset: int, *, at_end: bool = False) -> Place:
        """Return where the character at `offset` stands; with `at_end`, where the one before ends."""
        index = max(0, bisect_right(self.starts, offset - at_end) - 1)
        return self.places[index].right(offset - self.starts[index])


def _strip(pieces: Iterable[tuple[Place, str]]) -> _Strip:
    """Join texts that stand at the given places; white space around each is left out."""
    texts, starts, places = [], [], []
    offset = 0
    for place, text in pieces:
        stripped = text.strip()
        texts.append(stripped)
        starts.append(offset)
        places.append(place.right(len(text) - len(text.lstrip())))
        offset += len(stripped) + 1
    return _Strip("\n".join(texts), tuple(starts), tuple(places))


@dataclass(slots=True)
class Tree:
    """Builds the blocks of one source; collects what there is to say about them."""

    source: Source
    links: Mapping[str, Any]
    """Definitions of reference links."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def blocks(self, chunks: Sequence[Chunk]) -> tuple[Block, ...]:
        """Return the blocks for `chunks`; chunks a reader sees nothing of give none."""
        return tuple(block for chunk in chunks for block in self._blocks(chunk))

    def remark(self, remark: Remark, span: Span) -> None:
        """Turn what a parser has noticed into a diagnostic."""
        severity, message, hint = _MESSAGES[remark.code]
        self.diagnostics.append(Diagnostic(severity, remark.code, span, message, hint))

    def line_span(self, number: int) -> Span:
        """Return the span of a line without its indentation."""
        text = self.source.repaired[number - 1]
        start = len(text) - len(text.lstrip())
        return self.source.span(Place(number - 1, start), Place(number - 1, len(text.rstrip())))

    def _blocks(self, chunk: Chunk) -> Iterator[Block]:
        span = self._span(chunk)
        match chunk.kind:
            case "heading" | "setext":
                yield self._heading(chunk, span)
            case "paragraph" | "html":
                yield from self._paragraph(chunk, span)
            case "list":
                items = tuple(map(self._item, chunk.children))
                yield List(span, chunk.ordered, items)
            case "quote":
                yield self._quote(chunk, span)
            case "code" if chunk.info.strip().lower() == "math":
                yield MathBlock(span, chunk.text.strip())
            case "code":
                language = chunk.info.split(maxsplit=1)[0] if chunk.info.strip() else ""
                yield CodeBlock(span, language.strip("{}."), self._code(chunk))
            case "math":
                yield MathBlock(span, chunk.text)
            case "table":
                yield self._table(chunk, span)
            case "rule":
                yield Rule(span)
            case "definition":
                return
            case "item":
                raise AssertionError(chunk)
            case _:
                assert_never(chunk.kind)

    def _heading(self, chunk: Chunk, span: Span) -> Heading:
        pieces = list(self._pieces(chunk))
        if chunk.kind == "setext":
            strip = _strip(pieces[:-1])
        else:
            place, text = pieces[0]
            marks = len(text) - len(text.lstrip("#"))
            title = _CLOSING.sub("", text[marks:])
            strip = _strip([(place.right(marks), title)])
        strip, anchor = _without_anchor(strip)
        content = rich_text.joined(self._read(strip)[0], Text(" "))
        return Heading(span, chunk.level, content, anchor)

    def _paragraph(self, chunk: Chunk, span: Span, *, task: bool = False) -> Iterator[Block]:
        pieces = list(self._pieces(chunk))
        if task and (box := _TASK.match(pieces[0][1])):
            place, text = pieces[0]
            pieces[0] = place.right(box.end()), text[box.end() :]
        strip, anchor = _without_anchor(_strip(pieces))
        rows, comments = self._read(strip)
        lines = tuple(Line(self._row_span(strip, row), row.content) for row in rows)
        if lines:
            yield Paragraph(span, lines, anchor)
        for comment in comments:
            if match := _DIRECTIVE.fullmatch(comment):
                yield Directive(span, match[1], match[2].strip())

    def _item(self, chunk: Chunk) -> Item:
        place, text = next(iter(self._pieces(chunk)))
        marker = _MARKER.match(text)
        assert marker is not None
        blocks: list[Block] = []
        for index, child in enumerate(chunk.children):
            if index == 0 and child.kind == "paragraph":
                blocks.extend(self._paragraph(child, self._span(child), task=True))
            else:
                blocks.extend(self._blocks(child))
        rest = text[marker.end() :]
        content = place.right(len(text) - len(rest.lstrip()))
        written = self.source.between(place, content).strip()
        return Item(self._span(chunk), written, tuple(blocks))

    def _quote(self, chunk: Chunk, span: Span) -> Quote:
        children = chunk.children
        first = children[0] if children else None
        if first and first.kind == "paragraph":
            place, text = next(self._pieces(first))
            if match := _CALLOUT.match(text):
                title = place.right(match.end()), text[match.end() :]
                rows, _ = self._read(_strip([title]))
                rest = replace(first, first=first.first + 1, starts=first.starts[1:])
                inside = (rest, *children[1:]) if rest.starts else children[1:]
                content = rich_text.joined(rows, Text(" "))
                return Quote(span, self.blocks(inside), match[1].lower(), content)
        return Quote(span, self.blocks(children))

    def _code(self, chunk: Chunk) -> str:
        """Return the code, also where a line was repaired before it was known to be code."""
        first = self.source.text(Place(chunk.first - 1, chunk.starts[0]))
        is_fenced = first.startswith(("```", "~~~"))
        lines = chunk.text.rstrip("\n").split("\n")
        for index, start in enumerate(chunk.starts[is_fenced : len(lines) + is_fenced]):
            place, text = self.source.prose(Place(chunk.first - 1 + is_fenced + index, start))
            if place.as_written:
                code = lines[index]
                lines[index] = code[: len(code) - len(code.lstrip())] + text
        return "\n".join(lines)

    def _table(self, chunk: Chunk, span: Span) -> Table:
        pieces = list(self._pieces(chunk))
        rows = pieces if chunk.headerless else [pieces[0], *pieces[2:]]
        width = len(table.cells(pieces[0][1]))
        if chunk.headerless:
            width = max(len(table.cells(text)) for _, text in rows)
        found = [self._row(place, text, width) for place, text in rows]
        filled = [row for row in found if any(cell.content for cell in row)]
        if chunk.headerless:
            start = pieces[0][0]
            nothing = Cell(self.source.span(start, start), ())
            return Table(span, (nothing,) * width, tuple(filled), headerless=True)
        return Table(span, found[0], tuple(row for row in filled if row is not found[0]))

    def _row(self, place: Place, text: str, width: int) -> tuple[Cell, ...]:
        ranges = table.cells(text)
        if len(ranges) > width:
            span = self.source.span(place, place.right(len(text)))
            message = f"{len(ranges)} cells in a table of {width} columns; the last ones are joined"
            hint = "write \\| for a bar inside a cell"
            self.diagnostics.append(warning("surplus_cells", span, message, hint))
            ranges[width - 1 :] = [(ranges[width - 1][0], ranges[-1][1])]
        ranges += [(len(text), len(text))] * (width - len(ranges))
        return tuple(self._cell(place, text, start, end) for start, end in ranges)

    def _cell(self, row: Place, text: str, start: int, end: int) -> Cell:
        places = row.right(start), row.right(end)
        strip = _strip([(places[0], text[start:end].replace("\\|", "|"))])
        rows, _ = self._read(strip)
        return Cell(self.source.span(*places), rich_text.joined(rows, rich_text.LINE_BREAK))

    def _read(self, strip: _Strip) -> tuple[list[rich_text.Piece], list[str]]:
        rows, remarks, comments = rich_text.read(strip.text, self.links)
        for remark in remarks:
            place = strip.place(remark.at)
            end = place.right(1)
            self.remark(remark, self.source.span(place, end))
        return rows, comments

    def _row_span(self, strip: _Strip, row: rich_text.Piece) -> Span:
        text = strip.text[row.start : row.end]
        start = row.start + len(text) - len(text.lstrip())
        end = row.start + len(text.rstrip())
        return self.source.span(strip.place(start), strip.place(end, at_end=True))

    def _pieces(self, chunk: Chunk) -> Iterator[tuple[Place, str]]:
        """Yield where the text of each of the chunk's lines begins, and the text."""
        for line, start in enumerate(chunk.starts, chunk.first - 1):
            place = Place(line, start)
            if chunk.kind in {"paragraph", "html"}:
                yield self.source.prose(place)
            else:
                yield place, self.source.text(place)

    def _span(self, chunk: Chunk) -> Span:
        line = chunk.last - 1
        end = Place(line, len(self.source.repaired[line].rstrip()))
        return self.source.span(Place(chunk.first - 1, chunk.starts[0]), end)


def _without_anchor(strip: _Strip) -> tuple[_Strip, str]:
    match = _ANCHOR.search(strip.text)
    if match is None:
        return strip, ""
    return replace(strip, text=strip.text[: match.start()].rstrip()), match[1]
