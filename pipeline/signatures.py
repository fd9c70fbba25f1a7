"""Each dispatch with its electronic signatures: the file's own joined with the boxes printed on the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.e_signature import is_person
from records import SURE, Box, ESignature, Found, Integrity, Problem, Reading, ReadScan
from rules.fold import letters, tone_folded

#: A box is printed before the signature is made: the two times may differ by so much.
APART = dt.timedelta(minutes=2)
#: How alike (0..100) the letters of a signer's name read from the page must be to the certificate's.
ALIKE = 85.0
#: The states of a signature, the worst first.
WORST = (Integrity.BROKEN, Integrity.UNCHECKED, Integrity.INTACT)

CODES = {Integrity.BROKEN: "signature-broken", Integrity.UNCHECKED: "signature-unchecked"}
MESSAGES = {
    Integrity.BROKEN: "Chữ ký số của {0} cho thấy tệp đã bị sửa: {1}; hãy xin lại bản gốc từ nơi gửi.",
    Integrity.UNCHECKED: "Chữ ký số của {0} không kiểm tra được: {1}; hãy mở tệp bằng phần mềm ký số để kiểm tra.",
}
UNREAD = "Chưa đọc được tên người ký trên trang"
UNSURE = "Chưa chắc tên người ký '{0}' trên trang"
PROPOSAL = "{0}; tệp có chữ ký số của {1}, hãy đối chiếu với trang ký."


def with_signatures(readings: Sequence[Reading], scan: ReadScan) -> tuple[Reading, ...]:
    """The readings, each with the signatures that show on its pages; the first has those that show nowhere.

    A signature that is not intact is a Problem, and one that may tell an unread signer's name is proposed in one.
    """
    homes = [_home(one, readings) for one in scan.e_signatures]
    return tuple(
        _signed(reading, [one for one, home in zip(scan.e_signatures, homes, strict=True) if home == index])
        for index, reading in enumerate(readings)
    )


def _home(one: ESignature, readings: Sequence[Reading]) -> int:
    """The index of the dispatch on whose pages the signature shows, or behind which, on a page without text."""
    page = one.page
    if page is None:
        return 0
    own = [index for index, reading in enumerate(readings) if page in reading.pages]
    before = [index for index, reading in enumerate(readings) if reading.pages and reading.pages[0] <= page]
    return next(iter(own), before[-1] if before else 0)


def _signed(reading: Reading, embedded: Sequence[ESignature]) -> Reading:
    signatures = merged(folded(embedded), reading.e_signatures)
    problems = (*reading.problems, *_not_intact(signatures), *_proposal(reading, signatures))
    return replace(reading, e_signatures=signatures, problems=problems)


def folded(embedded: Iterable[ESignature]) -> tuple[ESignature, ...]:
    """The signatures with those as one that one signer made in the same second: number, date and seal of an office."""
    kept: dict[object, ESignature] = {}
    for one in embedded:
        known = one.signer is not None and one.time is not None
        key = (one.signer, one.organisation, one.time) if known else len(kept)
        kept[key] = _both(kept[key], one) if key in kept else one
    return tuple(kept.values())


def _both(first: ESignature, other: ESignature) -> ESignature:
    """Two signatures of one stroke as one: the place of the first that shows, the worse state."""
    worse = min((first, other), key=lambda one: WORST.index(one.integrity or Integrity.UNCHECKED))
    place = first if first.page is not None else other
    count = first.count + other.count
    return replace(first, page=place.page, box=place.box, integrity=worse.integrity, reason=worse.reason, count=count)


def merged(embedded: Sequence[ESignature], printed: Iterable[ESignature]) -> tuple[ESignature, ...]:
    """The embedded signatures, with the words of their boxes, and behind them the boxes that none of them supports."""
    whole = list(embedded)
    alone: list[ESignature] = []
    for box in printed:
        index = next((i for i, one in enumerate(whole) if not one.printed and _supports(one, box)), None)
        if index is None:
            alone.append(box)
        else:
            whole[index] = replace(whole[index], printed=box.printed)
    return (*whole, *alone)


def _supports(one: ESignature, box: ESignature) -> bool:
    """Whether the box is this signature's: the same signer at the same time; in its place where one is unread."""
    if one.signer is None or box.signer is None:
        return _inside(one, box) and _together(one, box) is not False
    alike = fuzz.ratio(letters(one.signer), letters(box.signer)) >= ALIKE
    together = _together(one, box)
    return alike and (_inside(one, box) if together is None else together)


def _together(one: ESignature, box: ESignature) -> bool | None:
    """Whether both name the same time, a date alone being any hour of it; None where one names none."""
    if one.time is None or box.time is None:
        return None
    if len(box.time) == len("2026-04-28"):
        return one.time.startswith(box.time)
    return abs(dt.datetime.fromisoformat(one.time) - dt.datetime.fromisoformat(box.time)) <= APART


def _inside(one: ESignature, box: ESignature) -> bool:
    """Whether the printed box's middle stands in the signature's widget."""
    if one.box is None or box.box is None or one.page != box.page:
        return False
    x, y = _middle(box.box)
    return one.box[0] <= x <= one.box[2] and one.box[1] <= y <= one.box[3]


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _not_intact(signatures: Iterable[ESignature]) -> tuple[Problem, ...]:
    return tuple(
        Problem(CODES[state], MESSAGES[state].format(_told(one), one.reason), one.page, one.box, "e_signatures")
        for one in signatures
        if (state := one.integrity) in CODES
    )


def _proposal(reading: Reading, signatures: Iterable[ESignature]) -> tuple[Problem, ...]:
    """Whose signatures the file bears where the page's signer is unread or unsure; none where they agree with it."""
    name = reading.header.signer.name if reading.header.signer else None
    if not reading.is_dispatch or (name is not None and name.confidence >= SURE):
        return ()
    people = [one for one in signatures if one.integrity is Integrity.INTACT and _is_person(one)]
    if not people or (name is not None and any(_same(name, one) for one in people)):
        return ()
    doubt = UNREAD if name is None else UNSURE.format(name.value)
    message = PROPOSAL.format(doubt, "; ".join(map(_told, people)))
    return (Problem("signer-proposed", message, people[-1].page, people[-1].box, "signer.name"),)


def _is_person(one: ESignature) -> bool:
    return one.signer is not None and one.signer != one.organisation and is_person(one.signer)


def _same(name: Found, one: ESignature) -> bool:
    return tone_folded(name.value) == tone_folded(one.signer or "")


def _told(one: ESignature) -> str:
    """The signer as a message names him: 'Nguyễn Văn An (28/04/2026 15:49)'."""
    who = one.signer or one.organisation or "người không rõ tên"
    return f"{who} ({dt.datetime.fromisoformat(one.time):%d/%m/%Y %H:%M})" if one.time else who
