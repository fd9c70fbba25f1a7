"""The first account of an installation: somebody who makes the others."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from registry.models import OfficeUnitRow
from web import accounts
from web.groups import Group


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no account was made; `sentences` say what is wrong with the name or the password."""

    sentences: tuple[str, ...]


def wanted() -> bool:
    """Whether nobody can sign in yet."""
    return not User.objects.exists()


def make(name: str, password: str) -> User | Refused:
    """The account, in all groups, since a small office has one person for all; or what is wrong with these words."""
    name = name.strip()
    try:
        UnicodeUsernameValidator()(name)
        validate_password(password, User(username=name))
    except ValidationError as error:
        return Refused(tuple(str(one) for one in error.messages))
    office = OfficeUnitRow.objects.filter(is_office=True)
    return accounts.create(
        name, password, accounts.Wanted(name, frozenset(Group), list(office)), "lần chạy đầu tiên", own_password=True
    )
