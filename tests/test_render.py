"""Rendered cases: nothing is lost, every word stands where its box says, the same input gives the same bytes."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from corpora import fonts
from corpora.case import CaseError, parse, parse_text
from corpora.degrade import LEVELS
from corpora.draw import draw
from corpora.plain import text_of
from corpora.render import render, render_all
from corpora.sheet import A4, Sheet
from records import Zone

CASES = Path(__file__).parent.parent / "corpora" / "cases"
SAMPLES = sorted(CASES.glob("sample-*.txt"))

LONG = "\n".join(
    [
        "@case",
        "@dispatch",
        *("@note", "Kính chuyển {hand:12}"),
        *("@left", "UBND TỈNH A", "**SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN MỘT TÊN RẤT DÀI**", "---", "Số: 1/SNN-VP"),
        *("@right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---", "A, ngày 01/4/2023"),
        *(
            "@to",
            "Kính gửi:",
            *(f"- Cơ quan thứ {n} trong danh sách các cơ quan được gửi công văn;" for n in range(60)),
        ),
        *("@body", *(f"{n}. " + f"từ{n} " * 90 for n in range(9)), "mộttừdài" * 40),
        *("@footnote", *(f"({n}) " + "chú thích " * 20 for n in range(5))),
        *("@table", "TT | Việc | Hạn", *(f"{n} | " + f"việc{n} " * 20 + "| 01/4/2023" for n in range(20))),
        *("@table", "Việc | Hạn", "chữ " * 1500 + "| 2023"),
        *("@recipients", "Nơi nhận:", *(f"- Nơi nhận thứ {n} của công văn;" for n in range(90))),
        *("@signature", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"),
        *("@annex", "PHỤ LỤC", "---", "@plain", "  Một dòng"),
    ]
)


def _texts(sheets: list[Sheet]) -> list[str]:
    return [word.text for sheet in sheets for word in sheet.words if word.zone is not Zone.RUNNING]


def _truth(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_word_of_the_case_is_drawn_once(path: Path) -> None:
    case = parse(path)
    assert Counter(_texts(draw(case))) == Counter(text_of(case).split())


@pytest.fixture(scope="module")
def long() -> list[Sheet]:
    return draw(parse_text(LONG, "long"))


def test_no_line_is_lost_over_many_pages_and_none_leaves_the_paper(long: list[Sheet]) -> None:
    printed = text_of(parse_text(LONG, "long"))
    assert Counter("".join(_texts(long))) == Counter("".join(printed.split()))
    for sheet in long:
        for word in sheet.words:
            assert word.box[0] >= 0 and word.box[1] >= 0 and word.box[2] <= A4[0] and word.box[3] <= A4[1], word


def test_pages_are_numbered_from_the_second_of_each_dispatch(long: list[Sheet]) -> None:
    numbers = [[word.text for word in sheet.words if word.zone is Zone.RUNNING] for sheet in long]
    assert numbers[:3] == [[], ["2"], ["3"]]


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (Zone.NOTE, "Kính chuyển P. Tổng hợp"),
        (Zone.ISSUER, "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG SỞ NỘI VỤ"),
        (Zone.SYMBOL, "Số: 1187/SNV-CCHC"),
        (Zone.SUBJECT, "V/v rà soát thủ tục hành chính thuộc phạm vi quản lý năm 2023"),
        (Zone.PLACE_DATE, "Lâm Đồng, ngày 16 tháng 5 năm 2023"),
        (Zone.MARK, "HỎA TỐC"),
        (Zone.FOOTNOTE, "(1) Mẫu ban hành kèm theo Kế hoạch số 412/KH-UBND."),
        (Zone.SIGNATURE, "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Trần Hữu Khoan"),
    ],
)
def test_words_know_their_zone(zone: Zone, text: str) -> None:
    words = [word for sheet in draw(parse(CASES / "sample-state.txt")) for word in sheet.words]
    assert [word.text for word in words if word.zone is zone] == text.split()


def test_what_is_written_by_hand_says_so(tmp_path: Path) -> None:
    words = [w for page in _truth(render(SAMPLES[-1], "fax", tmp_path))["pages"] for w in page["words"]]
    assert {"1187/SNV-CCHC", "16", "2406", "18/5/23"} <= {word["text"] for word in words if word.get("hand")}


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_case_gives_the_same_bytes(level: str, tmp_path: Path) -> None:
    first, second = (render(CASES / "sample-state.txt", level, tmp_path / part) for part in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    assert _truth(first) == _truth(second)


@pytest.mark.parametrize("level", LEVELS)
def test_every_printed_word_stands_in_its_box(level: str, tmp_path: Path) -> None:
    path = render(CASES / "sample-state.txt", level, tmp_path)
    scan = pypdfium2.PdfDocument(path)
    for page in _truth(path)["pages"]:
        shown = scan[page["page"] - 1].render(scale=2).to_pil().convert("L")
        grey = np.asarray(shown, dtype=np.float32)
        paper = float(np.median(grey))
        for word in page["words"]:
            x0, y0, x1, y1 = (round(2 * value) for value in word["box"])
            assert 0 <= x0 < x1 <= shown.width and 0 <= y0 < y1 <= shown.height
            assert grey[y0 : y1 + 1, x0 : x1 + 1].min() < paper - 25, word


def test_a_pdf_has_pages_of_a4_and_no_text_layer(tmp_path: Path) -> None:
    scan = pypdfium2.PdfDocument(render(CASES / "sample-state.txt", "office", tmp_path))
    assert [round(size) for size in scan[0].get_size()] == [595, 842]
    assert not scan[0].get_textpage().get_text_range()


def test_a_turned_tiff_has_all_pages_lying_and_the_blank_one(tmp_path: Path) -> None:
    path = render(CASES / "sample-party.txt", "fax", tmp_path)
    with Image.open(path) as scan:
        assert (path.suffix, getattr(scan, "n_frames", 1), scan.width > scan.height) == (".tiff", 3, True)
    pages = _truth(path)["pages"]
    assert [(page["page"], page["blank"], page["turn"]) for page in pages] == [
        (1, False, 90),
        (2, True, 90),
        (3, False, 90),
    ]
    assert all(page["width"] < page["height"] for page in pages)


def test_turn_is_clockwise(tmp_path: Path) -> None:
    lines = ("@body", "Một dòng chữ ở đầu trang.")
    for turn in (0, 90):
        (tmp_path / f"t{turn}.txt").write_text(
            "\n".join((f"@case format=png turn={turn} font=termes", *lines)), "utf-8"
        )
    upright, turned = (
        np.asarray(Image.open(render(tmp_path / f"t{turn}.txt", "clean", tmp_path)).convert("L")) for turn in (0, 90)
    )
    assert upright[: upright.shape[0] // 2].min() < 128 <= upright[upright.shape[0] // 2 :].min()
    assert turned[:, turned.shape[1] // 2 :].min() < 128 <= turned[:, : turned.shape[1] // 2].min()


@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_one_picture_holds_one_page(form: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"@case format={form}\n@body\nMột.\n@page\n@body\nHai.", encoding="utf-8")
    with pytest.raises(CaseError, match="holds one page"):
        render(tmp_path / "x.txt", "fax", tmp_path)


def test_all_cases_are_rendered_in_their_order_and_counted(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    paths = render_all(SAMPLES, "fax", tmp_path / "all", lambda *progress: told.append(progress))
    assert [path.stem for path in paths] == [path.stem for path in SAMPLES]
    assert told == [(path.stem, number, len(SAMPLES)) for number, path in enumerate(SAMPLES, start=1)]
    assert paths[0].read_bytes() == render(SAMPLES[0], "fax", tmp_path / "one").read_bytes()


def test_a_missing_font_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", ())
    fonts.load.cache_clear()
    with pytest.raises(fonts.FontMissing, match="fonts-liberation2"):
        fonts.load(fonts.Face("termes", 13.0))
