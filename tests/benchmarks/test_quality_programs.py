"""The programs as they are called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NOTE = "# Kafka\n\n- Broker：保存消息的服务器\n- 今天天气很好啊\n"
FACTS = """facts:
- {id: k.1, statement: Broker 是保存消息的机器, en: A broker keeps messages, kind: definition,
   importance: 3, sources: ['kafka.md:3']}
- {id: k.2, statement: 天气好, kind: definition, importance: 3, sources: ['kafka.md:4']}
"""


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    path = PROJECT / "benchmarks" / "quality" / program
    command = [sys.executable, str(path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_cards_are_drawn_judged_and_summed_up(tmp_path: Path) -> None:
    notes, sheet = tmp_path / "notes", tmp_path / "sheet.tsv"
    notes.mkdir()
    (notes / "kafka.md").write_text(NOTE, encoding="utf-8")
    drawn = run("sample.py", notes, "--weighted", 9)
    assert drawn.returncode == 0, drawn.stderr
    sheet.write_text(drawn.stdout.replace("服务器\t\t", "服务器\tgood\t"), encoding="utf-8")
    summed = run("summary.py", sheet)
    assert summed.returncode == 0, summed.stderr
    assert "| `colon_term` | 2 | 2 | 2 | 0 | 0 | 100 % (34–100) |" in summed.stdout
    again = run("sample.py", notes, "--weighted", 9, "--exclude", sheet)
    assert "kafka.md:3" in drawn.stdout
    assert "kafka.md:3" not in again.stdout


def test_yield_is_shown_with_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "kafka.md").write_text(NOTE, encoding="utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, encoding="utf-8")
    shown = run("fact_yield.py", "--facts", facts, tmp_path, "--untested", 3, "--by-kind")
    assert shown.returncode == 0, shown.stderr
    assert "| kafka.md | 1/2 50% | – | – | 1/2 50% |" in shown.stdout
    assert "k.2 [definition, importance 3] 天气好" in shown.stdout
    assert "kafka.md:4: - 今天天气很好啊" in shown.stdout
    assert "k.1" not in shown.stdout


def test_what_is_wrong_is_said_without_a_traceback(tmp_path: Path) -> None:
    empty = run("sample.py", tmp_path, "--per-rule", 3)
    assert empty.returncode == 2
    assert "the source folder holds no notes" in empty.stderr
    (tmp_path / "s.tsv").write_text("a\tb\n", encoding="utf-8")
    broken = run("summary.py", tmp_path / "s.tsv")
    assert broken.returncode == 2
    assert "s.tsv:1: no column" in broken.stderr
