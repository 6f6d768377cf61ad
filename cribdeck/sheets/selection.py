"""What stays on a sheet that is short of room: boxes, ranks and heights go in, a choice comes out.

A unit is what can be left off by itself: a passage; a list that is numbered, answers the question
in the title, or says something only as a whole. Headings, leads and the item around an item stay
as long as anything below them does, and a heading never stays alone.

Units are taken in the order of their importance. Of equal ones, the first below each heading
are taken before the second below any, for notes say first what matters, and a sheet on which
every topic keeps its first lines is worth more than one that breaks off; else the earlier come
first. Each is taken that still fits. So as little as possible is left off, least important
first, and a unit that gains importance is never left off for it: it is looked at earlier, when
less has been taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from cribdeck.inline import plain
from cribdeck.sheets.frame import GAP
from cribdeck.sheets.heights import BoxHeights
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    LeftOff,
    Line,
    PictureFrame,
    Piece,
    Rank,
    Subheading,
    TableRows,
)
from cribdeck.sheets.pieces import LONGEST_TERM
from cribdeck.span import Span
from cribdeck.units import units
from cribdeck.wording import is_question

MOST_IMPORTANT: Final = 3
NO_ROOM: Final = "no room"
"""What the reasons begin with that a larger sheet would make good."""
_DEEPEST: Final = 99
_NUMBER: Final = re.compile(r"[（(]?(?:\d|[①-⑳])")
_SENTENCE: Final = re.compile(r"[，。；！？,;!?：:→]|\.$")
_ENDS: Final = ("。", "！", "？", ".", "!", "?")
_LEADS: Final = ("：", ":")

_Key: TypeAlias = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What stays and what goes."""

    boxes: tuple[Box, ...]
    left_off: tuple[LeftOff, ...]


@dataclass(slots=True)
class _Node:
    """Pieces of one box that come from one place of the notes."""

    box: int
    pieces: list[int]
    first: Piece
    height: float = 0.0
    rank: Rank | None = None
    parent: int | None = None
    heading: int | None = None
    """The nearest one above it in the box."""
    unit: int = 0
    """The first of the nodes that stay or go together."""
    children: list[int] | None = None


def selected(
    boxes: Sequence[Box],
    heights: Sequence[BoxHeights],
    ranks: Sequence[Rank],
    room: float,
    on: str,
) -> Choice:
    """Return what of the boxes stays on a sheet.

    Args:
        boxes: what there is to print.
        heights: of the boxes, at the type size that is meant.
        ranks: of the passages in them; what has none stays as long as anything does.
        room: millimetres of column, a gap below each box included.
        on: the sheet, in words: `a sheet of 1 page`.
    """
    nodes = _nodes(boxes, heights, ranks)
    together = _units(nodes, [is_question(plain(box.title)) for box in boxes])
    chrome = [it.tops[0] + it.total - it.bottoms[-1] + GAP for it in heights]
    kept: set[int] = set()
    shown: set[int] = set()
    used = 0.0
    for unit in _in_order(together, nodes):
        coming = set(_with_ancestors(unit, together, nodes)) - kept
        opened = {nodes[it].box for it in coming} - shown
        cost = sum(nodes[it].height for it in coming) + sum(chrome[it] for it in opened)
        if used + cost <= room:
            kept |= coming
            shown |= opened
            used += cost
    return Choice(
        tuple(_left(boxes, nodes, kept)),
        tuple(_reasons(nodes, kept, boxes, on)),
    )


def _nodes(
    boxes: Sequence[Box], heights: Sequence[BoxHeights], ranks: Iterable[Rank]
) -> list[_Node]:
    by_place: dict[_Key, Rank] = {}
    for rank in ranks:
        by_place.setdefault(_key(rank.span), rank)
    nodes: list[_Node] = []
    for number, (box, high) in enumerate(zip(boxes, heights, strict=True)):
        start = len(nodes)
        for index, piece in enumerate(box.pieces):
            before = nodes[-1] if len(nodes) > start else None
            if before is None or _key(before.first.span) != _key(piece.span):
                nodes.append(_Node(number, [], piece, rank=by_place.get(_key(piece.span))))
            below = high.tops[index + 1] if index + 1 < len(high.tops) else high.bottoms[index]
            nodes[-1].pieces.append(index)
            nodes[-1].height += below - high.tops[index]
        _nest(nodes, start)
    return nodes


def _key(span: Span) -> _Key:
    """Return what the pieces of one passage have in common; columns differ in long ones."""
    return span.path, span.line, span.end_line, span.end_column


def _nest(nodes: list[_Node], start: int) -> None:
    """Find out what stands below what, in the nodes of one box."""
    headings: list[int] = []
    items: list[int] = []
    for number in range(start, len(nodes)):
        node = nodes[number]
        if _is_heading(node):
            while headings and _level(nodes[headings[-1]]) >= _level(node):
                headings.pop()
            items = []
            node.parent = headings[-1] if headings else None
            headings.append(number)
            continue
        depth = _depth(node.first)
        led = number - 1 if items and items[-1] == number - 1 and _is_led(nodes, number) else None
        while items and items[-1] != led and not _holds(nodes[items[-1]], node, depth):
            items.pop()
        node.heading = headings[-1] if headings else None
        node.parent = items[-1] if items else node.heading
        if _may_hold(node):
            items.append(number)


def _holds(item: _Node, node: _Node, depth: int) -> bool:
    """Return whether a node stands below an item, or goes on with it."""
    own = _depth(item.first)
    goes_on = depth > 0 and _mark(item) is not None and _mark(node) is None
    return depth > own or (depth == own and goes_on)


def _may_hold(node: _Node) -> bool:
    """Return whether something can stand below a node: an item, or a line that ends openly."""
    if not isinstance(node.first, Line):
        return False
    words = plain(node.first.text).rstrip()
    return _mark(node) is not None or not words.endswith(_ENDS)


def _is_heading(node: _Node) -> bool:
    """Return whether it is a heading, or the rest of a title too long for its bar."""
    return isinstance(node.first, Subheading) or node.rank is None


def _level(node: _Node) -> int:
    return node.first.rank if isinstance(node.first, Subheading) else 0


def _is_led(nodes: Sequence[_Node], number: int) -> bool:
    """Return whether the line before leads in a node that stands no deeper."""
    before, node = nodes[number - 1], nodes[number]
    if _depth(before.first) != _depth(node.first) or _leads(node):
        return False
    return _leads(before) or (not _mark(before) and not _mark(node) and _is_name(before.first))


def _depth(piece: Piece) -> int:
    match piece:
        case Line(depth=depth):
            return depth
        case CodeLines(code):
            return code.depth
        case TableRows(grid):
            return grid.depth
        case PictureFrame():
            return _DEEPEST  # it belongs to the line above it, however deep that stands
        case _:
            return 0


def _leads(node: _Node) -> bool:
    """Return whether a line says nothing without what stands below it."""
    return isinstance(node.first, Line) and plain(node.first.text).rstrip().endswith(_LEADS)


def _is_name(piece: Piece) -> bool:
    """Return whether a line only names what stands below it."""
    if not isinstance(piece, Line):
        return False
    words = plain(piece.text).strip()
    return units(words) <= LONGEST_TERM and not _SENTENCE.search(words)


def _units(nodes: Sequence[_Node], asks: Sequence[bool]) -> dict[int, list[int]]:
    """Return what stays or goes together, by the first of each unit.

    Args:
        nodes: all nodes.
        asks: for each box whether its title is a question: the list below it is the answer.
    """
    for number, node in enumerate(nodes):
        node.unit = number
        node.children = []
        if node.parent is not None:
            parent = nodes[node.parent].children
            assert parent is not None  # noqa: S101  parents come first
            parent.append(number)
    roots: dict[int, list[int]] = {}
    for number, node in enumerate(nodes):
        if node.parent is None:
            roots.setdefault(node.box, []).append(number)
    for siblings in (*roots.values(), *(it.children or [] for it in nodes)):
        for run in _runs(siblings, nodes):
            head = nodes[run[0]].parent
            whole = head is not None and _is_one(nodes[head])
            numbered = all(_is_numbered(nodes[it]) for it in run)
            answer = nodes[run[0]].parent is None and asks[nodes[run[0]].box]
            if whole or numbered or answer or _is_one(nodes[run[0]]):
                for it in run:
                    nodes[it].unit = run[0]
    together: dict[int, list[int]] = {}
    for number, node in enumerate(nodes):
        together.setdefault(node.unit, []).append(number)
    return together


def _runs(siblings: Sequence[int], nodes: Sequence[_Node]) -> Iterator[list[int]]:
    """Yield the lists among siblings: neighbours of one depth that open with a mark alike."""
    run: list[int] = []
    for number in siblings:
        if run and _mark(nodes[run[-1]]) != _mark(nodes[number]):
            yield run
            run = []
        if _mark(nodes[number]) is not None:
            run.append(number)
    if run:
        yield run


def _mark(node: _Node) -> tuple[int, bool] | None:
    if not isinstance(node.first, Line) or not node.first.marker:
        return None
    return node.first.depth, _is_numbered(node)


def _is_numbered(node: _Node) -> bool:
    return isinstance(node.first, Line) and _NUMBER.match(node.first.marker) is not None


def _is_one(node: _Node) -> bool:
    return node.rank is not None and node.rank.is_one


def _in_order(together: Mapping[int, Sequence[int]], nodes: Sequence[_Node]) -> list[int]:
    """Return the units that may be taken for their own sake, in the order they are taken in."""
    free = [it for it in together if not _is_for_others(nodes[it])]
    places: dict[int, int] = {}
    below: Counter[tuple[int, int | None]] = Counter()
    for unit in free:
        heading = nodes[unit].box, nodes[unit].heading
        places[unit] = below[heading]
        below[heading] += 1

    def key(unit: int) -> tuple[int, int, int]:
        ranks = (nodes[number].rank for number in together[unit])
        importance = max(rank.importance for rank in ranks if rank is not None)
        return -importance, places[unit], unit

    return sorted(free, key=key)


def _is_for_others(node: _Node) -> bool:
    """Return whether something stays only with what stands below it."""
    return _is_heading(node) or (bool(node.children) and (_leads(node) or _is_name(node.first)))


def _with_ancestors(
    unit: int, together: Mapping[int, Sequence[int]], nodes: Sequence[_Node]
) -> Iterator[int]:
    waiting, seen = [unit], {unit}
    while waiting:
        for number in together[waiting.pop()]:
            yield number
            parent = nodes[number].parent
            if parent is not None and nodes[parent].unit not in seen:
                seen.add(nodes[parent].unit)
                waiting.append(nodes[parent].unit)


def _left(boxes: Sequence[Box], nodes: Iterable[_Node], kept: set[int]) -> Iterator[Box]:
    """Yield what is left of the boxes."""
    pieces: dict[int, list[int]] = {}
    for number, node in enumerate(nodes):
        if number in kept:
            pieces.setdefault(node.box, []).extend(node.pieces)
    for number, box in enumerate(boxes):
        stay = pieces.get(number)
        if stay is not None:
            whole = len(stay) == len(box.pieces)
            yield box if whole else replace(box, pieces=tuple(box.pieces[it] for it in stay))


def _reasons(
    nodes: Sequence[_Node], kept: set[int], boxes: Sequence[Box], on: str
) -> Iterator[LeftOff]:
    """Yield a line for each passage and heading that is not on the sheet, as they stand."""
    left = {nodes[it].box for it in kept}
    told: set[int] = set()
    for number, node in enumerate(nodes):
        if node.box not in left | told:
            told.add(node.box)
            box = boxes[node.box].span
            if _key(box) != _key(node.first.span):
                yield _no_room(box.path, box.line, f"for anything below this heading on {on}")
        if number in kept:
            continue
        span = node.first.span
        if node.rank is None:
            yield _no_room(span.path, span.line, f"for anything below this heading on {on}")
            continue
        importance, kind = node.rank.importance, node.rank.kind
        for path, line in node.rank.lines:
            yield _no_room(
                path, line, f": importance {importance} of {MOST_IMPORTANT} ({kind}) on {on}"
            )


def _no_room(path: str, line: int, rest: str) -> LeftOff:
    space = "" if rest.startswith(":") else " "
    return LeftOff(path, line, f"{NO_ROOM}{space}{rest}", for_room=True)
