"""What revising the graph asks of the database: changed dispatches, and claims by where they look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max, QuerySet

from records import Document, KeptClaim, KeptFact, Ruling, Under, Votes
from registry import asked_claims, claim_rows, fact_keep, graph_rows, rulings
from registry.connection import lent_connection
from registry.graph_held import ONLY, Asked, locked
from registry.models import (
    ClaimRow,
    DocumentRow,
    GraphState,
    OrganVoteRow,
)
from registry.often import Among, Often
from registry.versions import Place, Versions, versions_then

FACTS = ("whole", "identity", "date", "title", "named")
TEXTS = Among.TEXTS


@dataclass(slots=True)
class _AtOnce:
    """What one transaction knows: what was asked, all rulings and the facts of papers once they were asked for."""

    asked: Asked
    ruled: tuple[tuple[Ruling, bool], ...] | None = None
    facts: dict[frozenset[Place], fact_keep.Facts] = field(default_factory=dict)


class DjangoLedger:
    """What the Ledger of records asks, but for the papers themselves, over Django's database.

    What one revision asks it knows until that is done.
    """

    def __init__(self) -> None:
        self._at_once: _AtOnce | None = None

    def rulings(self) -> tuple[Ruling, ...]:
        """The rulings that stand, oldest first."""
        return tuple(one for one, undone in self._history() if not undone)

    def rulings_then(self) -> tuple[Ruling, ...]:
        """Those that stood when the kept graph was made."""
        with lent_connection():
            state = self.asked.state or GraphState.objects.get(pk=ONLY)
        return tuple(one for one, _ in self._history() if one.number in state.rulings)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """One transaction around all that is asked and kept inside, so that it is of one state; others wait for it."""
        with lent_connection(), transaction.atomic():
            self._at_once = _AtOnce(Asked(locked()))
            try:
                yield
            finally:
                self._at_once = None

    @property
    def asked(self) -> Asked:
        """What was asked of the kept graph already."""
        return self._at_once.asked if self._at_once else Asked()

    def _history(self) -> tuple[tuple[Ruling, bool], ...]:
        """Every ruling, and whether it was undone; asked for once in a transaction."""
        if self._at_once is None:
            return rulings.history()
        if self._at_once.ruled is None:
            self._at_once.ruled = rulings.history()
        return self._at_once.ruled

    def changed(self, now: Versions, scans: Collection[int] | None = None) -> frozenset[Place]:
        """The places of all dispatches that came, went, or were read or corrected anew since the graph was made.

        `scans`: only those that lie in them, of which alone `now` tells (None: all).
        """
        with lent_connection():
            then = versions_then(scans)
        return frozenset(place for place in now.keys() | then.keys() if now.get(place) != then.get(place))

    def claims_at(self, places: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims of the papers at these places, as they were when the graph was made."""
        rows = self._rows_of(places)
        with lent_connection():
            return tuple(claim_rows.read(asked_claims.CLAIMS_OF(rows))) if rows else ()

    def facts_of(self, keys: Collection[str], but: Collection[Place]) -> tuple[KeptFact, ...]:
        """All different facts about these documents."""
        with lent_connection():
            found = self._told(self.asked.facts.of(keys), but)
        return tuple(KeptFact(*one) for one in dict.fromkeys(fact[: len(FACTS)] for fact in found))

    def facts_under(self, under: Under, but: Collection[Place]) -> tuple[KeptFact, ...]:
        """All different facts about the documents that are found so."""
        with lent_connection():
            return self.facts_of({fact[0] for fact in self._told(self.asked.facts.under(under), but)}, but)

    def looking(self, under: Under, only_open: bool, but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims that look for their document there; `only_open`: those alone that do not name it in full."""
        if not (under.series or under.shelves or under.names):
            return ()
        asked = asked_claims.OPEN_LOOKING if only_open else asked_claims.LOOKING
        with lent_connection():
            return tuple(claim_rows.read(asked(under.series, fact_keep.shelves_of(under), self._rows_of(but))))

    def found_as(self, keys: Collection[str], but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """The claims that mean, or can mean, one of the documents before any ruling."""
        found = self._claims(self._without(ClaimRow.objects.filter(found__in=keys), but))
        open_ones = self._claims(self._without(ClaimRow.objects.filter(found__isnull=True).exclude(candidates=[]), but))
        return (*found, *(one for one in open_ones if set(keys) & set(one.candidates)))

    def documents(self, keys: Collection[str]) -> tuple[Document, ...]:
        """The kept documents with these keys."""
        with lent_connection():
            return tuple(map(graph_rows.document, self.asked.documents(keys).values()))

    def on_shelves(self, shelves: Collection[str]) -> tuple[Document, ...]:
        """The kept documents on these shelves, without what papers say of each."""
        with lent_connection():
            return tuple(map(graph_rows.in_short, _ON_SHELVES(shelves)))

    def votes(self, offices: Collection[str]) -> Votes:
        """What the kept documents tell of these organs; nothing of one of which it was not kept."""
        with lent_connection():
            return {graph_rows.vote(row): row.documents for row in _VOTES(offices)}

    def issued_by(self, offices: Collection[str]) -> tuple[Document, ...]:
        """The kept documents of these organs, without what papers say of each."""
        with lent_connection():
            rows = DocumentRow.objects.filter(office__in=offices)
            told = list(rows.values("key", "symbol", "issuer", "jurisdiction", "office", "papers"))
        return tuple(Document(**one | {"papers": tuple((name, at) for name, at in one["papers"])}) for one in told)

    def headers_of(self, keys: Collection[str], but: Collection[Place]) -> dict[str, tuple[KeptClaim, ...]]:
        """The headers of papers that are one of the documents, after all rulings, by key and in order."""
        found: dict[str, list[KeptClaim]] = defaultdict(list)
        with lent_connection():
            for one in claim_rows.read(asked_claims.HEADERS(keys, self._rows_of(but))):
                found[str(one.target)].append(one)
        return {key: tuple(own) for key, own in found.items()}

    def first_of(self, keys: Collection[str], but: Collection[Place]) -> dict[str, KeptClaim]:
        """The first claim that means each of the documents, after all rulings."""
        if not keys:
            return {}
        with lent_connection():
            return {str(one.target): one for one in claim_rows.read(asked_claims.FIRST(keys, self._rows_of(but)))}

    def surest_of(self, keys: Collection[str], but: Collection[Place]) -> dict[str, float]:
        """How sure the surest claim is that means each of the documents, after all rulings."""
        with lent_connection():
            told = self._aiming(keys, but).order_by().values_list("target").annotate(surest=Max("confidence"))
            return {str(target): surest for target, surest in told}

    def other_dates(self, dates: Mapping[str, str | None], but: Collection[Place]) -> tuple[KeptClaim, ...]:
        """Those claims that tell another day than this of the document they mean."""
        with lent_connection():
            found = asked_claims.of_other_dates(dates)
            return tuple(claim_rows.read(asked_claims.THESE(found, self._rows_of(but)))) if found else ()

    def _aiming(self, keys: Collection[str], but: Collection[Place]) -> QuerySet[ClaimRow]:
        return self._without(ClaimRow.objects.filter(target__in=keys), but)

    def _claims(self, rows: QuerySet[ClaimRow]) -> tuple[KeptClaim, ...]:
        with lent_connection():
            return tuple(claim_rows.read(rows.values_list(*claim_rows.READ)))

    def _without(self, rows: QuerySet[ClaimRow], but: Collection[Place]) -> QuerySet[ClaimRow]:
        if not but:
            return rows
        return rows.exclude(paper__in=self._rows_of(but))

    def _rows_of(self, places: Collection[Place]) -> list[int]:
        return list(self.asked.papers(places).values())

    def _told(self, found: Iterable[fact_keep.Row], but: Collection[Place]) -> list[fact_keep.Fact]:
        """The facts of these rows, but for what only these papers tell."""
        theirs = self._facts_at(but)
        return [fact for _, *told, claims in found if claims > theirs[fact := tuple(told)]]

    def _facts_at(self, but: Collection[Place]) -> fact_keep.Facts:
        places, known = frozenset(but), self._at_once.facts if self._at_once else {}
        if places not in known:
            with lent_connection():
                known[places] = fact_keep.told_in(self._rows_of(places))
        return known[places]


#: What is asked for every dispatch that comes.
_ON_SHELVES = Often(
    lambda shelves: DocumentRow.objects.filter(shelf__in=shelves).order_by().values_list(*graph_rows.SHORT), TEXTS
)
_VOTES = Often(lambda offices: OrganVoteRow.objects.filter(office__in=offices), TEXTS)
