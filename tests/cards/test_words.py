"""What cards say themselves follows the language of the source, not that of the piece asked."""

from __future__ import annotations

import pytest

from cribdeck.cards.compose import compose
from cribdeck.cards.words import WORDS
from cribdeck.facts.model import Contrast, Definition, Fact, Listing
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.inline import Text
from cribdeck.language import LANGUAGES, Language
from tests.fact_samples import TEMPLATES, blank, comparison, drafts_of, origin, text, texts


def first_question(fact: Fact, language: Language) -> str:
    found = identify(drafts_of([fact], language=language), Ledger())
    (note, *_), problems = compose(found.notes, TEMPLATES.render)
    assert not problems
    return note.cards[0].question


def test_every_language_has_words() -> None:
    assert tuple(WORDS) == LANGUAGES


ORDER = comparison(["TCP", "UDP"], {"Order": ["kept", "lost"]})
TERM = Definition(origin(), text("Broker"), text("a server of Kafka"), "meaning")
DEFINED_BY_A_WORD = Definition(origin(), text("惊群"), text("同时醒来"), "meaning", "是指")
LIST = Listing(origin(), text("Delivery"), texts("at most once", "at least once"))
CONTRAST = Contrast(origin(), ((blank("B"), Text(" is fast")), (blank("A"), Text(" is slow"))))


@pytest.mark.parametrize(
    ("fact", "language", "question"),
    [
        (TERM, "en", "Broker: [...]"),
        (TERM, "zh", "Broker：[...]"),
        (DEFINED_BY_A_WORD, "en", "惊群是指[...]"),
        (LIST, "en", "Delivery (2)\n[...]\nat least once"),
        (LIST, "zh", "Delivery（2）\n[...]\nat least once"),
        (
            comparison(["TCP", "UDP"], {"Order": ["kept", "lost"]}),
            "en",
            "Order\nTCP: [...]\nUDP: lost",
        ),
        (CONTRAST, "en", "Which one? A / B\n[...] is fast\n[...] is slow"),
        (CONTRAST, "zh", "哪一个？ A / B\n[...] is fast\n[...] is slow"),
    ],
)
def test_marks_and_words_of_a_card(fact: Fact, language: Language, question: str) -> None:
    assert first_question(fact, language) == question


def test_the_language_does_not_change_who_a_note_is() -> None:
    guids = [identify(drafts_of([TERM], language=it), Ledger()).notes[0].guid for it in LANGUAGES]
    assert guids[0] == guids[1]
