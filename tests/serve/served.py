"""A folder of outputs, with much beside them that is nobody's business, and a server of it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cribdeck.serve import LOOPBACK, Outputs, Server

DECK = "后端 速记.apkg"
SHEET = "sheets/缓存 & #1.pdf"
FILES = {
    DECK: b"PK\x03\x04 package",
    SHEET: b"%PDF-1.7 sheet",
    "sheets/kafka.pdf": b"%PDF-1.7 kafka",
    "report.html": b"<!doctype html><title>report</title>",
}
SECRETS = {
    "other.pdf": b"not of this build",
    ".hook.json": b"{}",
    ".cache/notes.pdf": b"cached",
    "sheets/notes.txt": b"text",
    "../outside.pdf": b"outside",
    "../source/ledger.jsonl": b"ledger",
}


def fill(dist: Path, **more: bytes) -> Path:
    """Write outputs and the manifest that names them; return `dist`."""
    for name, content in {**FILES, **SECRETS}.items():
        path = dist / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name, content in more.items():
        (dist / name).write_bytes(content)
    declare(dist, SHEET, "sheets/kafka.pdf")
    return dist


def declare(dist: Path, *sheets: str) -> None:
    """Write a manifest with these sheets."""
    entries = [
        {"name": Path(it).stem, "variant": "answers", "file": it, "pages": 2} for it in sheets
    ]
    manifest = {
        "schema": 1,
        "deck": "后端 速记",
        "notes": [{}],
        "sheets": entries,
        "report": "report.html",
    }
    (dist / "build.json").write_text(json.dumps(manifest), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Reply:
    """What has come back."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def serving(
    dist: Path, address: str = LOOPBACK, sent: list[tuple[str, str]] | None = None
) -> Iterator[Server]:
    """Serve while the context lasts."""
    told = [] if sent is None else sent
    with Server(Outputs(dist), address, 0, lambda *it: told.append(it)) as server:
        running = threading.Thread(target=server.serve_forever, args=(0.01,))
        running.start()
        try:
            yield server
        finally:
            server.shutdown()
            running.join()


def ask(server: Server, target: str, *headers: str, method: str = "GET", host: str = "") -> Reply:
    """Send exactly this and return what comes back."""
    lines = (f"{method} {target} HTTP/1.1", f"Host: {host or own_host(server)}", *headers, "", "")
    return exchange(server, "\r\n".join(lines).encode())


def own_host(server: Server) -> str:
    return server.url.split("/")[2]


def exchange(server: Server, sent: bytes) -> Reply:
    with socket.create_connection(server.server_address[:2], timeout=20) as connection:  # type: ignore[arg-type]  # typed for every kind of address
        connection.sendall(sent)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Reply(int(status.split()[1]) if status else 0, headers, body)
