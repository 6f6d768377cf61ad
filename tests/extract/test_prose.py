"""How much of a sentence is shown around a hidden piece, and what is shown before it."""

from __future__ import annotations

from cribdeck.extract.prose import LONGEST_SENTENCE, clause_before, either, hidden, main_clause
from cribdeck.extract.rule import Declined
from cribdeck.extract.survey import survey
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.facts.printer import printed
from tests.extract.cases import document_of


def hide(text: str, piece: str, *, order: int = 0, leans: bool = False) -> str:
    """Return the statement with `piece` hidden in a sentence of `text`, or why there is none."""
    found = sentences(text)[order]
    start = found.text.index(piece)
    outcome = hidden(found, start, start + len(piece), leans=leans)
    return outcome.why if isinstance(outcome, Declined) else printed(outcome)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of the last statement in `text`."""
    return survey(document_of(text), "").units[-1].sentences


def test_connectives_at_the_start_are_left_out() -> None:
    assert hide("但是单个消息队列会成为整个系统的瓶颈。", "成为整个系统的瓶颈") == (
        "statement 单个消息队列会{{成为整个系统的瓶颈}}。"
    )


def test_a_pronoun_brings_the_sentence_before() -> None:
    text = "控制器是一个特殊的节点。它负责为分区选出首领副本。"
    assert hide(text, "为分区选出首领副本", order=1) == (
        "statement (控制器是一个特殊的节点。) 它负责{{为分区选出首领副本}}。"
    )


def test_a_pronoun_without_a_sentence_before_makes_no_card() -> None:
    assert hide("它负责为每一个分区选出首领副本。", "选出首领副本") == (
        "it leans on a sentence that is not there"
    )


def test_clauses_that_lean_are_dropped_where_the_rest_stands_alone() -> None:
    text = "这个没有关系，如果队列没有消费者监听，那么消息会被队列丢弃。"
    (found,) = sentences(text)
    start = found.text.index("被队列丢弃")
    shown = (found.text.index("如果"), start)
    outcome = hidden(found, start, len(found.text), shown=shown)
    assert isinstance(outcome, Statement)
    assert printed(outcome) == "statement 如果队列没有消费者监听，那么消息会{{被队列丢弃}}。"


def test_an_example_anywhere_before_makes_no_card() -> None:
    text = "比如购物的页面有很多模块，推荐模块失效，页面会显示默认的商品。"
    assert hide(text, "显示默认的商品") == "example"


def test_the_title_may_not_hold_the_answer() -> None:
    text = "## 哪些情况索引会失效\n在索引列上使用函数会导致索引失效。"
    assert hide(text, "索引失效") == "a title above names the answer"


def test_the_title_may_not_hold_another_form_of_the_answer() -> None:
    read = "a title above names the answer"
    host = "# MQ\n\n## vhost（虚拟主机）\n\n一台机器上有多个代理，各自叫做 virtual hosts (vhosts)。"
    assert hide(host, "virtual hosts (vhosts)") == read
    scale = "# Basics\n\n## Scalability\n\nA service is scalable if more machines serve more users."
    assert hide(scale, "scalable") == read


def test_a_clause_that_says_only_when_is_not_shown_alone() -> None:
    text = "一旦「写锁」被某个线程持有后，如果别的线程再来读，就会被阻塞。"
    assert hide(text, "某个线程") == "what is shown says only when or how something happens"


def test_a_step_that_is_not_in_view_is_not_pointed_at() -> None:
    text = "标记的过程一直重复步骤3的扫描。"
    assert hide(text, "扫描") == "it points to another place of the note"


def test_a_sentence_that_is_data_is_not_searched() -> None:
    text = "甲乙丙丁，" * LONGEST_SENTENCE
    assert hide(text, "甲乙丙丁").startswith("a sentence of")


def test_the_first_outcome_that_makes_a_card_is_taken() -> None:
    first, second = Declined("one"), Declined("two")
    assert list(either((first, second))) == [first]
    (found,) = sentences("消息总是追加到日志的末尾，从不修改。")
    card = hidden(found, 0, 2)
    assert isinstance(card, Statement)
    assert list(either((first, card, second))) == [card]


def test_main_clause_skips_a_clause_that_says_only_when() -> None:
    (found,) = sentences("所以访问资源之前，必须先获得锁。")
    start, end = main_clause(found, 2)
    assert found.text[start:end] == "必须先获得锁。"


def test_clause_before_skips_bare_auxiliaries() -> None:
    (found,) = sentences("查询条件包含函数，可能会导致索引失效。")
    assert clause_before(found, found.text.index("导致")) == 0


def test_a_clause_that_repeats_the_answer_is_not_shown() -> None:
    text = "日志的每一段都保存为二进制的格式，不过二进制的格式不便查看。"
    assert hide(text, "二进制的格式") == "statement 日志的每一段都保存为{{二进制的格式}}"


def test_a_remark_in_brackets_that_repeats_the_answer_is_not_shown() -> None:
    text = "加锁的命令只在键不存在时成功（键不存在才写入），由超时释放锁。"
    assert hide(text, "键不存在") == "statement 加锁的命令只在{{键不存在}}时成功，由超时释放锁。"


def test_a_remark_that_repeats_a_run_of_the_answer_is_not_shown() -> None:
    text = "加锁的命令只有在锁名不存在的时候才会成功（加上参数 NX，键不存在才写）。"
    assert hide(text, "锁名不存在") == ("statement 加锁的命令只有在{{锁名不存在}}的时候才会成功。")


def test_arguments_of_a_call_are_no_remark() -> None:
    text = "加锁的命令是 set(键, 值)，它只在键不存在时才会成功（键不存在才写入）。"
    assert hide(text, "键不存在") == (
        "statement 加锁的命令是 set(键, 值)，它只在{{键不存在}}时才会成功。"
    )


def test_a_statement_without_subject_makes_no_card_in_plain_text() -> None:
    lines = "日志：只追加\n\n通过心跳来检测节点的存活性，通过多数派来保证一致。\n"
    (found,) = survey(document_of(lines, "note.txt"), "").units[-1].sentences
    assert hidden(found, 2, 4) == Declined("nothing says what it speaks of")


def test_below_an_item_the_subject_is_known() -> None:
    text = "- 控制器\n    - 通过心跳来检测节点的存活性。"
    assert hide(text, "心跳") == "statement 通过{{心跳}}来检测节点的存活性。"


def test_a_lost_subject_brings_the_sentence_before() -> None:
    text = "头交换机不看路由键。通过比较消息头来决定路由。"
    assert hide(text, "比较消息头", order=1) == (
        "statement (头交换机不看路由键。) 通过{{比较消息头}}来决定路由。"
    )


def test_what_is_pointed_at_has_to_be_in_view() -> None:
    text = "比较并交换函数把那两个步骤合并成一条硬件指令。"
    assert hide(text, "一条硬件指令") == "it leans on a sentence that is not there"


def test_asides_at_the_end_are_left_out() -> None:
    text = "缓存的内存满了以后就随机移除一个键，反正谁也不会这么用吧。"
    assert hide(text, "随机移除一个键") == "statement 缓存的内存满了以后就{{随机移除一个键}}"


def test_the_first_of_two_things_said_is_not_asked_for() -> None:
    text = "键值对的格式不仅压缩了空间，同时也容易阅读。"
    assert hide(text, "压缩了空间") == "one of several things that could be said"


def test_left_overs_of_markup_are_not_shown() -> None:
    text = "<> 如果会话不存在，就创建新的会话。"
    assert hide(text, "创建新的会话").startswith("statement 如果")


def test_a_case_is_not_shown_without_what_follows_from_it() -> None:
    text = "如果常驻线程已满，即线程数等于 corePoolSize，一个新提交的任务，会先进队列。"
    assert hide(text, "corePoolSize") == "only a case is shown, not what holds in it"


def test_a_solution_of_something_out_of_view_makes_no_card() -> None:
    text = "A solution would be to use commit logs on every replica."
    assert hide(text, "commit logs") == "it points to another place of the note"


def test_what_is_conceded_is_not_the_point() -> None:
    text = "虽然消息是按块写入的字节，但消费者看到的是一条条记录。"
    assert hide(text, "按块写入的字节") == "what is conceded, not the point"


def test_a_remark_by_its_label_makes_no_card() -> None:
    assert hide("IMPORTANT: the broker keeps a sparse index in memory.", "a sparse index") == (
        "a remark or an example, by its label"
    )


def test_marks_that_have_lost_their_text_make_no_card() -> None:
    assert hide("'' means that the router drops every late packet.", "every late packet") == (
        "something is missing between two marks"
    )
