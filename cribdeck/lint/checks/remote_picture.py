"""A picture lies on another machine, and nothing is ever fetched.

Notes are untrusted: an address in them would tell somebody when and where they are compiled and
learnt, and what it leads to may change or vanish. Cards and sheets show the picture's words.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import RemarkCheck

CHECK: Final = RemarkCheck(
    name="remote_picture",
    doc=__doc__,
    hint="save it below the source folder, and link to that file",
    finds=({"甲.md": "握手的顺序：\n\n![三次握手](https://example.com/a.png)\n"},),
    accepts=({"甲.md": "握手的顺序见[这里](https://example.com/a.png)。\n"},),
)
