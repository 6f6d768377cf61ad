"""Cards in the report are what Anki makes of them: the real engine is asked for every side."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from playwright.sync_api import Browser

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import Notetype
from cribdeck.emit.apkg import apkg
from cribdeck.emit.html import Templates
from cribdeck.facts.model import Definition, Statement
from cribdeck.inline import Cloze, Code, Text
from cribdeck.report.data import page_data
from cribdeck.report.words import WORDS
from tests.anki_oracle import answer_of, cards, collection, import_package, question_of
from tests.fact_samples import ONE_OF_EACH, built, notetype, origin, text
from tests.report.notes import PROJECT

SCRIPTS = ("elements.js", "data.js", "anki.js")
HARD = (
    *ONE_OF_EACH,
    Definition(
        origin(), (Code("</script><!-- {{c1::x}} }} ::"),), text("<b>粗</b> & “引”"), "both"
    ),
    Definition(origin(), text("{{Text}} {{FrontSide}}"), text("[sound:x.mp3] \\(x\\)"), "both"),
    Statement(
        origin(),
        (
            Text("外 "),
            Cloze((Text("甲 "), Cloze((Text("乙<i>"),), 2, "提示"), Text(" 丙")), 1),
            Text(" :: }} 尾"),
        ),
    ),
)
"""One of each kind, and what the engine reads in a way of its own."""
RENDER = """
() => Object.fromEntries(CARDS.map((card) => {
  const question = rendered(DATA.templates.front, card, true);
  const answer = rendered(DATA.templates.back, card, false, question);
  return [`${card.note.guid} ${card.number - 1}`, [question, answer]];
}))
"""


def evaluated(
    browser: Browser,
    notes: Sequence[Note],
    made: Notetype,
    script: str,
    **more: object,
) -> Any:  # noqa: ANN401
    """Return what a function says that knows all that the scripts of the report know."""
    entries = {"deck": "d", "comparisons": [], "coverage": {}, "diagnostics": []}
    data = page_data(entries, notes, made, [], {}) | {"math": {}, "pictures": {}} | more
    blocks = {"words": WORDS, "changes": {"notes": []}, "data": data}
    scripts = "".join(Templates(PROJECT / "templates").source(f"report/{it}") for it in SCRIPTS)
    page = browser.new_page()
    page.set_content("<!doctype html><html lang='zh'><body><p id='said'></p></body></html>")
    for name, value in blocks.items():
        page.evaluate(
            "([id, text]) => document.body.append(Object.assign("
            "document.createElement('script'), {type: 'application/json', id, textContent: text}))",
            [name, json.dumps(value)],
        )
    found = page.evaluate(f"() => {{ {scripts}; return ({script})(); }}")
    page.close()
    return found


def of_the_page(browser: Browser, notes: Sequence[Note], made: Notetype) -> dict[str, list[str]]:
    """Return both sides of every card as the scripts of the report make them."""
    found = evaluated(browser, notes, made, RENDER)
    return {key: [*map(read, sides)] for key, sides in found.items()}


def read(side: str) -> str:
    """Return HTML with attributes as a browser reads them: the engine escapes more than need be."""
    return re.sub(r'(?<=data-cloze=")[^"]*', lambda it: repr(unescape(it[0])), side)


def of_the_engine(notes: Sequence[Note], made: Notetype) -> dict[str, list[str]]:
    with collection() as col:
        import_package(col, apkg(notes, made))
        return {
            f"{guid} {ordinal}": [read(question_of(it)), read(answer_of(it))]
            for (guid, ordinal), card in cards(col).items()
            for it in (col.get_card(card),)
        }


def test_every_side_is_the_html_that_the_engine_makes(browser: Browser) -> None:
    notes, _ = built(HARD)
    theirs = of_the_engine(notes, notetype())
    assert len(theirs) > 20
    assert of_the_page(browser, notes, notetype()) == theirs


def test_templates_of_the_user_are_filled_as_the_engine_does(browser: Browser) -> None:
    front = (
        "<!-- x -->{{#Context}}<i>{{Context}}</i>{{/Context}}{{cloze:Text}}"
        "{{^Reserve1}}无{{/Reserve1}}"
    )
    back = (
        "{{FrontSide}}<hr>{{cloze:Text}}{{#Extra}}{{#Context}}{{Extra}}{{/Context}}{{/Extra}}"
        " {{Deck}}"
    )
    made = Notetype(front, back, ".card { color: red }")
    notes, _ = built(ONE_OF_EACH)
    assert of_the_page(browser, notes, made) == of_the_engine(notes, made)


def test_pictures_and_formulas_are_shown_without_files_and_scripts(browser: Browser) -> None:
    field = (
        '<img class="picture" src="cribdeck-0.png" width="9"><img src="x">'
        r" \(a\) \(b\) [sound:c.mp3]"
    )
    shown = evaluated(
        browser,
        (),
        notetype(),
        f"() => shownHere({json.dumps(field)})",
        math={r"\(a\)": "<math>a</math>"},
        pictures={"cribdeck-0.png": "data:image/png;base64,AA=="},
    )
    assert shown == (
        '<img class="picture" src="data:image/png;base64,AA==" width="9"><img src="">'
        r" <math>a</math> \(b\) <span>▶</span>"
    )
