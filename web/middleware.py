"""What happens with every request: a password given by another is changed first; nothing is kept by browsers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from registry.connection import connection_of_request

Answer = Callable[[HttpRequest], HttpResponse]
#: What somebody may do who has not yet set his own password.
BEFORE = frozenset({"password_change", "logout"})


class OneConnection:
    """Asks the database on one connection for a whole page, however many questions that takes."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page's answer."""
        with connection_of_request():
            return self._answer(request)


class OwnPassword:
    """Leads to the page of the password until a person has set his own."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page's answer; what is to be changed first is known only with the view."""
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """A redirect, or None where the page may answer."""
        if not isinstance(request.user, User) or has_own_password(request.user):
            return None
        named = request.resolver_match.view_name if request.resolver_match else ""
        return None if named in BEFORE else redirect("password_change")


class KeptByNobody:
    """Pages hold papers of the office: neither browser nor proxy keeps them, but what a view says may be kept."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page's answer, with the headers that say so."""
        response = self._answer(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def has_own_password(user: User) -> bool:
    """Whether the person set the password; who has no desk came in by the command line, and did."""
    try:
        return user.desk.own_password
    except ObjectDoesNotExist:
        return True
