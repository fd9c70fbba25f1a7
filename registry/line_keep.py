"""The register's lines kept beside the dispatches, made anew with every reading and correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from records import Found, Header, ScanReading
from registry import rows
from registry.amend import amended
from registry.asked import plain
from registry.concern_keep import keep_concerns, keep_first_concerns, wait_for_turn
from registry.connection import lent_connection
from registry.doubtful import doubtful, doubtful_at_first
from registry.entered import Entered, arrival_day, arrival_number, entered
from registry.findings import FieldKey, header
from registry.goes_to import KEPT
from registry.line_models import LineRow
from registry.models import DispatchRow, Finding
from registry.put_in import put_in
from registry.queries import CHUNK, standing
from registry.register_row import MAIN_FIELDS
from registry.search_words import leading_number, searchable
from registry.storable import storable

#: Holds something once every dispatch has its line: those that come later are kept with theirs.
_found_all: list[bool] = []


def keep_lines(scans: Collection[int]) -> None:
    """Make the lines of these scans' dispatches anew, from their values, corrections and numbers of arrival.

    What they concern is found out anew with them.
    """
    with transaction.atomic():
        wait_for_turn()
        _keep_lines(scans)
        keep_concerns(scans)


def keep_first_lines(reading: ScanReading, dispatches: Sequence[DispatchRow], findings: Iterable[Finding]) -> None:
    """Make the lines of a scan that has only just come, from what is in hand: nobody has said anything of it yet."""
    of: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        of[one.dispatch_id].append(one)
    pairs = zip(dispatches, doubtful_at_first(reading), strict=True)
    lines = [_as_read(one, rows.values_in(of[one.pk]), is_doubtful) for one, is_doubtful in pairs]
    keep_first_concerns(put_in(lines), of)


def _as_read(dispatch: DispatchRow, read: Mapping[FieldKey, Found], is_doubtful: bool) -> LineRow:
    head = header(dict(read))
    line = line_of(dispatch, head, is_doubtful)
    line.sureness = sureness(dispatch, head)
    return line


def _keep_lines(scans: Collection[int]) -> None:
    found = DispatchRow.objects.filter(scan__in=scans)
    unsure = set(doubtful(found).values_list("pk", flat=True))
    whole = found.select_related("scan").prefetch_related("findings", "scan__corrections", "scan__arrivals")
    lines = [_line(one, one.pk in unsure) for one in whole]
    LineRow.objects.filter(dispatch__scan__in=scans).delete()
    put_in(lines)


def keep_missing_lines() -> None:
    """Make the lines of dispatches that have none, or one of an older version: the latest first, some at a time.

    Each few are a transaction, so that others write between them.
    """
    while scans := list(_lacking().order_by("-scan_id").values_list("scan_id", flat=True).distinct()[:CHUNK]):
        with lent_connection():
            keep_lines(scans)


def lacking() -> int:
    """How many dispatches the register does not find yet; once it finds all, that stays so, and is not asked again."""
    if not _found_all:
        with lent_connection():
            number = _lacking().count()
        if number:
            return number
        _found_all.append(True)
    return 0


def _lacking() -> QuerySet[DispatchRow]:
    return DispatchRow.objects.filter(Q(line=None) | Q(line__sureness=None))


def _line(dispatch: DispatchRow, is_doubtful: bool) -> LineRow:
    ours = [rows.amendment(one) for one in dispatch.scan.corrections.all() if standing(one, dispatch)]
    read = rows.values(dispatch)
    given = entered(dispatch.scan.arrivals.all(), dispatch)
    line = line_of(dispatch, header(amended(read, ours)), is_doubtful, given)
    line.sureness = sureness(dispatch, header(read))
    return line


def sureness(dispatch: DispatchRow, read: Header) -> float:
    """How sure the least sure main value is, as it was read; 0 where one was not read."""
    found = [getattr(read, name) for name in MAIN_FIELDS]
    known = [one.confidence for one in found if one is not None]
    return 0.0 if not known or (dispatch.is_dispatch and len(known) < len(found)) else min(known)


def line_of(dispatch: DispatchRow, head: Header, is_doubtful: bool, given: Entered | None = None) -> LineRow:
    """The line of the dispatch where these are the values that count; not saved yet.  `given`: how it was entered."""
    came, number = arrival_day(head, given, dispatch.scan.received_at), arrival_number(head, given)
    kind, issuer, subject, symbol = (_said(one) for one in (head.kind, head.issuer, head.subject, head.symbol))
    texts = (number, kind, subject, issuer, *map(_said, _named(head)), dispatch.scan.name)
    return LineRow(
        dispatch=dispatch,
        arrived_on=came,
        year=came.year,
        arrival_number=leading_number(number),
        symbol_number=leading_number(symbol),
        issued_on=_said(head.issued_on)[:KEPT],
        kind=kind[:KEPT],
        issuer=issuer[:KEPT],
        issuer_plain=plain(issuer)[:KEPT],
        title_plain=plain(f"{kind} {subject}")[:KEPT],
        doubtful=is_doubtful,
        words=storable(searchable((symbol,), texts)),
    )


def _named(head: Header) -> Iterator[Found | None]:
    """Whom the dispatch names in its header, beside its issuer."""
    yield from head.addressees
    yield from (one.name for one in head.recipients)
    yield head.signer.name if head.signer else None


def _said(found: Found | None) -> str:
    return " ".join(found.value.split()) if found else ""
