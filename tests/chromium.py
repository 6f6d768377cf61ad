"""A headless Chromium as judge of a card: HTML goes in, what a script finds comes out.

The browser runs without network and without a profile of its own. For what a single page tells;
tests that click or look at many pages drive one by `tests.browser`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.browser import NAMES, without

WIDTH = 390
"""Pixels of a phone; the window cannot be made as narrow, so the page is."""
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-extensions", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND"),
    *("--force-device-scale-factor=1", "--window-size=800,2000", "--virtual-time-budget=5000"),
)
_REPORT = "report"
_PATIENCE = 120


def chromium() -> str:
    """Return the browser's path; without one, the test is skipped or fails."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        without("no Chromium is installed")
    return found


def found_in_page(body: str, style: str, script: str) -> Any:  # noqa: ANN401  what the script returns
    """Return what `script`, the body of a function, returns in a page of 390 px with `body`."""
    browser = chromium()
    page = (
        '<!doctype html><html class="mobile android linux js"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style} body {{ margin: 0; width: {WIDTH}px }}</style></head><body>{body}"
        f'<script type="application/json" id="{_REPORT}"></script>'
        f"<script>document.getElementById('{_REPORT}').textContent ="
        f" JSON.stringify((() => {{ {script} }})());</script></body></html>"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        command = [browser, *_FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", str(file)]
        ran = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)
    dom = ran.stdout.decode()
    report = dom.partition(f'id="{_REPORT}">')[2].partition("</script>")[0]
    return json.loads(report)
