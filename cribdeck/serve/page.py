"""The page that lists the outputs: outputs with their addresses go in, HTML comes out.

Made for a phone: no script, no picture, large targets, light and dark. Chinese or English.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import Final

from cribdeck.language import Language
from cribdeck.own_files import REPORT_NAME
from cribdeck.serve.outputs import DECK, Output

_KILOBYTE: Final = 1_000
_MEGABYTE: Final = 1_000_000
_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6066; --line: #d5d8dc;
  --ground: #f6f7f8; --card: #fff; --act: #0b57a4 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a9aeb4; --line: #3c4045;
  --ground: #16181a; --card: #212427; --act: #8ec1f5 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 40rem; padding: 1rem 1rem 3rem; background: var(--ground);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; line-height: 1.3; margin: .5rem 0 1rem }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem }
p { color: var(--soft); margin: .5rem 0 }
ul { list-style: none; margin: 0; padding: 0; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem }
li + li { border-top: 1px solid var(--line) }
a { display: flex; gap: .25rem .75rem; justify-content: space-between; align-items: center;
  min-height: 3rem; padding: .6rem 1rem; color: var(--act); text-decoration: none }
a:hover .name { text-decoration: underline }
a:focus-visible { outline: 3px solid var(--act); outline-offset: -3px; border-radius: .75rem }
.size { color: var(--soft); font-size: .875rem }
.size, .variant { white-space: nowrap }
""".strip()

PAGE_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
"""The policy under which a browser may show it: its one style sheet, and nothing else."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What the page says itself."""

    tag: str
    title: str
    deck: str
    to_phone: tuple[str, ...]
    sheets: str
    report: str
    nothing: str
    pages: str
    variants: Mapping[str, str]


_WORDS: Final[Mapping[Language, _Words]] = {
    "en": _Words(
        "en",
        "Cards and sheets",
        "Anki deck",
        (
            "iPhone: tap the deck, then Download; in Files tap it and share it with AnkiMobile.",
            "Android: tap the deck, then open the download with AnkiDroid.",
            "Import on one device, then sync; leave “merge note types” off.",
        ),
        "Sheets (A4)",
        "Report of the last build",
        "Nothing has been built yet.",
        "{} p. · ",
        {"answers": "", "blanks": "blanks", "booklet": "booklet"},
    ),
    "zh": _Words(
        "zh-CN",
        "卡片与速查表",
        "Anki 牌组",
        (
            "iPhone：点牌组，选“下载”，在“文件”里点开，分享给 AnkiMobile。",
            "安卓：点牌组，下载后用 AnkiDroid 打开。",
            "在一台设备上导入，再同步；不要勾选“合并笔记类型”。",
        ),
        "速查表（A4）",
        "最近一次构建的报告",
        "还没有构建出任何文件。",
        "{} 页 · ",
        {"answers": "", "blanks": "自测", "booklet": "合订本"},
    ),
}


def page(listed: Sequence[tuple[Output, str]], language: Language) -> str:
    """Return the page.

    Args:
        listed: what there is, each with its address relative to the page.
        language: what the page speaks.
    """
    words = _WORDS[language]
    decks = [it for it in listed if it[0].name.endswith(DECK)]
    reports = [it for it in listed if it[0].name == REPORT_NAME]
    sheets = [it for it in listed if it not in decks and it not in reports]
    title = PurePosixPath(decks[0][0].name).stem if decks else words.title
    parts = [f"<h1>{escape(title)}</h1>"]
    if not listed:
        parts.append(f"<p>{words.nothing}</p>")
    if decks:
        parts += [f"<h2>{words.deck}</h2>", _list(decks, words)]
        parts += [f"<p>{it}</p>" for it in words.to_phone]
    if sheets:
        parts += [f"<h2>{words.sheets}</h2>", _list(sheets, words)]
    if reports:
        parts += [f"<h2>{words.report}</h2>", _list(reports, words)]
    return (
        f'<!doctype html>\n<html lang="{words.tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{chr(10).join(parts)}\n</main>\n</body>\n</html>\n"
    )


def _list(listed: Sequence[tuple[Output, str]], words: _Words) -> str:
    return f"<ul>\n{chr(10).join(_item(*it, words) for it in listed)}\n</ul>"


def _item(output: Output, address: str, words: _Words) -> str:
    name = escape(output.sheet or PurePosixPath(output.name).name)
    variant = escape(words.variants.get(output.variant, output.variant))
    if variant:
        name = f'{name} <span class="variant">· {variant}</span>'
    pages = words.pages.format(output.pages) if output.pages else ""
    return (
        f'<li><a href="{escape(address)}"><span class="name">{name}</span>'
        f'<span class="size">{pages}{_size(output.size)}</span></a></li>'
    )


def _size(count: int) -> str:
    """Return a number of bytes as people say it.

    >>> _size(0), _size(1), _size(120_400), _size(9_990_000)
    ('0 KB', '1 KB', '121 KB', '10.0 MB')
    """
    if count < _MEGABYTE:
        return f"{-(-count // _KILOBYTE)} KB"
    return f"{count / _MEGABYTE:.1f} MB"
