"""What of the graph has changed since news was last looked for, so that only that is compared.

A paper that says the same keeps its edges' rows when the graph changes, another one gets new ones or is left with none,
and a row's key is never given twice: so the papers that changed are those with higher keys, and those without any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, QuerySet

from registry import sayings
from registry.models import EdgeRow, FollowRow, NewsRow
from registry.sayings import Place, Saying

#: Where more papers than these have changed, everything is compared.
MOST = 2000


@dataclass
class Touched:
    """What has changed: `by` names for each followed document those that may say something else of it now.

    `places`: where the changed papers lie; None: everything is to be compared.
    """

    places: frozenset[Place] | None = None
    by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _told: dict[str, tuple[Saying, ...]] = field(default_factory=dict)

    def compared(self, follow: FollowRow, whole: bool) -> tuple[tuple[Saying, ...], QuerySet[NewsRow]]:
        """What is said of the followed document, and the rows that tell it, as far as either may have changed."""
        rows = NewsRow.objects.filter(follow=follow, through=False)
        if whole or self.places is None:
            return self._sayings(follow.key), rows
        who = self.by.get(follow.key, frozenset())
        if not who:
            return (), rows.none()
        return self._sayings(follow.key, who), rows.filter(said_by__in=who)

    def _sayings(self, key: str, who: Collection[str] | None = None) -> tuple[Saying, ...]:
        name = key if who is None else f"{key}\n"  # of one look `who` is always the same
        if name not in self._told:
            self._told[name] = sayings.direct((key,), who).get(key, ())
        return self._told[name]


def last_edge() -> int:
    """The highest key of an edge there is now."""
    return int(EdgeRow.objects.aggregate(last=Max("pk"))["last"] or 0)


def touched(keys: Collection[str], last: int) -> Touched:
    """What has changed since that was the highest key; 0 is everything."""
    if not last:
        return Touched()
    new = EdgeRow.objects.filter(pk__gt=last).order_by()
    places = set(new.values_list("scan_id", "position").distinct()[: MOST + 1])
    there = EdgeRow.objects.filter(scan=OuterRef("scan"), position=OuterRef("position"))
    left = NewsRow.objects.filter(~Exists(there), gone=False).order_by()
    places |= set(left.values_list("scan_id", "position").distinct()[: MOST + 1])
    if len(places) > MOST:
        return Touched()
    return Touched(frozenset(places), _who(keys, new, places))


def _who(keys: Collection[str], new: QuerySet[EdgeRow], places: Collection[Place]) -> dict[str, frozenset[str]]:
    """By followed document: who speaks of it in the new edges, and who did in the papers that changed."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, said_by in new.filter(target__key__in=keys).values_list("target__key", "said_by__key").distinct():
        found[key].add(said_by)
    rows = NewsRow.objects.filter(through=False, scan__in={scan for scan, _ in places}).order_by()
    told = rows.values_list("follow__key", "said_by", "scan_id", "position").distinct()
    for key, said_by, scan, position in told:
        if (scan, position) in places:
            found[key].add(said_by)
    return {key: frozenset(own) for key, own in found.items()}
