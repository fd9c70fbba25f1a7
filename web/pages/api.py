"""Giao diện lập trình: the same questions for programs, how they are asked, and the token they are asked with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from publish.answers import candidate_lines
from registry.answers import Answer, Answers, Part
from registry.archive import NoOneDocument
from registry.lines import register_rows_of
from registry.missing import MissingDocuments
from registry.network import Way
from web import api_rows, tokens
from web import graph_answers as answers
from web.api_forms import LONGEST_TEXT, LookupForm, SinceForm, checked, part, told_of_all
from web.api_questions import QUESTIONS
from web.graph_forms import CitesForm, RestsForm, WhyForm
from web.groups import DeskRequest, Group, for_group
from web.programs import NOTHING_THERE, Refused, for_programs, rows, rows_in_parts
from web.scope import visible_dispatches
from web.sight import Sight

#: Dispatches in one answer, and looked up at once.
DISPATCHES, PART = 500, 50
#: Candidates told of a question that fits several documents; citers named of a missing document.
CANDIDATES, NAMED = 50, 50

Said = TypeVar("Said")


@for_group(Group.ANALYST)
def api(request: DeskRequest) -> HttpResponse:
    """What can be asked, and how."""
    base = request.build_absolute_uri(request.path)
    return render(request, "api/api.html", {"base": base, "questions": QUESTIONS})


@for_group(Group.ANALYST)
def token(request: DeskRequest) -> HttpResponse:
    """The person's own token: whether there is one; or, once made, the token itself."""
    made = tokens.make(request.user) if request.method == "POST" else None
    base = request.build_absolute_uri("/api/")
    return render(request, "api/token.html", {"made": made, "kept": tokens.token_of(request.user), "base": base})


@for_group(Group.ANALYST)
@require_POST
def revoke(request: DeskRequest) -> HttpResponse:
    """The page of the token, which has ended."""
    if tokens.revoke(request.user):
        messages.success(request, "Đã thu hồi mã truy cập; chương trình dùng mã ấy không đọc được nữa.")
    return redirect("api_token")


@for_programs(Group.ANALYST)
def cites(request: DeskRequest) -> HttpResponseBase:
    """Who cites a document."""
    form = checked(CitesForm(request.GET))
    _, found = _one(request, lambda: answers.citers(form))
    return _answers(request, found)


@for_programs(Group.ANALYST)
def rests_on(request: DeskRequest) -> HttpResponseBase:
    """On what a document rests."""
    form = checked(RestsForm(request.GET))
    _, found = _one(request, lambda: answers.grounds(form))
    return _answers(request, found)


@for_programs(Group.ANALYST)
def why(request: DeskRequest) -> HttpResponse:
    """How two documents hang together; no row where they do not."""
    form = checked(WhyForm(request.GET))
    one, other, found = _one(request, lambda: answers.connection(form))
    if found is None:
        return rows(())
    part = Part((Answer(one if found.way is Way.BACK else other, found.hops),), found.told)
    return rows({"way": str(found.way)} | row for row in api_rows.answer_rows(request.user, part))


@for_programs(Group.ANALYST)
def missing(request: DeskRequest) -> HttpResponseBase:
    """What is cited and not there."""
    ends = part(request)
    found = MissingDocuments(NAMED)
    response = rows(api_rows.missing_rows(request.user, found[slice(*ends)]))
    return told_of_all(response, request, found.count(), ends[1])


@for_programs(Group.ANALYST, methods=("GET", "HEAD", "POST"))
def lookup(request: DeskRequest) -> HttpResponse:
    """Which documents a text names."""
    from asking import looked_up_as_kept  # what reads texts is heavy

    asked = request.GET.copy()
    if request.method == "POST":
        asked["text"] = _body(request)
    data = checked(LookupForm(asked)).cleaned_data
    return rows(api_rows.lookup_rows(request.user, looked_up_as_kept(data["text"], data["of"] or None)))


@for_programs(Group.ANALYST)
def dispatches(request: DeskRequest) -> HttpResponseBase:
    """The register's rows that the person may see, in the order of arrival."""
    start, end = part(request, DISPATCHES)
    since = checked(SinceForm(request.GET)).cleaned_data["since"]
    seen = visible_dispatches(request.user).order_by("scan__received_at", "scan__sha256", "position")
    if since:
        seen = seen.filter(scan__received_at__gte=timezone.make_aware(dt.datetime.combine(since, dt.time())))
    numbers = list(seen.values_list("pk", flat=True)[start:end])
    parts = (numbers[at : at + PART] for at in range(0, len(numbers), PART))
    response = rows_in_parts(
        [api_rows.dispatch_row(*one) for one in register_rows_of(some, signatures=False)] for some in parts
    )
    return told_of_all(response, request, seen.count(), end)


@for_programs()
def nothing(request: DeskRequest) -> HttpResponse:
    """There is no such address."""
    raise Refused(404, NOTHING_THERE)


def _answers(request: DeskRequest, found: Answers) -> HttpResponseBase:
    ends = part(request)
    some = found.part(*ends)
    response = rows(api_rows.answer_rows(request.user, some))
    full = len(some.answers) == ends[1] - ends[0]
    return told_of_all(response, request, found.count(), ends[1], more=found.more and full)


def _one(request: DeskRequest, asked: Callable[[], Said]) -> Said:
    """The answer.  Raises Refused: 404 where no document is meant, 409 with the candidates where several are."""
    try:
        return asked()
    except NoOneDocument as error:
        some = error.found[:CANDIDATES]
        sight = Sight(request.user, some)
        shown = [api_rows.document_row(sight.document(one)) for one in some]
        sentence = next(iter(candidate_lines(error.question, error.found, error.more))).replace(
            " trong ngoặc vuông:", " (key)."
        )
        raise Refused(409 if some else 404, sentence, candidates=shown) from error


def _body(request: DeskRequest) -> str:
    """The text that was sent.  Raises Refused."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_TEXT:
        raise Refused(400, f"Đoạn chữ quá dài (hơn {LONGEST_TEXT} byte); hãy chia nhỏ.")
    try:
        return request.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "Đoạn chữ phải ở dạng UTF-8.") from error


urls: list[URLPattern] = [
    path("", api, name="api"),
    path("ma/", token, name="api_token"),
    path("ma/thu-hoi/", revoke, name="api_token_revoke"),
    path("cites/", cites, name="api_cites"),
    path("rests-on/", rests_on, name="api_rests_on"),
    path("why/", why, name="api_why"),
    path("missing/", missing, name="api_missing"),
    path("lookup/", lookup, name="api_lookup"),
    path("dispatches/", dispatches, name="api_dispatches"),
    path("<path:rest>", nothing, name="api_nothing"),
]
