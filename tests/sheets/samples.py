"""Outlines, boxes and heights to test sheets with, written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cribdeck.facts.model import (
    Callout,
    Code,
    Formula,
    Grid,
    Outline,
    Passage,
    Picture,
    Prose,
    Section,
    Shown,
)
from cribdeck.facts.walk import running_text
from cribdeck.inline import RichText, Text, plain
from cribdeck.language import language_of
from cribdeck.sheets.font_metrics import FontMetrics, read_metrics
from cribdeck.sheets.heights import BoxHeights
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    PictureFrame,
    Piece,
    Remark,
    Subheading,
    TableRows,
)
from cribdeck.span import Span

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FONTS = TEMPLATES / "sheet" / "fonts"


@cache
def metrics() -> FontMetrics:
    names = ("CribdeckSans-400.ttf", "CribdeckSans-700.ttf", "CribdeckMono-400.ttf")
    regular, bold, mono = ((FONTS / name).read_bytes() for name in names)
    return read_metrics(regular, bold, mono)


def at(line: int = 1, path: str = "a.md") -> Span:
    return Span(path, line, 1, line, 1)


def text(characters: str) -> RichText:
    return (Text(characters),) if characters else ()


def texts(*lines: str) -> tuple[RichText, ...]:
    return tuple(map(text, lines))


def shown(*items: Shown) -> tuple[Passage, ...]:
    return tuple(Passage(item) for item in items)


def prose(characters: str, depth: int = 0, marker: str = "", line: int = 1) -> Prose:
    return Prose(at(line), text(characters), depth, marker)


def grid(*rows: str, row_headers: bool = True, line: int = 1) -> Grid:
    header, *body = (tuple(text(cell.strip()) for cell in row.split("|")) for row in rows)
    return Grid(at(line), header, tuple(body), row_headers)


def section(
    title: str, *items: Shown, level: int = 2, children: Sequence[Section] = (), line: int = 1
) -> Section:
    return Section(at(line), text(title), level, shown(*items), tuple(children))


def outline(
    *sections: Section, path: str = "a.md", title: str = "笔记", sheet: str = ""
) -> Outline:
    language = language_of("".join(running_text(sections)))
    return Outline(path, title, "", (), sheet, tuple(sections), language=language)


def box(*pieces: Piece, title: str = "盒子", tag: str = "") -> Box:
    return Box(at(), text(title), tag, 1, pieces or (Line(at(), text("一行")),))


def words_of(piece: Piece) -> str:
    """Return every character that a piece shows of its source."""
    match piece:
        case Line(text=it) | Subheading(text=it):
            return plain(it)
        case CodeLines(code, start, end):
            return "\n".join(code.text.split("\n")[start:end])
        case TableRows(table, start, end):
            rows = (*((table.header,) if start == 0 else ()), *table.rows[start:end])
            return "".join(plain(cell) for row in rows for cell in row)
        case PictureFrame(alt=alt):
            return alt
        case Remark(title=title, body=body):
            return plain(title) + "".join(map(words_of, body))


def words_of_shown(item: Shown) -> str:
    """Return every character that a passage shows."""
    match item:
        case Prose(text=it):
            return plain(it)
        case Code(text=it) | Formula(tex=it) | Picture(alt=it):
            return it
        case Grid(header=header, rows=rows):
            return "".join(plain(cell) for row in (header, *rows) for cell in row)
        case Callout(title=title, body=body):
            return plain(title) + "".join(words_of_shown(it.shown) for it in body)


def passages_of(part: Section) -> Iterator[Passage]:
    yield from part.passages
    for child in part.children:
        yield from passages_of(child)


def heights(*pieces: float, bar: float = 6.0, foot: float = 1.0) -> BoxHeights:
    """Return the heights of a box whose pieces stand one below the other, without margins."""
    edges = [bar]
    for piece in pieces:
        edges.append(edges[-1] + piece)
    return BoxHeights(
        edges[-1] + foot, tuple(edges[:-1]), tuple(edges[1:]), bar, (0.0,) * len(pieces)
    )


RICH_OUTLINE = outline(
    section(
        "负载均衡",
        level=1,
        children=[
            section(
                "四层 vs 七层",
                grid(
                    "对比|四层（L4）|七层（L7）",
                    "转发依据|IP 加端口|URL、Host、Cookie 等",
                    "握手次数|1 次，直达后端|2 次，前后各一次",
                    "代表|LVS|Nginx",
                ),
                Callout(
                    at(9),
                    "warning",
                    text("易错"),
                    shown(
                        prose("Nginx 的 stream 模块按端口转发，却会终结 TCP。"),
                        prose("握手同样是 2 次。", 1, "-"),
                    ),
                ),
            ),
            section(
                "转发的流程",
                prose("客户端发出首个 SYN。", 1, "1."),
                prose("均衡器选定一台后端，记入连接表。", 1, "2."),
                prose("回包是否经过均衡器，要看模式。", 2, "（1）"),
                Code(
                    at(20),
                    "nginx",
                    "upstream api {\n    ip_hash;      # 同源同机\n\n    server 10.0.0.1:8080;\n}",
                ),
            ),
            section(
                "为什么四层快？",
                prose("原因有两条："),
                prose("不解析内容：只看 IP 与端口。", 1, "-"),
                prose("不维护两段连接 → 开销小，≥ 七层。", 1, "-"),
                Formula(at(30), r"O(1) \le O(n)"),
                Picture(at(31), "四层转发示意图", "pictures/l4.png"),
            ),
        ],
    ),
    path="lb.md",
    title="负载均衡",
)
"""A little of everything that a sheet can show."""
