"""What a reading got right and wrong, held against the gold of a corpus: one verdict a value.

A field matches after folding of case, white space, quotes and tone place (hoà = hòa); on scans names and subjects also
at a likeness of 95.  Lists are matched item by item.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from pipeline.cited_verdicts import cited
from pipeline.ordered_verdicts import ordered
from records import HEADER_FIELDS, Found, Header, Reading, Refused, ScanReading
from rules.fold import DASHES, QUOTES, tone_folded

#: How alike two names in a list must be (0..100) to be the same entry.
ENTRY = 88.0
#: How alike the parts of a signer must be.
PERSON = 90.0
#: How alike a long value read from a scan must be.
ON_SCAN = 95.0
#: The fields that pass on likeness when read from a scan.
LONG = frozenset({"issuer", "parent_body", "subject"})

SECRET = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value of one dispatch: what was wanted and read (None for nothing), whether it is right, how sure it was."""

    case: str
    field: str
    want: str | None
    got: str | None
    right: bool
    confidence: float | None = None

    @property
    def key(self) -> str:
        """What the verdict is about, the same from run to run."""
        return f"{self.case}|{self.field}|{self.want if self.want is not None else '+' + str(self.got)}"


def verdicts(case: str, gold: Gold, reading: ScanReading | None, scanned: bool) -> list[Verdict]:
    """The verdicts over all dispatches of a scan; a reading of None is a scan that was not read."""
    wanted: Sequence[Gold] = gold["dispatches"]
    read = list(reading.readings) if reading else []
    found: list[Verdict] = [Verdict(case, "dispatches", "x", "x", True) for _ in zip(wanted, read, strict=False)]
    found += [Verdict(case, "dispatches", "x", None, False) for _ in wanted[len(read) :]]
    found += [Verdict(case, "dispatches", None, "x", False) for _ in read[len(wanted) :]]
    for number, (want, got) in enumerate(_paired(wanted, read), start=1):
        name = f"{case}#{number}" if len(wanted) > 1 else case
        found += _dispatch(name, want, got.header if got else Header(), scanned)
        found += _cited(name, want, got)
        found += _ordered(name, want, got)
    return found


def secret_verdict(case: str, gold: Gold, result: ScanReading | Refused | None) -> Verdict | None:
    """Whether a scan whose gold bears a mark of secrecy was refused; None for a scan without such a mark."""
    marked = any(mark in SECRET for want in gold["dispatches"] for mark in want.get("marks") or [])
    if not marked:
        return None
    refused = isinstance(result, Refused) and result.code == "secret"
    return Verdict(case, "secret", "refused", "refused" if refused else None, refused)


def _paired(wanted: Sequence[Gold], read: list[Reading]) -> list[tuple[Gold, Reading | None]]:
    """Each wanted dispatch with the one read for it: the same symbol first, then the next in order."""
    left = list(read)
    chosen: dict[int, Reading] = {}
    for i, want in enumerate(wanted):
        same = next((one for one in left if _symbol(_value(one.header.symbol)) == _symbol(want["symbol"])), None)
        if same is not None:
            chosen[i] = same
            left.remove(same)
    return [(want, chosen.get(i) or (left.pop(0) if left else None)) for i, want in enumerate(wanted)]


def _cited(case: str, want: Gold, got: Reading | None) -> Iterator[Verdict]:
    """The verdicts over the documents the dispatch names."""
    for one in cited(want, got.citations if got else (), got.asserted_edges if got else ()):
        yield Verdict(case, one.field, one.want, one.got, one.want == one.got, one.confidence)


def _ordered(case: str, want: Gold, got: Reading | None) -> Iterator[Verdict]:
    """The verdicts over what the dispatch orders."""
    for one in ordered(want, got.obligations if got else (), got.text if got else ""):
        yield Verdict(case, one.field, one.want, one.got, one.right, one.confidence)


def _dispatch(case: str, want: Gold, got: Header, scanned: bool) -> Iterator[Verdict]:
    for name in HEADER_FIELDS:
        yield _single(case, name, want.get(name), getattr(got, name), scanned)
    yield from _listed(
        case, "addressees", _split(want.get("addressees")), [one for f in got.addressees for one in _cut(f)]
    )
    names = [entry["name"] for entry in want.get("recipients") or []]
    yield from _listed(case, "recipients", names, [(one.name.value, one.name.confidence) for one in got.recipients])
    yield from _parts(case, "signer", want.get("signer"), got.signer, ("name", "title", "authority"))
    yield from _parts(case, "arrival", want.get("arrival"), got.arrival, ("number", "date"))
    yield from _listed(case, "marks", want.get("marks") or [], [(one.value, one.confidence) for one in got.marks])
    enclosed = [(one.value, one.confidence) for one in got.attachments]
    yield from _listed(case, "attachments", want.get("attachments") or [], enclosed)


def _single(case: str, name: str, want: Any, got: Found | None, scanned: bool) -> Verdict:
    wanted = _text(want)
    if name == "symbol":
        right = _symbol(wanted) == _symbol(_value(got))
    else:
        right = _same(wanted, _value(got), ON_SCAN if scanned and name in LONG else 100.0)
    return Verdict(case, name, wanted, _value(got), right, got.confidence if got else None)


def _parts(case: str, field: str, want: Gold | None, got: Any, names: Sequence[str]) -> Iterator[Verdict]:
    for name in names:
        wanted = _text((want or {}).get(name))
        found: Found | None = getattr(got, name) if got else None
        bar = PERSON if field == "signer" else 100.0
        right = _same(wanted, _value(found), bar)
        yield Verdict(case, f"{field}.{name}", wanted, _value(found), right, found.confidence if found else None)


def _listed(case: str, field: str, want: Sequence[str], got: Sequence[tuple[str, float]]) -> Iterator[Verdict]:
    left = list(got)
    for wanted in want:
        match = next((one for one in left if fuzz.ratio(_folded(wanted), _folded(one[0])) >= ENTRY), None)
        if match is not None:
            left.remove(match)
        yield Verdict(case, field, wanted, match and match[0], match is not None, match and match[1])
    for value, confidence in left:
        yield Verdict(case, field, None, value, False, confidence)


def _cut(found: Found) -> list[tuple[str, float]]:
    return [(one, found.confidence) for one in _split([found.value])]


def _split(names: Sequence[str] | None) -> list[str]:
    """The addressees one by one: 'Các huyện ủy, thị ủy và thành ủy' names three, however the list was cut."""
    parts = re.split(r"[,;]|\s+và\s+", "; ".join(names or ()))
    return [part for one in parts if (part := one.strip(" -–+•."))]


def _same(want: str | None, got: str | None, bar: float) -> bool:
    if want is None or got is None:
        return want is got
    return _folded(want) == _folded(got) or fuzz.ratio(_folded(want), _folded(got)) >= bar


def _folded(text: str) -> str:
    return tone_folded(text.translate(DASHES).translate(QUOTES)).strip(" .;,:'\"")


def _symbol(value: str | None) -> str | None:
    return re.sub(r"\s", "", value).translate(DASHES).upper() if value else None


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def _text(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else None if value is None else str(value)
