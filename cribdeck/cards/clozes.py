"""Clozes in rich text: numbers are put in, the plain words of question and answer come out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from cribdeck.inline import Cloze, Inline, RichText, Styled, plain


def renumbered(text: RichText, number: Callable[[Cloze], int | None]) -> RichText:
    """Return `text` with the number of every cloze as `number` says, outer ones first."""
    nodes: list[Inline] = []
    for node in text:
        new = replace(node, number=number(node)) if isinstance(node, Cloze) else node
        if isinstance(new, Styled):
            new = replace(new, children=renumbered(new.children, number))
        nodes.append(new)
    return tuple(nodes)


def bare(text: RichText) -> RichText:
    """Return `text` with nothing to hide: its own clozes are not what this fact asks for."""
    return renumbered(text, lambda _: None)


def hidden(text: RichText, number: int | None) -> RichText:
    """Return `text` as one cloze, or bare when there is no number."""
    return bare(text) if number is None else (Cloze(bare(text), number),)


def question(text: RichText, asked: int, shown: Collection[int]) -> str:
    """Return the plain question: a blank for `asked`, an ellipsis for others not in `shown`."""
    return "".join(_question(node, asked, shown) for node in text)


def answer(text: RichText, asked: int) -> str:
    """Return what the blank hides; several pieces are separated by ` / `."""
    return " / ".join(plain(piece.children) for piece in clozes(text) if piece.number == asked)


def clozes(text: RichText) -> Iterator[Cloze]:
    """Yield the clozes of `text` that have a number, in reading order."""
    for node in text:
        if isinstance(node, Cloze) and node.number is not None:
            yield node
        if isinstance(node, Styled):
            yield from clozes(node.children)


def depth(text: RichText) -> int:
    """Return how many numbered clozes are nested inside each other."""
    inner = [
        depth(node.children) + (isinstance(node, Cloze) and node.number is not None)
        for node in text
        if isinstance(node, Styled)
    ]
    return max(inner, default=0)


def _question(node: Inline, asked: int, shown: Collection[int]) -> str:
    if isinstance(node, Cloze) and node.number == asked:
        return f"[{node.hint or '...'}]"
    if isinstance(node, Cloze) and node.number is not None and node.number not in shown:
        inside = any(piece.number == asked for piece in clozes(node.children))
        return question(node.children, asked, shown) if inside else "…"
    if isinstance(node, Styled):
        return question(node.children, asked, shown)
    return plain((node,))
