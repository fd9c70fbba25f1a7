"""Sổ văn bản đến: the register with its filters, its search, and what is shown as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publish import register as published
from publish.cells import Line
from publish.sheet import XLSX
from registry.line_keep import lacking
from registry.lines import Lines, in_parts, register_rows_of
from registry.register_row import RegisterRow, Status
from web.groups import DeskRequest, Group, for_group
from web.register_form import RegisterForm
from web.scope import units_of

ON_A_PAGE = 50
#: Lines of one file: each costs a millisecond or more, and a browser waits.
MOST_IN_A_FILE = 20_000
TOO_LONG = (
    "Một tệp tải về chứa nhiều nhất {} văn bản, danh sách này dài hơn; hãy lọc theo năm rồi tải từng năm, "
    "hoặc lấy cả sổ trong thư mục outputs (register.xlsx)."
)
#: The columns by which the page is sorted, as they stand above it.
COLUMNS = {
    "arrived": "Ngày đến",
    "number": "Số đến",
    "issuer": "Tác giả",
    "symbol": "Số, ký hiệu",
    "issued": "Ngày văn bản",
    "title": "Tên loại và trích yếu",
}
TONES = {Status.REVIEW: "doubt", Status.CORRECTED: "good", Status.READ: ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the page: the cells of the published register, the way to the dispatch, what to look at again."""

    number: int
    cells: Line
    status: str
    tone: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading: where a click on it leads, and how the page is sorted by it now ('' for not)."""

    title: str
    address: str
    sorted: str


@for_group(Group.CLERK, Group.LEADER, Group.ANALYST)
@require_safe
def register(request: DeskRequest) -> HttpResponse:
    """The page."""
    form, found = _wanted(request)
    page = Paginator(cast(Any, found), ON_A_PAGE).get_page(request.GET.get("trang"))
    numbers = list(page.object_list)
    query = _query(request)
    context = {
        "form": form,
        "page": page,
        "more": found.more,
        "lacking": lacking(),
        "rows": [_shown(number, row) for number, row in register_rows_of(numbers, signatures=False)],
        "columns": list(_columns(request, form.asked().order)),
        "query": query,
        "print_year": form.asked().year or timezone.localdate().year,
        "narrowed": any(value for name, value in request.GET.items() if name not in ("trang", "sort")),
    }
    return render(request, "register/register.html", context)


@for_group(Group.CLERK, Group.LEADER, Group.ANALYST)
@require_safe
def as_csv(request: DeskRequest) -> HttpResponseBase:
    """What the page shows, all pages of it, as CSV with the columns of outputs/register.csv."""
    return _file(request, _csv, "csv")


@for_group(Group.CLERK, Group.LEADER, Group.ANALYST)
@require_safe
def as_xlsx(request: DeskRequest) -> HttpResponseBase:
    """What the page shows, all pages of it, as a workbook like outputs/register.xlsx."""
    return _file(request, _xlsx, "xlsx")


def _wanted(request: DeskRequest) -> tuple[RegisterForm, Lines]:
    """The form as filled in, and the lines it asks for, of those the person may see."""
    form = RegisterForm(request.GET).offer(request.user)
    return form, Lines(units_of(request.user), form.asked())


def _file(request: DeskRequest, made: Callable[[Sequence[int]], HttpResponseBase], ending: str) -> HttpResponseBase:
    _, found = _wanted(request)
    numbers = found[: MOST_IN_A_FILE + 1]
    if len(numbers) > MOST_IN_A_FILE:
        messages.warning(request, TOO_LONG.format(MOST_IN_A_FILE))
        return redirect(f"{reverse('register')}?{_query(request)}")
    answer = made(numbers)
    name = f"so-van-ban-den-{timezone.localdate():%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _csv(numbers: Sequence[int]) -> HttpResponseBase:
    """It goes out while it is made."""
    parts = (published.lines(rows) for rows in in_parts(numbers))
    return StreamingHttpResponse(published.csv_in_parts(parts), content_type="text/csv; charset=utf-8")


def _xlsx(numbers: Sequence[int]) -> HttpResponseBase:
    rows = (row for some in in_parts(numbers) for row in some)
    return HttpResponse(published.as_xlsx(published.lines(rows)), content_type=XLSX)


def _shown(number: int, row: RegisterRow) -> Shown:
    (cells,) = published.lines([row])
    doubts = tuple(dict.fromkeys(one.message for one in row.doubts))
    return Shown(number, cells[:7], row.status.value, TONES[row.status], doubts)


def _columns(request: DeskRequest, order: str) -> Iterator[Column]:
    """The headings; a click on the one the page is sorted by turns the order round."""
    for name, title in COLUMNS.items():
        now = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        asked = request.GET.copy()
        asked.pop("trang", None)
        asked["sort"] = f"-{name}" if now == "ascending" else name
        yield Column(title, f"?{asked.urlencode()}", now)


def _query(request: DeskRequest) -> str:
    """The question without the number of the page, for the ways to other pages and to the files."""
    asked = request.GET.copy()
    asked.pop("trang", None)
    return asked.urlencode()


urls: list[URLPattern] = [
    path("", register, name="register"),
    path("so-van-ban-den.csv", as_csv, name="register_csv"),
    path("so-van-ban-den.xlsx", as_xlsx, name="register_xlsx"),
]
