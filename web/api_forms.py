"""What programs may say beside a question: how many rows, from which on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase

from web.programs import Refused

USUAL, MOST = 1000, 5000
#: Bytes of a text to look up; a long dispatch has fewer.
LONGEST_TEXT = 200_000


class Part(forms.Form):
    """Which part of all answers is wanted."""

    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST)
    offset = forms.IntegerField(required=False, min_value=0)


class SinceForm(forms.Form):
    """Dispatches that came since a day."""

    since = forms.DateField(
        required=False, input_formats=("%Y-%m-%d",), error_messages={"invalid": "Ngày phải ghi như 2022-01-31."}
    )


class LookupForm(forms.Form):
    """A text whose mentions are looked up."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": "Thiếu đoạn chữ: gửi ?text=… hoặc gửi chữ (UTF-8) trong thân yêu cầu POST.",
            "max_length": "Đoạn chữ quá dài; hãy chia nhỏ.",
        },
    )
    of = forms.CharField(required=False, max_length=100)


def checked(form: Any) -> Any:
    """The form, where nothing is wrong with it.  Raises Refused (400)."""
    if not form.is_valid():
        name, sentences = next(iter(form.errors.items()))
        raise Refused(400, f"{name}: {sentences[0]}")
    return form


def part(request: HttpRequest, most: int = MOST) -> tuple[int, int]:
    """Where the wanted part begins and ends.  Raises Refused."""
    data = checked(Part(request.GET)).cleaned_data
    start = data["offset"] or 0
    return start, start + min(data["limit"] or USUAL, most)


def told_of_all(
    response: HttpResponseBase, request: HttpRequest, total: int, end: int, more: bool = False
) -> HttpResponseBase:
    """The response with how many there are of all, and where the next part is; `more`: there can be even more."""
    response["X-Total-Count"] = f"{total}+" if more else str(total)
    if end < total or more:
        query = request.GET.copy()
        query["offset"] = str(end)
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return response
