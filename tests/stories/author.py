"""The author: a story goes in, the decks that the real pipeline makes of its rounds come out.

Every round is a week after the one before, at a time of its own, whatever day it is today.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final
from unittest import mock

from cribdeck.cards.notetype import FIELDS
from cribdeck.identity.digest import digest
from cribdeck.pipeline import Options
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.world import World
from tests.stories.story import Round, Story, Told

BEGIN: Final = int(datetime(2026, 1, 5, 8, tzinfo=UTC).timestamp())
WEEK: Final = 7 * 86_400
_EXIT_CODES: Final = {"refused": 3, "with errors": 1}

_TEMPLATES: Final = Path(__file__).resolve().parent.parent.parent / "templates"
_EPOCH: Final = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Packed:
    """A note as the package holds it."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    mod: int


@dataclass(frozen=True, slots=True)
class Edition:
    """What one build has brought."""

    time: int
    """When it was imported, in seconds since 1970."""
    package: Path
    """The deck of this build, or of an earlier one when this made none."""
    notes: Mapping[str, Packed]
    """By GUID."""
    templates: tuple[str, str, str]
    """Front, back and style of the notetype."""
    problems: tuple[str, ...]
    """What went wrong with the build itself."""
    missed: bool
    """Whether the learner does not import this one."""
    forgetful: bool
    """Whether the ledger was harmed, so that nobody knows any more when a note last changed."""
    behind: bool
    """Whether the clock was so wrong that Anki before 25.02, which gives a note the time of its
    import, may take an edit for an old one."""


@dataclass(frozen=True, slots=True)
class _World(World):
    believed: int = 0
    """What the computer's clock says."""

    def now(self) -> int:
        return World.now(self) if _EPOCH in os.environ else self.believed


class Author:
    """A folder of notes, and the builds made of it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "notes"
        self.dist = root / "dist"
        self.templates = _TEMPLATES
        self._root = root
        self._rounds = 0
        self.source.mkdir(parents=True)

    @property
    def ledger(self) -> Path:
        """Where the ledger is."""
        return self.source / "ledger.jsonl"

    def write(self, path: str, text: str, remark: str = "") -> None:
        """Write a file anew; `remark` may name line ends or an encoding."""
        place = self.source / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if remark == "CRLF":
            text = text.replace("\n", "\r\n")
        place.write_bytes(text.encode(remark if remark not in ("", "CRLF") else "utf-8"))

    def build(self, believed: int | None = None, epoch: str = "", *, accept: bool = False) -> int:
        """Build a week after the last time; return the exit code."""
        time = BEGIN + self._rounds * WEEK
        self._rounds += 1
        world = _World(
            self.source, self.dist, self.ledger, self.templates, believed=believed or time
        )
        environment = {name: it for name, it in os.environ.items() if name != _EPOCH}
        if epoch:
            environment[_EPOCH] = epoch
        # Whether it would outlast a power cut is not asked here.
        with mock.patch.dict(os.environ, environment, clear=True), mock.patch("os.fsync"):
            return rebuild(world, Options("cards", accept=accept), Silent()).exit_code

    def edition(
        self,
        problems: Sequence[str] = (),
        *,
        missed: bool = False,
        forgetful: bool = False,
        behind: bool = False,
    ) -> Edition:
        """Return what the last build has left in the folder of outputs."""
        data = next(self.dist.glob("*.apkg")).read_bytes()
        package = self._root / f"{self._rounds}.apkg"
        package.write_bytes(data)
        time = BEGIN + (self._rounds - 1) * WEEK + 3600
        return Edition(time, package, *_contents(data), tuple(problems), missed, forgetful, behind)

    def edit(self, told: Told) -> None:
        """Do what one line of a story says.

        Raises:
            ValueError: it cannot be done.
        """
        _EDITS[told.verb](self, told)

    def own_templates(self) -> Path:
        """Return a folder of templates that may be changed."""
        if self.templates is _TEMPLATES:
            self.templates = self._root / "templates"
            shutil.copytree(_TEMPLATES / "cards", self.templates / "cards")
        return self.templates


def editions(story: Story, root: Path) -> Iterator[Edition]:
    """Yield what the rounds of a story bring, one after the other."""
    author = Author(root)
    for it in story.rounds:
        yield _edition(author, it)


def imported(old: Edition | None, new: Edition) -> Edition:
    """Return what the learner has got so far: Anki keeps what a package leaves out."""
    return replace(new, notes={**(old.notes if old else {}), **new.notes})


def _edition(author: Author, it: Round) -> Edition:
    for path, remark, text in it.files:
        author.write(path, text, remark)
    words = {told.verb: told.rest for told in it.author}
    for told in it.author:
        if told.verb in _EDITS:
            author.edit(told)
    ledger = author.ledger.read_bytes() if author.ledger.exists() else b""
    believed = words.get("clock")
    code = author.build(
        int(datetime.fromisoformat(f"{believed}T12:00Z").timestamp()) if believed else None,
        words.get("epoch", ""),
        accept=words.get("build") == "accepted",
    )
    problems = list[str]()
    wanted = _EXIT_CODES.get(words.get("build", ""), 0)
    if code != wanted:
        problems.append(f"the build ends with {code} instead of {wanted}")
    now = author.ledger.read_bytes() if author.ledger.exists() else b""
    if words.get("build") == "refused" and now != ledger:
        problems.append("a build that was refused has changed the ledger")
    return author.edition(
        problems,
        missed="import" in words,
        forgetful=words.get("ledger") in _HARM,
        behind="epoch" in words or "clock" in words,
    )


def _replace(author: Author, told: Told) -> None:
    path = author.source / told.more
    text = path.read_bytes().decode()
    old, arrow, new = told.rest.replace("⏎", "\n").partition("=>")
    old, new = old.removesuffix(" "), new.removeprefix(" ")
    if not arrow or text.count(old) != 1:
        message = f"{old!r} stands {text.count(old)} times in {told.more}, not once"
        raise ValueError(message)
    path.write_bytes(text.replace(old, new).encode())


def _remove(author: Author, told: Told) -> None:
    (author.source / told.rest).unlink()


def _rename(author: Author, told: Told) -> None:
    old, _, new = told.rest.partition(" => ")
    place = author.source / new
    place.parent.mkdir(parents=True, exist_ok=True)
    (author.source / old).rename(place)


def _link(author: Author, told: Told) -> None:
    old, _, new = told.rest.partition(" => ")
    (author.source / old).symlink_to(author.source / new)


def _template(author: Author, told: Told) -> None:
    with (author.own_templates() / told.more).open("a", encoding="utf-8") as file:
        file.write(f"{told.rest}\n")


def _outputs(author: Author, _: Told) -> None:
    shutil.rmtree(author.dist)


def _ledger(author: Author, told: Told) -> None:
    text = author.ledger.read_text(encoding="utf-8") if author.ledger.exists() else ""
    if told.rest == "lost":
        author.ledger.unlink(missing_ok=True)
        return
    author.ledger.write_text(LEDGERS[told.rest](text), encoding="utf-8")


def _with_a_digest(line: str) -> str:
    """Return a line as the first version wrote it: a digest stands for fields and tags."""
    values = json.loads(line)
    if values["type"] == "note" and isinstance(values["fields"], list | dict):
        kept = values["fields"]
        if isinstance(kept, dict):
            kept = [kept.get(name, "") for name, _ in FIELDS]
        fields = [*kept, *[""] * (len(FIELDS) - len(kept))]
        values["fields"] = digest((*fields, "tags", *values.pop("tags", ())))
    return json.dumps(values, ensure_ascii=False)


def _with_more(line: str) -> str:
    return json.dumps(json.loads(line) | {"difficulty": {"of": "later"}}, ensure_ascii=False)


def _by_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(f"{change(line)}\n" for line in text.splitlines())


LEDGERS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "emptied": lambda _: "",
        "of the first version": _by_line(_with_a_digest),
        "with fields of a later version": _by_line(_with_more),
        "with marks of a conflict": lambda text: (
            f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n"
        ),
        "with CRLF": lambda text: text.replace("\n", "\r\n"),
        "upside down": lambda text: "".join(f"{it}\n" for it in reversed(text.splitlines())),
        "with its last line cut off": lambda text: text[: text.rindex("{") + 40],
    }
)
"""What may happen to a ledger, beside being `lost`."""
_HARM: Final = ("lost", "emptied", "with its last line cut off")

_EDITS: Final[Mapping[str, Callable[[Author, Told], None]]] = MappingProxyType(
    {
        "replace": _replace,
        "remove": _remove,
        "rename": _rename,
        "link": _link,
        "template": _template,
        "outputs": _outputs,
        "ledger": _ledger,
    }
)


def _contents(package: bytes) -> tuple[dict[str, Packed], tuple[str, str, str]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        data = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        rows = database.execute("select guid, flds, tags, mod from notes").fetchall()
        (models,) = database.execute("select models from col").fetchone()
    (model,) = json.loads(models).values()
    (template,) = model["tmpls"]
    notes = {
        guid: Packed(tuple(fields.split("\x1f")), tuple(sorted(tags.split())), mod)
        for guid, fields, tags, mod in rows
    }
    return notes, (template["qfmt"], template["afmt"], model["css"])
