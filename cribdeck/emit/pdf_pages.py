"""Drawn pages leave one PDF as plain values, and become pages of another.

`taken` reads them out of a document that is about to be written. `grafted` puts them into a
document which has a page for each that shows nothing but its number: the number stays, and all
else is added, with its place in the structure. What structure, headers and languages need as a
whole is left to `pdf_tags`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cribdeck.emit.pdf_values import PDF, Array, made, plain
from cribdeck.sheets.bound_pages import (
    BoundPage,
    BoundPages,
    PdfValue,
    Reference,
    Stream,
    UsedFont,
)


def taken(document: Any, pdf: PDF) -> BoundPages:  # noqa: ANN401  WeasyPrint has no types
    """Return the pages of a document without links, with nothing that they share with others."""
    top, parents = _structure(pdf)
    resources = _at(pdf, _at(pdf, pdf.page_references[0])["Resources"])
    fonts = _number(resources["Font"])
    pages = [
        BoundPage(
            number=_number(reference),
            content=_number(_at(pdf, reference)["Contents"]),
            resources=_number(_at(pdf, reference)["Resources"]),
            elements=tuple(_number(it) for it in top["K"] if _at(pdf, it)["Pg"] == reference),
            marks=tuple(map(_number, parents[place])),
            anchors={name: tuple(it) for name, it in laid_out.anchors.items()},
            bookmarks=tuple(laid_out.bookmarks),
        )
        for place, (reference, laid_out) in enumerate(
            zip(pdf.page_references, document.pages, strict=True)
        )
    ]
    shared = {0, top.number, fonts, *(it.number for it in pages)}
    first = [(it.content, it.resources, *it.elements) for it in pages]
    objects = _reachable(pdf, [number for numbers in first for number in numbers], shared)
    for page in pages:
        objects[page.content] = _enclosed(objects[page.content])
    return BoundPages(
        pages=tuple(pages),
        objects=objects,
        document=top.number,
        fonts=fonts,
        used=tuple(_used(it) for it in document.fonts.values()),
    )


def _used(font: Any) -> UsedFont:  # noqa: ANN401
    assert not font.missing  # noqa: S101  what no font has is not on a sheet
    return UsedFont(
        name=font.hash,
        family=font.family,
        weight=int(font.weight),
        style=int(font.style),
        widths=dict(font.widths),
        texts=dict(font.to_unicode),
    )


def _reachable(pdf: PDF, first: Sequence[int], shared: set[int]) -> dict[int, PdfValue]:
    """Return the objects of some numbers, and those that they refer to."""
    found: dict[int, PdfValue] = {}
    waiting = list(reversed(first))
    while waiting:
        number = waiting.pop()
        if number in found or number in shared:
            continue
        found[number] = plain(pdf.objects[number])
        waiting.extend(_references(found[number]))
    return found


def _references(value: PdfValue) -> Iterator[int]:
    match value:
        case Reference(number):
            yield number
        case Stream(entries):
            yield from _references(entries)
        case tuple():
            for it in value:
                yield from _references(it)
        case Mapping():
            for it in value.values():
                yield from _references(it)
        case _:
            return


def _enclosed(content: PdfValue) -> Stream:
    """Return the content of a page as one that leaves the state of drawing as it was."""
    assert isinstance(content, Stream)  # noqa: S101
    assert content.entries == {"Filter": "/FlateDecode"}  # noqa: S101
    data = zlib.compress(b"q\n" + zlib.decompress(content.data) + b"\nQ\n", 9)
    return Stream(content.entries, data)


def grafted(pdf: PDF, sheets: Sequence[tuple[int, BoundPages]]) -> None:
    """Put the pages of sheets on pages that show nothing but their numbers.

    Args:
        pdf: about to be written.
        sheets: the first page of each in the document, from 0, and its pages.
    """
    top, parents = _structure(pdf)
    resources = _at(pdf, _at(pdf, pdf.page_references[0])["Resources"])
    on_page: dict[bytes, list[bytes]] = {}
    for reference in top["K"]:
        on_page.setdefault(_at(pdf, reference)["Pg"], []).append(reference)
    references = pdf.page_references
    for first, sheet in sheets:
        places = {sheet.document: top.reference, sheet.fonts: resources["Font"]}
        for number, page in enumerate(sheet.pages, first):
            places[page.number] = references[number]
        start = len(pdf.objects)
        for number, old in enumerate(sheet.objects, start):
            places[old] = f"{number} 0 R".encode()
        for value in sheet.objects.values():
            pdf.add_object(made(value, places, f"{start}-"))
        for number, page in enumerate(sheet.pages, first):
            target = _at(pdf, references[number])
            _shift(_at(pdf, target["Contents"]), len(page.marks))
            target["Contents"] = Array([places[page.content], target["Contents"]])
            target["Resources"] = places[page.resources]
            for mark, reference in enumerate(parents[number], len(page.marks)):
                _at(pdf, reference)["K"][:] = [mark]
            parents[number][:0] = [places[it] for it in page.marks]
            elements = on_page.setdefault(references[number], [])
            elements[:0] = [places[it] for it in page.elements]
    top["K"][:] = [it for reference in references for it in on_page.get(reference, [])]


def _shift(content: Any, marks: int) -> None:  # noqa: ANN401
    """Number the marked contents of a stream behind others."""
    for it in content.stream:
        if isinstance(it, dict) and "MCID" in it:
            it["MCID"] += marks


def _structure(pdf: PDF) -> tuple[Any, dict[int, Any]]:
    """Return the root of the structure, and by page the elements that marks belong to."""
    elements: list[Any] = [it for it in pdf.objects if isinstance(it, dict)]
    (root,) = (it for it in elements if it.get("Type") == "/StructTreeRoot")
    (top,) = (it for it in elements if it.get("S") == "/Document")
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    return top, dict(zip(numbers[::2], numbers[1::2], strict=True))


def _at(pdf: PDF, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
