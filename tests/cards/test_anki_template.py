"""Mistakes in a user's own `front.html` and `back.html`, found before Anki shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cribdeck.cards.anki_template import template_problems
from cribdeck.cards.notetype import Notetype
from cribdeck.diagnostics import Severity
from cribdeck.emit.apkg import apkg
from cribdeck.pipeline import Options, build
from cribdeck.progress import Silent
from cribdeck.world import World
from tests.anki_oracle import cards, collection, import_package, question_of
from tests.fact_samples import TEMPLATES, built, definition

GOOD = "<div>{{#Extra}}{{Extra}}{{/Extra}}{{^Source}}-{{/Source}}\n{{cloze:Text}} {{Tags}}</div>"


@pytest.mark.parametrize("name", ["front.html", "back.html"])
def test_the_shipped_templates_are_sound(name: str) -> None:
    assert list(template_problems(TEMPLATES.source(f"cards/{name}"))) == []


@pytest.mark.parametrize(
    ("template", "line", "word"),
    [
        ("{{cloze:Text}}\n{{Txt}}", 2, "no field 'Txt'"),
        ("{{cloze:Text}}\n\n{{#Extra}}x", 3, "{{#Extra}} is never closed"),
        ("{{cloze:Text}}{{/Extra}}", 1, "closes what is not open"),
        ("{{cloze:Text}}{{#Extra}}{{#Kind}}{{/Extra}}{{/Kind}}", 1, "closes what is not open"),
        ("{{Text}}", 1, "{{cloze:Text}} is missing"),
        ("{{cloze:Question}}", 1, "no field 'Question'"),
    ],
)
def test_a_mistake_is_named_with_its_line(template: str, line: int, word: str) -> None:
    found = list(template_problems(template))
    assert any(at == line and word in problem for at, problem in found), found


def test_anki_agrees_that_a_template_is_sound() -> None:
    assert list(template_problems(GOOD)) == []
    notes, _ = built([definition("分区", "日志")])
    with collection() as col:
        import_package(col, apkg(notes, Notetype(GOOD, GOOD, "", 1)))
        shown = [question_of(col.get_card(card)) for card in cards(col).values()]
    assert all("problem" not in it and 'class="cloze"' in it for it in shown)


@pytest.mark.parametrize(
    ("name", "source", "place"),
    [
        ("back.html", "{{cloze:Text}}\n{{Sauce}}", "cards/back.html:2: there is no field 'Sauce'"),
        ("definition.html", "a\n{{ term | feild }}", "cards/definition.html:2: "),
        ("definition.html", "a\n\n{{ trem | field }}", "cards/definition.html:3: UndefinedError"),
    ],
)
def test_a_broken_template_stops_the_build_with_file_and_line(
    tmp_path: Path, name: str, source: str, place: str
) -> None:
    for folder in ("source", "templates/cards"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "source/mq.md").write_text("# MQ\n\n- 分区：一段有序的日志\n", "utf-8")
    (tmp_path / "templates/cards" / name).write_text(source, "utf-8")
    world = World(
        tmp_path / "source",
        tmp_path / "dist",
        tmp_path / "source/ledger.jsonl",
        tmp_path / "templates",
    )
    result = build(world, Options(), Silent())
    (found,) = [it for it in result.diagnostics if it.severity is Severity.ERROR]
    assert found.code == "template"
    assert place in found.message
    assert not (tmp_path / "dist").exists()


def test_own_templates_replace_ours_one_by_one(tmp_path: Path) -> None:
    """So they keep working when a release brings a fragment that they do not have."""
    for folder in ("source", "templates/cards"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "source/mq.md").write_text("# MQ\n\n- 分区：一段有序的日志\n", "utf-8")
    own = tmp_path / "templates/cards/definition.html"
    own.write_text("<p>{{ meaning | field }} ← {{ term | field }}</p>", "utf-8")
    world = World(
        tmp_path / "source",
        tmp_path / "dist",
        tmp_path / "source/ledger.jsonl",
        tmp_path / "templates",
    )
    result = build(world, Options(only="cards"), Silent())
    assert result.exit_code == 0
    (package,) = (tmp_path / "dist").glob("*.apkg")
    with collection() as col:
        import_package(col, package.read_bytes())
        shown = [question_of(col.get_card(card)) for card in cards(col).values()]
    assert all(" ← " in it and 'class="context"' in it for it in shown)
