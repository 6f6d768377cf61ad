"""The language of a source: it decides which words cards and sheets themselves say.

Lengths do not depend on it (see `units`), nor do the rules, which read both languages in
every source. Named by the author (front matter, settings), or else told by the text.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias, get_args

from cribdeck.units import HAN

Language: TypeAlias = Literal["zh", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_NAMES: Final[dict[str, Language]] = {
    "zh": "zh",
    "cn": "zh",
    "chinese": "zh",
    "中文": "zh",
    "en": "en",
    "english": "en",
    "英文": "en",
}
_SHARE_OF_HAN: Final = 1 / 3
"""Of Han characters and Latin words; Chinese notes on software have 0.85 and more, English
ones with Chinese glosses stay far below."""
_HAN: Final = re.compile(f"[{HAN}]")
_WORD: Final = re.compile("[A-Za-z]+")


def language_named(name: str) -> Language | None:
    """Return the language that an author calls `zh`, `zh-TW`, `en_US`, `English`, `中文`, …."""
    primary = re.split("[-_]", name.strip().lower(), maxsplit=1)[0]
    return _NAMES.get(primary)


def language_of(text: str) -> Language:
    """Return the language that carries `text`."""
    han = len(_HAN.findall(text))
    return "zh" if han and han >= _SHARE_OF_HAN * (han + len(_WORD.findall(text))) else "en"
