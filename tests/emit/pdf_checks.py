"""What a tagged PDF owes its readers, checked by reading it again.

Bytes go in; out comes what is wrong, one line each, nothing for a PDF that is right. The rules
are those of PDF/UA-1 (ISO 14289-1) that a program can judge and that concern a printed sheet:
everything painted is content with a place in the structure, or an artifact; the structure is
made of headings, lists and tables as they may be nested; language, title and outline are
there. Fonts and the file itself are left to `pdffonts` and `qpdf`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

_SHOWS_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS: Final = _SHOWS_TEXT | frozenset(
    {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
)
"""Operators that leave something on the page."""
_OPENS: Final = frozenset({"BMC", "BDC"})

_WITHIN: Final[Mapping[str, frozenset[str]]] = {
    "Table": frozenset({"TR", "THead", "TBody", "TFoot", "Caption"}),
    "THead": frozenset({"TR"}),
    "TBody": frozenset({"TR"}),
    "TFoot": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
    "L": frozenset({"LI", "L", "Caption"}),
    "LI": frozenset({"Lbl", "LBody", "L"}),
}
"""What may stand directly in an element (ISO 32000-1, 14.8.4.3)."""
_ONLY_WITHIN: Final[Mapping[str, frozenset[str]]] = {
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "Lbl": frozenset({"LI"}),
}
_HEADINGS: Final = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure, with what hangs below it."""

    number: int
    """Of the object in the file."""
    role: str
    scope: str
    """Of a header cell: `Row`, `Column` or `Both`; empty where it is not said."""
    id: str
    headers: tuple[str, ...]
    """Ids of the header cells of a cell."""
    alt: str
    children: tuple[Element, ...]
    marks: tuple[tuple[int, int], ...]
    """Page and number of the marked contents that are its own."""

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def roles(self) -> list[str]:
        """Return the roles of the element and all below it, in reading order."""
        return [it.role for it in self.walk()]


def faults(pdf: bytes) -> list[str]:
    """Return what is wrong with a PDF; nothing if it is as it should be."""
    reader = PdfReader(io.BytesIO(pdf))
    root = structure(reader)
    return [
        *_document_faults(reader),
        *_marking_faults(reader, root),
        *_nesting_faults(root),
        *_heading_faults(root),
        *_table_faults(root),
        *_id_faults(reader, root),
    ]


def structure(reader: PdfReader) -> Element:
    """Return the structure of a document; without children if it has none."""
    pages = {_number(page): index for index, page in enumerate(reader.pages)}
    tree = reader.root_object.get("/StructTreeRoot")
    return _element({} if tree is None else tree.get_object(), pages, 0)


def _number(it: Any) -> int:  # noqa: ANN401  pypdf's classes share no type for this
    reference = getattr(it, "indirect_reference", None)
    return 0 if reference is None else int(reference.idnum)


def _element(it: Any, pages: Mapping[int, int], page: int) -> Element:  # noqa: ANN401
    if "/Pg" in it:
        page = pages[it.raw_get("/Pg").idnum]
    children: list[Element] = []
    marks: list[tuple[int, int]] = []
    for kid in _listed(it.get("/K", [])):
        if isinstance(kid, int):
            marks.append((page, int(kid)))
        elif "/S" in kid:
            children.append(_element(kid, pages, page))
    attributes: dict[str, Any] = {}
    for one in _listed(it.get("/A", [])):
        attributes |= one
    return Element(
        number=_number(it),
        role=str(it.get("/S", "/StructTreeRoot")).removeprefix("/"),
        scope=str(attributes.get("/Scope", "")).removeprefix("/"),
        id=str(it.get("/ID", "")),
        headers=tuple(map(str, attributes.get("/Headers", ()))),
        alt=str(it.get("/Alt", "")),
        children=tuple(children),
        marks=tuple(marks),
    )


def _listed(it: Any) -> list[Any]:  # noqa: ANN401
    """Return what may be one object or a list of them, references followed."""
    it = it.get_object() if hasattr(it, "get_object") else it
    return [
        one.get_object() if hasattr(one, "get_object") else one
        for one in (it if isinstance(it, list) else [it])
    ]


def _document_faults(reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    metadata = root.get("/Metadata")
    xmp = b"" if metadata is None else metadata.get_object().get_data()
    preferences = root.get("/ViewerPreferences", {})
    checks: tuple[tuple[str, object], ...] = (
        ("the language is not said", root.get("/Lang")),
        ("it does not say that it is tagged", root.get("/MarkInfo", {}).get("/Marked")),
        ("its structure is missing", "/StructTreeRoot" in root),
        ("it is not declared to be PDF/UA-1", re.search(rb'pdfuaid:part(="1"|>1<)', xmp)),
        ("the metadata have no title", re.search(rb"<dc:title>.*?>[^<\s]", xmp, re.DOTALL)),
        ("viewers would show the file name", preferences.get("/DisplayDocTitle")),
        ("it has no title", reader.metadata and reader.metadata.title),
        ("it has no outline", reader.outline),
    )
    yield from (what for what, is_there in checks if not is_there)
    for number, page in enumerate(reader.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the tab order does not follow the structure"


def _marking_faults(reader: PdfReader, root: Element) -> Iterator[str]:
    """Yield what is painted without being marked, and marks and structure that disagree."""
    owners: dict[tuple[int, int], list[Element]] = {}
    for element in root.walk():
        for place in element.marks:
            owners.setdefault(place, []).append(element)
    tree = reader.root_object.get("/StructTreeRoot", {}).get("/ParentTree", {})
    numbers = _listed(tree.get("/Nums", []))
    parents = {int(key): _listed(it) for key, it in zip(numbers[::2], numbers[1::2], strict=True)}
    for index, page in enumerate(reader.pages):
        painted = _Painted(index)
        yield from painted.faults(reader, page)
        listed = parents.get(int(page.get("/StructParents", -1)), [])
        for mark in sorted(painted.marks):
            owned = owners.get((index, mark), [])
            if len(owned) != 1:
                yield f"page {index + 1}: mark {mark} is in {len(owned)} elements"
            elif mark >= len(listed) or _number(listed[mark]) != owned[0].number:
                yield f"page {index + 1}: mark {mark} does not lead back to its element"
        for missing in sorted({mark for on, mark in owners if on == index} - painted.marks):
            yield f"page {index + 1}: mark {missing} is in the structure and not on the page"


class _Painted:
    """What a page paints, and the marks around it."""

    def __init__(self, page: int) -> None:
        self.marks: set[int] = set()
        self._page = page
        self._open: list[int | Literal["artifact"] | None] = []
        """The marks that are open: their numbers; None where one has none."""

    def faults(self, reader: PdfReader, page: PageObject) -> Iterator[str]:
        """Read the page; yield what is painted outside of all marks."""
        place = f"page {self._page + 1}"
        content = page.get_contents()
        operations = [] if content is None else ContentStream(content, reader).operations
        for operands, name in operations:
            operator = name.decode()
            if operator in _OPENS:
                yield from self._begin(place, operands)
            elif operator == "EMC":
                if not self._open:
                    yield f"{place}: a mark ends that has not begun"
                    continue
                self._open.pop()
            elif operator in _PAINTS and not any(it is not None for it in self._open):
                yield f"{place}: {operator} outside of all marks"
            elif operator in _SHOWS_TEXT and "artifact" in self._open and operands[0]:
                yield f"{place}: text in an artifact"
        if self._open:
            yield f"{place}: a mark does not end"

    def _begin(self, place: str, operands: list[Any]) -> Iterator[str]:
        mark = operands[1].get("/MCID") if len(operands) > 1 else None
        if operands[0] == "/Artifact":
            self._open.append("artifact")
            return
        self._open.append(None if mark is None else int(mark))
        if mark is None:
            return
        if any(it is not None for it in self._open[:-1]):
            yield f"{place}: mark {mark} inside of another"
        if mark in self.marks:
            yield f"{place}: mark {mark} twice"
        self.marks.add(int(mark))


def _nesting_faults(root: Element) -> Iterator[str]:
    for element in root.walk():
        allowed = _WITHIN.get(element.role)
        for child in element.children:
            if allowed is not None and child.role not in allowed:
                yield f"{child.role} in {element.role}"
            if element.role not in _ONLY_WITHIN.get(child.role, {element.role}):
                yield f"{child.role} in {element.role}"
        if element.role in {"Figure", "Formula"} and not element.alt:
            yield f"{element.role} without words that stand for it"
        if element.role == "L" and not element.children:
            yield "L without items"


def _heading_faults(root: Element) -> Iterator[str]:
    levels = [_HEADINGS.index(it) + 1 for it in root.roles() if it in _HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings begin {levels[:3]} and have {levels.count(1)} of the first level"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"H{below} follows H{above}"


def _table_faults(root: Element) -> Iterator[str]:
    for table in (it for it in root.walk() if it.role == "Table"):
        cells = list(table.walk())
        known = {it.id for it in cells if it.role == "TH" and it.id}
        rows = [it for it in cells if it.role == "TR"]
        if not rows or len({len(row.children) for row in rows}) > 1:
            yield f"a table of {len(rows)} rows that are not equally long"
        for cell in cells:
            if cell.role == "TH" and cell.scope not in {"Row", "Column", "Both"}:
                yield "TH without scope"
            if cell.role == "TD" and not known.issuperset(cell.headers):
                yield "TD that names a header that is not there"


def _id_faults(reader: PdfReader, root: Element) -> Iterator[str]:
    """Yield ids that the tree of ids does not lead to (ISO 32000-1, table 322)."""
    tree = reader.root_object.get("/StructTreeRoot", {}).get("/IDTree", {})
    names = _listed(tree.get("/Names", []))
    known = {str(name): _number(it) for name, it in zip(names[::2], names[1::2], strict=True)}
    for element in root.walk():
        if element.id and known.get(element.id) != element.number:
            yield f"the id of a {element.role} is in no tree"
