"""The archive against the register, file by file and byte by byte; nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import archived_copy, note_of
from pipeline.intake import sha256_of
from pipeline.mend import leftovers
from records import Original
from settings import Settings


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: its code, the file, what is wrong and what to do, in Vietnamese.

    `place` is where the original was found whole after all, so that the register can be told; None otherwise.
    """

    code: str
    path: Path
    message: str
    remedy: str
    sha256: str | None = None
    place: Path | None = None


DROP_AGAIN = "Hãy tìm tệp gốc ở nơi gửi hoặc bản sao lưu rồi thả lại vào hộp đến."
REPAIR = "Hãy chạy 'vanthu verify --repair'."
NEXT_SWEEP = "Hãy chạy 'vanthu inbox --once'; lần quét sau sẽ lưu nốt tệp đang ở hộp đến."
READ_IT = "Hãy chuyển (cắt, không sao chép) tệp này sang hộp đến để đọc."
LOOK_AT_IT = "Hãy thả lại tệp vào hộp đến để biết lý do, hoặc chạy 'vanthu verify --repair' để ghi chú."
REMOVE_NOTE = "Nếu tệp đã được lấy đi thì có thể xóa ghi chú này."
CHECK_RIGHTS = "Hãy kiểm tra quyền đọc và tình trạng ổ đĩa."


def faults(originals: Iterable[Original], settings: Settings) -> tuple[Fault, ...]:
    """Everything that differs between what the register knows and what lies in the folders."""
    known = tuple(originals)
    return (
        *(fault for one in known for fault in _original(one, settings)),
        *_strangers(known, settings),
        *_failed(settings.failed.absolute()),
        *(Fault("leftover", path, "Tệp dở dang còn sót lại.", REPAIR) for path in leftovers(settings)),
    )


def _original(one: Original, settings: Settings) -> Iterator[Fault]:
    """What is wrong with the file of a saved scan."""
    place = one.archived
    if place is not None and _digest(place) == one.sha256:
        return
    found = archived_copy(one.sha256, settings)
    shown = place or Path(one.name)
    if found:
        yield Fault("moved", shown, "Sổ không biết nơi lưu bản gốc.", REPAIR, one.sha256, found)
    elif place is None:
        yield Fault("not_archived", shown, "Đã đọc nhưng bản gốc chưa được lưu.", NEXT_SWEEP, one.sha256)
    elif not place.exists():
        yield Fault("missing", shown, "Bản gốc không còn trong kho lưu.", DROP_AGAIN, one.sha256)
    elif _digest(place) is None:
        yield Fault("unreadable", shown, "Không mở được bản gốc trong kho lưu.", CHECK_RIGHTS, one.sha256)
    else:
        yield Fault("altered", shown, "Nội dung bản gốc đã bị thay đổi.", DROP_AGAIN, one.sha256)


def _strangers(known: Sequence[Original], settings: Settings) -> Iterator[Fault]:
    """Archived files without a reading, and second copies of one that has a reading."""
    places, hashes = {one.archived for one in known}, {one.sha256 for one in known}
    for path in sorted(settings.archive.absolute().rglob("*")):
        if path.name.startswith(".") or not path.is_file() or path in places:
            continue
        sha256 = _digest(path)
        if sha256 not in hashes:
            yield Fault("unknown", path, "Tệp trong kho lưu chưa có trong sổ.", READ_IT, sha256)
        elif any(one.sha256 == sha256 and one.archived and _digest(one.archived) == sha256 for one in known):
            yield Fault("doubled", path, "Bản gốc này được lưu hai lần.", "Có thể xóa bản này.", sha256)


def _failed(folder: Path) -> Iterator[Fault]:
    """Failed files whose reason is not told, and notes about files that are not there."""
    names = {path.name: path for path in sorted(folder.glob("*")) if path.is_file() and path.name[0] != "."}
    for name, path in names.items():
        is_note = name.endswith(".txt") and note_of(path).name not in names
        if is_note and name.removesuffix(".txt") not in names:
            yield Fault("lone_note", path, "Ghi chú không còn tệp đi kèm.", REMOVE_NOTE)
        elif not is_note and note_of(path).name not in names:
            yield Fault("no_note", path, "Tệp không đọc được nhưng không có ghi chú lý do.", LOOK_AT_IT)


def _digest(path: Path) -> str | None:
    try:
        return sha256_of(path)
    except OSError:
        return None
