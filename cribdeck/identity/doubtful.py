"""Doubts: notes that may be ones of before go in, what there is to say about each comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.identity.draft import Draft
from cribdeck.identity.search import Doubt
from cribdeck.identity.seen import Seen

_QUOTED: Final = 40
"""Characters of a note that a remark quotes."""
_HINT: Final = (
    "give the line a block id such as `^name` before its next edit, so that it is known for certain"
)


def doubtful(doubt: Doubt, drafts: Sequence[Draft], before: Sequence[Seen]) -> Diagnostic:
    """Return the remark that a note of now got new cards although it may be one of before."""
    draft = drafts[doubt.new]
    candidates = " or ".join(_before(before[old]) for old in doubt.old)
    message = f"new cards: {_quoted(draft)} may be {candidates}, edited"
    if doubt.rivals:
        rivals = _listed(f"{_quoted(drafts[it])} in {_line(drafts[it])}" for it in doubt.rivals)
        message = f"{message}; so may {rivals}"
    return warning("doubtful_match", draft.span, message, _HINT)


def _before(it: Seen) -> str:
    anchor = it.trace.anchor
    place = " › ".join((anchor.path, *anchor.headings[-1:]))
    return f"“{_cut(it.trace.text)}” ({place})"


def _quoted(draft: Draft) -> str:
    return f"“{_cut(' '.join(draft.content))}”"


def _line(draft: Draft) -> str:
    return f"{draft.span.path}:{draft.span.line}"


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _listed(them: Iterable[str]) -> str:
    return " and ".join(_unique(them))


def _unique(them: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(them)
