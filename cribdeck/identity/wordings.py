"""Of several wordings of one fact, the one that the learner knows stays the one that is asked.

Drafts and the ledger go in, drafts come out. `relate` chooses a wording by what it says, and
knows no ledger; so a shorter one in a new note, or the copy of a section for another product,
would take the place of a card with a history. Here the choice is turned back: when the chosen
wording has never been asked, and one that it stands for has, to the letter or from the same
place, the two change parts. So a wording is exchanged only when the one that was asked has
left the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from cribdeck.facts.model import Fact
from cribdeck.identity.digest import digest
from cribdeck.identity.draft import Draft
from cribdeck.identity.ledger import Ledger

_Content: TypeAlias = tuple[str, str]
"""Kind, digest."""
_Name: TypeAlias = tuple[str, str, tuple[str, ...], str]
"""Kind, path, headings, key."""


def in_known_wording(drafts: Iterable[Draft], ledger: Ledger) -> list[Draft]:
    """Return `drafts`, those that stand for a wording in the ledger in that wording."""
    traces = [it.trace for it in ledger.notes.values() if it.retired is None]
    said = {(it.kind, it.digest) for it in traces}
    asked = {(it.kind, it.anchor.path, it.anchor.headings, it.anchor.key) for it in traces}
    return [_known(draft, said, asked) if draft.fact.origin.also else draft for draft in drafts]


def _known(draft: Draft, said: set[_Content], asked: set[_Name]) -> Draft:
    others = draft.stands_for
    known = max(
        (draft, *others),
        key=lambda it: ((it.kind, digest(it.content)) in said, _name(it) in asked),
    )
    if known is draft:
        return draft
    rest = [draft.fact, *(other.fact for other in others if other is not known)]
    return replace(
        known,
        fact=_carrying(known.fact, draft.fact, rest),
        language=draft.language,
        written=draft.written,
    )


def _carrying(fact: Fact, instead_of: Fact, also: Sequence[Fact]) -> Fact:
    origin = replace(
        fact.origin,
        also=tuple(
            sorted(
                (replace(it, origin=replace(it.origin, also=(), disputed=())) for it in also),
                key=lambda it: it.origin.span,
            )
        ),
        disputed=instead_of.origin.disputed,
    )
    return replace(fact, origin=origin)


def _name(draft: Draft) -> _Name:
    return (draft.kind, draft.span.path, draft.fact.origin.breadcrumb, draft.key)
