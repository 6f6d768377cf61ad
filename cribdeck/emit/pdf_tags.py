"""What WeasyPrint leaves out of the tags of tables: whether a header is a row's or a column's.

In goes a document that is about to be written; its header cells get a scope, and the ids by
which cells name their headers get the tree that they are looked up in (ISO 32000-1, 14.8.5.7
and 14.7.2; PDF/UA-1, 7.5).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from cribdeck.emit.pdf_values import PDF, Array, Dictionary, String

Finish: TypeAlias = Callable[[object, PDF], None]
"""Completes a document that is about to be written."""
_HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


def name_headers(_document: object, pdf: PDF) -> None:
    """Complete the tags of all tables in `pdf`; WeasyPrint calls it before it writes."""
    elements: list[Any] = [it for it in pdf.objects if isinstance(it, Dictionary)]
    by_reference = {it.reference: it for it in elements}
    ids: list[tuple[bytes, Any]] = []
    for element in elements:
        if element.get("S") == "/TH":
            part = by_reference[by_reference[element["P"]]["P"]]
            element["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"
        if element.get("Type") == "/StructElem" and "ID" in element:
            ids.append((element["ID"].data, element))
    if not ids:
        return
    named = [it for _, element in sorted(ids) for it in (element["ID"], element.reference)]
    (root,) = (it for it in elements if it.get("Type") == "/StructTreeRoot")
    root["IDTree"] = Dictionary({"Names": Array(named)})


def bind(pdf: PDF, languages: Sequence[str], *, flip_short_edge: bool) -> None:
    """Complete the tags of several documents that are one now.

    One document has one title, so every heading but the first goes a level down. Pages in
    another language than the document say so.

    Args:
        pdf: about to be written.
        languages: of each page.
        flip_short_edge: how paper is to be turned when it is printed on both sides.
    """
    elements: list[Any] = [it for it in pdf.objects if isinstance(it, Dictionary)]
    (top,) = (it for it in elements if it.get("S") == "/Document")
    pages = {it: number for number, it in enumerate(pdf.page_references)}
    whole = pdf.catalog["Lang"].string
    has_title = False
    for element in (it for it in elements if it.get("Type") == "/StructElem"):
        level = _HEADINGS.index(element["S"]) if element["S"] in _HEADINGS else -1
        if level >= 0 and has_title:
            element["S"] = _HEADINGS[min(level + 1, len(_HEADINGS) - 1)]
        has_title = has_title or level >= 0
        if element.get("P") == top.reference:
            language = languages[pages[element["Pg"]]]
            if language != whole:
                element["Lang"] = String(language)
    pdf.catalog["ViewerPreferences"]["Duplex"] = (
        "/DuplexFlipShortEdge" if flip_short_edge else "/DuplexFlipLongEdge"
    )
