"""Every side of every shipped card as the learner's screen shows it.

The HTML is the real engine's, the style sheet around it and MathJax are Anki's own, the layout is
Chromium's. All sides stand in one page, one below the other, each as wide as the screen.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from cribdeck.emit.apkg import apkg
from cribdeck.facts.model import Definition, Fact, Listing, Question, Statement, Steps
from cribdeck.inline import Code, Math, Text
from cribdeck.pipeline import Options, build
from cribdeck.progress import Silent
from cribdeck.world import World
from tests.anki_oracle import answer_of, cards, collection, import_package, question_of
from tests.anki_web import NoAnkiWebError, anki_web
from tests.browser import without
from tests.fact_samples import (
    ONE_OF_EACH,
    blank,
    built,
    comparison,
    definition,
    notetype,
    origin,
    text,
    texts,
)

PROJECT = Path(__file__).resolve().parent.parent.parent
WIDTHS = (320, 390, 1024)
NIGHT = "nightMode night_mode"
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

LONG_COMMAND = "kubectl get pods --all-namespaces -o jsonpath='{.items[*].image}' | sort | uniq -c"
LONG_FORMULA = r"n! = \sqrt{2\pi n}\left(\frac{n}{e}\right)^n\left(1+\frac{1}{12n}+" + "x+" * 30 + "1)"
HARD: tuple[Fact, ...] = (
    *ONE_OF_EACH,
    Definition(origin(), (Code(LONG_COMMAND, "bash"),), text("列出全部镜像"), "both"),
    Definition(origin(), text("路径"), (Code("/a/very/long/path" * 9),), "both"),
    Question(origin(), text("求根公式？"), ((Math(r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}", display=True),),)),
    Question(origin(), text("长公式？"), ((Text("是 "), Math(LONG_FORMULA.replace(r"\left(1", "(1"))),)),
    Listing(origin(), text("常见算法"), texts(*(f"第 {it} 种算法" for it in range(1, 13)))),
    Steps(origin(), text("过程"), texts(*(f"第 {it} 步要做的事情不止一件" for it in range(1, 9)))),
    comparison(
        [f"名字很长的组件{it}" for it in range(1, 9)],
        {"一致性": [f"第 {it} 种做法" * it for it in range(1, 9)]},
    ),
    comparison(["A", "B"], {"复杂度": ["O(1)", "https://example.org/" + "x" * 80]}),
    Statement(origin("Kafka", "勘误"), (Text("元数据由 "), blank("KRaft"), Text(" 管理"))),
    definition("Pneumonoultramicroscopicsilicovolcanoconiosis" * 2, "W" * 120),
)
"""What is hard to lay out, and one of each kind."""

LOOK = """
([least]) => {
  const problems = [];
  const sides = [...document.querySelectorAll('.card')];
  const say = (side, what) => problems.push(`side ${sides.indexOf(side)}: ${what}`);
  for (const side of sides) {
    if (side.scrollWidth > side.clientWidth) say(side, `is ${side.scrollWidth} px wide`);
    const edge = side.getBoundingClientRect();
    for (const it of side.querySelectorAll('.card-body, .asked, .face, .extra, .source')) {
      const box = it.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.left < edge.left - 1) say(side, `${it.className} sticks out`);
    }
  }
  for (const it of document.querySelectorAll('mjx-merror, [data-mjx-error]'))
    say(it.closest('.card'), `MathJax: ${it.textContent}`);
  for (const it of document.images)
    if (!it.complete || !it.naturalWidth) say(it.closest('.card'), `no image ${it.src}`);

  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) =>
    [r, g, b].map((it, n) => it * a + under[n] * (1 - a));
  const ground = new Map();
  const groundOf = it => {
    if (it === null) return [255, 255, 255];
    if (!ground.has(it))
      ground.set(it, over(parse(getComputedStyle(it).backgroundColor), groundOf(it.parentElement)));
    return ground.get(it);
  };
  const light = colour => {
    const [r, g, b] = colour.map(it => it / 255)
      .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (ink, paper) => {
    const [dark, bright] = [light(ink), light(paper)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const measured = new Map();
  let texts = 0;
  const measure = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const paper = pseudo ? over(parse(style.backgroundColor), groundOf(element)) : groundOf(element);
    const ink = over(parse(style.color), paper);
    const found = contrast(ink, paper);
    texts += 1;
    if (found < least) {
      const what = `${element.tagName}.${element.className}${pseudo || ''} ${ink} on ${paper}`;
      if (!measured.has(what)) say(element.closest('.card'), `contrast ${found.toFixed(2)}: ${what}`);
      measured.set(what, found);
    }
  };
  const seen = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || seen.has(element)) continue;
    seen.add(element);
    if (element.checkVisibility() && getComputedStyle(element).fontSize !== '0px') measure(element);
  }
  for (const it of document.querySelectorAll('.place, .box, .choice'))
    if (it.checkVisibility()) measure(it, '::before');
  return { problems, sides: sides.length, texts, formulas: document.querySelectorAll('mjx-container').length };
}
"""


@dataclass(frozen=True, slots=True)
class Side:
    """Question or answer of one card."""

    ordinal: int
    html: str


def sides_of(package: bytes) -> list[Side]:
    """Return question and answer of each card of a package."""
    with collection() as col:
        import_package(col, package)
        found = [(ordinal, col.get_card(card)) for (_, ordinal), card in cards(col).items()]
        return [
            Side(ordinal, html) for ordinal, it in found for html in (question_of(it), answer_of(it))
        ]


class Screen:
    """A page of Anki's reviewer that shows many sides."""

    def __init__(self, page: Page, sides: Sequence[Side], *, scripts: bool = True) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda it: self.complaints.append(it.text))
        page.on("pageerror", lambda it: self.complaints.append(str(it)))
        shown = "".join(
            f'<div class="card card{it.ordinal + 1}">{it.html}</div>' for it in sides
        )
        self._html = (
            '<!doctype html><html class="mobile android linux js"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/_anki/css/reviewer.css"><link rel="icon" href="data:,">'
            f"<style>{notetype().css}\nbody {{ margin: 0 }}</style>"
            '<script src="/_anki/js/mathjax.js"></script>'
            '<script src="/_anki/js/vendor/mathjax/tex-chtml-full.js"></script>'
            f"</head><body>{shown}</body></html>"
        )
        page.route("**/*", self._answer)
        page.goto("http://anki.invalid/")
        if scripts:
            page.evaluate("MathJax.startup.promise.then(() => MathJax.typesetPromise())")

    def look(self, width: int, *, night: bool) -> dict[str, Any]:
        """Return what is wrong at `width`, and how much was looked at."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.evaluate(f"document.documentElement.classList.toggle('night_mode', {str(night).lower()})")
        found: dict[str, Any] = self.page.evaluate(LOOK, [LEAST_CONTRAST])
        return found

    def _answer(self, route: Route) -> None:
        path = re.sub(r"^\w+://[^/]*", "", route.request.url)
        file = anki_web() / path.removeprefix("/_anki/")
        if path == "/":
            route.fulfill(body=self._html, content_type="text/html")
        elif path.startswith("/_anki/") and file.is_file():
            route.fulfill(path=file)
        else:
            self.complaints.append(f"asks for {path}")
            route.abort()


@pytest.fixture(autouse=True)
def _web() -> None:
    try:
        anki_web()
    except NoAnkiWebError as problem:
        without(str(problem))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> list[Side]:
    """All sides of the deck that is made of the shipped notes."""
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(
        PROJECT / "source", root / "source", ignore=shutil.ignore_patterns("ledger.jsonl")
    )
    world = World(
        root / "source", root / "dist", root / "source" / "ledger.jsonl", PROJECT / "templates"
    )
    assert build(world, Options(only="cards"), Silent()).exit_code == 0
    (package,) = (root / "dist").glob("*.apkg")
    return sides_of(package.read_bytes())


def test_the_shipped_deck_fits_every_screen(page: Page, shipped: list[Side]) -> None:
    screen = Screen(page, shipped)
    for width in WIDTHS:
        for night in (False, True):
            found = screen.look(width, night=night)
            assert found["problems"] == [], (width, night)
            assert found["sides"] == len(shipped) > 1000
            assert found["texts"] > 2 * found["sides"]
    assert screen.complaints == []


@pytest.mark.parametrize("size", [19, 38])
def test_what_is_hard_to_lay_out_fits_too(page: Page, size: int) -> None:
    """At 38 px, the learner has asked for type of twice the size."""
    notes, _ = built(HARD)
    sides = sides_of(apkg(notes, notetype()))
    screen = Screen(page, sides)
    page.add_style_tag(content=f".card {{ --size: {size}px }}")
    for width in WIDTHS:
        for night in (False, True):
            found = screen.look(width, night=night)
            assert found["problems"] == [], (width, night)
            assert found["formulas"] > 1
    assert screen.complaints == []
