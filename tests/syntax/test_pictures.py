"""What authors write about a picture: where it is, what it shows, how wide it is to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.inline import Image, Link, RichText, Text, cut, plain, strip
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Paragraph


def read(text: str) -> RichText:
    document, _ = parse("note.md", text.encode())
    assert document is not None
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block.lines[0].content


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("![图](a.png)", Image("图", "a.png")),
        ('![图](a.png "标题")', Image("图", "a.png", "标题")),
        ("![图|300](a.png)", Image("图", "a.png", "", 300)),
        ("![|300x200](a.png)", Image("", "a.png", "", 300)),
        ("![[a.png]]", Image("a.png", "a.png")),
        ("![[a.png|300]]", Image("a.png", "a.png", "", 300)),
        ("![[a.png|300x200]]", Image("a.png", "a.png", "", 300)),
        ("![[a.png|图]]", Image("图", "a.png")),
        ("![[a.png|图|300]]", Image("图", "a.png", "", 300)),
        ("![图](a.png){width=300}", Image("图", "a.png", "", 300)),
        ("![图](a.png){width=300px}", Image("图", "a.png", "", 300)),
        ('![图](a.png){: .wide width="50%"}', Image("图", "a.png", "", 300)),
        ("![图](a.png){#id .c}", Image("图", "a.png")),
        ("![图](a.png){width=3em}", Image("图", "a.png")),
        ("![图](<two words.png>)", Image("图", "two%20words.png")),
        ("![图](图/甲.png)", Image("图", "图/甲.png")),
        ("![图](C:\\\\Users\\\\a.png)", Image("图", "C:%5CUsers%5Ca.png")),
        ('<img src="a.png" alt="图" width="120" title="标题">', Image("图", "a.png", "标题", 120)),
        ("<img src=a.png width=100%>", Image("", "a.png", "", 600)),
        ("<img src=a.png onerror=alert(1) style='width:9px'>", Image("", "a.png")),
    ],
)
def test_a_picture(text: str, image: Image) -> None:
    assert read(text) == (image,)


@pytest.mark.parametrize(
    "text", ["集合 {a, b}", "![图](a.png) {a}", "![图](a.png){a, b}", "![图](a.png){{c1::甲}}"]
)
def test_other_braces_stay(text: str) -> None:
    assert "{" in plain(read(text)) or len(read(text)) > 1


@pytest.mark.parametrize(
    "text",
    ["![[a.mp3]]", '<audio src="a.mp3" controls></audio>', '<audio><source src="a.mp3"></audio>'],
)
def test_a_recording_is_a_link(text: str) -> None:
    assert read(text) == (Link((Text("a.mp3"),), "a.mp3"),)


def test_a_picture_without_words_goes_with_what_follows_it() -> None:
    picture = Image("", "a.png")
    text = (Text("甲乙"), picture, Text("丙"))
    assert cut(text, 0, 2) == (Text("甲乙"),)
    assert cut(text, 2, 3) == (picture, Text("丙"))
    assert cut((Text("甲"), picture), 0, 1) == (Text("甲"), picture)
    assert strip((Text("甲 "), picture)) == (Text("甲 "), picture)
    assert strip((picture, Text(" 甲 "))) == (picture, Text(" 甲"))


def test_a_picture_whose_words_are_cut_is_shown_once() -> None:
    text = (Image("甲乙", "a.png"),)
    assert cut(text, 0, 1) == (Image("甲", "a.png"),)
    assert cut(text, 1, 2) == (Text("乙"),)


@given(
    st.lists(
        st.sampled_from([Text("甲乙"), Text(" "), Image("", "a.png"), Image("丙丁", "b.png")]),
        max_size=6,
    ),
    st.integers(0, 12),
)
def test_cutting_in_two_loses_no_picture_and_doubles_none(
    nodes: list[Text | Image], at: int
) -> None:
    text = tuple(nodes)
    end = len(plain(text))
    halves = (*cut(text, 0, min(at, end)), *cut(text, min(at, end), end)) if end else ()
    if 0 < at < end:
        assert [it.target for it in halves if isinstance(it, Image)] == [
            it.target for it in text if isinstance(it, Image)
        ]
        assert plain(halves) == plain(text)
