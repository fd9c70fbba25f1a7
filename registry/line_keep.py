"""The register's lines kept beside the dispatches, made anew with every reading and correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import suppress

from django.db import transaction

from records import Found, Header
from registry import rows
from registry.amend import amended
from registry.asked import plain
from registry.doubtful import doubtful
from registry.findings import header
from registry.line_models import KEPT, LineRow
from registry.models import DispatchRow
from registry.queries import CHUNK, standing
from registry.search_words import leading_number, searchable
from registry.storable import storable
from registry.task_names import OFFICE_TIME


def keep_lines(scans: Collection[int]) -> None:
    """Make the lines of these scans' dispatches anew, from their values and corrections."""
    found = DispatchRow.objects.filter(scan__in=scans)
    unsure = set(doubtful(found).values_list("pk", flat=True))
    whole = found.select_related("scan").prefetch_related("findings", "scan__corrections")
    lines = [_line(one, one.pk in unsure) for one in whole]
    with transaction.atomic():
        LineRow.objects.filter(dispatch__scan__in=scans).delete()
        LineRow.objects.bulk_create(lines)


def keep_missing_lines() -> None:
    """Make the lines of dispatches that have none: those kept before there was a table of lines."""
    lacking = DispatchRow.objects.filter(line=None).order_by("scan_id").values_list("scan_id", flat=True).distinct()
    scans = list(lacking)
    for start in range(0, len(scans), CHUNK):
        keep_lines(scans[start : start + CHUNK])


def _line(dispatch: DispatchRow, is_doubtful: bool) -> LineRow:
    ours = [rows.amendment(one) for one in dispatch.scan.corrections.all() if standing(one, dispatch)]
    return line_of(dispatch, header(amended(rows.values(dispatch), ours)), is_doubtful)


def line_of(dispatch: DispatchRow, head: Header, is_doubtful: bool) -> LineRow:
    """The line of the dispatch where these are the values that count; not saved yet."""
    came, number = _arrival(head, dispatch.scan.received_at)
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


def _arrival(head: Header, received_at: dt.datetime) -> tuple[dt.date, str]:
    """The day and the number of arrival: those of the stamp, or the day on which the file came."""
    came = received_at.astimezone(OFFICE_TIME).date()
    if head.arrival is None:
        return came, ""
    with suppress(ValueError):  # no day, or one that is half read
        came = dt.date.fromisoformat(_said(head.arrival.date))
    return came, _said(head.arrival.number)


def _named(head: Header) -> Iterator[Found | None]:
    """Whom the dispatch names in its header, beside its issuer."""
    yield from head.addressees
    yield from (one.name for one in head.recipients)
    yield head.signer.name if head.signer else None


def _said(found: Found | None) -> str:
    return " ".join(found.value.split()) if found else ""
