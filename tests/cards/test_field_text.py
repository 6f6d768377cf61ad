"""Fields of every kind of note are read back as the cards that they were made for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.cards.anki_syntax import cloze_html, text_html
from cribdeck.cards.field_text import cards_of, numbers_of, words_of
from cribdeck.cards.note import Card
from cribdeck.inline import Cloze, Text
from tests.fact_samples import ONE_OF_EACH, built


def test_the_cards_of_every_kind_of_note_are_known_from_its_field_alone() -> None:
    notes, ledger = built(ONE_OF_EACH)
    for note in notes:
        found = cards_of(note.fields[0])
        assert [(it.ordinal, it.answer) for it in found] == [
            (it.ordinal, it.answer) for it in note.cards
        ]
        assert all("[...]" in it.question for it in found)
        assert numbers_of(ledger.notes[note.guid]) == {it.ordinal + 1 for it in note.cards}


@pytest.mark.parametrize(
    ("field", "words", "cards"),
    [
        ("{{c1::a::hint}} b", "«a» b", [(0, "[hint] b", "a")]),
        (
            "<div>{{c1::甲}}</div><ul><li>乙</li><li>丙</li></ul>",
            "«甲»\n乙\n丙",
            [(0, "[...]\n乙\n丙", "甲")],
        ),
        (
            "<ol>{{c1::<li>甲</li>}}<span></span>{{c2::<li>乙</li>}}</ol>",
            "«甲»\n«乙»",
            [(0, "[...]\n乙", "甲"), (1, "甲\n[...]", "乙")],
        ),
        ("{{c1::a {{c3::b}} c}}", "«a «b» c»", [(0, "[...]", "a b c"), (2, "a [...] c", "b")]),
        ("{{c2::a}} and {{c2::b}}", "«a» and «b»", [(1, "[...] and [...]", "a / b")]),
        (
            "1 &lt; 2 &#58;&#58; {{c1::std&#58;&#58;x}}",
            "1 < 2 :: «std::x»",
            [(0, "1 < 2 :: [...]", "std::x")],
        ),
        ("no cloze :: at all }}", "no cloze :: at all", []),
        ("", "", []),
    ],
)
def test_markup_hints_and_entities_are_read_as_anki_does(
    field: str, words: str, cards: list[tuple[int, str, str]]
) -> None:
    assert words_of(field) == words
    assert cards_of(field) == tuple(Card(*it) for it in cards)


def test_what_commands_a_terminal_is_not_read_back() -> None:
    assert words_of("{{c1::a\x1b[31m}}\x9b2J b") == "«a [31m» 2J b"


@given(st.text(st.sampled_from("ab :<>{}[]\\&;甲#5"), max_size=12).filter(str.strip))
def test_any_text_that_was_escaped_is_read_back(characters: str) -> None:
    field = cloze_html(Cloze((Text(characters),), 3), text_html(characters))
    (card,) = cards_of(f"<div>{field}</div>")
    assert card.answer == " ".join(characters.split())
