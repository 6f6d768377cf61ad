"""Word diffs: a text of before and one of now go in, what was kept, what went and what came.

Compared are Latin words and single Chinese characters. What was kept between two changes,
but is shorter than either, is taken into them: a sentence written anew reads better as one
change than as ten with a 的 between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final, TypeAlias

from cribdeck.units import HAN

_CONTEXT: Final = 16
"""Tokens of what was kept that are shown on either side of a change."""

_LARGEST: Final = 1_000_000
"""Pairs of tokens up to which texts are compared; beyond, they count as written anew."""
_TOKEN: Final = re.compile(rf"[^\W_{HAN}\u3040-\u30ff\uac00-\ud7af]+|.", re.DOTALL)
_Tokens: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that was kept, or a change; of a change either side may be empty."""

    kept: str = ""
    gone: str = ""
    come: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    kept: _Tokens = ()
    gone: _Tokens = ()
    come: _Tokens = ()

    @property
    def size(self) -> int:
        """How much of a change this is."""
        return max(len(self.gone), len(self.come))


def word_diff(before: str, now: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order, no two of one kind in a row."""
    pieces = (
        Piece("".join(run.kept), "".join(run.gone), "".join(run.come))
        for run in _joined(_runs(_TOKEN.findall(before), _TOKEN.findall(now)))
    )
    return tuple(piece for piece in pieces if piece != Piece())


def marked(pieces: Sequence[Piece]) -> str:
    """Return the pieces as one line, changes as `[-gone-]{+come+}`, the notation of git.

    Of what was kept, what is far from any change becomes `…`.
    """
    last = len(pieces) - 1
    shown = "".join(
        _shortened(it.kept, before=place > 0, after=place < last)
        if it.kept
        else (f"[-{it.gone}-]" if it.gone else "") + (f"{{+{it.come}+}}" if it.come else "")
        for place, it in enumerate(pieces)
    )
    return " ".join(" / ".join(shown.split("\n")).split())


def _shortened(kept: str, *, before: bool, after: bool) -> str:
    """Return what is near the changes before and after."""
    tokens = _TOKEN.findall(kept)
    head, tail = _CONTEXT * before, _CONTEXT * after
    if not (before or after) or len(tokens) <= head + tail + 1:
        return kept
    return "".join([*tokens[:head], "…", *tokens[len(tokens) - tail :]])


def _runs(before: list[str], now: list[str]) -> Iterator[_Run]:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before, now, strict=False))
    start = sum(1 for _ in same)
    ends = zip(reversed(before[start:]), reversed(now[start:]), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    old, new = before[start : len(before) - end], now[start : len(now) - end]
    yield _Run(kept=tuple(before[:start]))
    if len(old) * len(new) > _LARGEST:
        yield _Run(gone=tuple(old), come=tuple(new))
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                yield _Run(kept=tuple(old[i1:i2]))
            else:
                yield _Run(gone=tuple(old[i1:i2]), come=tuple(new[j1:j2]))
    yield _Run(kept=tuple(before[len(before) - end :]))


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    """Take short kept stretches into the changes around them."""
    joined: list[_Run] = []
    for run in runs:
        if not run.kept and not run.size:
            continue
        joined.append(run)
        while len(joined) > 2 and _is_noise(*joined[-3:]):  # noqa: PLR2004  a change on either side
            left, island, right = joined[-3:]
            joined[-3:] = [
                _Run(
                    gone=(*left.gone, *island.kept, *right.gone),
                    come=(*left.come, *island.kept, *right.come),
                )
            ]
    return joined


def _is_noise(left: _Run, island: _Run, right: _Run) -> bool:
    length = len(island.kept)
    return bool(length) and length <= left.size and length <= right.size
