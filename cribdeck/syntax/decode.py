"""Bytes of a source become text: the encoding is found out, line ends become line feeds.

UTF-8 is the rule, with or without a byte-order mark; UTF-16 needs one. Bytes that are no
UTF-8 are GB18030 if that gives Chinese text, and otherwise UTF-8 with damage, as long as
the damage is small. What is neither is no note.
"""

from __future__ import annotations

import codecs

from cribdeck.diagnostics import Diagnostic, error, info, warning
from cribdeck.span import Span, whole_file

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BAD = "\ufffd"
_MOST_BAD = 50
"""One character in so many may be damaged."""
_MOST_REPORTED = 10
"""Damaged lines of one source that are reported one by one."""


def decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a source, or None if it is no text, and what there is to say about it."""
    text, diagnostics = _decode(path, data)
    if text is None:
        return None, diagnostics
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), diagnostics


def _decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    is_utf16 = data.startswith(_UTF16)
    if b"\0" in data and not is_utf16:
        hint = "a note is a text file; move other files out of the source folder"
        return None, [error("binary_file", whole_file(path), "this is not a text file", hint)]
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8"), []
    except UnicodeDecodeError:
        return _guess(path, data)


def _guess(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Decide between GB18030 and UTF-8 with damage."""
    text = data.decode("utf-8", "replace")
    chinese = data.decode("gb18030", "replace")
    bad = text.count(_BAD)
    good = sum(not character.isascii() for character in text) - bad
    is_mostly_utf8 = good > bad * 4
    if not is_mostly_utf8 and _is_chinese(chinese):
        hint = "nothing to do; UTF-8 spares every program the guess"
        remark = info("gb18030", whole_file(path), "read as GB18030, not as UTF-8", hint)
        return chinese, [remark, *_damage(path, chinese, "GB18030")]
    if is_mostly_utf8 or bad * _MOST_BAD <= len(text):
        return text, _damage(path, text, "UTF-8")
    message = "this text is in no known encoding (UTF-8, GB18030, UTF-16)"
    return None, [error("undecodable", whole_file(path), message, "save the note as UTF-8")]


def _is_chinese(text: str) -> bool:
    """Return whether `text` is Chinese, and not another encoding misread as Chinese.

    GB18030 makes something of almost any bytes, but mostly rare characters. Of simplified
    text everything is in GB2312, of traditional text two thirds, of misread Big5 one third.
    """
    foreign = {character for character in text if not character.isascii()} - {_BAD}
    common = sum(bool(character.encode("gb2312", "ignore")) for character in foreign)
    is_whole = text.count(_BAD) * _MOST_BAD <= len(text)
    return is_whole and 0 < len(foreign) <= common * 2


def _damage(path: str, text: str, encoding: str) -> list[Diagnostic]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = [
        (number, line.index(_BAD) + 1) for number, line in enumerate(lines, 1) if _BAD in line
    ]
    hint = f"shown as {_BAD}; correct the character in the note"
    return [
        warning(
            "damaged_text",
            Span(path, number, column, number, column + 1),
            f"there are bytes here that are not {encoding}",
            hint,
        )
        for number, column in places[:_MOST_REPORTED]
    ]
