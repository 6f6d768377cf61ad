"""What WeasyPrint leaves out of the tags of tables: whether a header is a row's or a column's.

In goes a document that is about to be written; its header cells get a scope, and the ids by
which cells name their headers get the tree that they are looked up in (ISO 32000-1, 14.8.5.7
and 14.7.2; PDF/UA-1, 7.5).
"""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]


def name_headers(_document: object, pdf: pydyf.PDF) -> None:
    """Complete the tags of all tables in `pdf`; WeasyPrint calls it before it writes."""
    elements: list[Any] = [it for it in pdf.objects if isinstance(it, pydyf.Dictionary)]
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
    root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(named)})
