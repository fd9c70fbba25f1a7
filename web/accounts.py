"""What can be done to an account, each told in the history with who and when."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group as GroupRow
from django.contrib.auth.models import User
from django.db import transaction

from registry.models import OfficeUnitRow
from web import lock_out
from web.groups import Group
from web.models import AccountChange, ApiToken, Desk

#: Letters that nobody confuses when a password is read out.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class LastAdmin(ValueError):
    """The only person left who may manage accounts would lose that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an account shall be."""

    full_name: str
    groups: frozenset[Group]
    units: Sequence[OfficeUnitRow] = ()
    active: bool = True
    email: str = ""


def create(name: str, password: str, wanted: Wanted, by: str, *, own_password: bool = False) -> User:
    """The new account.  `own_password`: the person chose the password and need not change it."""
    with transaction.atomic():
        user = User.objects.create_user(name, wanted.email, password, first_name=wanted.full_name)
        desk = Desk.objects.create(user=user, own_password=own_password)
        desk.units.set(wanted.units)
        user.groups.set(_rows(wanted.groups))
        _told(user, f"tạo tài khoản; {_groups(wanted.groups)}; {_units(wanted.units)}", by)
    return user


def change(user: User, wanted: Wanted, by: str) -> tuple[str, ...]:
    """What changed, in words; told in the history.  Raises LastAdmin."""
    with transaction.atomic():
        desk, _made = Desk.objects.get_or_create(user=user, defaults={"own_password": True})
        told = tuple(_differences(user, desk, wanted))
        user.first_name, user.email, user.is_active = wanted.full_name, wanted.email, wanted.active
        user.save(update_fields=["first_name", "email", "is_active"])
        user.groups.set(_rows(wanted.groups))
        desk.units.set(wanted.units)
        if not User.objects.filter(is_active=True, groups__name=Group.ADMIN.value).exists():
            raise LastAdmin(
                "Phải còn ít nhất một tài khoản quản trị đang dùng; hãy giao nhóm này cho người khác trước."
            )
        for one in told:
            _told(user, one, by)
    return told


def by_chance() -> str:
    """A password of sixteen letters that nobody can guess and everybody can type."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def reset_password(user: User, by: str) -> str:
    """A password made by chance, shown once; the person must change it, and may try again at once.

    The token of the account's programs ends, since whoever knew the old password could have made it.
    """
    password = by_chance()
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        Desk.objects.update_or_create(user=user, defaults={"own_password": False})
        ApiToken.objects.filter(user=user).delete()
        _told(user, "đặt lại mật khẩu", by)
    lock_out.wake(user.get_username())
    return password


def own_password_set(user: User) -> None:
    """Nothing; the person has set the password himself."""
    with transaction.atomic():
        Desk.objects.update_or_create(user=user, defaults={"own_password": True})
        _told(user, "tự đổi mật khẩu", user.get_username())


def _differences(user: User, desk: Desk, wanted: Wanted) -> Iterable[str]:
    if user.first_name != wanted.full_name:
        yield f"họ tên: {user.first_name} → {wanted.full_name}"
    if user.email != wanted.email:
        yield f"thư điện tử: {user.email or 'không'} → {wanted.email or 'không'}"
    if user.is_active != wanted.active:
        yield "mở lại tài khoản" if wanted.active else "ngừng tài khoản"
    if set(user.groups.values_list("name", flat=True)) != {one.value for one in wanted.groups}:
        yield _groups(wanted.groups)
    if set(desk.units.values_list("pk", flat=True)) != {one.pk for one in wanted.units}:
        yield _units(wanted.units)


def _rows(groups: Iterable[Group]) -> list[GroupRow]:
    return list(GroupRow.objects.filter(name__in=[one.value for one in groups]))


def _groups(groups: Iterable[Group]) -> str:
    return f"nhóm: {', '.join(sorted(one.value for one in groups)) or 'không'}"


def _units(units: Iterable[OfficeUnitRow]) -> str:
    return f"đơn vị: {', '.join(one.name for one in units) or 'không'}"


def _told(user: User, what: str, by: str) -> None:
    AccountChange.objects.create(account=user.get_username(), what=what, by=by)
