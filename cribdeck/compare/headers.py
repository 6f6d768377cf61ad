"""The first header of a table: whether it says that the names below it are aspects."""

from __future__ import annotations

import re

_ASPECT_HEADER = re.compile(
    r"|#|特性|特征|特点|对比|对比项|对比点|对比维度|对比方面|区别|区别点|比较|比较项|比较维度|维度|指标|项目|功能"
    r"|方面|属性|角度|features?|aspects?|property|criteria|characteristic|attribute|dimension|metric"
    r"|comparison|\\|vs|-",
    re.IGNORECASE,
)


def names_aspects(header: str) -> bool:
    """Return whether below `header`, folded, stand aspects, so that things stand in columns."""
    return _ASPECT_HEADER.fullmatch(header) is not None
