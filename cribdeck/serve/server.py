"""The sockets: connections come in, answers go out, within limits.

One request a connection, one thread each, never more than `SEATS` at a time; who finds all
taken waits, and in the end is sent away. The head of a request has to arrive within seconds and
is short; an answer has to be taken at a walking pace. So a client that stalls, by intention or
in a dead spot, costs a seat for a moment and nothing else.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from cribdeck.serve.addresses import family, hosts, url
from cribdeck.serve.answer import Answer, Part, Request, answer, plain
from cribdeck.serve.outputs import Outputs

SEATS: Final = 24
"""Requests answered at a time; a browser opens six connections."""
_PATIENCE: Final = 5.0
"""Seconds that somebody waits for a seat."""
HEAD_SECONDS: Final = 10.0
"""Within which the whole head of a request has to be here."""
LONGEST_HEAD: Final = 16_384
"""Bytes of line and headers; browsers send one or two thousand."""
_PIECE: Final = 65_536
_PIECE_SECONDS: Final = 30.0
"""Bytes sent at once, and within which time they have to be taken: 2 KB a second."""
_SECRET_BYTES: Final = 16


class Server(socketserver.ThreadingTCPServer):
    """Serves outputs at one address, from when it is made until it is closed."""

    allow_reuse_address = os.name != "nt"
    """Where it means that a port is free again at once; on Windows, that others may take it."""
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(
        self, outputs: Outputs, address: str, port: int, sent: Callable[[str, str], None]
    ) -> None:
        """Take the port.

        Args:
            outputs: what to serve.
            address: of this machine.
            port: 0 takes any that is free.
            sent: is told the name of each file that has been sent whole, and to which address.

        Raises:
            OSError: the address is not of this machine, or the port is taken.
        """
        self.address_family = family(address)
        super().__init__((address, port), _Connection)
        self.port: Final[int] = self.socket.getsockname()[1]
        self.outputs: Final = outputs
        self.path: Final = f"/{secrets.token_urlsafe(_SECRET_BYTES)}/"
        self.url: Final = url(address, self.port, self.path)
        self.hosts: Final = hosts(address, self.port)
        self.sent: Final = sent
        self._seats = threading.Semaphore(SEATS)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Answer in a thread of its own, when there is a seat."""
        if not self._seats.acquire(timeout=_PATIENCE):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Answer, and give the seat back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._seats.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing of clients that go away or stall: they do so all the time."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: Server
    connection: socket.socket
    protocol_version = "HTTP/1.1"
    timeout = _PIECE_SECONDS

    def handle(self) -> None:
        """Read, ask `answer.py`, send."""
        head = self._head()
        if head is None:
            return
        self.requestline, self.request_version, self.command = "", self.protocol_version, ""
        if len(head) > LONGEST_HEAD:
            self._send(plain(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE))
            return
        self.rfile = io.BufferedReader(io.BytesIO(head))
        self.raw_requestline = self.rfile.readline()
        if not self.parse_request():
            return
        headers: dict[str, tuple[str, ...]] = {}
        for name, value in self.headers.items():
            headers[name.lower()] = (*headers.get(name.lower(), ()), value.strip())
        wanted = Request(self.command, self.path, headers)
        self._send(answer(wanted, self.server.outputs, self.server.path, self.server.hosts))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what cannot be read, without repeating it."""
        del message, explain
        self._send(plain(HTTPStatus(code)))

    def version_string(self) -> str:
        """Say no more than needed."""
        return "Cribdeck"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Leave it to the server to say what is worth it."""

    def _head(self) -> bytes | None:
        """Return line and headers, or the first bytes of too many; None if they do not come."""
        late = threading.Timer(HEAD_SECONDS, self._hang_up)
        late.daemon = True
        late.start()
        try:
            head = b""
            while len(head) <= LONGEST_HEAD:
                line = self.rfile.readline(LONGEST_HEAD + 1 - len(head))
                head += line
                if not line:
                    return None
                if line in {b"\r\n", b"\n"} and head != line:
                    return head
            return head
        finally:
            late.cancel()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, found: Answer) -> None:
        body = found.body
        self.request_version = self.protocol_version  # older ones would get no status line
        try:
            self.send_response(found.status)
            for name, value in found.headers:
                self.send_header(name, value)
            size = body.length if isinstance(body, Part) else len(body)
            self.send_header("Content-Length", str(size))
            self.end_headers()
            if self.command == "HEAD":
                return
            if isinstance(body, Part):
                self._send_part(body)
            else:
                self.wfile.write(body)
        finally:
            if isinstance(body, Part):
                body.opened.stream.close()

    def _send_part(self, part: Part) -> None:
        stream, left = part.opened.stream, part.length
        stream.seek(part.first)
        while left and (piece := stream.read(min(left, _PIECE))):
            self.wfile.write(piece)
            left -= len(piece)
        if not left and part.is_whole:
            self.server.sent(part.name, str(self.client_address[0]))
