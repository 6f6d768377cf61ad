"""Whatever text, code, math or hint goes in, a card in the real engine shows it back."""

from __future__ import annotations

import dataclasses
import unicodedata
from itertools import groupby
from operator import itemgetter

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from cribdeck.cards.compose import compose
from cribdeck.cards.notetype import Notetype
from cribdeck.emit.apkg import apkg
from cribdeck.facts.holes import clozes, options
from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Question,
    Statement,
)
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Emphasis,
    Highlight,
    Image,
    Inline,
    Link,
    Math,
    RichText,
    Strong,
    Superscript,
    Text,
    plain,
)
from tests import anki_oracle
from tests.fact_samples import LONG_AGO, TEMPLATES, comparison, drafts_of, origin

BARE = "{{cloze:Text}}<hr>{{Context}}<hr>{{Extra}}<hr>{{Source}}"
"""Every field, with nothing of our own around it."""

FRAGMENTS = (
    *("{{c1::", "{{c2::x}}", "}}", "}", "{", "{{", "::", ":", "c1::", "{{Text}}", "{{FrontSide}}"),
    *("[sound:a.mp3]", "[anki:play:q:0]", "[anki:tts lang=en_US]", "[latex]x[/latex]", "[$]", "["),
    *(
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\",
        "(",
        ")",
        "]",
        "$",
        "image-occlusion:rect:left=.1",
        "image-",
    ),
    *("<b>", "</b>", "<", ">", "&", "&amp;", "&#123;", "<!--", "-->", '"', "'", "<img src=x>"),
    *(
        "\u0338",
        "e\u0301",
        "\u0301",
        "\u1161",
        "\x1f",
        "\x00",
        "\x7f",
        "\u200b",
        "\u2068",
        "\ufeff",
    ),
    *("分区", "Kafka", "std::vector<int>", "a[0]", "…", " ", "\t", "😀", "ｆｕｌｌ", "\u2126"),
)
"""What Anki, MathJax or a browser may take for something else, alone or with its neighbours."""

CHARACTERS = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    max_size=6,
).map("".join)
VISIBLE = CHARACTERS.map(lambda it: it if it.strip() else f"{it}字")
LEAVES: st.SearchStrategy[Inline] = st.one_of(
    CHARACTERS.map(Text),
    st.builds(Code, CHARACTERS, st.sampled_from(["", "bash", "sql", "html", "c++"])),
    st.builds(Image, CHARACTERS, st.just("x.png")),
    st.builds(Math, CHARACTERS, st.booleans()),
    st.just(Break()),
)


def styled(children: st.SearchStrategy[RichText]) -> st.SearchStrategy[Inline]:
    kinds = st.sampled_from([Strong, Emphasis, Highlight, Superscript])
    return st.one_of(
        st.builds(lambda kind, inside: kind(inside), kinds, children),
        st.builds(Link, children, st.just("https://example.org/::}}")),
    )


RICH: st.SearchStrategy[RichText] = st.recursive(
    st.lists(LEAVES, max_size=4).map(tuple),
    lambda inner: st.lists(LEAVES | styled(inner), max_size=3).map(tuple),
    max_leaves=6,
)
SHOWN = RICH.map(lambda it: it if plain(it).strip() else (*it, Text("字")))
CLOZES = st.builds(Cloze, SHOWN, st.none(), CHARACTERS)


def seen(text: RichText) -> str:
    """Return what a card must show: control characters as pictures, TeX between delimiters."""
    return unicodedata.normalize("NFC", "".join(map(_seen, text)))


def _seen(node: Inline) -> str:
    match node:
        case Math(tex, display):
            return rf"\[{pictures(tex)}\]" if display else rf"\({pictures(tex)}\)"
        case Break():
            return "\n"
        case Text() | Code() | Image():
            return pictures(plain((node,)))
        case _:
            return seen(node.children)


def pictures(characters: str) -> str:
    shown = unicodedata.normalize("NFC", characters)
    for code in (*range(0x09), *range(0x0B, 0x20)):
        shown = shown.replace(chr(code), chr(0x2400 + code))
    return shown.replace("\x7f", "\u2421")


CRUMBS = st.lists(VISIBLE, min_size=2, max_size=3).map(lambda it: origin(*it))
FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(Definition, CRUMBS, SHOWN, SHOWN, st.just("both"), CHARACTERS),
    st.builds(Question, CRUMBS, RICH, st.tuples(SHOWN, RICH)),
    st.builds(Listing, CRUMBS, RICH, st.tuples(SHOWN, SHOWN)),
    st.builds(Abbreviation, CRUMBS, VISIBLE, VISIBLE, CHARACTERS),
    st.builds(
        lambda where, before, one, between, other, lead_in: Statement(
            where, (*before, one, *between, other), lead_in
        ),
        *(CRUMBS, RICH, CLOZES, RICH, CLOZES, RICH),
    ),
    st.builds(
        lambda where, one, between, other, after: Contrast(
            where, ((one, *between), (*after, other))
        ),
        *(CRUMBS, CLOZES, RICH, CLOZES, RICH),
    ),
    st.builds(
        lambda where, names, cells: comparison(names, {"aspect": cells}, where=where),
        *(CRUMBS, st.tuples(VISIBLE, CHARACTERS), st.tuples(VISIBLE, VISIBLE)),
    ),
)


def whole(fact: Fact) -> str:  # noqa: PLR0911  one for each kind
    """Return what the `Text` field must show with nothing hidden."""
    match fact:
        case Definition(term=term, meaning=meaning, link=link):
            colon = "：" if link.strip() in {"：", ":"} else link
            return seen(term) + pictures(colon) + seen(meaning)
        case Question(prompt=prompt, answer=answer):
            return seen(prompt) + "\n".join(map(seen, answer))
        case Listing(lead=lead, items=items):
            return f"{seen(lead)}（{len(items)}）{''.join(map(seen, items))}"
        case Abbreviation(short=short, expansion=expansion):
            return f"{pictures(short)} = {pictures(expansion)}"
        case Statement(text=text, lead_in=lead_in):
            return (f"{seen(lead_in)} " if lead_in else "") + seen(text)
        case Comparison(entities=names, aspects=(aspect,), cells=(cells,)):
            return "".join(seen(it or ()) for it in (*names, aspect, *cells))
        case Contrast(claims=claims):
            return "".join(("哪一个？", *map(seen, (*options(fact), *claims))))
    raise AssertionError(fact)


def answers(fact: Fact) -> list[str]:  # noqa: PLR0911  one for each kind
    """Return what the cards of a new note must hide, by cloze number."""
    match fact:
        case Definition(term=term, meaning=meaning):
            return [seen(term), seen(meaning)]
        case Question(answer=answer):
            return ["\n".join(map(seen, answer))]
        case Listing(items=items):
            return list(map(seen, items))
        case Abbreviation(expansion=expansion):
            return [pictures(expansion)]
        case Statement(text=text):
            return [seen(it.children) for it in text if isinstance(it, Cloze)]
        case Comparison(cells=(cells,)):
            return [seen(cell) for cell in cells if cell is not None]
        case Contrast(claims=claims):
            return [" / ".join(seen(it.children) for claim in claims for it in clozes(claim))]
    raise AssertionError(fact)


def hints(fact: Fact) -> list[list[str]]:
    """Return the hint of each blank, for each card."""
    match fact:
        case Statement(text=text):
            return [[pictures(it.hint)] for it in clozes(text)]
        case Contrast(claims=claims):
            return [[pictures(it.hint) for claim in claims for it in clozes(claim)]]
        case _:
            return [[""]] * len(answers(fact))


def math_in(value: object) -> list[str]:
    """Return the formulas anywhere in a fact, with their delimiters."""
    match value:
        case Math():
            return [_seen(value)]
        case tuple():
            return [found for it in value for found in math_in(it)]
        case _ if dataclasses.is_dataclass(value):
            return math_in(tuple(getattr(value, it.name) for it in dataclasses.fields(value)))
    return []


def trap(*inside: Inline, hint: str = "", before: RichText = (), after: RichText = ()) -> Fact:
    """Return a statement that hides `inside`."""
    where = origin("trap", str((inside, hint, before, after)))
    return Statement(where, (*before, Cloze(inside, None, hint), *after))


TRAPS: tuple[Fact, ...] = (
    trap(Code("std::vector")),
    trap(Text("ends with a colon:"), hint="hint"),
    trap(Text(":"), hint=":"),
    trap(Text(":x")),
    trap(Text("a"), hint="h::i:"),
    trap(Text("a"), hint="}}"),
    trap(Code("f(){if(x){y}}}")),
    trap(Code("{{1,2},{3,4}};")),
    trap(Text("}"), before=(Text("{"),), after=(Text("}"),)),
    trap(Math(r"\frac{a}{b_{c}}"), after=(Math(r"x^{y^{z}}"),)),
    trap(Math(r"\text{{c2::x}}")),
    trap(Math(r"a\\[2pt]b", display=True), after=(Strong((Text("bold"),)), Math(r"\sqrt[3]{x}"))),
    trap(Math("[sound:x.mp3] a<b & c")),
    trap(Text("image-occlusion:rect:left=.1:top=.2:width=.3:height=.4")),
    trap(Text("x"), before=(Text("{{c2::not a cloze}} {{c3::"),)),
    trap(Text("x"), before=(Text("\\(y "), Strong((Text("bold"),)), Text("\\)"))),
    trap(Text("x"), before=(Code("\\("), Strong((Text("bold"),)), Code("\\)"))),
    trap(Text("[sound:a.mp3] [latex]x[/latex] [$]y[/$]")),
    trap(Text("[anki:play:q:0] [anki:tts lang=en_US]z[/anki:tts]")),
    trap(Text("a<b and c>d &lt; &amp;#123; <!-- <script>alert(1)</script> -->")),
    trap(Text("\u0338 after a tag"), before=(Strong((Text("\u0323\u0338"),)),)),
    trap(Text("e\u0301\u2126\uf900"), Text("\u0301")),
    trap(Text("\x1f\x00\x07")),
    trap(Superscript((Text("32"),)), before=(Text("2"),)),
    trap(Break(), Text("x"), Break()),
    # What the author wants hidden elsewhere leaves no tag behind between two texts.
    Definition(
        origin("trap", "unasked clozes"),
        (Text("image-occlusion"), Cloze((Text(":rect:left=.1:top=.2:width=.3:height=.4"),))),
        (Text("\\"), Cloze((Text("(y\\)"),), 3), Strong((Text("z:"),)), Cloze((Text(":"),))),
        "both",
    ),
)
"""Every way a field has been misread, in one package."""


# Shrinking would import a thousand packages; the assertion names the fact.
@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate])
@example(list(TRAPS))
@given(st.lists(FACTS, min_size=1, max_size=25))
def test_a_card_shows_back_what_went_in_and_hides_its_answer_alone(facts: list[Fact]) -> None:
    found = identify(drafts_of(facts), Ledger())
    notes, diagnostics = compose(found.notes, TEMPLATES.render)
    assert not diagnostics
    package = apkg(notes, Notetype(BARE, BARE, "", LONG_AGO))
    with anki_oracle.collection() as col:
        log = anki_oracle.import_package(col, package)
        assert len(log.new) == len(notes)
        cards = anki_oracle.cards(col)
        assert set(cards) == {(note.guid, it.ordinal) for note in notes for it in note.cards}
        for note in found.notes:
            for ordinal in range(len(note.numbers)):
                check_card(note.draft.fact, ordinal, col.get_card(cards[note.guid, ordinal]))


def check_card(fact: Fact, ordinal: int, card: anki_oracle.EngineCard) -> None:
    question, _, _, _ = anki_oracle.question_of(card).split("<hr>")
    answer, context, extra, source = anki_oracle.answer_of(card).split("<hr>")
    assert nfc(anki_oracle.text_of(answer)) == nfc(whole(fact))
    assert nfc(anki_oracle.hidden_by(card)) == nfc(answers(fact)[ordinal])
    # The question is the answer with a blank in it, and nothing else.
    assert around_the_cloze(question) == around_the_cloze(answer)
    blanks = [nfc(f"[{hint or '...'}]") for hint in hints(fact)[ordinal]]
    assert [nfc(it) for it in anki_oracle.cloze_texts(question)] == blanks
    # MathJax finds what was meant as math, and nothing else.
    runs = anki_oracle.texts_for_mathjax(answer)
    shown = (fact, options(fact)) if isinstance(fact, Contrast) else fact
    assert sum(map(formulas_in, runs)) == sum(map(formulas_in, math_in(shown)))
    for field in (context, extra, source):
        assert not sum(map(formulas_in, anki_oracle.texts_for_mathjax(field)))
    *_, heading = fact.origin.breadcrumb
    assert nfc(anki_oracle.text_of(source)).endswith(nfc(pictures(heading)).rstrip())
    if isinstance(fact, Abbreviation):
        assert nfc(anki_oracle.text_of(extra)).strip() == nfc(pictures(fact.gloss)).strip()


def around_the_cloze(html: str) -> str:
    runs = groupby(anki_oracle.pieces(html), key=itemgetter(0))
    return "".join("□" if cloze else "".join(text for _, text in run) for cloze, run in runs)


def formulas_in(run: str) -> int:
    return run.count(r"\(") + run.count(r"\[")


def nfc(characters: str) -> str:
    return unicodedata.normalize("NFC", characters)
