"""How findings become diagnostics and cards held back: levels, the author, silence."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import FrameType

import pytest

from cribdeck.diagnostics import LEVELS, Level, warning
from cribdeck.lint import CHECKS, Linted, configured, judged, lint
from cribdeck.lint.check import Sample
from cribdeck.span import Span
from tests.lint.samples import note_of, notes_of, outline_of, remarks_of

LONG = Sample("[...]", "一" * 81)


def linted(level: Level, **thresholds: int) -> Linted:
    checks = configured(CHECKS, {"answer_too_long": level, "long_answer": "off"}, thresholds)
    return lint([], notes_of([LONG]), checks)


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_decides_what_is_done(level: Level) -> None:
    found = linted(level)
    said = {
        "off": [],
        "info": ["a.md:1:1: info answer_too_long the answer is"],
        "warning": ["a.md:1:1: warning answer_too_long the answer is"],
        "error": ["a.md:1:1: error answer_too_long the answer is"],
        "keep out": ["a.md:1:1: warning answer_too_long kept out of the deck: the answer is"],
    }
    assert [str(it).partition(" 81")[0] for it in found.diagnostics] == said[level]
    assert found.held == ({"note1": {0: "answer_too_long"}} if level == "keep out" else {})


def test_a_threshold_can_be_set() -> None:
    assert linted("warning", answer_too_long=81).diagnostics == ()


def test_what_the_author_asked_for_is_never_kept_out() -> None:
    note = note_of(LONG, rule="explicit_cloze")
    found = lint([], [note], CHECKS, {"explicit_cloze"})
    assert found.held == {}
    (remark,) = [it for it in found.diagnostics if it.code == "answer_too_long"]
    assert "kept out" not in remark.message


def test_one_remark_speaks_for_all_cards_of_a_note() -> None:
    (note,) = notes_of([replace(LONG, cards=3)])
    found = lint([], [note], CHECKS)
    (remark,) = [it for it in found.diagnostics if it.code == "answer_too_long"]
    assert remark.message.endswith("(and so for 2 more of its cards)")
    assert found.held == {"note1": dict.fromkeys(range(3), "answer_too_long")}


def test_every_check_in_the_table_names_its_findings() -> None:
    found = lint([outline_of("# 甲\n\n# 甲\n")], notes_of([LONG, LONG]), CHECKS)
    assert {it.code for it in found.diagnostics} == {
        "duplicate_heading",
        "answer_too_long",
        "long_answer",
    }
    assert all(it.hint for it in found.diagnostics)


def codes(comment: str, line: int) -> list[str]:
    """Return what is said about a long answer in `line` of a note that begins with `comment`."""
    note = note_of(LONG, line)
    return [it.code for it in lint([outline_of(comment)], [note], CHECKS).diagnostics]


def test_silenced_lines_say_nothing_and_keep_nothing_out() -> None:
    off = "甲\n\n<!-- lint: off answer_too_long -->\n\n乙\n\n<!-- lint: on -->\n\n丙\n"
    assert codes(off, 5) == ["long_answer"]
    assert codes(off, 1) == codes(off, 9) == ["answer_too_long", "long_answer"]
    assert lint([outline_of(off)], [note_of(LONG, 5)], CHECKS).held == {}


def test_a_bare_comment_silences_all() -> None:
    assert codes("<!-- lint: off -->\n", 9) == []


def test_another_source_is_not_silenced() -> None:
    outline = outline_of("<!-- lint: off -->\n", "b.md")
    assert lint([outline], [note_of(LONG, 9)], CHECKS).held


def test_an_unknown_name_is_reported_with_what_was_probably_meant() -> None:
    outline = outline_of("甲\n\n<!-- lint: off answer_to_long -->\n")
    (remark,) = lint([outline], [], CHECKS).diagnostics
    assert str(remark) == (
        "a.md:3:1: warning unknown_check there is no check `answer_to_long` to silence "
        "(did you mean `answer_too_long`?)"
    )


MIXED = {
    "net.md": "---\ntitle: 网络\n---\n\n- 连接状态：用 nestat 查看每个连接的状态\n",
    "甲.md": "消費者從隊列中取消息\n",
}


def said(sources: dict[str, str], **levels: Level) -> list[str]:
    """Return what is said of the remarks on `sources`, without messages."""
    outlines = [outline_of(text, path) for path, text in sources.items()]
    found = judged(remarks_of(sources), outlines, configured(CHECKS, levels, {}))
    return [f"{it.span} {it.severity} {it.code}" for it in found]


def test_remarks_of_earlier_stages_have_the_level_of_their_check() -> None:
    assert said(MIXED) == ["甲.md:1:1 warning script_mix", "net.md:5:10 warning suspected_typo"]
    assert said(MIXED, script_mix="off", suspected_typo="error") == [
        "net.md:5:10 error suspected_typo"
    ]
    assert said(MIXED, script_mix="info", suspected_typo="keep out") == [
        "甲.md:1:1 info script_mix",
        "net.md:5:10 warning suspected_typo",
    ]


def test_remarks_of_earlier_stages_are_silenced_where_they_stand() -> None:
    off = "- 一：前面的一行\n\n<!-- lint: off suspected_typo -->\n\n- 二：用 nestat 查看状态\n\n"
    assert said({"net.md": off}) == []
    assert said({"net.md": off + "<!-- lint: on -->\n\n- 三：用 nestat 查看\n"}) == [
        "net.md:9:7 warning suspected_typo"
    ]
    assert said({"net.md": off.replace("suspected_typo", "talk")}) != []


def test_a_remark_on_a_whole_source_is_silenced_by_name_from_anywhere_in_it() -> None:
    note = MIXED["甲.md"]
    others = {"乙.md": "消费者从队列中取消息\n"}
    by_name = {"甲.md": f"{note}\n<!-- lint: off script_mix -->\n", **others}
    bare = {"甲.md": f"{note}\n<!-- lint: off -->\n", **others}
    assert said(by_name) == []
    assert said(bare) == ["甲.md:1:1 warning script_mix"]


def test_remarks_without_a_check_pass_as_they_are() -> None:
    remark = warning("surplus_cells", Span("a.md", 3, 1, 3, 2), "more cells", "write less")
    outline = outline_of("<!-- lint: off -->\n")
    assert list(judged([remark], [outline], CHECKS)) == [remark]


def test_of_translations_the_one_in_another_language_is_named() -> None:
    chinese = "# 日志\n## 条目\n- 条目：带任期编号的一条命令\n"
    english = "# Log\n## Entry\n- Entry: a command with the number of its term\n"
    paths = {"a.en.md": english, "a.md": chinese, "z.md": chinese.replace("条目", "快照")}
    outlines = [outline_of(text, path) for path, text in paths.items()]
    (remark,) = lint(outlines, [], CHECKS).diagnostics
    assert str(remark).startswith("a.en.md:1:1: warning translated_copy looks like a.md ")


def test_work_grows_with_the_number_of_notes() -> None:
    """Ten times the notes make about ten times the calls; quadratic would be a hundred."""

    def calls(count: int) -> int:
        samples = [Sample(f"第 {it} 项的含义：[...]", f"第 {it} 个回答") for it in range(count)]
        notes = notes_of(samples)
        made = 0

        def on_event(_frame: FrameType | None, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(on_event)
        try:
            lint([], notes, CHECKS)
        finally:
            sys.setprofile(None)
        return made

    calls(50)
    assert calls(2_000) < 15 * calls(200)
