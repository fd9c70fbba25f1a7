"""The few repairs that can lose nothing; each is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.archive import note_of
from pipeline.mend import removed
from pipeline.verify import DROP_AGAIN, Fault
from records import Register

REASON_LOST = "Không còn biết vì sao tệp này không đọc được."


def repaired(faults: Iterable[Fault], register: Register) -> Iterator[tuple[Fault, str]]:
    """The faults that were put right, each with what was done; the others are left as they are.  Raises OSError."""
    for fault in faults:
        if done := _repaired(fault, register):
            yield fault, done


def _repaired(fault: Fault, register: Register) -> str:
    if fault.code == "moved" and fault.sha256 and fault.place:
        register.archived(fault.sha256, fault.place)
        return f"Đã ghi nơi lưu vào sổ: {fault.place}"
    if fault.code == "leftover":
        removed(fault.path)
        return f"Đã xóa phần dở dang: {fault.path}"
    if fault.code == "no_note":
        note = note_of(fault.path)
        note.write_text(f"{fault.path.name}\n{REASON_LOST}\n{DROP_AGAIN}\n", encoding="utf-8")
        return f"Đã viết ghi chú: {note}"
    return ""
