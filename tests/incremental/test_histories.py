"""Whatever is edited in whatever order: a build on top of the last one gives what a clean one does.

Both folders keep their ledger; the one that is built anew has no cache. Compared are the bytes
of deck, sheets, manifest and ledger after every build, and what was said.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.incremental.worlds import Folder, cheap_sheets, program_in

PIECES: Final = (
    "- 会话保持：让同一客户端的请求始终落到同一台机器。\n",
    "- 健康检查：持续判断后端好坏，据此摘除或恢复节点。\n",
    "- 每个 follower 从 leader 拉取日志。\n" * 4,
    "- 只读副本：follwer 不参加投票，只复制日志\n",
    "- 领导者：leader 接收写请求\n- 追随者：follower 复制日志\n" * 3,
    "| 对比 | Kafka | RabbitMQ |\n|---|---|---|\n| 消息顺序 | ? | ? |\n| 协议 | 自有 | AMQP |\n",
    "## Kafka\n- 消息顺序：分区内有序\n\n## RabbitMQ\n- 消息顺序：单队列内有序\n",
    "## Redis\n- 优点：支持多种数据类型\n- 缺点：容量受内存限制\n",
    "## MySQL\n- 优点：支持事务和复杂查询\n- 缺点：高并发读写慢\n",
    "默认端口是 6379。\n",
    "默认端口是 6380。\n",
    "- 隊列：消費者從隊列中獲取消息，訂閱者處理\n",
    "## 什么是幂等？\n多次执行的结果与一次相同。\n",
    "1. 建立连接\n2. 发送请求\n3. 关闭连接\n",
    "```sql\nselect 1\n```\n",
    "```sql\nselect 2\n",
    "- ==限流==：拒绝超出容量的请求\n",
    "<!-- cards: off -->\n- 草稿：以后再写。\n",
)
SETTINGS: Final = (
    "",
    '[cards]\nscript = "simplified"\n',
    "[rules]\ncolon_term = false\n",
    "[rules]\nsame_labels = false\n",
    "[cards]\nrow_cards = true\n",
    '[sheets]\norientation = "portrait"\n',
    '[language]\n"a.md" = "en"\n',
    '[[sheet]]\nname = "both"\ntitle = "两者"\nsources = ["a.md", "b.md"]\n',
    '[lint]\nambiguous_prompt = "off"\n',
    "[cards]\nscript = 1\n",
)
NAMES: Final = ("a.md", "b.md", "c.txt", "sub/d.md")
TEMPLATES: Final = ("cards/style.css", "cards/definition.html", "sheet/sheet.css")

Step = Callable[[Folder], Literal["cards", "sheets"] | None]
names = st.sampled_from(NAMES)
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4)


def written(name: str, parts: list[str]) -> Step:
    def step(folder: Folder) -> None:
        folder.write(name, f"# {Path(name).stem}\n\n" + "\n".join(parts))

    return step


def extended(name: str, part: str) -> Step:
    def step(folder: Folder) -> None:
        path = folder.source / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        folder.write(name, f"{text}\n{part}")

    return step


def shortened(name: str, place: int) -> Step:
    def step(folder: Folder) -> None:
        path = folder.source / name
        if path.exists():
            lines = path.read_text(encoding="utf-8").split("\n")
            del lines[place % len(lines)]
            folder.write(name, "\n".join(lines))

    return step


def removed(name: str) -> Step:
    def step(folder: Folder) -> None:
        (folder.source / name).unlink(missing_ok=True)

    return step


def renamed(name: str, other: str) -> Step:
    def step(folder: Folder) -> None:
        if (folder.source / name).exists():
            (folder.source / other).parent.mkdir(exist_ok=True)
            (folder.source / name).replace(folder.source / other)

    return step


def set_to(text: str) -> Step:
    def step(folder: Folder) -> None:
        folder.write("cribdeck.toml", text)

    return step


def template_touched(name: str) -> Step:
    def step(folder: Folder) -> None:
        folder.touch_template(name, "/* x */" if name.endswith(".css") else "<!-- x -->")

    return step


def asked(only: Literal["cards", "sheets"] | None) -> Step:
    def step(_: Folder) -> Literal["cards", "sheets"] | None:
        return only

    return step


def output_removed(folder: Folder) -> None:
    for path in folder.dist.glob("*.apkg"):
        path.unlink()


def output_damaged(folder: Folder) -> None:
    for path in folder.dist.glob("sheets/*.pdf"):
        path.write_bytes(b"%PDF-")


def cache_removed(folder: Folder) -> None:
    shutil.rmtree(folder.dist / ".cache", ignore_errors=True)


def cache_damaged(seed: int) -> Step:
    def step(folder: Folder) -> None:
        chance = random.Random(seed)  # noqa: S311  nothing secret
        for path in sorted((folder.dist / ".cache").glob("*")):
            data = bytearray(path.read_bytes())
            if chance.random() < 0.5 and data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                path.write_bytes(data[: chance.randrange(len(data)) or None])

    return step


steps = st.one_of(
    st.builds(written, names, pieces),
    st.builds(extended, names, st.sampled_from(PIECES)),
    st.builds(shortened, names, st.integers(0, 20)),
    st.builds(removed, names),
    st.builds(renamed, names, names),
    st.builds(set_to, st.sampled_from(SETTINGS)),
    st.builds(template_touched, st.sampled_from(TEMPLATES)),
    st.builds(asked, st.sampled_from([None, "cards", "sheets"])),
    st.sampled_from([output_removed, output_damaged, cache_removed]),
    st.builds(cache_damaged, st.integers(0, 1000)),
)


def assert_equal_after_each(history: list[list[Step]], *, with_fonts: bool = False) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        program_in(Path(folder) / "program"),
    ):
        kept = Folder(Path(folder) / "kept", incremental=True, with_fonts=with_fonts)
        anew = Folder(Path(folder) / "anew", incremental=False, with_fonts=with_fonts)
        for number, edits in enumerate(history):
            patch.setenv("SOURCE_DATE_EPOCH", str(1_700_000_000 + 100 * number))
            only: Literal["cards", "sheets"] | None = None
            for step in edits:
                only = step(kept) or only
                step(anew)
            built, clean = kept.build(only), anew.build(only)
            assert built.exit_code == clean.exit_code
            assert [str(it) for it in built.diagnostics] == [str(it) for it in clean.diagnostics]
            assert built.manifest == clean.manifest
            assert kept.outputs() == anew.outputs()


histories = st.lists(st.lists(steps, max_size=3), min_size=2, max_size=6)
first = [written("a.md", [PIECES[0], PIECES[5]]), written("b.md", [PIECES[6], PIECES[2]])]


@settings(max_examples=int(os.environ.get("CRIBDECK_HISTORIES", "25")), deadline=None)
@given(histories)
def test_any_history_gives_what_clean_builds_give(history: list[list[Step]]) -> None:
    with cheap_sheets():
        assert_equal_after_each([first, *history])


def test_an_emptied_folder_is_said_to_be_empty_again_and_again() -> None:
    with cheap_sheets():
        assert_equal_after_each([first, [removed("a.md"), removed("b.md")], [], []])


def test_real_sheets_are_those_of_clean_builds() -> None:
    assert_equal_after_each(
        [
            first,
            [],
            [extended("b.md", PIECES[1])],
            [set_to(SETTINGS[5]), output_damaged],
            [template_touched("sheet/sheet.css"), renamed("b.md", "sub/d.md")],
        ],
        with_fonts=True,
    )
