"""Titles of the author's boxes become labels beside the breadcrumb."""

from __future__ import annotations

import pytest

from cribdeck.cards.boxes import Box, box
from tests.fact_samples import blank, built, origin, statement


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
