"""Everybody can use the report: axe finds nothing, nothing sticks out, focus is seen."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

VIEWS = (
    "overview",
    "cards",
    "cards?state=edited&night=1",
    "notes?source=kafka.md&line=5",
    "tables",
    "findings?lang=en",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1024])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, report: Path, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        # The script of axe is put into the page, which the page's own policy forbids.
        bypass_csp=True,
    )
    page = context.new_page()
    problems: list[str] = []
    for view in VIEWS:
        page.goto("about:blank")
        page.goto(f"{report.as_uri()}#{view}")
        expect(page.locator(".view:not([hidden])")).to_have_count(1)
        found = Axe().run(page)
        problems += [
            f"{view}: {it['id']}: {it['nodes'][0]['html'][:160]}"
            for it in found.response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{view}: wider than {width} px")
    context.close()
    assert problems == []


def test_the_first_key_leads_past_the_head(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#tables")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert page.url.endswith("#tables")


def test_the_focus_is_seen_wherever_it_is(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#cards")
    for _ in range(20):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        name = page.evaluate("document.activeElement.tagName")
        if name in {"BODY", "IFRAME"}:
            break
        assert style != "none", name


def test_every_heading_is_one_level_below_the_last_at_most(page: Page, report: Path) -> None:
    for view in VIEWS:
        page.goto("about:blank")
        page.goto(f"{report.as_uri()}#{view}")
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].filter(it => it.offsetParent)"
            ".map(it => Number(it.tagName[1]))"
        )
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
