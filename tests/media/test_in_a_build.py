"""Pictures and recordings on their way from the source folder to cards and sheets."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from cribdeck.pipeline import Built
from cribdeck.watch.inputs import inputs_of
from tests import anki_oracle
from tests.incremental.worlds import Folder, done_again, program_in, reasons
from tests.media.files import SVG, gif, photo, png, wav

NOTE = """# 网络

## 连接

三次握手：客户端发 SYN，服务端回 SYN+ACK，客户端再发 ACK。

![三次握手的顺序](img/握手.png "三步")

会话保持：让同一客户端![图标|20](图标.png)的请求落到同一台机器。

读音：[tee-see-pee](声音/tcp.wav) 三个字母分开念。

## 队列

消息队列：在生产者和消费者之间存放消息的中间件。

![[架构.svg|200]]

![[动.gif]]

## 照片

健康检查：持续判断后端的好坏。

![机房的照片](img/two%20words.jpg)
"""
FILES = {
    "img/握手.png": png(400, 200),
    "img/two words.jpg": photo(640, 480, orientation=6),
    "附件/图标.png": png(32, 32),
    "附件/架构.svg": SVG.encode(),
    "附件/动.gif": gif(),
    "声音/tcp.wav": wav(),
    "没用过.png": png(9, 9),
}


@pytest.fixture(autouse=True)
def _program(tmp_path: Path) -> Iterator[None]:
    with program_in(tmp_path / "program"):
        yield


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "one", incremental=True)
    fill(made)
    return made


def fill(folder: Folder) -> None:
    folder.write("网络.md", NOTE)
    for name, data in FILES.items():
        put(folder, name, data)


def put(folder: Folder, name: str, data: bytes) -> None:
    path = folder.source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def package(folder: Folder) -> bytes:
    (path,) = folder.dist.glob("*.apkg")
    return path.read_bytes()


def media(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = json.loads(archive.read("media"))
        return {name: archive.read(number) for number, name in names.items()}


def fields(folder: Folder) -> dict[str, dict[str, str]]:
    """Return the fields of each note by the first words of its text."""
    manifest = json.loads((folder.dist / "build.json").read_bytes())
    return {
        re.sub(r"<[^>]*>|\{\{c\d::|\}\}", "", it["fields"]["Text"])[:4]: it["fields"]
        for it in manifest["notes"]
    }


def said(built: Built) -> list[str]:
    return [f"{it.span.path}:{it.span.line} {it.code}" for it in built.diagnostics]


def test_cards_show_what_the_notes_show(folder: Folder) -> None:
    built = folder.build("cards")
    assert said(built) == ["网络.md:17 picture_without_alt", "网络.md:19 picture_without_alt"]
    files = media(package(folder))
    assert sorted(it.rpartition(".")[2] for it in files) == [
        "gif",
        "jpg",
        "png",
        "png",
        "svg",
        "wav",
    ]
    assert all(re.fullmatch(r"cribdeck-[0-9a-f]{16}\.[a-z]{3}", it) for it in files)
    notes = fields(folder)
    assert re.fullmatch(
        r'<div class="pictures"><img class="picture" src="cribdeck-\w{16}\.png" width="400" '
        r'height="200" alt="三次握手的顺序" title="三步"></div>',
        notes["三次握手"]["Extra"],
    )
    assert "img" not in notes["三次握手"]["Text"]
    assert re.search(
        r'<img class="picture" src="cribdeck-\w{16}\.png" width="20" height="20" alt="图标">',
        notes["会话保持"]["Text"],
    )
    assert not notes["会话保持"]["Extra"]
    assert re.search(r"\[sound:cribdeck-\w{16}\.wav\]", notes["读音：t"]["Text"])
    drawing, moving = re.findall(r"<img[^>]*>", notes["消息队列"]["Extra"])
    assert 'width="200" height="100" alt=""' in drawing
    assert ".gif" in moving
    # Turned upright, and within 1,200 pixels.
    assert 'width="640" height="480" alt="机房的照片"' in notes["健康检查"]["Extra"]


def test_anki_gets_all_files_and_misses_none(folder: Folder) -> None:
    folder.build("cards")
    data = package(folder)
    assert anki_oracle.problems_of_package(data) == []
    with anki_oracle.collection() as col:
        anki_oracle.import_package(col, data)
        checked = col.media.check()
        assert not checked.missing
        assert not checked.unused
        assert {it.name for it in Path(col.media.dir()).iterdir()} == set(media(data))
        played = {
            ("tee-see-pee" in anki_oracle.text_of(card.question()), len(card.question_av_tags()))
            for card in map(col.get_card, anki_oracle.cards(col).values())
        }
        # Not with the question whose answer it is, though it stands in an attribute there.
        assert played == {(False, 0), (True, 1)}


def test_an_edited_picture_arrives_and_costs_no_review(folder: Folder) -> None:
    folder.build("cards")
    old, before = package(folder), fields(folder)
    put(folder, "img/握手.png", png(400, 200, "blue"))
    built = folder.build("cards")
    new, after = package(folder), fields(folder)
    assert {key for key in before if before[key] != after[key]} == {"三次握手"}
    assert "1 edited" in built.summary or '"edited": 1' in built.manifest
    assert anki_oracle.problems_of_upgrade(old, new) == []
    gone = media(old).keys() - media(new).keys()
    with anki_oracle.collection() as col:
        anki_oracle.import_package(col, old)
        log = anki_oracle.counts(anki_oracle.import_package(col, new))
        assert log["updated"] == 1
        checked = col.media.check()
        assert not checked.missing
        assert set(checked.unused) == gone


def test_a_picture_that_only_moves_or_is_renamed_changes_no_card(folder: Folder) -> None:
    folder.build("cards")
    before, data = fields(folder), package(folder)
    (folder.source / "img/握手.png").rename(folder.source / "握手.png")
    folder.write("网络.md", NOTE.replace("img/握手.png", "握手.png"))
    folder.build("cards")
    assert fields(folder) == before
    assert package(folder) == data


@pytest.mark.parametrize(
    "edit",
    [
        ("img/握手.png", png(300, 200, "green")),
        ("附件/架构.svg", SVG.replace("#e3edfb", "#ffffff").encode()),
        ("声音/tcp.wav", wav(200)),
        ("img/握手.png", None),
        ("img/握手.png", b"broken"),
        ("网络/握手.png", png(10, 10)),
        ("x/图标.png", png(10, 10)),
        ("没用过.png", png(8, 8)),
    ],
    ids=["png", "svg", "wav", "gone", "broken", "closer", "ambiguous", "unused"],
)
def test_a_build_on_top_of_the_last_one_equals_a_clean_one(
    tmp_path: Path, edit: tuple[str, bytes | None]
) -> None:
    name, data = edit
    folders = [Folder(tmp_path / it, incremental=it == "one") for it in ("one", "two")]
    for folder in folders:
        fill(folder)
        folder.build("cards")
        if data is None:
            (folder.source / name).unlink()
        else:
            put(folder, name, data)
    one, two = (folder.build("cards") for folder in folders)
    assert said(one) == said(two)
    assert folders[0].outputs() == folders[1].outputs()
    assert any(name.rpartition("/")[2] in it for it in reasons(one))
    assert folders[0].build("cards").summary.startswith("nothing has changed")


def test_only_the_source_of_an_edited_picture_is_composed_again(folder: Folder) -> None:
    folder.write("别处.md", "# 别处\n\n粘性会话：同一客户端落到同一台机器。\n")
    folder.build("cards")
    put(folder, "img/握手.png", png(300, 200))
    assert done_again(folder.build("cards")) == "0 of 2 sources"


def test_nothing_outside_the_source_folder_is_read(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    targets = ["../../secret.png", str(secret), f"file://{secret}", "link.png", "dir/secret.png"]
    if sys.platform != "win32":
        (folder.source / "link.png").symlink_to(secret)
        (folder.source / "dir").symlink_to(tmp_path, target_is_directory=True)
    folder.write("坏.md", "".join(f"# 图 {it}\n\n![看图]({it})\n\n" for it in targets))
    built = folder.build("cards")
    remarked = [it for it in said(built) if it.startswith("坏.md")]
    assert [it.partition(" ")[2] for it in remarked] == [
        "outside_picture",
        *["missing_picture"] * 3,
    ]
    assert png() not in media(package(folder)).values()
    assert len(media(package(folder))) == len(FILES) - 1


def test_a_file_that_cannot_be_used_leaves_its_words(folder: Folder) -> None:
    put(folder, "img/握手.png", b"broken")
    put(folder, "声音/tcp.wav", b"<html>")
    built = folder.build("cards")
    assert said(built)[:2] == ["网络.md:7 unreadable_picture", "网络.md:11 unreadable_sound"]
    notes = fields(folder)
    assert '<span class="picture">三次握手的顺序</span>' in notes["三次握手"]["Extra"]
    assert "sound" not in notes["读音：t"]["Text"]
    assert anki_oracle.problems_of_package(package(folder)) == []


def test_words_that_mean_something_to_anki_mean_nothing_in_an_attribute(folder: Folder) -> None:
    words = r"}} \{{c2::x}} a::b \\(x\\) \[sound:x.mp3\] \<b> \" ' & \\"
    shown = f"![{words}](图标.png '}}}}::')"
    folder.write("网络.md", f"# 网络\n\n会话保持：落到一台机器。\n\n{shown}\n")
    folder.build("cards")
    assert anki_oracle.problems_of_package(package(folder)) == []
    (note,) = fields(folder).values()
    assert note["Extra"].count("<img") == 1
    assert not re.search(r"\[sound|\{\{|\}\}|::", note["Extra"])


def test_sheets_print_pictures_at_the_resolution_of_paper(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "one", incremental=True, with_fonts=True)
    fill(folder)
    put(folder, "img/握手.png", png(3000, 1500))
    built = folder.build("sheets")
    assert {it.code for it in built.diagnostics} == {"picture_without_alt"}
    reader = pypdf.PdfReader(folder.dist / "sheets/网络.pdf")
    assert figures(reader) == [
        *("三次握手的顺序", "图标", "图 架构.svg", "图 动.gif", "机房的照片"),
    ]
    page = reader.pages[0]
    sizes = {image.image.size for image in page.images if image.image}
    # 70 mm at 300 dpi; what is smaller stays as it is.
    widest = max(width for width, _ in sizes)
    assert 790 <= widest <= 850
    assert (640, 480) in sizes
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all(it.startswith("Cribdeck-") for it in fonts)
    text = page.extract_text()
    assert "三次握手的顺序" in text
    assert "two words" not in text
    assert "客户端" in text
    before = folder.outputs()
    put(folder, "没用过.png", png(10, 10))
    assert done_again(folder.build("sheets")) == "0 of 1 sources, 0 of 1 sheets"
    put(folder, "附件/图标.png", png(31, 31, "blue"))
    assert done_again(folder.build("sheets")) == "0 of 1 sources, 1 of 1 sheets"
    assert folder.outputs() != before


def figures(reader: pypdf.PdfReader) -> list[str]:
    """Return the alternative texts of the figures of a document, in reading order."""
    found: list[str] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        node = waiting.pop(0).get_object()
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]))
            waiting[:0] = [node["/K"]] if "/K" in node else []
    return found


def test_the_pictures_in_a_package_can_be_opened(folder: Folder) -> None:
    folder.build("cards")
    for name, data in media(package(folder)).items():
        if not name.endswith((".svg", ".wav")):
            with Image.open(io.BytesIO(data)) as image:
                image.load()
                assert not image.getexif()


def test_a_watch_wakes_for_files_that_notes_name(folder: Folder) -> None:
    before = inputs_of(folder.world)
    assert {it for it in FILES if it not in before} == {"没用过.png"}
    put(folder, "没用过.png", png(8, 8))
    assert inputs_of(folder.world) == before
    put(folder, "img/two words.jpg", photo(100, 80))
    now = inputs_of(folder.world)
    assert {it for it in now if now[it] != before.get(it)} == {"img/two words.jpg"}
