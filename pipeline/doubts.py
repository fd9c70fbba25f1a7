"""What is doubtful in a header, told in Vietnamese: missing values, weak ones, a kind that its symbol contradicts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.codes import first_code, kind_codes
from extractors.ladder import BESIDE, BOUNDS, differing
from records import SURE, Evidence, Found, Header, Problem, Rung

MAIN = {
    "symbol": "số, ký hiệu",
    "issued_on": "ngày văn bản",
    "issuer": "cơ quan ban hành",
    "kind": "tên loại",
    "subject": "trích yếu",
}
#: What tells a value, in the clerk's words.
SOURCES = {
    Rung.EDXML: "gói edXML ghi",
    Rung.WIDGET: "ô điền khi ký số ghi",
    Rung.TEXT: "chữ trong tệp ghi",
    Rung.PRINT: "trang đọc là",
    Rung.STRIP: "đọc lại từng chữ số là",
    Rung.INK: "mực màu đọc là",
    Rung.CITED: "văn bản khác ghi",
    Rung.FILE_NAME: "tên tệp ghi",
    Rung.ARRIVAL: "ngày trên dấu ĐẾN",
    Rung.RECEIVED: "ngày nhận tệp",
}
WEAK = MAIN | {"place": "địa danh", "parent_body": "cơ quan chủ quản", "jurisdiction": "địa phương"}
#: Parts of the signature on which page and envelope may differ.
SIGNED = {"signer.name": "người ký", "signer.title": "chức vụ người ký"}


def doubts(header: Header, is_dispatch: bool, evidence: Sequence[Evidence] = ()) -> tuple[Problem, ...]:
    """The header's problems, the missing values first."""
    if not is_dispatch:
        return (
            Problem(
                "not-a-dispatch",
                "Không phải văn bản hành chính: không có tiêu đề, số hoặc chữ ký; hãy xem lại bản quét.",
            ),
        )
    weak = (*_weak(header, evidence), *_signed(header, evidence))
    return (*_missing(header, evidence), *weak, *_arrived(header), *_contradicted(header))


def _missing(header: Header, evidence: Sequence[Evidence]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"no-{name.replace('_', '-')}",
            f"Không đọc được {word}{_bound(name, evidence)}; hãy nhập theo bản giấy.",
            field=name,
        )
        for name, word in MAIN.items()
        if getattr(header, name) is None
    )


def _bound(name: str, evidence: Sequence[Evidence]) -> str:
    """Up to which day a missing date can lie, as the ĐẾN stamp tells."""
    arrived = [one.value for one in evidence if one.field == name and one.rung is Rung.ARRIVAL]
    return f" (không muộn hơn ngày đến {arrived[0]})" if arrived else ""


def _weak(header: Header, evidence: Sequence[Evidence]) -> tuple[Problem, ...]:
    found = ((name, word, getattr(header, name)) for name, word in WEAK.items())
    return tuple(
        _weighed(name, word, one, evidence) for name, word, one in found if one is not None and one.confidence < SURE
    )


def _signed(header: Header, evidence: Sequence[Evidence]) -> tuple[Problem, ...]:
    """What the envelope tells otherwise, or alone and not for sure, of who signed."""
    parts = ((name, word, getattr(header.signer, name.partition(".")[2], None)) for name, word in SIGNED.items())
    told = ((name, word, one) for name, word, one in parts if one and one.rule == f"{name}.{Rung.EDXML}")
    return tuple(_weighed(name, word, one, evidence) for name, word, one in told if one.confidence < SURE)


def _weighed(name: str, word: str, found: Found, evidence: Sequence[Evidence]) -> Problem:
    """Why the value is doubted: it is told only from beside the page, too late a day, told otherwise, or badly seen."""
    own = [one for one in evidence if one.field == name]
    late = [one for one in own if one.rung in BOUNDS and one.value < found.value]
    alone = BESIDE if differing(name, own) else (*BESIDE, Rung.EDXML)
    if found.rule in {f"{name}.{rung}" for rung in alone}:
        message = f"Không đọc được {word} trên trang; {_told(own)}; hãy so với bản giấy."
        return Problem(f"proposed-{_dashed(name)}", message, found.page, found.box, name)
    if late:
        message = f"{word.capitalize()} '{found.value}' muộn hơn {_told(late)}; hãy so với bản giấy."
        return Problem(f"late-{_dashed(name)}", message, found.page, found.box, name)
    if voices := differing(name, own):
        message = f"Các nguồn không khớp về {word}: {_told(voices)}; hãy so với bản giấy."
        return Problem(f"disputed-{_dashed(name)}", message, found.page, found.box, name)
    return _doubted(name, word, found)


def _told(voices: Sequence[Evidence]) -> str:
    return ", ".join(f"{SOURCES[one.rung]} '{one.value}'" for one in voices)


def _arrived(header: Header) -> tuple[Problem, ...]:
    """What the ĐẾN stamp says, mostly written by hand, as far as it is not sure."""
    if header.arrival is None:
        return ()
    parts = (("arrival.number", "số đến", header.arrival.number), ("arrival.date", "ngày đến", header.arrival.date))
    return tuple(_doubted(name, word, one) for name, word, one in parts if one is not None and one.confidence < SURE)


def _doubted(name: str, word: str, found: Found) -> Problem:
    message = f"Chưa chắc {word} '{found.value}'; hãy so với bản giấy."
    return Problem(f"doubtful-{_dashed(name)}", message, found.page, found.box, name)


def _dashed(name: str) -> str:
    return re.sub("[_.]", "-", name)


def _contradicted(header: Header) -> tuple[Problem, ...]:
    """A code that stands for another kind than the title names ('KẾ HOẠCH' with 12-KL/TU)."""
    if header.symbol is None or header.kind is None:
        return ()
    kinds = kind_codes().get(first_code(header.symbol.value), ())
    if (
        not kinds
        or header.kind.value in kinds
        or any(header.kind.value in kind or kind in header.kind.value for kind in kinds)
    ):
        return ()
    message = (
        f"Ký hiệu '{header.symbol.value}' là của {kinds[0]} nhưng tên loại ghi '{header.kind.value}'; hãy xem lại."
    )
    return (Problem("kind-contradicts-symbol", message, header.symbol.page, header.symbol.box, "symbol"),)
