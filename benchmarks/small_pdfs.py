"""Small dispatches typed in a word processor, each another one: one page with a text layer, as many as are wanted."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from publish.serif import BOLD, ITALIC, REGULAR, broken, ready

WIDTH, HEIGHT = 595.0, 842.0  # points
LEFT, ROOM, STEP = 85.0, 450.0, 17.0
ORGANS = ("SỞ NỘI VỤ", "SỞ TÀI CHÍNH", "SỞ XÂY DỰNG", "SỞ Y TẾ", "SỞ TƯ PHÁP")
MATTERS = ("rà soát biên chế", "quyết toán ngân sách", "kiểm tra công trình", "tiêm chủng mở rộng", "hòa giải ở cơ sở")
FIRST_DAY = dt.date(2024, 1, 2)
#: Of so many files one is the same as one before it, by another name.
ONE_TWICE_IN = 10


def small_pdfs(folder: Path, count: int) -> Iterator[Path]:
    """So many files in the folder, every tenth the same as the one before it."""
    for number in range(count):
        path = folder / f"van-ban-{number:06}.pdf"
        if number % ONE_TWICE_IN == ONE_TWICE_IN - 1:
            shutil.copyfile(folder / f"van-ban-{number - 1:06}.pdf", path)
        else:
            path.write_bytes(dispatch(number))
        yield path


def dispatch(number: int) -> bytes:
    """The PDF of the dispatch with this number."""
    day = FIRST_DAY + dt.timedelta(days=number % 700)
    organ, matter = ORGANS[number % len(ORGANS)], MATTERS[number // 7 % len(MATTERS)]
    written = io.BytesIO()
    sheet = Canvas(written, (WIDTH, HEIGHT), invariant=True)
    _head(sheet, number, organ, matter, day)
    _body(sheet, number, matter, day)
    sheet.save()
    return written.getvalue()


def _head(sheet: Canvas, number: int, organ: str, matter: str, day: dt.date) -> None:
    _middle(sheet, (180, 70), "UBND TỈNH TRÀ VINH", REGULAR, 12)
    _middle(sheet, (180, 86), organ, BOLD, 12)
    _middle(sheet, (420, 70), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 11)
    _middle(sheet, (420, 86), "Độc lập - Tự do - Hạnh phúc", BOLD, 12)
    code = "".join(word[0] for word in organ.split())
    _middle(sheet, (180, 120), f"Số: {number + 1}/{code}-VP", REGULAR, 13)
    _middle(sheet, (180, 138), f"V/v {matter}", REGULAR, 12)
    _middle(sheet, (420, 120), f"Trà Vinh, ngày {day:%d} tháng {day:%m} năm {day:%Y}", ITALIC, 13)
    _middle(sheet, (297, 180), "Kính gửi: Ủy ban nhân dân các huyện, thị xã, thành phố", REGULAR, 13)


def _body(sheet: Canvas, number: int, matter: str, day: dt.date) -> None:
    due = day + dt.timedelta(days=20)
    words = (
        f"Thực hiện Công văn số {number % 400 + 1}/UBND-NC ngày 15 tháng 12 năm 2023 của Ủy ban nhân dân tỉnh về việc "
        f"{matter}, căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư, cơ "
        "quan đề nghị các địa phương thực hiện một số nội dung sau:",
        f"1. Ủy ban nhân dân các huyện báo cáo kết quả {matter} của {number % 90 + 10} đơn vị trực thuộc trước ngày "
        f"{due:%d/%m/%Y}.",
        f"2. Văn phòng theo dõi, đôn đốc việc thực hiện; khó khăn được phản ánh về cơ quan theo hồ sơ {number + 1000}.",
        "Trân trọng./.",
    )
    top = 215.0
    for paragraph in words:
        for line in broken(f"      {paragraph}", ROOM, 13):
            _text(sheet, (LEFT, top), line, REGULAR, 13)
            top += STEP
        top += 6
    _text(sheet, (LEFT, top + 20), "Nơi nhận:", ITALIC, 12)
    for row, name in enumerate(("- Như trên;", "- Sở Nội vụ;", "- Lưu: VT, VP.")):
        _text(sheet, (LEFT, top + 36 + 14 * row), name, REGULAR, 11)
    _middle(sheet, (420, top + 20), "GIÁM ĐỐC", BOLD, 13)
    _middle(sheet, (420, top + 110), "Nguyễn Văn An", BOLD, 13)


def _middle(sheet: Canvas, place: tuple[float, float], text: str, font: str, size: float) -> None:
    sheet.setFont(ready(font), size)
    sheet.drawCentredString(place[0], HEIGHT - place[1], text)


def _text(sheet: Canvas, place: tuple[float, float], text: str, font: str, size: float) -> None:
    sheet.setFont(ready(font), size)
    sheet.drawString(place[0], HEIGHT - place[1], text)
