"""Files of Word: what is printed is read, what Word adds is added, what is deleted is not; pages agree with boxes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt

from corpora.trial import DOCX, TEXT, trial
from corpora.word_file import write
from pipeline.docx_numbers import written
from pipeline.errors import SecretMark
from pipeline.look_again import page_seen
from pipeline.pages import PagePool
from pipeline.picture import POINTS_PER_INCH
from pipeline.read import read_scan
from pipeline.stages import reading_of
from records import Reading, ReadScan, Zone
from records.envelope import EDXML
from settings import Settings
from tests.enveloped import by_hand
from tests.papers import STATE
from tests.word_files import box, dispatches, element, numbered, opened, said, scan, with_lists, word_file

CORPORA = Path(__file__).parents[1] / "corpora"
FORM = '<w:abstractNum w:abstractNumId="{0}">{1}</w:abstractNum>'
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl>'
LIST = '<w:num w:numId="{0}"><w:abstractNumId w:val="{1}"/>{2}</w:num>'


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*parts: str, look: str = "") -> str:
    return f"<w:p {{}}><w:pPr>{look}</w:pPr>{''.join(parts)}</w:p>"


def read(path: Path) -> ReadScan:
    with PagePool(1) as pool:
        return read_scan(scan(path), Settings(), pool)


def reading(path: Path) -> Reading:
    return reading_of(read(path)).readings[0]


@pytest.mark.parametrize("case", ["state-qd-ba-be", "party-cv-nam-dinh", "duty-state-kh-ea-kar"])
def test_a_case_as_a_file_of_word_is_read_as_its_text_is(tmp_path: Path, case: str) -> None:
    for kind, ending in (("cases", "txt"), ("gold", "yaml")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{case}.{ending}").write_bytes((CORPORA / kind / f"{case}.{ending}").read_bytes())
    typed, found = (trial(tmp_path, level, Settings()) for level in (TEXT, DOCX))
    assert len(found) > 15
    assert {one.key for one in typed if one.right} <= {one.key for one in found if one.right}


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    case = CORPORA / "cases" / "party-cv-nam-dinh.txt"
    first = write(case, tmp_path / "a").read_bytes()
    assert write(case, tmp_path / "b").read_bytes() == first


def test_a_paragraph_is_one_line_however_it_is_broken(tmp_path: Path) -> None:
    long = "Ban Thường vụ Huyện ủy đề nghị cấp ủy cơ sở lập danh sách đảng viên đi làm ăn xa " * 60
    page, *_ = (opened(path := word_file(tmp_path, long.strip(), "1. Việc tiếp theo")).text_page(1),)
    assert page is not None and len({round(word.box[1]) for word in page.words}) > 20
    assert [line for line in said(path) if line.startswith("1.")] == ["1. Việc tiếp theo"]
    assert said(path)[0].startswith(long[:200])


def test_lines_broken_by_hand_stand_for_themselves(tmp_path: Path) -> None:
    path = word_file(tmp_path, paragraph(run("ỦY BAN NHÂN DÂN"), "<w:r><w:br/></w:r>", run("Số: 12/UBND-VP")))
    assert said(path) == ["ỦY BAN NHÂN DÂN", "Số: 12/UBND-VP"]


def test_word_counts_and_so_do_we(tmp_path: Path) -> None:
    legal = LEVEL.format(1, 1, "decimal", "%1.%2.").replace("<w:lvlText", "<w:isLgl/><w:lvlText")
    forms = (
        FORM.format(1, LEVEL.format(0, 1, "upperRoman", "%1.") + legal + LEVEL.format(2, 1, "lowerLetter", "%3)")),
        FORM.format(2, LEVEL.format(0, 1, "bullet", "\uf0b7") + LEVEL.format(1, 1, "bullet", "-")),
        FORM.format(3, LEVEL.format(0, 3, "decimal", "Điều %1.")),
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    lists = (LIST.format(1, 1, ""), LIST.format(2, 2, ""), LIST.format(3, 3, ""), LIST.format(4, 3, again))
    order = [
        (1, 0),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 0),
        (1, 1),
        (2, 0),
        (2, 1),
        (3, 0),
        (3, 0),
        (4, 0),
        (4, 0),
    ]
    body = [numbered("x", number, level) for number, level in order]
    path = word_file(tmp_path, *body, fill=lambda document: with_lists(document, "".join(forms), "".join(lists)))
    assert [line.removesuffix(" x") for line in said(path)] == (
        ["I.", "1.1.", "a)", "b)", "1.2.", "a)", "II.", "2.1.", "•", "-", "Điều 3.", "Điều 4.", "Điều 7.", "Điều 8."]
    )


def test_a_style_may_number_and_a_paragraph_may_not(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        with_lists(document, FORM.format(1, LEVEL.format(0, 1, "decimal", "%1)")), LIST.format(1, 1, ""))
        style = document.styles["Heading 1"].element
        style.get_or_add_pPr().append(element('<w:numPr {}><w:numId w:val="1"/></w:numPr>'))
        document.add_heading("Một", 1)
        document.add_heading("Hai", 1)
        document.paragraphs[-1]._p.get_or_add_pPr().append(element('<w:numPr {}><w:numId w:val="0"/></w:numPr>'))

    assert said(word_file(tmp_path, fill=fill)) == ["1) Một", "Hai"]


@pytest.mark.parametrize(
    ("count", "kind", "text"),
    [
        (27, "lowerLetter", "aa"),
        (49, "upperRoman", "XLIX"),
        (7, "decimalZero", "07"),
        (0, "lowerRoman", "0"),
        (5, "odd", "5"),
    ],
)
def test_numbers_as_lists_write_them(count: int, kind: str, text: str) -> None:
    assert written(count, kind) == text


def test_what_is_deleted_or_hidden_is_not_read_and_told(tmp_path: Path) -> None:
    path = word_file(
        tmp_path,
        paragraph(
            run("Hạn là "),
            "<w:del w:id='1'><w:r><w:delText>30/6/2025</w:delText></w:r></w:del>",
            f"<w:ins w:id='2'>{run('31/7/2025')}</w:ins>",
            run(" bí mật", "<w:vanish/>"),
            "<w:moveFrom w:id='3'><w:r><w:t>đi</w:t></w:r></w:moveFrom>",
            run(" lần cuối", "<w:caps/>"),
        ),
        paragraph(run("Dòng một "), look="<w:rPr><w:del w:id='4'/></w:rPr>"),
        paragraph(run("và dòng hai")),
    )
    assert said(path) == ["Hạn là 31/7/2025 LẦN CUỐI", "Dòng một và dòng hai"]
    (problem,) = read(path).problems
    assert problem.code == "tracked_changes"
    assert problem.message.startswith("Tệp Word còn 4 chỗ sửa chưa chấp nhận")


def test_fields_signs_and_tabs_are_as_printed(tmp_path: Path) -> None:
    field = "".join(f"<w:r><w:fldChar w:fldCharType='{one}'/></w:r>" for one in ("begin", "separate", "end"))
    begin, separate, end = (f"{part}</w:r>" for part in field.split("</w:r>")[:3])
    told = "<w:r><w:instrText>{0}</w:instrText></w:r>"
    path = word_file(
        tmp_path,
        paragraph(run("Ngày "), begin, told.format(" DATE "), separate, run("01/5/2026"), end, run(".")),
        paragraph(run("Trang "), begin, told.format(" PAGE "), separate, run("77"), end),
        paragraph(
            run("10"),
            "<w:r><w:noBreakHyphen/></w:r>",
            run("CT/TW và\u00a0"),
            "<w:hyperlink>",
            run("liên kết"),
            "</w:hyperlink>",
        ),
        paragraph(run("a)"), "<w:r><w:tab/></w:r>", run("Điểm a")),
    )
    assert said(path) == ["Ngày 01/5/2026.", "Trang", "10-CT/TW và liên kết", "a) Điểm a"]


def test_a_head_set_with_tabs_falls_into_its_columns(tmp_path: Path) -> None:
    tabs = "<w:tabs><w:tab w:val='center' w:pos='1700'/><w:tab w:val='center' w:pos='6600'/></w:tabs>"
    rows = (
        ("UBND XÃ HÀM NINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 38/UBND-VP", "Độc lập - Tự do - Hạnh phúc"),
    )
    body = [
        paragraph("<w:r><w:tab/></w:r>", run(a, SMALL), "<w:r><w:tab/></w:r>", run(b, SMALL), look=tabs)
        for a, b in rows
    ]
    one = dispatches(word_file(tmp_path, *body, *STATE.split("\n\n")[2:]))[0]
    assert [line.text for line in one.lines if line.zone is Zone.SYMBOL] == ["Số: 38/UBND-VP"]
    assert [line.text for line in one.lines if line.zone is Zone.ISSUER] == ["UBND XÃ HÀM NINH"]


SMALL = "<w:sz w:val='22'/>"


def test_a_table_is_one_where_its_cells_are_seen(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        for style in ("Table Grid", None):
            table = document.add_table(3, 3, style)
            for number, cell in enumerate(table._cells):
                cell.text = f"ô {number}"
            table.cell(1, 1).merge(table.cell(2, 1))

    path = word_file(tmp_path, "Danh mục các việc phải làm", fill=fill)
    page = opened(path).text_page(1)
    assert page is not None
    (table,) = page.tables
    assert [(cell.row, cell.column) for cell in table.cells] == [
        *((row, column) for row in (0, 1) for column in range(3)),
        (2, 0),
        (2, 2),
    ]
    assert "ô 0 | ô 1 | ô 2" in said(path)


def test_a_table_is_not_torn_where_a_page_can_hold_it(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        table = document.add_table(10, 2, "Table Grid")
        for cell in table._cells:
            cell.text = "việc"

    sheets = opened(word_file(tmp_path, *["Một đoạn văn."] * 25, fill=fill))
    pages = [sheets.text_page(number) for number in (1, 2)]
    assert [len(page.tables) for page in pages if page] == [0, 1]


def test_a_word_wider_than_its_cell_stays_whole(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        table = document.add_table(1, 12, "Table Grid")
        table.cell(0, 0).text = "15/8/2025-nghiệm-thu"

    assert "15/8/2025-nghiệm-thu" in said(word_file(tmp_path, fill=fill))[0].split(" | ")[0]


def test_a_footnote_is_one_and_its_sign_is_no_part_of_a_number(tmp_path: Path) -> None:
    path = write(CORPORA / "cases" / "late-party-ttr-ninh-thuan.txt", tmp_path)
    (one,) = dispatches(path)
    notes = [line.text for line in one.lines if line.zone is Zone.FOOTNOTE]
    assert len(notes) == 1
    assert notes[0].startswith("(1) Theo Công văn số 1130-CV/VPTU, ngày 27/10/2021 của Văn phòng Tỉnh ủy")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT"])
@pytest.mark.parametrize("place", ["box", "line", "head", "foot", "cell"])
def test_a_secret_paper_is_refused_wherever_its_mark_stands(tmp_path: Path, mark: str, place: str) -> None:
    def fill(document: Any) -> None:
        if place == "head":
            document.sections[0].header.paragraphs[0].text = mark
        if place == "foot":
            document.sections[0].footer.paragraphs[0].text = mark
        if place == "cell":
            table = document.add_table(1, 1, "Table Grid")
            table.cell(0, 0).text = mark
            document.element.body.insert(0, table._tbl)

    first = {"box": [box(mark)], "line": [mark]}.get(place, [])
    path = word_file(tmp_path, *first, *STATE.splitlines(), fill=fill)
    with pytest.raises(SecretMark):
        reading_of(read(path))


def test_a_mark_of_urgency_in_a_box_is_one(tmp_path: Path) -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
    place = (
        '<wp:positionH relativeFrom="page"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:posOffset>635000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1270000" cy="381000"/>'
    )
    anchor = f"<wp:anchor>{place}<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></wp:anchor>"
    both = f"<mc:Choice><w:drawing>{anchor}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
    first = f"<w:p {{}}><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    path = word_file(tmp_path, first, *STATE.splitlines())
    assert [one.value for one in reading(path).header.marks] == ["HỎA TỐC"]
    page = opened(path).text_page(1)
    assert page is not None and [word.text for word in page.stamp_words] == ["HỎA TỐC"]


def test_an_arrival_stamp_in_a_box_is_read_as_one(tmp_path: Path) -> None:
    lines = "</w:t></w:r></w:p><w:p><w:r><w:t>".join(("UBND HUYỆN", "ĐẾN", "Số: 431", "Ngày: 19/5/2023"))
    path = word_file(tmp_path, box(lines), *STATE.splitlines())
    arrival = reading(path).header.arrival
    assert arrival is not None and arrival.number is not None and arrival.number.value == "431"


def test_words_are_drawn_where_their_boxes_are(tmp_path: Path) -> None:
    path = write(CORPORA / "cases" / "duty-state-kh-ea-kar.txt", tmp_path)
    sheets = opened(path)
    page, picture = sheets.text_page(1), sheets.picture(1)
    assert page is not None
    scale = picture.dpi / POINTS_PER_INCH
    ink = np.asarray(picture.pixels).min(axis=2) < 128
    covered = np.zeros_like(ink)
    for word in page.words:
        left, top, right, bottom = (round(edge * scale) for edge in word.box)
        assert ink[top:bottom, left:right].any() or word.text in ("-", "–"), word
        covered[top - 6 : bottom + 6, left - 4 : right + 4] = True
    assert (ink & ~covered).sum() < 0.001 * ink.sum()
    seen = page_seen(scan(path), 1, None, 700, Settings())
    assert (round(seen.width), round(seen.height)) == (595, 842)


def test_a_file_of_word_in_an_envelope_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.edxml"
    path.write_bytes(by_hand(word_file(tmp_path, *STATE.splitlines()).read_bytes()))
    with PagePool(1) as pool:
        found = read_scan(replace(scan(path), media_type=EDXML), Settings(), pool)
    assert [page.source for page in found.pages] == ["text"]
    symbol = reading_of(found).readings[0].header.symbol
    assert symbol is not None and symbol.value == "38/QĐ-UBND"


def test_page_breaks_and_paper_are_kept(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("trang một").add_run().add_break(WD_BREAK.PAGE)
        section = document.add_section()
        section.page_width, section.page_height = Mm(297), Mm(210)
        document.add_paragraph("trang ngang").runs[0].font.size = Pt(14)

    sheets = opened(word_file(tmp_path, fill=fill))
    pages = [sheets.text_page(number) for number in range(1, sheets.count + 1)]
    assert [round(page.width) for page in pages if page] == [595, 595, 842] or len(pages) == 3
    assert pages[-1] is not None and [word.text for word in pages[-1].words] == ["trang", "ngang"]


@pytest.mark.ocr
def test_a_scan_put_into_a_file_of_word_is_read_from_its_picture(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        section = document.sections[0]
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(8)
        document.add_picture(str(picture), width=Mm(190))

    from corpora.render import render

    case = tmp_path / "mot.txt"
    case.write_text(ONE_PAGE, encoding="utf-8")
    picture = render(case, "clean", tmp_path)
    found = read(word_file(tmp_path, fill=fill))
    assert [page.source for page in found.pages] == ["ocr"]
    symbol = reading_of(found).readings[0].header.symbol
    assert symbol is not None and symbol.value == "38/UBND-VP"


ONE_PAGE = """@case format=png font=liberation
@dispatch
@left
**ỦY BAN NHÂN DÂN**
**XÃ HÀM NINH**
---
Số: 38/UBND-VP
@right
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**
---
*Hàm Ninh, ngày 05 tháng 4 năm 2023*
@body
Ủy ban nhân dân xã đề nghị các thôn báo cáo kết quả trước ngày 20 tháng 4 năm 2023.
"""
