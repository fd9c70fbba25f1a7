"""What revising the graph asks of the database: changed dispatches, and claims by where they look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from records import Aimed, Document, KeptClaim, KeptFact, Ruling, Under
from registry import claim_rows, graph_rows, rulings
from registry.connection import lent_connection
from registry.graph_keep import ONLY, Place, Versions
from registry.models import ClaimRow, Correction, DispatchRow, DocumentRow, GraphState, PaperRow

#: The order in which papers and what they say count.
IN_ORDER = ("paper__scan__sha256", "paper__position", "order")
FACTS = ("whole", "identity", "date", "title", "named")


class DjangoLedger:
    """What the Ledger of records asks, but for the papers themselves, over Django's database.

    One is made for one revision: it remembers the rows of the papers that are left out.
    """

    def __init__(self) -> None:
        self._left_out: dict[frozenset[Place], list[int]] = {}

    def rulings(self) -> tuple[Ruling, ...]:
        """The rulings that stand, oldest first."""
        return tuple(one for one, undone in rulings.history() if not undone)

    def rulings_then(self) -> tuple[Ruling, ...]:
        """Those that stood when the kept graph was made."""
        with lent_connection():
            stood = set(GraphState.objects.values_list("rulings", flat=True).get(pk=ONLY))
        return tuple(one for one, _ in rulings.history() if one.number in stood)

    def changed(self, now: Versions) -> frozenset[Place]:
        """The places of all dispatches that came, went, or were read or corrected anew since the graph was made."""
        with lent_connection():
            then = {
                (sha256, position): (dispatch, corrected)
                for sha256, position, dispatch, corrected in PaperRow.objects.values_list(
                    "scan__sha256", "position", "dispatch", "corrected"
                )
            }
        return frozenset(place for place in now.keys() | then.keys() if now.get(place) != then.get(place))

    def claims_at(self, places: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims of the papers at these places, as they were when the graph was made."""
        return self._claims(ClaimRow.objects.filter(paper__in=_papers(places)))

    def facts_of(self, keys: Collection[str], but: Collection[Place]) -> tuple[KeptFact, ...]:
        """All different facts about these documents."""
        return self._facts(ClaimRow.objects.filter(whole__in=keys), but)

    def facts_under(self, under: Under, but: Collection[Place]) -> tuple[KeptFact, ...]:
        """All different facts about the documents that are found so."""
        by_name = Q(named__in=under.names) | Q(shelf__in=_of_names(under))
        wanted = Q(series__in=under.series) | Q(shelf__in=under.shelves) | by_name
        telling = self._without(ClaimRow.objects.filter(wanted, whole__isnull=False), but)
        with lent_connection():
            keys = set(telling.order_by().values_list("whole", flat=True).distinct())
        return self.facts_of({key for key in keys if key}, but)

    def looking(self, under: Under, only_open: bool, but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims that look for their document there; `only_open`: those alone that do not name it in full."""
        if not (under.series or under.shelves or under.names):
            return ()
        shelves = [*under.shelves, *_of_names(under)]
        wanted = Q(series__in=under.series) | Q(series__isnull=True, shelf__in=shelves)
        if only_open:
            wanted &= Q(whole__isnull=True) | Q(series__isnull=True) | Q(found__isnull=True)
        return self._claims(self._without(ClaimRow.objects.filter(wanted), but))

    def found_as(self, keys: Collection[str], but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims that mean, or can mean, one of the documents before any ruling."""
        found = self._claims(self._without(ClaimRow.objects.filter(found__in=keys), but))
        open_ones = self._claims(self._without(ClaimRow.objects.filter(found__isnull=True).exclude(candidates=[]), but))
        return (*found, *(one for one in open_ones if set(keys) & set(one.candidates)))

    def documents(self, keys: Collection[str]) -> tuple[Document, ...]:
        """The kept documents with these keys."""
        with lent_connection():
            return tuple(graph_rows.document(row) for row in DocumentRow.objects.filter(key__in=keys))

    def on_shelves(self, shelves: Collection[str]) -> tuple[Document, ...]:
        """The kept documents on these shelves."""
        with lent_connection():
            return tuple(graph_rows.document(row) for row in DocumentRow.objects.filter(shelf__in=shelves))

    def issued_by(self, offices: Collection[str]) -> tuple[Document, ...]:
        """The kept documents of these organs, without what papers say of each."""
        with lent_connection():
            rows = DocumentRow.objects.filter(office__in=offices)
            told = list(rows.values("key", "symbol", "issuer", "jurisdiction", "office", "papers"))
        return tuple(Document(**one | {"papers": tuple((name, at) for name, at in one["papers"])}) for one in told)

    def aimed_at(self, keys: Collection[str], but: Collection[Place]) -> dict[str, Aimed]:
        """The claims that mean each of the documents, after all rulings; nothing for one that none means."""
        aiming = self._without(ClaimRow.objects.filter(target__in=keys), but)
        in_order = Window(RowNumber(), partition_by="target", order_by=IN_ORDER)
        first = {one.target: one for one in self._claims(aiming.annotate(rank=in_order).filter(rank=1))}
        own: dict[str | None, list[KeptClaim]] = defaultdict(list)
        for one in self._claims(aiming.filter(order__lt=0).order_by(*IN_ORDER)):
            own[one.target].append(one)
        with lent_connection():
            counted = aiming.order_by().values("target")
            told = list(counted.annotate(surest=Max("confidence"), papers=Count("paper", distinct=True)))
        return {
            key: Aimed(tuple(own[key]), first[key], one["surest"], one["papers"])
            for one in told
            if (key := one["target"]) is not None
        }

    def other_dates(self, dates: Mapping[str, str | None], but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """Those claims that tell another day than this of the document they mean."""
        by_date: dict[str | None, list[str]] = defaultdict(list)
        for key, date in dates.items():
            by_date[date].append(key)
        same = Q()
        for date, keys in by_date.items():
            if date:
                same |= Q(target__in=keys, date=date)
        rows = ClaimRow.objects.filter(target__in=dates.keys(), date__isnull=False)
        return self._claims(self._without(rows.exclude(same) if same else rows, but))

    def _claims(self, rows: QuerySet[ClaimRow]) -> tuple[KeptClaim, ...]:
        with lent_connection():
            return tuple(claim_rows.read(rows))

    def _without(self, rows: QuerySet[ClaimRow], but: Collection[Place]) -> QuerySet[ClaimRow]:
        if not but:
            return rows
        places = frozenset(but)
        if places not in self._left_out:
            self._left_out[places] = _papers(places)
        return rows.exclude(paper__in=self._left_out[places])

    def _facts(self, rows: QuerySet[ClaimRow], but: Collection[Place]) -> tuple[KeptFact, ...]:
        with lent_connection():
            told = self._without(rows, but).order_by().values_list(*FACTS).distinct()
            return tuple(KeptFact(*one) for one in told)


def versions() -> dict[Place, tuple[int, str]]:
    """Of every dispatch the row of its reading, and how far its corrections go."""
    told = Correction.objects.order_by().values("scan").annotate(count=Count("pk"), last=Max("pk"))
    corrected = {one["scan"]: f"{one['count']}/{one['last']}" for one in told}
    rows = DispatchRow.objects.order_by().values_list("scan__sha256", "position", "pk", "scan_id")
    return {(sha256, position): (pk, corrected.get(scan, "")) for sha256, position, pk, scan in rows}


def _of_names(under: Under) -> list[str]:
    return [f"={name}" for name in under.names]


def _papers(places: Collection[Place]) -> list[int]:
    wanted = set(places)
    found = PaperRow.objects.filter(scan__sha256__in={sha256 for sha256, _ in wanted})
    rows = found.values_list("scan__sha256", "position", "pk")
    return [pk for sha256, position, pk in rows if (sha256, position) in wanted]
