"""Stage 4: identified drafts go in, Anki notes with finished fields come out.

Layout is the templates' business: what is not in `templates/cards/` is on no card. Fields
hold no line number and no absolute path, so moving lines about in a source edits nothing.
A note that Anki could not show as it was meant becomes a diagnostic.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Literal, Protocol

from cribdeck.cards.anki_syntax import DEEPEST_NESTING, ClozeSyntaxError, cloze_numbers
from cribdeck.cards.boxes import beside_answer, box
from cribdeck.cards.clozes import answer, clozes, depth, question
from cribdeck.cards.elsewhere import place, remarks
from cribdeck.cards.face import Face, face
from cribdeck.cards.note import Card, Note
from cribdeck.cards.tags import tags
from cribdeck.cards.words import WORDS, Words
from cribdeck.diagnostics import Diagnostic, error
from cribdeck.identity.draft import Draft
from cribdeck.identity.identify import Identified
from cribdeck.inline import RichText, Text, plain

_CRUMBS: Final = 3
"""Crumbs on a card, counted from the fact outwards."""
_RESERVE: Final = ("",) * 4


class Render(Protocol):
    """Fills a template of the templates folder (`emit.html.Templates.render`)."""

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the HTML."""


def compose(
    notes: Iterable[Identified],
    render: Render,
    other_cells: Literal["shown", "hidden"] = "shown",
) -> tuple[list[Note], list[Diagnostic]]:
    """Return the Anki notes in the order of the drafts, and what could not become one."""
    composed: list[Note] = []
    diagnostics: list[Diagnostic] = []
    for note in notes:
        match _compose(note, face(note, other_cells), render):
            case Note() as good:
                composed.append(good)
            case problem:
                diagnostics.append(problem)
    return composed, diagnostics


def _compose(note: Identified, shown: Face, render: Render) -> Note | Diagnostic:
    draft, span = note.draft, note.draft.span
    words = WORDS[draft.language]
    if depth(shown.spoken) > DEEPEST_NESTING:
        message = f"more than {DEEPEST_NESTING} clozes are nested inside each other"
        return error("nested_clozes", span, message, "hide fewer pieces, or split the sentence")
    text = _render(render, shown.fragment, others=shown.others, **shown.values)
    numbers = sorted({cloze.number for cloze in clozes(shown.spoken) if cloze.number})
    try:
        found = sorted(cloze_numbers(text))
    except ClozeSyntaxError as problem:
        return _broken(note, shown, str(problem))
    if found != numbers:
        return _broken(note, shown, f"it asks for {found}, not for {numbers}")
    crumbs = _context(note, shown)
    titles = tuple(map(plain, crumbs))
    fields = (
        text,
        _render(render, "context", crumbs=crumbs, box=box(titles[-1]) if titles else None),
        _extra(render, shown, draft, words),
        _render(render, "source", place=place(draft.fact), also=list(_also(note)), words=words),
        draft.kind,
        note.guid,
        *_RESERVE,
    )
    also = (*draft.also, *(fact.origin.span for fact in draft.fact.origin.also))
    return Note(
        guid=note.guid,
        kind=draft.kind,
        rule=draft.fact.origin.rule,
        deck=note.deck,
        tags=tags([span.path, *(it.path for it in also)], draft.tags),
        span=span,
        fields=fields,
        cards=tuple(_card(number, shown) for number in numbers),
        state=note.state,
        also=also,
        crumbs=titles,
        belongs=draft.deck if draft.deck != note.deck else "",
    )


def _broken(note: Identified, shown: Face, reason: str) -> Diagnostic:
    message = f"Anki would not read this note as it was meant: {reason}"
    hint = f"see templates/cards/{shown.fragment}.html"
    return error("broken_card", note.draft.span, message, hint)


def _extra(render: Render, shown: Face, draft: Draft, words: Words) -> str:
    misspelt = [(Text(word),) for word in draft.written]
    said = list(remarks(draft.fact, words))
    pictures = [(it,) for it in draft.fact.origin.pictures]
    asides = beside_answer(draft.fact.origin.asides)
    if not (shown.extra or misspelt or said or pictures or asides):
        return ""
    values = {
        "extra": shown.extra,
        "pictures": pictures,
        "asides": asides,
        "misspelt": misspelt,
        "disputed": [it for it in said if it.disputes],
        "agreeing": [it for it in said if not it.disputes],
    }
    return _render(render, "extra", words=words, **values)


def _render(render: Render, fragment: str, **values: object) -> str:
    return unicodedata.normalize("NFC", render(f"cards/{fragment}.html", **values).strip())


def _card(number: int, shown: Face) -> Card:
    in_order = list(dict.fromkeys(it.number for it in clozes(shown.spoken) if it.number))
    match shown.others:
        case "shown":
            others = in_order
        case "earlier":
            others = in_order[: in_order.index(number)] or [it for it in (shown.cue,) if it]
        case "hidden":
            others = []
    return Card(number - 1, question(shown.spoken, number, others), answer(shown.spoken, number))


def _context(note: Identified, shown: Face) -> list[RichText]:
    """Return the last crumbs, without what the face says anyway."""
    crumbs = list(note.draft.fact.origin.breadcrumb)
    if crumbs and _same(crumbs[-1], plain(shown.lead)):
        crumbs.pop()
    title = plain(shown.title)
    if title and not (crumbs and _same(crumbs[-1], title)):
        crumbs.append(title)
    # A source titled like its first heading would say so twice.
    distinct = [it for it, before in zip(crumbs, ["", *crumbs], strict=False) if it != before]
    return [(Text(crumb),) for crumb in distinct[-_CRUMBS:]]


def _also(note: Identified) -> Iterator[RichText]:
    paths = dict.fromkeys(span.path for span in note.draft.also)
    yield from ((Text(path),) for path in paths if path != note.draft.span.path)


def _same(one: str, other: str) -> bool:
    return one.strip(" ：:。？?") == other.strip(" ：:。？?")
