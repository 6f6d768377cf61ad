"""What may be asked for, and in what words: without sockets."""

from __future__ import annotations

import doctest
import os
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.serve import answer as answering
from cribdeck.serve import page
from cribdeck.serve.answer import Answer, Part, Request, address_of, answer
from cribdeck.serve.outputs import Outputs
from tests.serve.served import DECK, FILES, SECRETS, SHEET, declare, fill

PATH = "/Zk3random/"
HOST = "127.0.0.1:8000"


def asked(outputs: Outputs, target: str, method: str = "GET", **headers: str) -> Answer:
    given_headers = {"host": (HOST,)} | {
        name.replace("_", "-"): (value,) for name, value in headers.items()
    }
    return answer(Request(method, target, given_headers), outputs, PATH, frozenset({HOST}))


def content(found: Answer) -> bytes:
    if isinstance(found.body, bytes):
        return found.body
    with found.body.opened.stream as stream:
        stream.seek(found.body.first)
        return stream.read(found.body.length)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("serve") / "dist")


@pytest.fixture(scope="module")
def outputs(dist: Path) -> Outputs:
    return Outputs(dist)


def test_examples_are_what_happens() -> None:
    assert doctest.testmod(answering) == (0, 2)
    assert doctest.testmod(page) == (0, 1)


def test_every_output_is_on_the_page_and_can_be_had(outputs: Outputs) -> None:
    page = content(asked(outputs, PATH)).decode()
    addresses = re.findall(r'href="([^"]*)"', page)
    assert {unquote(it) for it in addresses} == FILES.keys()
    for address in addresses:
        found = asked(outputs, PATH + address)
        assert found.status == 200
        assert content(found) == FILES[unquote(address)]


@pytest.mark.parametrize("name", [*SECRETS, "build.json", "", ".", "sheets", "sheets/", ".cache"])
def test_nothing_else_can_be_had(outputs: Outputs, name: str) -> None:
    for target in (name, quote(name, safe=""), quote(quote(name, safe=""), safe="")):
        if target:
            assert asked(outputs, PATH + target).status == 404


@pytest.mark.parametrize(
    "target",
    [
        "sheets/../report.html",
        "sheets/./kafka.pdf",
        "./report.html",
        "sheets//kafka.pdf",
        "/report.html",
        "report.html/",
        "report.html/..",
        "sheets%2Fkafka.pdf",
        "sheets%2fkafka.pdf",
        "sheets\\kafka.pdf",
        "sheets%5Ckafka.pdf",
        "%2e%2e/outside.pdf",
        "sheets/%2e%2e/report.html",
        "..%2foutside.pdf",
        "..%5coutside.pdf",
        "%252e%252e/outside.pdf",
        "%c0%ae%c0%ae/outside.pdf",
        "report.html%00",
        "report.html%00.pdf",
        "%00",
        "REPORT.HTML",
        "report.html%20",
        "report.html.",
        "report.html::$DATA",
        "%",
        "%zz",
        "%ff",
    ],
)
def test_a_name_written_in_another_way_is_none(outputs: Outputs, target: str) -> None:
    found = asked(outputs, PATH + target)
    assert found.status == 404
    assert b"kafka" not in content(found)


@pytest.mark.parametrize(
    "target",
    [
        *("/", "/report.html", "/build.json", "/Zk3rando/", "/Zk3random", "/zk3random/"),
        *("/Zk3randomx/", "//Zk3random/", "/./Zk3random/", "/x/../Zk3random/", "*", ""),
        *(
            "http://127.0.0.1:8000/Zk3random/",
            "http://evil/",
            "/etc/passwd",
            "/%5Ak3random/",
            "/é/",
        ),
    ],
)
def test_without_the_random_path_there_is_nothing(outputs: Outputs, target: str) -> None:
    found = asked(outputs, target)
    if target == PATH[:-1]:
        assert (found.status, dict(found.headers)["Location"]) == (308, PATH)
    else:
        assert (found.status, content(found)) == (404, b"404 Not Found\n")


@given(st.text(max_size=30) | st.sampled_from([quote(it) for it in FILES]), st.booleans())
def test_whatever_is_asked_only_outputs_are_sent(
    outputs: Outputs,
    words: str,
    encoded: bool,  # noqa: FBT001  hypothesis gives it
) -> None:
    found = asked(outputs, PATH + (quote(words, safe="/") if encoded else words))
    got = content(found)
    allowed = {*FILES.values(), content(asked(outputs, PATH)), b"404 Not Found\n"}
    assert got in allowed


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8001", "", "localhost"])
def test_a_request_for_another_host_is_not_for_us(outputs: Outputs, host: str) -> None:
    found = asked(outputs, PATH, host=host)
    assert found.status == 421
    assert b"kafka" not in content(found)


def test_a_host_given_twice_or_not_at_all_is_none(outputs: Outputs) -> None:
    for hosts in ((), (HOST, HOST), (HOST, "evil")):
        request = Request("GET", PATH, {"host": hosts})
        assert answer(request, outputs, PATH, frozenset({HOST})).status == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"])
def test_only_reading_is_answered(outputs: Outputs, method: str) -> None:
    found = asked(outputs, PATH + "report.html", method)
    assert (found.status, dict(found.headers)["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("name", "kind", "disposition", "file_name"),
    [
        (
            DECK,
            "application/vnd.anki",
            "attachment",
            "\"__ __.apkg\"; filename*=UTF-8''%E5%90%8E%E7%AB%AF%20%E9%80%9F%E8%AE%B0.apkg",
        ),
        (
            SHEET,
            "application/pdf",
            "inline",
            "\"__ & #1.pdf\"; filename*=UTF-8''%E7%BC%93%E5%AD%98%20%26%20%231.pdf",
        ),
        (
            "report.html",
            "text/html; charset=utf-8",
            "inline",
            "\"report.html\"; filename*=UTF-8''report.html",
        ),
    ],
)
def test_a_file_says_what_it_is_and_its_name(
    outputs: Outputs, name: str, kind: str, disposition: str, file_name: str
) -> None:
    headers = dict(asked(outputs, PATH + address_of(name)).headers)
    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"] == f"{disposition}; filename={file_name}"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("wanted", "shown", "body"),
    [
        ("bytes=0-3", "bytes 0-3/14", b"%PDF"),
        ("bytes=9-", "bytes 9-13/14", b"kafka"),
        ("bytes=-5", "bytes 9-13/14", b"kafka"),
        ("bytes=-99", "bytes 0-13/14", b"%PDF-1.7 kafka"),
        ("bytes=9-99", "bytes 9-13/14", b"kafka"),
        ("bytes=14-", "bytes */14", None),
        ("bytes=5-2", "bytes */14", None),
        ("bytes=-0", "bytes */14", None),
        ("bytes=-", None, b"%PDF-1.7 kafka"),
        ("bytes=0-1,4-5", None, b"%PDF-1.7 kafka"),
        ("bytes=٣-", None, b"%PDF-1.7 kafka"),
        ("lines=1-2", None, b"%PDF-1.7 kafka"),
        ("bytes=" + "9" * 5000 + "-", None, b"%PDF-1.7 kafka"),
    ],
)
def test_a_part_of_a_file(
    outputs: Outputs, wanted: str, shown: str | None, body: bytes | None
) -> None:
    found = asked(outputs, PATH + "sheets/kafka.pdf", range=wanted)
    assert dict(found.headers).get("Content-Range") == shown
    assert found.status == (200 if shown is None else 206 if body else 416)
    assert body is None or content(found) == body


def test_a_part_of_a_file_that_has_been_replaced_is_the_whole_new_one(tmp_path: Path) -> None:
    dist = fill(tmp_path / "dist")
    outputs = Outputs(dist)
    target = PATH + "sheets/kafka.pdf"
    tag = dict(asked(outputs, target).headers)["ETag"]
    assert asked(outputs, target, range="bytes=0-3", if_range=tag).status == 206
    (dist / "other.pdf").replace(dist / "sheets/kafka.pdf")
    found = asked(outputs, target, range="bytes=0-3", if_range=tag)
    assert (found.status, content(found)) == (200, SECRETS["other.pdf"])


def test_names_of_the_author_are_text_on_the_page(tmp_path: Path) -> None:
    dist = fill(tmp_path / "dist")
    name = 'sheets/"><img src=x onerror=alert(1)>&amp;.pdf'
    if os.name == "nt":
        pytest.skip("no such name there")
    (dist / name).write_bytes(b"%PDF")
    declare(dist, name)
    page = content(asked(Outputs(dist), PATH)).decode()
    assert "<img" not in page
    address = re.findall(r'href="(sheets[^"]*)"', page)[0]
    assert content(asked(Outputs(dist), PATH + address)) == b"%PDF"


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", '<html lang="zh-CN">'),
        ("en-GB,zh;q=0.1", '<html lang="en">'),
        ("fr-FR,zh-TW", '<html lang="zh-CN">'),
        ("fr", '<html lang="en">'),
        ("", '<html lang="en">'),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(
    outputs: Outputs, accepted: str, words: str
) -> None:
    assert words in content(asked(outputs, PATH, accept_language=accepted)).decode()


def test_a_rebuild_is_seen_at_once(tmp_path: Path) -> None:
    dist = fill(tmp_path / "dist")
    outputs = Outputs(dist)
    assert asked(outputs, PATH + "other.pdf").status == 404
    declare(dist, "other.pdf")
    assert content(asked(outputs, PATH + "other.pdf")) == SECRETS["other.pdf"]
    assert asked(outputs, PATH + "sheets/kafka.pdf").status == 404
    (dist / "build.json").unlink()
    assert asked(outputs, PATH + "other.pdf").status == 404
    assert b"Nothing has been built yet" in content(asked(outputs, PATH))


def test_what_has_begun_to_be_sent_stays_what_it_was(tmp_path: Path) -> None:
    dist = fill(tmp_path / "dist")
    found = asked(Outputs(dist), PATH + "sheets/kafka.pdf")
    (dist / "other.pdf").replace(dist / "sheets/kafka.pdf")
    assert content(found) == FILES["sheets/kafka.pdf"]
    assert isinstance(found.body, Part)
    assert replace(found.body, length=1).is_whole is False


@pytest.mark.parametrize(
    "name",
    ["../outside.pdf", "/etc/passwd.pdf", ".cache/notes.pdf", "sheets/notes.txt", "gone.pdf"],
)
def test_a_manifest_that_somebody_has_edited_opens_nothing_else(tmp_path: Path, name: str) -> None:
    dist = fill(tmp_path / "dist")
    declare(dist, name)
    outputs = Outputs(dist)
    assert {it.name for it in outputs.listed()} <= {DECK, "report.html"}
    assert outputs.open(name) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"sheets": [1]}', '{"sheets": 1}', "\xff"])
def test_a_damaged_manifest_names_nothing(tmp_path: Path, text: str) -> None:
    dist = fill(tmp_path / "dist")
    (dist / "build.json").write_text(text, encoding="latin-1")
    assert Outputs(dist).listed() == ()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
def test_links_out_of_the_folder_and_pipes_are_no_outputs(tmp_path: Path) -> None:
    dist = fill(tmp_path / "dist")
    (dist / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    (dist / "inside.pdf").symlink_to(dist / "sheets/kafka.pdf")
    (dist / "loop.pdf").symlink_to("loop.pdf")
    (dist / "folder").symlink_to(tmp_path)
    (dist / "folder.pdf").mkdir()
    os.mkfifo(dist / "pipe.pdf")
    names = ("link", "loop", "folder/outside", "folder", "pipe", "inside")
    declare(dist, *(f"{it}.pdf" for it in names))
    sheets = [it.name for it in Outputs(dist).listed() if it.sheet]
    assert sheets == ["inside.pdf"]
