"""How an office's books begin and close: in the form of the State (Nghị định 30/2020), or in that of the Party."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from publish.book import Strip, Text
from publish.cells import text
from registry.book_entries import Span
from settings import Settings

DOTS = "." * 40
MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
SIGNED = Text("(Ký, ghi rõ họ tên)", 11, italic=True)
FIRST_PAGE = Text("(Ký, đóng dấu trước khi sử dụng)", 11, italic=True)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose books they are: the organ, the one above it ('' prints dots), and whether they are the Party's."""

    organ: str = ""
    above: str = ""
    party: bool = False


def letterhead(settings: Settings) -> Letterhead:
    """As the installation is set."""
    return Letterhead(text(settings.organ_name) or "", text(settings.parent_organ_name) or "", settings.books == "dang")


def cover(whose: Letterhead, title: str, when: str, of: Span) -> tuple[Strip, ...]:
    """The cover of a book; `when`: '2026', or 'tháng 01/2026' where it holds a month alone."""
    above, organ = Text(whose.above.upper() or DOTS), Text(whose.organ.upper() or DOTS, bold=True)
    rule = Text("*" if whose.party else "————", 13 if whose.party else 9)
    colon = "" if whose.party else ":"
    year = f"Năm{colon} {when}" if when.isdigit() else when[:1].upper() + when[1:]
    middle = (
        Strip((Text(title, 26, bold=True),), 44),
        Strip((Text(year, 18, bold=True),), 34),
        Strip((Text(f"Từ ngày {_day(of.first)} đến ngày {_day(of.last)}", 14),), 26),
        Strip((Text(f"Từ số {_number(of.lowest)} đến số {_number(of.highest)}", 14),), 26),
        Strip((Text(f"Quyển số{colon} ............", 14),), 26),
    )
    head = _party_head(above, organ, rule) if whose.party else _state_head(above, organ, rule)
    return (*head, _gap(90), *middle, _gap(50), *_signing_first(whose))


def _state_head(above: Text, organ: Text, rule: Text) -> tuple[Strip, ...]:
    return Strip((above,)), Strip((organ,)), Strip((rule,), 12)


def _party_head(above: Text, organ: Text, star: Text) -> tuple[Strip, ...]:
    motto = Text(MOTTO, 14, bold=True, underlined=True)
    return Strip((above, motto)), Strip((organ, Text(""))), Strip((star, Text("")), 16)


def _signing_first(whose: Letterhead) -> tuple[Strip, ...]:
    who = Text("T/M VĂN PHÒNG" if whose.party else "NGƯỜI CÓ THẨM QUYỀN", 12, bold=True)
    return Strip((Text(""), who), 18), Strip((Text(""), FIRST_PAGE), 18)


def closing(whose: Letterhead, said: str) -> tuple[Strip, ...]:
    """What closes a month: what it held, and where those sign who answer for it."""
    who = Text("T/M VĂN PHÒNG" if whose.party else "PHỤ TRÁCH VĂN THƯ", 11, bold=True)
    day = "Ngày ..... tháng ..... năm ........."
    return (
        Strip((Text(said, 11, italic=True),), 20),
        Strip((Text(""), Text(day, 11, italic=True)), 16),
        Strip((Text("NGƯỜI VÀO SỔ", 11, bold=True), who), 15),
        Strip((SIGNED, SIGNED), 15),
        _gap(44),
    )


def _gap(high: float) -> Strip:
    return Strip((Text(""),), high)


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "...../...../........"


def _number(number: int | None) -> str:
    return "......" if number is None else str(number)
