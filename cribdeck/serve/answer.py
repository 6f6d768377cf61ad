"""What a request is answered: its line and headers go in, a status, headers and a body come out.

Nothing here knows of sockets. The order of the questions is the policy: is it meant for this
address, is it a way of asking that we know, does it know the random path, is there such a file.
Whoever fails at the third learns no more than that there is nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

from cribdeck.language import Language, language_named
from cribdeck.own_files import REPORT_NAME
from cribdeck.serve.outputs import DECK, SHEET, Opened, Outputs
from cribdeck.serve.page import PAGE_POLICY, page

Headers: TypeAlias = Mapping[str, tuple[str, ...]]
"""All values of each header, by its name in lower case."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client wants."""

    method: str
    target: str
    headers: Headers

    def header(self, name: str) -> str:
        """Return the value of a header; empty if it is missing, or there more than once."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, or all of it."""

    opened: Opened
    name: str
    first: int
    length: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the file is left out."""
        return self.length == self.opened.size


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes | Part = b""
    """What a GET gets; a HEAD gets the headers alone."""


ALWAYS: Final = (
    ("Cache-Control", "private, no-store"),
    ("Connection", "close"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow"),
)
"""Headers of every answer. The random path must not travel on, by a link or a cache."""

_NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_INLINE: Final = "script-src 'unsafe-inline'; style-src 'unsafe-inline'"
"""The report carries its script and style in itself, and a stricter policy for what it shows."""

_KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    DECK: ("application/vnd.anki", "attachment", _NOTHING),
    SHEET: ("application/pdf", "inline", "frame-ancestors 'none'"),
    PurePosixPath(REPORT_NAME).suffix: (
        "text/html; charset=utf-8",
        "inline",
        f"{_NOTHING}; {_INLINE}; img-src 'self' data: blob:; font-src data:; media-src data: blob:",
    ),
}
"""By ending: the type (that of packages is registered with IANA), whether it is to be kept or
shown, and what it may do. A browser's own viewer of PDFs has to be let alone."""

_METHODS: Final = ("GET", "HEAD")
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_NOT_PLAIN: Final = re.compile(r"[^ !#$&\'()+,.0-9;=@A-Z\[\]^_`a-z{}~-]")
"""What a quoted file name of a header cannot hold everywhere."""


def answer(request: Request, outputs: Outputs, path: str, hosts: frozenset[str]) -> Answer:
    """Return what `request` gets.

    Args:
        request: what a client has sent.
        outputs: what there is.
        path: the random path below which it is, as in `/Zk3…/`.
        hosts: what `Host` may say.
    """
    if request.header("host").lower() not in hosts:
        return plain(HTTPStatus.MISDIRECTED_REQUEST)
    if request.method not in _METHODS:
        return plain(HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", ", ".join(_METHODS)))
    return _below(request, outputs, path)


def plain(status: HTTPStatus, *headers: tuple[str, str]) -> Answer:
    """Return an answer that only says what has become of the request."""
    return Answer(
        status,
        (
            *ALWAYS,
            ("Content-Security-Policy", _NOTHING),
            ("Content-Type", "text/plain; charset=utf-8"),
            *headers,
        ),
        f"{status.value} {status.phrase}\n".encode(),
    )


def address_of(name: str) -> str:
    """Return the path of an output in a URL, relative to the page."""
    return "/".join(quote(part, safe="") for part in name.split("/"))


def _below(request: Request, outputs: Outputs, path: str) -> Answer:
    target = request.target.partition("?")[0]
    secret, found = target[: len(path)], target[len(path) :]
    if secrets.compare_digest(f"{target}/".encode("utf-8", "replace"), path.encode()):
        return plain(HTTPStatus.PERMANENT_REDIRECT, ("Location", path))
    if not secrets.compare_digest(secret.encode("utf-8", "replace"), path.encode()):
        return plain(HTTPStatus.NOT_FOUND)
    if not found:
        return _page(request, outputs)
    name = _name(found)
    opened = outputs.open(name) if name else None
    if name is None or opened is None:
        return plain(HTTPStatus.NOT_FOUND)
    return _file(request, name, opened)


def _page(request: Request, outputs: Outputs) -> Answer:
    listed = [(it, address_of(it.name)) for it in outputs.listed()]
    body = page(listed, _language(request.header("accept-language"))).encode()
    kind = ("Content-Type", "text/html; charset=utf-8")
    return Answer(HTTPStatus.OK, (*ALWAYS, ("Content-Security-Policy", PAGE_POLICY), kind), body)


def _file(request: Request, name: str, opened: Opened) -> Answer:
    path = PurePosixPath(name)
    kind, disposition, policy = _KINDS[path.suffix]
    headers = (
        *ALWAYS,
        ("Accept-Ranges", "bytes"),
        ("Content-Disposition", f"{disposition}; {_file_name(path.name)}"),
        ("Content-Security-Policy", policy),
        ("Content-Type", kind),
        ("ETag", f'"{opened.tag}"'),
    )
    wanted = request.header("range")
    if request.header("if-range") not in {"", f'"{opened.tag}"'}:
        wanted = ""  # of a file that has since been built anew
    asked = _RANGE.fullmatch(wanted) if wanted else None
    if asked is None or asked[0] == "bytes=-":
        return Answer(HTTPStatus.OK, headers, Part(opened, name, 0, opened.size))
    first, length = _part(asked[1], asked[2], opened.size)
    if length <= 0:
        opened.stream.close()
        unmet = ("Content-Range", f"bytes */{opened.size}")
        return plain(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, unmet)
    shown = ("Content-Range", f"bytes {first}-{first + length - 1}/{opened.size}")
    part = Part(opened, name, first, length)
    return Answer(HTTPStatus.PARTIAL_CONTENT, (*headers, shown), part)


def _part(first: str, last: str, size: int) -> tuple[int, int]:
    """Return start and length of a part; a length that is not positive is no part.

    >>> _part("0", "1", 10), _part("8", "", 10), _part("", "3", 10), _part("2", "99", 10)
    ((0, 2), (8, 2), (7, 3), (2, 8))
    """
    if not first:
        length = min(int(last), size)
        return size - length, length
    end = min(int(last) + 1, size) if last else size
    return int(first), end - int(first)


def _name(found: str) -> str | None:
    """Return the output that a path in a URL names; None if it is no name of one.

    Each part is decoded by itself, so that an encoded slash is none.
    """
    try:
        parts = [unquote(part, errors="strict") for part in found.split("/")]
    except UnicodeDecodeError:
        return None
    return None if any("/" in part for part in parts) else "/".join(parts)


def _file_name(name: str) -> str:
    r"""Return both forms of a file name (RFC 6266): for old readers, and in full.

    >>> _file_name("速记 1.apkg")
    'filename="__ 1.apkg"; filename*=UTF-8\'\'%E9%80%9F%E8%AE%B0%201.apkg'
    """
    return f"filename=\"{_NOT_PLAIN.sub('_', name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _language(accepted: str) -> Language:
    """Return the language of the page: the first that the browser names and we speak."""
    for named in accepted.split(","):
        language = language_named(named.partition(";")[0])
        if language:
            return language
    return "en"
