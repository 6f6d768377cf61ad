"""What the thesaurus of aspects knows."""

from __future__ import annotations

import re
from pathlib import Path

from cribdeck.assemble import thesaurus
from cribdeck.assemble.matching import matchable
from cribdeck.assemble.thesaurus import concepts, told_of

FILE = Path(thesaurus.__file__).with_name("aspects.txt")


def tells(aspect: str, clause: str) -> bool:
    return any(re.search(cue, matchable(clause)) for cue in told_of([aspect]).cues)


def test_a_cue_tells_of_an_aspect_without_its_name() -> None:
    assert tells("维护者", "由主节点维护")
    assert tells("存放位置", "数据保存在内存里")
    assert not tells("存放位置", "数据从不过期")


def test_a_latin_cue_is_a_whole_word() -> None:
    assert tells("推拉", "采用 pull 方式")
    assert not tells("推拉", "pullover")


def test_a_gap_stays_within_its_clause() -> None:
    assert tells("维护者", "由它来维护")
    assert not tells("维护者", "由它开始，之后维护")


def test_a_number_stands_for_any() -> None:
    assert tells("次数", "共 3 次")
    assert tells("次数", "共三次")


def test_an_identifier_is_of_several_words() -> None:
    assert tells("参数", "max_children 固定")
    assert tells("参数", "看 log.dirs")
    assert not tells("参数", "很快")


def test_what_follows_the_name_of_a_thing_tells_some_aspects() -> None:
    assert told_of(["职责"]).told_by_name
    assert not told_of(["端口"]).told_by_name


def test_an_unknown_aspect_has_no_cues() -> None:
    assert told_of(["没有这个词"]).cues == ()


def test_every_line_of_the_file_names_a_concept_and_tells_how_it_is_spoken_of() -> None:
    found = list(concepts(FILE.read_text(encoding="utf-8")))
    assert len(found) > 150
    for names, concept in found:
        assert all(names), names
        assert concept.cues or concept.told_by_name, names
        for cue in concept.cues:
            re.compile(cue)
