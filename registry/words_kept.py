"""The pages of a scan as they were read, packed into one row, so that no other cut of them needs reading again."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, fields, replace
from typing import Any

from django.db.models import Q

from records import (
    Box,
    Business,
    Cell,
    Correspondent,
    Cut,
    Enclosed,
    Envelope,
    ESignature,
    Grade,
    Integrity,
    Page,
    Problem,
    Provenance,
    ReadScan,
    Strip,
    Table,
    Trace,
    Word,
)
from registry import rows
from registry.connection import lent_connection
from registry.models import ScanRow, WordsRow

#: Told in the packing; what was packed otherwise counts as not kept.
FORM = 1
#: Parts of a page that few files tell; they are packed only where they do.
TOLD_BY_SOME = ("unspaced", "footnotes")
COLUMNS = ("packed", "engine", "preparation")
UNKNOWN = Provenance("", "")


def keep(scan: ScanRow, read: ReadScan) -> None:
    """Nothing; afterwards these pages are those kept of the scan.  The same ones again change no row."""
    made = read.provenance or UNKNOWN
    told = (_packed(read), made.engine, made.preparation)
    kept = WordsRow.objects.filter(scan=scan).values_list("packed", "engine", "preparation").first()
    if kept is None or (bytes(kept[0]), *kept[1:]) != told:
        WordsRow.objects.update_or_create(scan=scan, defaults=dict(zip(COLUMNS, told, strict=True)))


def older(now: Provenance) -> frozenset[str]:
    """The sha256 of every scan whose words others than these would read, or whose pages were not all read.

    Where no engine is there now, that of the words does not count.
    """
    engines = Q(engine__in=("", now.engine)) if now.engine else Q()
    with lent_connection():
        found = WordsRow.objects.exclude(engines, preparation=now.preparation)
        return frozenset(found.values_list("scan__sha256", flat=True))


def unpacked(sha256: str) -> ReadScan | None:
    """The pages that are kept of the scan; None where there are none."""
    row = WordsRow.objects.filter(scan__sha256=sha256).select_related("scan").first()
    if row is None:
        return None
    told = json.loads(zlib.decompress(bytes(row.packed)))
    if told["form"] != FORM:
        return None
    return ReadScan(
        rows.scan(row.scan),
        tuple(map(_page, told["pages"])),
        tuple(Problem(**one | {"box": _box(one["box"])}) for one in told["problems"]),
        tuple(map(_e_signature, told["e_signatures"])),
        frozenset(told["heads"]),
        _envelope(told.get("envelope")),
        Provenance(row.engine, row.preparation) if row.preparation else None,
    )


def _packed(read: ReadScan) -> bytes:
    told = {
        "form": FORM,
        "pages": [_lean(asdict(_without_pictures(page))) for page in read.pages],
        "problems": [asdict(one) for one in read.problems],
        "e_signatures": [asdict(one) for one in read.e_signatures],
        "heads": sorted(read.heads),
        **({"envelope": asdict(read.envelope)} if read.envelope else {}),
    }
    return zlib.compress(json.dumps(told, default=_plain, separators=(",", ":")).encode("ascii"))


def _without_pictures(page: Page) -> Page:
    """The page with the places of its cuts alone: their pictures weigh twenty times the words, and can be drawn."""
    return replace(page, cuts=tuple(replace(cut, png=b"") for cut in page.cuts))


def _lean(page: dict[str, Any]) -> dict[str, Any]:
    """The page without what only the pages of some files tell."""
    for word in (*page["words"], *page["stamp_words"]):
        if not word["paragraph"]:
            del word["paragraph"]
    for name in TOLD_BY_SOME:
        if not page[name]:
            del page[name]
    return page


def _plain(value: Any) -> str | float:
    """A value that JSON does not know: no picture, or one of NumPy's numbers."""
    return "" if isinstance(value, bytes) else float(value)


def _page(told: dict[str, Any]) -> Page:
    whole = {part.name: told[part.name] for part in fields(Page) if part.name not in TOLD_BY_SOME}
    return Page(
        **whole
        | {
            **{name: tuple(told.get(name, ())) for name in TOLD_BY_SOME},
            "words": _words(told["words"]),
            "stamp_words": _words(told["stamp_words"]),
            "tables": tuple(map(_table, told["tables"])),
            "strips": tuple(map(_strip, told["strips"])),
            "cuts": tuple(map(_cut, told["cuts"])),
            "grade": told["grade"] and Grade(told["grade"]),
        }
    )


def _words(told: list[dict[str, Any]]) -> tuple[Word, ...]:
    return tuple(
        Word(one["text"], _sure_box(one["box"]), one["confidence"], one["filled"], one.get("paragraph", 0))
        for one in told
    )


def _table(told: dict[str, Any]) -> Table:
    cells = tuple(Cell(one["row"], one["column"], _sure_box(one["box"])) for one in told["cells"])
    return Table(_sure_box(told["box"]), cells)


def _strip(told: dict[str, Any]) -> Strip:
    return Strip(**told | {"box": _sure_box(told["box"]), "digits": tuple(told["digits"])})


def _cut(told: dict[str, Any]) -> Cut:
    return Cut(told["field"], told["page"], _sure_box(told["box"]), b"")


def _e_signature(told: dict[str, Any]) -> ESignature:
    integrity = told["integrity"] and Integrity(told["integrity"])
    return ESignature(**told | {"box": _box(told["box"]), "integrity": integrity})


def _envelope(told: dict[str, Any] | None) -> Envelope | None:
    if told is None:
        return None
    lists = {
        "receivers": tuple(Correspondent(**one) for one in told["receivers"]),
        "to_places": tuple(told["to_places"]),
        "traces": tuple(Trace(**one) for one in told["traces"]),
        "concerns": tuple(told["concerns"]),
    }
    own = {"enclosed": Enclosed(**told["enclosed"]), "sender": Correspondent(**told["sender"])}
    return Envelope(**told | lists | own | {"business": Business(told["business"])})


def _box(numbers: list[float] | None) -> Box | None:
    return None if numbers is None else _sure_box(numbers)


def _sure_box(numbers: list[float]) -> Box:
    left, top, right, bottom = numbers
    return (left, top, right, bottom)
