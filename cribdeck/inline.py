"""Rich text: what a line of a note says, free of any markup language.

The closed union `Inline` is shared by the syntax tree, the facts and the back
ends. CommonMark's words are used, with three departures: `Highlight` (`==x==`),
`Cloze` (`{{c1::x::hint}}`) and `Math`. Raw HTML of a note never gets here: the
few tags worth keeping have become nodes, the rest is gone (see `syntax.html`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown as they are; holds no markup and no line end."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """What the nodes with children have in common; never a node itself."""

    children: RichText


@dataclass(frozen=True, slots=True)
class Strong(Styled):
    """Bold: in notes a key clause, a label or a term, depending on its length."""


@dataclass(frozen=True, slots=True)
class Emphasis(Styled):
    """Italic or underlined."""


@dataclass(frozen=True, slots=True)
class Highlight(Styled):
    """`==marked==` or `<mark>`: the author asks for a cloze."""


@dataclass(frozen=True, slots=True)
class Strike(Styled):
    """`~~struck out~~`."""


@dataclass(frozen=True, slots=True)
class Superscript(Styled):
    """`<sup>`: 2<sup>32</sup>."""


@dataclass(frozen=True, slots=True)
class Subscript(Styled):
    """`<sub>`: H<sub>2</sub>O."""


@dataclass(frozen=True, slots=True)
class Cloze(Styled):
    """A hidden piece: written by the author, or set by a rule."""

    number: int | None = None
    """The number the author wrote; None leaves the choice to `identity`."""
    hint: str = ""
    """What the blank shows instead of an ellipsis."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code span, verbatim."""

    text: str
    language: str = ""
    """Of the block it was taken from, as written there."""


@dataclass(frozen=True, slots=True)
class Math:
    r"""TeX between `$`, `\( \)` (inline) or `$$`, `\[ \]` (display)."""

    tex: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Link(Styled):
    """A link; back ends show its text, rules look at its target."""

    target: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside a line."""

    alt: str
    target: str
    """As written; a file below the source folder by its path from there, once it is found."""
    title: str = ""
    width: int | None = None
    """In pixels, if the author asks for one."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line end inside the text: `<br>`, or lines of one answer shown together."""


Inline: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Highlight
    | Strike
    | Superscript
    | Subscript
    | Cloze
    | Code
    | Math
    | Link
    | Image
    | Break
)
RichText: TypeAlias = tuple[Inline, ...]


def plain(text: Iterable[Inline]) -> str:
    """Return the characters a reader sees; a break is a line feed, an image its alt text."""
    return "".join(map(_plain_node, text))


def _plain_node(node: Inline) -> str:
    if isinstance(node, Text):  # nearly always
        return node.text
    match node:
        case Code(text):
            return text
        case Math(tex):
            return tex
        case Image(alt):
            return alt
        case Break():
            return "\n"
        case Styled(children):
            return plain(children)
        case _:
            assert_never(node)


def cut(text: RichText, start: int, end: int) -> RichText:
    """Return the part of `text` whose plain characters are `start:end`.

    Offsets count characters of `plain(text)`. Styles that straddle a cut are kept on
    the part that remains. Code and math cut in two keep the cut-out characters; a picture goes
    with the beginning of its alt text, one without any with what follows it.
    """
    parts: list[Inline] = []
    offset = 0
    for number, node in enumerate(text):
        length = len(_plain_node(node))
        inner_start, inner_end = max(0, start - offset), min(length, end - offset)
        if inner_start < inner_end:
            whole = inner_end - inner_start == length
            parts.append(node if whole else _cut_node(node, inner_start, inner_end))
        elif length == 0 and _holds_picture(node):
            is_last = offset == end and not plain(text[number:])
            if start <= offset < end or is_last:
                parts.append(node)
        offset += length
    return tuple(parts)


def _holds_picture(node: Inline) -> bool:
    if isinstance(node, Styled):
        return any(map(_holds_picture, node.children))
    return isinstance(node, Image)


def _cut_node(node: Inline, start: int, end: int) -> Inline:
    match node:
        case Text(text) | Code(text):
            return replace(node, text=text[start:end])
        case Math(tex):
            return replace(node, tex=tex[start:end])
        case Image(alt):
            return replace(node, alt=alt[:end]) if start == 0 else Text(alt[start:end])
        case Break():
            return node
        case Styled(children):
            return replace(node, children=cut(children, start, end))
        case _:
            assert_never(node)


def strip(text: RichText, characters: str | None = None) -> RichText:
    """Return `text` without leading and trailing white space, or the given characters."""
    flat = plain(text)
    start = len(flat) - len(flat.lstrip(characters))
    end = max(start, len(flat.rstrip(characters)))
    if end < len(flat) or start:
        offset = 0
        for node in text:  # white space beside a picture without alt text is inside
            length = len(_plain_node(node))
            if length == 0 and _holds_picture(node):
                start, end = min(start, offset), max(end, offset)
            offset += length
    return text if end - start == len(flat) else cut(text, start, end)
