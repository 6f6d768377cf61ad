"""A headless Chromium, driven by Playwright: one for all tests of a process.

The browser is the system's own; nothing is downloaded. Where there is none the tests that need it
are skipped and say so, unless `CRIBDECK_CHROMIUM=required`. Pages have no network: what a test
serves itself is all they get.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from typing import Final, NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

NEEDED: Final = "CRIBDECK_CHROMIUM"
"""Set to `required` where no test may be left out for want of a browser."""

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser when it is first needed."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        without("no Chromium is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"],
        )
        yield started
        started.close()


def without(problem: str) -> NoReturn:
    """Skip the test, for everybody to hear, or fail where nothing may be left out."""
    if os.environ.get(NEEDED) == "required":
        pytest.fail(problem)
    warnings.warn(problem, stacklevel=2)
    pytest.skip(problem)
