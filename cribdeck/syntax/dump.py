"""A document as text, one block per line, for golden tests and for looking at a parse.

`3:1 heading 2 负载均衡` reads: line 3, column 1, a heading of level 2. What is inside a
block is indented below it. Rich text is written in Markdown's marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Emphasis,
    Highlight,
    Image,
    Inline,
    Link,
    Math,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
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

_MARK = re.compile(r"[*`$\\\[\]]|==|~~|</?su[bp]>|<br>")


def dump(document: Document) -> str:
    """Return the tree of `document`."""
    return "".join(f"{line}\n" for block in document.blocks for line in _block(block))


def _block(  # noqa: C901, PLR0912 - one case for each kind of block
    block: Block,
) -> Iterator[str]:
    at = _at(block.span)
    match block:
        case Heading(_, level, content, anchor):
            yield f"{at} heading {level} {marked(content)}".rstrip() + _anchor(anchor)
        case Paragraph(_, lines, anchor):
            yield f"{at} paragraph{_anchor(anchor)}"
            for line in lines:
                yield f"  {_at(line.span)} {marked(line.content)}"
        case List(_, ordered, items, anchor):
            yield f"{at} {'ordered' if ordered else 'bullet'} list{_anchor(anchor)}"
            for item in items:
                yield f"  {_at(item.span)} {item.marker}"
                yield from _indented(item.blocks, "    ")
        case Quote(_, blocks, callout, title, anchor):
            kind = f"callout {callout} {marked(title)}".rstrip() if callout else "quote"
            yield f"{at} {kind}{_anchor(anchor)}"
            yield from _indented(blocks, "  ")
        case CodeBlock(_, language, text, anchor):
            yield f"{at} code {language}".rstrip() + _anchor(anchor)
            yield from (f"  {line}".rstrip() for line in text.split("\n"))
        case MathBlock(_, tex, anchor):
            yield f"{at} math{_anchor(anchor)}"
            yield from (f"  {line}" for line in tex.split("\n"))
        case Table(_, header, rows, headerless, anchor):
            yield f"{at} table{' without header' if headerless else ''}{_anchor(anchor)}"
            for row in rows if headerless else (header, *rows):
                cells = " | ".join(marked(cell.content).replace("|", "\\|") for cell in row)
                yield f"  {_at(row[0].span)} | {cells} |"
        case Rule():
            yield f"{at} rule"
        case Directive(_, name, value):
            yield f"{at} directive {name}: {value}"
        case _:
            assert_never(block)


def _indented(blocks: Iterable[Block], by: str) -> Iterator[str]:
    for block in blocks:
        yield from ((by + line).rstrip() for line in _block(block))


def _at(span: Span) -> str:
    return f"{span.line}:{span.column}"


def _anchor(anchor: str) -> str:
    return f" ^{anchor}" if anchor else ""


def marked(text: Iterable[Inline]) -> str:
    """Return rich text in Markdown's marks, clozes in ⟦⟧; what is no mark has a backslash."""
    return "".join(map(_marked, text))


def _marked(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of inline
    node: Inline,
) -> str:
    match node:
        case Text(text):
            return _MARK.sub(r"\\\g<0>", text)
        case Strong(children):
            return f"**{marked(children)}**"
        case Emphasis(children):
            return f"*{marked(children)}*"
        case Highlight(children):
            return f"=={marked(children)}=="
        case Strike(children):
            return f"~~{marked(children)}~~"
        case Superscript(children):
            return f"<sup>{marked(children)}</sup>"
        case Subscript(children):
            return f"<sub>{marked(children)}</sub>"
        case Cloze(children, number, hint):
            return f"⟦c{number}::{marked(children)}{'::' + hint if hint else ''}⟧"
        case Code(text):
            return f"`{text}`"
        case Math(tex, display):
            return f"$${tex}$$" if display else f"${tex}$"
        case Link(children, target):
            return f"[{marked(children)}]({target})"
        case Image(alt, target):
            return f"![{alt}]({target})"
        case Break():
            return "<br>"
        case _:
            assert_never(node)
