"""Blocks become an outline: sections by heading level, with every line as a passage.

A `Document` goes in, sections whose passages hold no facts yet come out; `completed` puts
in what the rules found. Policy: everything the note shows is a passage, in reading order.
Lists are flattened into prose with depth and marker; a paragraph is one passage per
statement; thematic breaks and directives show nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import assert_never

from cribdeck.compare.skeleton import bare
from cribdeck.extract.crumb import title_of
from cribdeck.extract.statement import picture, statements
from cribdeck.facts.model import (
    Callout,
    Code,
    Fact,
    Formula,
    Grid,
    Passage,
    Picture,
    Prose,
    Section,
    Shown,
)
from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import (
    Block,
    CodeBlock,
    Directive,
    Document,
    Heading,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)

_NO_TITLE = re.compile(r"[\d_.\-]*(?:_[0-9a-f]{8,})?|[0-9a-f]{12,}", re.IGNORECASE)
_NUMBER_PREFIX = re.compile(r"\d{1,3}[._\-\s]\s*")
_FOLDER_NOTES = ("readme", "index")


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules made of a source, by the span of the passage."""

    facts: Mapping[Span, Sequence[Fact]]
    covered: frozenset[Span]
    unused: Mapping[Span, str]


def title(document: Document) -> str:
    """Return the outermost crumb: front matter title, the only H1, or the file name.

    A name made of digits or a digest says nothing and gives no title; `README` and
    `index` are named after their folder.
    """
    if document.front_matter.title:
        return document.front_matter.title
    tops = [b for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    if len(tops) == 1 and title_of(tops[0].content):
        return title_of(tops[0].content)
    path = PurePosixPath(document.path)
    stem = path.parent.name if path.stem.lower() in _FOLDER_NOTES else path.stem
    if _NO_TITLE.fullmatch(stem):
        return ""
    return _NUMBER_PREFIX.sub("", stem, count=1)


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of the note, nested by heading level, without facts."""
    flat: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in document.blocks:
        if isinstance(block, Heading):
            flat.append((block, []))
        else:
            flat[-1][1].append(block)
    found = [_section(heading, tuple(blocks)) for heading, blocks in flat if heading or blocks]
    return tuple(_nested([section for section in found if section.level or section.passages]))


def completed(section: Section, findings: Findings) -> Section:
    """Return `section` with facts, coverage and reasons put into its passages."""
    return replace(
        section,
        passages=tuple(_completed_passage(passage, findings) for passage in section.passages),
        children=tuple(completed(child, findings) for child in section.children),
    )


def _section(heading: Heading | None, blocks: tuple[Block, ...]) -> Section:
    passages = tuple(Passage(shown) for shown in _shown(blocks, 0))
    if heading is None:
        span = passages[0].shown.span.to(passages[-1].shown.span) if passages else blocks[0].span
        return Section(span, (), 0, passages, ())
    last = passages[-1].shown.span if passages else heading.span
    return Section(heading.span.to(last), heading.content, heading.level, passages, ())


def _nested(flat: list[Section]) -> Iterator[Section]:
    """Yield the sections of `flat` with those of deeper level moved below them."""
    start = 0
    while start < len(flat):
        end = start + 1
        while end < len(flat) and flat[end].level > flat[start].level > 0:
            end += 1
        head, children = flat[start], tuple(_nested(flat[start + 1 : end]))
        yield replace(head, span=head.span.to(flat[end - 1].span), children=children)
        start = end


def _shown(blocks: Sequence[Block], depth: int, marker: str = "") -> Iterator[Shown]:
    """Yield what `blocks` show; `marker` goes to the first line of the first paragraph."""
    for order, block in enumerate(blocks):
        match block:
            case Paragraph():
                yield from _paragraph(block, depth, marker if order == 0 else "")
            case List(items=items):
                for item in items:
                    yield from _shown(item.blocks, depth + 1, item.marker)
            case Quote(span=span, blocks=inner, callout=kind, title=heading):
                body = tuple(Passage(shown) for shown in _shown(inner, 0))
                yield Callout(span, kind or "quote", heading, body)
            case Rule() | Directive():
                pass
            case Heading() | CodeBlock() | MathBlock() | Table():
                yield _leaf(block, depth)
            case _:
                assert_never(block)


def _leaf(block: Heading | CodeBlock | MathBlock | Table, depth: int) -> Shown:
    match block:
        case Heading(span=span, content=content):
            return Prose(span, content, depth)  # inside a list or quote
        case CodeBlock(span=span, language=language, text=text):
            return Code(span, language, text, depth)
        case MathBlock(span=span, tex=tex):
            return Formula(span, tex, depth)
        case Table():
            return _grid(block, depth)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph, depth: int, marker: str) -> Iterator[Shown]:
    for order, line in enumerate(statements(block.lines)):
        image = picture(line)
        if image is not None:
            yield Picture(line.span, image.alt, image.target, depth, image.title, image.width)
        else:
            yield Prose(line.span, line.content, depth, marker if order == 0 else "")


def _grid(written: Table, depth: int) -> Grid:
    table = bare(written)
    header = () if table.headerless else tuple(cell.content for cell in table.header)
    rows = tuple(tuple(cell.content for cell in row) for row in table.rows)
    keys = [plain(row[0]).strip() for row in rows if row]
    distinct = len(set(keys)) == len(keys) and all(keys)
    spans = tuple(tuple(cell.span for cell in row) for row in table.rows)
    named = distinct and len(header) != 1
    return Grid(table.span, header, rows, row_headers=named, depth=depth, cell_spans=spans)


def _completed_passage(passage: Passage, findings: Findings) -> Passage:
    shown = passage.shown
    span = shown.span
    if isinstance(shown, Callout):
        body = tuple(_completed_passage(inner, findings) for inner in shown.body)
        covered = any(inner.covered for inner in body)
        unused = "" if covered else "a box in which nothing gave a card"
        return Passage(replace(shown, body=body), (), covered, unused)
    return Passage(
        shown,
        tuple(findings.facts.get(span, ())),
        span in findings.covered,
        "" if span in findings.covered else findings.unused[span],
    )
