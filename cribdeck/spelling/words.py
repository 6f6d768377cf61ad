"""The Latin words in the running text of a document, each with its place; and how to replace some.

Code, math, pictures, link targets and addresses hold no words. Words are found in the text
as it is read, and then looked up in the line as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cribdeck.inline import Image, Inline, Link, RichText, Styled, Text, plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Item,
    Line,
    List,
    Paragraph,
    Quote,
    Table,
)
from cribdeck.units import has_han

LATIN = re.compile(r"(?:(?<![A-Za-z0-9_])__)?[A-Za-z]+")
"""A run of letters; PHP and Python call their magic methods `__get` and `__init__`."""
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|cn|org|io|net)\b", re.IGNORECASE)
_JOINED_BEFORE = re.compile(r"[A-Za-z0-9_.\-/\\@$#%&=~+<\u00c0-\u024f]")
_JOINED_BEHIND = re.compile(
    r"[A-Za-z0-9/\\@$%&=~+>\u00c0-\u024f]|_(?!_)|[.\-:'’][A-Za-z0-9]|\([A-Za-z0-9)$'\"]|::"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of Latin letters in running text."""

    text: str
    span: Span
    is_free: bool
    """Whether it is a word of its own, and no part of an identifier, a path or a compound."""
    in_chinese: bool
    """Whether the text around it is Chinese."""


def words(document: Document) -> Iterator[Word]:
    """Yield the words of `document` in reading order."""
    lines = document.text.split("\n")
    for span, content in _texts(document.blocks):
        yield from _words(content, span, lines)


def with_words(document: Document, instead: Callable[[str, bool], str]) -> Document:
    """Return `document` with each word replaced by what `instead(word, is_free)` says."""

    def replaced(text: str) -> str:
        return LATIN.sub(lambda match: instead(match[0], _is_free(text, match)), text)

    return with_text(document, replaced)


def with_text(document: Document, change: Callable[[str], str]) -> Document:
    """Return `document` with all its running text changed; code and spans stay as they are."""
    return replace(document, blocks=_Rewriting(change).blocks(document.blocks))


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[Span, RichText]]:
    for block in blocks:
        match block:
            case Heading(span=span, content=content):
                yield span, content
            case Paragraph(lines=lines):
                yield from ((line.span, line.content) for line in lines)
            case List(items=items):
                for item in items:
                    yield from _texts(item.blocks)
            case Quote(span=span, blocks=inner, title=title):
                yield span, title
                yield from _texts(inner)
            case Table(header=header, rows=rows):
                yield from ((cell.span, cell.content) for row in (header, *rows) for cell in row)
            case _:
                pass


def _words(content: RichText, span: Span, lines: Sequence[str]) -> Iterator[Word]:
    line = lines[span.line - 1]
    in_chinese = has_han(plain(content))
    at = span.column - 1
    for node in _leaves(content):
        text = plain((node,))
        if not isinstance(node, Text):
            at = _behind(line, text, at)
            continue
        for match in LATIN.finditer(text):
            at = _behind(line, match[0], at)
            column = max(span.column, at - len(match[0]) + 1)
            place = Span(span.path, span.line, column, span.line, column + len(match[0]))
            yield Word(match[0], place, _is_free(text, match), in_chinese)


def _behind(line: str, text: str, at: int) -> int:
    """Return the index behind `text` in `line`, looked for from `at` on."""
    found = line.find(text, at)
    return at if found < 0 else found + len(text)


def _leaves(content: RichText) -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Styled) and not _is_address(node):
            yield from _leaves(node.children)
        elif not isinstance(node, Image | Link):
            yield node


def _is_address(node: Inline) -> bool:
    return isinstance(node, Link) and _ADDRESS.search(plain(node.children)) is not None


def _is_free(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    if match[0].startswith("__"):
        return not text.startswith(".", match.start() - 1)
    joined = _JOINED_BEFORE.match(before) or _JOINED_BEHIND.match(text, match.end())
    return joined is None


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """A change to all running text below a block."""

    text: Callable[[str], str]

    def block(self, block: Block) -> Block:
        match block:
            case Heading(content=content):
                return replace(block, content=self.rich(content))
            case Paragraph(lines=lines):
                return replace(block, lines=tuple(map(self.line, lines)))
            case List(items=items):
                return replace(block, items=tuple(map(self.item, items)))
            case Quote(blocks=inner, title=title):
                return replace(block, blocks=self.blocks(inner), title=self.rich(title))
            case Table(header=header, rows=rows):
                return replace(block, header=self.row(header), rows=tuple(map(self.row, rows)))
            case _:
                return block

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map(self.block, blocks))

    def item(self, item: Item) -> Item:
        return replace(item, blocks=self.blocks(item.blocks))

    def line(self, line: Line) -> Line:
        return Line(line.span, self.rich(line.content))

    def row(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, content=self.rich(cell.content)) for cell in cells)

    def rich(self, content: RichText) -> RichText:
        return tuple(map(self.inline, content))

    def inline(self, node: Inline) -> Inline:
        if isinstance(node, Text):
            return Text(self.text(node.text))
        if isinstance(node, Styled) and not _is_address(node):
            return replace(node, children=self.rich(node.children))
        return node
