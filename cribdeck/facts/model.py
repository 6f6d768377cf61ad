"""The intermediate representation: the whole note as an outline whose leaves are passages.

A passage is one block of the note in reading order: what a sheet shows of it
(`shown`), and the facts that rules have found in it (`facts`). The two are kept
apart because one line often carries several facts and a list card spans several
lines; so sheets print every line exactly once, cards take the facts, and coverage is
counted over passages. No back end ever goes back to Markdown.

Facts are a closed union. Each has *holes*: the pieces a card can hide, in reading
order, each with a role that stays the same when the answer is reworded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from cribdeck.inline import Image, RichText
from cribdeck.language import Language
from cribdeck.span import Span


@dataclass(frozen=True, slots=True)
class Aside:
    """A block of code, a formula or a box of the author that goes with a fact."""

    kind: str
    """`code`, `formula`, or that of the box (`warning`, `note`, …)."""
    title: RichText
    """Of a box."""
    lines: tuple[RichText, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from, and by which rule."""

    span: Span
    rule: str
    """Name of the rule, for example `colon_term`."""
    breadcrumb: tuple[str, ...]
    """Titles that lead to the fact, outermost first: file, headings, lead line, parent items."""
    anchor: str = ""
    """The author's block id (`^name`), without the caret."""
    also: tuple[Fact, ...] = ()
    """Facts of other places that say the same; no card of their own is made of them."""
    disputed: tuple[Fact, ...] = ()
    """Facts of other places that contradict this one."""
    pictures: tuple[Image, ...] = ()
    """What stands directly below and illustrates it: shown with the answer."""
    asides: tuple[Aside, ...] = ()
    """What else stands directly below and belongs to it: shown with the answer."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means; asked in one or both directions."""

    origin: Origin
    term: RichText
    meaning: RichText
    asks: Literal["term", "meaning", "both"]
    """What is hidden: the term (given the meaning), the meaning (given the term), each in turn."""
    link: str = "："
    """What stands between the two: `：`, ` - `, `是指`."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question the author asks, with the answer found below it."""

    origin: Origin
    prompt: RichText
    answer: tuple[RichText, ...]
    """Lines of the answer."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Siblings under a lead; one card asks for all, one for each item (overlapping)."""

    origin: Origin
    lead: RichText
    items: tuple[RichText, ...]
    among: tuple[RichText, ...] = ()
    """All the things out of which the items are picked, if the table or note names them: then
    these are offered, and one card asks which of them the lead is true of."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A sequence; each card shows the steps before and asks for the next."""

    origin: Origin
    lead: RichText
    items: tuple[RichText, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell that the author leaves to the notes: `?`."""

    span: Span
    row: int
    """Of the table as written, from 0, without its header."""
    column: int
    """From 0, the names of the rows included."""
    pin: str = ""
    """The section to look in, as written: `kafka.md#副本`, `#副本`; empty for all notes."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a table with `?` asks the notes for."""

    wanted: tuple[tuple[Wanted | None, ...], ...]
    """In the shape of `Comparison.cells`; None where the author typed something."""
    entities: tuple[tuple[str, ...], ...]
    """All names of each entity: its own, then those in brackets behind it."""
    aspects: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Entities × aspects → cells. A card asks for one cell, under its row and column heading."""

    origin: Origin
    genre: Literal["comparison", "glossary", "record"]
    """What the table does: tells things apart, explains terms, or lists rows of properties."""
    title: RichText
    """What is compared: the heading above, shown as context."""
    entities: tuple[RichText, ...]
    aspects: tuple[RichText, ...]
    """Glossaries and records without a header row have one empty aspect."""
    cells: tuple[tuple[RichText | None, ...], ...]
    """`cells[aspect][entity]`; None is never asked (blank, `同上`, picture, too long)."""
    cell_spans: tuple[tuple[Span, ...], ...]
    """Where each cell stands, in the same shape; one that was found, in the notes it is from."""
    skeleton: Skeleton | None = None
    """What is left to be found; None once `assemble` has looked."""
    written: tuple[tuple[RichText | None, ...], ...] = ()
    """The cells with those that are not asked for by themselves (低 beside 高, a row of ✓ and ✗,
    a whole paragraph, one beside a bold one), in the same shape; empty where these are just
    `cells`."""
    row_spans: tuple[Span, ...] = ()
    """Where the author wrote each row, if cells of it were found elsewhere; else empty."""
    reversible: frozenset[int] = frozenset()
    """Entities of a glossary or record that can be told from what the table says of them."""

    @property
    def shown(self) -> tuple[tuple[RichText | None, ...], ...]:
        """All cells that say something, asked for or not, in the shape of `cells`."""
        return self.written or self.cells


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for."""

    origin: Origin
    short: str
    expansion: str
    gloss: str = ""
    """The Chinese name, when the note gives it too."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with pieces to hide: `text` holds `Cloze` nodes."""

    origin: Origin
    text: RichText
    lead_in: RichText = ()
    """The sentence before, where `text` would start with 它/这/其/this."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Claims that look alike, told apart by what they are about: a which-one card.

    The subjects are hidden together and offered as options (`holes.options`).
    """

    origin: Origin
    claims: tuple[RichText, ...]
    """Two or more, one line each; in each exactly one `Cloze`, its subject."""


Fact: TypeAlias = (
    Definition | Question | Listing | Steps | Comparison | Abbreviation | Statement | Contrast
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph line or list item, shown as it is."""

    span: Span
    text: RichText
    depth: int = 0
    """0 for a paragraph, 1 for an item of a list, 2 for an item below an item."""
    marker: str = ""
    """Bullet (`-`) or number (`1.`) of the item this passage opens; empty if it continues one."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code block, verbatim."""

    span: Span
    language: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """Display math."""

    span: Span
    tex: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands by itself."""

    span: Span
    alt: str
    target: str
    """As `Image.target`."""
    depth: int = 0
    title: str = ""
    width: int | None = None
    """In pixels, if the author asks for one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as written."""

    span: Span
    header: tuple[RichText, ...]
    """Empty when the table has no header row."""
    rows: tuple[tuple[RichText, ...], ...]
    row_headers: bool
    """Whether the first column names what the row is about."""
    depth: int = 0
    cell_spans: tuple[tuple[Span, ...], ...] = ()
    """Where each cell of `rows` stands."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark: pitfall, erratum, tip. Its kind decides its look."""

    span: Span
    kind: str
    """`warning`, `note`, `tip`, …, or `quote` for a plain block quote."""
    title: RichText
    body: tuple[Passage, ...]


Shown: TypeAlias = Prose | Code | Formula | Picture | Grid | Callout


LINK_ONLY: Final = "link only"
TABLE_OF_CONTENTS: Final = "table of contents"
"""Reasons of `Passage.unused` that keep a passage off the sheets too."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the note: what is shown of it, and what was found in it."""

    shown: Shown
    facts: tuple[Fact, ...] = ()
    covered: bool = False
    """Whether some fact, here or of a neighbour that spans it, tests this passage."""
    unused: str = ""
    """Why no card tests it; empty when `covered`."""
    is_joined: bool = False
    """Whether this is a table put together from other passages, and no line of the note."""
    shown_elsewhere: bool = False
    """Whether sheets print the same at another place: a line in a joined table."""
    importance: int | None = None
    """On a sheet, 1 to 3, as the author says; None leaves it to what the text shows."""
    is_off_sheet: bool = False
    """Whether the author leaves it off the sheet."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    span: Span
    title: RichText
    """Empty for the text before the first heading."""
    level: int
    """0 for the text before the first heading."""
    passages: tuple[Passage, ...]
    children: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """`<!-- lint: off NAME … -->`: lines in which the author wants no word from some checks."""

    span: Span
    """The comment that begins it."""
    checks: tuple[str, ...]
    """Empty: all of them."""
    last_line: int | None = None
    """None: to the end of the source."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A misspelt word of the note, and the word that is shown in its place."""

    span: Span
    written: str
    corrected: str


@dataclass(frozen=True, slots=True)
class Outline:
    """One source, as all back ends see it."""

    path: str
    title: str
    """Front matter, else the only H1, else the file name; the outermost crumb."""
    deck: str
    tags: tuple[str, ...]
    sheet: str
    sections: tuple[Section, ...]
    silences: tuple[Silence, ...] = ()
    language: Language = "zh"
    """Named by the author, or else told by the text: that of what cards and sheets say."""
    corrections: tuple[Correction, ...] = ()
    """Words that are shown otherwise than written, in reading order."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A piece of a fact that one card hides."""

    role: str
    """What the piece is for the fact: `term`, an item, a cell's entity; stable under rewording."""
    answer: str
    """The hidden text, plain."""
    number: int | None = None
    """The cloze number the author wrote, if any."""
