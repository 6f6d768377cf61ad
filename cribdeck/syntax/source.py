"""Bytes of one source in, its syntax tree and what there is to say about it out."""

from __future__ import annotations

from cribdeck.diagnostics import Diagnostic, in_order
from cribdeck.syntax.columns import Source
from cribdeck.syntax.conflict import conflict
from cribdeck.syntax.decode import decode
from cribdeck.syntax.front_matter import front_matter
from cribdeck.syntax.markdown import parse_blocks
from cribdeck.syntax.nodes import Document
from cribdeck.syntax.repairs import repair
from cribdeck.syntax.tree import build


def parse(path: str, data: bytes) -> tuple[Document | None, list[Diagnostic]]:
    """Parse the source at `path` (below the source folder, with `/`) whose bytes are `data`.

    The document is None if the file is no text at all, or two versions of one; the diagnostics
    say so.
    """
    text, diagnostics = decode(path, data)
    if text is None:
        return None, diagnostics
    lines = text.split("\n")
    if unresolved := conflict(path, lines):
        return None, in_order([*diagnostics, unresolved])
    settings, size, remarks = front_matter(path, lines)
    repaired = repair(lines, size)
    body = ("",) * size + repaired.lines[size:]
    chunks = parse_blocks(body, repaired.ends)
    blocks, more = build(Source(path, lines, repaired), chunks)
    document = Document(path, settings, blocks, text, repaired.changed)
    return document, in_order([*diagnostics, *remarks, *more])
