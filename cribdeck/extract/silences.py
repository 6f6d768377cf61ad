"""Where the author has silenced checks: `<!-- lint: off NAME … -->` to `<!-- lint: on -->`.

A `Document` goes in, the silenced lines come out. A comment without names speaks of all
checks; `on` ends whatever is silenced; what is never switched on again stays silent to the
end of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cribdeck.facts.model import Silence
from cribdeck.syntax.nodes import Block, Directive, Document, List, Quote

_BETWEEN_NAMES = re.compile(r"[\s,，、]+")


def silences(document: Document) -> tuple[Silence, ...]:
    """Return what is silenced where in `document`, in the order of the comments."""
    ended: list[Silence] = []
    going_on: list[Silence] = []
    for comment in _comments(document.blocks):
        state, *names = filter(None, _BETWEEN_NAMES.split(comment.value))
        if state == "off":
            going_on.append(Silence(comment.span, tuple(names)))
        else:
            ended += (replace(it, last_line=comment.span.line) for it in going_on)
            going_on = []
    return (*ended, *going_on)


def _comments(blocks: Iterable[Block]) -> Iterator[Directive]:
    for block in blocks:
        match block:
            case Directive(name="lint"):
                yield block
            case List(items=items):
                for item in items:
                    yield from _comments(item.blocks)
            case Quote(blocks=inner):
                yield from _comments(inner)
            case _:
                pass
