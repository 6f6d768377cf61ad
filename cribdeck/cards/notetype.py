"""The one notetype: field list and ids are frozen for ever, look and templates may change.

Anki refuses notes whose notetype has other fields than its own, and cannot turn a basic
note into a cloze note. So every kind of card uses this notetype, of cloze type, and
differs only by the CSS class its `Kind` field gives; what later versions need takes one of
the reserve fields. The ids make a renamed field or template the same one still.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOTETYPE_ID: Final = 1_726_840_517_093
NAME: Final = "Cribdeck"
TEMPLATE_NAME: Final = "Card"
TEMPLATE_ID: Final = 7_268_405_170_930_100

FIELDS: Final = (
    ("Text", 7_268_405_170_930_001),
    ("Context", 7_268_405_170_930_002),
    ("Extra", 7_268_405_170_930_003),
    ("Source", 7_268_405_170_930_004),
    ("Kind", 7_268_405_170_930_005),
    ("ID", 7_268_405_170_930_006),
    ("Reserve1", 7_268_405_170_930_007),
    ("Reserve2", 7_268_405_170_930_008),
    ("Reserve3", 7_268_405_170_930_009),
    ("Reserve4", 7_268_405_170_930_010),
)
"""Names and ids. `Text` holds the clozes; the reserve fields are empty and shown nowhere."""


@dataclass(frozen=True, slots=True)
class Notetype:
    """What Anki shows around the fields."""

    front: str
    back: str
    css: str
    mod: int = 0
    """Seconds since 1970, set by `identity.stamp_notetype`."""

    @property
    def content(self) -> tuple[str, ...]:
        """All that makes the notetype newer when it changes."""
        return (NAME, TEMPLATE_NAME, self.front, self.back, self.css)
