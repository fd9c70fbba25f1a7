"""Ảnh trang: the picture of a page, for whoever may see the dispatch on it."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from web.groups import DeskRequest, for_group
from web.page_pictures import NoPicture, page_picture
from web.scope import visible_dispatches

MADE_ROOM = "Ảnh trang vừa được dọn để lấy chỗ; hãy tải lại trang."


@for_group()
@require_GET
def picture(request: DeskRequest, number: int, page: int) -> HttpResponseBase:
    """The page (from 1 in the scan) as JPEG; 404 where it cannot be shown, or the dispatch is not there for him."""
    dispatch = get_object_or_404(visible_dispatches(request.user).select_related("scan"), pk=number)
    try:
        drawn = page_picture(dispatch, page).path.open("rb")
    except NoPicture as error:
        return HttpResponse(str(error), status=404, content_type="text/plain; charset=utf-8")
    except FileNotFoundError:  # it had to make room at this very moment
        return HttpResponse(MADE_ROOM, status=503, content_type="text/plain; charset=utf-8")
    return FileResponse(drawn, content_type="image/jpeg")


urls: list[URLPattern] = [path("<int:number>/<int:page>/", picture, name="page_picture")]
