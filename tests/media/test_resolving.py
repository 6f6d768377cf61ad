"""What a target means, and that nothing outside the source folder can be meant."""

from __future__ import annotations

import posixpath
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.media.resolving import Files, Unresolved

PATHS = (
    "a.png",
    "kafka/img/副本.png",
    "kafka/img/two words.JPG",
    "tcp/img/握手.svg",
    "x/same.png",
    "y/same.png",
    "assets/Pasted image 1.png",
    "100%.png",
    "c#.png",
)
FILES = Files(PATHS)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("img/副本.png", "kafka/img/副本.png"),
        ("./img/副本.png", "kafka/img/副本.png"),
        ("../a.png", "a.png"),
        ("a.png", "a.png"),
        ("/a.png", "a.png"),
        ("/kafka/img/副本.png", "kafka/img/副本.png"),
        ("kafka/img/副本.png", "kafka/img/副本.png"),
        ("img/%E5%89%AF%E6%9C%AC.png", "kafka/img/副本.png"),
        ("img/two%20words.JPG", "kafka/img/two words.JPG"),
        ("img/two words.jpg", "kafka/img/two words.JPG"),
        ("IMG\\two%20words.jpg", "kafka/img/two words.JPG"),
        ("img%5Ctwo%20words.jpg", "kafka/img/two words.JPG"),
        ("握手.svg", "tcp/img/握手.svg"),
        ("img/握手.svg", "tcp/img/握手.svg"),
        ("Pasted image 1.png", "assets/Pasted image 1.png"),
        ("a.png?raw=true", "a.png"),
        ("a.png#center", "a.png"),
        ("100%.png", "100%.png"),
        ("c#.png", "c#.png"),
        ("../x/same.png", "x/same.png"),
    ],
)
def test_a_target_means_the_file_that_its_author_sees(target: str, path: str) -> None:
    assert FILES.find("kafka/note.md", target) == path


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("https://example.com/a.png", Unresolved("remote")),
        ("HTTP://example.com/a.png", Unresolved("remote")),
        ("//example.com/a.png", Unresolved("remote")),
        ("\\\\server\\share\\a.png", Unresolved("remote")),
        ("ftp:a.png", Unresolved("remote")),
        ("file:///etc/a.png", Unresolved("outside")),
        ("C:\\Users\\a.png", Unresolved("outside")),
        ("c:/a.png", Unresolved("outside")),
        ("C:%5CUsers%5Ca.png", Unresolved("outside")),
        ("../../a.png", Unresolved("outside")),
        ("..%2F..%2Fa.png", Unresolved("outside")),
        ("img/../../../secret/a.png", Unresolved("outside")),
        ("/etc/passwd.png", Unresolved("missing")),
        ("same.png", Unresolved("ambiguous", ("x/same.png", "y/same.png"))),
        ("img/副木.png", Unresolved("missing", ("kafka/img/副本.png",))),
        ("other/a.png", Unresolved("missing", ("a.png",))),
        ("", Unresolved("missing")),
        ("a\0.png", Unresolved("missing")),
    ],
)
def test_what_means_no_file_says_why(target: str, problem: Unresolved) -> None:
    assert FILES.find("kafka/note.md", target) == problem


def test_names_as_a_mac_writes_them_are_the_same_names() -> None:
    written = "café.png"
    files = Files([unicodedata.normalize("NFD", written)])
    assert files.find("note.md", written) == unicodedata.normalize("NFD", written)


@given(st.text(st.sampled_from("./\\%2EeFfa:x# \0~"), max_size=30))
def test_whatever_is_written_means_a_file_of_the_folder_or_none(target: str) -> None:
    found = FILES.find("kafka/note.md", target)
    assert isinstance(found, Unresolved) or found in PATHS


@given(st.sampled_from(PATHS), st.sampled_from(["", "kafka/", "x/y/z/"]))
def test_the_path_from_the_note_always_works(path: str, folder: str) -> None:
    written = posixpath.relpath(path, folder or ".")
    assert FILES.find(f"{folder}note.md", written) == path
