from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.diagnostics import Severity
from cribdeck.sheets.glyphs import MISSING, is_emoji, lacking_glyph, printable
from tests.sheets.samples import at, metrics


def test_marks_and_emoji_have_plain_counterparts() -> None:
    drawable = metrics().drawable()
    shown, lacking = printable("1\ufe0f\u20e3 ✅ ❌ ⭐ 🔟 👉 ⚠\ufe0f", drawable)
    assert (shown, lacking) == ("① ✓ ✗ ★ ⑩ ☞ ⚠", [])


def test_an_apostrophe_is_no_quotation_mark() -> None:
    drawable = frozenset("isn't’甲")
    assert printable("isn’t", drawable) == ("isn't", [])
    assert printable("’甲’", drawable) == ("’甲’", [])


def test_invisible_and_direction_changing_characters_go() -> None:
    shown, lacking = printable("a\u200bb\u202ec\ufeff\x07d", metrics().drawable())
    assert (shown, lacking) == ("abcd", [])


@given(st.text())
def test_whatever_comes_in_only_drawable_characters_go_out(characters: str) -> None:
    drawable = metrics().drawable()
    shown, _ = printable(characters, drawable)
    assert all(it in drawable or it == "\n" for it in shown)


def test_the_bundled_fonts_have_what_notes_use() -> None:
    drawable = metrics().drawable()
    wanted = "←→↑↓↔⇒⇔✓✗✔✘①⑳㈠≥≤≠≈∞±×÷─│┌┐└┘├┤┬┴┼═║█░▪–•●○■□▲▼★☆…—·℃ⅠΩαßé〓“”‘’￥"
    assert [it for it in wanted if it not in drawable] == []
    traditional = "負載均衡資料庫訊息佇列"
    assert [it for it in traditional if it not in drawable] == []
    assert printable("⁻¹ⁿⁱ₊ₙ ☐ ➕ ↵ ⋅ ℹ\ufe0f", metrics().drawable())[1] == []


def test_keycaps_are_circled_digits_with_and_without_a_selector() -> None:
    drawable = metrics().drawable()
    keys = "".join(f"{digit}\ufe0f\u20e3{digit}\u20e3" for digit in range(10))
    assert printable(keys, drawable) == ("⓪⓪①①②②③③④④⑤⑤⑥⑥⑦⑦⑧⑧⑨⑨", [])


@pytest.mark.parametrize("emoji", [*"🚀💡🔥📌⚙⌛⏸", "👨\u200d💻", "👍\U0001f3fd", "🇨🇳"])
def test_emoji_without_a_counterpart_are_left_out_and_named(emoji: str) -> None:
    shown, lacking = printable(f"甲{emoji}乙", metrics().drawable())
    assert shown == "甲乙"
    assert lacking == [it for it in emoji if is_emoji(it)] != []


def test_what_is_no_emoji_keeps_its_place() -> None:
    assert printable("鐧ไ", metrics().drawable()) == (2 * MISSING, ["鐧", "ไ"])


def test_a_missing_glyph_is_named_with_its_code_point_and_place() -> None:
    said = lacking_glyph(at(7), "鐧")
    assert said.severity is Severity.WARNING
    assert str(said).startswith("a.md:7:1: warning missing_glyph no bundled font has “鐧” (U+9427 ")
    left_out = lacking_glyph(at(7), "🚀")
    assert left_out.severity is Severity.INFO
    assert "U+1F680 ROCKET); sheets leave it out" in left_out.message
