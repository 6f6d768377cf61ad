"""The gaps of a box: how many are left in it, and what numbers they have.

A box from which too much would vanish gets its longest pieces back: short ones are easier to
write down and to check, and leave more to go by. Cells of tables stay: rows and columns have
names. What is left is counted from 1 in each box, so that a box does not change with those
before it; on paper, gaps are counted through as they stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from cribdeck.inline import Cloze, Inline, RichText, cut, plain, strip
from cribdeck.sheets.model import Box, Line, Piece, Remark, Sheet, Subheading, TableRows
from cribdeck.sheets.rewriting import rewritten_box, texts

MOST_HIDDEN: Final = 0.6
"""Of the letters of a box outside tables."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the key."""

    number: int
    text: RichText


@dataclass(frozen=True, slots=True)
class KeyPart:
    """The answers of one box."""

    number: int
    """Of the box."""
    title: RichText
    answers: tuple[Answer, ...]


def gaps_of(text: RichText) -> Iterator[tuple[int, Cloze]]:
    """Yield the gaps of a line or cell with their numbers; one that goes on twice."""
    for node in text:
        if isinstance(node, Cloze) and node.number is not None:
            yield node.number, node


def counted(box: Box) -> Box:
    """Return the box with as many gaps as are good for it, numbered from 1."""
    kept = _kept(box)
    numbers = count(1)
    new: dict[int, int] = {}

    def renumbered(text: RichText) -> RichText:
        nodes: list[Inline] = []
        for node in text:
            match node:
                case Cloze(children, int(number)) if number in kept:
                    if number not in new:
                        new[number] = next(numbers)
                    nodes.append(replace(node, number=new[number]))
                case Cloze(children, int()):
                    nodes += children
                case _:
                    nodes.append(node)
        return tuple(nodes)

    return rewritten_box(box, renumbered, _cut_at_term)


def on_paper(boxes: Sequence[Box], sheet: Sheet) -> tuple[tuple[Box, ...], tuple[KeyPart, ...]]:
    """Return the boxes with the number that each gap shows on paper as its hint, and the key."""
    numbers: dict[tuple[int, int], int] = {}
    order: dict[int, int] = {}
    for part in (it for page in sheet.pages for column in page.columns for it in column.parts):
        order.setdefault(part.box, len(order) + 1)
        for text in texts(boxes[part.box].pieces[part.start : part.end]):
            for local, _ in gaps_of(text):
                numbers.setdefault((part.box, local), len(numbers) + 1)
    labelled = tuple(
        _labelled(box, {local: shown for (it, local), shown in numbers.items() if it == index})
        for index, box in enumerate(boxes)
    )
    key = (_key_part(boxes[index], index, number, numbers) for index, number in order.items())
    return labelled, tuple(part for part in key if part.answers)


def has_gaps(boxes: Iterable[Box]) -> bool:
    """Return whether anything is asked on a sheet."""
    return any(True for box in boxes for text in texts(box.pieces) for _ in gaps_of(text))


def _kept(box: Box) -> set[int]:
    """Return the numbers of the gaps that stay."""
    in_cells: set[int] = set()
    in_lines: dict[int, int] = {}
    for piece in _flat(box.pieces):
        for text in texts((piece,)):
            for number, gap in gaps_of(text):
                if isinstance(piece, TableRows):
                    in_cells.add(number)
                else:
                    in_lines[number] = in_lines.get(number, 0) + _letters(gap.children)
    total = _letters(box.title) + sum(
        _letters(it.text) for it in _flat(box.pieces) if isinstance(it, Line | Subheading)
    )
    hidden = sum(in_lines.values())
    for number in sorted(in_lines, key=lambda it: (-in_lines[it], -it)):
        if hidden <= MOST_HIDDEN * total:
            break
        hidden -= in_lines.pop(number)
    return in_cells | in_lines.keys()


def _flat(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Remark):
            yield from _flat(piece.body)
        else:
            yield piece


def _letters(text: RichText) -> int:
    return sum(map(str.isalnum, plain(text)))


def _cut_at_term(line: Line) -> Line:
    """Return the line with a gap cut in two that begins in the term and goes on behind it."""
    if not line.term or not any(True for _ in gaps_of(line.text)):
        return line
    behind = cut(line.text, line.term, len(plain(line.text)))
    return replace(line, text=(*cut(line.text, 0, line.term), *behind))


def _labelled(box: Box, numbers: Mapping[int, int]) -> Box:
    begun: set[int] = set()

    def with_labels(text: RichText) -> RichText:
        return tuple(map(labelled, text))

    def labelled(node: Inline) -> Inline:
        if not isinstance(node, Cloze) or node.number is None:
            return node
        # One that goes on after a cut has its number already.
        hint = "" if node.number in begun else str(numbers[node.number])
        begun.add(node.number)
        return replace(node, hint=hint)

    return rewritten_box(box, with_labels)


def _key_part(box: Box, index: int, number: int, numbers: Mapping[tuple[int, int], int]) -> KeyPart:
    said: dict[int, RichText] = {}
    for text in texts(box.pieces):
        for local, gap in gaps_of(text):
            shown = numbers[index, local]
            said[shown] = (*said.get(shown, ()), *gap.children)
    answers = (Answer(it, strip(said[it])) for it in sorted(said))
    return KeyPart(number, box.title, tuple(answers))
