"""How the page of a dispatch tells what is known: names of fields, how sure a value is, where it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publish.cells import text
from publish.task_words import day
from records import SURE, Evidence, Found, Rung
from registry.amend import CLERK, DATES
from registry.findings import FieldKey
from web.review_lines import named

#: What a clerk calls each field, in the order of the page.
FIELDS = {
    "symbol": "Số, ký hiệu",
    "kind": "Tên loại",
    "issued_on": "Ngày ban hành",
    "place": "Địa danh",
    "parent_body": "Cơ quan chủ quản",
    "issuer": "Cơ quan ban hành",
    "jurisdiction": "Hệ thống số của",
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "recipients.name": "Nơi nhận",
    "recipients.role": "Nơi nhận: để làm gì",
    "signer.authority": "Thẩm quyền ký",
    "signer.title": "Chức vụ người ký",
    "signer.name": "Người ký",
    "arrival.number": "Số đến",
    "arrival.date": "Ngày đến",
    "arrival.office": "Nơi đóng dấu đến",
    "marks": "Độ khẩn, độ mật",
    "attachments": "Kèm theo",
}
#: What pictures are cut out for.
PICTURES = {"symbol": "số, ký hiệu", "issued_on": "ngày ban hành", "arrival": "dấu đến"}
RUNGS = {
    Rung.EDXML: "gói edXML gửi kèm",
    Rung.WIDGET: "ô điền khi ký số",
    Rung.TEXT: "chữ có sẵn trong tệp",
    Rung.PRINT: "chữ đọc từ ảnh trang",
    Rung.STRIP: "dòng cắt riêng, đọc lại từng chữ",
    Rung.INK: "mực màu hoặc bút đỏ",
    Rung.CITED: "văn bản khác nhắc đến",
    Rung.FILE_NAME: "tên tệp",
    Rung.ARRIVAL: "dấu đến: không thể ban hành sau ngày này",
    Rung.RECEIVED: "ngày nhận tệp: không thể ban hành sau ngày này",
}
#: Below this a value is no more than a guess.
LIKELY = 0.6


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a line: what it is, how sure in words (`tone`: good, doubt or bad), and what it was read from.

    `page`: where it stands, None where that is not known; `place`: its place in the header as addresses have it.
    """

    name: str
    value: str
    sure: str
    tone: str
    read_from: str
    also: tuple[str, ...] = ()
    page: int | None = None
    place: str = ""


def values(found: Mapping[FieldKey, Found], evidence: Iterable[Evidence]) -> list[Value]:
    """Every value in the order of FIELDS; of number and date also all that the ways of knowing them told."""
    told = list(evidence)
    return [_value(key, found[key], told) for key in sorted(found, key=_place)]


def _place(key: FieldKey) -> tuple[int, FieldKey]:
    """Where it stands on the page: what a recipient is to do with it comes right after his name."""
    order = list(FIELDS)
    name = "recipients.name" if key.field == "recipients" else key.name
    return (order.index(name) if name in FIELDS else len(order), key)


def _value(key: FieldKey, found: Found, evidence: Iterable[Evidence]) -> Value:
    sure, tone = how_sure(found)
    also = tuple(_told(one) for one in evidence if one.field == key.name)
    told = (FIELDS.get(key.name, key.name), shown(key.name, found.value), sure, tone, read_from(found), also)
    return Value(*told, found.page if found.box else None, named(key))


def how_sure(found: Found) -> tuple[str, str]:
    """How sure the value is, in words, and the tone in which a page shows it."""
    return ("văn thư đã sửa", "good") if found.rule == CLERK else sure_words(found.confidence)


def sure_words(confidence: float) -> tuple[str, str]:
    """How sure that is, in words, and the tone in which a page shows it.

    >>> sure_words(0.95)
    ('chắc', 'good')
    """
    if confidence >= SURE:
        return "chắc", "good"
    return ("chưa chắc, cần đối chiếu", "doubt") if confidence >= LIKELY else ("rất ngờ, cần đối chiếu", "bad")


def read_from(found: Found) -> str:
    """Where it stands and how it is printed there, as far as that is known."""
    parts = [f"trang {found.page}"] if found.page else []
    printed = text(found.printed) or ""
    if printed and _bare(printed) != _bare(found.value):
        parts.append(f"in là “{printed}”")
    return ", ".join(parts)


def _bare(said: str) -> str:
    """The words without what a list puts around them, in small letters.

    >>> _bare("- Như trên;")
    'như trên'
    """
    return " ".join(said.casefold().strip(" -;.,").split())


def shown(field: str, value: str | None) -> str:
    """The value as people write it: days as 25/6/2022, nothing as such."""
    if value is None:
        return "không có"
    return (day(value) if field in DATES else text(value)) or ""


def _told(one: Evidence) -> str:
    """What one way of knowing told: 'tên tệp: 411-CV/TU'."""
    return "; ".join(_parts(one))


def _parts(one: Evidence) -> Iterator[str]:
    yield f"{RUNGS[one.rung]}: {shown(one.field, one.value)}"
    if one.page:
        yield f"trang {one.page}"
    if one.pen:
        yield "viết tay hoặc mực màu"
