"""News of one follow put right: what is new, what is the same as before, what is said no more.

A saying is the same where its paper or its document is, and it says the same; so neither reading a scan again, nor a
copy of a paper, nor a corrected number makes it new.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from registry.models import DispatchRow, FollowRow, NewsRow, NewsStepRow
from registry.sayings import Place, Saying

#: Rows written at once.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Looking:
    """Under what news of one follow is put right: what its person may `see` (None: all), when.

    `after`: only what stands in scans that came after this one is news, the rest is known from now on; all is below 0.
    """

    seen: QuerySet[DispatchRow] | None
    at: dt.datetime
    after: int = -1


def keep(follow: FollowRow, now: Sequence[Saying], kept: QuerySet[NewsRow], looking: Looking) -> int:
    """How many sayings are news; `kept`: the rows that tell what is compared.

    Of copies of a paper that one is told which the person may see.
    """
    rows = list(kept.order_by("pk").prefetch_related("steps"))
    same, new, lost = _paired(now, rows)
    seen = _seen(now, looking.seen)
    for saying, row in same:
        _put_right(row, saying, _place(saying, row, seen))
    made = [_row(follow, one, _place(one, None, seen), looking) for one in new]
    NewsRow.objects.bulk_create(made, batch_size=BATCH)
    steps = [step for row, one in zip(made, new, strict=True) for step in _steps(row, one)]
    NewsStepRow.objects.bulk_create(steps, batch_size=BATCH)
    gone = [row.pk for row in lost if not row.gone]
    for start in range(0, len(gone), BATCH):
        NewsRow.objects.filter(pk__in=gone[start : start + BATCH]).update(gone=True)
    return sum(row.told for row in made)


def _paired(
    now: Sequence[Saying], rows: Sequence[NewsRow]
) -> tuple[list[tuple[Saying, NewsRow]], list[Saying], list[NewsRow]]:
    """Sayings with the rows that tell them already, sayings without, rows without.

    Looked for exactly first, then without regard to which third document a paper speaks of: that may be called
    otherwise by now.
    """
    same: list[tuple[Saying, NewsRow]] = []
    new, left = list(now), {row.pk: row for row in rows}
    for exactly in (True, False):
        by_sign: dict[Hashable, list[int]] = defaultdict(list)
        for row in left.values():
            for sign in _signs(row, [(row.scan_id, row.position)], exactly):
                by_sign[sign].append(row.pk)
        open_ones, new = new, []
        for one in open_ones:
            found = next((pk for sign in _signs(one, one.places, exactly) for pk in by_sign[sign] if pk in left), None)
            if found is None:
                new.append(one)
            else:
                same.append((one, left.pop(found)))
    return same, new, list(left.values())


def _signs(one: Saying | NewsRow, places: Sequence[Place], exactly: bool) -> Iterator[Hashable]:
    """By what a saying is known again: what it is, with each paper that says so, and with their document."""
    source: str | bool = one.source if exactly else bool(one.source)
    kind = (True, "", "") if one.through else (False, one.relation, source)
    yield from ((kind, place) for place in places)
    yield (kind, one.said_by)


def _seen(now: Sequence[Saying], sees: QuerySet[DispatchRow] | None) -> frozenset[Place] | None:
    """Where there are copies: those of their places that the person may see; None is all."""
    scans = {scan for one in now if len(one.places) > 1 for scan, _ in one.places}
    if sees is None or not scans:
        return None
    return frozenset(sees.filter(scan__in=scans).order_by().values_list("scan_id", "position"))


def _place(one: Saying, row: NewsRow | None, seen: frozenset[Place] | None) -> Place:
    """The place where it was told, or the first; before these one that the person may see."""
    known = [(row.scan_id, row.position)] if row and (row.scan_id, row.position) in one.places else []
    places = [*known, *one.places]
    return next((place for place in places if seen is None or place in seen), places[0])


def _columns(one: Saying, place: Place) -> dict[str, object]:
    told = {name: getattr(one, name) for name in ("said_by", "relation", "source", "target", "through")}
    return {**told, "scan_id": place[0], "position": place[1]}


def _row(follow: FollowRow, one: Saying, place: Place, looking: Looking) -> NewsRow:
    told = any(scan > looking.after for scan, _ in one.places)
    return NewsRow(follow=follow, found_at=looking.at, told=told, **_columns(one, place))


def _put_right(row: NewsRow, one: Saying, place: Place) -> None:
    changed = {name: value for name, value in _columns(one, place).items() if getattr(row, name) != value}
    if row.gone:
        changed["gone"] = False
    if changed:
        NewsRow.objects.filter(pk=row.pk).update(**changed)
    kept = [(step.scan_id, step.position, step.source, step.target) for step in row.steps.all()]
    if kept != [(step.scan, step.position, step.source, step.target) for step in one.steps]:
        row.steps.all().delete()
        NewsStepRow.objects.bulk_create(_steps(row, one))


def _steps(row: NewsRow, one: Saying) -> Iterator[NewsStepRow]:
    for number, step in enumerate(one.steps, 1):
        told = {"position": step.position, "source": step.source, "target": step.target}
        yield NewsStepRow(news=row, number=number, scan_id=step.scan, **told)
