"""Duyệt: what was read, beside the picture of the page."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from registry.line_keep import lacking
from registry.lines import lines_of
from registry.models import CutRow, DispatchRow
from registry.queries import rows_numbered
from registry.review_queue import in_order, next_after
from web.door import door, written
from web.groups import DeskRequest, Group, for_group
from web.read_again import GONE, READ_AGAIN, now_at, others_of
from web.review_lines import key_of, next_doubtful
from web.review_page import queue_lines, shown
from web.reviewing import Answer, Refusal, all_said, gold, renumbered, said
from web.scope import units_of, visible_dispatches
from web.secret_papers import LATER, WITHDRAWN, secret_context, withdrawn

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
    return _page(request, _dispatch(request, number), request.GET.get("o", ""))


@for_group(*MAY_CORRECT)
@require_POST
def correct(request: DeskRequest, number: int) -> HttpResponse:
    """A value confirmed or corrected; leads to the next doubtful field."""
    dispatch, form = _written_about(request, number), request.POST
    if dispatch is None:
        return _read_again(request)
    place, value = form.get("place", ""), _value(form)
    if key_of(place).field == "marks" and door().names_secrecy(value):
        return _withdrawn(request, dispatch)
    try:
        answer = Answer(key_of(place), value, form.get("seen", ""), nothing=form.get("candidate") == "")
        changed = said(dispatch, answer, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, dispatch, place, form)
    written()
    following = next_doubtful(rows_numbered([number])[number], key_of(place))
    messages.success(request, "Đã ghi lời sửa." if changed else "Đã xác nhận.")
    return redirect(_address(dispatch, following))


@for_group(*MAY_CORRECT)
@require_POST
def confirm_rest(request: DeskRequest, number: int) -> HttpResponse:
    """All values confirmed that nobody had settled yet; leads back to the page."""
    dispatch = _written_about(request, number)
    if dispatch is None:
        return _read_again(request)
    try:
        _without_secrets(number)
        count = all_said(dispatch, request.POST.get("seen", ""), request.user)
        written()
        messages.success(request, f"Đã xác nhận {count} giá trị.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_address(dispatch, ""))


@for_group(*MAY_CORRECT)
@require_POST
def number_it(request: DeskRequest, number: int) -> HttpResponse:
    """The number (số đến) given or changed; leads back to the page."""
    dispatch, wish = _written_about(request, number), request.POST.get("number", "").strip()
    if dispatch is None:
        return _read_again(request)
    try:
        if wish and not (wish.isdecimal() and len(wish) < 8):
            raise Refusal("Số đến chỉ gồm chữ số; hãy ghi lại.")
        given = renumbered(dispatch, int(wish) if wish else None, _day(request.POST.get("day", "")), request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, dispatch, "", request.POST)
    written()
    messages.success(request, f"Số đến của văn bản này là {given}.")
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


def _page(
    request: DeskRequest, dispatch: DispatchRow, place: str, typed: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    """The page of the dispatch with the focus at this place; `typed`: the form that could not be taken, kept in it."""
    context = shown(dispatch, visible_dispatches(request.user), request.GET.get("trang", ""), place)
    kept = {"place": place, "value": _value(typed)} if typed and place else {}
    if typed and "number" in typed:
        kept = {"number": str(typed["number"]), "day": str(typed.get("day", ""))}
    return render(request, "review/one.html", context | {"typed": kept}, status=status)


def _without_secrets(number: int) -> None:
    """Nothing.  Raises Refusal where a mark of secrecy was read that would be confirmed among the rest."""
    marks = rows_numbered([number])[number].reading.header.marks
    if any(door().names_secrecy(one.value) for one in marks):
        raise Refusal("Văn bản này mang dấu mật; hãy bấm ghi ở ô “Dấu độ mật, độ khẩn” để rút văn bản khỏi máy.")


def _value(form: QueryDict) -> str:
    """What was chosen of the candidates, else what was written."""
    return str(form.get("candidate", form.get("value", "")))


def _read_again(request: DeskRequest) -> HttpResponse:
    """The dispatch as it was read again, with what was typed; a sentence and what was typed where it is no more."""
    form, visible = request.POST, visible_dispatches(request.user)
    dispatch = now_at(form, visible)
    if dispatch is not None:
        messages.warning(request, READ_AGAIN)
        return _page(request, dispatch, form.get("place", ""), form, status=409)
    typed = _value(form) or form.get("number", "")
    told = {"sentence": GONE, "typed": typed, "others": others_of(form, visible)}
    return render(request, "review/gone.html", told, status=409)


def _withdrawn(request: DeskRequest, dispatch: DispatchRow) -> HttpResponse:
    """Where the clerk has not yet confirmed, what it means; else the queue, with the scan withdrawn."""
    if request.POST.get("withdraw") != "yes":
        return render(request, "review/secret.html", secret_context(dispatch, request.POST))
    try:
        done = withdrawn(dispatch)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(dispatch, ""))
    messages.success(request, WITHDRAWN if done else f"{WITHDRAWN} {LATER}")
    return redirect("review")


def _day(wish: str) -> dt.date | None:
    """The day as a browser sends it; None for none.  Raises Refusal for what is no day, or one to come."""
    if not wish.strip():
        return None
    try:
        day = dt.date.fromisoformat(wish.strip())
    except ValueError as error:
        raise Refusal("Ngày đến không phải là ngày; hãy ghi theo dạng năm-tháng-ngày, ví dụ 2022-06-06.") from error
    if day > timezone.localdate():
        raise Refusal("Ngày đến ở tương lai; hãy ghi lại.")
    return day


def _written_about(request: DeskRequest, number: int) -> DispatchRow | None:
    """The dispatch of the form; None where it was read again or withdrawn since.  404 where it is not his to see."""
    if request.POST.get("scan") and not DispatchRow.objects.filter(pk=number).exists():
        return None
    return _dispatch(request, number)


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
