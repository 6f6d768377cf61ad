"""How well a claim answers, and what is done with several answers."""

from __future__ import annotations

from cribdeck.assemble.asked import asked
from cribdeck.assemble.aspects import aspect_of
from cribdeck.assemble.choice import Ambiguous, Filled, Unfilled, chosen
from cribdeck.assemble.claims import claims
from cribdeck.assemble.extent import whole
from cribdeck.assemble.lines import lines
from cribdeck.assemble.matching import names_of
from cribdeck.assemble.scoring import ENOUGH, Answer, answer
from cribdeck.inline import plain
from tests.extract.cases import outline_of


def answers(source: str, aspect: str, *names: str) -> list[Answer]:
    known = names_of([(name,) for name in names])
    mine = [it for it in claims(lines([outline_of(source)]), known) if it.entity == 0]
    question = asked(known, 0, aspect_of((aspect,)))
    return list(whole(mine, [answer(it, question) for it in mine]))


def best(source: str, aspect: str, *names: str) -> tuple[str, str, bool]:
    found = max(answers(source, aspect, *names), key=lambda it: it.score)
    return found.shown, found.text, found.score >= ENOUGH


def test_signs_of_an_aspect() -> None:
    assert best("Redis 的优点：快", "优点", "Redis") == ("label", "快", True)
    assert best("Redis 的好处是快", "优点", "Redis") == ("called", "快", True)
    assert best("Redis 不支持事务", "事务", "Redis") == ("flag", "redis 不支持事务", True)
    assert best("四层性能更高", "性能", "四层") == ("degree", "四层性能更高", True)
    assert best("Redis 用 C 语言编写", "语言", "Redis") == ("form", "redis 用 c 语言编写", True)
    assert best("Redis 是一种缓存", "定位", "Redis") == ("defined", "redis 是一种缓存", True)
    assert best("C（Consistency）一致性：相同", "英文", "一致性")[:2] == ("beside", "consistency")


def test_an_aspect_may_be_scattered_over_the_clause() -> None:
    source = "Nginx 的旧进程处理完请求再退出"
    assert best(source, "旧请求", "Nginx")[:2] == ("letters", source.lower())
    assert answers("Nginx 的旧进程再退出", "旧请求", "Nginx") == []


def test_a_question_word_stands_for_what_answers() -> None:
    assert best("正向代理为客户端收发", "为谁收发", "正向代理")[0] == "cue"
    assert answers("正向代理收发", "为谁收发", "正向代理") == []
    assert aspect_of(("是什么",)).cues == aspect_of(("含义",)).cues
    assert aspect_of(("由谁执行(*",)).cues[-1] == r"由[^，。；：]{1,8}?执行\(\*"


def test_two_cues_tell_more_than_one() -> None:
    def score(source: str) -> float:
        return answers(source, "超限处理", "漏桶")[0].score

    assert score("漏桶拒绝并丢弃请求") == score("漏桶拒绝请求") + 0.5


def test_a_label_asks_why() -> None:
    assert best("为什么三次握手：双方要确认", "原因", "三次握手")[:2] == ("label", "双方要确认")


def test_other_names_stand_beside_the_name() -> None:
    assert best("共享锁（读锁）可以并加", "别名", "读锁")[:2] == ("beside", "共享锁")
    source = "授权码模式（Authorization Code）最安全"
    assert best(source, "英文", "授权码")[:2] == ("beside", "authorization code")
    source = "XMPP（可扩展消息协议，Extensible Messaging Protocol）是一种协议"
    assert best(source, "全称", "XMPP")[:2] == ("beside", "extensible messaging protocol")


def test_an_example_is_no_fault_where_one_is_asked_for() -> None:
    typical, example = (
        answers(f"Redis {word}排行榜", "例子", "Redis")[0].score for word in ("典型的", "比如")
    )
    assert typical == example


def test_titles_name_aspects_too() -> None:
    assert best("# Redis\n## 缺点\n- 占内存\n", "缺点", "Redis")[:2] == ("title", "占内存")


def test_a_value_goes_on_to_the_end_of_its_sentence() -> None:
    source = "软件的优点是配置简单，成本低；缺点是慢"
    assert best(source, "优点", "软件")[1] == "配置简单，成本低"
    assert best(source, "缺点", "软件")[1] == "慢"


def test_a_condition_and_what_then_holds_answer_together() -> None:
    source = "# worker\n当 worker 异常退出后，会自动重启\n"
    assert best(source, "异常退出", "worker")[1] == "当 worker 异常退出后，会自动重启"


def test_what_speaks_against_an_answer() -> None:
    def score(source: str) -> float:
        return max(it.score for it in answers(source, "事务", "Redis", "Kafka"))

    plainly = score("Redis 支持事务")
    assert score("Redis 支持事务吗？") < plainly - 2
    assert score("例如 Redis 支持事务") < plainly
    assert score("发布订阅：Redis 支持事务") < plainly - 1
    assert score("如果 Redis 支持事务") < plainly


def test_the_names_alone_are_no_answer() -> None:
    assert all(it.score < ENOUGH for it in answers("事务：Redis、Kafka", "事务", "Redis", "Kafka"))


def test_two_texts_that_differ_are_both_shown() -> None:
    choice = chosen(answers("Redis 的端口：6379\n\nRedis 的端口：6380\n", "端口", "Redis"))
    assert isinstance(choice, Ambiguous)
    assert [plain(it.text) for it in choice.candidates] == ["6379", "6380"]


def test_two_texts_that_agree_are_one() -> None:
    source = "Redis 的优点：速度很快\n\nRedis 的优点：速度很快！\n"
    assert isinstance(chosen(answers(source, "优点", "Redis")), Filled)


def test_several_answers_of_a_line_belong_together() -> None:
    choice = chosen(answers("Redis 不支持集群事务。Redis 支持本地事务。", "事务", "Redis"))
    assert isinstance(choice, Filled)
    assert plain(choice.best.text) == "Redis 不支持集群事务；Redis 支持本地事务"


def test_what_only_goes_on_is_worse() -> None:
    whole = answers("Redis：保存策略", "策略", "Redis")[0].score
    assert answers("Redis：来决定策略", "策略", "Redis")[0].score == whole - 0.8


def test_nothing_is_chosen_from_nothing() -> None:
    assert chosen([]) == Unfilled(())


def test_an_aspect_is_known_by_its_words() -> None:
    aspect = aspect_of(("开销与时延",))
    assert aspect.own == ("开销与时延", "开销", "时延")
    assert "延迟" in aspect.known
    assert aspect_of(("转发方式",)).parts == ("转发",)
    assert aspect_of(("消息存储",)).letters == ("消", "息", "存", "储")
    assert aspect_of(("优点",)).letters == ()
    assert "可靠" in aspect_of(("可靠性",)).stems
