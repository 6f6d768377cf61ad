"""Front matter: the settings between `---` lines at the top of a note.

The lines of a note go in; out come the settings and how many lines they take. A note that
merely begins with a rule has none: the block must close and must look like settings.
Keys Cribdeck does not know are ignored, other programs have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.language import LANGUAGES, language_named
from cribdeck.span import Span
from cribdeck.syntax.nodes import FrontMatter

_LONGEST = 200
"""Lines; a `---` further down closes something else."""
_KNOWN = frozenset({"title", "deck", "tags", "sheet", "cards", "language", "lang", "importance"})
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*[ \t]*:(?:[ \t]|$)")
_LEVELS = {"1": 1, "2": 2, "3": 3}
_OFF = frozenset({"off", "no", "false", "none", "0"})
_ON = frozenset({"on", "yes", "true", "1", ""})


def front_matter(path: str, lines: Sequence[str]) -> tuple[FrontMatter, int, list[Diagnostic]]:
    """Return the settings, the number of lines they take (0 if there are none), and remarks."""
    size = _size(lines)
    if not size:
        return FrontMatter(), 0, []
    try:
        found = yaml.BaseLoader("\n".join(lines[1 : size - 1])).get_single_data()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        span = Span(path, line, column, line, column)
        return FrontMatter(), size, [_invalid(span, problem.problem or "not YAML")]
    except (yaml.YAMLError, RecursionError):
        return FrontMatter(), size, [_invalid(Span(path, 2, 1, 2, 1), "not YAML")]
    if not isinstance(found, dict):
        return FrontMatter(), size, []
    settings = {str(key).strip().lower(): value for key, value in found.items()}
    diagnostics = []
    cards = _text(settings.get("cards")).lower()
    if cards not in _OFF | _ON:
        hint = "write `cards: off`, or leave the line out"
        place = _line_of("cards", path, lines)
        diagnostics.append(warning("front_matter", place, f"cards: {cards}?", hint))
    key = "language" if "language" in settings else "lang"
    named = _text(settings.get(key))
    language = language_named(named)
    if named and language is None:
        hint = f"write one of {', '.join(LANGUAGES)}; until then the text decides"
        place = _line_of(key, path, lines)
        diagnostics.append(warning("front_matter", place, f"{key}: {named}?", hint))
    importance = _text(settings.get("importance"))
    if importance not in {"", *_LEVELS}:
        place = _line_of("importance", path, lines)
        hint = "write 1, 2 or 3; until then the text decides"
        diagnostics.append(warning("front_matter", place, f"importance: {importance}?", hint))
    sheet = _text(settings.get("sheet"))
    return (
        FrontMatter(
            title=_text(settings.get("title")),
            deck=_text(settings.get("deck")),
            tags=_tags(settings.get("tags")),
            sheet="off" if sheet.lower() in _OFF else sheet,
            cards=cards not in _OFF,
            language=language,
            importance=_LEVELS.get(importance),
        ),
        size,
        diagnostics,
    )


def _size(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:_LONGEST], 1):
        if line.rstrip() in {"---", "..."}:
            return index + 1 if _are_settings(lines[1:index]) else 0
    return 0


def _are_settings(lines: Sequence[str]) -> bool:
    keys = [line.partition(":")[0].strip() for line in lines if _KEY.match(line)]
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if not _KEY.match(first):
        return False
    return any(key.lower() in _KNOWN for key in keys) or all(key[0].islower() for key in keys)


def _line_of(key: str, path: str, lines: Sequence[str]) -> Span:
    opened = (line.lstrip(" \"'").lower().startswith(key) for line in lines)
    number = next((number for number, opens in enumerate(opened, 1) if opens), 1)
    return Span(path, number, 1, number, len(lines[number - 1]) + 1)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = re.split(r"[,，、\s]+", value)
    if not isinstance(value, list):
        return ()
    tags = (_text(tag).lstrip("#") for tag in value)
    return tuple(dict.fromkeys("_".join(tag.split()) for tag in tags if tag))


def _invalid(span: Span, problem: str) -> Diagnostic:
    hint = "correct the lines between the two `---`; until then they have no effect"
    return warning("front_matter", span, f"front matter is not valid YAML: {problem}", hint)
