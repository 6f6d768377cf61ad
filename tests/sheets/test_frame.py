from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.config import SheetSettings
from cribdeck.paper import LEAST, MOST, PAPERS
from cribdeck.sheets.frame import MARGIN, frame_of

SIZES = st.one_of(
    st.sampled_from(sorted(PAPERS)),
    st.builds("{}x{}".format, st.integers(LEAST, MOST), st.integers(LEAST, MOST)),
)


@given(
    paper=SIZES,
    orientation=st.sampled_from(["landscape", "portrait"]),
    columns=st.integers(0, 8),
)
def test_columns_fill_the_page_between_the_margins(
    paper: str, orientation: str, columns: int
) -> None:
    frame = frame_of(SheetSettings(orientation, columns, paper=paper))  # type: ignore[arg-type]
    assert (frame.width <= frame.height) == (
        orientation == "portrait" or frame.width == frame.height
    )
    last = frame.column_left(frame.columns - 1) + frame.column_width
    assert abs(last - (frame.width - MARGIN)) < 1e-6
    assert frame.column_width >= 30
    if columns:
        assert frame.columns <= columns
    else:
        assert 45 <= frame.column_width <= 104
    assert frame.column_height > 70


def test_usual_papers_have_columns_of_24_characters() -> None:
    counts = {
        (paper, orientation): frame_of(SheetSettings(orientation, paper=paper)).columns
        for paper in ("A3", "A4", "A5", "Letter")
        for orientation in ("landscape", "portrait")
    }
    assert list(counts.values()) == [6, 4, 4, 3, 3, 2, 4, 3]
