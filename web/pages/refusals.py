"""What stands where a page may not, or cannot, be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from web.moved import moved_to


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be right: too many files or fields at once, or half of it lost on the way."""
    return HttpResponse(render_to_string("refusals/bad.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is for another group."""
    return render(request, "refusals/forbidden.html", status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or nothing there for this person; a dispatch that went elsewhere is told of (410)."""
    dispatches = moved_to(request)
    if dispatches and request.resolver_match:
        on_review = (request.resolver_match.url_name or "").startswith("review_")
        told = {"dispatches": dispatches, "on_review": on_review, "sent": request.method == "POST"}
        return render(request, "refusals/moved.html", told, status=410)
    return render(request, "refusals/missing.html", status=404)


def broken(_request: HttpRequest) -> HttpResponse:
    """A fault of ours; drawn without asking who is there, since the database may be the fault."""
    return HttpResponse(render_to_string("refusals/broken.html"), status=500)


def no_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    return render(request, "refusals/stale.html", {"reason": reason}, status=403)
