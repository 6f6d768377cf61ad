"""How high boxes are: laid out once, known from then on.

In come boxes and a type size; out come heights, from the cache where they are known. Each box
is laid out on an endless page of its own, so that its height is the same to the last bit
whatever is measured with it: a build that knows some heights from the last one prints the same
bytes as one that knows none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cribdeck.emit.html import Templates
from cribdeck.emit.layout import Layout
from cribdeck.emit.sheet_html import Setting, box_view, continuation, identified
from cribdeck.emit.sheet_places import Extent, box_heights, extents
from cribdeck.emit.sheet_views import BoxView
from cribdeck.inline import Text
from cribdeck.sheets.heights import BoxHeights, HeightCache
from cribdeck.sheets.model import Box, Line, Part
from cribdeck.span import whole_file

_MOST_AHEAD: Final = 4
"""Other sizes in which boxes that have changed are measured at once."""
_FEW: Final = 0.5
"""Share of the boxes up to which they count as changed, and all others as known."""
_SPAN: Final = whole_file("")
_PROBE: Final = Box(_SPAN, (Text("x"),), "", 1, (Line(_SPAN, (Text("x"),)),))
"""Has a title bar of one line, as all continuations do."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A box to measure, in one type size."""

    box: Box
    view: BoxView
    key: str
    """What its heights are known by."""


@dataclass(frozen=True, slots=True)
class MeasuredGroup:
    """Views in one type size, for the template."""

    type_pt: float
    boxes: tuple[BoxView, ...]


class Measuring:
    """Measures the boxes of one sheet."""

    def __init__(
        self,
        layout: Layout,
        templates: Templates,
        setting: Callable[[float], Setting],
        look: str,
        known: HeightCache,
    ) -> None:
        """Prepare to measure.

        Args:
            layout: what lays out.
            templates: those of a sheet.
            setting: what views depend on, by type size.
            look: style sheets and macros.
            known: heights measured before; new ones are added.
        """
        self._layout = layout
        self._templates = templates
        self._setting = setting
        self._look = look
        self._known = known

    def measured(self, boxes: Sequence[Box], type_pt: float) -> list[BoxHeights]:
        """Return the heights of boxes, laying out those that are not known yet.

        Where few have changed, they are laid out at once in all sizes in which others are
        known: those are the sizes that the search will ask for.
        """
        drafts = self._drafts(boxes, type_pt)
        unknown = [it for it in drafts if it.key not in self._known]
        if unknown:
            groups = {type_pt: unknown}
            if len(unknown) <= _FEW * len(drafts):
                changed = [it.box for it in unknown]
                others = sorted({_size_of(key) for key in self._known} - {type_pt})
                groups.update((it, self._drafts(changed, it)) for it in others[:_MOST_AHEAD])
            self._measure(groups)
        return [self._known[it.key] for it in drafts]

    def _drafts(self, boxes: Sequence[Box], type_pt: float) -> list[_Draft]:
        setting = self._setting(type_pt)
        width = f"{setting.frame.column_width:.4f}"
        drafts: list[_Draft] = []
        for box in boxes:
            view = box_view(box, Part(0, 0, len(box.pieces)), 0, setting)
            digest = _digest(self._look, width, setting.labels.language, repr(view))
            drafts.append(_Draft(box, view, f"{type_pt} {digest}"))
        return drafts

    def _measure(self, groups: dict[float, list[_Draft]]) -> None:
        """Lay boxes out and keep their heights."""
        shown = [
            MeasuredGroup(type_pt, tuple(self._named(number, type_pt, drafts)))
            for number, (type_pt, drafts) in enumerate(groups.items())
        ]
        document = self._layout.render(
            self._templates.render(
                "sheet/measure.html",
                language=self._setting(shown[0].type_pt).labels.language,
                width=f"{self._setting(shown[0].type_pt).frame.column_width:.4f}",
                groups=shown,
            )
        )
        places: dict[str, Extent] = {}
        for page in document.pages:
            places.update(extents(page.anchors))
        for number, drafts in enumerate(groups.values()):
            probe = f"g{number}probe"
            bar = places[f"{probe}p0"].top - places[probe].top
            for place, it in enumerate(drafts):
                heights = box_heights(f"g{number}b{place}", it.box, places, bar)
                self._known[it.key] = heights

    def _named(self, number: int, type_pt: float, drafts: Sequence[_Draft]) -> Iterator[BoxView]:
        # Ids only now: the heights of a box do not depend on how many stand before it.
        for place, it in enumerate(drafts):
            yield identified(it.view, f"g{number}b{place}")
        setting = self._setting(type_pt)
        probe = box_view(_PROBE, Part(0, 0, 1), 0, setting)
        yield identified(continuation(probe, setting), f"g{number}probe")


def _size_of(key: str) -> float:
    return float(key.partition(" ")[0])


def _digest(*inputs: str) -> str:
    # Lengths first, or ("ab", "c") and ("a", "bc") would be the same.
    text = "".join(f"{len(it)}:{it}" for it in inputs)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
