"""Gói edXML: the draft of an envelope for a State dispatch, for clerks who may have its original."""

from __future__ import annotations

import tempfile

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from publish.edxml_draft import NoEnvelope
from publish.edxml_file import write_envelope
from records.envelope import EDXML
from settings import Settings
from web.dispatch_page import hides_others
from web.groups import DeskRequest, Group, for_group
from web.scope import visible_dispatches


@for_group(Group.CLERK)
@require_GET
def edxml(request: DeskRequest, number: int) -> HttpResponseBase:
    """The envelope, to be saved; back to the dispatch with a sentence where there can be none, 404 as for the original.

    It is kept no longer than it takes to send it, in a file without a name.
    """
    seen = visible_dispatches(request.user)
    row = get_object_or_404(seen.select_related("scan"), pk=number)
    if hides_others(row, seen):
        raise Http404
    house: Settings = django_settings.VANTHU
    house.pictures.mkdir(mode=0o700, parents=True, exist_ok=True)
    out = tempfile.TemporaryFile(dir=house.pictures.absolute())  # noqa: SIM115 (sent, and closed, by the answer)
    try:
        name = write_envelope(row, house, out)
    except NoEnvelope as error:
        out.close()
        messages.error(request, str(error))
        return redirect("dispatch", number)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=EDXML)


urls: list[URLPattern] = [path("<int:number>/edxml/", edxml, name="dispatch_edxml")]
