"""Every block's span covers its own text in the file as the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import (
    Block,
    Cell,
    CodeBlock,
    Document,
    Heading,
    Item,
    Line,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Table,
)
from tests.syntax.notes import junk, notes

Node: TypeAlias = Block | Item | Line | Cell

CORNERS = str.maketrans("」』", "「『")
"""A repair turns corner quotes round."""
HAN = re.compile(r"[\u4e00-\u9fff]")
FRONT_MATTER = re.compile(r"(?s)\A---\n.*?\n---\n")


def parsed(data: bytes) -> Document:
    document, _ = parse("note.md", data)
    assert document is not None
    return document


def children(node: Node) -> Sequence[Node]:
    match node:
        case List(_, _, items):
            return items
        case Item(_, _, blocks) | Quote(_, blocks):
            return blocks
        case Paragraph(_, lines):
            return lines
        case Table(_, header, rows, headerless):
            return [cell for row in (() if headerless else (header,)) + rows for cell in row]
        case _:
            return []


def own_text(node: Node) -> str:
    match node:
        case Heading(_, _, content) | Line(_, content) | Cell(_, content):
            return plain(content)
        case CodeBlock(_, _, text) | MathBlock(_, text):
            return text
        case Quote(_, _, _, title):
            return plain(title)
        case Item(_, marker):
            return marker
        case _:
            return ""


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(children(node))


def covered(document: Document, span: Span) -> str:
    lines = document.text.split("\n")[span.line - 1 : span.end_line]
    assert len(lines) == span.end_line - span.line + 1
    assert 1 <= span.column <= len(lines[0]) + 1
    assert 1 <= span.end_column <= len(lines[-1]) + 1
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def is_in_order(needle: str, hay: str) -> bool:
    rest = iter(hay.translate(CORNERS))
    seen = needle.translate(CORNERS)
    return all(character in rest for character in seen if not character.isspace())


def is_html_table(node: Node, text: str) -> bool:
    """There a cell may stand for several, and then all of these have its place."""
    return isinstance(node, Table) and "<t" in text


def check(document: Document) -> None:
    for node in walk(document.blocks):
        text = covered(document, node.span)
        # `-` may stand for a picture or a box.
        seen = own_text(node).removeprefix("-") if isinstance(node, Item) else own_text(node)
        assert is_in_order(unescape(seen), unescape(text)), (node, text)
        inner = children(node)
        for child in inner:
            assert start(node.span) <= start(child.span) <= end(child.span) <= end(node.span), node
        for one, other in () if is_html_table(node, text) else pairwise(inner):
            assert end(one.span) <= start(other.span), (one, other)
    for one, other in pairwise(document.blocks):
        assert end(one.span) <= start(other.span), (one, other)


def uncovered(document: Document) -> list[str]:
    lines = document.text.split("\n")
    taken = {
        number
        for block in document.blocks
        for number in range(block.span.line, block.span.end_line + 1)
    }
    return [
        line
        for number, line in enumerate(lines, 1)
        if number not in taken and HAN.search(line) and not LINK_TARGET.search(line)
    ]


LINK_TARGET = re.compile(r"\[[^\]]+\]:[ \t]*[^\s.#]*[.#][A-Za-z]")
"""`[label]: page.md` is no text of its own."""


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


ENOUGH_TO_GUESS = "\n\n消息队列的生产者与消费者。"
"""A single character of GB18030 may be valid UTF-8 by chance."""


@given(notes(), st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=400, deadline=None)
@example("- - > 副本\n\t\t> ::: tip 框\n\t\t> 内\n\t\t> :::", "utf-8", "\n")  # too deep for a quote
@example("副本\n- - 1、顿号\n\t\t2、顿号二\n\t\t随后一行", "utf-8", "\n")  # repaired, but no item
@example("副本\n- - ```go\n\t\t```\n\t- 1、顿号\n\t\t2、二", "utf-8", "\n")  # repaired, but code
@example("> - ```go\n> \t```\n> 副本\n> ```go\n> x := 1\n> ```", "utf-8", "\n")  # indented fence
@example("> 引\n副本\n::: tip 框\n内\n:::", "utf-8", "\n")  # a box below lazy text of a quote
@example(">\t副本\n>\t> 副本\n::: tip 框\n内\n:::", "utf-8", "\n")  # tabs in a quote
@example("> 副本\n# 副本\n::: tip 框\n内\n:::", "utf-8", "\n")  # a heading below a quote
def test_spans_cover_their_own_text(note: str, encoding: str, newline: str) -> None:
    if encoding == "gb18030":
        note += ENOUGH_TO_GUESS
    document = parsed(note.replace("\n", newline).encode(encoding))
    assert document.text == note
    check(document)


@given(notes())
@settings(max_examples=400, deadline=None)
def test_no_text_is_lost_doubled_or_moved(note: str) -> None:
    document = parsed(note.encode())
    found = "".join(own_text(node) for node in walk(document.blocks))
    wanted = FRONT_MATTER.sub("", note)
    assert "".join(HAN.findall(found)) == "".join(HAN.findall(wanted)), note


@given(notes())
@settings(max_examples=200, deadline=None)
def test_every_line_is_part_of_a_block(note: str) -> None:
    document = parsed(note.encode())
    size = 4 if note.startswith("---\ntitle") else 0
    lines = note.split("\n")
    assert [line for line in uncovered(document) if line not in lines[:size]] == []


@given(junk)
@settings(max_examples=1500, deadline=None)
@example("[字]::")
@example("[字]:.1")
def test_spans_hold_whatever_is_typed(note: str) -> None:
    document = parsed(note.encode())
    check(document)
    assert uncovered(document) == [], note


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_columns_count_characters_of_the_original_line(newline: str) -> None:
    note = newline.join(["---", "title: t", "---", "", "- 甲", "\t> （1）乙 **丙**", "  续<br>行"])
    document = parsed(note.encode("utf-8-sig"))
    spans = {own_text(node): str(node.span) for node in walk(document.blocks) if own_text(node)}
    assert spans == {
        "-": "note.md:5:1",
        "甲": "note.md:5:3",
        "（1）": "note.md:6:4",
        "乙 丙": "note.md:6:7",
        "续": "note.md:7:3",
        "行": "note.md:7:8",
    }
