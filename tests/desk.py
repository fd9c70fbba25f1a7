"""People at the desk: accounts of every group, signed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PASSWORD = "cửa sổ màu xanh 7"
#: A person of no group, beside those of each group.
NO_GROUP = "không nhóm"


def person(name: str, *groups: str, units: tuple[str, ...] = ()) -> Any:
    """An account of these groups and units (keys of the directory), with PASSWORD."""
    from registry.models import OfficeUnitRow
    from web import accounts
    from web.groups import Group

    wanted = accounts.Wanted(
        f"Người {name}", frozenset(Group(one) for one in groups), list(OfficeUnitRow.objects.filter(key__in=units))
    )
    return accounts.create(name, PASSWORD, wanted, "test", own_password=True)


def signed_in(name: str, *groups: str, units: tuple[str, ...] = ()) -> Client:
    """A browser in which such a person has signed in."""
    client = Client()
    client.force_login(person(name, *groups, units=units), "django.contrib.auth.backends.ModelBackend")
    return client


def whole(answer: Any) -> bytes:
    """All that was answered, also what goes out part by part."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the desk with the pattern behind it; numbers in it are 1, words 'x'."""
    yield from _under("/", get_resolver())


def of_programs(pattern: URLPattern) -> bool:
    """Whether it is asked with a token, never with a session."""
    return getattr(pattern.callback, "for_programs", False)


def _under(prefix: str, resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        address = prefix + _filled(str(one.pattern)) if str(one.pattern) else prefix
        if isinstance(one, URLResolver):
            yield from _under(address, one)
        else:
            yield address, one


def _filled(route: str) -> str:
    """The route with something in each place.

    >>> _filled("<int:number>/mat-khau/")
    '1/mat-khau/'
    """
    parts = [("1" if part.startswith("<int:") else "x") if part.startswith("<") else part for part in route.split("/")]
    return "/".join(parts)
