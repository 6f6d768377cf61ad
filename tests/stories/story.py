"""Stories: readable files go in, what author and learner do and what must come of it comes out.

    # A slip in a definition is corrected

    ## Before
    ~~~~ kafka.md
    - ISR：与 leader 保持同步的副本集何。
    ~~~~
    - review: all
    - tag (易错): ISR → 与 leader 保持同步的副本集何

    ## After
    - replace in kafka.md: 集何 => 集合
    - keep: ISR → 与 leader 保持同步的副本集何 ⇒ 与 leader 保持同步的副本集合

Each part is one round: the author edits, the notes are built, the learner imports the deck,
what is there is compared with what was, then the learner goes on. So lines may stand in any
order within a part, but for those of the learner, who does one thing after the other.

A card is named by words of its question and by what it hides: `ISR → 与 leader …`; the words
may be left out where the answer says enough (`→ 有序`), `…` stands for any text. What author
and learner can do, and what can become of a card: see `AUTHOR`, `LEARNER` and `FATES`. Where
an old Anki cannot do what a new one does, a line says so: `updated (newest): …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

TOLD: Final = Path(__file__).with_name("told")

AUTHOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "replace": "`replace in a.md: old => new`: change words that stand there once; ⏎ stands "
        "for a new line",
        "remove": "`remove: a.md`: delete a file",
        "rename": "`rename: a.md => b.md`: move a file",
        "link": "`link: a.md => b.md`: a symbolic link, maybe to nowhere",
        "ledger": "`ledger: lost`: what happens to it, see `author.LEDGERS`",
        "outputs": "`outputs: lost`: the folder of outputs is deleted",
        "template": "`template cards/style.css: text`: write text at the end of a template",
        "clock": "`clock: 2031-05-01`: what the computer believes; without it, a week has passed",
        "epoch": "`epoch: 1700000000`: SOURCE_DATE_EPOCH is set",
        "build": "`build: refused`: the brake stops it, `build: accepted`: it is told to go on, "
        "`build: with errors`: it says that notes or ledger have some",
        "import": "`import: missed`: the learner does not import the deck of this build",
    }
)
FATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "keep": "a reviewed card keeps its history and hides the same, or what follows `⇒`; "
        "`all`: nothing is new, retired, gone, back or changed",
        "new": "a card that was not there before",
        "retired": "a card stays as it was with its history, its note is now tagged as retired",
        "gone": "the note goes on without this answer: the card is empty, its history is left",
        "back": "a retired or empty card is asked again, with its history",
        "never": "the history of a card, if there still is one, is not on what follows `⇒`",
        "free": "`all`: what becomes of the cards not named is not told",
        "untouched": "the note of the card, with the learner's own edits, is not changed",
        "updated": "the note of the card is changed",
        "notes": "`notes: 3 new, 1 updated`: what Anki says of the import",
    }
)
LEARNER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "review": "`review: all`, `review: 端口 → 9092`: answer cards",
        "flag": "`flag (3): …`",
        "suspend": "`suspend: …`",
        "reschedule": "`reschedule (30!): …`: Set Due Date",
        "tag": "`tag (易错): …`: of the card's note",
        "edit": "`edit (Extra, 我的话): …`: write at the end of a field",
        "delete notes": "`delete notes: …`: the notes of these cards",
        "delete empty cards": "Tools › Empty Cards",
        "move": "`move (我的牌组): …`",
        "rename deck": "`rename deck: old => new`",
        "style": "`style: .card {}`: write at the end of the notetype's style sheet",
    }
)

_ROUND: Final = re.compile(r"^## (.+)\n((?:~~~~ (?:.*\n)*?~~~~\n|(?!## ).*\n)*)", re.MULTILINE)
_FENCE: Final = re.compile(r"^~~~~ (\S+)(?: \((.+)\))?\n((?:(?!~~~~).*\n)*)~~~~$", re.MULTILINE)
_LINE: Final = re.compile(
    r"- (?P<verb>[a-z][a-z ]*?)(?: in (?P<place>\S+)| \((?P<more>.+?)\))?: (?P<rest>.+)"
)
_TEMPLATE: Final = re.compile(r"- template (\S+): (.+)")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a story."""

    verb: str
    more: str
    """What stands in brackets or names a file."""
    rest: str

    def __str__(self) -> str:
        return f"{self.verb}: {self.rest}"


@dataclass(frozen=True, slots=True)
class Round:
    """One build, one import, and what goes before and after."""

    title: str
    files: tuple[tuple[str, str, str], ...]
    """Path, remarks and text of files that the author writes anew."""
    author: tuple[Told, ...]
    fates: tuple[Told, ...]
    learner: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One story."""

    name: str
    title: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """How a story names a card."""

    cue: str
    answer: str

    def is_meant_by(self, question: str, hidden: str) -> bool:
        """Return whether a card that asks and hides this is meant."""
        return _fits(self.answer, hidden) and (
            not self.cue or re.search(_pattern(self.cue), _flat(question)) is not None
        )

    def __str__(self) -> str:
        return f"{self.cue} → {self.answer}".strip()


def stories() -> Iterator[Story]:
    """Read all stories."""
    for path in sorted(TOLD.glob("*.md")):
        yield story(path.stem, path.read_text(encoding="utf-8"))


def story(name: str, text: str) -> Story:
    """Read one story.

    Raises:
        ValueError: a line cannot be understood.
    """
    title = text.partition("\n")[0]
    rounds = tuple(_round(*found.groups()) for found in _ROUND.finditer(text))
    if not title.startswith("# ") or not rounds:
        message = f"{name}: a story has a title and rounds"
        raise ValueError(message)
    return Story(name, title.removeprefix("# "), rounds)


def card(words: str) -> Card:
    """Read the name of a card."""
    cue, arrow, answer = words.partition("→")
    if not arrow or not answer.strip():
        message = f"{words!r} names no card: write `words of the question → answer`"
        raise ValueError(message)
    return Card(cue.strip(), answer.strip())


def change(words: str) -> tuple[Card, Card]:
    """Read the name of a card before and after: `cue → old ⇒ new` or `… ⇒ cue → new`."""
    before, arrow, after = words.partition("⇒")
    first = card(before)
    if not arrow:
        return first, first
    return first, card(after) if "→" in after else Card("", after.strip())


def _round(title: str, text: str) -> Round:
    files = tuple((found[1], found[2] or "", found[3]) for found in _FENCE.finditer(text))
    lines = [it for it in _FENCE.sub("", text).splitlines() if it.startswith("- ")]
    told = [_told(line) for line in lines]
    known = {*AUTHOR, *FATES, *LEARNER}
    for it in told:
        if it.verb not in known:
            message = f"{title}: nobody knows how to {it.verb!r}"
            raise ValueError(message)
    return Round(
        title,
        files,
        tuple(it for it in told if it.verb in AUTHOR),
        tuple(it for it in told if it.verb in FATES),
        tuple(it for it in told if it.verb in LEARNER),
    )


def _told(line: str) -> Told:
    if found := _TEMPLATE.fullmatch(line):
        return Told("template", found[1], found[2])
    found = _LINE.fullmatch(line)
    if found is None:
        message = f"cannot read {line!r}"
        raise ValueError(message)
    return Told(found["verb"], found["place"] or found["more"] or "", found["rest"].strip())


def _fits(wanted: str, text: str) -> bool:
    return re.fullmatch(_pattern(wanted), _flat(text)) is not None


def _pattern(words: str) -> str:
    return ".*".join(map(re.escape, _flat(words).split("…")))


def _flat(text: str) -> str:
    return " ".join(text.split())
