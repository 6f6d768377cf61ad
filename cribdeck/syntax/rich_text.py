"""Running text becomes rich text, cut where a line of the source or a `<br>` ends.

A style that goes on over a line end is there on both lines. Each piece knows which
characters of the text it comes from; the caller knows where these stand in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Emphasis,
    Highlight,
    Image,
    Inline,
    Link,
    Math,
    RichText,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain,
)
from cribdeck.syntax import html
from cribdeck.syntax.chunk import Remark
from cribdeck.syntax.markdown import parse_inlines
from cribdeck.syntax.marks import BARRIER, MARKED
from cribdeck.syntax.pictures import image, with_attributes

Wrap = Callable[[RichText], Inline]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = re.compile(rf"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u2060\ufeff{BARRIER}]")
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")

_STYLES: Mapping[str, Wrap] = {
    "strong": Strong,
    "emphasis": Emphasis,
    "highlight": Highlight,
    "strike": Strike,
    "b": Strong,
    "i": Emphasis,
    "em": Emphasis,
    "u": Emphasis,
    "s": Strike,
    "del": Strike,
    "mark": Highlight,
    "sub": Subscript,
    "sup": Superscript,
}
"""Mistune's token types and HTML's elements."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of rich text, and the range of characters it was read from."""

    content: RichText
    start: int
    end: int


Comment = tuple[int, int, str]
"""Start and end of an HTML comment, and what it says."""


def read(text: str, links: Mapping[str, Any]) -> tuple[list[Piece], list[Remark], list[Comment]]:
    """Parse `text`; return its pieces, the parser's remarks, and the comments in it."""
    if not MARKED.search(text):
        content = _tidy([Text(_shown(text))])
        return ([Piece(content, 0, len(text))] if content else []), [], []
    tokens, remarks = parse_inlines(text, links)
    run = _Run()
    rows = run.rows(tokens)
    starts = [0, *(end for _, end in run.cuts)]
    ends = [*(start for start, _ in run.cuts), len(text)]
    pieces = [
        Piece(content, start, end)
        for row, start, end in zip(rows, starts, ends, strict=True)
        if (content := _tidy(row))
    ]
    return pieces, remarks, run.comments


def joined(pieces: Iterable[Piece], separator: Inline) -> RichText:
    """Return the pieces as one text."""
    content: list[Inline] = []
    for piece in pieces:
        if content:
            content.append(separator)
        content.extend(piece.content)
    return _merged(content)


LINE_BREAK = Break()


@dataclass
class _Frame:
    """An HTML element that has begun and not ended."""

    tag: html.Tag | None
    rows: list[list[Inline]] = field(default_factory=lambda: [[]])


@dataclass
class _Run:
    cuts: list[tuple[int, int]] = field(default_factory=list)
    """Where each row but the last ends, and where the next begins."""
    comments: list[Comment] = field(default_factory=list)

    def rows(self, tokens: Sequence[dict[str, Any]]) -> list[list[Inline]]:
        frames = [_Frame(None)]
        for token in tokens:
            if token["type"] == "inline_html":
                self._html(token, frames)
            elif token["type"] == "softbreak":
                self._cut(token["at"], 1, frames)
            else:
                _extend(frames[-1].rows, self._token_rows(token))
        while len(frames) > 1:  # never ended, so it has no effect
            frame = frames.pop()
            _extend(frames[-1].rows, frame.rows)
        return frames[0].rows

    def _token_rows(  # noqa: PLR0911 - one for each kind of token
        self, token: dict[str, Any]
    ) -> list[list[Inline]]:
        match token["type"]:
            case "text":
                return [[Text(_shown(token["raw"]))]]
            case "codespan":
                return [[Code(_UNSEEN.sub("", token["raw"]))]]
            case "math":
                return [[Math(token["raw"], token["display"])]]
            case "image":
                return [[_image(token)]]
            case "link":
                target = html.safe_target(_readable(token["attrs"]["url"]))
                rows = self.rows(token["children"])
                return _wrapped(rows, lambda row: Link(row, target)) if target else rows
            case "cloze":
                number, hint = token["number"], token["hint"]
                rows = self.rows(token["children"])
                return _wrapped(rows, lambda row: Cloze(row, number, hint))
            case style:
                return _wrapped(self.rows(token["children"]), _STYLES[style])

    def _cut(self, at: int, length: int, frames: list[_Frame]) -> None:
        self.cuts.append((at, at + length))
        frames[-1].rows.append([])

    def _html(self, token: dict[str, Any], frames: list[_Frame]) -> None:
        raw: str = token["raw"]
        match html.read(raw):
            case str() as text:
                frames[-1].rows[-1].append(Text(text))
            case html.Comment(text):
                self.comments.append((token["at"], token["at"] + len(raw), text))
            case html.Tag(name) if name in html.BREAKS:
                self._cut(token["at"], len(raw), frames)
            case html.Tag("img", False, attributes):
                frames[-1].rows[-1].append(_html_image(attributes))
            case html.Tag("audio" | "source", False, {"src": target}):
                name = target.rpartition("/")[2]
                frames[-1].rows[-1].append(Link((Text(unquote(name)),), target))
            case html.Tag("td" | "th", True):
                frames[-1].rows[-1].append(Text(" "))
            case html.Tag(name, closing) as tag:
                if not closing:
                    frames.append(_Frame(tag))
                elif any(frame.tag and frame.tag.name == name for frame in frames):
                    _close(frames, name)


def _close(frames: list[_Frame], name: str) -> None:
    """End the innermost element called `name`; what it contains and has not ended is void."""
    while frame := frames.pop():
        is_wanted = frame.tag is not None and frame.tag.name == name
        rows = _element(frame.tag, frame.rows) if frame.tag and is_wanted else frame.rows
        _extend(frames[-1].rows, rows)
        if is_wanted:
            return


def _element(tag: html.Tag, rows: list[list[Inline]]) -> list[list[Inline]]:
    if tag.name in html.GONE:
        return [[] for _ in rows]
    if tag.name in html.VERBATIM:
        return [[Code(plain(row))] if row else [] for row in rows]
    if tag.name == "a" and tag.attributes.get("href"):
        target = tag.attributes["href"]
        return _wrapped(rows, lambda row: Link(row, target))
    if tag.name in _STYLES:
        return _wrapped(rows, _STYLES[tag.name])
    return rows


def _extend(rows: list[list[Inline]], more: list[list[Inline]]) -> None:
    rows[-1].extend(more[0])
    rows.extend(more[1:])


def _wrapped(rows: list[list[Inline]], wrap: Wrap) -> list[list[Inline]]:
    return [[wrap(content)] if (content := _merged(row)) else [] for row in rows]


def _merged(row: Iterable[Inline]) -> RichText:
    """Return the nodes of `row` with neighbouring texts joined and empty ones left out."""
    merged: list[Inline] = []
    row = tuple(row)
    has_picture = any(isinstance(node, Image) for node in row)
    for is_text, nodes in groupby(row, key=lambda node: isinstance(node, Text)):
        if not is_text:
            merged.extend(nodes)
        elif text := "".join(node.text for node in nodes if isinstance(node, Text)):
            merged.append(Text(text))
    return tuple(with_attributes(merged) if has_picture else merged)


def _tidy(row: list[Inline]) -> RichText:
    """Return the content of a line without white space at its ends; empty if nothing is seen."""
    if len(row) == 1 and isinstance(only := row[0], Text):
        return (Text(text),) if (text := only.text.strip()) else ()
    nodes = list(_merged(row))
    if nodes and isinstance(first := nodes[0], Text):
        nodes[0] = Text(first.text.lstrip())
    if nodes and isinstance(last := nodes[-1], Text):
        nodes[-1] = Text(last.text.rstrip())
    return _merged(nodes)


def _image(token: dict[str, Any]) -> Inline:
    alt = "".join(_alt(child) for child in token["children"])
    attributes = token["attrs"]
    return image(alt, _readable(attributes["url"]), _shown(attributes.get("title") or ""))


def _html_image(attributes: Mapping[str, str]) -> Inline:
    alt, target, title, width = (
        attributes.get(name, "") for name in ("alt", "src", "title", "width")
    )
    return image(alt, target, title, width) if target else Text(alt)


def _alt(token: dict[str, Any]) -> str:
    if "children" in token:
        return "".join(_alt(child) for child in token["children"])
    return _shown(token.get("raw", " "))


def _shown(raw: str) -> str:
    """Return text with its entities resolved and without characters that cannot be seen."""
    resolved = _ENTITY.sub(lambda match: unescape(match[0]), raw) if "&" in raw else raw
    return _UNSEEN.sub("", resolved)


def _readable(url: str) -> str:
    """Return a target with the characters mistune has percent-encoded: `#%E5…` is `#副本`."""
    return _ENCODED.sub(lambda match: unquote(match[0]), url)
