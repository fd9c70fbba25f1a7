"""Which units a dispatch concerns is kept: after whatever happens it is what the true condition finds out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from following import follow
from records import Directory, Division, Header, OfficeUnit, Reading, Recipient, Scan, ScanReading
from registry import concern_keep
from registry.amend import Amendment
from registry.arrivals import Clerk, change_number, give_day
from registry.concern_keep import keep_units, units_behind
from registry.directory import Missing, directory, take_over
from registry.erase import erase
from registry.findings import FieldKey
from registry.line_keep import keep_lines, keep_missing_lines
from registry.lines import Asked, Lines, lines_of
from registry.models import ConcernRow, DispatchRow, LineRow, OfficeUnitRow, ScanRow
from registry.save import DjangoRegister
from registry.scope import Concern, concern_of, within
from registry.task_change import as_read, change, falls_on
from registry.tasks import all_tasks
from settings import Settings
from tests.duties import DIRECTORY, FIRST, OFFICE, RECEIVED_AT, SECOND, THIRD, order
from tests.office_with_units import units as units
from tests.papers_of_graph import found, header

pytestmark = pytest.mark.django_db

AT = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)
DAY = dt.date(2022, 6, 20)
LONG = "Đảng ủy " + "các cơ quan " * 30
NAMES = (OFFICE, FIRST, SECOND, THIRD, "Đảng ủy Khối", "Tỉnh ủy Trà Vinh", "Chi bộ Sở Tài chính", LONG, f"{LONG} khác")
SCANS = [f"{number:x}" * 64 for number in range(1, 6)]
KEYS = [one.key for one in DIRECTORY.units]


def kept(units: frozenset[str]) -> set[int]:
    return set(ConcernRow.objects.filter(unit__in=units).values_list("line", flat=True))


def truly(concern: Concern) -> set[int]:
    """What the true condition finds out, either way."""
    gathered = set(LineRow.objects.filter(concern.gathered()).values_list("pk", flat=True))
    assert gathered == set(LineRow.objects.filter(concern.tested("dispatch__")).values_list("pk", flat=True))
    return gathered


def check() -> None:
    """Each unit's rows are true by the names it was reckoned by, and lists by those that it has."""
    rows = OfficeUnitRow.objects.exclude(kept_names=None).values_list("key", "kept_names")
    for key, names in rows:
        units = frozenset((key,))
        assert kept(units) == truly(Concern(units, frozenset(names or ()))), key
    assert LineRow.objects.count() == DispatchRow.objects.count()
    days = ConcernRow.objects.values_list("arrived_on", "line__arrived_on")
    assert all(own == of_line for own, of_line in days)
    for units in (frozenset(KEYS[1:3]), within(("duk",)), within(("tu",)), frozenset({"cb-y-te"}), frozenset()):
        concern = concern_of(units)
        true = truly(replace(concern, current=False))
        for way in (concern.walked(), concern.listed(), concern.held_against()):
            assert set(LineRow.objects.filter(way).values_list("pk", flat=True)) == true
        assert set(lines_of(units).values_list("pk", flat=True)) == true
        assert (Lines(units, Asked()).count(), set(Lines(units, Asked())[0:99])) == (len(true), true)


class Office:
    """An office to which this and that happens, by chance."""

    def __init__(self, seed: int) -> None:
        self._dice, self._pages = Random(seed), 4
        self._happens: list[Callable[[], None]] = [
            *(self.read, self.read, self.read, self.follow, self.follow, self.correct, self.number, self.withdraw),
            *(self.give, self.give, self.give_back, self.rename, self.rename_unseen, self.reckon, self.move, self.old),
        ]

    def happen(self) -> str:
        one = self._dice.choice(self._happens)
        one()
        return one.__name__

    def read(self) -> None:
        """A scan comes, or is read again, or cut otherwise."""
        dice, digest = self._dice, self._dice.choice(SCANS)
        cuts = sorted(dice.sample(range(2, self._pages + 1), dice.randint(0, 2)))
        begins = [1, *cuts, self._pages + 1]
        read = tuple(self._reading(range(one, end)) for one, end in pairwise(begins))
        scan = Scan(digest, Path(f"{digest[:2]}.pdf"), f"{digest[:2]}.pdf", RECEIVED_AT, "application/pdf", 1)
        division = Division(begins=frozenset(cuts)) if dice.random() < 0.5 else Division()
        DjangoRegister().save(ScanReading(scan, self._pages, read, division=division))

    def _reading(self, pages: range) -> Reading:
        dice = self._dice
        head = header(f"{dice.randint(1, 9)}-CV/TU", "công văn", f"2022-06-0{dice.randint(1, 9)}", OFFICE, "Trà Vinh")
        orders = tuple(
            order(f"Báo cáo kết quả việc thứ {number}", *self._names(2), clause=str(number))
            for number in range(dice.randint(0, 3))
        )
        return Reading(tuple(pages), "Kính gửi các nơi.", self._sent(head), obligations=orders)

    def _sent(self, head: Header) -> Header:
        to, also = self._names(2), self._names(1)
        return replace(head, addressees=tuple(map(found, to)), recipients=tuple(Recipient(found(one)) for one in also))

    def _names(self, most: int) -> list[str]:
        return self._dice.sample(NAMES, self._dice.randint(0, most))

    def follow(self) -> None:
        follow(Settings())

    def correct(self) -> None:
        """A clerk writes another addressee, or day."""
        if one := self._dispatch():
            field, value = self._dice.choice((("addressees", FIRST), ("issued_on", "2022-06-05")))
            said = Amendment(one.position, FieldKey(field), value, "Chị Lan", AT)
            DjangoRegister().correct(one.scan.sha256, said)

    def number(self) -> None:
        if one := self._dispatch():
            day = DAY - dt.timedelta(days=self._dice.randint(0, 9))
            change_number(one, 2022, self._dice.randint(1, 10**5), Clerk("Chị Lan", AT), day)
            give_day(one, day if self._dice.random() < 0.5 else None)

    def withdraw(self) -> None:
        if self._dice.random() < 0.5:
            erase(self._dice.choice(SCANS))

    def give(self) -> None:
        """A clerk gives a task to other units."""
        if tasks := all_tasks():
            every = directory()
            units = [one for one in every.units if self._dice.random() < 0.3]
            change(self._dice.choice(tasks).number, {"units": falls_on(units, every)}, "Chị Lan", AT)

    def give_back(self) -> None:
        if tasks := all_tasks():
            as_read(self._dice.choice(tasks).number, ["units"], "Chị Lan", AT)

    def rename(self) -> None:
        """A newer table of units, with other names."""
        take_over(tuple(map(self._renamed, directory().units)), Missing.KEEP, DAY)

    def _renamed(self, one: OfficeUnit) -> OfficeUnit:
        aliases = tuple(self._names(2)) if self._dice.random() < 0.5 else one.aliases
        return replace(one, name=self._dice.choice((one.name, *NAMES)), aliases=aliases)

    def rename_unseen(self) -> None:
        """The directory changes, and nobody reckons; or changes back before anybody did."""
        rows = OfficeUnitRow.objects.filter(key=self._dice.choice(KEYS))
        rows.update(name=self._dice.choice(NAMES), aliases=self._names(2))

    def reckon(self) -> None:
        keep_units()
        assert units_behind() == []

    def move(self) -> None:
        """A unit stands under another one."""
        over = OfficeUnitRow.objects.get(key=self._dice.choice(("tu", "duk", "btc")))
        OfficeUnitRow.objects.exclude(key=over.key).filter(key=self._dice.choice(KEYS[1:4])).update(parent=over)

    def old(self) -> None:
        """Lines of an older version are made anew."""
        LineRow.objects.filter(pk__in=[one.pk for one in LineRow.objects.order_by("pk")[:2]]).delete()
        keep_missing_lines()
        keep_lines(list(ScanRow.objects.values_list("pk", flat=True)[:1]))

    def _dispatch(self) -> DispatchRow | None:
        rows = list(DispatchRow.objects.select_related("scan"))
        return self._dice.choice(rows) if rows else None


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_kept_table_is_true(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.erase._wipe", lambda: None)  # not possible within the transaction of a test
    take_over(DIRECTORY.units, Missing.KEEP, DAY)
    office, happened = Office(seed), list[str]()
    for _ in range(50):
        happened.append(office.happen())
        try:
            check()
        except AssertionError as error:
            error.add_note(", then ".join(happened))
            raise
    office.reckon()
    check()
    assert ConcernRow.objects.exists()


def sent_to(*names: str) -> int:
    """The number of a dispatch that goes to these."""
    head = replace(header("1-CV/TU", "công văn", "2022-06-06", OFFICE, "Trà Vinh"), addressees=tuple(map(found, names)))
    scan = Scan(SCANS[0], Path("a.pdf"), "a.pdf", RECEIVED_AT, "application/pdf", 1)
    DjangoRegister().save(ScanReading(scan, 1, (Reading((1,), "Kính gửi.", head),)))
    return DispatchRow.objects.values_list("pk", flat=True)[0]


def seen_by(key: str) -> list[int]:
    return list(lines_of(within((key,))).values_list("pk", flat=True))


def test_until_a_new_name_is_reckoned_the_true_condition_is_asked(units: Directory) -> None:
    number = sent_to("Chi bộ Sở Tài chính")
    assert seen_by("cb-y-te") == [] and concern_of(within(("cb-y-te",))).current
    OfficeUnitRow.objects.filter(key="cb-y-te").update(aliases=["Chi bộ Sở Tài chính"])
    assert units_behind() == ["cb-y-te"]
    assert not concern_of(within(("cb-y-te",))).current and concern_of(within(("btc",))).current
    assert seen_by("cb-y-te") == [number] and not ConcernRow.objects.filter(unit="cb-y-te").exists()
    keep_units()
    assert seen_by("cb-y-te") == [number] and ConcernRow.objects.filter(unit="cb-y-te").exists()


def test_a_name_that_comes_and_goes_unreckoned_leaves_nothing_untrue(units: Directory) -> None:
    OfficeUnitRow.objects.filter(key="cb-y-te").update(name="Chi bộ Sở Tài chính")
    sent_to("Chi bộ Sở Tài chính", SECOND)
    OfficeUnitRow.objects.filter(key="cb-y-te").update(name=SECOND)
    assert concern_of(within(("cb-y-te",))).current
    check()
    sent_to("Chi bộ Sở Tài chính")
    assert seen_by("cb-y-te") == []


def test_names_longer_than_indexes_hold_are_told_apart(units: Directory) -> None:
    first = LONG[:300]
    OfficeUnitRow.objects.filter(key="btc").update(aliases=[first])
    keep_units()
    sent_to(LONG)
    check()
    assert seen_by("btc") == []


def test_a_directory_is_taken_over_though_the_units_cannot_be_reckoned_now(
    units: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(key: str) -> None:
        raise OSError(16, "database is locked")

    number = sent_to("Chi bộ Sở Tài chính")
    monkeypatch.setattr(concern_keep, "_keep_unit", locked)
    renamed = [replace(one, aliases=("Chi bộ Sở Tài chính",)) if one.key == "btc" else one for one in units.units]
    assert take_over(renamed, Missing.KEEP, DAY).changed == ("btc",)
    assert units_behind() == ["btc"] and seen_by("btc") == [number]
    monkeypatch.undo()
    follow(Settings())
    assert units_behind() == [] and seen_by("btc") == [number]
