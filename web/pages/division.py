"""Chia bản quét: which pages make which dispatch, as clerks say."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from records import Say, Statement
from registry.division import pages_in
from registry.division_keep import say, take_back
from registry.models import DispatchRow, ScanRow
from web.dispatch_page import hides_others
from web.division_page import shown
from web.door import door
from web.groups import DeskRequest, for_group
from web.page_pictures import SMALL, NoPicture, scan_picture
from web.pages.review import MAY_CORRECT
from web.scope import visible_dispatches


@for_group(*MAY_CORRECT)
@require_GET
def scan_pages(request: DeskRequest, sha256: str) -> HttpResponse:
    """The pages of the scan, by dispatch, and what was said of them."""
    return render(request, "review/pages.html", shown(_scan(request, sha256), request.GET.get("trang", "")))


@for_group(*MAY_CORRECT)
@require_POST
def tell(request: DeskRequest, sha256: str) -> HttpResponse:
    """Something said of a page, or of their order; the scan is divided anew."""
    scan, form = _scan(request, sha256), request.POST
    try:
        one = Statement(_say(form.get("say", "")), pages_in(form.get("pages", "")), _name(request), timezone.now())
        say(sha256, [one], form.get("seen", ""))
    except (ValueError, LookupError) as error:
        messages.error(request, str(error))
        return redirect(_address(request, scan))
    return _divided(request, scan)


@for_group(*MAY_CORRECT)
@require_POST
def untell(request: DeskRequest, sha256: str) -> HttpResponse:
    """Something said taken back; the scan is divided anew."""
    scan, form = _scan(request, sha256), request.POST
    number = form.get("number", "")
    try:
        wanted = int(number) if number.isdecimal() and len(number) < 18 else 0
        take_back(sha256, wanted, _name(request), timezone.now(), form.get("seen", ""))
    except (ValueError, LookupError) as error:
        messages.error(request, str(error))
        return redirect(_address(request, scan))
    return _divided(request, scan)


@for_group(*MAY_CORRECT)
@require_GET
def thumbnail(request: DeskRequest, sha256: str, page: int) -> HttpResponseBase:
    """A page of the scan, small, as JPEG; 404 where it cannot be shown."""
    try:
        drawn = scan_picture(_scan(request, sha256), page, SMALL)
    except NoPicture as error:
        return HttpResponse(str(error), status=404, content_type="text/plain; charset=utf-8")
    return FileResponse(drawn.path.open("rb"), content_type="image/jpeg")


def _scan(request: DeskRequest, sha256: str) -> ScanRow:
    """The scan, where the person may see all that is in it."""
    seen = visible_dispatches(request.user)
    row: DispatchRow | None = seen.filter(scan__sha256=sha256).select_related("scan").order_by("position").first()
    if row is None or hides_others(row, seen):
        raise Http404
    return get_object_or_404(ScanRow, pk=row.scan_id)


def _say(told: str) -> Say:
    try:
        return Say(told)
    except ValueError as error:
        raise ValueError("Chưa rõ muốn ghi gì về trang này; hãy chọn một nút trên trang.") from error


def _name(request: DeskRequest) -> str:
    return request.user.get_username()


def _divided(request: DeskRequest, scan: ScanRow) -> HttpResponse:
    """The scan as it is divided now; the queue where it proved secret and is no more."""
    done = door().divide(scan.sha256, django_settings.VANTHU)
    messages.add_message(request, messages.SUCCESS if done.done else messages.WARNING, done.told)
    there = ScanRow.objects.filter(pk=scan.pk).exists()
    return redirect(_address(request, scan) if there else reverse("review"))


def _address(request: DeskRequest, scan: ScanRow) -> str:
    """The page again, at the same part of it and at the paper that was spoken of."""
    address, part = reverse("review_scan", args=(scan.sha256,)), request.POST.get("part", "")
    page = request.POST.get("at", "")
    query = f"?{urlencode({'trang': part})}" if part.isdecimal() else ""
    return f"{address}{query}#trang-{page}" if page.isdecimal() else f"{address}{query}"


urls: list[URLPattern] = [
    path("<slug:sha256>/", scan_pages, name="review_scan"),
    path("<slug:sha256>/ghi/", tell, name="review_scan_tell"),
    path("<slug:sha256>/bo/", untell, name="review_scan_untell"),
    path("<slug:sha256>/anh/<int:page>/", thumbnail, name="review_scan_picture"),
]
