"""Which answers count: those of documents of a place, of an organ, issued since a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from registry.asked import plain
from registry.called import place_of
from registry.connection import lent_connection
from registry.graph_models import OrganRow


@dataclass(frozen=True, slots=True)
class Limits:
    """`since`: an ISO day, documents without a date are left out; `place`: a province; `organ`: the code of an organ.

    `successors`: of place and organ also what those issued that ended in them.  No document is renamed for that: a
    paper of Trà Vinh stays one of Trà Vinh.
    """

    since: str | None = None
    place: str | None = None
    organ: str | None = None
    successors: bool = False

    def __bool__(self) -> bool:
        """Whether any document is left out."""
        return bool(self.since or self.place or self.organ)

    def condition(self) -> Q:
        """The documents that count."""
        wanted = Q(issued_on__gte=self.since) if self.since else Q()
        if self.place:
            place = place_of(self.place)
            wanted &= Q(place=place) | Q(office__in=self._ended_in(lambda key: key.split("|")[1:2] == [place]))
        if self.organ:
            code = plain(self.organ).upper()
            ended = self._ended_in(lambda key: key.split("|")[0] == code)
            wanted &= Q(office=code) | Q(office__startswith=f"{code}|") | Q(office__in=ended)
        return wanted

    def _ended_in(self, meant: Callable[[str], bool]) -> list[str]:
        """The keys of the organs that ended in one that is meant."""
        if not self.successors:
            return []
        with lent_connection():
            heirs = OrganRow.objects.exclude(successors=[]).values_list("key", "successors")
            return [key for key, after in heirs if any(map(meant, after))]
