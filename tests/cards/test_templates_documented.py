"""The README of the card templates names every file and every value that a fragment gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from cribdeck.cards.notetype import FIELDS

FOLDER = Path(__file__).resolve().parent.parent.parent / "templates/cards"
README = (FOLDER / "README.md").read_text("utf-8")
ROWS = {
    file: row
    for row in README.splitlines()
    if row.startswith("| `")
    for file in re.findall(r"`(\w+\.(?:html|css))`", row.split("|")[1])
}
UNFILLED = {"front.html", "back.html", "description.html", "style.css"}
FIXED = {"others"}
"""Names that every fragment of `Text` gets."""


def test_every_file_has_a_row() -> None:
    files = {it.name for it in FOLDER.iterdir()} - {"README.md"}
    assert files == ROWS.keys()


@pytest.mark.parametrize("name", sorted(ROWS.keys() - UNFILLED))
def test_every_value_that_a_fragment_uses_is_documented(name: str) -> None:
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(("field", "cloze"), str)
    used = meta.find_undeclared_variables(environment.parse((FOLDER / name).read_text("utf-8")))
    documented = set(re.findall(r"`(\w+)`", ROWS[name])) | FIXED
    assert used <= documented


def test_every_field_is_documented() -> None:
    names = [name for name, _ in FIELDS if not re.fullmatch(r"Reserve[23]", name)]
    assert [it for it in names if f"`{it}`" not in README] == []
