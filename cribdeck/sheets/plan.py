"""Outlines become sheet plans: which source goes on which sheet, and what the hues mean.

A source has a sheet of its own unless the settings (`[[sheet]]`) or its front matter
(`sheet: name`, `sheet: off`) say otherwise. Hues tell topics apart: sources, when a sheet
has several; else the parts of the source, when it has several H1; else what a box is for
(points, comparison, steps, question, code).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, get_args

from cribdeck.config import SETTINGS_NAME, SheetRequest, SheetSettings
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.facts.model import Outline, Section
from cribdeck.inline import plain
from cribdeck.language import Language
from cribdeck.sheets.box_titles import Numbering, numbering, short_tag, without_number
from cribdeck.sheets.boxes import DraftBox, boxes_inside, boxes_of, left_off, passes_on
from cribdeck.sheets.condensing import condensed
from cribdeck.sheets.file_names import BLANKS, file_name
from cribdeck.sheets.gap_numbers import counted
from cribdeck.sheets.gaps import with_gaps
from cribdeck.sheets.importance import ranks_of
from cribdeck.sheets.labels import LABELS, Genre
from cribdeck.sheets.model import HUES, Box, Group, SheetPlan
from cribdeck.span import whole_file

OFF: Final = "off"

_HUE_OF: Final[Mapping[Genre, int]] = {
    "points": 1,
    "comparison": 4,
    "steps": 3,
    "question": 2,
    "code": 5,
}


@dataclass(frozen=True, slots=True)
class _Topic:
    """Boxes that the author has put under one heading or in one source."""

    title: str
    boxes: tuple[DraftBox, ...]


def plan_sheets(
    outlines: Sequence[Outline], settings: SheetSettings, requests: Sequence[SheetRequest] = ()
) -> tuple[list[SheetPlan], list[Diagnostic]]:
    """Return the plans of all sheets, requested ones first, then by path.

    A source that a request names has no sheet of its own. A sheet without any box is not
    planned; a request for an unknown source is said to be.
    """
    outlines = list(map(condensed, outlines))
    written = {outline.path: outline for outline in outlines}
    outlines = with_gaps(outlines)
    by_path = {outline.path: outline for outline in outlines}
    plans: list[SheetPlan] = []
    diagnostics: list[Diagnostic] = []
    for request in requests:
        sources = [by_path[path] for path in request.sources if path in by_path]
        diagnostics.extend(
            warning(
                "unknown_sheet_source",
                whole_file(SETTINGS_NAME),
                f"sheet “{request.name}” asks for {path}, which is no source",
                "paths are relative to the source folder",
            )
            for path in request.sources
            if path not in by_path
        )
        budget = replace(settings, pages=request.pages)
        plans.append(_plan(request.name, request.title, sources, budget))
    requested = {path for request in requests for path in request.sources}
    others = [it for it in outlines if it.path not in requested and it.sheet.lower() != OFF]
    named: defaultdict[str, list[Outline]] = defaultdict(list)
    for outline in sorted(others, key=lambda it: it.path):
        named[outline.sheet or _own_name(outline, others)].append(outline)
    for name, sources in named.items():
        title = _title(sources[0]) if len(sources) == 1 else name
        plans.append(_plan(name, title, sources, settings))
    plans = [_ranked(plan, written) for plan in plans if plan.boxes]
    return _with_file_names(plans), diagnostics


def _ranked(plan: SheetPlan, written: Mapping[str, Outline]) -> SheetPlan:
    """Return the plan with the ranks of its passages, if it has a page budget."""
    if not plan.settings.pages:
        return plan
    return replace(plan, ranks=ranks_of([written[path] for path in plan.sources]))


def is_printed(outline: Outline, requests: Sequence[SheetRequest]) -> bool:
    """Return whether some sheet is to show `outline`."""
    requested = any(outline.path in request.sources for request in requests)
    return requested or outline.sheet.lower() != OFF


def _own_name(outline: Outline, others: Sequence[Outline]) -> str:
    path = PurePosixPath(outline.path).with_suffix("")
    namesakes = [it for it in others if PurePosixPath(it.path).stem == path.name]
    return path.name if len(namesakes) == 1 else "-".join(path.parts)


def _with_file_names(plans: list[SheetPlan]) -> list[SheetPlan]:
    """Make names safe for any file system, and different even where case does not count."""
    taken: set[str] = set()
    named: list[SheetPlan] = []
    for plan in plans:
        base = file_name(plan.name, "sheet")
        candidates = [base, *(f"{base}-{number}" for number in range(2, len(plans) + 2))]
        name = next(it for it in candidates if taken.isdisjoint(_files(it)))
        taken.update(_files(name))
        named.append(replace(plan, name=name))
    return named


def _files(name: str) -> set[str]:
    """Return what the files of a sheet are called where case does not count."""
    return {name.casefold(), f"{name}{BLANKS}".casefold()}


def _plan(name: str, title: str, sources: Sequence[Outline], settings: SheetSettings) -> SheetPlan:
    topics = [topic for outline in sources for topic in _topics(outline, alone=len(sources) == 1)]
    drafts = [draft for topic in topics for draft in topic.boxes]
    counted_with = numbering(it for outline in sources for it in _titles(outline.sections))
    labels = LABELS[_language(sources)]
    if len(topics) > 1:
        legend, boxes = _coloured_by_topic(topics)
    else:
        genres = [it for it in get_args(Genre) if any(draft.genre == it for draft in drafts)]
        legend = [Group(labels.genres[genre], _HUE_OF[genre]) for genre in genres]
        boxes = [draft.coloured(_HUE_OF[draft.genre]) for draft in drafts]
    return SheetPlan(
        name=name,
        title=title,
        groups=tuple(legend) if len(legend) > 1 else (),
        labels=labels,
        boxes=tuple(counted(_titled(it, title, counted_with)) for it in boxes),
        sources=tuple(outline.path for outline in sources),
        left_off=tuple(it for outline in sources for it in left_off(outline)),
        settings=settings,
    )


def _titles(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield plain(section.title)
        yield from _titles(section.children)


def _titled(box: Box, sheet: str, counted_with: Numbering) -> Box:
    """Return a box whose title bar says what neither its number nor the sheet's title does."""
    title = without_number(box.title, counted_with)
    tag = short_tag(box.tag, (sheet, plain(title)), counted_with)
    return replace(box, title=title, tag=tag)


def _title(outline: Outline) -> str:
    """Return the title of a source; a name that says nothing is better than none here."""
    return outline.title or PurePosixPath(outline.path).stem


def _language(sources: Sequence[Outline]) -> Language:
    """Return the language of most sources, in doubt that of the first."""
    spoken = [outline.language for outline in sources]
    return max(spoken, key=spoken.count, default="en")


def _coloured_by_topic(topics: Sequence[_Topic]) -> tuple[list[Group], list[Box]]:
    hues = [number % HUES + 1 for number in range(len(topics))]
    boxes = [
        draft.coloured(hue)
        for topic, hue in zip(topics, hues, strict=True)
        for draft in topic.boxes
    ]
    if len(topics) <= HUES:
        legend = [Group(topic.title, hue) for topic, hue in zip(topics, hues, strict=True)]
        return legend, boxes
    # Too many for a legend: the titles go into the boxes.
    titles = [topic.title for topic in topics for _ in topic.boxes]
    tagged = [_under(title, box) for title, box in zip(titles, boxes, strict=True)]
    return [], tagged


def _under(title: str, box: Box) -> Box:
    if plain(box.title) == title:
        return box
    return replace(box, tag=" › ".join(filter(None, (title, box.tag))))


def _topics(outline: Outline, *, alone: bool) -> list[_Topic]:
    """Return the parts of a source that hues tell apart: one, or one for each H1."""
    titled = [it for it in outline.sections if it.title]
    if len(titled) == 1:
        return _whole(outline, titled)
    parts = [
        _Topic(plain(it.title) or _title(outline), tuple(_boxes_below(it, _title(outline))))
        for it in outline.sections
    ]
    parts = [part for part in parts if part.boxes]
    if alone and len(parts) > 1 and sum(len(it.boxes) for it in parts) >= 2 * len(parts):
        return parts
    return _whole(outline, [])


def _whole(outline: Outline, in_masthead: Sequence[Section]) -> list[_Topic]:
    boxes = [
        box
        for it in outline.sections
        for box in (boxes_inside if it in in_masthead else boxes_of)(it, _title(outline))
    ]
    return [_Topic(_title(outline), tuple(boxes))] if boxes else []


def _boxes_below(part: Section, name: str) -> Iterator[DraftBox]:
    """Yield the boxes of a part whose title the legend shows."""
    return boxes_inside(part, name) if passes_on(part) else boxes_of(part, name)
