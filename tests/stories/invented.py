"""Invented notes: facts from the bank, what an author does with them, and what is true of them.

Every answer is given once, so what a card hides says which answer of which fact it asks for.
A fact is put in other words at most once a week, and never so that it says something else:
whatever happens to it, its cards must stay its cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Final

from tests.stories import bank

_SHORT: Final = 5
"""Characters below which another one would make another answer."""
_FEW: Final = 12
"""Facts that stay in the notes whatever happens; more than the steps of a week."""
_WEIGHTY: Final = "不没无非未否一二三四五六七八九十百千万几两多少"
"""What is no slip when it changes: the text would say something else."""
_SCRIPT: Final = str.maketrans(bank.SIMPLIFIED, bank.TRADITIONAL)
_BACK: Final = str.maketrans(bank.TRADITIONAL, bank.SIMPLIFIED)


@dataclass(slots=True, eq=False)
class Fact:
    """One statement, list or table of the notes."""

    name: str
    texts: dict[str, str]
    """All words by their role, those of answers and others."""
    answers: list[str]
    """The roles that are asked for now."""
    worded: bool = False
    """Whether it was put in other words this week."""

    def lines(self) -> str:
        """Return it as it stands in the notes."""
        raise NotImplementedError

    def asked(self) -> dict[str, str]:
        """Return what its cards hide, by role."""
        return {role: self.texts[role] for role in self.answers}

    def reword(self, random: Random) -> None:
        """Let a slip into one part of it."""
        role = random.choice([it for it, text in self.texts.items() if _loose(text)])
        self.texts[role] = _slip(self.texts[role], random)

    def rearrange(self, random: Random) -> None:
        """Change its parts, if it has any."""

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


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands below it."""

    heading: str
    facts: list[Fact]


@dataclass(slots=True, eq=False)
class File:
    """One source."""

    path: str
    title: str
    sections: list[Section]

    def text(self) -> str:
        """Return its contents."""
        parts = [f"# {self.title}"]
        for section in self.sections:
            parts += [f"## {section.heading}", *(it.lines() for it in section.facts)]
        return "\n\n".join(parts) + "\n"


class Notes:
    """A folder of notes, and everything an author does to it; each edit tells what it was."""

    def __init__(self, random: Random) -> None:
        fresh = iter(facts(random))
        self.files = [
            File(
                f"{number}.md",
                bank.TITLES[number],
                [self._section(fresh, 2 * number + it) for it in range(2)],
            )
            for number in range(3)
        ]
        self.unwritten = list(fresh)
        self.removed: list[Fact] = []
        self._names = 3

    def sections(self) -> list[Section]:
        """Return all sections."""
        return [section for file in self.files for section in file.sections]

    def facts(self) -> Iterator[Fact]:
        """Yield all facts that stand in the notes."""
        for section in self.sections():
            yield from section.facts

    def a_week_passes(self) -> None:
        """Let every fact be put in other words again."""
        for fact in (*self.facts(), *self.removed):
            fact.worded = False

    def reword(self, random: Random) -> str:
        """Put a fact in other words."""
        fact = self._unworded(random)
        before = fact.lines()
        fact.reword(random)
        return f"{before} => {fact.lines()}"

    def rearrange(self, random: Random) -> str:
        """Change the parts of a fact."""
        fact = self._unworded(random)
        before = fact.lines()
        fact.rearrange(random)
        return f"{before} => {fact.lines()}"

    def change_script(self, random: Random) -> str:
        """Write a fact in the other script."""
        fact = self._unworded(random)
        fact.change_script()
        return fact.lines()

    def move(self, random: Random) -> str:
        """Move a fact anywhere."""
        section = random.choice([it for it in self.sections() if it.facts])
        return self._put(section.facts.pop(random.randrange(len(section.facts))), random)

    def remove(self, random: Random) -> str:
        """Take a fact out of the notes."""
        if len(list(self.facts())) <= _FEW:
            return "nothing"
        fact = self._unworded(random)
        for section in self.sections():
            if fact in section.facts:
                section.facts.remove(fact)
        self.removed.append(fact)
        return fact.name

    def bring_back(self, random: Random) -> str:
        """Put a fact back that was removed, anywhere."""
        if not self.removed:
            return "nothing"
        return self._put(self.removed.pop(random.randrange(len(self.removed))), random)

    def write(self, random: Random) -> str:
        """Write something new."""
        return self._put(self.unwritten.pop(), random) if self.unwritten else "nothing"

    def rename_file(self, random: Random) -> str:
        """Give a file another name, maybe in a folder."""
        file = random.choice(self.files)
        before = file.path
        file.path = f"{random.choice(('', 'notes/', 'a/b/'))}{self._name()}.md"
        return f"{before} => {file.path}"

    def rename_title(self, random: Random) -> str:
        """Give a file another title."""
        file = random.choice(self.files)
        before = file.title
        file.title = self._title(random)
        return f"{before} => {file.title}"

    def rename_heading(self, random: Random) -> str:
        """Give a section another heading."""
        file = random.choice(self.files)
        section = random.choice(file.sections)
        before = section.heading
        section.heading = self._heading(file, random)
        return f"{before} => {section.heading}"

    def reorder_sections(self, random: Random) -> str:
        """Change the order of the sections of a file."""
        file = random.choice(self.files)
        random.shuffle(file.sections)
        return file.path

    def split_file(self, random: Random) -> str:
        """Make a file of its own of the last section of another."""
        file = random.choice(self.files)
        if len(file.sections) < 2 or len(self.files) > 4:
            return "nothing"
        self.files.append(File(f"{self._name()}.md", self._title(random), [file.sections.pop()]))
        return f"{file.path}: {self.files[-1].sections[0].heading} goes to {self.files[-1].path}"

    def merge_files(self, random: Random) -> str:
        """Append one file to another."""
        if len(self.files) < 3:
            return "nothing"
        file = self.files.pop(random.randrange(len(self.files)))
        target = random.choice(self.files)
        for section in file.sections:
            section.heading = self._heading(target, random)
            target.sections.append(section)
        return f"{file.path} is appended to {target.path}"

    def split_section(self, random: Random) -> str:
        """Put a heading into the middle of a section."""
        file = random.choice(self.files)
        section = random.choice(file.sections)
        if len(section.facts) < 4 or len(file.sections) > 4:
            return "nothing"
        half = len(section.facts) // 2
        file.sections.append(Section(self._heading(file, random), section.facts[half:]))
        del section.facts[half:]
        return f"{section.heading} of {file.path}"

    def _section(self, fresh: Iterator[Fact], number: int) -> Section:
        return Section(bank.HEADINGS[number], list(islice(fresh, 5)))

    def _unworded(self, random: Random) -> Fact:
        fact = random.choice([fact for fact in self.facts() if not fact.worded])
        fact.worded = True
        return fact

    def _put(self, fact: Fact, random: Random) -> str:
        file = random.choice(self.files)
        section = random.choice(file.sections)
        section.facts.insert(random.randrange(len(section.facts) + 1), fact)
        return f"{fact.name} now stands in {file.path} › {section.heading}"

    def _title(self, random: Random) -> str:
        used = {file.title for file in self.files}
        return random.choice([it for it in bank.TITLES if it not in used])

    def _heading(self, file: File, random: Random) -> str:
        used = {section.heading for section in file.sections}
        return random.choice([it for it in bank.HEADINGS if it not in used])

    def _name(self) -> int:
        self._names += 1
        return self._names


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
