"""Real connections: what goes over the wire, and what a client cannot do to the others."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cribdeck.serve import NoAddressError, Outputs, Server, addresses, lan_address, server
from cribdeck.serve.answer import address_of
from tests.serve.served import DECK, FILES, ask, exchange, fill, own_host, serving

ANY = "0.0.0.0"  # noqa: S104  that is what must be refused
BIG = bytes(range(256)) * 16_000


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return fill(tmp_path / "dist")


@pytest.fixture
def served(dist: Path) -> Iterator[Server]:
    with serving(dist) as running:
        yield running


def test_page_and_files_come_over_the_wire(dist: Path) -> None:
    sent: list[tuple[str, str]] = []
    with serving(dist, sent=sent) as running:
        page = ask(running, running.path)
        found = ask(running, running.path + "sheets/kafka.pdf", method="GET")
    assert page.status == 200
    assert "后端 速记" in page.body.decode()
    assert found.body == FILES["sheets/kafka.pdf"]
    assert found.headers["Content-Length"] == str(len(found.body))
    assert found.headers["Connection"] == "close"
    assert found.headers["Server"] == "Cribdeck"
    assert sent == [("sheets/kafka.pdf", "127.0.0.1")]


def test_head_is_the_answer_without_its_body(served: Server) -> None:
    for target in (served.path, served.path + "report.html", "/"):
        head, full = (ask(served, target, method=it) for it in ("HEAD", "GET"))
        assert head.body == b""
        dates = {"Date"}
        assert {k: v for k, v in head.headers.items() if k not in dates} == {
            k: v for k, v in full.headers.items() if k not in dates
        }


def test_the_random_path_is_long_and_new_each_time(dist: Path) -> None:
    with serving(dist) as first, serving(dist) as second:
        assert first.path != second.path
        assert len(first.path) >= 24
        assert ask(first, second.path).status == 404


@pytest.mark.parametrize(
    "target",
    ["../build.json", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc%2fpasswd", "sheets/", "..\\x"],
)
def test_traversal_and_listing_give_nothing(served: Server, target: str) -> None:
    for below in (served.path, "/"):
        assert ask(served, below + target).body == b"404 Not Found\n"


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_names_of_this_machine_are_hosts(served: Server, name: str) -> None:
    assert ask(served, served.path, host=f"{name}:{served.port}").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example:{}", "localhost", "localhost:1", "127.0.0.1.evil.example:{}", "@:{}"]
)
def test_names_that_lead_here_from_elsewhere_are_not(served: Server, host: str) -> None:
    assert ask(served, served.path, host=host.format(served.port)).status == 421


def test_in_the_local_network_the_address_alone_is_the_host(dist: Path) -> None:
    with serving(dist, lan_address("127.0.0.2")) as running:
        assert running.url == f"http://127.0.0.2:{running.port}{running.path}"
        assert ask(running, running.path).status == 200
        assert ask(running, running.path, host=f"localhost:{running.port}").status == 421
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", running.port), timeout=5)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 421),
        (b"GET / HTTP/1.1 x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 421),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"y" * 20_000 + b" HTTP/1.1\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    ],
)
def test_what_is_no_request_is_told_so_without_repeating_it(
    served: Server, sent: bytes, status: int
) -> None:
    reply = exchange(served, sent)
    assert reply.status == status
    assert b"yyy" not in reply.body
    assert ask(served, served.path).status == 200


def test_many_at_once_and_a_big_file(dist: Path) -> None:
    (dist / DECK).write_bytes(BIG)
    sent: list[tuple[str, str]] = []
    with serving(dist, sent=sent) as running, ThreadPoolExecutor(3 * server.SEATS) as clients:
        address = running.path + address_of(DECK)
        replies = clients.map(lambda _: ask(running, address).body, range(3 * server.SEATS))
        assert all(it == BIG for it in replies)
    assert len(sent) == 3 * server.SEATS


def test_no_more_threads_than_seats(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_PATIENCE", 0.05)
    before = threading.active_count()
    with serving(dist) as running:
        place = ("127.0.0.1", running.port)
        idle = [socket.create_connection(place, timeout=20) for _ in range(server.SEATS + 5)]
        for extra in idle[server.SEATS :]:
            assert extra.recv(1) == b""  # sent away
        # Each has a thread that reads and one that looks at the clock.
        assert threading.active_count() <= before + 1 + 2 * server.SEATS
        for connection in idle:
            connection.close()
        assert _in_time(lambda: ask(running, running.path).status) == 200


def test_a_client_that_stalls_is_cut_off(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.2)
    with serving(dist) as running:
        with socket.create_connection(("127.0.0.1", running.port), timeout=20) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost:")
            assert slow.recv(1) == b""
        assert ask(running, running.path).status == 200


def test_a_client_that_goes_away_leaves_no_trace(
    dist: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (dist / DECK).write_bytes(BIG)
    sent: list[tuple[str, str]] = []
    with serving(dist, sent=sent) as running:
        address = running.path + address_of(DECK)
        for _ in range(server.SEATS + 3):
            with socket.create_connection(("127.0.0.1", running.port), timeout=20) as client:
                line = f"GET {address} HTTP/1.1\r\nHost: {own_host(running)}\r\n\r\n"
                client.sendall(line.encode())
                client.recv(10)
        assert ask(running, running.path).status == 200
    assert sent == []
    assert capfd.readouterr() == ("", "")


def test_a_bug_gives_its_seat_back_and_is_said(
    dist: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(dist) as running:
        with monkeypatch.context() as broken:
            broken.setattr(Outputs, "listed", lambda _: 1 // 0)
            for _ in range(server.SEATS + 1):
                assert ask(running, running.path).status == 0
        assert ask(running, running.path).status == 200
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_taken_port_is_an_error(served: Server, dist: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(Outputs(dist), "127.0.0.1", served.port, lambda *_: None)


@pytest.mark.parametrize(
    ("ways", "address"),
    [
        ({"192.0.2.1": "192.168.1.20"}, "192.168.1.20"),
        ({"192.0.2.1": "100.64.0.7"}, "100.64.0.7"),
        ({"192.0.2.1": "127.0.0.1", "2001:db8::1": "fd00::7"}, "fd00::7"),
        ({"192.0.2.1": "8.8.4.4", "2001:db8::1": "fd00::7"}, "fd00::7"),
    ],
)
def test_the_address_in_the_local_network(ways: dict[str, str], address: str) -> None:
    assert lan_address(outgoing=lambda elsewhere, _: ways.get(elsewhere)) == address


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ({}, "in no network"),
        ({"192.0.2.1": "127.0.0.1"}, "in no network"),
        ({"192.0.2.1": "8.8.4.4"}, "whole internet.*--lan 8.8.4.4"),
    ],
)
def test_where_there_is_none_it_is_said(ways: dict[str, str], words: str) -> None:
    with pytest.raises(NoAddressError, match=words):
        lan_address(outgoing=lambda elsewhere, _: ways.get(elsewhere))


@pytest.mark.parametrize("named", [ANY, "::", "224.0.0.1", "phone", "192.168.1", "1.2.3.4:80"])
def test_all_addresses_at_once_or_none_are_refused(named: str) -> None:
    with pytest.raises(NoAddressError, match="--lan wants one such as"):
        lan_address(named)


def test_addresses_of_the_sixth_version_stand_in_brackets() -> None:
    assert addresses.url("fd00::7", 80, "/x/") == "http://[fd00::7]:80/x/"
    assert addresses.hosts("fd00::7", 80) == {"[fd00::7]:80", "[fd00::7]"}
    assert addresses.family("fd00::7") == socket.AF_INET6


def _in_time(ask_again: object) -> int:
    """Return the first status that is none of somebody sent away."""
    assert callable(ask_again)
    for _ in range(100):
        try:
            status = int(ask_again())
        except OSError:
            continue
        if status:
            return status
    return 0
