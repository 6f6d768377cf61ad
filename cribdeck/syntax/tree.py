"""Chunks become the syntax tree: texts are read, spans point into the file as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from cribdeck.diagnostics import Diagnostic
from cribdeck.inline import Text
from cribdeck.span import Span
from cribdeck.syntax import html, html_table, rich_text, table
from cribdeck.syntax.chunk import Chunk, Chunks
from cribdeck.syntax.columns import Place, Source
from cribdeck.syntax.html_table import HtmlTable, Written, header_parts
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
from cribdeck.syntax.remarks import diagnostic
from cribdeck.syntax.repairs.list_marks import DECORATION
from cribdeck.syntax.strip import Strip, strip
from cribdeck.units import HAN

_ANCHOR = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)$")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_CALLOUT = re.compile(r"\[!([^\s\[\]]+)\][+-]?[ \t]*")
_DECORATION = frozenset(DECORATION)
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")
_DIRECTIVE = re.compile(
    r"(cards|lint|sheet|importance)(?:[ \t]*[:：][ \t]*|[ \t]+(?=on\b|off\b))(.*)", re.DOTALL
)
_SWITCH = frozenset({"on", "off"})
_LEVELS = frozenset({"1", "2", "3"})
_HEADING_MARKS = re.compile(r"#+")
_LINE_END_IN_HAN = re.compile(rf"(?<=[{HAN}，。；：、！？])\n(?=[{HAN}])")
_NOTHING = "\u200b"
"""A character that takes its place and is not shown (see `rich_text`)."""
_HEADING_ID = re.compile(r"\{#[^{}\s]+\}")


def build(source: Source, chunks: Chunks) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Return the blocks of a source, and what there is to say about it."""
    builder = _Builder(source, chunks)
    blocks = builder.blocks(chunks.chunks)
    return blocks, builder.diagnostics


class _Builder:
    def __init__(self, source: Source, chunks: Chunks) -> None:
        self.source = source
        self.links = chunks.links
        self.diagnostics = [
            diagnostic(remark.code, source.line_span(remark.at)) for remark in chunks.remarks
        ]

    def blocks(self, chunks: Sequence[Chunk], *, of_item: bool = False) -> tuple[Block, ...]:
        """Return the blocks; chunks a reader sees nothing of give none."""
        found: list[Block] = []
        for index, chunk in enumerate(chunks):
            for block in self._blocks(chunk, opens_item=of_item and index == 0):
                if isinstance(block, Paragraph) and not block.lines:
                    self._name_last(found, block)
                else:
                    found.append(block)
        return tuple(found)

    def _name_last(self, blocks: list[Block], name: Paragraph) -> None:
        """Give a block id that stands alone to the block above it."""
        match blocks[-1] if blocks else None:
            case (
                Heading(anchor="")
                | Paragraph(anchor="")
                | List(anchor="")
                | Quote(anchor="")
                | CodeBlock(anchor="")
                | MathBlock(anchor="")
                | Table(anchor="")
            ) as block:
                blocks[-1] = replace(block, anchor=name.anchor)
            case _:
                self.diagnostics.append(diagnostic("stray_anchor", name.span))

    def _blocks(  # noqa: C901 - one case for each kind of chunk
        self, chunk: Chunk, *, opens_item: bool
    ) -> Iterator[Block]:
        span = self._span(chunk)
        match chunk.kind:
            case "heading" | "setext":
                yield self._heading(chunk, span)
            case "paragraph":
                yield from self._paragraph(chunk, opens_item=opens_item)
            case "html":
                yield from self._html(chunk, span)
            case "list":
                yield List(span, chunk.ordered, tuple(map(self._item, chunk.children)))
            case "quote":
                yield self._quote(chunk, span)
            case "code":
                yield self._code(chunk, span)
            case "math":
                yield MathBlock(span, chunk.text)
            case "table":
                yield self._table(chunk, span)
            case "rule":
                yield Rule(span)
            case "definition" | "item":
                return
            case _:
                assert_never(chunk.kind)

    def _heading(self, chunk: Chunk, span: Span) -> Heading:
        pieces = list(self._pieces(chunk))
        if chunk.kind == "setext":
            title = strip(pieces[:-1])
        else:
            place, text = pieces[0]
            marks = _HEADING_MARKS.match(text)
            start = marks.end() if marks else 0
            title = strip([(place.right(start), _without_closing(text[start:]))])
        title, anchor = _without_anchor(title)
        rows, _ = self._read(title)
        return Heading(span, chunk.level, rich_text.joined(rows, Text(" ")), anchor)

    def _paragraph(self, chunk: Chunk, *, opens_item: bool = False) -> Iterator[Block]:
        pieces = list(self._pieces(chunk))
        if opens_item and (box := _TASK.match(pieces[0][1])):
            place, line = pieces[0]
            pieces[0] = place.right(box.end()), line[box.end() :]
        yield from self._statements(strip(pieces), self._span(chunk))

    def _statements(self, text: Strip, span: Span) -> Iterator[Block]:
        """Yield the paragraph and the directives of running text."""
        text, anchor = _without_anchor(text)
        rows, comments = self._read(text)
        if comments:
            text = text.without((start, end) for start, end, _ in comments)
        first, last = text.trimmed(0, len(text.text))
        before: list[Directive] = []
        after: list[Directive] = []
        for start, end, comment in comments:
            directive = self._directive(comment, self.source.span(*text.range(start, end)))
            if directive and first < start < last:
                self.diagnostics.append(diagnostic("stray_directive", directive.span))
            elif directive:
                (before if start <= first else after).append(directive)
        lines = tuple(Line(self._trimmed(text, row.start, row.end), row.content) for row in rows)
        yield from before
        if lines or anchor:
            opening = lines[0].span if lines and before else span
            closing = lines[-1].span if lines and after else span
            yield Paragraph(opening.to(closing), lines, anchor)
        yield from after

    def _directive(self, comment: str, span: Span) -> Directive | None:
        """Return what a comment says to Cribdeck, if anything."""
        match = _DIRECTIVE.fullmatch(comment)
        if match is None:
            return None
        name, value = match[1], match[2].strip()
        known = value in (_LEVELS if name == "importance" else _SWITCH)
        known |= name == "lint" and value.split()[:1] == ["off"]
        if not known:
            self.diagnostics.append(diagnostic("unknown_directive", span))
            return None
        return Directive(span, name, value)

    def _html(self, chunk: Chunk, span: Span) -> Iterator[Block]:
        pieces = list(self._pieces(chunk))
        if not pieces[0][1].lower().startswith("<pre"):
            yield from self._around_tables(strip(pieces), span)
            return
        indent = chunk.starts[0]
        lines = self.source.original[chunk.first - 1 : chunk.last]
        raw = "\n".join(line[min(indent, len(line) - len(line.lstrip())) :] for line in lines)
        yield CodeBlock(span, "", html.text_of(raw).strip("\n"))

    def _around_tables(self, text: Strip, span: Span) -> Iterator[Block]:
        """Yield the tables in HTML, and what stands beside them as running text."""
        done = 0
        while found := html_table.find(text.text, done, len(text.text)):
            yield from self._part(text, done, found.start)
            start = found.start
            if found.title:
                yield from self._part(text, found.title.start, found.title.end)
                start = found.title.end
            yield self._html_table(text, found, self._trimmed(text, start, found.end))
            done = found.end
        if done:
            yield from self._part(text, done, len(text.text))
        else:
            yield from self._statements(text, span)

    def _part(self, text: Strip, start: int, end: int) -> Iterator[Block]:
        start, end = text.trimmed(start, end)
        if start < end:
            part = text.part(start, end)
            yield from self._statements(part, self._trimmed(text, start, end))

    def _html_table(self, text: Strip, found: HtmlTable, span: Span) -> Table:
        cells = {
            cell: self._html_cell(text, cell)
            for row in (*found.headers, *found.rows)
            for cell in row
            if cell is not None
        }
        header = _whole_row(
            [_one_of([cells[part] for part in parts]) for parts in header_parts(found)]
        )
        rows = tuple(_whole_row([cells[it] if it else None for it in row]) for row in found.rows)
        filled = tuple(row for row in rows if any(cell.content for cell in row))
        if header:
            return Table(span, header, filled)
        nothing = Cell(Span(span.path, *[span.line, span.column] * 2), ())
        return Table(span, (nothing,) * len(rows[0]), filled, headerless=True)

    def _html_cell(self, text: Strip, cell: Written) -> Cell:
        start, end = text.trimmed(cell.start, cell.end)
        # Below a blank line stands Markdown; elsewhere in HTML a line end is a blank.
        is_markdown = "\n\n" in text.text[cell.start : cell.end]
        part = text.part(start, end)
        rows, _ = self._read(part if is_markdown else _flowing(part))
        content = rich_text.joined(rows, rich_text.LINE_BREAK)
        return Cell(self._trimmed(text, start, end), content)

    def _item(self, chunk: Chunk) -> Item:
        place, text = next(self._pieces(chunk))
        marker = _MARKER.match(text)
        rest = text[marker.end() :] if marker else text
        content = place.right(len(text) - len(rest.lstrip()))
        written = self.source.between(place, content).strip()
        if not written or not _DECORATION.isdisjoint(written):
            written = "-"
        return Item(self._span(chunk), written, self.blocks(chunk.children, of_item=True))

    def _quote(self, chunk: Chunk, span: Span) -> Quote:
        first, *others = chunk.children or (None,)
        if first and first.kind == "paragraph":
            place, text = next(self._pieces(first))
            if match := _CALLOUT.match(text):
                rows, _ = self._read(strip([(place.right(match.end()), text[match.end() :])]))
                rest = replace(first, first=first.first + 1, starts=first.starts[1:])
                blocks = self.blocks((rest, *others) if rest.starts else others)
                return Quote(span, blocks, match[1].lower(), rich_text.joined(rows, Text(" ")))
        return Quote(span, self.blocks(chunk.children))

    def _code(self, chunk: Chunk, span: Span) -> CodeBlock | MathBlock:
        info = chunk.info.split(maxsplit=1)[0].strip("{}.") if chunk.info.strip() else ""
        text = self._code_text(chunk)
        return MathBlock(span, text.strip()) if info == "math" else CodeBlock(span, info, text)

    def _code_text(self, chunk: Chunk) -> str:
        """Return the code, also where a line was repaired before it was known to be code."""
        lines = chunk.text.rstrip("\n").split("\n")
        first = chunk.first - 1 + chunk.fenced
        for index, start in enumerate(chunk.starts[chunk.fenced : len(lines) + chunk.fenced]):
            if self.source.is_changed(first + index):
                _, text = self.source.as_written(Place(first + index, start))
                code = lines[index]
                lines[index] = code[: len(code) - len(code.lstrip())] + text
        return "\n".join(lines)

    def _table(self, chunk: Chunk, span: Span) -> Table:
        pieces = list(self._pieces(chunk))
        if chunk.headerless:
            width = max(len(table.cells(text)) for _, text in pieces)
            place = pieces[0][0]
            header = (Cell(self.source.span(place, place), ()),) * width
        else:
            width = len(table.cells(pieces[0][1]))
            header = self._row(*pieces[0], width)
            pieces = pieces[2:]
        rows = (
            self._row(place, text, width)
            for place, text in pieces
            if not table.is_delimiter(text, width)
        )
        filled = tuple(row for row in rows if any(cell.content for cell in row))
        return Table(span, header, filled, chunk.headerless)

    def _row(self, place: Place, text: str, width: int) -> tuple[Cell, ...]:
        ranges = table.cells(text)
        if len(ranges) > width:
            span = self.source.span(place, place.right(len(text)))
            self.diagnostics.append(diagnostic("surplus_cells", span))
            ranges[width - 1 :] = [(ranges[width - 1][0], ranges[-1][1])]
        ranges += [(len(text), len(text))] * (width - len(ranges))
        return tuple(
            self._cell(place.right(start), place.right(end), text[start:end])
            for start, end in ranges
        )

    def _cell(self, start: Place, end: Place, text: str) -> Cell:
        rows, _ = self._read(strip([(start, text.replace("\\|", "|"))]))
        return Cell(self.source.span(start, end), rich_text.joined(rows, rich_text.LINE_BREAK))

    def _read(self, text: Strip) -> tuple[list[rich_text.Piece], list[rich_text.Comment]]:
        rows, remarks, comments = rich_text.read(text.text, self.links)
        for remark in remarks:
            place = text.place(remark.at)
            span = self.source.span(place, place.right(1))
            self.diagnostics.append(diagnostic(remark.code, span))
        return rows, comments

    def _trimmed(self, text: Strip, start: int, end: int) -> Span:
        return self.source.span(*text.range(*text.trimmed(start, end)))

    def _pieces(self, chunk: Chunk) -> Iterator[tuple[Place, str]]:
        """Yield where the text of each of the chunk's lines begins, and the text."""
        for line, start in enumerate(chunk.starts, chunk.first - 1):
            place = Place(line, start)
            if chunk.kind in {"paragraph", "html"}:
                yield self.source.prose(place)
            else:
                yield place, self.source.text(place)

    def _span(self, chunk: Chunk) -> Span:
        return self.source.span(
            Place(chunk.first - 1, chunk.starts[0]), self.source.line_end(chunk.last)
        )


def _one_of(parts: Sequence[Cell]) -> Cell | None:
    """Return the one header that several above each other make, if there are any."""
    if not parts:
        return None
    pieces = (rich_text.Piece(part.content, 0, 0) for part in parts if part.content)
    return Cell(parts[0].span.to(parts[-1].span), rich_text.joined(pieces, Text(" ")))


def _whole_row(row: Sequence[Cell | None]) -> tuple[Cell, ...]:
    """Return the row with an empty cell where nothing is written."""
    last = next((cell for cell in row if cell), None)
    if last is None:
        return ()
    found: list[Cell] = []
    for cell in row:
        end = last.span.end_line, last.span.end_column
        last = cell or Cell(Span(last.span.path, *end, *end), ())
        found.append(last)
    return tuple(found)


def _flowing(text: Strip) -> Strip:
    """Return the text with blanks, or nothing between Chinese words, for its line ends."""
    if "<pre" in text.text.lower():
        return text
    return replace(text, text=_LINE_END_IN_HAN.sub(_NOTHING, text.text).replace("\n", " "))


def _without_closing(title: str) -> str:
    """Return an ATX heading's text without an id `{#x}` and without number signs at its end."""
    bare = title.rstrip()
    brace = bare.rfind("{")
    if brace >= 0 and _HEADING_ID.fullmatch(bare, brace):
        bare = bare[:brace].rstrip()
    open_end = bare.rstrip("#")
    return open_end if open_end[-1:].isspace() or not open_end else bare


def _without_anchor(text: Strip) -> tuple[Strip, str]:
    match = _ANCHOR.search(text.text)
    return (text.up_to(match.start()), match[1]) if match else (text, "")
