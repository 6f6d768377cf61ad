"""A deck of 10,000 cards: how large its report is, and that nobody has to wait for it.

The bounds are several times what a quiet machine of 2024 takes, since tests run side by side; the
figures themselves are in the report on performance (`docs/performance.md`).
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cribdeck.cards.note import Card, Note
from cribdeck.cards.notetype import Notetype
from cribdeck.changes import Changes, Searches
from cribdeck.emit.html import Templates
from cribdeck.emit.manifest import BuildRecord, manifest
from cribdeck.emit.report_html import report_html
from cribdeck.report.changed import changes_data
from cribdeck.report.data import SourceLines, page_data
from cribdeck.span import Span
from tests.report.notes import PROJECT

NOTES = 5_000
CARDS = 2 * NOTES
SOURCES = 40
LARGEST = 8_000_000
"""Bytes of the page."""
FIRST_PAINT = 3_000
KEYSTROKE = 300
"""Milliseconds."""
WORDS = (
    "消息",
    "队列",
    "分区",
    "副本",
    "主题",
    "消费者",
    "偏移量",
    "高水位",
    "事务",
    "索引",
    "日志",
)


def large_deck() -> tuple[list[Note], list[SourceLines]]:
    chance = random.Random(7)  # noqa: S311  the same deck in every run
    notes: list[Note] = []
    lines: dict[str, list[str]] = {}
    for number in range(NOTES):
        path = f"note-{number % SOURCES}.md"
        term, meaning = f"术语{number}", "".join(chance.choices(WORDS, k=14))
        here = lines.setdefault(path, [])
        here.append(f"- {term}：{meaning}")
        fields = (
            f'<div class="face">{{{{c1::{term}}}}}：{{{{c2::{meaning}}}}}</div>',
            f'<span class="crumb">文件 {number % SOURCES}</span> › <span class="crumb">节</span>',
            *("", f"{path} › 节", "definition", f"guid{number}", "", "", "", ""),
        )
        span = Span(path, len(here), 1, len(here), 40)
        cards = (Card(0, "", ""), Card(1, "", ""))
        tags = ("cribdeck::x",)
        notes.append(
            Note(
                f"guid{number}",
                "definition",
                "colon_term",
                "d::x",
                tags,
                span,
                fields,
                cards,
                "unchanged",
            )
        )
    sources = [
        SourceLines(
            path, path, "\n".join(text), [(it, it, "card", "") for it in range(1, len(text) + 1)]
        )
        for path, text in lines.items()
    ]
    return notes, sources


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    notes, sources = large_deck()
    nothing = Changes((), NOTES, Searches(None, (), None))
    record = BuildRecord("d", (), notes, (), (), (), nothing, (), {}, "report.html")
    entries = json.loads(manifest(record))
    templates = Templates(PROJECT / "templates")
    front, back, css = (
        templates.source(f"cards/{it}") for it in ("front.html", "back.html", "style.css")
    )
    notetype = Notetype(front, back, css)
    data = page_data(entries, notes, notetype, sources, {}) | {"math": {}, "pictures": {}}
    page = report_html(templates, entries, data, changes_data(nothing), {}, "zh")
    path = tmp_path_factory.mktemp("large") / "report.html"
    path.write_bytes(page)
    return path


@pytest.fixture
def page(browser: Browser, large: Path) -> Page:
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    opened.goto(f"{large.as_uri()}#cards")
    return opened


def test_the_page_has_a_size_that_a_browser_opens_at_once(large: Path) -> None:
    assert large.stat().st_size < LARGEST


def test_it_is_painted_soon(page: Page) -> None:
    expect(page.locator("output.count")).to_have_text(f"{CARDS} / {CARDS}")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert painted < FIRST_PAINT
    assert ready < FIRST_PAINT
    page.close()


def test_only_the_rows_in_sight_exist_and_the_last_card_is_reached(page: Page) -> None:
    assert page.locator(".row").count() < 60
    page.locator(".card-list").focus()
    page.keyboard.press("End")
    expect(page.locator('[aria-selected="true"]')).to_have_attribute("aria-posinset", str(CARDS))
    expect(page.locator('[aria-selected="true"]')).to_be_in_viewport()
    assert page.locator(".row").count() < 60
    page.close()


def test_each_keystroke_of_a_search_is_answered_at_once(page: Page) -> None:
    slowest = page.evaluate(
        """() => {
          const field = document.getElementById('card-query');
          const times = [...'术语49 分区'].map((_, place, all) => {
            field.value = all.slice(0, place + 1).join('');
            const start = performance.now();
            field.dispatchEvent(new Event('input'));
            document.body.offsetHeight;
            return performance.now() - start;
          });
          return Math.max(...times);
        }"""
    )
    assert slowest < KEYSTROKE
    assert 0 < page.locator(".row").count() < 60
    page.close()
