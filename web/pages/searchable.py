"""Bản PDF tìm được: a scan with its words laid over it, for whoever may have its original."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from publish.no_copy import NoCopy
from web.dispatch_page import hides_others
from web.groups import DeskRequest, for_group
from web.scope import visible_dispatches
from web.searchable_copy import searchable_copy


@for_group()
@require_GET
def searchable(request: DeskRequest, number: int) -> HttpResponseBase:
    """The copy, to be saved; back to the dispatch with a sentence where there can be none, 404 as for the original."""
    seen = visible_dispatches(request.user)
    row = get_object_or_404(seen.select_related("scan"), pk=number)
    if hides_others(row, seen):
        raise Http404
    try:
        copy = searchable_copy(row.scan)
    except NoCopy as error:
        messages.error(request, str(error))
        return redirect("dispatch", number)
    name = f"{Path(row.scan.name).stem} (tìm được).pdf"
    return FileResponse(copy, as_attachment=True, filename=name, content_type="application/pdf")


urls: list[URLPattern] = [path("<int:number>/ban-pdf/", searchable, name="dispatch_searchable")]
