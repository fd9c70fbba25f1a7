"""Ruled tables: cells read one by one, a row a line, set in where it stands."""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout import lay_out, plain_lines
from pipeline.segment import segment
from pipeline.tables import outside_tables, table_lines
from records import Box, Cell, Page, Table, Word, Zone
from tests.papers import page, words

COLUMNS = ((60.0, 100.0), (100.0, 380.0), (380.0, 535.0))
TOP, ROW = 200.0, 40.0


def cell(row: int, column: int) -> Cell:
    x0, x1 = COLUMNS[column]
    return Cell(row, column, (x0, TOP + row * ROW, x1, TOP + (row + 1) * ROW))


def table(rows: int) -> Table:
    box: Box = (COLUMNS[0][0], TOP, COLUMNS[-1][1], TOP + rows * ROW)
    return Table(box, tuple(cell(row, column) for row in range(rows) for column in range(3)))


def at(row: int, column: int, text: str, line: int = 0) -> tuple[Word, ...]:
    return words(text, COLUMNS[column][0] + 4, TOP + row * ROW + 5 + 15 * line)


def with_table(rows: int, *lines: tuple[Word, ...]) -> Page:
    return replace(page(*lines), tables=(table(rows),))


def test_a_cell_of_two_lines_is_one_text() -> None:
    own = with_table(1, at(0, 0, "1") + at(0, 1, "Rà soát số hộ") + at(0, 2, "30/6/2023"), at(0, 1, "nuôi trâu", 1))
    (row,) = table_lines(own)
    assert row.cells == ("1", "Rà soát số hộ nuôi trâu", "30/6/2023")
    assert row.text == "1 | Rà soát số hộ nuôi trâu | 30/6/2023"
    assert row.zone is Zone.TABLE


def test_an_empty_cell_stays_empty_and_an_empty_row_is_none() -> None:
    own = with_table(3, at(0, 0, "1") + at(0, 2, "Quý II"), at(2, 1, "Báo cáo"))
    assert [row.cells for row in table_lines(own)] == [("1", "", "Quý II"), ("", "Báo cáo", "")]


def test_a_rows_box_goes_around_its_words() -> None:
    own = with_table(1, at(0, 0, "1") + at(0, 2, "Quý II"))
    (row,) = table_lines(own)
    assert row.box == (64, 205, row.words[-1].box[2], 217)
    assert [word.text for word in row.words] == ["1", "Quý", "II"]


def test_words_outside_stay_words() -> None:
    above, inside = words("Phân công như sau:", 60, 160), at(0, 1, "Rà soát")
    own = with_table(1, above, inside)
    assert [word.text for word in outside_tables(own)] == [word.text for word in above]


def test_rows_stand_between_the_lines_above_and_below() -> None:
    own = with_table(
        2,
        words("Phân công như sau:", 60, 160),
        at(0, 0, "1") + at(0, 1, "Rà soát"),
        at(1, 0, "2") + at(1, 1, "Báo cáo"),
        words("Kết quả gửi về xã.", 60, 300),
    )
    assert [line.text for line in lay_out(own).lines] == [
        "Phân công như sau:",
        "1 | Rà soát | ",
        "2 | Báo cáo | ",
        "Kết quả gửi về xã.",
    ]


def test_a_table_at_the_end_of_the_page_stands_last() -> None:
    own = with_table(1, words("Phân công như sau:", 60, 160), at(0, 1, "Rà soát"))
    assert [line.zone for line in lay_out(own).lines] == [Zone.BODY, Zone.TABLE]


def test_a_row_keeps_its_zone_through_all_stages() -> None:
    own = with_table(1, words("Phân công như sau:", 60, 160), at(0, 1, "Rà soát"), words("Kết thúc bảng.", 60, 300))
    (paper,) = segment((lay_out(own),))
    assert [line.zone for line in paper.lines] == [Zone.BODY, Zone.TABLE, Zone.BODY]


def test_a_row_opens_no_list() -> None:
    own = with_table(1, words("Phân công như sau:", 60, 160), at(0, 1, "Nơi nhận:"), words("Kết thúc bảng.", 60, 300))
    (paper,) = segment((lay_out(own),))
    assert [line.zone for line in paper.lines] == [Zone.BODY, Zone.TABLE, Zone.BODY]


def test_lines_with_tabs_are_rows_of_a_table() -> None:
    lines = plain_lines("Phân công:\n1\tLập danh mục\tVăn phòng\n2\tBố trí cán bộ\tPhòng Kinh tế\nI. Việc khác", 1)
    assert [line.cells for line in lines] == [
        (),
        ("1", "Lập danh mục", "Văn phòng"),
        ("2", "Bố trí cán bộ", "Phòng Kinh tế"),
        (),
    ]
    assert lines[1].zone is Zone.TABLE and lines[1].text == "1 | Lập danh mục | Văn phòng"


def test_a_stamp_with_tabs_is_no_table() -> None:
    lines = plain_lines("ĐẾN\tSố: 471\n\tNgày: 10/6/22", 1)
    assert [line.cells for line in lines] == [(), ()]
