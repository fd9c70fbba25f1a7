"""A bag looked through: every file there, none more, every byte as it was written; the only module that knows bagit."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import bagit

from backup.layout import FORMAT, TABLES
from backup.refusals import NoBag
from backup.writing import ALGORITHMS, blocks_of

DAMAGED = "Tệp đã hỏng hoặc bị sửa: nội dung không khớp mã {0} trong danh mục."
MISSING = "Tệp có trong danh mục nhưng không còn trong bản sao lưu."
EXTRA = "Tệp không có trong danh mục: ai đó đã thêm vào sau khi sao lưu. Hãy xem rồi chuyển nó ra ngoài."
UNSAFE = "Danh mục nêu một tệp ngoài bản sao lưu; danh mục đã bị sửa, đừng tin bản này."
LINK = "Đây là liên kết, không phải tệp; bản sao lưu không bao giờ chứa liên kết. Hãy chuyển nó ra ngoài."
UNREADABLE = "Không đọc được tệp ({0}). Hãy kiểm tra quyền đọc và ổ đĩa."
UNHASHED = "Danh mục {0} không có tệp này; danh mục đã bị sửa."
BROKEN = "Không đọc được khung của bản sao lưu ({0})."
FORMAT_UNKNOWN = "Dạng của bản sao lưu là {0}, bản Văn Thư này chỉ biết dạng {1}. Hãy dùng bản Văn Thư mới hơn."

logging.getLogger("bagit").setLevel(logging.CRITICAL)  # what it finds is told by our own sentences


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one file of a bag (its name from the bag's folder on)."""

    name: str
    sentence: str

    def __str__(self) -> str:
        """The file and the sentence."""
        return f"  {self.name}: {self.sentence}"


@dataclass(frozen=True)
class Checked:
    """A bag, how many files and bytes it holds, and everything that is wrong with it."""

    folder: Path
    files: int
    size: int
    faults: tuple[Fault, ...]
    hashes: Mapping[str, str]

    @property
    def about(self) -> dict[str, Any]:
        """What the bag tells of its tables.  Raises NoBag."""
        return about(self.folder)


def about(folder: Path) -> dict[str, Any]:
    """What the bag tells of its tables.  Raises NoBag."""
    try:
        told: dict[str, Any] = json.loads((folder / "data" / TABLES).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoBag(folder) from error
    return told


def check(folder: Path) -> Checked:
    """The bag looked through, every byte of it.  Raises NoBag where there is none."""
    folder = folder.absolute()
    if not (folder / "bagit.txt").is_file():
        raise NoBag(folder)
    if links := tuple(Fault(name, LINK) for name in _links(folder)):
        return Checked(folder, 0, 0, links, {})  # bagit follows them
    try:
        bag = bagit.Bag(str(folder))
    except (bagit.BagError, OSError, ValueError, LookupError) as error:
        unsafe = "unsafe" in str(error)
        fault = Fault("manifest", UNSAFE) if unsafe else Fault("bagit.txt", BROKEN.format(error))
        return Checked(folder, 0, 0, (fault,), {})
    faults = tuple(_frame_faults(folder, bag))
    if not faults:
        faults = tuple(_content_faults(folder, bag))
    if not faults:
        faults = tuple(_form_faults(folder))
    names = [name for name in bag.entries if name.startswith("data/")]
    size = sum((folder / name).stat().st_size for name in names if (folder / name).is_file())
    return Checked(folder, len(names), size, faults, {name: bag.entries[name].get("sha256", "") for name in names})


def _frame_faults(folder: Path, bag: bagit.Bag) -> Iterator[Fault]:
    """Names that lead outside, files that are not there, files that nobody told of."""
    outside = [name for name in bag.entries if not _within(name)]
    yield from (Fault(name, UNSAFE) for name in outside)
    for algorithm in ALGORITHMS:
        if not (folder / f"manifest-{algorithm}.txt").is_file():
            yield Fault(f"manifest-{algorithm}.txt", MISSING)
    if outside:
        return
    missing, extra = bag.compare_manifests_with_fs()
    yield from (Fault(name, MISSING) for name in sorted(missing))
    yield from (Fault(name, EXTRA) for name in sorted(extra))
    told_once = (name for name, hashes in bag.entries.items() if not set(ALGORITHMS) <= hashes.keys())
    yield from (Fault(name, UNHASHED.format(" hoặc ".join(ALGORITHMS))) for name in sorted(told_once))


def _within(name: str) -> bool:
    """Whether the name is of the payload, or of a file beside it; bagit lets pass what lies in a folder beside the bag.

    >>> _within("data/archive/a.pdf"), _within("bag-info.txt"), _within("../bag-2/a.pdf"), _within("/etc/passwd")
    (True, True, False, False)
    """
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and (path.parts[0] == "data" or len(path.parts) == 1)


def _links(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place) / name
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                yield path.relative_to(folder).as_posix()


def _content_faults(folder: Path, bag: bagit.Bag) -> Iterator[Fault]:
    """Files whose bytes are not those of the manifests."""
    for name in sorted(bag.entries):
        path = folder / bag.normalized_filesystem_names.get(name, name)
        try:
            wrong = _differing(path, bag.entries[name])
        except OSError as error:
            yield Fault(name, UNREADABLE.format(error.strerror or error))
            continue
        if wrong:
            yield Fault(name, DAMAGED.format(" và ".join(wrong)))


def _differing(path: Path, told: Mapping[str, str]) -> list[str]:
    digests = {one: hashlib.new(one) for one in ALGORITHMS}
    for block in blocks_of(path):
        for digest in digests.values():
            digest.update(block)
    return [one for one, digest in digests.items() if told[one].lower() != digest.hexdigest()]


def _form_faults(folder: Path) -> Iterator[Fault]:
    """What a whole bag can lack to be one of ours."""
    told = about(folder)
    if told.get("format") != FORMAT:
        yield Fault(f"data/{TABLES}", FORMAT_UNKNOWN.format(told.get("format"), FORMAT))
