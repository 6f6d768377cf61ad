"""What checks read of a card does not depend on the language of the card's own words."""

from __future__ import annotations

import pytest

from cribdeck.cards.compose import compose
from cribdeck.facts.model import Listing
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.language import LANGUAGES, Language
from cribdeck.lint.check import Asked
from tests.fact_samples import TEMPLATES, drafts_of, origin, text, texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lead", ["Delivery", "投递（RabbitMQ）的方式", "Delivery (2.4)"])
def test_the_head_of_a_list_is_its_lead_without_the_count(lead: str, language: Language) -> None:
    fact = Listing(origin(), text(lead), texts("at most once", "at least once"))
    found = identify(drafts_of([fact], language=language), Ledger())
    (note,), _ = compose(found.notes, TEMPLATES.render)
    assert Asked(note, note.cards[0]).head == lead
