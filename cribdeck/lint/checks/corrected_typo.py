"""A misspelt Latin word is shown as the notes spell it elsewhere.

For the record: cards and sheets show the right word, the note stays as it is, and the word
as written can still be searched for in Anki. How such words are found, and how well, stands
in `cribdeck/spelling/spelling.py`.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import RemarkCheck

_FOLLOWERS: Final = "- 追随者（follower）：复制日志，不接受写入\n" * 4

CHECK: Final = RemarkCheck(
    name="corrected_typo",
    doc=__doc__,
    hint="correct it in the note; cards show the correction already",
    level="info",
    finds=({"raft.md": _FOLLOWERS + "- 只读副本：follwer 不参加投票\n"},),
    accepts=({"raft.md": _FOLLOWERS + "- 只读副本：follower 不参加投票\n"},),
)
