"""What a text shows beside its words: any value of ours goes in, pictures and recordings come out.

Outlines, facts and rich text are trees of frozen dataclasses and tuples, so one way through
serves all, also to replace each of them. What holds nothing of the kind is returned as it is, not
copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeAlias, TypeVar

from cribdeck.facts.model import Picture
from cribdeck.inline import Code, Image, Link, Math, Text
from cribdeck.media.kinds import is_sound
from cribdeck.span import Span

Shown: TypeAlias = Image | Picture | Link
"""A picture in a line, one that stands by itself, a link to a recording."""
_Value = TypeVar("_Value")
_LEAVES: Final = (str, int, float, type(None), Span, Text, Code, Math)
_NAMES: Final[dict[type, tuple[str, ...]]] = {}


def shown(value: object) -> Iterator[Shown]:
    """Yield the pictures and recordings in `value`, in reading order."""
    if isinstance(value, _LEAVES):
        return
    if isinstance(value, tuple | list):
        for it in value:
            yield from shown(it)
        return
    if isinstance(value, Image | Picture) or (isinstance(value, Link) and is_sound(value.target)):
        yield value
    for name in _names(type(value)):
        yield from shown(getattr(value, name))


def replaced(value: _Value, change: Callable[[Shown], Shown]) -> _Value:
    """Return `value` with every picture and recording in it changed."""
    return _replaced(value, change)  # type: ignore[no-any-return]


def _replaced(value: Any, change: Callable[[Shown], Shown]) -> Any:  # noqa: ANN401  any of ours
    if isinstance(value, _LEAVES):
        return value
    if isinstance(value, tuple):
        parts = tuple(_replaced(it, change) for it in value)
        return parts if any(new is not it for new, it in zip(parts, value, strict=True)) else value
    if isinstance(value, Image | Picture):
        return change(value)
    new = {
        name: part
        for name in _names(type(value))
        if (part := _replaced(was := getattr(value, name), change)) is not was
    }
    value = replace(value, **new) if new else value
    return change(value) if isinstance(value, Link) and is_sound(value.target) else value


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(it.name for it in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]
