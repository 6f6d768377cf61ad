"""What the report itself says, in both languages, by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cribdeck.language import LANGUAGES, Language

_PAIRS: Final[Mapping[str, tuple[str, str]]] = {
    # The page
    "report": ("构建报告", "Build report"),
    "skip": ("跳到正文", "Skip to content"),
    "views": ("视图", "Views"),
    "overview": ("概览", "Overview"),
    "cards": ("卡片", "Cards"),
    "notes": ("笔记", "Notes"),
    "tables": ("对比表", "Tables"),
    "findings": ("诊断", "Findings"),
    "language": ("English", "中文"),
    "no_script": (
        "浏览、搜索和筛选需要 JavaScript；下面是概要与诊断。",
        "Browsing, search and filters need JavaScript; below are the summary and the findings.",
    ),
    # Overview
    "sources": ("笔记文件", "Sources"),
    "sheets": ("速查单", "Sheets"),
    "anki_notes": ("Anki 笔记", "Anki notes"),
    "errors": ("错误", "Errors"),
    "warnings": ("警告", "Warnings"),
    "infos": ("备注", "Remarks"),
    "error": ("错误", "Error"),
    "warning": ("警告", "Warning"),
    "info": ("备注", "Remark"),
    "changes": ("最近的变化", "Latest changes"),
    "changes_hint": (
        "最近一次有变化的构建所做的改动。",
        "What the latest build that changed any card has changed.",
    ),
    "no_changes": ("没有变化。", "Nothing has changed."),
    "new": ("新增", "New"),
    "edited": ("修改", "Edited"),
    "moved": ("移动", "Moved"),
    "retired": ("退役", "Retired"),
    "unchanged": ("未变", "Unchanged"),
    "was_in": ("原位于", "was in"),
    "back": ("恢复", "back again"),
    "anew": ("张卡片将重新学习", "to be learnt anew"),
    "lost": ("张卡片已无内容", "with nothing left to ask"),
    "no_diff": ("未逐字比较", "not compared word by word"),
    "markup_only": ("只有标记变了", "only its markup"),
    "to_do": ("在 Anki 中要做的事", "To do in Anki"),
    "to_do_hint": (
        "导入之后，把搜索式粘贴到 Anki 的“浏览”窗口。",
        "After the import, paste a search into Anki’s Browse window.",
    ),
    "to_do_none": ("导入之后无事可做。", "Nothing to do after the import."),
    "to_do_retired": (
        "条笔记已不在源文件中：暂停其卡片（删除的会随下次导入回来）。",
        "no longer in the sources: suspend their cards (deleted ones come back with an import).",
    ),
    "to_do_moved": (
        "条笔记换了位置；卡片留在原牌组，直到你更改牌组。",
        "elsewhere now; their cards stay in their deck until you change it.",
    ),
    "to_do_empty": (
        "条笔记有不再提问的卡片：用 工具 › 空卡片 清理。",
        "with cards that ask nothing: Tools › Empty Cards is due.",
    ),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "coverage": ("覆盖率", "Coverage"),
    "coverage_hint": (
        "每段笔记的去向：有卡片、只在速查单上、未使用。",
        "What became of each passage: asked by a card, on a sheet only, unused.",
    ),
    "asked": ("有卡片", "asked"),
    "sheet_only": ("只在速查单", "on a sheet only"),
    "unused": ("未使用", "unused"),
    "pages": ("页", "pages"),
    "answers": ("完整", "answers"),
    "blanks": ("填空", "blanks"),
    "booklet": ("合订本", "booklet"),
    "left_off": ("未收入", "left off"),
    "show_all": ("全部显示", "Show all"),
    "show_cards": ("查看卡片", "Show cards"),
    # Cards
    "search": ("搜索", "Search"),
    "search_cards": ("搜索卡片", "Search cards"),
    "filters": ("筛选", "Filters"),
    "source": ("来源", "Source"),
    "rule": ("规则", "Rule"),
    "tag": ("标签", "Tag"),
    "state": ("状态", "State"),
    "kind": ("类型", "Kind"),
    "diagnostic": ("诊断", "Finding"),
    "any": ("全部", "All"),
    "reset": ("清除筛选", "Clear filters"),
    "of": ("共", "of"),
    "no_cards": ("没有符合条件的卡片。", "No card fits."),
    "card_list": ("卡片列表", "List of cards"),
    "card": ("卡片", "Card"),
    "preview": ("卡片预览", "Card preview"),
    "question_side": ("问题", "Question"),
    "answer_side": ("答案", "Answer"),
    "show_answer": ("显示答案", "Show answer"),
    "show_question": ("显示问题", "Show question"),
    "night": ("夜间", "Night"),
    "previous": ("上一张", "Previous"),
    "next": ("下一张", "Next"),
    "details": ("详情", "Details"),
    "deck": ("牌组", "Deck"),
    "siblings": ("同一笔记的卡片", "Cards of the same note"),
    "also": ("另见", "Also in"),
    "at_this_line": ("此行的诊断", "Findings at this line"),
    "find_in_anki": ("在 Anki 中查找", "Find in Anki"),
    "permalink": ("固定链接", "Permalink"),
    "keys": (
        "键盘：j k ↑ ↓ 换卡，空格显示答案，n 夜间，/ 搜索",
        "Keys: j k ↑ ↓ move, space shows the answer, n night, / search",
    ),
    "kind_definition": ("定义", "definition"),
    "kind_question": ("问答", "question"),
    "kind_listing": ("列举", "list"),
    "kind_steps": ("步骤", "steps"),
    "kind_comparison": ("对比", "comparison"),
    "kind_glossary": ("术语表", "glossary"),
    "kind_record": ("记录", "record"),
    "kind_contrast": ("辨析", "which one"),
    "kind_abbreviation": ("缩写", "abbreviation"),
    "kind_statement": ("填空", "statement"),
    # Notes
    "lines": ("行", "lines"),
    "legend": ("图例", "Legend"),
    "mark_card": ("有卡片", "Asked by a card"),
    "mark_sheet": ("只在速查单", "On a sheet only"),
    "mark_talk": ("闲谈", "Talk"),
    "mark_unused": ("未使用", "Unused"),
    "mark_heading": ("标题", "Heading"),
    "lines_left_out": ("行未显示", "lines are not shown"),
    "no_source": ("没有源文件。", "There is no source."),
    "show_more": ("继续显示", "Show more"),
    # Tables
    "typed": ("手写", "typed"),
    "found": ("从笔记中找到", "found in the notes"),
    "open_cell": ("未填", "open"),
    "no_tables": ("没有对比表。", "There is no comparison table."),
    "search_tables": ("搜索对比表", "Search tables"),
    # Findings
    "severity": ("级别", "Severity"),
    "code": ("代码", "Code"),
    "place": ("位置", "Place"),
    "message": ("说明", "Message"),
    "hint": ("建议", "Hint"),
    "search_findings": ("搜索诊断", "Search findings"),
    "no_findings": ("没有诊断。", "There is nothing to report."),
}
"""Chinese, then English, as `LANGUAGES` has them."""

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    language: {key: pair[place] for key, pair in _PAIRS.items()}
    for place, language in enumerate(LANGUAGES)
}


def language_of_most(languages: Iterable[Language]) -> Language:
    """Return the language of most sources; of none, or in doubt, that of the first.

    >>> language_of_most(["zh", "en", "en"])
    'en'
    """
    found = list(languages) or ["en"]
    return max(found, key=lambda it: (found.count(it), -found.index(it)))
