"""Every side of every shipped card as the learner's screen shows it.

The HTML is the real engine's, the style sheet around it and MathJax are Anki's own, the layout is
Chromium's. All sides stand in one page, one below the other, each as wide as the screen.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.cards.withheld import without_cards
from cribdeck.emit.apkg import apkg
from cribdeck.facts.model import Aside, Definition, Fact, Listing, Question, Statement, Steps
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.inline import Code, Math, Text
from cribdeck.pipeline import Options, build
from cribdeck.progress import Silent
from cribdeck.world import World
from tests.anki_oracle import answer_of, cards, collection, import_package, question_of
from tests.anki_web import NoAnkiWebError, anki_web
from tests.browser import without
from tests.fact_samples import (
    ONE_OF_EACH,
    TEMPLATES,
    blank,
    built,
    comparison,
    definition,
    drafts_of,
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
THUMB = 44
"""Pixels that a thumb hits (criterion 2.5.5)."""

LONG_COMMAND = "kubectl get pods --all-namespaces -o jsonpath='{.items[*].image}' | sort | uniq -c"
LONG_FORMULA = (
    r"n! = \sqrt{2\pi n}\left(\frac{n}{e}\right)^n\left(1+\frac{1}{12n}+" + "x+" * 30 + "1)"
)
HARD: tuple[Fact, ...] = (
    *ONE_OF_EACH,
    Definition(origin(), (Code(LONG_COMMAND, "bash"),), text("列出全部镜像"), "both"),
    Definition(origin(), text("路径"), (Code("/a/very/long/path" * 9),), "both"),
    Question(
        origin(), text("求根公式？"), ((Math(r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}", display=True),),)
    ),
    Question(
        origin(), text("长公式？"), ((Text("是 "), Math(LONG_FORMULA.replace(r"\left(1", "(1"))),)
    ),
    Listing(origin(), text("常见算法"), texts(*(f"第 {it} 种算法" for it in range(1, 13)))),
    Steps(origin(), text("过程"), texts(*(f"第 {it} 步要做的事情不止一件" for it in range(1, 9)))),
    comparison(
        [f"名字很长的组件{it}" for it in range(1, 9)],
        {"一致性": [f"第 {it} 种做法" * it for it in range(1, 9)]},
    ),
    comparison(["A", "B"], {"复杂度": ["O(1)", "https://example.org/" + "x" * 80]}),
    Statement(origin("Kafka", "勘误"), (Text("元数据由 "), blank("KRaft"), Text(" 管理"))),
    replace(
        definition("限流", "限制请求的速率"),
        origin=replace(
            origin(),
            asides=(
                Aside("code", (), ((Code(LONG_COMMAND * 3 + "\n", "bash"),),)),
                Aside(
                    "formula", (), ((Math(LONG_FORMULA.replace(r"\left(1", "(1"), display=True),),)
                ),
                Aside("note", text("版本"), texts("1.7.11 起如此。")),
            ),
            disputed=(definition("限流", "W" * 90, origin("MQ", path="b.md")),),
        ),
    ),
    definition("Pneumonoultramicroscopicsilicovolcanoconiosis" * 2, "W" * 120),
)
"""What is hard to lay out, and one of each kind."""

_ON_A_PAGE = 1000
"""Sides; longer pages take Chromium longer than in proportion."""

LOOK = Path(__file__).with_name("look.js").read_text("utf-8")


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
            Side(ordinal, html)
            for ordinal, it in found
            for html in (question_of(it), answer_of(it))
        ]


class Screen:
    """A page of Anki's reviewer that shows many sides."""

    def __init__(self, page: Page, sides: Sequence[Side], *, scripts: bool = True) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda it: self.complaints.append(str(it)))
        shown = "".join(f'<div class="card card{it.ordinal + 1}">{it.html}</div>' for it in sides)
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
        self.page.evaluate(
            f"document.documentElement.classList.toggle('night_mode', {str(night).lower()})"
        )
        found: dict[str, Any] = self.page.evaluate(LOOK, [LEAST_CONTRAST])
        return found

    def _listen(self, message: ConsoleMessage) -> None:
        # MathJax warns of how Anki packs it.
        if message.type == "error":
            self.complaints.append(message.text)

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


def test_the_shipped_deck_fits_every_screen(browser: Browser, shipped: list[Side]) -> None:
    """At night the colours differ, not the places: one width tells all about contrast."""
    assert len(shipped) > 5_000
    looks = [*((width, False) for width in WIDTHS), (WIDTHS[0], True)]
    for start in range(0, len(shipped), _ON_A_PAGE):
        sides = shipped[start : start + _ON_A_PAGE]
        page = browser.new_page()
        screen = Screen(page, sides)
        for width, night in looks:
            found = screen.look(width, night=night)
            assert found["problems"] == [], (width, night)
            assert found["sides"] == len(sides)
            assert found["texts"] > 2 * found["sides"]
        assert screen.complaints == []
        page.close()


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


def test_night_mode_colours_the_whole_screen(page: Page) -> None:
    """On a device the card is the body, which Anki's own sheet colours, too."""
    Screen(page, [Side(0, "x")])
    colours = """(classes) => {
      document.body.className = classes;
      const found = getComputedStyle(document.body);
      return [found.backgroundColor, found.color];
    }"""
    day = page.evaluate(colours, "card card1")
    assert day == ["rgb(255, 255, 255)", "rgb(31, 36, 48)"]
    for classes in ("nightMode", "night_mode", f"{NIGHT} ankidroid_dark_mode"):
        night = page.evaluate(colours, f"card card1 {classes}")
        assert night == ["rgb(26, 30, 37)", "rgb(230, 233, 238)"]


def test_a_question_shows_only_the_steps_before_it(page: Page) -> None:
    steps = Steps(origin(), text("过程"), texts("收到请求", "写日志", "改内存", "回复"))
    found = identify(drafts_of([steps]), Ledger())
    (guid,) = [it.guid for it in found.notes]
    whole, _ = compose(found.notes, TEMPLATES.render)
    less, _ = compose(without_cards(found.notes, {guid: {2}}), TEMPLATES.render)
    assert visible_items(page, whole) == [
        ["[...] 1/4", "写日志"],
        ["收到请求", "[...] 2/4"],
        ["收到请求", "写日志", "[...] 3/4"],
        ["收到请求", "写日志", "改内存", "[...] 4/4"],
    ]
    # What is not asked for by itself is no cloze, and hidden all the same.
    assert visible_items(page, less) == [
        ["[...] 1/4", "写日志"],
        ["收到请求", "[...] 2/4"],
        ["收到请求", "写日志", "改内存", "[...] 4/4"],
    ]


def test_the_last_step_may_be_the_cue(page: Page) -> None:
    steps = Steps(origin(), text("平滑重启"), texts("监听信号", "收到信号后复制", "退出"))
    notes, _ = built([steps])
    assert visible_items(page, notes)[0] == ["[...] 1/3", "退出"]


def test_a_list_says_which_item_is_asked_for_and_shows_the_others(page: Page) -> None:
    notes, _ = built([Listing(origin(), text("算法"), texts("轮询", "随机", "哈希"))])
    assert visible_items(page, notes) == [
        ["[...] 1/3", "随机", "哈希"],
        ["轮询", "[...] 2/3", "哈希"],
        ["轮询", "随机", "[...] 3/3"],
    ]


def visible_items(page: Page, notes: Sequence[Note]) -> list[list[str]]:
    """Return what the list of each question shows, the place behind the blank."""
    questions = sides_of(apkg(notes, notetype()))[::2]
    Screen(page, questions)
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('.card')].map(card => {
          const shown = [...card.querySelectorAll('.face li, .face > .cloze')].filter(
            it => it.checkVisibility() && !it.querySelector('li'));
          return shown.map(it => {
            const place = it.querySelector('.place') || it.nextElementSibling;
            const seen = place && place.checkVisibility() && place.matches('.cloze + .place');
            return it.textContent + (seen ? ' ' + place.dataset.place : '');
          });
        })"""
    )
    return found


def test_an_answer_stands_out_without_colour(page: Page) -> None:
    """By weight and a line below, by a frame, or, where it is long, by a bar beside it."""
    notes, _ = built(HARD)
    Screen(page, sides_of(apkg(notes, notetype()))[1::2])
    plain: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.cloze')].filter(it => {
          const own = getComputedStyle(it), before = getComputedStyle(it, '::before');
          const bar = getComputedStyle(it.closest('.face')).borderInlineStartWidth;
          const marked = own.borderBottomWidth !== '0px' || before.boxShadow !== 'none';
          return !(own.fontWeight >= 600 && marked) && bar === '0px';
        }).map(it => it.outerHTML)"""
    )
    assert plain == []


def test_cards_work_without_scripts(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    here = origin("Kafka", "概念")
    there = definition("分区", "主题的物理分片", origin("MQ", path="b.md"))
    fact = definition("分区", "一段有序的日志", replace(here, also=(there,)))
    notes, _ = built([fact])
    page = context.new_page()
    Screen(page, sides_of(apkg(notes, notetype()))[1:2], scripts=False)
    said = page.get_by_text("主题的物理分片")
    assert not said.is_visible()
    page.get_by_text("另一处").click()
    assert said.is_visible()
    page.locator(".source summary").click()
    assert page.locator(".ids").is_visible()
    for it in page.locator("summary").all():
        assert it.evaluate("it => it.offsetHeight") >= THUMB
    context.close()


def test_what_can_be_tapped_says_so_to_ankidroid(shipped: list[Side]) -> None:
    for side in shipped:
        for tag in re.findall(r"<(?:summary|details|a|button|input)\b[^>]*>", side.html):
            assert "tappable" in tag


def test_the_style_moves_nothing_and_needs_no_recent_browser() -> None:
    css = re.sub(r"/\*.*?\*/", "", notetype().css, flags=re.DOTALL)
    for word in (":has(", "animation", "transition", "@import", "url(", "http"):
        assert word not in css


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (f'<div class="asked"><div><pre>{"x" * 200}</pre></div></div>', ""),
        ('<div class="asked"><p><span style="padding: 0 400px">x</span></p></div>', "no reason"),
        ('<div class="face" style="width: 900px">x</div>', "px wide"),
        (r"<p>\(\frac\)</p>", "MathJax"),
        (r"<p>\(\frac{\)</p>", "not read as a formula"),
        ('<p style="color: #999">x</p>', "contrast 2.85"),
        ('<p style="background: #777"><b style="color: #8888">x</b></p>', "contrast"),
        ('<img src="missing.png">', "no image"),
    ],
)
def test_the_eye_of_these_tests_sees(page: Page, body: str, problem: str) -> None:
    screen = Screen(page, [Side(0, body)])
    found = screen.look(390, night=False)["problems"]
    assert any(problem in it for it in found) if problem else found == []
