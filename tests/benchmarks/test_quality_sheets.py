"""Drawing cards and summing up what judges say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.quality.sample import all_rows, drawn, drawn_weighted, fresh, sheet_of
from benchmarks.quality.shares import kappa, weighted, wilson
from benchmarks.quality.sheet import BadSheetError, Row, Sheet, Verdict, flat, read, written
from benchmarks.quality.summary import settled, summary


def rows(rule: str, count: int, *, cards: int = 1, folder: str = "notes") -> list[Row]:
    return [
        Row(f"{rule}{note}-{card}", rule, folder, f"a.md:{note}", "问", f"答{note}{card}", "源")
        for note in range(count)
        for card in range(cards)
    ]


def judged(verdicts: list[Verdict], rule: str = "r") -> Sheet:
    blank = rows(rule, len(verdicts))
    filled = [replace(row, verdict=it) for row, it in zip(blank, verdicts, strict=True)]
    return Sheet(tuple(filled), {(rule, "notes"): len(verdicts)})


def test_the_draw_does_not_depend_on_the_order_of_files() -> None:
    everything = rows("a", 50) + rows("b", 50)
    assert drawn(everything, "s", 5) == drawn(everything[::-1], "s", 5)
    assert drawn_weighted(everything, "s", 9) == drawn_weighted(everything[::-1], "s", 9)


def test_cards_of_one_rule_do_not_move_the_draw_of_another() -> None:
    before = [row for row in drawn(rows("a", 50), "s", 5) if row.rule == "a"]
    after = [row for row in drawn(rows("b", 70) + rows("a", 50), "s", 5) if row.rule == "a"]
    assert before == after


def test_another_seed_draws_other_cards() -> None:
    assert drawn(rows("a", 50), "s", 5) != drawn(rows("a", 50), "t", 5)


def test_a_note_gives_one_card_at_most() -> None:
    chosen = drawn(rows("a", 6, cards=4), "s", 20)
    assert len(chosen) == 6
    assert len({row.place for row in chosen}) == 6


def test_a_weighted_draw_gives_each_rule_its_share() -> None:
    chosen = drawn_weighted(rows("a", 900) + rows("b", 100), "s", 300)
    assert len(chosen) == 300
    assert 10 < sum(row.rule == "b" for row in chosen) < 50


def test_a_fresh_sample_has_no_card_judged_before() -> None:
    everything = rows("a", 20)
    first = drawn(everything, "s", 8)
    second = drawn(fresh(everything, first), "s", 8)
    assert len(second) == 8
    assert not {row.id for row in first} & {row.id for row in second}


def test_a_card_under_a_new_breadcrumb_is_not_fresh() -> None:
    old = rows("a", 1)
    assert not fresh([replace(old[0], id="new-0", question="别的 ‖ 问")], old)
    assert fresh([replace(old[0], id="new-0", answer="另一个答案")], old)


def test_a_card_that_two_folders_give_is_drawn_once() -> None:
    twice = all_rows([])
    assert twice == []
    sheet = sheet_of(rows("a", 2), rows("a", 3) + rows("a", 4, folder="more"))
    assert sheet.cards == {("a", "notes"): 3, ("a", "more"): 4}


def test_a_sheet_survives_writing_and_reading(tmp_path: Path) -> None:
    sheet = judged(["good", "bad"])
    (tmp_path / "s.tsv").write_text(written(sheet), encoding="utf-8")
    assert read(tmp_path / "s.tsv") == sheet


def test_an_edited_sheet_may_lack_empty_cells_and_have_other_line_ends(tmp_path: Path) -> None:
    lines = written(judged(["good", "bad"])).replace("\tbad\t", "").rstrip("\n").split("\n")
    (tmp_path / "s.tsv").write_bytes("\r\n".join([*lines, "", ""]).encode("utf-8-sig"))
    assert [row.verdict for row in read(tmp_path / "s.tsv").rows] == ["good", ""]


@pytest.mark.parametrize(("old", "new"), [("\tbad\t", "\tbda\t"), ("verdict", "urteil")])
def test_a_broken_sheet_is_named_with_its_line(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "s.tsv"
    text = written(judged(["good", "bad"])).replace(old, new)
    path.write_text(text, encoding="utf-8")
    line = next(number for number, it in enumerate(text.split("\n"), 1) if new in it)
    with pytest.raises(BadSheetError, match=f"s.tsv:{line}: "):
        read(path)


def test_texts_fit_on_one_line() -> None:
    assert flat(" 甲\t乙\n丙  丁 ") == "甲 乙 ⏎ 丙 丁"


def test_the_score_interval_is_wilsons() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    share = wilson(81, 263)
    assert (share.low, share.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    share = wilson(0, 20)
    assert (share.low, share.high) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(20, 20).high == 1


def test_weights_decide_the_mean() -> None:
    mean = weighted([(3, wilson(10, 10)), (1, wilson(0, 10))])
    assert mean.value == pytest.approx(0.75)
    assert mean.low < 0.7
    assert mean.high > 0.8


def test_one_stratum_keeps_its_own_interval() -> None:
    one, same = wilson(7, 9), weighted([(5, wilson(7, 9))])
    assert (same.value, same.low, same.high) == pytest.approx((one.value, one.low, one.high))


def test_kappa_of_a_known_table() -> None:
    # Yes/yes 20, yes/no 5, no/yes 10, no/no 15: observed 0.7, by chance 0.5.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "y"), ("n", "n")]) == 1


def test_of_two_verdicts_the_worse_counts_of_three_the_middle() -> None:
    one, two, three = judged(["good", "bad"]), judged(["acceptable", "bad"]), judged(["bad", "bad"])
    assert [verdict for _, verdict in settled([one, two])] == ["acceptable", "bad"]
    assert [verdict for _, verdict in settled([one, two, three])] == ["acceptable", "bad"]


def test_the_summary_counts_rules_folders_and_judges() -> None:
    one = judged(["good", "good", "acceptable", "bad"])
    two = judged(["good", "good", "good", "bad"])
    text = summary([one, two], ["ann", "bob"])
    assert "| `r` | 4 | 4 | 2 | 1 | 1 | 50 % (15–85) | 75 % (30–95) |" in text
    assert "ann and bob: 4 cards, same verdict 75 %" in text
    assert "usable or not: kappa 1.00" in text


def test_the_summary_weighs_rules_by_their_cards() -> None:
    many, few = judged(["good"] * 4, "many"), judged(["bad"] * 4, "few")
    cards = {("many", "notes"): 90, ("few", "notes"): 10}
    text = summary([Sheet(many.rows + few.rows, cards)], ["ann"])
    assert "**all judged** | 100 | 8 | 4 | 0 | 4 | 50 %" in text
    assert "**weighted by yield** |  |  |  |  |  | 90 %" in text


def test_the_summary_says_what_is_missing() -> None:
    sheet = Sheet((*judged(["good"]).rows, *rows("r", 2)[1:]), {("r", "notes"): 2, ("q", "n"): 7})
    text = summary([sheet], ["ann"])
    assert "1 rows have no verdict" in text
    assert "no card of `q` (7) has been judged" in text
