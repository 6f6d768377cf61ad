"""Traditional characters folded to simplified ones, for matching trigger words only.

A text goes in, a text of the same length comes out, so that offsets found in the folded
text hold in the original. Only characters that occur in the word lists of rules and checks are
folded; notes are never shown folded.
"""

from __future__ import annotations

_TRADITIONAL = (
    "優點種類區別較對異協議據庫務組項構為麼這該與說時應縮寫稱場實現過階驟還個們後從進並總結論"
    "勢適義圖見問題參連鏈關聯註備補擴評當無將會來於則條標規範機製術語詞讓給間開閉執訂閱讀體專"
    "欄號掃碼態識數詳細內網絡歸納簡單價複雜測試輸發導嗎幾誰樣責職屬資料約認舉證圍夠錯誤調動"
    "隨預設終許環節顯觀門隊鍵層權級繫員載衝傳遞確譯頁頭願驗處裡貢獻紹學習積極圓廣獲選擇壞"
    "慣變長樂敗線訓練營贊聲藝劃視頻講"
)
_SIMPLIFIED = (
    "优点种类区别较对异协议据库务组项构为么这该与说时应缩写称场实现过阶骤还个们后从进并总结论"
    "势适义图见问题参连链关联注备补扩评当无将会来于则条标规范机制术语词让给间开闭执订阅读体专"
    "栏号扫码态识数详细内网络归纳简单价复杂测试输发导吗几谁样责职属资料约认举证围够错误调动"
    "随预设终许环节显观门队键层权级系员载冲传递确译页头愿验处里贡献绍学习积极圆广获选择坏"
    "惯变长乐败线训练营赞声艺划视频讲"
)

_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def fold(text: str) -> str:
    """Return `text` with traditional characters of the trigger words made simplified."""
    return text.translate(_TABLE)
