"""What becomes a gap, as the golden cases of `golden/blanks` list it.

Each box by its title, below it its lines and rows as they are shown; a gap is written with its
number and what it hides:

    # Kafka
    Broker：【1 一台服务器】。
    顺序 | 【2 分区内有序】 | 【3 队列内有序】
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cribdeck.assemble import assemble
from cribdeck.config import SheetSettings
from cribdeck.extract import RULES
from cribdeck.facts.model import Outline
from cribdeck.inline import Cloze, Inline, RichText, plain
from cribdeck.relate import relate
from cribdeck.sheets.model import CodeLines, Line, Piece, Remark, SheetPlan, Subheading, TableRows
from cribdeck.sheets.plan import plan_sheets
from tests.extract.cases import outline_of


def outlines_of(sources: Mapping[str, str]) -> list[Outline]:
    """Make outlines of notes as a build does, short of what lint keeps out."""
    extracted = [outline_of(text, path, RULES) for path, text in sources.items()]
    return relate(assemble(extracted).outlines)[0]


def plans_of(sources: Mapping[str, str]) -> list[SheetPlan]:
    """Plan the sheets of notes."""
    return plan_sheets(outlines_of(sources), SheetSettings())[0]


def lines_of(sources: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the sheets of the notes show, as a golden case lists it."""
    return tuple(
        line
        for plan in plans_of(sources)
        for box in plan.boxes
        for line in (f"# {plain(box.title)}", *_lines(box.pieces))
    )


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Line(_, text, _, marker):
                yield " ".join(filter(None, (marker, shown(text))))
            case TableRows(grid, start, end):
                yield from (" | ".join(map(shown, row)) for row in grid.rows[start:end])
            case CodeLines(code, start, end):
                yield from (f"    {it}" for it in code.text.split("\n")[start:end])
            case Subheading(_, text):
                yield f"## {plain(text)}"
            case Remark(body=body):
                yield from (f"> {it}" for it in _lines(body))
            case _:
                pass


def shown(text: Sequence[Inline]) -> str:
    """Return a line or cell with its gaps marked."""
    return "".join(map(_node, text))


def _node(node: Inline) -> str:
    match node:
        case Cloze(children, int(number)):
            return f"【{number} {plain(children)}】"
        case _:
            return plain((node,))


def gaps_in(text: RichText) -> list[str]:
    """Return what the gaps of a line hide."""
    return [plain(it.children) for it in text if isinstance(it, Cloze) and it.number is not None]
