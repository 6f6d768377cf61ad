"""Settings: `cribdeck.toml` in the source folder; every value has a default.

In come the bytes of the file, out comes a `Config`, or the diagnostics that say what is
wrong with it. Settings are never guessed: an unknown name or a value of the wrong type
stops the build (exit code 2) before anything is written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from cribdeck.diagnostics import Diagnostic, error
from cribdeck.span import Span

SETTINGS_NAME: Final = "cribdeck.toml"


@dataclass(frozen=True, slots=True)
class CardSettings:
    """`[cards]`: what the deck looks like."""

    subdecks: bool = True
    """One subdeck for each source, named after its title."""
    other_cells: Literal["shown", "hidden"] = "shown"
    """Whether a comparison card shows the cells beside the one it asks for."""


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """`[sheets]`: how sheets are printed."""

    orientation: Literal["landscape", "portrait"] = "landscape"
    columns: int = 0
    """0: four in landscape, three in portrait."""
    pages: int = 0
    """Pages of a sheet; 0: as many as legible type needs."""
    hair_spaces: bool = True
    """A hair space between Han and Latin characters."""


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
class Config:
    """All settings of one build."""

    deck: str
    """Name of the deck and of the .apkg file."""
    cards: CardSettings
    sheets: SheetSettings
    sheet_requests: tuple[SheetRequest, ...]
    rules: Mapping[str, bool]
    """Rules switched on or off by name, against their default."""


_Check: TypeAlias = Callable[[Any], str]
"""Says what is wrong with a value, or the empty string."""


def _text(value: Any) -> str:  # noqa: ANN401  TOML values have no narrower type
    return "" if isinstance(value, str) and value.strip() else "a text that is not empty"


def _flag(value: Any) -> str:  # noqa: ANN401
    return "" if isinstance(value, bool) else "true or false"


def _number(low: int, high: int) -> _Check:
    def check(value: Any) -> str:  # noqa: ANN401
        good = type(value) is int and low <= value <= high
        return "" if good else f"a whole number from {low} to {high}"

    return check


def _one_of(*choices: str) -> _Check:
    def check(value: Any) -> str:  # noqa: ANN401
        return "" if value in choices else " or ".join(f'"{choice}"' for choice in choices)

    return check


def _texts(value: Any) -> str:  # noqa: ANN401
    good = isinstance(value, list) and value and not any(map(_text, value))
    return "" if good else "a list of texts"


_KNOWN: Final[Mapping[str, Mapping[str, _Check]]] = {
    "": {"deck": _text},
    "cards": {"subdecks": _flag, "other_cells": _one_of("shown", "hidden")},
    "sheets": {
        "orientation": _one_of("landscape", "portrait"),
        "columns": _number(0, 6),
        "pages": _number(0, 40),
        "hair_spaces": _flag,
    },
    "sheet": {"name": _text, "title": _text, "sources": _texts, "pages": _number(0, 40)},
}
"""Every setting by table, with its check."""


def known_settings(rule_names: frozenset[str]) -> Mapping[str, Mapping[str, _Check]]:
    """Return every setting by table, the rule switches included, with its check."""
    return {**_KNOWN, "rules": dict.fromkeys(rule_names, _flag)}


def default_config(folder_name: str) -> Config:
    """Return the settings of a source folder without `cribdeck.toml`.

    The deck is named after the folder, unless that is just called `source`.
    """
    deck = "Cribdeck" if folder_name.lower() in {"", "source", "src", "notes"} else folder_name
    return Config(deck, CardSettings(), SheetSettings(), (), {})


def read_config(
    data: bytes | None, folder_name: str, rule_names: frozenset[str]
) -> tuple[Config, list[Diagnostic]]:
    """Return the settings, and what is wrong with them.

    Args:
        data: contents of `cribdeck.toml`, None when there is none.
        folder_name: name of the source folder, for the default deck name.
        rule_names: names that `[rules]` may switch.
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
    problems = list(_problems(table, text, rule_names))
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
            sheets=SheetSettings(**sheets),
            sheet_requests=requests,
            rules=table.get("rules", {}),
        ),
        [],
    )


def _problems(table: Mapping[str, Any], text: str, rule_names: frozenset[str]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    known = known_settings(rule_names)
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
            check = known[name].get(key)
            where = f"[{name}] {key}" if name else key
            if check is None:
                names = ", ".join(sorted(known[name]))
                found.append(_wrong(text, key, f"unknown setting `{where}`", f"known: {names}"))
            elif wanted := check(value):
                found.append(_wrong(text, key, f"`{where}` must be {wanted}, not {value!r}"))
        if name == "sheet":
            found.extend(
                _wrong(text, "sheet", f"`[[sheet]]` needs `{key}`")
                for key in ("name", "sources")
                if key not in entry
            )
    return found


def _wrong(text: str, key: str, message: str, hint: str = "") -> Diagnostic:
    lines = text.split("\n")
    line = next((n for n, it in enumerate(lines, 1) if key and it.lstrip("[ ").startswith(key)), 1)
    return error("settings", Span(SETTINGS_NAME, line, 1, line, 1), message, hint)
