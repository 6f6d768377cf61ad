"""The blocks of a source as a reader counts them: headings and passages, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from cribdeck.coverage import Use
from cribdeck.explain.evidence import Evidence, on_lines
from cribdeck.explain.report import BlockFate, BlockReport
from cribdeck.facts.model import Callout, Code, Formula, Grid, Picture, Prose, Shown
from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Block, Directive, Heading, List, Quote, Rule


def blocks(evidence: Evidence) -> list[BlockReport]:
    """Return all headings and passages."""
    headings = (_heading(it) for it in evidence.document.blocks if isinstance(it, Heading))
    passages = map(_passage, evidence.coverage.uses)
    return sorted([*headings, *passages], key=lambda it: it.line)


def uses_on(evidence: Evidence, line: int) -> list[Use]:
    """Return the passages on a line; one line may hold several."""
    uses = evidence.coverage.uses
    return [use for use in uses if on_lines(use.passage.shown.span, line, line)]


def heading_on(evidence: Evidence, line: int) -> Heading | None:
    """Return the heading on a line."""
    headings = (it for it in evidence.document.blocks if isinstance(it, Heading))
    return next((it for it in headings if on_lines(it.span, line, line)), None)


def nothing_shown(evidence: Evidence, line: int) -> str:
    """Return what a line is of which neither card nor sheet shows anything."""
    if not evidence.lines[line - 1].strip():
        return "a blank line"
    for block in _flattened(evidence.document.blocks):
        if on_lines(block.span, line, line):
            match block:
                case Rule():
                    return "a rule between parts of the note"
                case Directive(name=name, value=value):
                    return f"an instruction to Cribdeck: {name}: {value}"
                case _:
                    pass
    first = min((it.span.line for it in evidence.document.blocks), default=len(evidence.lines) + 1)
    if line < first and evidence.lines[0].rstrip() == "---":
        return "front matter: settings of the note"
    return "a comment, a link definition or other markup that shows nothing"


def _heading(block: Heading) -> BlockReport:
    return _block(block.span, f"heading {block.level}", plain(block.content), ("heading", ""))


def _passage(use: Use) -> BlockReport:
    shown = use.passage.shown
    return _block(shown.span, _kind(shown), _text(shown), (use.fate, use.why))


def _block(span: Span, kind: str, text: str, fate: tuple[BlockFate, str]) -> BlockReport:
    last = span.end_line - (span.end_column == 1 and span.end_line > span.line)
    return BlockReport(span.line, last, kind, " ".join(text.split()), *fate)


def _kind(shown: Shown) -> str:  # noqa: PLR0911  one for each kind
    match shown:
        case Prose(depth=0):
            return "paragraph"
        case Prose(depth=depth, marker=marker):
            level = "" if depth == 1 else f", level {depth}"
            return f"list item{level}" if marker else f"further line of a list item{level}"
        case Code(language=language):
            return f"code ({language})" if language else "code"
        case Formula():
            return "formula"
        case Picture():
            return "picture"
        case Grid(rows=rows):
            return f"table of {len(rows)} rows"
        case Callout(kind=kind):
            return f"box ({kind})"
        case _:
            assert_never(shown)


def _text(shown: Shown) -> str:
    match shown:
        case Prose(text=text):
            return plain(text)
        case Code(text=text) | Formula(tex=text):
            return text
        case Picture(alt=alt, target=target):
            return alt or target
        case Grid(header=header, rows=rows):
            return " | ".join(plain(cell) for cell in (header or rows[0]))
        case Callout(title=title):
            return plain(title)
        case _:
            assert_never(shown)


def _flattened(outer: tuple[Block, ...]) -> Iterator[Block]:
    for block in outer:
        yield block
        match block:
            case List(items=items):
                for item in items:
                    yield from _flattened(item.blocks)
            case Quote(blocks=inner):
                yield from _flattened(inner)
            case _:
                pass
