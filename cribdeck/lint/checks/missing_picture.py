"""A picture is not there.

It is looked for beside the note, below the source folder, and, for a bare name, wherever the only
file of that name lies; the remark names the file whose name is most like it. Cards and sheets
show the picture's words.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import RemarkCheck

CHECK: Final = RemarkCheck(
    name="missing_picture",
    doc=__doc__,
    hint="correct its name, or copy it below the source folder",
    finds=({"甲.md": "握手的顺序：\n\n![三次握手](img/没有.png)\n"},),
    accepts=({"甲.md": "写法是 `![三次握手](img/没有.png)`。\n"},),
)
