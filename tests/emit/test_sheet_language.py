"""What the language of its notes does to a sheet: words, hyphens, and the PDF's own language."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from cribdeck.config import SheetSettings
from cribdeck.emit.sheet_pdf import print_sheet
from cribdeck.language import Language
from cribdeck.sheets.plan import plan_sheets
from tests.sheets.samples import TEMPLATES, outline, prose, section

ENGLISH = "Synchronization of asynchronously replicated configurations is unpredictable. " * 8


def printed(language: Language) -> PdfReader:
    written = outline(section("Replication", prose(ENGLISH)))
    (plan,), _ = plan_sheets([replace(written, language=language)], SheetSettings())
    sheet = print_sheet(plan, TEMPLATES)
    assert sheet is not None
    return PdfReader(io.BytesIO(sheet.pdf))


@pytest.mark.parametrize(
    ("language", "code", "hyphens", "source"),
    [("en", "en", True, "Source"), ("zh", "zh-CN", False, "源")],
)
def test_an_english_sheet_is_hyphenated_and_says_source(
    language: Language, code: str, *, hyphens: bool, source: str
) -> None:
    reader = printed(language)
    text = reader.pages[0].extract_text()
    assert str(reader.root_object["/Lang"]) == code
    assert any(line.rstrip().endswith("-") for line in text.splitlines()) == hyphens
    assert f"{source} a.md" in text
