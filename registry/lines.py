"""The register asked for: searched, filtered, sorted, and its rows as clerks see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import CharField, Count, F, Min, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, Coalesce

from registry import scope
from registry.line_models import LineRow
from registry.queries import CHUNK, rows_in_short
from registry.register_row import RegisterRow
from registry.search_words import sought
from registry.storable import storable

#: By which columns the register is sorted, and the column of the table that does it.
ORDERS = {
    "arrived": "arrived_on",
    "number": "arrival_number",
    "issuer": "issuer_plain",
    "symbol": "symbol_number",
    "issued": "issued_on",
    "title": "title_plain",
}
CAN_BE_NULL = ("arrival_number", "symbol_number")
#: Lines are counted up to so many.
MOST = 10_000  # told by the templates
#: Where a page lies in so small a part of what is found, the order is followed from its beginning.
NEAR = 20
#: So few lines are held against the units one by one.
FEW = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the register is asked for; what is empty narrows nothing.

    `order`: a name of ORDERS, with '-' before it backwards.
    """

    question: str = ""
    year: int | None = None
    kind: str = ""
    issuer: str = ""
    unit: str = ""
    doubt: bool | None = None
    order: str = "-arrived"


class Lines:
    """The lines asked for, in the order wanted, for a page: counted up to MOST, and cut out.

    Few are gathered by the indexes of words and units, and sorted; in many the order is followed until enough is found.
    """

    def __init__(self, units: frozenset[str] | None, asked: Asked) -> None:
        self._units, self._asked, self._wanted = units, asked, sought(storable(asked.question))

    @property
    def everything(self) -> bool:
        """Whether nothing narrows it."""
        return self._units is None and replace(self._asked, order="") == Asked(order="")

    def count(self) -> int:
        """How many there are; MOST and one more where there are more, but of the whole register always all."""
        return self._count

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return not self.everything and self._count > MOST

    def __getitem__(self, part: slice) -> list[int]:
        """The numbers of their dispatches."""
        many = self._count > MOST and self._current  # a unit that is not kept is looked up slowly
        walked = many or (part.stop or MOST) * NEAR <= self._count
        found = _ordered(self._walked(), self._asked.order) if walked else _sorted(self._gathered(), self._asked.order)
        return list(found.values_list("pk", flat=True)[part])

    @cached_property
    def _count(self) -> int:
        if self.everything:
            return LineRow.objects.count()
        if self._current and len(self._concerns) == 1 and self._of_units_alone:
            return self._concerns[0].kept().values("line").distinct()[: MOST + 1].count()
        return self._gathered()[: MOST + 1].count()

    def _gathered(self) -> QuerySet[LineRow]:
        """Unordered."""
        found = self._told()
        if not self._current:
            return found.filter(*(one.walked() if self._few else one.listed() for one in self._concerns))
        if self._concerns:
            narrowest = self._concerns[-1]
            found = found.filter(narrowest.listed() if self._by_unit else narrowest.held_against())
        return found.filter(*(one.held_against() for one in self._concerns[:-1]))

    @cached_property
    def _by_unit(self) -> bool:
        """Whether all that concerns the narrowest units is looked through, and not all that fits the rest."""
        return self._of_units_alone or self._concerns[-1].kept()[: FEW + 1].count() <= FEW

    @property
    def _of_units_alone(self) -> bool:
        return replace(self._asked, order="", unit="") == Asked(order="")

    @property
    def _current(self) -> bool:
        return all(one.current for one in self._concerns)

    def _told(self) -> QuerySet[LineRow]:
        """Those that fit all but the units."""
        found = self._filtered()
        return found.filter(words__hold=self._wanted.words) if self._wanted.words else found

    @cached_property
    def _few(self) -> bool:
        """Whether so few fit all but the units that these are looked up line by line."""
        if self._of_units_alone:
            return False
        return self._told()[: FEW + 1].count() <= FEW

    def _walked(self) -> QuerySet[LineRow]:
        """The same, tested line by line."""
        found = self._filtered()
        for word in self._wanted.words:
            found = found.filter(words__contains=f" {word}")
        return found.filter(*(one.walked() for one in self._concerns))

    @cached_property
    def _concerns(self) -> list[scope.Concern]:
        return scope.concerns_of(self._units, self._asked.unit)

    def _filtered(self) -> QuerySet[LineRow]:
        asked = self._asked
        told = {"year": asked.year, "kind": asked.kind, "issuer": asked.issuer}
        found = LineRow.objects.order_by().filter(**{name: value for name, value in told.items() if value})
        for day in self._wanted.days:
            found = found.filter(Q(issued_on=day) | Q(arrived_on=day))
        return (
            found if asked.doubt is None else found.filter(doubtful__in=(asked.doubt,))
        )  # `=` becomes words without an index


def lines_of(units: frozenset[str] | None) -> QuerySet[LineRow]:
    """The lines of the dispatches that concern one of the units, gathered; None: all there are."""
    every = LineRow.objects.order_by()
    return every if units is None else every.filter(scope.concern_of(units).listed())


def _ordered(found: QuerySet[LineRow], order: str) -> QuerySet[LineRow]:
    """What has no value comes last either way; equal ones stand as they came."""
    column, sign = ORDERS[order.removeprefix("-")], "-" if order.startswith("-") else ""
    if column not in CAN_BE_NULL:
        return found.order_by(sign + column, f"{sign}pk")  # as the index stands
    return found.order_by(_nulls_last(F(column), sign), f"{sign}pk")


def _sorted(found: QuerySet[LineRow], order: str) -> QuerySet[LineRow]:
    """The same of few rows, which are found first, since a column within COALESCE stands in no index.

    PostgreSQL, which does not know how few begin with a word, would else look through all in order.
    """
    column, sign = ORDERS[order.removeprefix("-")], "-" if order.startswith("-") else ""
    return found.order_by(_nulls_last(Coalesce(column, column), sign), f"{sign}pk")


def _nulls_last(key: F | Coalesce, sign: str) -> OrderBy:
    return key.desc(nulls_last=True) if sign else key.asc(nulls_last=True)


def register_rows_of(numbers: Sequence[int], signatures: bool = True) -> list[tuple[int, RegisterRow]]:
    """The register's rows of these dispatches (by the numbers of their rows) in this order, without pictures and text.

    `signatures`: whether electronic ones are wanted.  A number whose dispatch is gone is left out.
    """
    found = rows_in_short(set(numbers), signatures)
    return [(number, found[number]) for number in numbers if number in found]


def in_parts(numbers: Sequence[int]) -> Iterator[list[RegisterRow]]:
    """The same rows, some at a time."""
    for start in range(0, len(numbers), CHUNK):
        yield [row for _, row in register_rows_of(numbers[start : start + CHUNK])]


def told_of(units: frozenset[str] | None, columns: Sequence[str]) -> dict[str, list[str]]:
    """For each of these columns the values of the lines of these units, those that come most often first."""
    lines = LineRow.objects.order_by()
    if units is not None:
        lines = lines.filter(scope.concern_of(units).held_against())
    counted = [
        lines.values(name)  # by the column itself, as its index stands
        .annotate(column=Value(name), value=Cast(Min(name), CharField()), count=Count("pk"))
        .values_list("column", "value", "count")
        for name in columns
    ]
    found = {(column, value): count for column, value, count in counted[0].union(*counted[1:], all=True)}
    often = sorted(found, key=lambda one: (-found[one], one[1]))
    return {name: [value for column, value in often if column == name and value] for name in columns}
