"""The first step of a sequence is asked for under a later one."""

from __future__ import annotations

import pytest

from cribdeck.cards.compose import compose
from cribdeck.cards.cue import cue
from cribdeck.facts.model import Steps
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from tests.fact_samples import TEMPLATES, drafts_of, origin, text, texts


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        (("打包镜像", "灰度一台机器", "全量发布"), 1),
        (("监听信号", "收到信号后启动子进程", "退出"), 2),
        (("监听信号", "收到信号后复制", "停止监听"), None),
        (("加载 Class", "verify the class", "init"), 2),
        (("监听状态", "半开状态", "连接状态"), 1),
        (("一步",), None),
    ],
    ids=["second", "second repeats", "all repeat", "letter case", "in every step", "one step"],
)
def test_the_cue_is_the_second_step_or_else_the_last(
    steps: tuple[str, ...], shown: int | None
) -> None:
    assert cue(texts(*steps)) == shown


def test_only_the_card_of_the_first_step_shows_the_cue() -> None:
    fact = Steps(origin(), text("平滑重启过程"), texts("监听信号", "收到信号后复制", "退出"))
    found = identify(drafts_of([fact]), Ledger())
    (note,), problems = compose(found.notes, TEMPLATES.render)
    assert not problems
    assert [card.question.split("\n")[1:] for card in note.cards] == [
        ["[...]", "…", "退出"],
        ["监听信号", "[...]", "…"],
        ["监听信号", "收到信号后复制", "[...]"],
    ]
    assert 'class="face others-earlier cue-last"' in note.fields[0]
    assert '{{c3::<li value="3">退出</li>}}<span class="place"' in note.fields[0]
