"""Papers made up for the tests: typed texts, lines with their zones, pages whose words stand where a test puts them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from pipeline.layout import lay_out
from pipeline.stages import reading_of
from pipeline.text import assembled
from records import Dispatch, Found, LaidOutPage, Line, Page, Reading, ReadScan, Scan, Strip, Word, Zone

A4 = (595.0, 842.0)
SIZE = 12.0  # points, the height of a word
LETTER = 0.5  # a letter's width as a share of its height
BLANK = 0.3  # a blank's
LEFT, RIGHT = 150.0, 420.0  # the middles of the two columns
SCAN = Scan("0" * 64, Path("a.pdf"), "a.pdf", dt.datetime(2023, 4, 6, tzinfo=dt.UTC), "application/pdf", 1)

#: A Party công văn as a person types it.
PARTY = """ĐẢNG BỘ TỈNH YÊN BÁI
HUYỆN ỦY TRẤN YÊN
*
Số 97-CV/HU
V/v rà soát đảng viên đi làm ăn xa

ĐẢNG CỘNG SẢN VIỆT NAM
Trấn Yên, ngày 12 tháng 4 năm 2021

Kính gửi: - Cấp ủy các chi bộ, đảng bộ cơ sở,
- Các ban xây dựng Đảng Huyện ủy.

Ban Thường vụ Huyện ủy đề nghị cấp ủy cơ sở lập danh sách đảng viên đi làm ăn xa.

Danh sách gửi về Ban Tổ chức Huyện ủy trước ngày 30/4/2021.

Nơi nhận:
- Như trên,
- Lưu Văn phòng Huyện ủy.

T/L BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
Hoàng Thị Mến
"""

#: A State decision as a person types it.
STATE = """ỦY BAN NHÂN DÂN
XÃ HÀM NINH
Số: 38/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hàm Ninh, ngày 05 tháng 4 năm 2023

QUYẾT ĐỊNH
Về việc thành lập Tổ quản lý chợ xã

CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ

Căn cứ nhu cầu quản lý chợ,

QUYẾT ĐỊNH:

Điều 1. Thành lập Tổ quản lý chợ gồm 05 người.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

CHỦ TỊCH
Cao Văn Lĩnh
"""


def typed(text: str, number: int = 1) -> Page:
    """A page without layout."""
    return Page(number, *A4, words=(), source="plain", plain=text)


def scan_of(*pages: Page) -> ReadScan:
    return ReadScan(SCAN, pages)


def readings(text: str) -> tuple[Reading, ...]:
    """What the stages say about a typed text."""
    return reading_of(scan_of(typed(text))).readings


def reading(text: str) -> Reading:
    """The only dispatch of a typed text."""
    (one,) = readings(text)
    return one


def values(found: tuple[Found, ...]) -> list[str]:
    return [one.value for one in found]


def value(found: Found | None) -> str | None:
    return found.value if found else None


def dispatch(*parts: tuple[Zone, str]) -> Dispatch:
    """A typed dispatch whose lines have these zones."""
    return dispatch_of(*(Line(text, 1, zone) for zone, text in parts))


def drawn(*parts: tuple[Zone, str], confidence: float = 0.97) -> Dispatch:
    """The same read from a picture, line under line."""
    lines = [
        Line(text, 1, zone, words=words(text, 60, 60 + 18 * i, confidence)) for i, (zone, text) in enumerate(parts)
    ]
    return dispatch_of(*lines)


def with_strip(paper: Dispatch, zone: Zone, strip: Strip) -> Dispatch:
    """The dispatch with this second reading of the lines of the zone."""
    lines = tuple(replace(line, strip=strip) if line.zone is zone else line for line in paper.lines)
    return replace(paper, lines=lines)


def dispatch_of(*lines: Line) -> Dispatch:
    text, own, placed = assembled(lines)
    return Dispatch((1,), own, text, placed)


def words(text: str, x: float, y: float, confidence: float = 1.0) -> tuple[Word, ...]:
    """The words of a line that begins at `x` with its top at `y` (points)."""
    own: list[Word] = []
    for word in text.split():
        end = x + len(word) * LETTER * SIZE
        own.append(Word(word, (x, y, end, y + SIZE), confidence))
        x = end + BLANK * SIZE
    return tuple(own)


def centred(text: str, middle: float, y: float, confidence: float = 1.0) -> tuple[Word, ...]:
    """The words of a line with its middle at `middle` and its top at `y` (points)."""
    own = words(text, 0, y, confidence)
    return moved(own, middle - own[-1].box[2] / 2)


def moved(own: tuple[Word, ...], x: float, y: float = 0.0) -> tuple[Word, ...]:
    """The words moved to the right and down by so many points."""

    def shifted(word: Word) -> Word:
        x0, y0, x1, y1 = word.box
        return replace(word, box=(x0 + x, y0 + y, x1 + x, y1 + y))

    return tuple(map(shifted, own))


def page(*lines: tuple[Word, ...], number: int = 1, source: str = "ocr") -> Page:
    """A page with these lines of words."""
    return Page(number, *A4, words=tuple(word for line in lines for word in line), source=source)


def state_head(number: str = "Số: 38/QĐ-UBND") -> list[tuple[Word, ...]]:
    """The letterhead of a State office in two columns, its words as an OCR that reads across gives them."""
    return [
        centred("ỦY BAN NHÂN DÂN", LEFT, 60) + centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT, 60),
        centred("XÃ HÀM NINH", LEFT, 76) + centred("Độc lập - Tự do - Hạnh phúc", RIGHT, 76),
        centred(number, LEFT, 104) + centred("Hàm Ninh, ngày 05 tháng 4 năm 2023", RIGHT, 104),
    ]


def laid_out(*lines: tuple[Word, ...], number: int = 1) -> LaidOutPage:
    return lay_out(page(*lines, number=number))


def texts(lines: tuple[Line, ...], *zones: Zone) -> list[str]:
    """The texts of the lines, all or those of some zones."""
    return [line.text for line in lines if not zones or line.zone in zones]
