"""Where a dispatch went that was open in the browser when its scan was read again or divided otherwise."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest

from registry.formers import now_at
from registry.models import DispatchRow
from registry.queries import rows_numbered
from web.review_page import title
from web.scope import visible_dispatches

#: Addresses of these pages begin with the number of a dispatch's row.
OF_A_DISPATCH = ("review_", "dispatch")


def moved_to(request: HttpRequest) -> list[tuple[DispatchRow, str]]:
    """The dispatches with the pages of the one that is asked for, of those the person may see, each with its title."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").startswith(OF_A_DISPATCH) or not isinstance(request.user, User):
        return []
    number = match.kwargs.get("number")
    seen = visible_dispatches(request.user)
    if not isinstance(number, int) or seen.filter(pk=number).exists():
        return []
    found = now_at(number, seen)
    told = rows_numbered([one.pk for one in found])
    return [(one, title(told[one.pk])) for one in found if one.pk in told]
