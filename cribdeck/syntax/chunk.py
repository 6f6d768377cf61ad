"""What the block parser hands on: blocks of canonical Markdown by line and column, text unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "heading", "setext", "paragraph", "list", "item", "quote", "code", "math", "table", "rule",
    "html", "definition",
]  # fmt: skip
"""`setext`: a heading with its underline; `definition`: the target of a reference link."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One block: which lines it takes, and where its text begins in each of them."""

    kind: Kind
    first: int
    """Number of its first line, 1-based."""
    starts: tuple[int, ...]
    """For each line, how many characters stand before its text: indentation, markers."""
    children: tuple[Chunk, ...] = ()
    """Items of a list; blocks of an item or a quote."""
    level: int = 0
    """Of a heading, 1 to 6."""
    ordered: bool = False
    headerless: bool = False
    text: str = ""
    """Code or TeX, verbatim."""
    fenced: bool = False
    """Whether code has fences around it."""
    info: str = ""
    """The info string of fenced code."""

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Remark:
    """Something wrong that a parser has come across."""

    code: str
    at: int
    """A line number from the block parser, a character offset from the inline parser."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """What the block parser has found in a text."""

    chunks: tuple[Chunk, ...]
    links: Mapping[str, Any]
    """Definitions of reference links, for the inline parser."""
    remarks: tuple[Remark, ...]
