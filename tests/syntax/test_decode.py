from __future__ import annotations

import pytest

from cribdeck.syntax import parse
from cribdeck.syntax.decode import decode

CHINESE = "# 分区\n\n一个有序不变的消息序列。\n"
TRADITIONAL = "# 分區\n\n一個有序不變的消息序列，每個主題下可以有多個分區。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL])
def test_encodings_of_chinese_notes(text: str, encoding: str) -> None:
    decoded, diagnostics = decode("a.md", text.encode(encoding))
    assert decoded == text
    assert [it.code for it in diagnostics] == (["gb18030"] if encoding == "gb18030" else [])


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds(newline: str) -> None:
    assert decode("a.md", f"甲{newline}{newline}乙".encode())[0] == "甲\n\n乙"


def test_other_separators_are_no_line_ends() -> None:
    text = "甲\u2028乙\x85丙\x0b丁\x0c戊"
    document, _ = parse("a.md", text.encode())
    assert document is not None
    assert document.blocks[0].span.end_line == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary_file"),
        (b"text\0text", "binary_file"),
        (bytes(range(128, 256)) * 20, "undecodable"),
        (b"\xff\xfe\x00", "undecodable"),
        ("消息佇列的生產者與消費者，可靠傳輸。".encode("big5"), "undecodable"),
    ],
)
def test_files_that_are_no_notes(data: bytes, code: str) -> None:
    document, (problem,) = parse("note.md", data)
    assert document is None
    assert str(problem).startswith(f"note.md:1:1: error {code} ")
    assert problem.hint


def test_a_few_bad_bytes_are_reported_where_they_are() -> None:
    data = "# 分区\n\n一个有序".encode() + b"\xff" + "不变的序列\n".encode() * 5
    document, (problem,) = parse("note.md", data)
    assert document is not None
    assert str(problem).startswith("note.md:3:5: warning damaged_text ")
    assert document.text.split("\n")[2] == "一个有序\ufffd不变的序列"


def test_one_foreign_byte_in_an_english_note_is_damage_not_chinese() -> None:
    document, (problem,) = parse(
        "note.md", b"A caf\xe9 is a place to drink coffee. " * 1 + b"x" * 50
    )
    assert document is not None
    assert problem.code == "damaged_text"


def test_many_bad_lines_are_reported_only_so_often() -> None:
    data = b"".join(
        "行行行行行行行行行行行行行行行行行行\n".encode() * 3 + b"\xff\n" for _ in range(30)
    )
    document, problems = parse("note.md", data)
    assert document is not None
    assert len(problems) == 10


def test_an_empty_file_is_an_empty_note() -> None:
    document, diagnostics = parse("note.md", b"")
    assert document is not None
    assert document.blocks == ()
    assert diagnostics == []
