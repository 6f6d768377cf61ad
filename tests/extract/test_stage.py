"""Rules work together: precedence, coverage, reasons, diagnostics."""

from __future__ import annotations

from cribdeck.extract import RULES, extract
from cribdeck.extract.stage import AnyRule
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Definition
from cribdeck.facts.printer import printed
from tests.extract.cases import document_of, facts_of, lines_of, outline_of, passages_of


def rules(*names: str) -> tuple[AnyRule, ...]:
    found = {rule.name: rule for rule in RULES}
    return tuple(found[name] for name in names)


BOTH = "- **令牌桶**：以**固定的速率**放令牌，拿到令牌才能处理请求"


def test_a_statement_has_one_main_fact_of_the_first_rule() -> None:
    assert [fact.origin.rule for fact in facts_of(outline_of(BOTH))] == ["colon_term"]
    turned = rules("definition_sentence", "colon_term")
    source = "惊群：惊群是指一个事件唤醒所有等待它的进程"
    assert [fact.origin.rule for fact in facts_of(outline_of(source))] == ["colon_term"]
    found = facts_of(outline_of("令牌桶是指按固定速率放入令牌的容器", rules=turned))
    assert [fact.origin.rule for fact in found] == ["definition_sentence"]


def test_rules_that_share_a_sentence_hide_different_pieces_of_it_in_one_note() -> None:
    source = "网关负责校验令牌，因此后端不必重复校验身份。"
    (fact,) = facts_of(outline_of(source))
    assert len(holes(fact)) == 2


def test_a_definition_keeps_the_spaces_beside_a_latin_name() -> None:
    (fact, *_) = facts_of(outline_of("BSON 的全称是 Binary JSON，即二进制形式的 JSON。"))
    assert isinstance(fact, Definition)
    assert fact.link == " 的全称是 "


def test_a_long_explanation_is_asked_for_in_pieces() -> None:
    source = (
        "写前日志：修改数据页之前先把改动追加到日志文件，因此宕机之后可以按日志恢复已经提交的事务"
    )
    definition, statement = facts_of(outline_of(source))
    assert isinstance(definition, Definition)
    assert definition.asks == "term"
    assert printed(statement).endswith("{{宕机之后可以按日志恢复已经提交的事务}}")


def test_a_whole_sentence_further_on_is_no_piece_of_an_explanation() -> None:
    source = "信道：一条逻辑通道，共用网络连接。浏览器的插件也创建许多新的对象实例"
    *_, statement = facts_of(outline_of(source))
    assert "{{" in printed(statement)
    assert printed(statement).endswith("浏览器的插件也创建许多新的对象实例")


def test_a_clause_that_only_sets_the_scene_or_points_back_is_no_piece() -> None:
    source = (
        "传输层代理：在二层转发的基础上，读取地址和端口来选择后端的机器，"
        "如果机器很多，那么最适合使用这种办法"
    )
    *_, statement = facts_of(outline_of(source))
    assert printed(statement).count("{{") == 1
    assert "{{读取地址和端口来选择后端的机器}}" in printed(statement)


def test_a_row_of_bare_words_is_not_asked_for_in_pieces() -> None:
    source = "集合：元素没有顺序，命令有 sadd smembers spop srem 这些，适合保存去重的数据，取交集"
    (definition,) = facts_of(outline_of(source))
    assert isinstance(definition, Definition)


def test_a_long_explanation_without_such_pieces_stays_whole() -> None:
    source = (
        "写前日志：修改数据页之前把改动追加在日志文件末尾的一种日志方式，常见于各类关系型数据库当中"
    )
    (definition,) = facts_of(outline_of(source))
    assert isinstance(definition, Definition)
    assert definition.asks == "both"


def test_facts_beside_the_main_one_block_nothing() -> None:
    source = "ISR（In-Sync Replicas）：和主副本保持同步的副本集合"
    assert [fact.origin.rule for fact in facts_of(outline_of(source))] == [
        "colon_term",
        "abbreviation",
    ]


def test_sentences_of_a_statement_can_have_facts_of_different_rules() -> None:
    source = "惊群是指一个事件唤醒所有等待它的进程。最后只有**一个进程**能够处理这个事件。"
    assert [fact.origin.rule for fact in facts_of(outline_of(source))] == [
        "definition_sentence",
        "bold_cloze",
    ]


def test_a_rule_that_is_off_is_not_tried() -> None:
    (code_span,) = rules("code_span")
    source = code_span.matches[0].source
    assert not code_span.on
    assert facts_of(outline_of(source, rules=(code_span,)))
    assert not facts_of(extract(document_of(source), (code_span,)).outline)


def test_a_list_covers_its_lead_and_items() -> None:
    passages = list(passages_of(outline_of("算法：\n- 轮询\n- 随机\n\n别的话\n")))
    assert [passage.covered for passage in passages] == [True, True, True, False]
    assert [len(passage.facts) for passage in passages] == [1, 0, 0, 0]


def test_a_definition_below_a_title_covers_the_first_line_only() -> None:
    passages = list(passages_of(outline_of("- 轮询<br>\n按顺序分配给后端<br>\n别的话还很长\n")))
    assert [passage.covered for passage in passages] == [True, True, False]


def test_what_a_guard_dropped_is_the_reason() -> None:
    lines = lines_of(outline_of("## 惊群\n惊群：" + "一个事件唤醒了" * 7 + "。\n"))
    assert lines == ("2 unused: the answer can be read in the question",)


def test_facts_carry_breadcrumb_anchor_and_rule() -> None:
    (fact,) = facts_of(outline_of("# 锁\n## 问题\n惊群：唤醒所有等待的进程 ^herd\n", "锁.md"))
    assert printed(fact) == "definition 惊群 := 唤醒所有等待的进程 [ask both]"
    assert fact.origin.breadcrumb == ("锁", "问题")
    assert (fact.origin.rule, fact.origin.anchor) == ("colon_term", "herd")


def test_a_table_that_cannot_be_asked_for_is_reported() -> None:
    source = "| 甲 | 低 | ? |\n| 乙 | ? | 高 |\n| 丙 | 中 | 中 |\n"
    (remark,) = extract(document_of(source)).diagnostics
    assert (remark.code, remark.span.line) == ("unfilled_cell", 1)
    glossary = "| 符号 | 含义 |\n|---|---|\n| 甲 | ? |\n| 乙 | 零个或多个 |\n"
    assert extract(document_of(glossary)).diagnostics == ()
