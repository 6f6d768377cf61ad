"""Where the text of a container stands: the file itself, a list item, a quote.

The parser sees a container's text without the indentation and markers around it. A
`Scope` holds that text and the number of the source line its first line is part of;
each of its lines is a suffix of a source line, so its column follows from its length.
Tokens remember the line they begin in and become chunks here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from cribdeck.syntax.chunk import Chunk, Kind

Token: TypeAlias = dict[str, Any]
"""Mistune's token: `type`, and what else belongs to that type."""

_KINDS: Mapping[str, Kind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "block_text": "paragraph",
    "block_code": "code",
    "block_html": "html",
    "block_quote": "quote",
    "list": "list",
    "thematic_break": "rule",
    "table": "table",
    "math": "math",
    "definition": "definition",
}


class Scope:
    """The text of one container and its place in the source."""

    def __init__(self, source: Sequence[str], text: str, first_line: int = 0) -> None:
        """Place `text`, whose lines are suffixes of the lines of `source` from `first_line` on."""
        self.source = source
        """The lines of the whole source."""
        self.text = text
        self.first_line = first_line
        """Index of the source line that the first line is a part of."""
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        """Offset of each line."""

    def line_at(self, offset: int) -> int:
        """Return the index of the source line with the character at `offset`."""
        return self.first_line + bisect_right(self.starts, offset) - 1

    def limit(self) -> int:
        """Return the index of the source line behind the last line."""
        return self.first_line + len(self.starts)

    def offset_of(self, line: int) -> int:
        """Return the offset of the text of a source line."""
        return self.starts[line - self.first_line]

    def columns(self, line: int, limit: int) -> tuple[int, ...]:
        """Return where the text begins in the source lines `line:limit`.

        Blank lines at the end are left out.
        """
        texts = [self._text_of(index) for index in range(line, limit)]
        while len(texts) > 1 and not texts[-1]:
            texts.pop()
        return tuple(
            len(self.source[index].rstrip(" \t")) - len(text)
            for index, text in enumerate(texts, line)
        )

    def _text_of(self, line: int) -> str:
        index = line - self.first_line
        ends = (*self.starts[index + 1 : index + 2], len(self.text))
        return self.text[self.starts[index] : ends[0]].strip(" \t\n")


class Tokens(list[Token]):
    """The tokens of one scope; each gets the line it begins in as it is added."""

    def __init__(self, line_of: Callable[[Token], int]) -> None:
        """Ask `line_of` for the index of the source line in which a token begins."""
        super().__init__()
        self._line_of = line_of
        self.scope = Scope((), "")
        self.marker_line = 0
        """Index of the source line with the marker, for the tokens of a list item."""

    def append(self, token: Token) -> None:
        """Add `token` at the end."""
        token["line"] = self._line_of(token)
        super().append(token)

    def insert(self, index: Any, token: Token) -> None:  # noqa: ANN401 - as in `list`
        """Add `token` before the one at `index`."""
        token["line"] = self._line_of(token)
        super().insert(index, token)

    def chunks(self) -> tuple[Chunk, ...]:
        """Return the blocks of the scope; each ends before the next, or with the scope."""
        blocks = sorted(
            (token for token in self if token["type"] != "blank_line"),
            key=lambda token: int(token["line"]),
        )
        limits = [*(int(token["line"]) for token in blocks[1:]), self.scope.limit()]
        return tuple(
            self._chunk(token, limit) for token, limit in zip(blocks, limits, strict=False)
        )

    def _chunk(self, token: Token, limit: int) -> Chunk:
        line = int(token["line"])
        starts = self.scope.columns(line, limit)
        kind = "setext" if token.get("style") == "setext" else _KINDS[token["type"]]
        attrs = token.get("attrs", {})
        children: tuple[Chunk, ...] = ()
        if kind == "quote":
            children = token["children"].chunks()
        elif kind == "list":
            children = self._items(token, line + len(starts))
        return Chunk(
            kind,
            line + 1,
            starts,
            children,
            level=attrs.get("level", 0),
            ordered=attrs.get("ordered", False),
            headerless=attrs.get("headerless", False),
            text=token["raw"] if kind in {"code", "math"} else "",
            fenced=token.get("style") == "fenced",
            info=attrs.get("info", ""),
        )

    def _items(self, token: Token, limit: int) -> tuple[Chunk, ...]:
        contents: list[Tokens] = [item["children"] for item in token["children"]]
        lines = [content.marker_line for content in contents]
        return tuple(
            Chunk("item", line + 1, self.scope.columns(line, end), content.chunks())
            for content, line, end in zip(contents, lines, [*lines[1:], limit], strict=True)
        )
