"""What is said of which aspect of a thing: lines go in, groups of `Claim`s come out.

A thing is a section, an item, a short line, or the prefix of a label; what is claimed of it
stands below it: labels (`优点：…`), sections with the name of an aspect, or sentences that
begin with one (`优点是…；缺点是…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from cribdeck.assemble.joins.cell import Cell, cell, cell_of_points
from cribdeck.assemble.joins.names import is_aspect, is_known_aspect, is_thing
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.splitting import labelled
from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain
from cribdeck.units import units
from cribdeck.wording import aspect_label

Form = Literal["section", "item", "line"]
"""What the things are that stand side by side."""

_ASPECT: Final = (
    r"优缺点|优点|缺点|优势|劣势|好处|坏处|弊端|不足|局限性?|特点|适用场景|使用场景|应用场景"
    r"|pros|cons|advantages?|disadvantages?|drawbacks?|benefits?|limitations?"
)
_TOLD: Final = re.compile(
    rf"(?:^|(?<=[，,。；;.]))\s*(?:(?:它|其)?的?(?:主要|最大)?的?)?(?P<aspect>{_ASPECT})"
    r"\s*(?:是|为|有|在于|：|:(?!/)|\bare\b|\bis\b)[：:]?\s*",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    rf"(?P<owner>[^，。；：:;,]{{2,24}}?)\s?的?(?:主要|最大)?的?(?P<aspect>{_ASPECT})"
    r"\s*(?:是|为|有|在于|：|:(?!/))[：:]?\s*",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"([A-Za-z][A-Za-z0-9 .+-]{1,20}?)\s?(?:[（(]|即|是)")
"""What a definition defines: the label in the next line is about that."""
_LONGEST_HEAD: Final = 12
"""Units of a line that names a thing and says nothing else."""
_MOST_LINES: Final = 6
_ENDS_SENTENCE: Final = re.compile(r"[。，,；;.!！?？：:]$")


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What is said of one aspect of one thing."""

    thing: str
    aspect: str
    cell: Cell
    head: Line | Part | None = None
    """The line that names the thing and says nothing else, or the section about it."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Things that stand side by side, and what is claimed of them."""

    part: Part
    above: Line | None
    form: Form
    claims: tuple[Claim, ...]


def groups(part: Part) -> Iterator[Group]:
    """Yield the groups of things right below `part`."""
    levels = sorted({child.section.level for child in part.parts})
    for level in levels:
        claims = [it for child in part.parts if child.section.level == level for it in _of(child)]
        yield Group(part, None, "section", tuple(claims))
    for above, siblings in families(part):
        yield Group(part, above, "item", tuple(_of_items(siblings)))
        yield Group(part, above, "line", tuple(_of_lines(siblings)))


# ------------------------------------------------------------------------------- sections


def _of(child: Part) -> Iterator[Claim]:
    """Yield what the section `child` claims of the thing that it is about."""
    owned = aspect_label(child.title)
    if owned is not None and owned.entity and is_thing(owned.entity):
        made = _body(child)
        if made is not None:
            yield Claim(owned.entity, owned.aspect, made, child)
        return
    if not is_thing(child.title):
        return
    for line in child.lines:
        yield from _labels(child.title, line, child)
    for inner in child.parts:
        name = _own_aspect(inner.title, child.title)
        made = _body(inner) if name else None
        if made is not None:
            yield Claim(child.title, name, made, child)


def _own_aspect(title: str, thing: str) -> str:
    """Return the aspect that a section below `thing` is about, or an empty string."""
    before, mark, after = title.partition(":")
    if mark and is_known_aspect(before.strip()) and after.strip():
        return before.strip()
    parts = aspect_label(title)
    if parts is None or (
        parts.entity and fold(parts.entity).casefold() not in fold(thing).casefold()
    ):
        return ""
    return parts.aspect


def _body(part: Part) -> Cell | None:
    """Return what a section says, if that is short."""
    if part.parts or len(part.lines) != len(part.section.passages) or not part.lines:
        return None
    if len(part.lines) == 1:
        return cell(part.lines[0].text, part.lines[0], is_whole=True)
    if len(part.lines) > _MOST_LINES:
        return None
    made = cell_of_points(part.lines[0], part.lines)
    return None if made is None else Cell(made.text, made.passages[1:], made.is_whole)


# ---------------------------------------------------------------------------------- lines


def _of_items(siblings: Sequence[Line]) -> Iterator[Claim]:
    """Yield what stands below items that name a thing."""
    for line in siblings:
        if not line.is_item:
            continue
        text = without_numbering(line.text)
        label = labelled(text, dashes=True)
        name = plain(text).strip(" ：:") if label is None else label.name
        if not is_thing(name):
            continue
        if label is None:
            for below in line.below:
                yield from _labels(name, below, line)
        else:
            yield from _told(name, label.meaning, line)
            for below in line.below:
                yield from _labels(name, below, None)


def _of_lines(siblings: Sequence[Line]) -> Iterator[Claim]:
    """Yield what lines claim of a thing named in them, or in the line above them."""
    owner, is_subject = "", False
    for line in siblings:
        text = without_numbering(line.text)
        flat = plain(text)
        owned = _OWNED.match(flat)
        thing = "" if owned is None else owned["owner"].strip(" 的*")
        if owned is not None and is_thing(thing) and not _TOLD.match(flat):
            yield from _told(thing, cut(text, owned.start("aspect"), len(flat)), line)
            continue
        name = _label_name(text)
        if name and is_known_aspect(name):
            for claim in _labels(owner, line, None) if owner else ():
                # Without its label the line that names the thing would stand alone.
                whole = claim.cell.is_whole and is_subject
                yield replace(claim, cell=replace(claim.cell, is_whole=whole))
            continue
        subject = _SUBJECT.match(flat)
        if _is_head(text):
            owner, is_subject = plain(text).strip(), False
        elif subject is not None:
            owner, is_subject = subject[1].strip(), True
        elif is_subject:
            owner = ""


def _is_head(text: RichText) -> bool:
    flat = plain(text).strip()
    return units(flat) <= _LONGEST_HEAD and not _ENDS_SENTENCE.search(flat) and is_thing(flat)


def _labels(thing: str, line: Line, head: Line | Part | None) -> Iterator[Claim]:
    """Yield what a labelled line claims of `thing`."""
    text = without_numbering(line.text)
    if _TOLD.match(plain(text)):
        yield from _told(thing, text, line, head)
        return
    name = _label_name(text)
    parts = aspect_label(name)
    if (
        parts is not None
        and parts.entity
        and fold(parts.entity).casefold() in fold(thing).casefold()
    ):
        name = parts.aspect
    if not is_aspect(name):
        return
    label = labelled(text)
    made = (
        cell_of_points(line, line.below)
        if label is None
        else cell(label.meaning, line, is_whole=True)
    )
    if made is not None:
        yield Claim(thing, name, made, head)


def _told(
    thing: str, text: RichText, line: Line, head: Line | Part | None = None
) -> Iterator[Claim]:
    """Yield what each sentence of `text` that begins with an aspect claims of `thing`."""
    flat = plain(text)
    marks = list(_TOLD.finditer(flat))
    ends = [*(mark.start() for mark in marks), len(flat)][1:]
    for mark, end in zip(marks, ends, strict=bool(marks)):
        alone = len(marks) == 1 and mark.start() == 0
        if mark.end() == len(flat) and alone:
            made = cell_of_points(line, line.below)
        else:
            made = cell(cut(text, mark.end(), end), line, is_whole=alone)
        if made is not None:
            yield Claim(thing, mark["aspect"], made, head)


def _label_name(text: RichText) -> str:
    """Return the name of the label that a line begins with, or is."""
    label = labelled(text)
    if label is not None:
        return label.name
    flat = plain(text).strip()
    if flat.endswith(("：", ":")):
        return flat.rstrip("：: ")
    return flat if is_known_aspect(flat) else ""


def by_thing(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return claims by the name of their thing, in reading order."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.thing, []).append(claim)
    return found
