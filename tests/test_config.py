"""Settings: defaults, every known name, and errors that name the line."""

from __future__ import annotations

import dataclasses

import pytest

from cribdeck.config import CardSettings, SheetSettings, known_settings, read_config

RULES = frozenset({"colon_term"})


def messages(text: str) -> list[str]:
    _, problems = read_config(text.encode(), "notes", RULES)
    return [str(problem) for problem in problems]


def test_without_a_file_the_deck_is_named_after_the_folder() -> None:
    config, problems = read_config(None, "backend", RULES)
    assert (config.deck, problems) == ("backend", [])
    assert read_config(None, "source", RULES)[0].deck == "Cribdeck"


def test_all_settings_are_read() -> None:
    config, problems = read_config(
        """deck = "面试"
[cards]
subdecks = false
other_cells = "hidden"
[sheets]
orientation = "portrait"
columns = 3
pages = 1
hair_spaces = false
[[sheet]]
name = "mq"
sources = ["kafka.md", "rabbitmq.md"]
[rules]
colon_term = false
""".encode(),
        "notes",
        RULES,
    )
    assert problems == []
    assert config.deck == "面试"
    assert config.cards == CardSettings(subdecks=False, other_cells="hidden")
    assert config.sheets == SheetSettings("portrait", 3, 1, hair_spaces=False)
    (request,) = config.sheet_requests
    assert (request.title, request.sources, request.pages) == ("mq", ("kafka.md", "rabbitmq.md"), 1)
    assert config.rules == {"colon_term": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deck = 1", "cribdeck.toml:1:1: error settings `deck` must be a text that is not empty"),
        ("\ndick = 'x'", "cribdeck.toml:2:1: error settings unknown setting `dick` (known: deck)"),
        ("[sheets]\ncolumns = 99", "cribdeck.toml:2:1: error settings `[sheets] columns` must be"),
        ("[sheets]\ncolumns = true", "`[sheets] columns` must be a whole number from 0 to 6"),
        ("[rules]\ncolonterm = true", "unknown setting `[rules] colonterm` (known: colon_term)"),
        ("[[sheet]]\nname = 'x'", "`[[sheet]]` needs `sources`"),
        ("cards = 3", "`cards` must be a table, written [cards]"),
        ("sheet = 3", "`sheet` must be a table, written [[sheet]]"),
        ("deck = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, expected: str) -> None:
    (message,) = messages(text)
    assert expected in message


def test_every_setting_has_a_check_and_every_check_a_setting() -> None:
    known = known_settings(RULES)
    assert set(known["cards"]) == {field.name for field in dataclasses.fields(CardSettings)}
    assert set(known["sheets"]) == {field.name for field in dataclasses.fields(SheetSettings)}
