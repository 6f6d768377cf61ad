"""Targets become paths: outlines and the files beside them go in, the same and remarks come out.

Between extraction and assembly, because a target is relative to the note it stands in, and later
stages carry texts from note to note. A target that means no file stays as written, and its alt
text is all that is shown.

A picture on a line of its own, directly below what a fact was found in, illustrates that fact:
cards show it with the answer (`Origin.pictures`). Directly means that nothing but other pictures
stands between, in the same section or callout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.facts.model import Callout, Fact, Outline, Passage, Picture, Section
from cribdeck.facts.walk import sections
from cribdeck.inline import Image
from cribdeck.media.resolving import Fault, Files, Unresolved
from cribdeck.media.shown import Shown, replaced, shown
from cribdeck.span import Span

_HINTS: Final[dict[Fault, str]] = {
    "remote": "nothing is ever fetched: save it next to the note and link to that file",
    "outside": "copy it into the source folder",
    "missing": "check the name",
    "ambiguous": "write the path from the note",
}
_LONGEST: Final = 120


def located(outlines: Iterable[Outline], files: Files) -> tuple[list[Outline], list[Diagnostic]]:
    """Return the outlines with their targets as paths below the source folder, and remarks."""
    found: list[Outline] = []
    remarks: list[Diagnostic] = []
    for outline in outlines:
        remarks += _remarks(outline, files)
        path = outline.path

        def change(it: Shown, path: str = path) -> Shown:
            target = files.find(path, it.target)
            return it if isinstance(target, Unresolved) else replace(it, target=target)

        here = replaced(outline, change)
        found.append(replace(here, sections=tuple(_section(it, files) for it in here.sections)))
    return found, remarks


def places(outline: Outline) -> Iterator[tuple[Span, Shown]]:
    """Yield what an outline shows beside words, and where; what stands in facts stands there."""
    for section in sections(outline.sections):
        for it in shown(section.title):
            yield section.span, it
        yield from _places(section.passages)


def _places(passages: Iterable[Passage]) -> Iterator[tuple[Span, Shown]]:
    for passage in passages:
        match passage.shown:
            case Callout(span=span, title=title, body=body):
                for it in shown(title):
                    yield span, it
                yield from _places(body)
            case leaf:
                for it in shown(leaf):
                    yield leaf.span, it


def _remarks(outline: Outline, files: Files) -> Iterator[Diagnostic]:
    for span, it in dict.fromkeys(places(outline)):
        problem = files.find(outline.path, it.target)
        if isinstance(problem, Unresolved):
            yield _remark(span, it, problem)


def _remark(span: Span, it: Shown, problem: Unresolved) -> Diagnostic:
    kind = "picture" if isinstance(it, Image | Picture) else "sound"
    match problem:
        case Unresolved("remote"):
            why = "lies on another machine, so only its words are shown"
        case Unresolved("outside"):
            why = "lies outside the source folder, so only its words are shown"
        case Unresolved("ambiguous", names):
            why = f"may be {' or '.join(names[:3])}, so only its words are shown"
        case Unresolved(_, names):
            close = f" (did you mean {names[0]}?)" if names else ""
            why = f"is not there{close}, so only its words are shown"
    target = it.target if len(it.target) <= _LONGEST else f"{it.target[:_LONGEST]}…"
    return warning(f"{problem.fault}_{kind}", span, f"{target} {why}", _HINTS[problem.fault])


def _section(section: Section, files: Files) -> Section:
    return replace(
        section,
        passages=_illustrated(section.passages, files),
        children=tuple(_section(it, files) for it in section.children),
    )


def _illustrated(passages: Sequence[Passage], files: Files) -> tuple[Passage, ...]:
    """Give facts the pictures that stand directly below them."""
    below: dict[int, list[Image]] = {}
    above: Passage | None = None
    for passage in passages:
        match passage.shown:
            case Picture() as it if above is not None and it.target in files:
                for place in _owners(above, passages):
                    below.setdefault(place, []).append(Image(it.alt, it.target, it.title, it.width))
            case Picture():
                pass
            case _:
                above = passage
    inside = [
        replace(it, shown=replace(it.shown, body=_illustrated(it.shown.body, files)))
        if isinstance(it.shown, Callout)
        else it
        for it in passages
    ]
    return tuple(
        replace(it, facts=tuple(_with(fact, below[place]) for fact in it.facts))
        if place in below
        else it
        for place, it in enumerate(inside)
    )


def _owners(above: Passage, passages: Sequence[Passage]) -> Iterator[int]:
    """Yield the places of the passages whose facts take in the passage above a picture."""
    span = above.shown.span
    for place, it in enumerate(passages):
        if it is above or any(_holds(fact.origin.span, span) for fact in it.facts):
            yield place


def _holds(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (
        inner.end_line,
        inner.end_column,
    ) <= (outer.end_line, outer.end_column)


def _with(fact: Fact, pictures: Sequence[Image]) -> Fact:
    origin = replace(fact.origin, pictures=(*fact.origin.pictures, *pictures))
    return replace(fact, origin=origin)
