"""What never makes a card, whatever rule would match: each with the reason the report shows.

A unit goes in, a short English phrase or nothing comes out. A statement in which the
author marked a cloze or a highlight is exempt: there the author has decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cribdeck.extract.unit import Unit
from cribdeck.facts.model import LINK_ONLY
from cribdeck.folding import fold
from cribdeck.inline import Cloze, Highlight, Image, Link, RichText, plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Block, CodeBlock, Document, Heading, List, Quote
from cribdeck.units import LONGEST_STATEMENT
from cribdeck.wording import looks_like_code

CARDS_OFF = "cards are off here"
REFERENCES = "in a list of references"
ADVERTISING = "advertising or imprint"
URL = "URL or file name inside"
PICTURE = "refers to a picture or table"
CODE = "code typed as text"
CURRICULUM_VITAE = "curriculum vitae"
EXERCISE = "coding exercise"

SHORTEST_TABLE_OF_CONTENTS = 5
"""Links in a row."""

_REFERENCES = re.compile(
    r"(?:核心文章|建议阅读|阅读顺序|学习重点|学习路线|文章列表|抄袭|导航|怎么练|参考|资料|延伸阅读|扩展阅读"
    r"|相关阅读|相关文章|推荐阅读|推荐文章|推荐书籍|推荐|目录|公众号|联系方式|关于我|贡献|致谢|更新日志"
    r"|版权|后记|写在最后|结语|前言|往期|references?|see also|further reading"
    r"|sources?|links?|resources?|(?:table of )?contents|toc|license|changelog|credits"
    r"|contact|related|additional)"
    r"\s?(?:资料|文献|链接|文章|书籍|列表|声明|精选|reading|resources|links)?\s?\d{0,2}",
    re.IGNORECASE,
)
_ADVERTISING = re.compile(
    r"关注我|关注公众号|公众号[：:「“]|微信搜|扫码(?:关注|加)|二维码|知识星球|优惠券?码"
    r"|(?:求|给个|点个) ?star|欢迎(?:关注|加入|转载|star|点赞|提|来|大家)"
    r"|专栏|订阅我|球友|小册|训练营|面试指北|加群|转载请|版权(?:归|声明)|原文(?:链接|地址)"
    r"|^(?:作者|链接|来源|原文)[：:]|pull request",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://|www\.|\.(?:png|jpe?g|gif|svg|webp)\b", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?:如下|下面|左|右|如上|见|如)图|(?<!以)[上下]图|上表|下表|图中|[如见此该]图片|(?:这张|下面的?|上面的?|以下)图片|图片\s*(?:$|如下|所示|来源|来自|出处|说明|展示|[:：）)】\]])|配图"
    r"|screenshot|figure \d",
    re.IGNORECASE,
)
_PUNCTUATION = " -–—,.，。、：:;；0123456789()（）[]|·*"
_CURRICULUM_VITAE = re.compile(r"个人信息|求职意向|期望职位|简历$")
_EXERCISE = re.compile(r"leetcode|力扣|牛客", re.IGNORECASE)
_EXERCISE_LISTINGS = 3


def page_reason(document: Document) -> str:
    """Return why no statement of the whole source makes cards, or an empty string."""
    if not document.front_matter.cards:
        return CARDS_OFF
    blocks = tuple(_all_blocks(document.blocks))
    headings = [plain(block.content) for block in blocks if isinstance(block, Heading)]
    if any(_CURRICULUM_VITAE.search(heading) for heading in headings):
        return CURRICULUM_VITAE
    listings = sum(isinstance(block, CodeBlock) for block in blocks)
    if listings >= _EXERCISE_LISTINGS and any(map(_EXERCISE.search, headings)):
        return EXERCISE
    return ""


def reason(unit: Unit) -> str:
    """Return why `unit` never makes cards, or an empty string."""
    if any(isinstance(node, Cloze | Highlight) for node in unit.content):
        return ""
    if len(unit.text) > LONGEST_STATEMENT:
        return f"a line of {len(unit.text):,} characters"
    text = fold(unit.text)
    crumbs = [*unit.context.breadcrumb, text.strip(" ：:")]
    checks = (
        (is_link_only(unit.content), LINK_ONLY),
        (any(map(is_reference_title, crumbs)), REFERENCES),
        (_ADVERTISING.search(text), ADVERTISING),
        (_URL.search(text), URL),
        (_PICTURE.search(text), PICTURE),
        (looks_like_code(text), CODE),
    )
    return next((phrase for found, phrase in checks if found), "")


def tables_of_contents(units: Sequence[Unit], reasons: Mapping[Span, str]) -> Iterator[Span]:
    """Yield the lines of links alone that stand in a row under one heading, in `units`."""

    def kind(unit: Unit) -> tuple[bool, tuple[str, ...]]:
        headings = len(unit.context.breadcrumb) - len(unit.context.parents)
        return reasons.get(unit.span) == LINK_ONLY, unit.context.breadcrumb[:headings]

    for (links, _), run in groupby(units, key=kind):
        found = tuple(run)
        if links and len(found) >= SHORTEST_TABLE_OF_CONTENTS:
            yield from (unit.span for unit in found)


def is_link_only(content: RichText) -> bool:
    """Return whether a line holds nothing but links, numbers and punctuation."""
    links = any(isinstance(node, Link) for node in content)
    rest = (node for node in content if not isinstance(node, Link | Image))
    return links and not plain(rest).strip(_PUNCTUATION)


def is_reference_title(title: str) -> bool:
    """Return whether a heading or lead announces a reading list, not knowledge."""
    return _REFERENCES.fullmatch(fold(title).strip(" ：:")) is not None


def _all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case List(items=items):
                for item in items:
                    yield from _all_blocks(item.blocks)
            case Quote(blocks=inner):
                yield from _all_blocks(inner)
            case _:
                pass
