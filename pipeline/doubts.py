"""What is doubtful in a header, told in Vietnamese: missing values, weak ones, a kind that its symbol contradicts."""

from __future__ import annotations

import re

from extractors.codes import first_code, kind_codes
from records import Found, Header, Problem

#: A value below this goes to the clerk.
SURE = 0.9
MAIN = {
    "symbol": "số, ký hiệu",
    "issued_on": "ngày văn bản",
    "issuer": "cơ quan ban hành",
    "kind": "tên loại",
    "subject": "trích yếu",
}
WEAK = MAIN | {"place": "địa danh", "parent_body": "cơ quan chủ quản", "jurisdiction": "địa phương"}


def doubts(header: Header, is_dispatch: bool) -> tuple[Problem, ...]:
    """The header's problems, the missing values first."""
    if not is_dispatch:
        return (
            Problem(
                "not-a-dispatch",
                "Không phải văn bản hành chính: không có tiêu đề, số hoặc chữ ký; hãy xem lại bản quét.",
            ),
        )
    return (*_missing(header), *_weak(header), *_arrived(header), *_contradicted(header))


def _missing(header: Header) -> tuple[Problem, ...]:
    return tuple(
        Problem(f"no-{name.replace('_', '-')}", f"Không đọc được {word}; hãy nhập theo bản giấy.", field=name)
        for name, word in MAIN.items()
        if getattr(header, name) is None
    )


def _weak(header: Header) -> tuple[Problem, ...]:
    found = ((name, word, getattr(header, name)) for name, word in WEAK.items())
    return tuple(_doubted(name, word, one) for name, word, one in found if one is not None and one.confidence < SURE)


def _arrived(header: Header) -> tuple[Problem, ...]:
    """What the ĐẾN stamp says, mostly written by hand, as far as it is not sure."""
    if header.arrival is None:
        return ()
    parts = (("arrival.number", "số đến", header.arrival.number), ("arrival.date", "ngày đến", header.arrival.date))
    return tuple(_doubted(name, word, one) for name, word, one in parts if one is not None and one.confidence < SURE)


def _doubted(name: str, word: str, found: Found) -> Problem:
    message = f"Chưa chắc {word} '{found.value}'; hãy so với bản giấy."
    return Problem(f"doubtful-{re.sub('[_.]', '-', name)}", message, found.page, found.box, name)


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
