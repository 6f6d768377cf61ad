"""The change list: what a build would change in the deck, as text for people and as JSON.

Grouped by source, each note with its line; of an edited note the words that are other than
before, marked as git does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from cribdeck.changes import Change, Changes, Difference
from cribdeck.changes.brake import Brake
from cribdeck.changes.word_diff import marked
from cribdeck.diagnostics import Diagnostic
from cribdeck.emit.json_text import json_text
from cribdeck.emit.manifest import SCHEMA, counts, diagnostic_entry, searches
from cribdeck.emit.summary import counted, to_do

_MOST_MOVED: Final = 5
"""Notes from one source that are listed one by one."""
_LONGEST: Final = 100
"""Characters of a note's text in a line."""


def changes_text(found: Changes) -> str:
    """Return the list for people, the counts at its end."""
    lines = [
        line
        for path, group in groupby(found.notes, key=lambda it: it.path)
        for line in (path, *_of_source(list(group)))
    ]
    would = f"a build would make: {counted(found) or 'no notes'}"
    return "\n".join([*lines, would, *to_do(found.searches)])


def changes_json(
    deck: str, found: Changes, held: Brake | None, diagnostics: Sequence[Diagnostic]
) -> str:
    """Return the list as JSON text of schema 1.

    Args:
        deck: name of the deck.
        found: what has changed.
        held: why a build would ask first.
        diagnostics: what there is to say about the notes.
    """
    entries = {
        "schema": SCHEMA,
        "deck": deck,
        "changes": [_entry(it) for it in found.notes],
        "counts": counts(found),
        "searches": searches(found.searches),
        "brake": held and _brake(held),
        "diagnostics": [diagnostic_entry(it) for it in diagnostics],
    }
    return json_text(entries)


def _of_source(them: Sequence[Change]) -> Iterator[str]:
    """Yield the lines of one source; notes that have moved in great numbers are counted."""
    came = Counter(it.came_from for it in them if it.state == "moved")
    for it in them:
        if it.state != "moved" or came[it.came_from] <= _MOST_MOVED:
            yield from _lines(it)
    for path, count in came.items():
        if count > _MOST_MOVED:
            yield f"{'':>6}  {'moved':<8}{count} notes that were in {path}"


def _lines(change: Change) -> Iterator[str]:
    place = "" if change.line is None else str(change.line)
    texts = [it for it in change.differences if it.field == "Text" and _is_reworded(it)]
    words = marked(texts[0].pieces) if texts else _shortened(change.words)
    back = " (back again)" if change.is_back else ""
    was_in = f" (was in {change.was_in})" if change.was_in else ""
    yield f"{place:>6}  {change.state:<8}{words}{back}{was_in}"
    # A note that has merely moved says another source, and nothing else.
    for it in change.differences if change.state == "edited" else ():
        if it not in texts:
            yield f"{'':16}{it.field}: {marked(it.pieces) if _is_reworded(it) else 'formatting'}"
    if change.lost:
        numbers = ", ".join(f"c{number}" for number in change.lost)
        yield f"{'':16}no longer asked: {numbers}"
    if change.anew:
        numbers = ", ".join(f"c{number}" for number in change.anew)
        yield f"{'':16}learnt anew: {numbers}"


def _is_reworded(it: Difference) -> bool:
    return any(piece.gone or piece.come for piece in it.pieces)


def _shortened(words: str) -> str:
    line = " / ".join(words.split("\n"))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _entry(it: Change) -> dict[str, Any]:
    return {
        "state": it.state,
        "guid": it.guid,
        "kind": it.kind,
        "deck": it.deck,
        "path": it.path,
        "line": it.line,
        "text": it.words,
        "diff": [
            {
                "field": difference.field,
                "words": marked(difference.pieces),
                "pieces": [
                    {"kept": piece.kept} if piece.kept else {"gone": piece.gone, "come": piece.come}
                    for piece in difference.pieces
                ],
            }
            for difference in it.differences
        ],
        "was_in": it.was_in,
        "not_asked_any_more": list(it.lost),
        "learnt_anew": list(it.anew),
        "back": it.is_back,
    }


def _brake(held: Brake) -> dict[str, Any]:
    return {
        "known": held.known.total(),
        "lost": len(held.lost),
        "new": held.new,
        "absent": held.absent,
        "notes": [
            {
                "guid": it.guid,
                "path": it.trace.anchor.path,
                "key": it.trace.anchor.key or it.trace.text,
            }
            for it in held.lost
        ],
    }
