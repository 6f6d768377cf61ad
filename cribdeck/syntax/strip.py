"""Running text taken out of the lines of a source, which remembers where each character stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cribdeck.syntax.columns import Place


@dataclass(frozen=True, slots=True)
class Strip:
    """Pieces of lines, joined by line feeds to one text."""

    text: str
    starts: tuple[int, ...]
    """Offset in `text` of each piece."""
    places: tuple[Place, ...]
    """Where each piece begins."""

    def place(self, offset: int) -> Place:
        """Return where the character at `offset` stands."""
        index = max(0, bisect_right(self.starts, offset) - 1)
        return self.places[index].right(offset - self.starts[index])

    def range(self, start: int, end: int) -> tuple[Place, Place]:
        """Return where the text from `start` to before `end` begins, and where it ends."""
        behind = self.place(end - 1).right(1) if end > start else self.place(start)
        return self.place(start), behind

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return `start` and `end` without the white space around the text between them."""
        text = self.text[start:end]
        left = start + len(text) - len(text.lstrip())
        return left, max(left, start + len(text.rstrip()))

    def without(self, ranges: Iterable[tuple[int, int]]) -> Strip:
        """Return the strip with the characters in `ranges`, which are in order, blanked out."""
        pieces: list[str] = []
        kept = 0
        for start, end in ranges:
            pieces += (self.text[kept:start], " " * (end - start))
            kept = end
        return replace(self, text="".join((*pieces, self.text[kept:])))

    def part(self, start: int, end: int) -> Strip:
        """Return the strip of the text from `start` to before `end`."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first + 1, bisect_left(self.starts, end))
        starts = (0, *(at - start for at in self.starts[first + 1 : last]))
        places = (self.place(start), *self.places[first + 1 : last])
        return Strip(self.text[start:end], starts, places)

    def up_to(self, end: int) -> Strip:
        """Return the strip without what stands at `end` and behind it."""
        return replace(self, text=self.text[:end].rstrip())


def strip(pieces: Iterable[tuple[Place, str]]) -> Strip:
    """Join texts that stand at the given places; white space around each is left out."""
    texts: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    offset = 0
    for place, text in pieces:
        texts.append(text.strip())
        starts.append(offset)
        places.append(place.right(len(text) - len(text.lstrip())))
        offset += len(texts[-1]) + 1
    return Strip("\n".join(texts), tuple(starts), tuple(places))
