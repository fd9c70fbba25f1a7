"""In sổ: the register, and the book of what is followed, of a year or a month, as workbook or PDF to print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from publish import incoming_book, tracking_book
from publish.book import Book, Press, printed
from publish.book_dates import Wanted
from publish.book_files import Kind, file_name
from publish.book_pdf import BookPdf
from publish.book_sheet import BookSheet
from publish.letterhead import letterhead
from publish.serif import FontMissing
from publish.sheet import XLSX
from publish.task_words import names_of
from registry import book_rows
from registry.book_entries import Entry
from registry.directory import directory
from web.groups import DeskRequest, Group, for_group
from web.scope import units_of, visible_tasks

#: Lines of one book: a PDF of so many takes some seconds, and a browser waits.
MOST = 3000
TOO_LONG = (
    "Một lần in nhiều nhất {} văn bản, {} có nhiều hơn; hãy chọn từng tháng, hoặc lấy sổ cả năm trong thư mục "
    "outputs/books."
)
#: By the ending: how it is printed, and what browsers call it.
PRESSES: dict[str, tuple[Callable[[Book], Press], str]] = {
    ".xlsx": (BookSheet, XLSX),
    ".pdf": (BookPdf, "application/pdf"),
}


class WantedForm(forms.Form):
    """Which year, and which month of it."""

    nam = forms.IntegerField(
        min_value=1,
        max_value=9999,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Năm phải là một số, ví dụ 2026."),
    )
    thang = forms.TypedChoiceField(
        choices=[("", "")] + [(str(one), "") for one in range(1, 13)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Tháng phải từ 1 đến 12; hãy chọn lại."},
    )


@for_group(Group.CLERK, Group.LEADER, Group.ANALYST)
@require_safe
def register(request: DeskRequest, ending: str) -> HttpResponse:
    """The register of the dispatches the person may see."""

    def entries(wanted: Wanted) -> list[Entry]:
        return book_rows.incoming(wanted.year, units_of(request.user), wanted.month)

    def book(found: list[Entry], wanted: Wanted) -> Book:
        return incoming_book.book(found, wanted, letterhead(django_settings.VANTHU))

    return _answer(request, (Kind.REGISTER, ending), entries, book)


@for_group(Group.CLERK, Group.LEADER)
@require_safe
def tracking(request: DeskRequest, ending: str) -> HttpResponse:
    """The book of the tasks the person may see; for people of a unit, its lines alone."""

    def entries(wanted: Wanted) -> list[Entry]:
        return book_rows.ordering(wanted.year, visible_tasks(request.user), wanted.month)

    def book(found: list[Entry], wanted: Wanted) -> Book:
        whose, names = letterhead(django_settings.VANTHU), names_of(directory())
        return tracking_book.book(found, wanted, whose, names, units_of(request.user))

    return _answer(request, (Kind.TRACKING, ending), entries, book)


def _answer(
    request: DeskRequest,
    what: tuple[Kind, str],
    entries: Callable[[Wanted], list[Entry]],
    book: Callable[[list[Entry], Wanted], Book],
) -> HttpResponse:
    """The file; back to its page, with a sentence, where it cannot be."""
    form, back = WantedForm(request.GET), "register" if what[0] is Kind.REGISTER else "tasks"
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for told in form.errors.values() for one in told))
        return redirect(back)
    wanted = _wanted(form.cleaned_data)
    found = entries(wanted)
    if len(found) > MOST:
        messages.warning(request, TOO_LONG.format(MOST, wanted.when))
        return redirect(back)
    try:
        return _file(book(found, wanted), *what, wanted)
    except FontMissing as error:
        messages.error(request, str(error))
        return redirect(back)


def _file(book: Book, kind: Kind, ending: str, wanted: Wanted) -> HttpResponse:
    press, media = PRESSES[ending]
    (content,) = printed(book, [press(book)])
    name = file_name(kind, wanted, ending)
    return HttpResponse(content, media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _wanted(told: dict[str, Any]) -> Wanted:
    """What was chosen; this year where none was."""
    return Wanted(told["nam"] or timezone.localdate().year, told["thang"])


urls: list[URLPattern] = [
    path("dang-ky.xlsx", register, {"ending": ".xlsx"}, name="book_register_xlsx"),
    path("dang-ky.pdf", register, {"ending": ".pdf"}, name="book_register_pdf"),
    path("theo-doi.xlsx", tracking, {"ending": ".xlsx"}, name="book_tracking_xlsx"),
    path("theo-doi.pdf", tracking, {"ending": ".pdf"}, name="book_tracking_pdf"),
]
