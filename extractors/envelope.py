"""What an edXML envelope tells of the dispatch in it, held against what was read on the page.

The sender's office fills an envelope from its own register, so what it tells is the surest of all rungs: where the page
tells the same, the value is sure; where the page tells nothing, it is the envelope's; where they differ, neither is
believed and a clerk compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from extractors.second_reading import DISPUTED
from records import SURE, Envelope, Evidence, Found, Header, Recipient, Rung, Signer
from rules import table
from rules.fold import fold, letters, squeezed, tone_folded
from rules.units import written_out

#: The page and the envelope tell the same.
AGREED = 0.97
#: The envelope tells it alone: nobody signed it, and a person typed it.
ALONE = 0.95
#: Words without any Vietnamese mark, typed for a machine; or an organ that sent it and perhaps did not issue it.
UNMARKED = 0.8
#: How alike (0..100) a text read from a picture must be to the envelope's, apart from its numbers.
ALIKE = 92.0
#: A text that holds the other whole, if that one has so many letters.
LONG = 20
RULE = "{0}.edxml"
#: What can be a number ('7816', '66.7', '12a') and the rest of a symbol ('VPCP-TTĐT', '2010/TTLT/BTC-BNN', '-CV/TU').
NUMBER = re.compile(r"\d{1,6}(\.\d{1,3})?[^\W\d_]?")
NOTATION = re.compile(r"-?[^\W_](?:[\w./&-]| (?=[^\W_])| ?- ?){1,60}")

Same = Callable[[str, str, bool], bool]


@dataclass(frozen=True, slots=True)
class Said:
    """A value as the envelope tells it, how sure that is by itself, and what counts as the same on the page."""

    field: str
    value: str
    weight: float
    same: Same


def symbol_of(envelope: Envelope) -> str:
    """The whole symbol; '' where number or notation is not told.

    >>> from records import Enclosed
    >>> symbol_of(Envelope(Enclosed("", "", ""), number="7816", notation="VPCP-TTĐT"))
    '7816/VPCP-TTĐT'
    >>> symbol_of(Envelope(Enclosed("", "", ""), number="411", notation="CV/TU"))
    '411-CV/TU'
    """
    number, notation = squeezed(envelope.number), squeezed(envelope.notation).strip(" /")
    if not NUMBER.fullmatch(number) or not NOTATION.fullmatch(notation):
        return ""
    joint = "-" if re.match(r"[^\W\d_]+/", notation) else "" if notation.startswith("-") else "/"
    return f"{number}{joint}{notation}"


def tells_a_dispatch(envelope: Envelope) -> bool:
    """Whether the envelope gives number and date: then a dispatch came, however little of its form was seen."""
    return bool(symbol_of(envelope)) and envelope.issued_on is not None


def with_symbol(found: Found | None, envelope: Envelope | None, drawn: bool) -> Found | None:
    """The symbol with what the envelope tells of it."""
    said = next(_symbol(envelope), None) if envelope else None
    return _weighed(found, said, drawn) if said else found


def with_date(found: Found | None, envelope: Envelope | None, drawn: bool) -> Found | None:
    """The date of issue with what the envelope tells of it."""
    said = next(_date(envelope), None) if envelope else None
    return _weighed(found, said, drawn) if said else found


def symbol_told(envelope: Envelope | None) -> tuple[Evidence, ...]:
    """What the envelope tells of the symbol, as evidence."""
    return tuple(map(_evidence, _symbol(envelope))) if envelope else ()


def date_told(envelope: Envelope | None) -> tuple[Evidence, ...]:
    """What the envelope tells of the date of issue, as evidence."""
    return tuple(map(_evidence, _date(envelope))) if envelope else ()


def with_envelope(header: Header, envelope: Envelope, drawn: bool) -> tuple[Header, tuple[Evidence, ...]]:
    """The header with what the envelope tells of all but number and date, and that as evidence.

    `drawn`: the page was read from its picture, so that its marks may have slipped.
    """
    told: list[Evidence] = []
    for said in (*_kind(envelope), *_issuer(envelope), *_subject(envelope), *_place(envelope, header)):
        found = getattr(header, said.field)
        values: dict[str, Any] = {said.field: _weighed(found, said, drawn)}
        header = replace(header, **values)
        told += _voices(said, found, drawn)
    signer = header.signer or Signer()
    for said in _signer(envelope):
        part = said.field.partition(".")[2]
        found = getattr(signer, part)
        signer = replace(signer, **{part: _weighed(found, said, drawn)})
        told += _voices(said, found, drawn)
    signed = signer if signer != Signer() else None
    return replace(header, signer=signed, recipients=_recipients(header, envelope)), tuple(told)


def _weighed(found: Found | None, said: Said, drawn: bool) -> Found:
    """What the page tells confirmed or disputed; the envelope's value where the page tells nothing."""
    rule = RULE.format(said.field)
    if found is None:
        return Found(said.value, said.value, said.weight, rule)
    if not said.same(found.value, said.value, drawn):
        if said.weight < SURE:
            return found
        return replace(found, value=said.value, confidence=min(found.confidence, DISPUTED), rule=rule)
    if _has_marks(found.value) and not _has_marks(said.value):
        return found  # the letters are right, of the marks the envelope tells nothing
    spelt = said.value if drawn and _takes_spelling(found, said) else found.value
    return replace(found, value=spelt, confidence=max(found.confidence, AGREED), rule=rule)


def is_confirmed(found: Found) -> bool:
    """Whether an envelope tells the value for sure, however badly its page can be read."""
    return found.confidence >= SURE and found.rule.endswith(RULE.format(""))


def _takes_spelling(found: Found, said: Said) -> bool:
    """Whether the envelope's spelling is better than what was read from a picture; capitals are spelt in our way."""
    return tone_folded(found.value) != tone_folded(said.value) and not said.value.isupper()


def _voices(said: Said, found: Found | None, drawn: bool) -> Iterator[Evidence]:
    """What the envelope tells, and the page where it tells something else."""
    yield _evidence(said)
    if found is not None and not said.same(found.value, said.value, drawn):
        rung = Rung.PRINT if drawn else Rung.TEXT
        yield Evidence(said.field, rung, found.value, found.confidence, found.printed, found.page, found.box)


def _evidence(said: Said) -> Evidence:
    return Evidence(said.field, Rung.EDXML, said.value, said.weight, said.value)


def _symbol(envelope: Envelope) -> Iterator[Said]:
    if symbol := symbol_of(envelope):
        yield Said("symbol", symbol, ALONE, _same_symbol)


def _date(envelope: Envelope) -> Iterator[Said]:
    if envelope.issued_on:
        yield Said("issued_on", envelope.issued_on, ALONE, lambda one, other, _: one == other)


def _kind(envelope: Envelope) -> Iterator[Said]:
    """The kind, where it is one that dispatches have."""
    named = tone_folded(envelope.kind)
    known = next((one["name"] for one in table("kinds")["kind"] if tone_folded(one["name"]) == named), None)
    if known:
        yield Said("kind", known, ALONE, lambda one, other, _: tone_folded(one) == tone_folded(other))


def _issuer(envelope: Envelope) -> Iterator[Said]:
    """Who sent it: the issuer where the document's id is that of an organ of the same id.

    Who passes a dispatch on sends it in his own name.
    """
    name = envelope.sender.name
    own = envelope.document_id.partition(",")[0].strip()
    if not name or (own and own != envelope.sender.organ_id):
        return
    yield Said("issuer", name, ALONE if own and _has_marks(name) else UNMARKED, _same_organ)


def _subject(envelope: Envelope) -> Iterator[Said]:
    if envelope.subject:
        weight = ALONE if _has_marks(envelope.subject) else UNMARKED
        yield Said("subject", envelope.subject, weight, _same_subject)


def _place(envelope: Envelope, header: Header) -> Iterator[Said]:
    if envelope.place and header.place is None:
        yield Said("place", envelope.place, ALONE, _same_name)


def _signer(envelope: Envelope) -> Iterator[Said]:
    """Name and title; a name in capitals comes out as people write it."""
    name = envelope.signer.title() if envelope.signer.isupper() else envelope.signer
    if name:
        yield Said("signer.name", name, ALONE if _has_marks(name) else UNMARKED, _same_name)
    if envelope.position:
        title = _lowered(envelope.position)
        yield Said("signer.title", title, ALONE if _has_marks(title) else UNMARKED, _same_title)


def _lowered(text: str) -> str:
    return text.capitalize() if text.isupper() else text


def _has_marks(text: str) -> bool:
    """Whether the text bears any mark of Vietnamese; without one it was typed for a machine, or a short name.

    >>> _has_marks("Nguyễn Văn A"), _has_marks("NGUYEN VAN A")
    (True, False)
    """
    return fold(text) != text.lower()


def _same_symbol(one: str, other: str, _: bool) -> bool:
    return letters(one).lstrip("0") == letters(other).lstrip("0")


def _same_name(one: str, other: str, drawn: bool) -> bool:
    """Letter for letter with all tones; without marks where a picture or a machine may have lost them."""
    loose = drawn or not (_has_marks(one) and _has_marks(other))
    return letters(one) == letters(other) if loose else tone_folded(one) == tone_folded(other)


def _same_organ(one: str, other: str, drawn: bool) -> bool:
    return _same_name(written_out(one), written_out(other), drawn)


def _same_title(one: str, other: str, drawn: bool) -> bool:
    """The same title, or one that goes on with the organ: 'Phó Chủ tịch' and 'Phó Chủ tịch UBND xã'."""
    own, told = written_out(one), written_out(other)
    if _same_name(own, told, drawn):
        return True
    short, long = sorted((letters(own), letters(told)), key=len)
    return bool(short) and long.startswith(short)


def _same_subject(one: str, other: str, drawn: bool) -> bool:
    """The same matter, apart from 'V/v', what one leaves out behind, and slips of a picture's reading; no number."""
    own, told = _matter(one), _matter(other)
    if _same_name(own, told, drawn):
        return True
    short, long = sorted((letters(own), letters(told)), key=len)
    if len(short) >= LONG and short in long:
        return drawn or tone_folded(own) in tone_folded(told) or tone_folded(told) in tone_folded(own)
    same_numbers = re.findall(r"\d+", own) == re.findall(r"\d+", told)
    return drawn and same_numbers and fuzz.ratio(letters(own), letters(told)) >= ALIKE


def _matter(subject: str) -> str:
    return re.sub(r"^\W*(v\s*/\s*v|về việc)\W*", "", squeezed(subject), flags=re.IGNORECASE)


def _recipients(header: Header, envelope: Envelope) -> tuple[Recipient, ...]:
    """Those of the page; those of the envelope where none was read there."""
    if header.recipients:
        return header.recipients
    rule = RULE.format("recipients")
    return tuple(Recipient(Found(place, place, ALONE, rule)) for place in envelope.to_places)


def recipients_untold(header: Header, envelope: Envelope) -> tuple[str, ...]:
    """The recipients that the envelope names and the page does not."""
    read = [letters(one.name.value) for one in header.recipients]
    return tuple(
        place
        for place in envelope.to_places
        if not any(letters(place) in one or one in letters(place) or _alike(letters(place), one) for one in read if one)
    )


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= ALIKE
