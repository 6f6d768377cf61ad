"""The report in a real browser: what it shows, how it is found, and what must never run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect


def opened(page: Page, report: Path, view: str = "") -> Page:
    # Another address with `#` is the same page: it must be read from the beginning.
    page.goto("about:blank")
    page.goto(f"{report.as_uri()}#{view}")
    return page


def card(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def rows(page: Page) -> list[str]:
    return [it.strip() for it in page.locator(".row .asks").all_inner_texts()]


def test_the_overview_tells_what_has_changed_word_by_word(page: Page, report: Path) -> None:
    opened(page, report)
    edited = page.locator(".state-edited")
    expect(edited.locator("del").first).to_have_text("和")
    expect(edited.locator("ins").first).to_have_text("与")
    expect(page.locator(".figure-edited dd")).to_have_text("1")
    expect(page.locator(".state-retired .words")).to_contain_text("收容过期或被拒绝消息的队列")


def test_what_there_is_to_do_in_anki_can_be_copied(page: Page, report: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, report)
    expect(page.locator(".to-do button")).to_have_text("复制")
    page.locator(".to-do button").click()
    expect(page.locator(".to-do button")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "tag:cribdeck::retired"


def test_sheets_are_drawn_and_lead_to_their_files(page: Page, report: Path) -> None:
    opened(page, report)
    drawn = page.locator(".sheets li", has_text="kafka").first
    titles = drawn.locator("svg text").all_text_contents()
    assert "Kafka vs RabbitMQ" in titles
    target = drawn.locator("a").first.get_attribute("href")
    assert target == "sheets/kafka.pdf"
    assert (report.parent / target).is_file()


def test_cards_are_shown_as_anki_shows_them(page: Page, report: Path) -> None:
    opened(page, report, "cards?q=Broker")
    body = card(page).locator("body")
    expect(body).to_contain_text("[...]")
    expect(body).not_to_contain_text(
        "集群里的一台服务器" if "Broker" in rows(page)[0] else "Broker"
    )
    page.keyboard.press("Space")
    expect(body).to_contain_text("集群里的一台服务器")
    expect(body).to_contain_text("Broker")
    expect(body.locator(".source")).to_contain_text("kafka.md")


def test_a_click_on_the_card_turns_it(page: Page, report: Path) -> None:
    opened(page, report, "cards?q=Topic")
    expect(page.locator(".side")).to_contain_text("问题")
    card(page).locator("#qa").click()
    expect(page.locator(".side")).to_contain_text("答案")
    # Keys work while the card has the focus, too.
    page.keyboard.press("j")
    expect(page.locator(".side")).to_contain_text("问题 · 2")


def test_formulas_are_set_without_scripts(page: Page, report: Path) -> None:
    opened(page, report, "cards?q=高水位")
    page.keyboard.press("Space")
    expect(card(page).locator("math").first).to_be_visible()


def test_the_keyboard_is_enough(page: Page, report: Path) -> None:
    opened(page, report, "cards")
    chosen = page.locator('[aria-selected="true"]')
    first = chosen.inner_text()
    for key, place in (("j", "2"), ("ArrowDown", "3"), ("k", "2"), ("ArrowUp", "1")):
        page.keyboard.press(key)
        expect(chosen).to_have_attribute("aria-posinset", place)
    expect(chosen).to_have_text(first, use_inner_text=True)
    page.keyboard.press("n")
    expect(card(page).locator("body.nightMode")).to_have_count(1)
    page.keyboard.press("/")
    page.keyboard.type("Topic")
    expect(page.locator("output.count")).to_contain_text("2 /")
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    expect(page.locator(".side")).to_contain_text("答案")
    page.locator(".card-list").focus()
    page.keyboard.press("End")
    expect(chosen).to_have_attribute("aria-posinset", "2")


def test_space_presses_the_button_that_has_the_focus(page: Page, report: Path) -> None:
    opened(page, report, "cards")
    page.get_by_role("button", name="下一张").focus()
    page.keyboard.press("Space")
    expect(page.locator(".side")).to_contain_text("问题 · 2")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("source=rabbit.md", {"交换机", "死信队列"}),
        ("state=edited", {"Broker"}),
        ("kind=comparison", {"Kafka"}),
        ("rule=comparison_table", {"RabbitMQ"}),
        ("state=retired", {"死信队列"}),
    ],
)
def test_cards_are_filtered(page: Page, report: Path, query: str, wanted: set[str]) -> None:
    opened(page, report, f"cards?{query}")
    found = page.locator(".row").all_inner_texts()
    assert 0 < len(found) < 12
    assert all(any(word in text for word in wanted) for text in found)


def test_search_and_filters_narrow_one_another_and_can_be_cleared(page: Page, report: Path) -> None:
    opened(page, report, "cards")
    whole = page.locator("output.count").inner_text()
    page.get_by_label("来源", exact=True).select_option("kafka.md")
    page.get_by_role("searchbox").fill("topic 逻辑")
    assert len(rows(page)) == 2
    page.get_by_role("searchbox").fill("这里没有")
    expect(page.locator(".empty")).to_be_visible()
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator("output.count")).to_have_text(whole)


def test_an_address_leads_back_to_the_card(page: Page, report: Path) -> None:
    opened(page, report, "cards?q=Topic")
    page.keyboard.press("j")
    address = page.url
    text = page.locator('[aria-selected="true"]').inner_text()
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator('[aria-selected="true"]')).to_have_text(text, use_inner_text=True)
    # Even under filters that it does not pass.
    page.goto("about:blank")
    page.goto(address.replace("q=Topic", "source=rabbit.md"))
    expect(page.locator('[aria-selected="true"]')).to_have_text(text, use_inner_text=True)


def test_lines_lead_to_their_cards_and_cards_to_their_line(page: Page, report: Path) -> None:
    opened(page, report, "notes?source=kafka.md")
    line = page.locator("#L5")
    expect(line.locator("code")).to_have_text("- Broker：集群里的一台服务器，负责存储与转发数据")
    line.locator(".chip").click()
    expect(page.locator('[aria-selected="true"]')).to_contain_text("Broker")
    page.locator(".details .place").first.click()
    expect(page.locator("#L5")).to_have_class("wanted")
    expect(page.locator("#L5")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("line", "mark", "why"),
    [
        (3, "标题", ""),
        (5, "有卡片", ""),
        (9, "闲谈", "announces what follows"),
        (22, "只在速查单", "code"),
    ],
)
def test_every_line_says_what_became_of_it(
    page: Page, report: Path, line: int, mark: str, why: str
) -> None:
    opened(page, report, "notes?source=kafka.md")
    item = page.locator(f"#L{line}")
    expect(item.locator(".marks .unseen")).to_have_text(mark)
    if why:
        expect(item.locator(".why")).to_contain_text(why)
    else:
        expect(item.locator(".why")).to_have_count(0)


def test_every_cell_of_a_table_says_where_it_is_from(page: Page, report: Path) -> None:
    opened(page, report, "tables")
    table = page.locator(".comparison", has_text="Kafka vs RabbitMQ").first
    found = table.locator("td.from-found")
    expect(found).to_contain_text("只保证分区内有序")
    expect(found.locator(".from")).to_have_text("从笔记中找到")
    found.locator("a").click()
    expect(page.locator(".wanted code")).to_contain_text("Kafka 的消息顺序：只保证分区内有序")


def test_findings_are_searched_and_filtered(page: Page, report: Path) -> None:
    opened(page, report, "findings")
    whole = page.locator(".finding").count()
    code = page.locator(".finding .code").first.inner_text()
    page.get_by_label("代码").select_option(code)
    shown = page.locator(".finding .code").all_inner_texts()
    assert set(shown) == {code}
    page.get_by_role("searchbox").fill("这里没有")
    expect(page.locator(".finding")).to_have_count(0)
    page.get_by_label("代码").select_option("")
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".finding")).to_have_count(whole)


def test_the_language_stands_in_the_address(page: Page, report: Path) -> None:
    opened(page, report, "cards")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Show answer")).to_be_visible()
    assert "lang=en" in page.url
    page.get_by_role("link", name="Tables").click()
    expect(page.get_by_role("searchbox", name="Search tables")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_nothing_of_a_note_ever_runs(page: Page, report: Path) -> None:
    for view in (
        *("", "notes?source=hostile.md", "tables", "findings"),
        *("cards?source=hostile.md", 'cards?q="><img src=x onerror=window.hacked=7>'),
        'notes?source="><svg onload=window.hacked=8>&line=1',
    ):
        opened(page, report, view)
        assert page.evaluate("window.hacked") is None
    opened(page, report, "cards?source=hostile.md")
    count = int(page.locator("output.count").inner_text().split("/")[0])
    assert count
    for _ in range(count):
        page.keyboard.press("Space")
        expect(page.locator(".side")).to_contain_text("答案")
        card(page).locator("#qa").wait_for()
        assert page.evaluate("window.hacked") is None
        assert page.frames[-1].evaluate("window.hacked") is None
        page.keyboard.press("j")


def test_frames_of_cards_run_nothing_whatever_is_in_a_field(
    browser: Browser, report: Path, tmp_path: Path
) -> None:
    """No note can put this into a field; sandbox and policy must hold by themselves."""
    html = (
        "<script>parent.hacked = window.hacked = 1</script>"
        '<img src="https://example.org/x.png" onerror="parent.hacked = window.hacked = 2">'
        '<a href="https://example.org/" target="_top">hinaus</a>'
        '<style>@import "https://example.org/x.css"; body { display: none }</style>'
        '<iframe src="https://example.org/"></iframe>'
    )
    escaped = json.dumps(html)[1:-1].replace("<", "\\u003c").replace(">", "\\u003e")
    text = report.read_text(encoding="utf-8")
    field = "按业务划分消息类别的逻辑容器"
    assert field in text
    ruined = tmp_path / "report.html"
    ruined.write_text(text.replace(field, escaped + field), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda it: asked.append(it.url))
    opened(page, ruined, "cards?q=" + field)
    page.get_by_role("button", name="显示答案").click()
    inside = card(page)
    expect(inside.locator("#qa")).to_be_visible()
    inside.get_by_text("hinaus").first.click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert page.url.startswith("file:")
    assert not [it for it in asked if "example.org" in it]
    page.close()


def test_the_policy_allows_nothing_but_the_page_itself(page: Page, report: Path) -> None:
    opened(page, report, "cards")
    assert page.locator("iframe").get_attribute("sandbox") == "allow-same-origin"
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_without_scripts_there_is_a_summary(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    expect(page.locator(".figure-cards dd")).not_to_have_text("0")
    expect(page.locator(".coverage li")).to_have_count(3)
    expect(page.locator(".plain-findings")).to_contain_text("kafka.md:")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("svg.page").first).to_be_visible()
    context.close()
