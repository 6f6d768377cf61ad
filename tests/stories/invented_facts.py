"""Invented facts: what can be said in random notes, how it is written, and what it asks for.

Every answer is given once, so what a card hides says which answer of which fact it asks for.
Whatever is done to a fact here leaves it the same fact: its cards must stay its cards.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.stories import bank

_SHORT: Final = 5
"""Characters below which another one would make another answer."""
_WEIGHTY: Final = "不没无非未否一二三四五六七八九十百千万几两多少"
"""What is no slip when it changes: the text would say something else."""
_SCRIPT: Final = str.maketrans(bank.SIMPLIFIED, bank.TRADITIONAL)
_BACK: Final = str.maketrans(bank.TRADITIONAL, bank.SIMPLIFIED)


@dataclass(slots=True, eq=False)
class Fact(ABC):
    """One statement, list or table of the notes."""

    name: str
    texts: dict[str, str]
    """All words by their role, those of answers and others."""
    answers: list[str]
    """The roles that are asked for now."""
    worded: bool = False
    """Whether it was put in other words this week."""

    @abstractmethod
    def lines(self) -> str:
        """Return it as it stands in the notes."""

    def asked(self) -> dict[str, str]:
        """Return what its cards hide, by role."""
        return {role: self.texts[role] for role in self.answers}

    def reword(self, random: Random) -> None:
        """Let a slip into one part of it."""
        role = random.choice([it for it, text in self.texts.items() if _loose(text)])
        self.texts[role] = _slip(self.texts[role], random)

    @abstractmethod
    def rearrange(self, random: Random) -> None:
        """Change its parts."""

    def change_script(self) -> None:
        """Write it in traditional characters, or in simplified ones again."""
        table = _BACK if any(_is_traditional(it) for it in self.texts.values()) else _SCRIPT
        for role, text in self.texts.items():
            self.texts[role] = text.translate(table)


@dataclass(slots=True, eq=False)
class Definition(Fact):
    """A term and its meaning."""

    bold: bool = False

    def lines(self) -> str:
        """Return one line."""
        term = f"**{self.texts['term']}**" if self.bold else self.texts["term"]
        return f"{term}：{self.texts['meaning']}。"

    def rearrange(self, random: Random) -> None:  # noqa: ARG002  there is one way
        """Make the term bold, or no longer."""
        self.bold = not self.bold


@dataclass(slots=True, eq=False)
class Sentence(Fact):
    """A sentence with one answer."""

    opening: str = ""

    def lines(self) -> str:
        """Return one line."""
        before, answer, behind = (self.texts[it] for it in ("before", "answer", "behind"))
        return f"{self.opening}{before} =={answer}== {behind}。"

    def rearrange(self, random: Random) -> None:
        """Begin it with other words."""
        self.opening = random.choice(["", *bank.OPENINGS])


@dataclass(slots=True, eq=False)
class Items(Fact):
    """A list."""

    spare: list[str] = field(default_factory=list)
    """Roles of items that are not in the list now."""
    numbered: bool = False

    def lines(self) -> str:
        """Return the line that leads, and the items."""
        marks = (f"{number}." if self.numbered else "-" for number in range(1, 99))
        items = (
            f"{mark} {self.texts[it]}\n" for mark, it in zip(marks, self.answers, strict=False)
        )
        return f"{self.texts['lead']}：\n\n{''.join(items)}".rstrip()

    def rearrange(self, random: Random) -> None:
        """Put an item in, take one out, or change their order."""
        match random.choice(("in", "out", "order")):
            case "in" if self.spare:
                place = random.randrange(len(self.answers) + 1)
                self.answers.insert(place, self.spare.pop(random.randrange(len(self.spare))))
            case "out" if len(self.answers) > 3:
                self.spare.append(self.answers.pop(random.randrange(len(self.answers))))
            case _:
                random.shuffle(self.answers)


@dataclass(slots=True, eq=False)
class Table(Fact):
    """A comparison: its rows and columns, by the names of their roles."""

    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    spare_rows: list[str] = field(default_factory=list)
    spare_columns: list[str] = field(default_factory=list)

    def lines(self) -> str:
        """Return the table."""
        head = ["对比", *(self.texts[it] for it in self.columns)]
        body = [
            [self.texts[row], *(self.texts[f"{row}/{column}"] for column in self.columns)]
            for row in self.rows
        ]
        return "\n".join(f"| {' | '.join(it)} |" for it in (head, ["---"] * len(head), *body))

    def asked(self) -> dict[str, str]:
        """Return the cells that are there."""
        roles = (f"{row}/{column}" for row in self.rows for column in self.columns)
        return {role: self.texts[role] for role in roles}

    def rearrange(self, random: Random) -> None:
        """Put a row or column in, take one out, or change their order."""
        there, spare = random.choice(
            ((self.rows, self.spare_rows), (self.columns, self.spare_columns))
        )
        match random.choice(("in", "out", "order")):
            case "in" if spare:
                there.insert(random.randrange(len(there) + 1), spare.pop())
            case "out" if len(there) > 2:
                spare.append(there.pop(random.randrange(len(there))))
            case _:
                random.shuffle(there)


def facts(random: Random) -> list[Fact]:
    """Return all facts of the bank, in any order."""
    found: list[Fact] = [
        Definition(term, {"term": term, "meaning": meaning}, ["term", "meaning"])
        for term, meaning in bank.DEFINITIONS
    ]
    for before, answer, behind in bank.SENTENCES:
        texts = {"before": before, "answer": answer, "behind": behind}
        found.append(Sentence(answer, texts, ["answer"]))
    for lead, items in bank.LISTS:
        roles = [f"item {it}" for it in items]
        first, rest = roles[:3], roles[3:]
        found.append(
            Items(lead, {"lead": lead, **dict(zip(roles, items, strict=True))}, first, spare=rest)
        )
    for columns, rows in bank.TABLES:
        cells = {
            f"{row}/{column}": cell
            for row, found_cells in rows
            for column, cell in zip(columns, found_cells, strict=True)
        }
        names = [row for row, _ in rows]
        texts = {it: it for it in (*columns, *names)} | cells
        found.append(
            Table(
                f"{columns[0]} …",
                texts,
                [],
                rows=names[:3],
                columns=list(columns[:2]),
                spare_rows=names[3:],
                spare_columns=list(columns[2:]),
            )
        )
    random.shuffle(found)
    return found


def _slip(text: str, random: Random) -> str:
    """Return `text` with one character more, or another one that no meaning hangs on."""
    place = random.choice(_loose(text))
    return text[:place] + random.choice("某的所可") + text[place + random.randrange(2) :]


def _loose(text: str) -> list[int]:
    """Return the places in a longer text where a slip leaves it the same text."""
    inner = range(1, len(text) - 1) if len(text) >= _SHORT else ()
    return [it for it in inner if text[it] not in _WEIGHTY and not text[it].isascii()]


def _is_traditional(text: str) -> bool:
    return any(it in text for it in set(bank.TRADITIONAL) - set(bank.SIMPLIFIED))
