"""The lines of a table of units as units: parents and successors found, every fault told with its row."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from records import OfficeUnit
from registry.unit_file import UnitFileError, UnitLine

YES = frozenset({"x", "có", "co", "1", "true", "yes", "đúng", "v"})
NO = frozenset({"", "không", "khong", "0", "false", "no"})
LONGEST_NAME = 300
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
#: The id of an office in exchange: 'H04', '000.00.12.H04', since 2020 also 'G22.12.3'.
ORGAN_ID = re.compile(r"[A-Z0-9]{1,4}(\.[A-Z0-9]{1,4}){0,5}", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")


@dataclass
class _Reading:
    """The faults found so far, each with its row."""

    faults: list[str] = field(default_factory=list)

    def fault(self, line: UnitLine, sentence: str) -> None:
        self.faults.append(f"Dòng {line.number}: {sentence}")


def units_of(lines: Sequence[UnitLine], kept: Sequence[OfficeUnit] = ()) -> tuple[OfficeUnit, ...]:
    """The units of the lines in their order; a unit that is kept already keeps its key.

    Raises UnitFileError that tells every fault with its row: a name or kind missing, a day that is none, a parent or
    successor that is not there or not the only one, a unit twice, two offices, units over themselves.
    """
    reading = _Reading()
    if not lines:
        raise UnitFileError("Bảng không có đơn vị nào dưới dòng tiêu đề.")
    drafts = [_draft(line, reading) for line in lines]
    found = _Names(lines, drafts)
    parents = [found.one(line, "parent", reading) for line in lines]
    keys = _keys(lines, drafts, parents, kept, reading)
    units = tuple(
        replace(
            draft,
            key=keys[number],
            parent=None if parents[number] is None else keys[parents[number] or 0],
            successors=tuple(keys[one] for one in found.all(line, reading)),
        )
        for number, (line, draft) in enumerate(zip(lines, drafts, strict=True))
    )
    _check(lines, units, reading)
    if reading.faults:
        raise UnitFileError("\n".join(reading.faults))
    return units


def _draft(line: UnitLine, reading: _Reading) -> OfficeUnit:
    """The unit without its key, parent and successors."""
    if not line["name"]:
        reading.fault(line, "thiếu tên đơn vị.")
    if len(line["name"]) > LONGEST_NAME:
        reading.fault(line, f"tên dài hơn {LONGEST_NAME} ký tự.")
    if not line["kind"]:
        reading.fault(line, f"thiếu loại của “{line['name']}”.")
    since, until = (_day(line, field, reading) for field in ("valid_from", "valid_to"))
    if since and until and since > until:
        reading.fault(line, f"“{line['name']}” kết thúc trước khi bắt đầu; hãy xem lại từ ngày, đến ngày.")
    if line["email"] and not EMAIL.fullmatch(line["email"]):
        reading.fault(line, f"thư điện tử “{line['email']}” không đúng dạng ten@mien.")
    if line["organ_id"] and not ORGAN_ID.fullmatch(line["organ_id"]):
        reading.fault(line, f"mã định danh “{line['organ_id']}” không đúng dạng, ví dụ 000.00.00.G22.")
    office = line["is_office"].casefold()
    if office not in YES | NO:
        reading.fault(line, f"cột “là cơ quan ta” ghi “{line['is_office']}”; hãy ghi x hoặc để trống.")
    aliases = tuple(dict.fromkeys(_parts(line["aliases"])))
    text = unicodedata.normalize("NFC", line["name"])
    draft = OfficeUnit("", text, line["kind"], None, aliases, since, until, line["email"] or None, office in YES)
    return replace(draft, organ_id=line["organ_id"].upper() or None)


def _day(line: UnitLine, field: str, reading: _Reading) -> str | None:
    """The day as ISO; None where the cell is empty."""
    text = line[field]
    match = DAY.fullmatch(text)
    try:
        if match:
            return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return dt.date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        reading.fault(line, f"“{text}” không phải một ngày; hãy ghi như 01/7/2025.")
        return None


def _parts(text: str) -> Iterator[str]:
    """The parts of a cell that holds several, apart by ';'."""
    return (unicodedata.normalize("NFC", part.strip()) for part in re.split(r"[;\n]", text) if part.strip())


class _Names:
    """Which lines are called so: by code, name or another name."""

    def __init__(self, lines: Sequence[UnitLine], drafts: Sequence[OfficeUnit]) -> None:
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, (line, draft) in enumerate(zip(lines, drafts, strict=True)):
            for text in {comparable(one) for one in (line["key"], draft.name, *draft.aliases) if one}:
                self.by_name[text].append(number)

    def one(self, line: UnitLine, field: str, reading: _Reading) -> int | None:
        """The number of the line that the field names; None where the field is empty or a fault."""
        return self._of(line, line[field], reading, "đơn vị cấp trên") if line[field] else None

    def all(self, line: UnitLine, reading: _Reading) -> Iterator[int]:
        """The numbers of the lines that are its successors."""
        for text in _parts(line["successors"]):
            number = self._of(line, text, reading, "đơn vị kế tiếp")
            if number is not None:
                yield number

    def _of(self, line: UnitLine, text: str, reading: _Reading, what: str) -> int | None:
        found = self.by_name.get(comparable(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            reading.fault(line, f"{what} “{text}” có {len(found)} dòng cùng tên; hãy ghi mã riêng ở cột “mã”.")
        else:
            reading.fault(line, f"{what} “{text}” không có trong bảng; hãy thêm một dòng hoặc sửa tên cho đúng.")
        return None


def comparable(text: str) -> str:
    """A name for comparing: composed, in lower case, with tones in one place (uỷ is ủy) and white space squeezed."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFC", text).casefold().split())


def _tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in parts if char in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(char for char in parts if char not in tones)) + tones


def _keys(
    lines: Sequence[UnitLine],
    drafts: Sequence[OfficeUnit],
    parents: Sequence[int | None],
    kept: Sequence[OfficeUnit],
    reading: _Reading,
) -> list[str]:
    """The key of each line: its code; else that of the kept unit of its name; else made of its name."""
    names = Counter(comparable(one.name) for one in drafts)
    known, taken = _kept_keys(kept), {one.key for one in kept}
    keys: list[str] = []
    first: dict[tuple[str, str], int] = {}
    for number, (line, draft) in enumerate(zip(lines, drafts, strict=True)):
        over = parents[number]
        parent = drafts[over].name if over is not None else ""
        alone = names[comparable(draft.name)] == 1
        told = (comparable(draft.name), comparable(parent))
        key = line["key"] or known.get(told) or (known.get((told[0], None)) if alone else None)
        key = key or _free(slug(draft.name if alone else f"{draft.name} {parent}"), taken | set(keys))
        if key in keys or told in first:
            before = lines[keys.index(key) if key in keys else first[told]].number
            reading.fault(line, f"“{draft.name}” đã có ở dòng {before}; hãy bỏ một dòng hoặc ghi mã khác nhau.")
        first.setdefault(told, number)
        keys.append(key)
    return keys


def _free(key: str, taken: set[str]) -> str:
    """The key, or the key with the first number that nobody has: names may differ in their marks alone."""
    return next(one for one in chain((key,), (f"{key}-{number}" for number in count(2))) if one not in taken)


def _kept_keys(kept: Sequence[OfficeUnit]) -> Mapping[tuple[str, str | None], str]:
    """The keys of kept units by name and parent's name, and by name alone where only one bears it."""
    names = {one.key: one.name for one in kept}
    found: dict[tuple[str, str | None], str] = {}
    counted = Counter(comparable(one.name) for one in kept)
    for one in kept:
        found[comparable(one.name), comparable(names.get(one.parent or "", ""))] = one.key
        if counted[comparable(one.name)] == 1:
            found[comparable(one.name), None] = one.key
    return found


def slug(text: str) -> str:
    """A key made of a name: 'Sở Nội vụ' is 'so-noi-vu'."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    return "-".join(words) or "don-vi"


def _check(lines: Sequence[UnitLine], units: Sequence[OfficeUnit], reading: _Reading) -> None:
    """Faults of the whole: two offices, units over themselves."""
    offices = [line for line, unit in zip(lines, units, strict=True) if unit.is_office]
    for line in offices[1:]:
        reading.fault(line, f"đã có cơ quan ta ở dòng {offices[0].number}; chỉ một dòng được đánh dấu.")
    over = {unit.key: unit.parent for unit in units}
    for line, unit in zip(lines, units, strict=True):
        seen, key = {unit.key}, unit.parent
        while key is not None and key not in seen:
            seen.add(key)
            key = over.get(key)
        if key == unit.key:
            reading.fault(
                line, f"“{unit.name}” trực thuộc chính mình (có thể qua đơn vị khác); hãy sửa cột trực thuộc."
            )
