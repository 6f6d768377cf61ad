"""Mistune with positions: canonical Markdown lines in, chunks and inline tokens out.

Mistune says what a text is, never where it stands. It hands the inside of a list item or a quote
to a child state line for line, each a suffix of the parent's; so a line number is that of the
child's first line plus a count, and a column is where the remaining text begins.

Departures from CommonMark, which real notes need: bold next to CJK text; tables with ragged rows
or without a header; an unclosed fence ends before a heading; `<?php` begins no HTML block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from re import Match, Pattern
from typing import Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState, InlineState
from mistune.helpers import BLOCK_TAGS, PRE_TAGS
from mistune.inline_parser import InlineParser

from cribdeck.syntax import html_table, marks, table
from cribdeck.syntax.block_marks import BARE_MARKER, LINK_TARGET, TAG_END
from cribdeck.syntax.chunk import Chunks, Remark
from cribdeck.syntax.scope import Scope, Token, Tokens
from cribdeck.syntax.verbatim import AFTER_FENCE, MATH, MATH_LINES

_DEEPEST = 20
"""Containers nested deeper than this are text."""


def parse_blocks(lines: Sequence[str], ends: Mapping[int, int]) -> Chunks:
    """Find the blocks of canonical Markdown.

    `ends` maps the number of a line to a column (0-based): lists whose marker stands at
    that column or right of it end before the line, although Markdown would let it
    continue their last item.
    """
    region = _Region()
    region.env.update(ends=ends, end_lines=sorted(ends), remarks=[])
    region.enter(Scope(lines, "\n".join(lines) + "\n"))
    _BLOCKS.parse(region)
    return Chunks(region.tokens.chunks(), region.env["ref_links"], tuple(region.env["remarks"]))


def parse_inlines(text: str, links: Mapping[str, Any]) -> tuple[list[Token], list[Remark]]:
    """Return mistune's tokens for running text; those that end a line know their offset (`at`)."""
    env: dict[str, Any] = {"ref_links": links, "remarks": []}
    return _INLINES(text, env), env["remarks"]


class _Region(BlockState):
    """Mistune's block state, which also knows where its text stands."""

    def __init__(self, parent: _Region | None = None) -> None:
        super().__init__(parent)
        self.tokens: Tokens = Tokens(self._line_of)
        self.opening = 0
        """Offset at which the block being parsed begins."""
        self.child_opening = 0
        """Offset of the line in which its next child begins."""
        self.collecting = False
        """Whether the lines of a list or a quote are being gathered."""
        self.unclosed: dict[str, int] = {}
        """Openers known to have no end further down: for fences, from this length."""

    @property
    def scope(self) -> Scope:
        return self.tokens.scope

    def enter(self, scope: Scope) -> None:
        self.process(scope.text)
        self.tokens.scope = scope

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> _Region:
        child = _Region(self)
        line = child.tokens.marker_line = self.scope.line_at(self.child_opening)
        # Mistune does not hand on the nothing behind a bare list marker.
        bare = BARE_MARKER.match(self.src, self.child_opening) is not None
        child.enter(Scope(self.scope.source, src, line + bare))
        child.lazy_line_starts = lazy_line_starts or set()
        # If a list goes on, the cursor stands behind the first line of its next item.
        self.child_opening = self.scope.offset_of(self.scope.line_at(self.cursor - 1))
        return child

    def _line_of(self, token: Token) -> int:
        at_cursor = token["type"] == "paragraph" or token.get("style") == "indent"
        return self.scope.line_at(self.cursor if at_cursor else self.opening)

    def add_paragraph(self, text: str) -> None:
        if self.append_paragraph() is None:
            self.tokens.append({"type": "paragraph"})
        self.tokens[-1]["end"] = self.cursor + len(text)

    def append_paragraph(self) -> int | None:
        # Mistune would also append to a paragraph that another block has closed.
        if not self.ends_in_paragraph():
            return None
        end = self.tokens[-1]["end"] = self.find_line_end()
        return end

    def ends_in_paragraph(self) -> bool:
        """Return whether a paragraph ends where the parser stands."""
        last = self.last_token()
        return bool(last) and last["type"] == "paragraph" and last["end"] == self.cursor

    def closes(self, fence: str, offset: int) -> bool:
        """Return whether a fence ends anywhere behind `offset`."""
        if len(fence) >= self.unclosed.get(fence[0], len(fence) + 1):
            return False
        closing = rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$"
        if re.compile(closing, re.MULTILINE).search(self.src, offset):
            return True
        self.unclosed[fence[0]] = len(fence)
        return False

    def remark(self, code: str) -> None:
        self.env["remarks"].append(Remark(code, self.scope.line_at(self.opening) + 1))

    def list_limit(self) -> int:
        """Return the offset before which the list that is being parsed must end."""
        first = self.scope.line_at(self.opening)
        column = self.scope.columns(first, first + 1)[0]
        numbers: list[int] = self.env["end_lines"]
        for number in numbers[bisect_right(numbers, first + 1) :]:
            if number > self.scope.limit():
                break
            if column >= self.env["ends"][number]:
                return min(self.scope.offset_of(number - 1), self.cursor_max)
        return self.cursor_max


def _region(state: BlockState) -> _Region:
    assert isinstance(state, _Region)  # noqa: S101 - tells the type checker
    return state


class _BlockParser(BlockParser):
    state_cls = _Region

    def __init__(self) -> None:
        super().__init__(max_nested_level=_DEEPEST)
        self.register("math", MATH, _BlockParser.parse_math)
        self.register("table", table.OPENING, _BlockParser.parse_table)
        self.block_quote_rules = self.list_rules = self.rules

    def compile_sc(self, rules: list[str] | None = None) -> Pattern[str]:
        """Let a heading end a quote, too; mistune would take it for a line of the quote."""
        is_end_of_quote = rules is not None and rules[-1] == "block_html"
        return super().compile_sc([*rules, "atx_heading"] if rules and is_end_of_quote else rules)

    def parse_method(self, m: Match[str], state: BlockState) -> int | None:
        region = _region(state)
        if region.collecting and m.lastgroup in {"list", "block_quote"}:
            # Mistune would parse what ends it first, one inside the other without limit.
            return m.start()
        outer = region.opening, region.child_opening
        region.opening = region.child_opening = m.start()
        end = super().parse_method(m, state)
        region.opening, region.child_opening = outer
        return end

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        region = _region(state)
        region.collecting = True
        end = super().parse_block_quote(m, state)
        region.collecting = False
        return end

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        region = _region(state)
        whole = region.cursor_max
        region.cursor_max = region.list_limit()
        region.collecting = True
        end = super().parse_list(m, state)
        region.collecting = False
        region.cursor_max = whole
        return end

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """Parse a heading but for its text: mistune's way to trim it is slow on long blanks."""
        state.append_token({"type": "heading", "attrs": {"level": len(m["atx_1"])}})
        return m.end() + 1

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        if _region(state).ends_in_paragraph():
            return super().parse_setex_heading(m, state)
        other = self.compile_sc(["thematic_break", "list"]).match(state.src, state.cursor)
        return self.parse_method(other, state) if other else None

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        """Parse `[label]: target`, but not `[优点]: 快`, `[版本]: 1.7` nor a footnote."""
        if _region(state).ends_in_paragraph():
            return state.append_paragraph()
        if m["reflink_1"].startswith("^") or not LINK_TARGET.match(state.src, m.end()):
            return None
        end = super().parse_ref_link(m, state)
        if end:
            state.append_token({"type": "definition"})
        return end

    def parse_fenced_code(self, m: Match[str], state: BlockState) -> int | None:
        """Parse fenced code; without an end it goes up to the next heading."""
        fence, info = m["fenced_2"], m["fenced_3"]
        if fence[0] == "`" and "`" in info:
            return None
        region = _region(state)
        if region.closes(fence, m.end()):
            return super().parse_fenced_code(m, state)
        region.remark("unclosed_fence")
        heading = AFTER_FENCE.search(state.src, m.end(), state.cursor_max)
        end = heading.start() if heading else state.cursor_max
        code = {"raw": state.src[m.end() + 1 : end].rstrip() + "\n", "style": "fenced"}
        state.append_token({"type": "block_code", **code, "attrs": {"info": info.strip()}})
        return end

    def parse_raw_html(self, m: Match[str], state: BlockState) -> int | None:
        """Parse what HTML calls a block: block elements, a table to its end, whole comments."""
        opener = m[0].strip().lower()
        name = opener.lstrip("</")
        if name in BLOCK_TAGS and TAG_END.match(state.src, m.end()):
            end = super().parse_raw_html(m, state)
            grid = end and html_table.find(state.src, m.start(), end)
            return state.find_line_end_at(grid.end) if grid else end
        if opener != "<!--" and (name not in PRE_TAGS or opener.startswith("</")):
            return None
        region = _region(state)
        ending = "-->" if opener == "<!--" else f"</{name}>"
        if opener not in region.unclosed and state.src.find(ending, m.end()) >= 0:
            return super().parse_raw_html(m, state)
        region.unclosed[opener] = 0
        if opener == "<!--":
            region.remark("unclosed_comment")
        return None

    def parse_math(self, m: Match[str], state: BlockState) -> int | None:
        r"""Parse `$$` or `\[` that opens a line, up to where it closes at the end of a line."""
        closing = "$$" if m["math_1"] == "$$" else "\\]"
        lines = [m["math_2"]]
        end = state.find_line_end_at(m.start())
        while closing not in lines[-1]:
            if len(lines) == MATH_LINES or end >= state.cursor_max:
                return None
            lines.append(state.get_line(end).removesuffix("\n"))
            end = state.find_line_end_at(end)
        lines[-1], _, rest = lines[-1].partition(closing)
        if rest.strip():
            return None
        state.append_token({"type": "math", "raw": "\n".join(lines).strip()})
        return end

    def parse_table(self, m: Match[str], state: BlockState) -> int | None:
        """Parse rows below a delimiter row, or at least three rows that open with a pipe."""
        end = state.find_line_end_at(m.start())
        second = state.get_line(end).removesuffix("\n")
        headerless = not table.is_delimiter(second, len(table.cells(m[0])))
        if headerless and not table.is_boxed(m[0]):
            return None
        is_row = table.is_boxed if headerless else table.is_row
        other_block = self.compile_sc(["atx_heading", "fenced_code", "block_quote", "list"])
        rows = 1
        while end < state.cursor_max and is_row(state.get_line(end).removesuffix("\n")):
            if other_block.match(state.src, end):
                break
            rows += 1
            end = state.find_line_end_at(end)
        if headerless and rows < table.ROWS_WITHOUT_HEADER:
            return None
        state.append_token({"type": "table", "attrs": {"headerless": headerless}})
        return end


class _Run(InlineState):
    """Mistune's inline state, which also knows where its text begins."""

    offset = 0

    @cached_property
    def closings(self) -> marks.Closings:
        return marks.Closings(self.src)

    def part(self, start: int, end: int) -> _Run:
        """Return a state for a part of the text."""
        part = _run(self.copy())
        part.src = self.src[start:end]
        part.offset = self.offset + start
        return part


def _run(state: InlineState) -> _Run:
    assert isinstance(state, _Run)  # noqa: S101 - tells the type checker
    return state


class _InlineParser(InlineParser):
    state_cls = _Run

    def __init__(self) -> None:
        super().__init__(max_nested_level=_DEEPEST)
        for name, pattern, before, start in marks.RULES:
            method = getattr(_InlineParser, f"parse_{name}")
            self.register(name, pattern, method, before=before, start_chars=list(start))

    def parse_emphasis(self, m: Match[str], state: InlineState) -> int:
        self.process_text(marks.flanked(state.src, m.start(), m.end()), state)
        return m.end()

    def parse_literal(self, m: Match[str], state: InlineState) -> int:
        self.process_text(m[0], state, parse_emphasis=False)
        return m.end()

    def parse_codespan(self, m: Match[str], state: InlineState) -> int:
        end = super().parse_codespan(m, state)
        code = state.tokens[-1]
        source = state.src[m.start() : end]
        if code["type"] != "codespan" or "\n" not in source:
            return end
        del state.tokens[-1]
        at = _run(state).offset + m.start()
        for index, line in enumerate(source.split("\n")):
            if index:
                state.append_token({"type": "softbreak", "at": at - 1})
            state.append_token({"type": "codespan", "raw": line.strip("` ")})
            at += len(line) + 1
        return end

    def parse_softbreak(self, m: Match[str], state: InlineState) -> int:
        at = _run(state).offset + state.src.index("\n", m.start())
        state.append_token({"type": "softbreak", "at": at})
        return m.end()

    parse_linebreak = parse_softbreak

    def parse_inline_html(self, m: Match[str], state: InlineState) -> int | None:
        end = super().parse_inline_html(m, state)
        if end:
            state.tokens[-1]["at"] = _run(state).offset + m.start()
        return end

    def parse_math(self, m: Match[str], state: InlineState) -> int | None:
        tex = marks.tex(m)
        if tex is None:
            return None
        state.append_token({"type": "math", "raw": tex, "display": m[0][:2] in {"$$", "\\["}})
        return m.end()

    def parse_highlight(self, m: Match[str], state: InlineState) -> int | None:
        return self._parse_pair("highlight", m, state)

    def parse_strike(self, m: Match[str], state: InlineState) -> int | None:
        return self._parse_pair("strike", m, state)

    def _parse_pair(self, name: str, m: Match[str], state: InlineState) -> int | None:
        end = _run(state).closings.pair(name, m.start())
        if end is None or state.depth >= self.max_nested_level:
            return None
        state.append_token({"type": name, "children": self.render(_run(state).part(m.end(), end))})
        return end + len(m[0])

    def parse_cloze(self, m: Match[str], state: InlineState) -> int:
        run = _run(state)
        number = int(m["cloze_1"])
        end, problem = run.closings.cloze(m.start(), number)
        if problem or state.depth >= self.max_nested_level:
            state.env["remarks"].append(Remark(problem or "nested_cloze", run.offset + m.start()))
            self.process_text(state.src[m.start() : end], state, parse_emphasis=False)
            return end
        answer, hint = marks.split_hint(state.src[m.end() : end - 2])
        children = self.render(run.part(m.end(), m.end() + len(answer)))
        state.append_token({"type": "cloze", "children": children, "number": number, "hint": hint})
        return end

    def parse_wikilink(self, m: Match[str], state: InlineState) -> int | None:
        if state.in_link:
            return None
        link = marks.wikilink(m)
        if link is None:
            return self.parse_literal(m, state)
        kind, target, text = link
        children = [{"type": "text", "raw": text, "_emphasis": False}]
        state.append_token({"type": kind, "children": children, "attrs": {"url": target}})
        return m.end()

    def parse_url(self, m: Match[str], state: InlineState) -> int:
        url = marks.trimmed_url(m[0].partition("]")[0] if state.brackets else m[0])
        if state.in_link or state.depth >= self.max_nested_level:
            self.process_text(url, state, parse_emphasis=False)
        else:
            children = [{"type": "text", "raw": url, "_emphasis": False}]
            token = {"type": "link", "children": children, "attrs": {"url": url}, "_autolink": url}
            state.append_token(token)
        return m.start() + len(url)


_BLOCKS = _BlockParser()
_INLINES = _InlineParser()
