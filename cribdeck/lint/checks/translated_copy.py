"""A source says in another language, or word for word, what another source says.

Every fact would be asked twice, once in each language. Told by the file names, which differ
only in a language (`raft.md`, `raft.en.md`; `zh/raft.md`, `en/raft.md`), where four fifths of
the headings are on the same levels; or, whatever the names, by the same five headings or
more with the same two blocks of code or more; or by the same words. The limits are a
judgement, not measured: a set of notes in thirty languages made them necessary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from cribdeck.facts.model import Code, Outline
from cribdeck.facts.walk import passages, running_text, sections
from cribdeck.lint.check import Finding, SourcesCheck
from cribdeck.span import whole_file
from cribdeck.units import has_han

_TAG: Final = (
    r"(?:zh|cn|en|ja|jp|ko|kr|fr|de|es|pt|br|ru|it|tr|vi|ar|fa|pl|uk|nl)"
    r"(?:[-_](?:cn|tw|hk|hans|hant|us|gb|br))?|chinese|english|中文|英文|简体|繁體"
)
_IN_NAME: Final = re.compile(rf"[.\-_](?:{_TAG})(?=\.[a-z]+$)", re.IGNORECASE)
_IN_FOLDER: Final = re.compile(rf"(?<![^/])(?:{_TAG})/", re.IGNORECASE)
_NAME: Final = "the file names differ only in a language"
_ALIKE: Final = 0.8
"""Share of the headings that are on the same levels."""
_FEWEST_NAMED, _FEWEST_HEADINGS, _FEWEST_LISTINGS, _FEWEST_CHARACTERS = 2, 5, 2, 30


def _examine(outlines: Sequence[Outline], _threshold: int) -> Iterator[Finding]:
    asking = [it for it in outlines if any(passage.covered for passage in passages(it))]
    main = Counter(it.language for it in asking).most_common(1)
    asking.sort(key=lambda it: it.language != main[0][0])
    first: dict[Hashable, Outline] = {}
    for outline in asking:
        found = [(clue, first.setdefault(key, outline)) for clue, key in _clues(outline)]
        for clue, other in found:
            if other is not outline and (clue != _NAME or _is_alike(other, outline)):
                message = f"looks like {other.path} in another language or copied: {clue}"
                yield Finding(whole_file(outline.path), message)
                break


def _clues(outline: Outline) -> Iterator[tuple[str, Hashable]]:
    """Yield what tells a copy, in words, and a key that only copies share."""
    yield _NAME, (_NAME, _IN_NAME.sub("", _IN_FOLDER.sub("", outline.path)).casefold())
    levels = _levels(outline)
    listings = tuple(text for it in _listings(outline) if (text := _bare(it)))
    if len(levels) >= _FEWEST_HEADINGS and len(listings) >= _FEWEST_LISTINGS:
        yield "the same headings and the same code", (levels, listings)
    words = "".join("".join(running_text(outline.sections)).split())
    if len(words) >= _FEWEST_CHARACTERS:
        yield "the same words", words


def _is_alike(one: Outline, other: Outline) -> bool:
    levels = Counter(_levels(one)), Counter(_levels(other))
    fewest, most = sorted(it.total() for it in levels)
    return fewest >= _FEWEST_NAMED and (levels[0] & levels[1]).total() >= _ALIKE * most


def _levels(outline: Outline) -> tuple[int, ...]:
    return tuple(it.level for it in sections(outline.sections) if it.level)


def _listings(outline: Outline) -> Iterable[str]:
    return (it.shown.text for it in passages(outline) if isinstance(it.shown, Code))


def _bare(code: str) -> str:
    """Return the code without lines that are translated: comments, and texts in Chinese."""
    lines = (line.strip() for line in code.split("\n"))
    return "\n".join(it for it in lines if not it.startswith(("#", "//", "--")) and not has_han(it))


_ZH: Final = "# Raft\n## 选举\n- 任期：单调递增的编号\n## 日志\n- 条目：一条带任期的命令，只追加\n"
_EN: Final = "# Raft\n## Election\n- Term: a number that only grows\n## Log\n- Entry: a command\n"
_STEPS: Final = "".join(f"## {it}\n```sh\nset {it}\n```\n" for it in "abcde")

CHECK: Final = SourcesCheck(
    name="translated_copy",
    doc=__doc__,
    hint="write `cards: off` in the front matter of one of them, or every fact is asked twice",
    examine=_examine,
    finds=(
        {"raft.md": _ZH, "raft.en.md": _EN},
        {"docs/zh-CN/raft.md": _ZH, "docs/en/raft.md": _EN},
        {"一.md": _STEPS + "- 任期：单调递增的编号\n", "b.md": _STEPS + "- Term: it only grows\n"},
        {"raft.md": _ZH, "old/raft 2.md": _ZH},
    ),
    accepts=(
        {"raft.md": _ZH, "raft.en.md": f"---\ncards: off\n---\n{_EN}"},
        {"raft.md": _ZH, "paxos.md": _EN},
        {"raft.md": _ZH, "raft.en.md": _EN + "## Snapshots\n## Members\n### Joint\n"},
    ),
)
