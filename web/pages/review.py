"""Duyệt: what was read, beside the picture of the page."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from registry.line_keep import lacking
from registry.lines import lines_of
from registry.models import CutRow, DispatchRow
from registry.queries import rows_numbered
from registry.review_queue import in_order, next_after
from web.groups import DeskRequest, Group, for_group
from web.review_lines import key_of, next_doubtful
from web.review_page import queue_lines, shown
from web.reviewing import Answer, Refusal, all_said, gold, renumbered, said
from web.scope import units_of, visible_dispatches

PAGE_SIZE = 20
MAY_CORRECT = (Group.CLERK, Group.ADMIN)


@for_group(*MAY_CORRECT)
@require_GET
def review(request: DeskRequest) -> HttpResponse:
    """The dispatches with an open doubt, the most doubtful first."""
    queue = in_order(lines_of(units_of(request.user))).values_list("pk", flat=True)
    page = Paginator(queue, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"page": page, "lines": queue_lines(list(page.object_list)), "lacking": lacking()}
    return render(request, "review/review.html", context)


@for_group(*MAY_CORRECT)
@require_GET
def one(request: DeskRequest, number: int) -> HttpResponse:
    """One dispatch: the page at the left, its fields at the right."""
    dispatch, visible = _dispatch(request, number), visible_dispatches(request.user)
    context = shown(dispatch, visible, request.GET.get("trang", ""), request.GET.get("o", ""))
    return render(request, "review/one.html", context)


@for_group(*MAY_CORRECT)
@require_POST
def correct(request: DeskRequest, number: int) -> HttpResponse:
    """A value confirmed or corrected; leads to the next doubtful field."""
    dispatch, form = _dispatch(request, number), request.POST
    place = form.get("place", "")
    value = form.get("candidate", form.get("value", ""))
    try:
        answer = Answer(key_of(place), value, form.get("seen", ""), nothing=form.get("candidate") == "")
        changed = said(dispatch, answer, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(dispatch, place))
    row = rows_numbered([number])[number]
    following = next_doubtful(row, key_of(place))
    messages.success(request, "Đã ghi lời sửa." if changed else "Đã xác nhận.")
    return redirect(_address(dispatch, following))


@for_group(*MAY_CORRECT)
@require_POST
def confirm_rest(request: DeskRequest, number: int) -> HttpResponse:
    """All values confirmed that nobody had settled yet; leads back to the page."""
    dispatch = _dispatch(request, number)
    try:
        count = all_said(dispatch, request.POST.get("seen", ""), request.user)
        messages.success(request, f"Đã xác nhận {count} giá trị.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_address(dispatch, ""))


@for_group(*MAY_CORRECT)
@require_POST
def number_it(request: DeskRequest, number: int) -> HttpResponse:
    """The number (số đến) given or changed; leads back to the page."""
    dispatch, wish = _dispatch(request, number), request.POST.get("number", "").strip()
    try:
        if wish and not (wish.isdecimal() and len(wish) < 8):
            raise Refusal("Số đến chỉ gồm chữ số; hãy ghi lại.")
        given = renumbered(dispatch, int(wish) if wish else None, request.user)
        messages.success(request, f"Số đến của văn bản này là {given}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_address(dispatch, ""))


@for_group(*MAY_CORRECT)
@require_GET
def following(request: DeskRequest, number: int) -> HttpResponse:
    """The next dispatch of the queue, or the queue where there is no other."""
    other = next_after(number, lines_of(units_of(request.user)))
    return redirect(reverse("review") if other is None else reverse("review_one", args=(other,)))


@for_group(*MAY_CORRECT)
@require_GET
def cut(request: DeskRequest, number: int, position: int) -> HttpResponse:
    """The enlarged picture of a doubtful place."""
    kept = get_object_or_404(CutRow, dispatch=_dispatch(request, number), position=position)
    return HttpResponse(bytes(kept.png), content_type="image/png")


@for_group(*MAY_CORRECT)
@require_GET
def gold_case(request: DeskRequest, number: int) -> HttpResponse:
    """The scan as a gold case to keep, once all of it is gone through."""
    dispatch = _dispatch(request, number)
    try:
        text = gold(dispatch, visible_dispatches(request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(dispatch, ""))
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(
        True, f"{PurePath(dispatch.scan.name).stem}.yaml"
    )
    return answer


def _dispatch(request: DeskRequest, number: int) -> DispatchRow:
    found = visible_dispatches(request.user).select_related("scan")
    return get_object_or_404(found, pk=number)


def _address(dispatch: DispatchRow, place: str) -> str:
    address = reverse("review_one", args=(dispatch.pk,))
    return f"{address}?{urlencode({'o': place})}" if place else address  # no fragment: autofocus yields to one


urls: list[URLPattern] = [
    path("", review, name="review"),
    path("<int:number>/", one, name="review_one"),
    path("<int:number>/sua/", correct, name="review_correct"),
    path("<int:number>/con-lai/", confirm_rest, name="review_rest"),
    path("<int:number>/so-den/", number_it, name="review_number"),
    path("<int:number>/tiep/", following, name="review_next"),
    path("<int:number>/net/<int:position>/", cut, name="review_cut"),
    path("<int:number>/mau/", gold_case, name="review_gold"),
]
