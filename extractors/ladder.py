"""Number and date weighed by all that is told of them: agreement makes sure, difference or one weak voice proposes.

The rungs, the surest first: the edXML envelope in which the paper came, what was filled in at signing, text layer,
print, the strip read once more, coloured ink, other papers that name it, the file's name; the day of arrival bounds the
date.  What a pen wrote stays below 0.9 whatever else agrees, but for the envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.envelope import date_told, symbol_told, with_date, with_symbol
from extractors.rungs import date_rungs, symbol_rungs
from extractors.second_reading import BY_HAND, DISPUTED
from extractors.symbol import number_of
from extractors.zone_lines import is_drawn, lines_in
from records import Aside, Dispatch, Evidence, Found, Header, Line, Rung, Zone

#: The page's own voices, and those from beside it; the rest are bounds.
PAGE = (Rung.WIDGET, Rung.TEXT, Rung.PRINT, Rung.STRIP, Rung.INK)
BESIDE = (Rung.CITED, Rung.FILE_NAME)
BOUNDS = (Rung.ARRIVAL, Rung.RECEIVED)
#: A voice from beside the page that tells the whole value and not only its number.
CONFIRMING = 0.5
#: A reading of print that a person's note or another paper confirms.
CONFIRMED = 0.95
#: A date that lies behind its bound is wrong, or the bound is.
BEYOND = 0.5


def climbed(dispatch: Dispatch, header: Header, aside: Aside) -> tuple[Header, tuple[Evidence, ...]]:
    """The header with number and date as all rungs tell them, and the rungs.

    >>> climbed(Dispatch((1,), (), "", ()), Header(), Aside())
    (Header(symbol=None, kind=None, issued_on=None, place=None, parent_body=None, issuer=None, jurisdiction=None, \
subject=None, addressees=(), recipients=(), signer=None, arrival=None, marks=(), attachments=()), ())
    """
    drawn, envelope = is_drawn(dispatch), aside.envelope
    header = replace(
        header,
        symbol=with_symbol(header.symbol, envelope, drawn),
        issued_on=with_date(header.issued_on, envelope, drawn),
    )
    numbers = (*symbol_told(envelope), *symbol_rungs(dispatch, header, aside))
    symbol = weighed(header.symbol, numbers, _most(dispatch, Zone.SYMBOL), drawn)
    header = replace(header, symbol=symbol)
    days = (*date_told(envelope), *date_rungs(dispatch, header, aside))
    issued = weighed(header.issued_on, days, _most(dispatch, Zone.PLACE_DATE), drawn)
    return replace(header, issued_on=_bounded(issued, days)), (*numbers, *days)


def weighed(found: Found | None, told: Sequence[Evidence], most: float, drawn: bool) -> Found | None:
    """The value held against what is told of it from beside the page; `most` is as sure as its writing lets it be."""
    beside = [one for one in told if one.rung in BESIDE]
    if found is None:
        return _proposed(beside)
    agreeing = [one for one in beside if one.value == found.value]
    if agreeing:
        whole = any(one.weight >= CONFIRMING for one in agreeing)
        return replace(found, confidence=max(found.confidence, min(CONFIRMED, most) if whole else 0.0))
    if not beside or not drawn:
        return found
    other = next((one for one in told if one.rung in PAGE and any(one.value == by.value for by in beside)), None)
    if other is not None:
        found = replace(found, value=other.value, rule=f"{other.field}.{other.rung}")
    return replace(found, confidence=min(found.confidence, DISPUTED)) if other or _speaks(beside) else found


def _speaks(beside: Sequence[Evidence]) -> bool:
    """Whether what differs is a number: days in a file's name often are those of the scanner."""
    return any(one.rung is not Rung.FILE_NAME or one.field == "symbol" for one in beside)


def _proposed(beside: Sequence[Evidence]) -> Found | None:
    """What only weaker voices tell, where they all tell the same."""
    if len({one.value for one in beside}) != 1:
        return None
    best = max(beside, key=lambda one: one.weight)
    return Found(best.value, best.printed, best.weight, f"{best.field}.{best.rung}", best.page, best.box)


def _most(dispatch: Dispatch, zone: Zone) -> float:
    """As sure as what stands in the zone can be: less where a pen or coloured ink wrote it."""
    return BY_HAND if any(map(_by_hand, lines_in(dispatch, zone))) else 1.0


def _by_hand(line: Line) -> bool:
    return line.strip is not None and (line.strip.by_hand or line.strip.ink)


def _bounded(issued: Found | None, told: Sequence[Evidence]) -> Found | None:
    """The date, another reading of it where only that one is possible, or a doubted one behind its bound."""
    last = min((one.value for one in told if one.rung in BOUNDS), default="9999")
    if issued is None or issued.value <= last:
        return issued
    possible = {one.value for one in told if one.rung in (*PAGE, *BESIDE) and one.value <= last}
    if len(possible) == 1:
        return replace(issued, value=possible.pop(), confidence=min(issued.confidence, DISPUTED))
    return replace(issued, confidence=min(issued.confidence, BEYOND))


def differing(field: str, told: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The rungs that tell the field, where they do not all tell the same; numbers may differ by leading zeros."""
    voices = [one for one in told if one.field == field and one.rung not in BOUNDS]
    return tuple(voices) if len({_alike(one.value) for one in voices}) > 1 else ()


def _alike(value: str) -> str:
    return value.lstrip("0") if number_of(value) else value
