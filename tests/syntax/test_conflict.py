"""A note that git has left in two versions is not read; one that shows such marks is."""

from __future__ import annotations

from cribdeck.syntax import parse

OURS = "<<<<<<< HEAD\n- 端口：6379\n"
THEIRS = "=======\n- 端口：6380\n>>>>>>> other\n"


def test_a_conflict_is_said_with_its_lines_and_the_note_is_not_read() -> None:
    document, problems = parse("redis.md", f"# Redis\n\n{OURS}{THEIRS}\n- 别的：在\n".encode())
    assert document is None
    (problem,) = problems
    assert (str(problem.span), problem.code) == ("redis.md:3:1", "conflict_in_note")
    assert "up to line 7" in problem.message


def test_marks_in_code_are_what_a_note_shows() -> None:
    document, problems = parse("git.md", f"# 冲突\n\n```\n{OURS}{THEIRS}```\n".encode())
    assert document is not None
    assert problems == []


def test_one_mark_alone_is_text() -> None:
    for note in (OURS, THEIRS, f"标题\n=======\n{OURS}"):
        document, _ = parse("a.md", note.encode())
        assert document is not None


def test_lines_may_end_as_on_windows() -> None:
    document, _ = parse("a.md", f"{OURS}{THEIRS}".replace("\n", "\r\n").encode())
    assert document is None
