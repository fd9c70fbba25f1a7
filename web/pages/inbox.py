"""Hộp đến: files brought in, and what becomes of each."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from records import Refused
from web.door import door
from web.failed_files import failed_files
from web.groups import DeskRequest, Group, Right, for_group
from web.incoming import incoming
from web.uploads import too_large

NOTHING_CHOSEN = "Chưa chọn tệp nào; hãy chọn hoặc thả ít nhất một tệp PDF, TIFF, JPEG, PNG hay DOCX rồi bấm Gửi."
GONE = "Tệp này không còn ở danh sách không đọc được; hãy tải lại trang để xem tình hình mới."
WITHHELD = "Tệp này không được đọc lại từ trang vì tên không hiện; hãy làm theo chỉ dẫn bên cạnh tệp."
NOT_MOVED = "Chưa đưa được tệp về hộp đến; hãy báo người quản trị chạy 'vanthu doctor', rồi thử lại."


@for_group(Group.CLERK, Group.ADMIN)
@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    """The page."""
    house = django_settings.VANTHU
    context = {"state": incoming(request.user, house), "limit": house.upload_megabytes}
    return render(request, "inbox/inbox.html", context)


@for_group(Group.CLERK, Group.ADMIN)
@require_safe
def state(request: DeskRequest) -> HttpResponse:
    """The state of the inbox as JSON."""
    return JsonResponse(incoming(request.user, django_settings.VANTHU).told())


@for_group(Group.CLERK, Group.ADMIN)
@require_POST
def upload(request: DeskRequest) -> HttpResponse:
    """The page again, which tells of each file whether it was taken."""
    _may_take_in(request)
    files, heavy = request.FILES.getlist("files"), too_large(request)
    for one in files:
        _take(request, one)
    for name in heavy:
        _say(request, name, door().too_large(name, django_settings.VANTHU))
    if not files and not heavy:
        messages.warning(request, NOTHING_CHOSEN)
    return redirect("inbox")


@for_group(Group.CLERK, Group.ADMIN)
@require_POST
def again(request: DeskRequest) -> HttpResponse:
    """The page again; the failed file lies in the inbox."""
    _may_take_in(request)
    wanted = request.POST.get("file", "")
    failed = next((one for one in failed_files(django_settings.VANTHU) if one.stored == wanted), None)
    if failed is None:
        messages.warning(request, GONE)
    elif not failed.name:
        messages.error(request, WITHHELD)
    else:
        _bring_back(request, failed.stored)
    return redirect("inbox")


def _may_take_in(request: DeskRequest) -> None:
    if not request.user.has_perm(Right.TAKE_IN):
        raise PermissionDenied


def _take(request: DeskRequest, one: UploadedFile[Any]) -> None:
    name = one.name or "khong-ten"
    _say(request, name, door().receive(name, one.chunks(), django_settings.VANTHU))


def _say(request: DeskRequest, name: str, came: str | Refused) -> None:
    if isinstance(came, Refused):
        messages.error(request, f"{name}: {came.message} {came.remedy}")
    else:
        renamed = "" if came == name else f" dưới tên {came}"
        messages.success(request, f"{name}: đã vào hộp đến{renamed}.")


def _bring_back(request: DeskRequest, stored: str) -> None:
    try:
        name = door().again(stored, django_settings.VANTHU)
    except OSError:
        messages.error(request, NOT_MOVED)
        return
    if name is None:
        messages.warning(request, GONE)
    else:
        messages.success(request, f"{name}: đã trở lại hộp đến, sẽ được đọc lại.")


urls: list[URLPattern] = [
    path("", inbox, name="inbox"),
    path("tinh-hinh/", state, name="inbox_state"),
    path("gui/", upload, name="inbox_upload"),
    path("doc-lai/", again, name="inbox_again"),
]
