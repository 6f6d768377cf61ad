"""Texts made to hurt regular expressions: every pattern of the program, and its own worst input.

A pattern backtracks badly on long runs of what it repeats itself. So the input is made from the
pattern: its syntax tree is walked, each part gives a short text that it matches, and runs of
these texts, alone and in pairs, with an end that nothing matches, are the attack.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import product
from types import ModuleType
from typing import Any, Final

import cribdeck

PARSER: Final[Any] = importlib.import_module("re._parser")

_SKIPPED: Final = ("cribdeck.bootstrap", "cribdeck.emit", "cribdeck.sheets")
"""What never sees the text of a note, or only after `syntax` and `extract` have."""
_CATEGORIES: Final = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_WORD": "-",
}
_METHODS: Final = frozenset(
    {"match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn"}
)
_ANYTHING: Final = "a甲 ,1-"
_NOTHING: Final = "\x00"
"""An end that only a negated class matches."""
_MOST_PARTS, _MOST_IN_PAIRS = 40, 6


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern and how the program uses it."""

    place: str
    pattern: re.Pattern[str]
    anchored: bool
    """Whether it is only ever tried at one place of a text, by `match` or `fullmatch`."""

    def run(self, text: str) -> None:
        """Do to `text` the worst that the program does."""
        if self.anchored:
            self.pattern.match(text)
            self.pattern.fullmatch(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def patterns() -> list[Used]:
    """Return every pattern of the program, once."""
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(cribdeck.__path__, "cribdeck.")
        if not info.name.startswith(_SKIPPED) and not info.name.endswith("__main__")
    ]
    found: dict[tuple[str, int], Used] = {}
    for module in modules:
        for used in _patterns_of(module):
            same = found.setdefault((used.pattern.pattern, used.pattern.flags), used)
            if not used.anchored:
                found[used.pattern.pattern, used.pattern.flags] = replace(same, anchored=False)
    return list(found.values())


def attacks(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of about `length` characters on which `pattern` is most likely to be slow."""
    tree = PARSER.parse(pattern.pattern, pattern.flags)
    parts = list(dict.fromkeys(it for it in _parts(tree) if it))[:_MOST_PARTS]
    whole = _sample(tree)
    short = sorted(parts, key=len)[:_MOST_IN_PAIRS]
    pairs = (one + other for one, other in product(short, repeat=2) if one != other)
    units = dict.fromkeys([*parts, whole, whole[:-1], whole[1:], *pairs])
    for unit in filter(None, units):
        run = unit * (length // len(unit))
        yield run
        yield run + _NOTHING
        yield whole[: len(whole) // 2] + run + _NOTHING


def _patterns_of(module: ModuleType) -> Iterator[Used]:
    tree = ast.parse(inspect.getsource(module))
    methods: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if attribute in _METHODS:
                methods[name].add(attribute)
            case _:
                pass
    # A pattern in a table is used through a variable: by one of the methods used at all.
    anywhere = set[str]().union(*methods.values())
    for name, value in vars(module).items():
        for pattern in _inside(value, depth=4):
            used = methods.get(name) or anywhere or _METHODS
            yield Used(f"{module.__name__}.{name}", pattern, used <= {"match", "fullmatch"})
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=attribute), args=[first, *_]
            ) if attribute not in {"compile", "escape"}:
                # Patterns that are made from a text of the note are not known before.
                text = _value(first, module)
                if text is not None:
                    place = f"{module.__name__}:{node.lineno}"
                    yield Used(place, re.compile(text), attribute in {"match", "fullmatch"})
            case _:
                pass


def _value(node: ast.expr, module: ModuleType) -> str | None:
    code = compile(ast.Expression(node), module.__name__, "eval")
    try:
        value = eval(code, vars(module).copy())  # noqa: S307  our own source
    except NameError:
        return None
    return value if isinstance(value, str) else None


def _inside(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict):
        yield from _inside(list(value.values()), depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _inside(item, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        yield from _inside([getattr(value, it.name) for it in fields(value)], depth - 1)


def _parts(tree: Any) -> Iterator[str]:  # noqa: ANN401  the parser's tree has no types
    """Yield a text for every part of the tree, and for every choice in it."""
    yield _sample(tree)
    for name, value in _nodes(tree):
        match name:
            case "IN":
                yield from _members(value)
            case "BRANCH":
                for choice in value[1]:
                    yield from _parts(choice)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from _parts(value[2])
            case "SUBPATTERN":
                yield from _parts(value[3])
            case "ATOMIC_GROUP":
                yield from _parts(value)
            case "ASSERT" | "ASSERT_NOT":
                yield from _parts(value[1])
            case "LITERAL":
                pass  # part of what the whole matches
            case _:
                yield _sample([(name, value)])


def _sample(tree: Any) -> str:  # noqa: ANN401
    """Return a short text that the tree matches, assertions aside."""
    return "".join(_sample_of(name, value) for name, value in _nodes(tree))


def _sample_of(name: str, value: Any) -> str:  # noqa: ANN401, PLR0911  one for each kind of node
    match name:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL" | "ANY":
            return "a"
        case "IN":
            return next(_members(value), "")
        case "BRANCH":
            return _sample(value[1][0])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = value
            copies: int = least or min(1, most)
            return _sample(inner) * copies
        case "SUBPATTERN":
            return _sample(value[3])
        case "ATOMIC_GROUP":
            return _sample(value)
        case "AT" | "ASSERT" | "ASSERT_NOT" | "GROUPREF":
            return ""
        case _:
            message = f"a kind of pattern not known here: {name}"
            raise AssertionError(message)


def _members(members: Any) -> Iterator[str]:  # noqa: ANN401
    named = [(str(name), value) for name, value in members]
    if named[0][0] == "NEGATE":
        excluded = re.compile("[^" + re.escape("".join(_listed(named[1:]))) + "]")
        yield from filter(excluded.match, _ANYTHING)
        return
    yield from _listed(named)


def _listed(members: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for name, value in members:
        match name:
            case "LITERAL":
                yield chr(value)
            case "RANGE":
                yield chr(value[0])
            case _:
                yield _CATEGORIES[str(value)]


def _nodes(tree: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    return ((str(name), value) for name, value in tree)
