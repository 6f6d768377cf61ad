"""Settings: `cribdeck.toml` in the source folder; every value has a default.

In come the bytes of the file, out comes a `Config`, or the diagnostics that say what is
wrong with it. Settings are never guessed: an unknown name or a value of the wrong type
stops the build (exit code 2) before anything is written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any, Final, Literal, TypeAlias, get_args

from cribdeck import setting_checks as must
from cribdeck.diagnostics import LEVELS, Diagnostic, Level, error, warning
from cribdeck.language import LANGUAGES, Language
from cribdeck.span import Span, whole_file

SETTINGS_NAME: Final = "cribdeck.toml"

_MOST_NAMES: Final = 12
"""As many as a hint can list."""


@dataclass(frozen=True, slots=True)
class CardSettings:
    """`[cards]`: what the deck looks like."""

    subdecks: bool = True
    """One subdeck for each source, named after its title."""
    other_cells: Literal["shown", "hidden"] = "shown"
    """Whether a comparison card shows the cells beside the one it asks for."""
    row_cards: bool = False
    """Whether a card more asks for all cells of a row at once: how do these differ in that?"""
    name_cards: bool = True
    """Whether a row of a glossary also asks for its name, where no other row says the like."""
    script: Literal["as written", "simplified"] = "as written"
    """Whether traditional characters are shown as such."""


Variant: TypeAlias = Literal["answers", "blanks"]
"""How a sheet is printed: with everything there, or with gaps for what cards hide, and a key."""

Edition: TypeAlias = Literal["answers", "blanks", "booklet"]
"""What is made of sheets: a file for each of them in each variant, one for all of them."""


Theme: TypeAlias = Literal["colour", "black-and-white", "ink-saving"]
"""How a sheet looks: a style sheet of `templates/sheet/themes`."""

SEARCH: Final = "search"
"""Asks for the text of a search instead of an address."""


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """`[sheets]`: how sheets are printed."""

    orientation: Literal["landscape", "portrait"] = "landscape"
    columns: int = 0
    """0: as many as are about 68 mm wide; four on A4 in landscape, three in portrait."""
    pages: int = 0
    """Pages of a sheet; 0: as many as legible type needs."""
    hair_spaces: bool = True
    """A hair space between Han and Latin characters."""
    variants: tuple[Edition, ...] = ("answers", "blanks", "booklet")
    """What sheets are printed as: to read, to fill in; all together, if there are several."""
    theme: Theme = "colour"
    paper: str = "A4"
    """A name that `paper` knows, or millimetres as `210x297`."""
    fold_marks: bool = False
    """Ticks at the middle of each edge."""
    qr: str = ""
    """What the QR code in the masthead holds: nothing, "search" for the search in Anki that finds
    the cards of the sheet, or an address with `{name}` and `{search}` in it."""


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """`[[sheet]]`: one sheet out of several sources, or with its own page budget."""

    name: str
    """File name without `.pdf`."""
    title: str
    sources: tuple[str, ...]
    """Paths below the source folder, in the order wanted."""
    pages: int


@dataclass(frozen=True, slots=True)
class LintSettings:
    """`[lint]` and `[lint.thresholds]`: checks set against their default, by name."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BrakeSettings:
    """`[brake]`: from which loss on a build writes nothing until it is told `--accept`."""

    share: float = 0.25
    """Part of the known notes; more than this must be lost."""
    notes: int = 20
    """Known notes; at least so many must be lost, since a small deck changes by large parts."""


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """`[report]`: the page that shows what a build has made."""

    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of one build."""

    deck: str
    """Name of the deck and of the .apkg file."""
    cards: CardSettings
    sheets: SheetSettings
    sheet_requests: tuple[SheetRequest, ...]
    rules: Mapping[str, bool]
    """Rules switched on or off by name, against their default."""
    lint: LintSettings = LintSettings()
    languages: Mapping[str, Language] = field(default_factory=dict)
    """`[language]`: by path below the source folder, in which `*` stands for anything."""
    brake: BrakeSettings = BrakeSettings()
    report: ReportSettings = ReportSettings()

    def language_of(self, path: str) -> Language | None:
        """Return the language set for the source at `path`; the last entry that fits counts."""
        fitting = [it for name, it in self.languages.items() if fnmatchcase(path, name)]
        return fitting[-1] if fitting else None


_KNOWN: Final[Mapping[str, Mapping[str, must.Check]]] = {
    "": {"deck": must.text},
    "cards": {
        "subdecks": must.flag,
        "other_cells": must.one_of("shown", "hidden"),
        "row_cards": must.flag,
        "name_cards": must.flag,
        "script": must.one_of("as written", "simplified"),
    },
    "sheets": {
        "orientation": must.one_of("landscape", "portrait"),
        "columns": must.number(0, 8),
        "pages": must.number(0, 40),
        "hair_spaces": must.flag,
        "variants": must.some_of(*get_args(Edition)),
        "theme": must.one_of(*get_args(Theme)),
        "paper": must.size_of_paper,
        "fold_marks": must.flag,
        "qr": must.address_or(SEARCH, holes=("name", "search")),
    },
    "brake": {"share": must.share, "notes": must.number(1, 1_000_000)},
    "report": {"enabled": must.flag},
    "sheet": {
        "name": must.text,
        "title": must.text,
        "sources": must.texts,
        "pages": must.number(0, 40),
    },
}
"""Every setting by table, with its check."""


_THRESHOLDS: Final = "lint.thresholds"
_ANY_NAME: Final = "*"
"""Stands for all names of a table whose names are the author's."""


def known_settings(
    rule_names: frozenset[str], checks: Mapping[str, int | None] | None = None
) -> Mapping[str, Mapping[str, must.Check]]:
    """Return every setting by table, with its check.

    Args:
        rule_names: names that `[rules]` may switch.
        checks: names that `[lint]` may set, with their threshold if they have one.
    """
    checks = checks or {}
    measuring = [name for name, threshold in checks.items() if threshold is not None]
    return {
        **_KNOWN,
        "rules": dict.fromkeys(rule_names, must.flag),
        "language": {_ANY_NAME: must.one_of(*LANGUAGES)},
        "lint": dict.fromkeys(checks, must.one_of(*LEVELS)),
        _THRESHOLDS: dict.fromkeys(measuring, must.number(0, 10_000)),
    }


def default_config(folder_name: str) -> Config:
    """Return the settings of a source folder without `cribdeck.toml`.

    The deck is named after the folder, unless that is just called `source`.
    """
    deck = "Cribdeck" if folder_name.lower() in {"", "source", "src", "notes"} else folder_name
    return Config(deck, CardSettings(), SheetSettings(), (), {})


def read_config(
    data: bytes | None,
    folder_name: str,
    rule_names: frozenset[str],
    checks: Mapping[str, int | None] | None = None,
) -> tuple[Config, list[Diagnostic]]:
    """Return the settings, and what is wrong with them.

    Args:
        data: contents of `cribdeck.toml`, None when there is none.
        folder_name: name of the source folder, for the default deck name.
        rule_names: names that `[rules]` may switch.
        checks: names that `[lint]` may set, with their threshold if they have one.
    """
    config = default_config(folder_name)
    if data is None:
        return config, []
    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        return config, [_wrong("", "", "the file is not UTF-8 text")]
    except tomllib.TOMLDecodeError as bad:
        return config, [_wrong("", "", f"not valid TOML: {bad}")]
    lint = table.get("lint")
    if isinstance(lint, dict) and "thresholds" in lint:
        table[_THRESHOLDS] = lint.pop("thresholds")
    problems = _problems(table, text, known_settings(rule_names, checks))
    if problems:
        return config, problems
    sheets = table.get("sheets", {})
    requests = tuple(
        SheetRequest(
            name=entry["name"],
            title=entry.get("title", entry["name"]),
            sources=tuple(entry["sources"]),
            pages=entry.get("pages", sheets.get("pages", 0)),
        )
        for entry in table.get("sheet", [])
    )
    return (
        Config(
            deck=table.get("deck", config.deck),
            cards=CardSettings(**table.get("cards", {})),
            sheets=_sheet_settings(sheets),
            sheet_requests=requests,
            rules=table.get("rules", {}),
            lint=LintSettings(table.get("lint", {}), table.get(_THRESHOLDS, {})),
            languages=table.get("language", {}),
            brake=BrakeSettings(**table.get("brake", {})),
            report=ReportSettings(**table.get("report", {})),
        ),
        [],
    )


def _sheet_settings(table: Mapping[str, Any]) -> SheetSettings:
    settings = SheetSettings(**table)
    return replace(settings, variants=tuple(settings.variants))


def named_settings(data: bytes | None) -> dict[str, str]:
    """Return what `cribdeck.toml` sets, by name, for telling what has changed in it.

    Args:
        data: its contents; of a file that cannot be read nothing is returned.
    """
    try:
        table = tomllib.loads((data or b"").decode("utf-8-sig"))
    except ValueError:
        return {}
    named: dict[str, str] = {}
    for name, value in table.items():
        inner = value if isinstance(value, dict) else {}
        named |= {f"[{name}] {key}": repr(it) for key, it in inner.items()}
        if not isinstance(value, dict):
            named[name] = repr(value)
    return named


def unused_languages(config: Config, paths: Collection[str]) -> list[Diagnostic]:
    """Return a warning for each entry of `[language]` that no source at `paths` fits."""
    place = whole_file(SETTINGS_NAME)
    hint = "paths are relative to the source folder; * stands for anything"
    return [
        warning("unknown_language_source", place, f"[language] names {name}, no source", hint)
        for name in config.languages
        if not any(fnmatchcase(path, name) for path in paths)
    ]


def _problems(
    table: Mapping[str, Any], text: str, known: Mapping[str, Mapping[str, must.Check]]
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    tables: list[tuple[str, Any]] = [("", {})]
    for name, value in table.items():
        if name in known and name:
            entries = value if name == "sheet" else [value]
            if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
                form = "[[sheet]]" if name == "sheet" else f"[{name}]"
                found.append(_wrong(text, name, f"`{name}` must be a table, written {form}"))
                continue
            tables.extend((name, entry) for entry in entries)
        else:
            tables[0][1][name] = value
    for name, entry in tables:
        for key, value in entry.items():
            check = known[name].get(key, known[name].get(_ANY_NAME))
            where = f"[{name}] {key}" if name else key
            if check is None:
                message, hint = f"unknown setting `{where}`", _known_names(key, known[name])
                found.append(_wrong(text, key, message, hint, name))
            elif wanted := check(value):
                message = f"`{where}` must be {wanted}, not {value!r}"
                found.append(_wrong(text, key, message, table=name))
        if name == "sheet":
            found.extend(
                _wrong(text, "sheet", f"`[[sheet]]` needs `{key}`")
                for key in ("name", "sources")
                if key not in entry
            )
    return found


def _known_names(key: str, known: Collection[str]) -> str:
    """Return the hint for an unknown name; of many, only the one that was probably meant."""
    close = get_close_matches(key, known, 1)
    if len(known) > _MOST_NAMES and close:
        return f"did you mean `{close[0]}`?"
    return f"known: {', '.join(sorted(known))}"


def _wrong(text: str, key: str, message: str, hint: str = "", table: str = "") -> Diagnostic:
    lines = text.split("\n")
    begin = next((n for n, it in enumerate(lines) if it.strip().startswith(f"[{table}]")), 0)
    line = next(
        (
            n
            for n, it in enumerate(lines[begin:], begin + 1)
            if key and it.lstrip("[ \"'").startswith(key)
        ),
        1,
    )
    return error("settings", Span(SETTINGS_NAME, line, 1, line, 1), message, hint)
