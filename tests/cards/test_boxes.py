"""Titles of the author's boxes become labels beside the breadcrumb."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.cards.boxes import Box, box
from cribdeck.facts.model import Aside
from cribdeck.inline import Code, Math
from tests.fact_samples import blank, built, definition, origin, statement, text, texts


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("易错", "pitfall"),
        ("注意：", "pitfall"),
        ("Common mistakes", "pitfall"),
        ("勘误", "erratum"),
        ("勘誤", "erratum"),
        ("Errata:", "erratum"),
        ("版本说明", "version"),
        ("Since", "version"),
        ("版本控制", None),
        ("Kafka", None),
        ("", None),
    ],
)
def test_a_title_tells_what_the_box_holds(title: str, kind: Box | None) -> None:
    assert box(title) == kind


@pytest.mark.parametrize(
    ("crumbs", "context"),
    [
        (
            ("Kafka", "元数据", "勘误"),
            (
                '<span class="crumb">Kafka</span> › <span class="crumb">元数据</span> '
                '<span class="box box-erratum">勘误</span>'
            ),
        ),
        (
            ("Kafka", "易错"),
            '<span class="crumb">Kafka</span> <span class="box box-pitfall">易错</span>',
        ),
        (("易错",), '<span class="box box-pitfall">易错</span>'),
        (("易错", "Kafka"), '<span class="crumb">易错</span> › <span class="crumb">Kafka</span>'),
    ],
)
def test_only_the_last_crumb_can_be_a_label(crumbs: tuple[str, ...], context: str) -> None:
    sentence = statement("元数据由", blank("KRaft"), "管理", where=origin(*crumbs))
    ((note,), _) = built([sentence])
    assert note.fields[1] == context
    assert note.crumbs == crumbs


def shown(*asides: Aside) -> str:
    fact = definition("快照", "某一时刻的全部数据")
    ((note,), _) = built([replace(fact, origin=replace(fact.origin, asides=asides))])
    return note.fields[2]


def test_an_erratum_below_a_fact_is_labelled_on_the_back() -> None:
    erratum = Aside("warning", text("勘误"), texts("旧版写错了。", "应为只读。"))
    assert shown(erratum) == (
        '<div class="remark erratum"><span class="label">勘误</span>'
        "<div>旧版写错了。</div><div>应为只读。</div></div>"
    )


def test_a_box_without_a_title_is_known_by_its_kind() -> None:
    assert '<div class="remark version"><span class="label">version</span>' in shown(
        Aside("version", (), texts("7.0 起如此。"))
    )


@pytest.mark.parametrize("title", ["易错", "例子", ""])
def test_other_boxes_stay_off_the_card(title: str) -> None:
    assert not shown(Aside("warning", text(title), texts("别忘了。")))


def test_code_below_a_fact_is_a_coloured_block() -> None:
    code = Aside("code", (), ((Code("if {{x::\\(y\n", "python"),),))
    assert shown(code) == (
        '<div class="aside"><pre><code><span class="k">if</span> '
        '<span class="p">&#123;&#123;</span><span class="n">x</span>'
        '<span class="p">&#58;&#58;</span><span>\\</span>'
        '<span class="p">(</span><span class="n">y</span>\n</code></pre></div>'
    )


def test_a_formula_below_a_fact_is_drawn() -> None:
    formula = Aside("formula", (), ((Math("e^{i}", display=True),),))
    assert shown(formula) == r'<div class="aside">\[e^{i}\]</div>'
