"""Objects of a PDF that is being made, as plain values and back.

The only module that knows pydyf, which WeasyPrint writes with.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import pydyf  # type: ignore[import-untyped]

from cribdeck.sheets.bound_pages import PdfValue, Reference, Stream, Words

PDF: TypeAlias = pydyf.PDF
Array = pydyf.Array
Dictionary = pydyf.Dictionary
String = pydyf.String
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_NAMES_OF_CELLS: Final = ("ID", "Headers")
"""Entries of elements that hold names, unique in a document (ISO 32000-1, 14.7.2)."""


def plain(it: Any) -> PdfValue:  # noqa: ANN401  pydyf has no types
    """Return an object as a value."""
    match it:
        case pydyf.Stream():
            entries, data = dict(it.extra), b"\n".join(map(_written, it.stream))
            if it.compress:
                entries["Filter"] = "/FlateDecode"
                data = zlib.compress(data, 9)
            return Stream({key: plain(value) for key, value in entries.items()}, data)
        case dict():
            return {str(key): plain(value) for key, value in it.items()}
        case list() | tuple():
            return tuple(map(plain, it))
        case pydyf.String():
            return Words(str(it.string))
        case bytes() if found := _REFERENCE.fullmatch(it):
            return Reference(int(found[1]))
        case None | bool() | int() | float() | str() | bytes():
            return it
        case _:
            message = f"no value of PDF: {type(it).__name__}"
            raise TypeError(message)


def made(value: PdfValue, places: Mapping[int, bytes], prefix: str) -> Any:  # noqa: ANN401
    """Return a value as an object.

    Args:
        value: what `plain` has returned.
        places: the reference that each number has become.
        prefix: what to put in front of the names of header cells.
    """
    match value:
        case Stream(entries, data):
            return pydyf.Stream([data], made(entries, places, prefix))
        case Mapping():
            return pydyf.Dictionary(
                {
                    key: _renamed(it, prefix)
                    if key in _NAMES_OF_CELLS
                    else made(it, places, prefix)
                    for key, it in value.items()
                }
            )
        case tuple():
            return pydyf.Array([made(it, places, prefix) for it in value])
        case Words(text):
            return pydyf.String(text)
        case Reference(number):
            return places[number]
        case _:
            return value


def _renamed(value: PdfValue, prefix: str) -> Any:  # noqa: ANN401
    match value:
        case Words(text):
            return pydyf.String(prefix + text)
        case tuple():
            return pydyf.Array([_renamed(it, prefix) for it in value])
        case _:
            return value


def _written(it: Any) -> bytes:  # noqa: ANN401
    if isinstance(it, bytes):
        return it
    return it.data if isinstance(it, pydyf.Object) else str(it).encode("ascii")
