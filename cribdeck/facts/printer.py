"""Facts and outlines in one readable line each: what golden files, examples and `explain` show.

A fact goes in, a line comes out; nothing is lost that a learner would see, and nothing
of the layout (styles, spans) is kept. Hidden pieces of a statement are written the way
an author writes them, `{{c1::piece::hint}}`, without the number where nobody chose one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from cribdeck.facts.model import (
    Abbreviation,
    Callout,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Formula,
    Grid,
    Listing,
    Outline,
    Passage,
    Picture,
    Prose,
    Question,
    Section,
    Shown,
    Statement,
    Steps,
)
from cribdeck.facts.model import Code as CodePassage
from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Image,
    Inline,
    Math,
    RichText,
    Styled,
    Text,
    plain,
)


def printed(fact: Fact) -> str:
    """Return `fact` as one line, for example `definition 惊群 := 唤醒所有等待者 [ask both]`."""
    match fact:
        case Definition(term=term, meaning=meaning, asks=asks, link=link):
            between = ":=" if link.strip() in ("：", ":") else f":={link.strip()}="
            line = f"definition {_text(term)} {between} {_text(meaning)} [ask {asks}]"
        case Question(prompt=prompt, answer=answer):
            line = f"question {_text(prompt)} => {' ⏎ '.join(map(_text, answer))}"
        case Listing(lead=lead, items=items, among=among):
            of = f" (of {' | '.join(map(_text, among))})" if among else ""
            line = f"listing {_text(lead)} => {' | '.join(map(_text, items))}{of}"
        case Steps(lead=lead, items=items):
            line = f"steps {_text(lead)} => {' → '.join(map(_text, items))}"
        case Comparison():
            line = _comparison(fact)
        case Abbreviation(short=short, expansion=expansion, gloss=gloss):
            line = f"abbreviation {short} = {expansion}" + (f"（{gloss}）" if gloss else "")
        case Statement(text=text, lead_in=lead_in):
            before = f"({_text(lead_in)}) " if lead_in else ""
            line = f"statement {before}{_text(text)}"
        case Contrast(claims=claims):
            line = f"contrast {' | '.join(map(_text, claims))}"
        case _:
            assert_never(fact)
    return line


def printed_outline(outline: Outline) -> Iterator[str]:
    """Yield the outline line by line: headings, and below each what its passages gave."""
    yield f"outline {outline.path} «{outline.title}»"
    for section in outline.sections:
        yield from _section(section)


def printed_passage(passage: Passage) -> Iterator[str]:
    """Yield the facts of a passage, or why it gave none, each with its line number."""
    for fact in passage.facts:
        yield f"{fact.origin.span.line} {printed(fact)}"
    if passage.unused:
        yield f"{passage.shown.span.line} unused: {passage.unused}"
    if isinstance(passage.shown, Callout):
        for inner in passage.shown.body:
            yield from printed_passage(inner)


def shown_text(shown: Shown) -> str:
    """Return what a passage shows, as plain text on one line."""
    match shown:
        case Prose(text=text):
            return _text(text)
        case CodePassage(text=code):
            return " ".join(code.split())
        case Formula(tex=tex):
            return tex
        case Picture(alt=alt, target=target):
            return alt or target
        case Grid(header=header, rows=rows):
            return " / ".join(" | ".join(map(_text, row)) for row in (header, *rows) if row)
        case Callout(title=title, body=body):
            return " ".join((_text(title), *(shown_text(inner.shown) for inner in body))).strip()
        case _:
            assert_never(shown)


def _section(section: Section) -> Iterator[str]:
    if section.level:
        yield f"{section.span.line} {'#' * section.level} {_text(section.title)}"
    for passage in section.passages:
        yield from printed_passage(passage)
    for child in section.children:
        yield from _section(child)


def _comparison(fact: Comparison) -> str:
    rows = (
        f"{_text(aspect)}: " + " | ".join("·" if cell is None else _text(cell) for cell in row)
        for aspect, row in zip(fact.aspects, fact.cells, strict=True)
    )
    entities = f"({' | '.join(map(_text, fact.entities))})"
    return " ".join(filter(None, (fact.genre, _text(fact.title), entities, "; ".join(rows))))


def _text(text: RichText) -> str:
    return " ".join("".join(map(_node, text)).split())


def _node(node: Inline) -> str:
    match node:
        case Cloze(children, number, hint):
            start = "{{" if number is None else f"{{{{c{number}::"
            end = f"::{hint}}}}}" if hint else "}}"
            return start + _text(children) + end
        case Break():
            return " ⏎ "
        case Styled(children):
            return "".join(map(_node, children))
        case Text() | Code() | Math() | Image():
            return plain((node,))
        case _:
            assert_never(node)
