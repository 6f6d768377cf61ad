"""The notes that ship with the program, compiled whole and judged by Anki's real engine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

from cribdeck.diagnostics import Severity
from cribdeck.pipeline import Options, build
from cribdeck.progress import Silent
from cribdeck.world import World
from tests.anki_oracle import (
    collection,
    counts,
    import_package,
    problems_of_package,
    problems_of_upgrade,
)

PROJECT = Path(__file__).resolve().parent.parent
RUN = "import sys; from cribdeck.cli import main; sys.exit(main(sys.argv[1:]))"
A4_LANDSCAPE = "841.89 x 595.276 pts (A4)"


class Shipped(NamedTuple):
    source: Path
    dist: Path
    manifest: dict[str, Any]

    @property
    def deck(self) -> bytes:
        return (self.dist / f"{self.manifest['deck']}.apkg").read_bytes()


def compiled(
    source: Path, dist: Path, *, only: Literal["cards", "sheets"] | None = None
) -> Shipped:
    world = World(source, dist, source / "ledger.jsonl", PROJECT / "templates")
    built = build(world, Options(only, jobs=os.cpu_count() or 1), Silent())
    assert built.exit_code == 0
    assert [str(it) for it in built.diagnostics if it.severity is not Severity.INFO] == []
    return Shipped(source, dist, json.loads(built.manifest))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """Compile the shipped notes once, without a ledger, into a folder of their own."""
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(
        PROJECT / "source", root / "source", ignore=shutil.ignore_patterns("ledger.jsonl")
    )
    return compiled(root / "source", root / "dist")


@pytest.fixture
def copy(shipped: Shipped, tmp_path: Path) -> Shipped:
    """Compile a copy with the ledger of the first build, to be edited."""
    shutil.copytree(shipped.source, tmp_path / "source")
    return compiled(tmp_path / "source", tmp_path / "dist", only="cards")


def test_the_deck_imports_without_any_problem(shipped: Shipped) -> None:
    assert problems_of_package(shipped.deck) == []
    assert len(shipped.manifest["notes"]) >= 350


def test_every_note_of_the_manifest_is_in_the_collection(shipped: Shipped) -> None:
    with collection() as col:
        import_package(col, shipped.deck)
        assert col.db is not None
        cards = col.db.all("select n.guid, c.ord from cards c join notes n on n.id = c.nid")
        decks = {entry.name for entry in col.decks.all_names_and_ids()}
    claimed = {
        (note["guid"], card["ordinal"])
        for note in shipped.manifest["notes"]
        for card in note["cards"]
    }
    assert {(guid, ordinal) for guid, ordinal in cards} == claimed
    assert {note["deck"] for note in shipped.manifest["notes"]} <= decks


def test_a_second_import_and_a_rebuild_change_nothing(shipped: Shipped, copy: Shipped) -> None:
    assert copy.deck == shipped.deck
    assert problems_of_upgrade(shipped.deck, copy.deck) == []
    with collection() as col:
        import_package(col, shipped.deck)
        again = counts(import_package(col, copy.deck))
    assert again == {"duplicate": len(shipped.manifest["notes"])}


def test_an_edited_line_updates_exactly_its_note(shipped: Shipped, copy: Shipped) -> None:
    path = copy.source / "nginx.md"
    text = path.read_text(encoding="utf-8")
    line = next(it for it in text.split("\n") if re.match(r"- [^：*`]{2,8}：.{12,}。", it))
    path.write_text(text.replace(line, line.replace("。", "（已核对）。"), 1), encoding="utf-8")
    edited = compiled(copy.source, copy.dist, only="cards")
    assert edited.manifest["changes"] == {
        "new": 0,
        "edited": 1,
        "moved": 0,
        "unchanged": len(shipped.manifest["notes"]) - 1,
        "retired": 0,
    }
    with collection() as col:
        import_package(col, shipped.deck)
        log = import_package(col, edited.deck)
        assert (len(log.new), len(log.updated)) == (0, 1)


@pytest.mark.parametrize(("title", "aspects"), [("四层 vs 七层", 6), ("Kafka vs RabbitMQ", 12)])
def test_the_tables_everybody_revises_are_complete(
    shipped: Shipped, title: str, aspects: int
) -> None:
    (table,) = [it for it in shipped.manifest["comparisons"] if it["title"] == title]
    assert len(table["entities"]) == 2
    assert len(table["aspects"]) >= aspects
    assert all(cell for row in table["cells"] for cell in row)
    notes = [it for it in shipped.manifest["notes"] if title in it["fields"]["Context"]]
    # 低 against 高 is no question for each cell: which one is it?
    contrasts = [it["fields"]["Text"] for it in notes if it["kind"] == "contrast"]
    told_apart = [it for it in table["aspects"] if any(f"：{it} " in text for text in contrasts)]
    asked = {it["line"]: len(it["cards"]) for it in notes if it["kind"] == "comparison"}
    assert len(asked) == len(table["aspects"]) - len(told_apart)
    lines = (shipped.source / table["path"]).read_text(encoding="utf-8").splitlines()
    for line, cards in asked.items():
        # Where some cells are bold, the author has said which to ask.
        bold = len(re.findall(r"\| \*\*[^|]+\*\* (?=\|)", lines[line - 1]))
        assert cards == (bold or 2)


def test_every_sheet_is_a4_with_bundled_fonts_only(shipped: Shipped) -> None:
    sheets = shipped.manifest["sheets"]
    sources = len(list(shipped.source.glob("*.md")))
    assert Counter(sheet["variant"] for sheet in sheets) == {
        "answers": sources,
        "blanks": sources,
        "booklet": 1,
    }
    for sheet in sheets:
        path = shipped.dist / sheet["file"]
        facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        assert f"Page size:       {A4_LANDSCAPE}" in facts
        assert int(re.search(r"Pages: +(\d+)", facts)[1]) == sheet["pages"]  # type: ignore[index]
        fonts = subprocess.run(
            ["pdffonts", path], capture_output=True, text=True, check=True
        ).stdout
        rows = [row.split() for row in fonts.splitlines()[2:]]
        assert rows
        assert all(row[0].split("+")[1].startswith("Cribdeck") for row in rows)
        assert all("yes" in row for row in rows)


def test_sheets_lose_no_character(shipped: Shipped) -> None:
    """Every letter and digit of the notes' text is on their sheet, labels that are titles once."""
    sheets = shipped.manifest["sheets"]
    for sheet in (it for it in sheets if it["variant"] != "booklet"):
        command = ["pdftotext", shipped.dist / sheet["file"], "-"]
        page = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        note = (shipped.source / f"{sheet['name']}.md").read_text(encoding="utf-8")
        assert {it["why"] for it in sheet["left_off"]} <= {"link only", "all below it is left off"}
        left_off = {it["line"] for it in sheet["left_off"]}
        lines = enumerate(note.split("\n"), 1)
        note = "\n".join(line for number, line in lines if number not in left_off)
        missing = letters(without_repeated_titles(note)) - letters(page)
        assert not missing, sheet["name"]


def without_repeated_titles(note: str) -> str:
    """Take the label from a line that begins with the title it stands below."""
    kept, title = [], ""
    for line in note.split("\n"):
        if heading := re.match(r"#+ (.+)", line):
            title = heading[1]
        bullet, _, rest = line.partition(f"{title}：")
        kept.append(bullet + rest if title and bullet in {"", "- "} and rest else line)
    return "\n".join(kept)


def letters(text: str) -> Counter[str]:
    # Fence languages, callout kinds and the targets of links are markup, not text.
    text = re.sub(r"^```\w+|^> \[!\w+\]|(?<=\])\([^)\s]+\)", "", text, flags=re.MULTILINE)
    return Counter(character for character in text if character.isalnum())


def test_bytes_do_not_depend_on_hash_order(shipped: Shipped, tmp_path: Path) -> None:
    """Four notes, of which two stand on one another: `kafka.md` and `message-queues.md`."""
    outputs: list[dict[str, bytes]] = []
    for seed in ("1", "2"):
        root = tmp_path / seed
        source = root / "source"
        source.mkdir(parents=True)
        for name in ("cribdeck.toml", "kafka.md", "message-queues.md", "php.md", "redis.md"):
            shutil.copy(shipped.source / name, source)
        arguments = ["--source", source, "--dist", root / "dist", "--quiet"]
        command = [sys.executable, "-c", RUN, *map(str, arguments)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run(command, check=True, cwd=PROJECT, env=environment)
        made = [it for it in root.rglob("[!.]*.*") if it.is_file() and ".cache" not in it.parts]
        outputs.append({it.name: it.read_bytes() for it in made})
    assert outputs[0] == outputs[1]
    kinds = {Path(it).suffix for it in outputs[0]}
    assert kinds == {".apkg", ".html", ".json", ".jsonl", ".md", ".pdf", ".toml"}
