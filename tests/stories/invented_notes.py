"""Invented notes: a folder of facts, and all that an author does to it.

Each edit takes its chances from a `Random` and tells in words what it was. A fact is changed
at most once a week, but may be moved as often as chance will have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Final

from tests.stories import bank
from tests.stories.invented_facts import Fact, facts

_FEW: Final = 12
"""Facts that stay in the notes whatever happens; more than the steps of a week."""


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
