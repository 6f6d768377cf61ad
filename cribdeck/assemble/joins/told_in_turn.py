"""Lines without labels that speak of three or more things in turn, under a heading that compares.

Trigger: a heading that asks for the difference of three or more things (`A、B、C 的区别`), and
below it, side by side, exactly one line without a label for each, which begins with it.
Gives: a table with one row, which the word of the heading names (区别).
Does not touch: two things, whose sentences are told apart by what they differ in; lines that
name a second of the things; a thing with two lines, since it is not sure what belongs
together; lines that share a telling verb, which names the row better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from cribdeck.assemble.joins.cell import Cell, cell
from cribdeck.assemble.joins.compared import Compared, compared
from cribdeck.assemble.joins.respect import same_frame
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Example, Join, Joined
from cribdeck.assemble.joins.telling import told_of, without_joint
from cribdeck.assemble.matching import Names, matchable, names_of
from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.splitting import labelled
from cribdeck.inline import RichText, plain
from cribdeck.language import language_of
from cribdeck.units import has_han

_FEWEST: Final = 3


def _find(part: Part) -> Iterator[Joined]:
    title = compared(part.title)
    if title is None or len(title.things) < _FEWEST:
        return
    names = names_of([(thing,) for thing in title.things])
    for _, siblings in families(part):
        cells = _cells(siblings, title, names)
        if cells:
            yield Joined(
                part=part,
                title=part.title,
                things=title.things,
                aspects=(_aspect(title, plain(cells[0].text)),),
                cells={(0, thing): made for thing, made in sorted(cells.items())},
            )


def _aspect(title: Compared, claim: str) -> str:
    if has_han(title.word):
        return title.word
    return "特点" if language_of(claim) == "zh" else "Difference"


def _cells(lines: Sequence[Line], title: Compared, names: Names) -> dict[int, Cell]:
    """Return what each thing's line says of it; nothing if a thing has none, or two."""
    claims: dict[int, RichText] = {}
    cells: dict[int, Cell] = {}
    for line in lines:
        text = without_numbering(line.text)
        mentioned = {it.entity for it in names.in_text(matchable(line.flat))}
        if not mentioned:
            continue
        told = None if labelled(text) else told_of(text, names, of_two=False)
        if told is None or set(told) != mentioned or len(told) != 1:
            return {}
        ((thing, said),) = told.items()
        made = cell(without_joint(said), line, is_whole=True)
        if made is None or thing in cells:
            return {}
        claims[thing], cells[thing] = said, made
    alike = any(same_frame(one, other) for one, other in combinations(claims.items(), 2))
    return {} if alike or len(cells) < len(title.things) else cells


JOIN = Join(
    name="told_in_turn",
    doc=__doc__ or "",
    find=_find,
    matches=(
        Example(
            "## 强引用、软引用、弱引用的区别\n强引用的对象从不回收。\n"
            "软引用的对象等内存不足时回收。\n弱引用的对象下一次就回收。",
            (
                (
                    "comparison 强引用、软引用、弱引用的区别 (强引用 | 软引用 | 弱引用)"
                    " 区别: 对象从不回收 | 对象等内存不足时回收 | 对象下一次就回收"
                ),
            ),
        ),
        Example(
            "## REST, gRPC and SOAP compared\n- REST maps calls to resources.\n"
            "- gRPC streams over HTTP/2.\n- SOAP wraps calls in XML.",
            (
                (
                    "comparison REST, gRPC and SOAP compared (REST | gRPC | SOAP)"
                    " Difference: maps calls to resources | streams over HTTP/2"
                    " | wraps calls in XML"
                ),
            ),
        ),
    ),
    ignores=(
        (
            "## 强引用、软引用、弱引用\n强引用的对象从不回收。\n软引用的对象不足时回收。\n"
            "弱引用的对象马上回收。"
        ),
        "## 强引用、软引用、弱引用的区别\n强引用的对象从不回收。\n软引用的对象不足时回收。",
        (
            "## 强引用、软引用、弱引用的区别\n强引用的对象从不回收。\n软引用比强引用弱一些。\n"
            "弱引用的对象马上回收。"
        ),
        (
            "## 强引用、软引用、弱引用的区别\n强引用的对象从不回收。\n软引用的对象不足时回收。\n"
            "弱引用的对象马上回收。\n弱引用用于缓存的键。"
        ),
        "## 静态方法和实例方法的区别\n静态方法属于类。\n实例方法需要对象。",
    ),
)
