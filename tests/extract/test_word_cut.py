"""Where a Chinese text is cut inside a word, and where it only looks so."""

from __future__ import annotations

import pytest

from cribdeck.extract.word_cut import is_inside_word


@pytest.mark.parametrize(
    ("text", "before"),
    [("对应用程序透明", "对应"), ("启动应用层的协议", "启动应"), ("释放线程", "释放线")],
)
def test_a_cut_in_a_word_is_found(text: str, before: str) -> None:
    assert is_inside_word(text, len(before))


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("对应用户的会话", "对应"),
        ("保存在本地的文件", "保存"),
        ("停止所有的协程", "停止所有的协程"),
        ("堆内存放对象", "堆内"),
        ("进程", ""),
    ],
)
def test_a_cut_between_words_is_none(text: str, before: str) -> None:
    assert not is_inside_word(text, len(before))
