"""Notes in two scripts are pointed out, and shown in one if that is wanted."""

from __future__ import annotations

from cribdeck.spelling import in_simplified, mixed_script
from cribdeck.syntax import parse
from cribdeck.syntax.dump import dump
from cribdeck.syntax.nodes import Document

TRADITIONAL = "## 訂閱\n- 隊列：消費者從隊列中獲取消息，`隊列` 是代碼\n"
SIMPLIFIED = "## 订阅\n- 队列：消费者从队列中获取消息\n"


def document(text: str, path: str = "a.md", encoding: str = "utf-8") -> Document:
    found, _ = parse(path, text.encode(encoding))
    assert found is not None
    return found


def test_two_scripts_in_one_deck_are_pointed_out_where_the_traditional_one_is() -> None:
    both = [document(SIMPLIFIED), document(TRADITIONAL, "b.md"), document("# English", "c.md")]
    assert [str(it.span) for it in mixed_script(both)] == ["b.md:1:1"]


def test_one_script_is_none_too_many() -> None:
    assert not list(mixed_script([document(TRADITIONAL), document("# English", "c.md")]))
    assert not list(mixed_script([document(SIMPLIFIED), document(SIMPLIFIED, "b.md")]))


def test_a_name_in_the_other_script_does_not_make_a_mix() -> None:
    name = document(SIMPLIFIED * 5 + "作者是林書豪", "b.md")
    assert not list(mixed_script([document(SIMPLIFIED), name]))


def test_running_text_is_simplified_and_code_is_not() -> None:
    before = document(TRADITIONAL)
    after = in_simplified(before)
    assert "队列：消费者从队列中获取消息，`隊列` 是代码" in dump(after)
    assert "订阅" in dump(after)
    assert after.text == before.text
    assert [it.span for it in after.blocks] == [it.span for it in before.blocks]


def test_traditional_text_in_gb18030_is_read_and_simplified() -> None:
    assert "消费者" in dump(in_simplified(document(TRADITIONAL, encoding="gb18030")))


def test_nothing_is_copied_when_nothing_changes() -> None:
    note = document(SIMPLIFIED)
    assert in_simplified(note) is note
