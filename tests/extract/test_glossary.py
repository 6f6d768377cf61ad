"""What else things are called: by the file of the project, and by the note itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cribdeck.extract import glossary as module
from cribdeck.extract.glossary import TECHNICAL, Glossary, glossary_of
from cribdeck.extract.glosses import glosses
from cribdeck.folding import fold

FILE = Path(module.__file__).with_name("glossary.txt")
ENTRIES = [
    line.split(" = ")
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_every_entry_has_two_names_as_they_are_compared() -> None:
    for names in ENTRIES:
        assert len(names) > 1, names
        assert len(set(names)) == len(names), names
        for name in names:
            assert name == fold(name).casefold().strip(), names
        assert any(name.isascii() for name in names), names


def test_no_entry_stands_twice() -> None:
    twice = [names for names, count in Counter(map(tuple, ENTRIES)).items() if count > 1]
    assert not twice


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the offset of it", "偏移量"),
        ("Locks", "锁"),
        ("blocking", "阻塞"),
        ("cached", "缓存"),
        ("FailCache", "失败"),
        ("transmission control protocol", "tcp"),
        ("the Transmission Control Protocol", "传输控制协议"),
    ],
)
def test_names_are_found_in_their_forms(text: str, name: str) -> None:
    assert name in TECHNICAL.others(text)


@pytest.mark.parametrize("text", ["TCP", "线程", "offsetting", "blockchains of it all", ""])
def test_what_is_no_english_name_has_no_other(text: str) -> None:
    assert not {"传输控制协议", "thread", "偏移量", "阻塞"} & set(TECHNICAL.others(text))


def test_a_longer_name_stands_before_its_parts() -> None:
    glossary = Glossary().extended([("线程", "thread"), ("线程池", "thread pool")])
    assert glossary.others("a thread pool") == ("线程池",)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("由生产者（Producer）发送", None),
        ("生产者（Producer）发送消息", ("生产者", "Producer")),
        ("Producer(生产者)：发送消息", ("Producer", "生产者")),
        ("消息队列，简称 MQ，用来解耦", ("消息队列", "MQ")),
        ("赋值器即 Mutator，会改指针", ("赋值器", "Mutator")),
        ("端口（可选）", None),
    ],
)
def test_a_note_glosses_its_own_names(text: str, pair: tuple[str, str] | None) -> None:
    assert next(iter(glosses(text)), None) == pair


def test_glosses_of_a_note_come_on_top() -> None:
    glossary = glossary_of("賦值器（Mutator）會改指針")
    assert "赋值器" in glossary.others("the mutator")
    assert "锁" in glossary.others("a lock")
    assert glossary_of("没有别的名字") is TECHNICAL
