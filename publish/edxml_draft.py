"""The edXML envelope of one kept dispatch: a draft for interchange (QCVN 102:2016/BTTTT), with what is sure of it.

What comes in on paper has no envelope.  The draft is the one its issuer would have sent us: from the issuer as read, to
our own office.  So the office's own document system takes it in as if it had come by the exchange, and an office that
passes the dispatch on opens the draft there and sends it under its own name and signature; we never write that somebody
sent what he did not, so the draft is unsigned, says so, and its only trace is ours.

Only State dispatches have the standard; those of the Party are exchanged otherwise, and none is written for them.  What
is doubtful is left out where the standard lets it be; where it must be told, there is no draft, but a sentence that
names all that is lacking.  `DocumentType.Type` is left out: the numbers that programs use for it contradict each other,
`TypeName` says it in words.  So are DueDate (a day of one order is not the dispatch's) and the priority.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from publish.cells import text
from publish.task_words import day
from records import SURE, Correspondent, Directory, Enclosed, Envelope, Found, OfficeUnit, Reading, Trace
from records.envelope import EDXML
from registry.register_row import RegisterRow
from settings import Settings

#: What must be told, by its field, in the clerk's words.
NEEDED = {
    "symbol": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "kind": "tên loại",
    "subject": "trích yếu",
}
#: A State symbol: the number, then a stroke; the Party writes a dash there.
STATE = re.compile(r"(?P<number>\d[\d.]*[a-zA-Z]?)\s*/\s*(?P<notation>\S.*)")
TEXT = "text/plain"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")

NO_DRAFT = "Chưa lập được gói edXML: {0}."
NO_DISPATCH = "tệp không mang thể thức văn bản; hãy xem lại ở trang Duyệt"
NO_PAPER = "bản gốc là tệp chữ, không phải bản văn bản phát hành; hãy dùng tệp PDF"
IS_ONE = "văn bản này vốn đến trong gói edXML; hãy tải bản gốc, đó chính là gói ấy"
OF_PARTY = "“{0}” là số, ký hiệu của văn bản Đảng; QCVN 102:2016/BTTTT chỉ dùng cho văn bản của cơ quan nhà nước"
MISSING = "chưa đọc được {0}; hãy điền ở trang Duyệt"
DOUBTFUL = "{0} “{1}” còn ngờ; hãy xác nhận ở trang Duyệt"
NO_OWN_ID = "chưa biết mã định danh của cơ quan ta; hãy đặt VANTHU_ORGAN_ID, ví dụ 000.00.12.H04"
NO_OWN_NAME = "chưa biết tên cơ quan ta; hãy đặt VANTHU_ORGAN_NAME hoặc đánh dấu cơ quan ta trong danh bạ"
UNLISTED = "danh bạ chưa có “{0}”; hãy thêm tên này (hoặc ghi vào cột “tên khác”) và điền cột “mã định danh”"
NO_ID = "“{0}” trong danh bạ chưa có mã định danh; hãy điền cột “mã định danh” rồi nhận lại danh bạ"
OF_ANOTHER = "danh bạ có “{0}” nhưng không trực thuộc “{1}” như văn bản ghi; hãy xem lại cột “trực thuộc”"
SEVERAL = "danh bạ có nhiều cơ quan tên “{0}” với mã định danh khác nhau; hãy ghi rõ tên cơ quan ở trang Duyệt"


class NoEnvelope(RuntimeError):
    """There can be no draft; the message is a Vietnamese sentence with what is lacking and what to do."""


@dataclass(frozen=True, slots=True)
class _State:
    """A State symbol taken apart."""

    number: str
    notation: str


def may_have_envelope(reading: Reading, media_type: str) -> bool:
    """Whether a draft is worth asking for: a State dispatch that came otherwise than in an envelope."""
    symbol = reading.header.symbol
    return media_type not in (EDXML, TEXT) and reading.is_dispatch and symbol is not None and _state(symbol) is not None


def draft(row: RegisterRow, directory: Directory, settings: Settings) -> Envelope:
    """The envelope of the dispatch.  Raises NoEnvelope, which names all that is lacking."""
    lacking = list(_lacking(row, directory, settings))
    if lacking:
        raise NoEnvelope(NO_DRAFT.format("; ".join(lacking)))
    symbol = _state(row.reading.header.symbol)
    assert symbol is not None
    head, told = row.reading.header, {name: _needed(row, name) for name in NEEDED}
    issuer = Correspondent(_ids(told["issuer"], row, directory)[0], told["issuer"], _sure(head.parent_body))
    ours = _ours(directory, settings)
    signer = head.signer
    name = _sure(signer.name) if signer else ""
    return Envelope(
        enclosed=_enclosed(row),
        sender=issuer,
        receivers=(ours,),
        document_id=f"{issuer.organ_id},{told['issued_on'].replace('-', '/')},{symbol.number}/{symbol.notation}",
        number=symbol.number,
        notation=symbol.notation,
        place=_sure(head.place),
        issued_on=told["issued_on"],
        kind=told["kind"][:1].upper() + told["kind"][1:],
        subject=told["subject"],
        authority=_sure(signer.authority) if signer and name else "",
        position=_sure(signer.title) if signer and name else "",
        signer=name,
        to_places=_to_places(row),
        pages=len(row.reading.pages) or None,
        traces=(Trace(ours.organ_id, f"{row.scan.received_at.astimezone(HERE):%Y/%m/%d %H:%M:%S}"),),
    )


def _lacking(row: RegisterRow, directory: Directory, settings: Settings) -> Iterator[str]:
    """Why there can be no draft, each reason with what to do; those of the paper before those of the directory."""
    if row.scan.media_type in (EDXML, TEXT):
        yield IS_ONE if row.scan.media_type == EDXML else NO_PAPER
        return
    if not row.reading.is_dispatch:
        yield NO_DISPATCH
        return
    symbol = row.reading.header.symbol
    if symbol and not _state(symbol):
        yield OF_PARTY.format(text(symbol))
        return
    yield from _unsure(row)
    ours = _ours(directory, settings)
    yield from [] if ours.organ_id else [NO_OWN_ID]
    yield from [] if ours.name else [NO_OWN_NAME]
    issuer = row.reading.header.issuer
    if issuer and not _is_doubtful(row, "issuer", issuer):
        yield from _without_id(text(issuer) or "", row, directory)


def _unsure(row: RegisterRow) -> Iterator[str]:
    for name, word in NEEDED.items():
        found: Found | None = getattr(row.reading.header, name)
        if found is None or not text(found):
            yield MISSING.format(word)
        elif _is_doubtful(row, name, found):
            yield DOUBTFUL.format(word, day(found.value) if name == "issued_on" else text(found))


def _is_doubtful(row: RegisterRow, name: str, found: Found) -> bool:
    return found.confidence < SURE or any(one.field == name for one in row.doubts)


def _without_id(issuer: str, row: RegisterRow, directory: Directory) -> Iterator[str]:
    """What keeps the issuer from having exactly one id."""
    ids = _ids(issuer, row, directory)
    if not _named(issuer, directory):
        yield UNLISTED.format(issuer)
    elif not _meant(issuer, row, directory):
        yield OF_ANOTHER.format(issuer, text(row.reading.header.parent_body))
    elif len(ids) != 1:
        yield (SEVERAL if ids else NO_ID).format(issuer)


def _ids(issuer: str, row: RegisterRow, directory: Directory) -> Sequence[str]:
    return sorted({one.organ_id for one in _meant(issuer, row, directory) if one.organ_id})


def _named(issuer: str, directory: Directory) -> list[OfficeUnit]:
    return [one for one in directory.units if _is_called(one, issuer)]


def _meant(issuer: str, row: RegisterRow, directory: Directory) -> list[OfficeUnit]:
    """The units of that name under the body that the letterhead names, those that lived on the day before others.

    Every district has its Phòng Nội vụ: where a body is printed, a unit that is under none, or another, is not meant.
    """
    head = row.reading.header
    body, day = text(head.parent_body), head.issued_on
    found = _named(issuer, directory)
    if body:
        over = ((one, directory.unit(one.parent or "")) for one in found)
        found = [one for one, parent in over if parent and _is_called(parent, body)]
    return [one for one in found if day and one.alive(day.value)] or found


def _is_called(unit: OfficeUnit, name: str) -> bool:
    return _bare(name) in map(_bare, (unit.name, *unit.aliases))


def _ours(directory: Directory, settings: Settings) -> Correspondent:
    """Our office by the settings, else by the directory; '' where neither tells."""
    office = directory.office
    over = directory.unit(office.parent) if office and office.parent else None
    return Correspondent(
        settings.organ_id or (office.organ_id if office and office.organ_id else ""),
        settings.organ_name or (office.name if office else ""),
        settings.parent_organ_name or (over.name if over else ""),
    )


def _state(symbol: Found | None) -> _State | None:
    """The State symbol; None for one of another form."""
    match = STATE.fullmatch(text(symbol) or "")
    return _State(match["number"], match["notation"]) if match else None


def _needed(row: RegisterRow, name: str) -> str:
    return text(getattr(row.reading.header, name)) or ""


def _sure(found: Found | None) -> str:
    """The value as far as it is sure, else ''."""
    return (text(found) or "") if found and found.confidence >= SURE else ""


def _to_places(row: RegisterRow) -> tuple[str, ...]:
    """The recipients where all of them are sure: part of a list would say that the others got nothing."""
    names = [_sure(one.name) for one in row.reading.header.recipients]
    return tuple(names) if all(names) else ()


def _enclosed(row: RegisterRow) -> Enclosed:
    pages = row.reading.pages
    where = f"Bản gốc; văn bản ở trang {pages[0]}" if pages else "Bản gốc"
    until = f" đến {pages[-1]}" if len(pages) > 1 else ""
    return Enclosed(text(row.scan.name) or row.scan.sha256[:12], row.scan.media_type, row.scan.sha256, where + until)


def _bare(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
