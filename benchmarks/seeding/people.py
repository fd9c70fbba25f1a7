"""The people of the office: one of each group, and one for each unit; and the directory they belong to."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User

from benchmarks.seeding.units import OFFICE, Office
from registry.directory import Missing, take_over
from registry.models import OfficeUnitRow
from web import accounts
from web.groups import Group

#: Names for signing in, with their groups and units; beside them each unit has one of its key.
PEOPLE: tuple[tuple[str, tuple[Group, ...], tuple[str, ...]], ...] = (
    ("an", (Group.CLERK,), (OFFICE,)),
    ("lanh-dao", (Group.LEADER,), (OFFICE,)),
    ("phan-tich", (Group.ANALYST,), ()),
    ("quan-tri", (Group.ADMIN,), ()),
    ("lanh-dao-so", (Group.LEADER,), ("so-0",)),
    ("khong-nhom", (), ("so-1-0",)),
    ("moi", (), ()),
)


def directory(office: Office, today: dt.date) -> None:
    """Nothing; the units are kept."""
    take_over(office.units, Missing.KEEP, today)


def people(office: Office) -> str:
    """The password that all accounts have."""
    password = accounts.by_chance()
    rows = {row.key: row for row in OfficeUnitRow.objects.all()}
    every = [*PEOPLE, *((f"dv-{one.key}", (), (one.key,)) for one in office.inner)]
    for name, groups, units in every:
        wanted = accounts.Wanted(f"Người {name}", frozenset(groups), [rows[key] for key in units])
        accounts.create(name, None, wanted, "benchmarks.seed", own_password=True)  # type: ignore[arg-type]
    first = User.objects.get(username="an")
    first.set_password(password)
    User.objects.filter(username__in=[name for name, *_ in every]).update(password=first.password)
    return password
