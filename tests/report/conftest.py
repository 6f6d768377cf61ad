"""A report that has been made once, and a page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cribdeck.pipeline import Options
from tests.report.notes import EDITED, HOSTILE, KAFKA, RABBIT, Notes


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build twice, the first time with a real sheet; then a note is edited and one removed."""
    notes = Notes(tmp_path_factory.mktemp("report"))
    notes.write(kafka=KAFKA, rabbit=f"---\nsheet: off\n---\n{RABBIT}", hostile=HOSTILE)
    settings = '[sheets]\nvariants = ["answers"]\n'
    (notes.source / "cribdeck.toml").write_text(settings, encoding="utf-8")
    notes.build()
    notes.write(kafka=EDITED, rabbit=RABBIT.replace("- 死信队列：收容过期或被拒绝消息的队列\n", ""))
    notes.build(Options(only="cards", accept=True))
    return notes.report


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that allows no request, no error, no message and no refusal by its policy."""
    context = browser.new_context(viewport={"width": 1024, "height": 768}, color_scheme="light")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda it: wrong.append(f"{it.type}: {it.text}"))
    opened.on("pageerror", lambda it: wrong.append(str(it)))
    opened.on("dialog", lambda it: wrong.append(f"dialog: {it.message}"))
    opened.on(
        "request",
        lambda it: (
            wrong.append(it.url) if not it.url.startswith(("file:", "data:", "about:")) else None
        ),
    )
    yield opened
    context.close()
    assert wrong == []
