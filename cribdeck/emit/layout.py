"""Pages as HTML become laid-out documents, and those PDF: WeasyPrint with our look and no way out.

The only module that knows WeasyPrint. Notes are untrusted: whatever a page asks for, the fetcher
hands out nothing but the bundled fonts and pictures that we have encoded. WeasyPrint's own warnings
never reach the terminal: they are kept for diagnostics, with file and line where they are about a
style sheet.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from cribdeck.emit.html import found_in
from cribdeck.emit.pdf_pages import taken
from cribdeck.emit.pdf_tags import Finish, name_headers
from cribdeck.emit.sheet_html import PICTURE_SCHEME
from cribdeck.own_files import TEMPLATES
from cribdeck.sheets.bound_pages import BoundPages, UsedFont

__all__ = ("FONTS", "Document", "FontFetcher", "Layout", "style_sheets")

FONTS: Final = "sheet/fonts"
_VARIANT: Final = "pdf/ua-1"
_IDENTIFIER: Final = b"cribdeck"
"""Fixed, or WeasyPrint would write no identifier; the same bytes need the same one."""
_LOGGERS: Final = ("weasyprint", "weasyprint.progress", "fontTools")
_PLACED: Final = re.compile(r"(.*) at (\d+:\d+)(.*)", re.DOTALL)
"""How WeasyPrint says that it ignores a declaration: “Ignored … at 3:5, unknown property.”"""


def style_sheets(theme: str) -> tuple[str, ...]:
    """Return the style sheets of a theme, paths below the templates; later ones prevail."""
    return "sheet/sheet.css", f"sheet/themes/{theme}.css"


class Layout:
    """WeasyPrint with the style sheets of one theme and our fonts."""

    def __init__(self, templates: Path, theme: str) -> None:
        """Read style sheets and fonts below `templates`; those that are not there are ours."""
        self.unexpected: list[str] = []
        """What WeasyPrint has remarked."""
        self._folder = templates / "sheet"
        self._fonts = FontConfiguration()
        self._fetcher = FontFetcher(templates / FONTS, TEMPLATES / FONTS)
        self._styles: list[CSS] = []
        for name in style_sheets(theme):
            with self._listening(name):
                style = CSS(
                    filename=str(found_in(templates, name)),
                    font_config=self._fonts,
                    url_fetcher=self._fetcher,
                )
            self._styles.append(style)

    def show(self, name: str, data: bytes) -> None:
        """Let pages ask for a picture by its name; `data` is one that we have made."""
        self._fetcher.pictures[f"{PICTURE_SCHEME}:{name}"] = data

    def render(self, html: str) -> Document:
        """Lay out a page, without drawing it."""
        with self._listening():
            page = HTML(string=html, base_url=f"{self._folder}/", url_fetcher=self._fetcher)
            document = page.render(
                stylesheets=self._styles, font_config=self._fonts, pdf_variant=_VARIANT
            )
        for printed in document.pages:
            _ink_formulas(printed._page_box)  # noqa: SLF001  there is no other way to them
        return document

    def taken(self, document: Document) -> BoundPages:
        """Draw a laid-out document, and return its pages for another to bind."""
        found: list[BoundPages] = []
        for page in document.pages:
            page.links = []
        self.written(document, lambda drawn, pdf: found.append(taken(drawn, pdf)))
        (pages,) = found
        return pages

    def written(
        self,
        document: Document,
        finish: Finish = name_headers,
        used: Sequence[UsedFont] = (),
    ) -> bytes:
        """Draw a laid-out document.

        Args:
            document: the whole of it.
            finish: completes its tags.
            used: what pages that `finish` adds use of fonts.
        """
        if used:
            self._share_fonts(document, used)
        with self._listening():
            pdf = document.write_pdf(
                pdf_identifier=_IDENTIFIER, pdf_variant=_VARIANT, finisher=finish
            )
        return bytes(pdf)

    def _share_fonts(self, document: Document, used: Sequence[UsedFont]) -> None:
        """Have a document hold the glyphs that others use; fonts are known by being drawn with."""
        samples = self.render("".join(dict.fromkeys(map(_sample, used))))
        last = document.pages[-1]
        paint = last.paint

        def paint_and_share(stream: Any, scale: float) -> None:  # noqa: ANN401
            paint(stream, scale)
            for page in samples.pages:
                # Into nothing.
                page.paint(stream.clone(tags=None), scale)
            fonts = {it.hash: it for it in document.fonts.values()}
            for it in used:
                font = fonts[it.name]
                font.widths = {**it.widths, **font.widths}
                font.to_unicode = {**it.texts, **font.to_unicode}

        last.paint = paint_and_share

    @contextmanager
    def _listening(self, file: str = "") -> Iterator[None]:
        """Collect what WeasyPrint and fontTools would tell the terminal while `file` is read."""
        ear = _Ear(self.unexpected, file)
        loggers = [logging.getLogger(name) for name in _LOGGERS]
        before = [(it.propagate, it.level) for it in loggers]
        for logger in loggers:
            logger.propagate = False
            logger.setLevel(logging.WARNING)
            logger.addHandler(ear)
        try:
            yield
        finally:
            for logger, (propagate, level) in zip(loggers, before, strict=True):
                logger.removeHandler(ear)
                logger.propagate = propagate
                logger.setLevel(level)


def _sample(font: UsedFont) -> str:
    """Return a glyph of a font as HTML."""
    style = ("normal", "oblique", "italic")[font.style]
    family = font.family.replace("\\", "\\\\").replace("'", "\\'")
    text = next((it for it in font.texts.values() if not it.isspace()), " ")
    look = escape(f"white-space: pre; font: {style} {font.weight} 9pt '{family}'")
    return f'<p style="{look}">{escape(text)}</p>'


class _Ear(logging.Handler):
    """Keeps each message once."""

    def __init__(self, heard: list[str], file: str) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if self._file:
            placed = _PLACED.fullmatch(message)
            what = placed[1] + placed[3] if placed else message
            message = f"{self._file}:{placed[2]}: {what}" if placed else f"{self._file}: {what}"
        if message not in self._heard:
            self._heard.append(message)


def _ink_formulas(page: Any) -> None:  # noqa: ANN401  WeasyPrint has no types
    """Draw each formula in the colour of the text around it, which does not reach into SVG."""
    waiting = [page]
    while waiting:
        box = waiting.pop()
        # What is positioned stands behind a placeholder.
        box = getattr(box, "_box", box)
        drawing = getattr(getattr(box, "replacement", None), "_svg", None)
        if drawing is not None and drawing.tree.get("fill") is not None:
            red, green, blue = (round(255 * it) for it in box.style["color"].coordinates)
            ink = f"#{red:02x}{green:02x}{blue:02x}"
            drawing.tree.attrib |= {"color": ink, "fill": ink}
        waiting.extend(getattr(box, "children", ()))


class FontFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Hands out files below one folder and pictures that we have made; refuses everything else.

    `data:` addresses are refused too: nothing on a sheet needs them.
    """

    def __init__(self, folder: Path, behind: Path | None = None) -> None:
        """Allow `folder` and what is in it; what it lacks is taken from the one `behind` it."""
        super().__init__(allowed_protocols={"file"}, allow_redirects=False)
        self.pictures: dict[str, bytes] = {}
        """Pictures of sheets, by address."""
        self._folder = folder.resolve()
        self._behind = self._folder if behind is None else behind.resolve()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the file behind `url`.

        Raises:
            ValueError: the address is not that of a bundled font.
        """
        if url in self.pictures:
            kind = "image/svg+xml" if url.endswith(".svg") else f"image/{url.rpartition('.')[2]}"
            return URLFetcherResponse(url, self.pictures[url], {"Content-Type": kind})
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            message = f"refused: {url}"
            raise ValueError(message)
        path = Path(url2pathname(parts.path)).resolve()
        if path.is_relative_to(self._folder) and not path.exists():
            path = (self._behind / path.relative_to(self._folder)).resolve()
        if not any(map(path.is_relative_to, (self._folder, self._behind))):
            message = f"refused: {url}"
            raise ValueError(message)
        return super().fetch(path.as_uri(), headers)
