"""Settings: defaults, every known name, and errors that name the line."""

from __future__ import annotations

import dataclasses

import pytest

from cribdeck.config import (
    BrakeSettings,
    CardSettings,
    LintSettings,
    SheetSettings,
    known_settings,
    read_config,
    unused_languages,
)

RULES = frozenset({"colon_term"})
CHECKS = {"talk": None, "answer_too_long": 80, "long_prompt": 90}
MANY_CHECKS = {f"check_of_{it}": 1 for it in "abcdefghijklm"}


def messages(text: str, checks: dict[str, int | None] | None = None) -> list[str]:
    _, problems = read_config(text.encode(), "notes", RULES, checks or CHECKS)
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
row_cards = true
name_cards = false
[sheets]
orientation = "portrait"
columns = 3
pages = 1
hair_spaces = false
variants = ["blanks"]
[[sheet]]
name = "mq"
sources = ["kafka.md", "rabbitmq.md"]
[rules]
colon_term = false
[brake]
share = 0.5
notes = 3
""".encode(),
        "notes",
        RULES,
    )
    assert problems == []
    assert config.brake == BrakeSettings(share=0.5, notes=3)
    assert config.deck == "面试"
    assert config.cards == CardSettings(
        subdecks=False, other_cells="hidden", row_cards=True, name_cards=False
    )
    assert config.sheets == SheetSettings("portrait", 3, 1, hair_spaces=False, variants=("blanks",))
    (request,) = config.sheet_requests
    assert (request.title, request.sources, request.pages) == ("mq", ("kafka.md", "rabbitmq.md"), 1)
    assert config.rules == {"colon_term": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deck = 1", "cribdeck.toml:1:1: error settings `deck` must be a text that is not empty"),
        ("\ndick = 'x'", "cribdeck.toml:2:1: error settings unknown setting `dick` (known: deck)"),
        ("[sheets]\ncolumns = 99", "cribdeck.toml:2:1: error settings `[sheets] columns` must be"),
        ("[sheets]\ncolumns = true", "`[sheets] columns` must be a whole number from 0 to 8"),
        ("[sheets]\nvariants = []", '`[sheets] variants` must be a list of "answers" and "blanks"'),
        ("[sheets]\nvariants = 'blanks'", "must be a list of"),
        ('[sheets]\nvariants = ["blanks", "blanks"]', "must be a list of"),
        ("[sheets]\nvariants = [['blanks']]", "must be a list of"),
        ("[sheets]\ntheme = 'dark'", '"colour" or "black-and-white" or "ink-saving", not'),
        ("[sheets]\npaper = 'A9'", "cribdeck.toml:2:1: error settings `[sheets] paper` must be"),
        ("[sheets]\npaper = '10x10'", 'or millimetres as "210x297", each from 100 to 600, not'),
        ("[sheets]\npaper = 4", '"A3", "A4", "A5", "Letter" or millimetres'),
        ("[sheets]\nfold_marks = 1", "`[sheets] fold_marks` must be true or false"),
        ("[sheets]\nqr = true", '`[sheets] qr` must be "", "search" or an address, which may'),
        ("[sheets]\nqr = 'https://x/{deck}'", "which may have {name} and {search}, not"),
        ("[sheets]\nqr = 'example.org'", "`[sheets] qr` must be"),
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


def test_themes_papers_and_codes_are_read() -> None:
    text = """[sheets]
theme = "ink-saving"
paper = "148x210"
fold_marks = true
qr = "https://example.org/{name}?q={search}"
"""
    config, problems = read_config(text.encode(), "notes", RULES)
    assert problems == []
    sheets = config.sheets
    assert (sheets.theme, sheets.paper, sheets.fold_marks) == ("ink-saving", "148x210", True)
    assert sheets.qr == "https://example.org/{name}?q={search}"
    for code in ("", "search", "anki://x-callback-url/search?query={search}"):
        _, problems = read_config(f'[sheets]\nqr = "{code}"'.encode(), "notes", RULES)
        assert problems == []


def test_levels_and_thresholds_of_checks_are_read() -> None:
    text = """[lint]
talk = "off"
answer_too_long = "keep out"
[lint.thresholds]
answer_too_long = 60
"""
    config, problems = read_config(text.encode(), "notes", RULES, CHECKS)
    assert problems == []
    assert config.lint.levels == {"talk": "off", "answer_too_long": "keep out"}
    assert config.lint.thresholds == {"answer_too_long": 60}
    assert read_config(None, "notes", RULES, CHECKS)[0].lint == LintSettings({}, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[lint]\ntalk = true",
            '`[lint] talk` must be "off" or "info" or "warning" or "error" or "keep out", not True',
        ),
        ("[lint]\ntalks = 'off'", "unknown setting `[lint] talks` (known: answer_too_long, "),
        (
            "[lint]\nanswer_too_long = 'off'\n[lint.thresholds]\nanswer_too_long = '60'",
            "cribdeck.toml:4:1: error settings `[lint.thresholds] answer_too_long` must be a whole",
        ),
        (
            "[lint.thresholds]\ntalk = 3",
            "unknown setting `[lint.thresholds] talk` (known: answer_too_long, long_prompt)",
        ),
        ("lint = 3", "`lint` must be a table, written [lint]"),
        ("[lint]\nthresholds = 3", "`lint.thresholds` must be a table, written [lint.thresholds]"),
    ],
)
def test_what_is_wrong_with_the_checks_is_said_with_its_line(text: str, expected: str) -> None:
    (message,) = messages(text)
    assert expected in message


def test_of_many_names_the_one_that_was_probably_meant_is_hinted_at() -> None:
    (message,) = messages("[lint]\ncheck_off_b = 'off'", dict(MANY_CHECKS))
    assert message.endswith("unknown setting `[lint] check_off_b` (did you mean `check_of_b`?)")


def test_every_setting_has_a_check_and_every_check_a_setting() -> None:
    known = known_settings(RULES)
    assert set(known["cards"]) == {field.name for field in dataclasses.fields(CardSettings)}
    assert set(known["sheets"]) == {field.name for field in dataclasses.fields(SheetSettings)}


def test_the_language_of_a_source_is_that_of_the_last_entry_that_fits() -> None:
    text = '[language]\n"*" = "zh"\n"english/*.md" = "en"\n"english/old/*" = "zh"\n'
    config, problems = read_config(text.encode(), "notes", RULES)
    assert problems == []
    paths = ("kafka.md", "english/a.md", "english/deep/b.md", "english/old/c.md")
    assert [config.language_of(path) for path in paths] == ["zh", "en", "en", "zh"]
    assert read_config(b"", "notes", RULES)[0].language_of("kafka.md") is None


def test_a_language_is_one_that_is_known() -> None:
    (message,) = messages('\n[language]\n"a.md" = "english"')
    assert message.startswith("cribdeck.toml:3:1: error settings `[language] a.md` must be")
    assert '"zh" or "en"' in message


def test_a_language_for_no_source_is_reported() -> None:
    config, _ = read_config(b'[language]\n"kafak.md" = "en"\n"m*" = "zh"', "notes", RULES)
    (said,) = unused_languages(config, ["mq.md", "kafka.md"])
    assert str(said).startswith(
        "cribdeck.toml:1:1: warning unknown_language_source [language] names kafak.md, no source"
    )


@pytest.mark.parametrize(
    "line",
    ["share = 1.5", "share = -0.1", "share = true", 'share = "a"', "notes = 0", "notes = 2.5"],
)
def test_a_brake_that_makes_no_sense_is_refused(line: str) -> None:
    (message,) = messages(f"[brake]\n{line}\n")
    assert message.startswith("cribdeck.toml:2:1: error settings `[brake]")


@pytest.mark.parametrize(
    ("line", "share"), [("share = 0", 0), ("share = 1", 1), ("notes = 5", 0.25)]
)
def test_a_brake_may_be_as_strict_or_as_lenient_as_wanted(line: str, share: float) -> None:
    config, problems = read_config(f"[brake]\n{line}\n".encode(), "notes", RULES)
    assert (problems, config.brake.share) == ([], share)
