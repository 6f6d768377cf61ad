"""Which clause is about which thing."""

from __future__ import annotations

import pytest

from cribdeck.assemble.claims import Claim, claims
from cribdeck.assemble.clauses import clauses
from cribdeck.assemble.lines import lines
from cribdeck.assemble.matching import names_of
from tests.extract.cases import outline_of


def claimed(source: str, *names: str) -> list[Claim]:
    return list(claims(lines([outline_of(source)]), names_of([(name,) for name in names])))


def about(source: str, *names: str) -> list[tuple[str, str, str]]:
    return [(it.text, names[it.entity], it.about) for it in claimed(source, *names)]


def test_clauses_stand_behind_labels() -> None:
    text = "哈希：取模，再路由。缺点：数量变了，全变"
    assert [(text[it.start : it.end], it.labels) for it in clauses(text)] == [
        ("取模", ("哈希",)),
        ("再路由", ("哈希",)),
        ("数量变了", ("缺点", "哈希")),
        ("全变", ("缺点", "哈希")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共 1,000 个，很多", ["共 1,000 个", "很多"]),
        ("支持（甲，乙），很好", ["支持（甲，乙）", "很好"]),
        ("见 https://a.b/c，d", ["见 https://a.b/c", "d"]),
        ("，。；", []),
    ],
)
def test_nothing_is_cut_inside(text: str, expected: list[str]) -> None:
    assert [text[it.start : it.end] for it in clauses(text)] == expected


def test_a_clause_is_about_its_subject_and_goes_on_until_the_next() -> None:
    assert about("TCP 可靠，要握手，而 UDP 不可靠。", "TCP", "UDP") == [
        ("tcp 可靠", "TCP", "subject"),
        ("要握手", "TCP", "carried"),
        ("而 udp 不可靠", "UDP", "subject"),
    ]


def test_a_label_or_a_title_names_the_thing() -> None:
    assert about("## Redis\n- 优点：快\n- Kafka：持久\n", "Redis", "Kafka") == [
        ("快", "Redis", "title"),
        ("持久", "Kafka", "label"),
    ]


def test_a_label_holds_for_its_sentence() -> None:
    assert about("先说明。Redis：快。也省内存。", "Redis") == [
        ("快", "Redis", "label"),
        ("也省内存", "Redis", "carried"),
    ]
    assert about("Redis：快。缺点：贵", "Redis") == [
        ("快", "Redis", "label"),
        ("贵", "Redis", "label"),
    ]


def test_a_title_that_names_several_names_none() -> None:
    assert about("## Redis 和 Kafka\n都很快\n", "Redis", "Kafka") == []


def test_what_is_only_mentioned_is_hardly_what_a_clause_is_about() -> None:
    first, second = claimed("TCP 的首部比 UDP 长", "TCP", "UDP")
    assert (first.about, first.rivals) == ("subject", 0)
    assert (second.about, second.rivals) == ("mention", 1)


def test_both_subjects_of_a_clause_are_told_of() -> None:
    found = claimed("Kafka 和 RabbitMQ 都支持事务", "Kafka", "RabbitMQ")
    assert [(it.entity, it.about, it.rivals) for it in found] == [
        (0, "subject", 0),
        (1, "subject", 0),
    ]


def test_clauses_in_turn_are_about_the_things_in_turn() -> None:
    source = "Nginx 比较 Apache：事件驱动适合 IO 密集型，多进程适合 CPU 密集型\n"
    assert about(source, "Nginx", "Apache") == [
        ("事件驱动适合 io 密集型", "Nginx", "carried"),
        ("多进程适合 cpu 密集型", "Apache", "carried"),
    ]


def test_an_aspect_right_below_is_told_of_the_thing_above() -> None:
    source = "TCC：分三步\n缺点：侵入业务\n\n优点：快\n"
    assert about(source, "TCC") == [("分三步", "TCC", "label"), ("侵入业务", "TCC", "block")]


def test_the_cell_of_a_table_is_about_its_row_and_column() -> None:
    source = "| 区别 | TCP | UDP |\n|---|---|---|\n| 首部 | 20 | 8 |\n"
    assert about(source, "TCP", "UDP") == [("20", "TCP", "cell"), ("8", "UDP", "cell")]


def test_home_is_where_most_of_the_things_are_told_of() -> None:
    far = "".join(f"\n\n别的第{number}句话。" for number in range(20))
    source = f"# 角色\n\n- 读者：读书\n- 写者：写书\n{far}\n\n读者：另有其人\n"
    found = claimed(source, "读者", "写者")
    assert [(it.text, it.home, it.away) for it in found] == [
        ("读书", True, False),
        ("写书", True, False),
        ("另有其人", False, True),
    ]


def test_a_name_before_a_comma_is_a_label() -> None:
    source = "轮询（默认），依次分配，坏了跳过\n"
    assert [(it.text, it.about, it.opens) for it in claimed(source, "轮询", "随机")] == [
        ("轮询（默认）", "subject", False),
        ("依次分配", "label", True),
        ("坏了跳过", "label", False),
    ]


def test_a_line_that_is_a_title_says_nothing_itself() -> None:
    source = "# 均衡\n\n- 二层均衡\n  改写地址\n"
    assert "二层均衡" not in {it.text for it in claimed(source, "二层均衡", "三层均衡")}


def test_a_line_above_others_may_say_something_itself() -> None:
    assert about("TS 指线程安全，要加锁\n\nNTS 不加锁\n", "TS", "NTS")[0] == (
        "ts 指线程安全",
        "TS",
        "subject",
    )


def test_a_subject_may_have_the_name_as_its_gloss() -> None:
    assert (
        about("扇型交换机（fanout exchange）广播消息", "fanout", "direct")
        == [
            ("扇型交换机（fanout exchange）广播消息", "fanout", "subject"),
            ("exchange", "fanout", "bracket"),
        ][:1]
    )
    assert about("消息经过扇型交换机（fanout）再广播", "fanout", "direct")[0][2] == "mention"


def test_behind_a_label_the_name_again_opens_what_is_told() -> None:
    assert about("SOA：面向服务架构，松散耦合", "SOA") == [
        ("面向服务架构", "SOA", "label"),
        ("松散耦合", "SOA", "label"),
    ]


def test_a_gloss_makes_a_title_no_longer() -> None:
    short, long = (
        claimed(f"# CI\n\n## {title}\n经常合并\n", "持续集成", "持续部署")[0].setting.loose
        for title in ("持续集成（Continuous Integration）", "持续集成和它的各种工具与平台")
    )
    assert (short, long) == (False, True)


def test_a_table_without_a_header_tells_of_its_rows() -> None:
    source = "|301|Moved Permanently|链接已移走|\n|302|Found|临时的链接|\n|400||请求错误|\n"
    assert about(source, "301", "302") == [
        ("moved permanently", "301", "label"),
        ("链接已移走", "301", "label"),
        ("found", "302", "label"),
        ("临时的链接", "302", "label"),
    ]
