"""The few words that a booklet itself says, in the language of most of its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class BookletLabels:
    """Words of one language; `{}` stands for a number."""

    language: str
    """As HTML's `lang` wants it."""
    booklet: str
    """Follows the title of the deck."""
    contents: str
    index: str
    notes: str
    """Heads a page that is left free."""
    sheets: tuple[str, str]
    """Of one, of several; so below."""
    pages: tuple[str, str]
    terms: tuple[str, str]
    cards: tuple[str, str]
    pinyin: str
    """Stands behind the first letter of the Chinese terms."""
    how_to: str
    """Says what stands behind a term; the two `{}` are a tag and the search for it."""

    def counted(self, forms: tuple[str, str], number: int) -> str:
        """Return a number of things in words."""
        return forms[number != 1].format(number)


_CHINESE: Final = BookletLabels(
    language="zh-CN",
    booklet="速查手册",
    contents="目录",
    index="术语索引",
    notes="笔记",
    sheets=("{} 张速查表", "{} 张速查表"),
    pages=("{} 页", "{} 页"),
    terms=("{} 个术语", "{} 个术语"),
    cards=("{} 张卡片", "{} 张卡片"),
    pinyin="按拼音",
    how_to="数字是页码；灰字是卡片的标签，“{}”在 Anki 浏览器里这样搜：{}",
)
_ENGLISH: Final = BookletLabels(
    language="en",
    booklet="cheat sheets",
    contents="Contents",
    index="Index of terms",
    notes="Notes",
    sheets=("{} sheet", "{} sheets"),
    pages=("{} page", "{} pages"),
    terms=("{} term", "{} terms"),
    cards=("{} card", "{} cards"),
    pinyin="by pinyin",
    how_to="Numbers are pages. Grey words are tags of cards; for “{}”, search Anki's Browse for {}",
)

BOOKLET_LABELS: Final[Mapping[str, BookletLabels]] = {
    it.language: it for it in (_CHINESE, _ENGLISH)
}
