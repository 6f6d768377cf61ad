"""The few words that a sheet itself prints, in the language of its notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from cribdeck.language import Language

Genre: TypeAlias = Literal["points", "comparison", "steps", "question", "code"]
"""What a box is for; it gives the hue where no headings do."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of one language."""

    language: str
    """As HTML's `lang` wants it."""
    sheet: str
    """Follows the title in the document's metadata."""
    continued: str
    """Follows the title of a box that began in another column."""
    picture: str
    source: str
    blanks: str
    """Marks the variant to fill in."""
    key: str
    """Heads the answers to it."""
    code: str
    """Says what a QR code holds, to whoever cannot see it."""
    remarks: dict[str, str]
    """Label of a callout by its kind."""
    genres: dict[Genre, str]


CHINESE: Final = Labels(
    language="zh-CN",
    sheet="速查表",
    continued="（续）",
    picture="图",
    source="源",
    blanks="自测",
    key="答案",
    code="二维码：",
    remarks={
        "warning": "易错",
        "tip": "提示",
        "note": "注",
        "question": "考点",
        "quote": "引",
    },
    genres={
        "points": "要点",
        "comparison": "对比",
        "steps": "流程",
        "question": "问答",
        "code": "代码",
    },
)

ENGLISH: Final = Labels(
    language="en",
    sheet="cheat sheet",
    continued=" (cont.)",
    picture="Figure",
    source="Source",
    blanks="Self-test",
    key="Answers",
    code="QR code: ",
    remarks={
        "warning": "Pitfall",
        "tip": "Tip",
        "note": "Note",
        "question": "Exam",
        "quote": "Quote",
    },
    genres={
        "points": "Key points",
        "comparison": "Comparison",
        "steps": "Steps",
        "question": "Q & A",
        "code": "Code",
    },
)

LABELS: Final[Mapping[Language, Labels]] = {"zh": CHINESE, "en": ENGLISH}
