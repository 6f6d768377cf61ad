"""Cards held back leave their notes, and nothing else of these changes."""

from __future__ import annotations

from cribdeck.cards.withheld import without_cards
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Listing, Origin
from cribdeck.identity.draft import Draft
from cribdeck.identity.identify import Identified, identify
from cribdeck.identity.ledger import Ledger
from cribdeck.inline import Text
from cribdeck.span import Span

PLACE = Span("a.md", 1, 1, 4, 1)


def listing() -> Identified:
    items = tuple((Text(item),) for item in ("轮询", "随机", "哈希"))
    fact = Listing(Origin(PLACE, "sibling_list", ("负载均衡",)), (Text("算法"),), items)
    draft = Draft(fact, "listing", PLACE, holes(fact), "Deck")
    return identify([draft], Ledger()).notes[0]


def test_the_other_cards_keep_their_numbers() -> None:
    note = listing()
    assert note.numbers == (1, 2, 3)
    (less,) = without_cards([note], {note.guid: {1}})
    assert less.numbers == (1, None, 3)
    assert (less.guid, less.draft) == (note.guid, note.draft)


def test_a_note_without_any_card_is_gone() -> None:
    note = listing()
    assert list(without_cards([note], {note.guid: {0, 1, 2}})) == []


def test_other_notes_are_not_touched() -> None:
    note = listing()
    (same,) = without_cards([note], {"other": {0}})
    assert same is note
