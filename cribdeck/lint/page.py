"""The reference page of a check, as Markdown: a check goes in, text comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from cribdeck.lint.check import (
    CardCheck,
    Check,
    DeckCheck,
    OutlineCheck,
    RemarkCheck,
    Sample,
    SourcesCheck,
)


def page(check: Check) -> str:
    """Return what there is to say about `check`: reason, level, examples, how to change it."""
    parts = [
        f"# {check.name}",
        check.doc.strip(),
        f"By default: {default(check)}.",
        f"What to do: {check.hint}.",
        "## Finds",
        *(_fenced(text) for text in _examples(check, check.finds)),
        "## Accepts",
        *(_fenced(text) for text in _examples(check, check.accepts)),
        "## Settings",
        _fenced("\n".join(_settings(check))),
        "In a note, from one line to another:",
        _fenced(f"<!-- lint: off {check.name} -->\n<!-- lint: on -->"),
    ]
    return "\n\n".join(parts) + "\n"


def default(check: Check) -> str:
    """Return level and threshold as a phrase: `warning, from 90 on`."""
    return check.level if check.threshold is None else f"{check.level}, threshold {check.threshold}"


def _settings(check: Check) -> Iterator[str]:
    yield "[lint]"
    yield f'{check.name} = "{check.level}"'
    if check.threshold is not None:
        yield "[lint.thresholds]"
        yield f"{check.name} = {check.threshold}"


def _examples(check: Check, examples: tuple[object, ...]) -> Iterator[str]:
    for example in examples:
        match check:
            case CardCheck():
                yield _card(example)
            case DeckCheck():
                assert isinstance(example, tuple)  # noqa: S101  as its type says
                yield "\n\n".join(map(_card, example))
            case OutlineCheck():
                yield _shortened(str(example))
            case SourcesCheck() | RemarkCheck():
                assert isinstance(example, Mapping)  # noqa: S101  as its type says
                sources = (f"{path}:\n{text.strip()}" for path, text in example.items())
                yield _shortened("\n\n".join(sources))
            case _:
                assert_never(check)


def _card(sample: object) -> str:
    assert isinstance(sample, Sample)  # noqa: S101  as the type of the check says
    crumbs = " › ".join(sample.crumbs)
    lines = [crumbs] if crumbs else []
    return "\n".join([*lines, _shortened(sample.question), f"→ {_shortened(sample.answer)}"])


def _shortened(text: str) -> str:
    longest = 300
    return text if len(text) <= longest else f"{text[:longest]}…"


def _fenced(text: str) -> str:
    return f"~~~\n{text.strip()}\n~~~"
