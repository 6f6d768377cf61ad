from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.emit.html import SHEET, BadTemplateError, Templates, rich_html
from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Emphasis,
    Highlight,
    Image,
    Link,
    Math,
    RichText,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)


def templates(folder: Path, **sources: str) -> Templates:
    for name, source in sources.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
    return Templates(folder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ((Text('a<b & "c"'),), "a&lt;b &amp; &quot;c&quot;"),
        ((Strong((Text("x"), Emphasis((Text("y"),)))),), "<strong>x<em>y</em></strong>"),
        ((Highlight((Text("x"),)), Strike((Text("y"),))), "<mark>x</mark><s>y</s>"),
        ((Text("2"), Superscript((Text("32"),))), "2<sup>32</sup>"),
        ((Text("H"), Subscript((Text("2"),)), Text("O")), "H<sub>2</sub>O"),
        ((Code("a<b>"),), "<code>a&lt;b&gt;</code>"),
        ((Math("a<b"),), '<span class="math">a&lt;b</span>'),
        ((Math("x", display=True),), '<span class="math display">x</span>'),
        ((Cloze((Text("x"),), 1, "hint"),), '<span class="cloze">x</span>'),
        ((Link((Text("x"),), 'javascript:alert("x")'),), '<span class="link">x</span>'),
        ((Image('a"b', "x.png"),), '<span class="picture">a&quot;b</span>'),
        ((Text("a"), Break(), Text("b")), "a<br>b"),
        ((), ""),
    ],
)
def test_rich_text(text: RichText, expected: str) -> None:
    assert rich_html(text) == expected


@given(st.text())
def test_no_text_becomes_markup(characters: str) -> None:
    shown = rich_html((Strong((Text(characters),)), Code(characters)))
    assert html.unescape(re.sub(r"</?(?:strong|code)>", "", shown)) == html.unescape(
        html.escape(characters * 2)
    )
    assert re.findall(r"<[^>]*>", shown) == ["<strong>", "</strong>", "<code>", "</code>"]


def test_values_are_escaped_unless_they_are_markup_of_ours(tmp_path: Path) -> None:
    page = templates(tmp_path, page="{{ raw }}|{{ text | rich }}|{{ 'a<b' | code('python') }}")
    shown = page.render("page.html", raw="<script>", text=(Strong((Text("<"),)),))
    assert shown == (
        '&lt;script&gt;|<strong>&lt;</strong>|<span class="n">a</span>'
        '<span class="o">&lt;</span><span class="n">b</span>'
    )


def test_a_field_escapes_for_anki_and_a_page_does_not(tmp_path: Path) -> None:
    page = templates(tmp_path, page="{{ text | field }}|{{ text | rich }}")
    shown = page.render("page.html", text=(Cloze((Text("{"),), 2), Math("x")))
    assert shown == (r'{{c2::&#123;}}\(x\)|<span class="cloze">{</span><span class="math">x</span>')


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a\n{{ missing }}", "page.html:2"),
        ("a\nb\n{{ x.y.z }}", "page.html:3"),
        ("a\n{{ x | field }}", "page.html:2"),
        ("{% for it in x %}\n{% endfor %}", "page.html:1"),
        ("a\n{% if %}", "page.html:2"),
        ("{{ x | nonsense }}", "page.html:1"),
        ("{% include '../secret.html' %}", "page.html:1"),
    ],
)
def test_a_bad_template_says_where(tmp_path: Path, source: str, place: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    with pytest.raises(BadTemplateError, match=f"^{re.escape(place)}: "):
        templates(folder, page=source).render("page.html", x=1)


@pytest.mark.parametrize("name", ["../secret.html", "nothing.html", "/etc/passwd"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    for read in (templates(folder).source, templates(folder).render):
        with pytest.raises(BadTemplateError):
            read(name)


def test_a_field_colours_code_of_a_known_language_by_class_alone(tmp_path: Path) -> None:
    page = templates(tmp_path, page="{{ text | field }}|{{ text | rich }}")
    shown = page.render("page.html", text=(Code("SELECT a::int -- {{c1::", "sql"), Code("if")))
    field, _, rich = shown.partition("|")
    assert field == (
        '<code><span class="k">SELECT</span> <span class="n">a</span>'
        '<span class="p">&#58;&#58;</span><span class="nb">int</span> '
        '<span class="c1">-- &#123;&#123;c1&#58;&#58;</span></code><code>if</code>'
    )
    assert rich == "<code>SELECT a::int -- {{c1::</code><code>if</code>"


@pytest.mark.parametrize(
    ("number", "expected"), [(2, "{{c2::<li>&#123;</li>}}"), (None, "<li>&#123;</li>")]
)
def test_markup_of_a_template_can_be_a_cloze(
    tmp_path: Path, number: int | None, expected: str
) -> None:
    source = "{% filter cloze(number) %}<li>{{ text | field }}</li>{% endfilter %}"
    shown = templates(tmp_path, page=source).render("page.html", number=number, text=(Text("{"),))
    assert shown == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("--concurrency", ["--c"]),
        ("tail -n 5 -f", ["-n", "-f"]),
        ("max-age=0 a--b 2-3 - x", []),
        ("<-x -->", ["-x"]),
    ],
)
def test_no_line_of_a_page_ends_between_hyphens_and_the_option_they_begin(
    text: str, parts: list[str]
) -> None:
    whole = '<span class="option">'
    for node in (Text(text), Code(text)):
        written = rich_html((node,), SHEET)
        assert re.findall(f"{whole}(.*?)</span>", written) == parts
        assert html.unescape(re.sub("<[^>]*>", "", written)) == text
