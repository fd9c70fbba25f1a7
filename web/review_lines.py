"""What the page of review shows of each field: value, how sure, why doubtful, by which ways known, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from records import HEADER_FIELDS, SURE, Box, Evidence, Found, Rung
from registry.amend import Amendment
from registry.findings import LISTS, PARTS, FieldKey, findings
from registry.register_row import RegisterRow

LABELS = {
    "symbol": "Số, ký hiệu",
    "kind": "Tên loại",
    "issued_on": "Ngày văn bản",
    "place": "Địa danh",
    "parent_body": "Cơ quan chủ quản",
    "issuer": "Cơ quan ban hành",
    "jurisdiction": "Tỉnh, thành phố hoặc Trung ương",
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "marks": "Dấu độ mật, độ khẩn",
    "attachments": "Văn bản kèm theo",
    "recipients.name": "Nơi nhận",
    "recipients.role": "Nơi nhận, để làm gì",
    "signer.name": "Người ký",
    "signer.title": "Chức vụ người ký",
    "signer.authority": "Ký thay cho",
    "arrival.number": "Số trên dấu đến",
    "arrival.date": "Ngày trên dấu đến",
    "arrival.office": "Cơ quan trên dấu đến",
}
RUNGS = {
    Rung.EDXML: "gói edXML gửi kèm",
    Rung.WIDGET: "điền vào tệp lúc ký số",
    Rung.TEXT: "lớp chữ của tệp",
    Rung.PRINT: "đọc cả trang",
    Rung.STRIP: "đọc lại riêng dòng này",
    Rung.INK: "mực màu giữa chữ in",
    Rung.CITED: "văn bản khác nhắc đến",
    Rung.FILE_NAME: "tên tệp",
    Rung.ARRIVAL: "dấu đến (không muộn hơn)",
    Rung.RECEIVED: "ngày nhận tệp (không muộn hơn)",
}
#: These bound a date, they are no candidates for it.
BOUNDS = (Rung.ARRIVAL, Rung.RECEIVED)
#: Places that are shown also where nothing was read.
ALWAYS = (
    *(FieldKey(name) for name in HEADER_FIELDS),
    *(FieldKey("signer", part=part) for part in ("name", "title", "authority")),
)
#: At the end of these lists another value can be written.
GROWING = (("addressees", ""), ("recipients", "name"), ("marks", ""))
LIKELY = 0.7
#: Points of paper around a field in its enlarged strip, and the least width that is shown: one letter is not blown up.
ROOM, LEAST = 6.0, 120.0
#: Candidates beyond these have no key.
MOST_CANDIDATES = 9


@dataclass(frozen=True, slots=True)
class Line:
    """One field on the page; `place` names it in forms, `tone` is '', 'good' or 'doubt'."""

    key: FieldKey
    label: str
    found: Found | None
    doubts: tuple[str, ...]
    rungs: tuple[str, ...]
    candidates: tuple[str, ...]
    settled: Amendment | None
    cut: int | None

    @property
    def place(self) -> str:
        """The place as a form sends it back."""
        return named(self.key)

    @property
    def value(self) -> str:
        """The value that counts, '' for none."""
        return self.found.value if self.found else ""

    @property
    def sureness(self) -> str:
        """How sure the value is, in words."""
        if self.settled:
            return "người đã xác nhận"
        if self.found is None:
            return "chưa đọc được" if self.doubts else "không có"
        sure = "chắc" if self.found.confidence >= SURE else "khá chắc"
        return sure if self.found.confidence >= LIKELY else "chưa chắc"

    @property
    def tone(self) -> str:
        """'doubt' where somebody should look."""
        if self.settled or (not self.doubtful and self.found is not None):
            return "good"
        return "doubt" if self.doubtful else ""

    @property
    def doubtful(self) -> bool:
        """Whether a clerk should look at it."""
        return self.settled is None and (bool(self.doubts) or (self.found is not None and self.found.confidence < SURE))


@dataclass(frozen=True, slots=True)
class Frame:
    """A box to draw on the page, in points as text."""

    place: str
    label: str
    x: str
    y: str
    width: str
    height: str
    tone: str
    view: str  # the part of the page that shows it enlarged, as an SVG viewBox


def named(key: FieldKey) -> str:
    """A place as text.

    >>> named(FieldKey("signer", part="name"))
    'signer-0-name'
    """
    return f"{key.field}-{key.position}-{key.part}"


def key_of(place: str) -> FieldKey:
    """The place of that text; one that no header has where it is none.

    >>> key_of("recipients-2-name")
    FieldKey(field='recipients', position=2, part='name')
    """
    field, _, rest = place.partition("-")
    position, _, part = rest.partition("-")
    return FieldKey(field, int(position) if position.isdecimal() and len(position) < 6 else -1, part)


def lines(row: RegisterRow, settled: Mapping[FieldKey, Amendment], cuts: Mapping[str, int]) -> list[Line]:
    """All fields, the doubtful first, else in the order of the header.  `cuts`: the position of each field's cut."""
    found = findings(row.reading.header)
    doubted = (key for one in row.doubts if one.field and (key := _place_of(one.field)).exists)
    keys = dict.fromkeys((*found, *settled, *ALWAYS, *doubted, *_one_more(found)))
    told = [_line(key, found.get(key), row, settled.get(key), cuts) for key in sorted(keys, key=_rank)]
    return sorted(told, key=lambda one: not one.doubtful)


def next_doubtful(row: RegisterRow, after: FieldKey) -> str:
    """The place of the doubtful field that follows, the first one after the last; '' where none is left."""
    left = [one for one in lines(row, {}, {}) if one.doubtful]
    later = [one for one in left if _rank(one.key) > _rank(after)]
    return next((one.place for one in (*later, *left)), "")


def others(row: RegisterRow) -> tuple[str, ...]:
    """The doubts that are about no field of the header: pages, the whole scan, what is cited."""
    return tuple(one.message for one in row.doubts if not one.field or not _place_of(one.field).exists)


def frames(of: Iterable[Line], page: int) -> list[Frame]:
    """The boxes of the fields that stand on this page."""
    return [
        Frame(one.place, one.label, *_as_text(one.found.box), one.tone, _view(one.found.box))
        for one in of
        if one.found and one.found.box and one.found.page == page
    ]


def _line(
    key: FieldKey, found: Found | None, row: RegisterRow, settled: Amendment | None, cuts: Mapping[str, int]
) -> Line:
    doubts = tuple(one.message for one in row.doubts if one.field and _place_of(one.field) == key)
    told = [one for one in row.reading.evidence if one.field == key.name and key.position == 0]
    values = dict.fromkeys(one.value for one in told if one.rung not in BOUNDS)
    others = tuple(one for one in values if found is None or one != found.value)[:MOST_CANDIDATES]
    return Line(key, _label(key), found, doubts, tuple(map(_rung, told)), others, settled, cuts.get(key.field))


def _place_of(field: str) -> FieldKey:
    """Where a doubt about the field is shown: for a record at its first part, for a list at its first value."""
    name, _, part = field.partition(".")
    return FieldKey(name, 0, part or next(iter(PARTS.get(name, ("",)))))


def _label(key: FieldKey) -> str:
    number = f" {key.position + 1}" if key.field in (*LISTS, "recipients") else ""
    return f"{LABELS.get(key.name, key.name)}{number}"


def _rung(one: Evidence) -> str:
    weight = "chắc" if one.weight >= SURE else "khá chắc" if one.weight >= LIKELY else "chưa chắc"
    return f"{RUNGS[one.rung]}: {one.value} ({weight})"


def _one_more(found: Mapping[FieldKey, Found]) -> Iterator[FieldKey]:
    for field, part in GROWING:
        taken = [key.position for key in found if key.field == field]
        yield FieldKey(field, max(taken, default=-1) + 1, part)


def _rank(key: FieldKey) -> tuple[int, int, int]:
    names = list(LABELS)
    groups = [*HEADER_FIELDS, "addressees", "recipients", "signer", "arrival", "attachments", "marks"]
    return (
        groups.index(key.field) if key.field in groups else len(groups),
        key.position,
        names.index(key.name) if key.name in names else 0,
    )


def _view(box: Box) -> str:
    left, top, right, bottom = box
    roomy = (left - ROOM, top - ROOM, max(right, left + LEAST) + ROOM, bottom + ROOM)
    return " ".join(_as_text(roomy))


def _as_text(box: Box) -> tuple[str, str, str, str]:
    left, top, right, bottom = box
    return f"{left:.1f}", f"{top:.1f}", f"{right - left:.1f}", f"{bottom - top:.1f}"
