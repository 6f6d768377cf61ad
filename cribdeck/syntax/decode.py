"""Bytes of a source become text: the encoding is found out, line ends become line feeds."""

from __future__ import annotations

import codecs
import re

from cribdeck.diagnostics import Diagnostic, error, info, warning
from cribdeck.span import Span, whole_file

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COMMON = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027]")
_SHOWN_BAD = 10


def decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a source, or None if it is no text, and what there is to say about it."""
    text, diagnostics = _decode(path, data)
    if text is None:
        return None, diagnostics
    return text.replace("\r\n", "\n").replace("\r", "\n"), diagnostics


def _decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            return None, [_undecodable(path)]
    if b"\0" in data:
        hint = "a note is a text file; move other files out of the source folder"
        return None, [error("binary_file", whole_file(path), "this is not a text file", hint)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _guess(path, data)


def _guess(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Decide between GB18030 and UTF-8 with damage."""
    text = data.decode("utf-8-sig", "replace")
    bad = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - bad
    if good <= bad * 4:
        try:
            chinese = data.decode("gb18030")
        except UnicodeDecodeError:
            chinese = ""
        if _is_plausible(chinese):
            hint = "nothing to do; UTF-8 spares other programs the guess"
            span = whole_file(path)
            return chinese, [info("gb18030", span, "read as GB18030, not UTF-8", hint)]
    if bad * 50 > len(data) and good <= bad * 4:
        return None, [_undecodable(path)]
    return text, _damage(path, text)


def _is_plausible(text: str) -> bool:
    foreign = [character for character in text if not character.isascii()]
    return len(foreign) * 3 <= len(_COMMON.findall(text)) * 4 and bool(foreign)


def _damage(path: str, text: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        column = line.find("\ufffd") + 1
        if not column:
            continue
        if len(found) == _SHOWN_BAD:
            break
        span = Span(path, number, column, number, column + 1)
        hint = "shown as \ufffd; correct the character in the note"
        found.append(warning("damaged_text", span, "these bytes are not UTF-8", hint))
    return found


def _undecodable(path: str) -> Diagnostic:
    hint = "save it as UTF-8"
    return error("undecodable", whole_file(path), "neither UTF-8 nor GB18030 nor UTF-16", hint)
