"""The pages of tasks: lists, one task and what people write of it, months, workbooks, calendars behind secrets."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from following import follow
from records import Directory, Task, TaskStatus
from registry.models import OfficeUnitRow
from registry.task_change import change
from registry.tasks import all_tasks, history, task
from settings import FOLDERS, Settings
from tests.desk import signed_in, whole
from tests.duties import LEARN, REPORT, REVIEW, TODAY, above, handed_down, report, saved
from tests.office_with_units import units as units
from web import month
from web.groups import Group
from web.models import CalendarLink
from web.pages import tasks as pages

pytestmark = pytest.mark.django_db
#: A page asks the database so often at most.
MOST_QUERIES = 20
HANDED_DOWN, AGAIN = f"{LEARN} của chi bộ", f"{REPORT} về Ban Tổ chức"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture(autouse=True)
def house(tmp_path: Path, settings: Any) -> Settings:
    """Marks of what is still to be done lie in the archive."""
    settings.VANTHU = Settings.model_validate({name: tmp_path / name for name in FOLDERS})
    return settings.VANTHU  # type: ignore[no-any-return]


@pytest.fixture
def kept(units: Directory) -> None:
    saved(above(), handed_down(), report())
    follow(Settings())


def named(text: str) -> Task:
    (found,) = (one for one in all_tasks() if one.text == text)
    return found


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def shown(client: Client, query: str = "") -> set[str]:
    text = page(client, f"/nhiem-vu/?{query}")
    return {one.text for one in all_tasks() if f'id="viec-{one.number}"' in text}


def form_of(client: Client, number: int) -> dict[str, Any]:
    """The fields of the form as the page gives them, filled in with what they are."""
    text = page(client, f"/nhiem-vu/{number}/").partition('aria-labelledby="write"')[2].partition("</form>")[0]
    status = re.search(r'<option value="([^"]*)" selected', text)
    fields = dict(re.findall(r'<input type="(?:text|date|hidden)" name="([^"]*)" value="([^"]*)"', text))
    fields |= {name: said.strip() for name, said in re.findall(r'<textarea name="([^"]*)"[^>]*>([^<]*)<', text)}
    fields |= {name: "" for name in re.findall(r'name="([^"]*)"', text) if name not in fields}
    fields |= {"units": re.findall(r'<option value="([^"]*)" selected', text.partition('name="units"')[2])}
    fields |= {"initial-units": re.findall(r'<input type="hidden" name="initial-units" value="([^"]*)"', text)}
    for name in ("csrfmiddlewaretoken", "given_back"):
        fields.pop(name, None)
    return fields | {"status": status[1] if status else ""}


def write(client: Client, number: int, **altered: Any) -> Any:
    return client.post(f"/nhiem-vu/{number}/", form_of(client, number) | altered, follow=True)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", {REVIEW, LEARN, REPORT, HANDED_DOWN, AGAIN}),
        ("xem=qua-han", {HANDED_DOWN, LEARN}),
        ("xem=sap-den-han", {REVIEW, REPORT, AGAIN}),
        ("xem=dinh-ky", {REPORT, AGAIN}),
        ("xem=chua-ro-han", set()),
        ("xem=chua-ro-don-vi", {REPORT}),
        ("xem=moi", {REVIEW, LEARN, REPORT, HANDED_DOWN, AGAIN}),
        ("don-vi=cb-y-te&xem=tat-ca", {HANDED_DOWN}),
        ("don-vi=khong-co&xem=x&trang=x", {REVIEW, LEARN, REPORT, HANDED_DOWN, AGAIN}),
    ],
)
def test_the_list_shows_what_was_asked_for(query: str, texts: set[str]) -> None:
    assert shown(signed_in("an", Group.CLERK), query) == texts


@pytest.mark.usefixtures("kept")
def test_a_line_tells_day_whose_and_the_dispatch() -> None:
    text = page(signed_in("an", Group.CLERK), "/nhiem-vu/?xem=qua-han")
    assert "15/6/2022" in text
    assert '<span class="tag bad">quá hạn</span>' in text
    assert "Chi bộ Sở Nội vụ; Chi bộ Sở Y tế" in text
    assert re.search(r'<a href="/van-ban/\d+/">256-CV/ĐUK|<a href="/van-ban/\d+/">Công văn 256-CV/ĐUK', text)


@pytest.mark.usefixtures("kept")
def test_a_person_of_a_unit_sees_its_tasks_alone() -> None:
    client = signed_in("an", Group.LEADER, units=("cb-y-te",))
    assert shown(client, "xem=tat-ca") == {HANDED_DOWN}
    assert shown(client, "xem=tat-ca&don-vi=cb-noi-vu") == {HANDED_DOWN}
    assert "Chi bộ Sở Nội vụ</option>" not in page(client, "/nhiem-vu/")
    number = named(AGAIN).number
    assert client.get(f"/nhiem-vu/{number}/").status_code == 404
    assert client.post(f"/nhiem-vu/{number}/", {"status": "xong"}).status_code == 404
    assert AGAIN not in page(client, "/nhiem-vu/thang/?thang=2022-06")
    assert AGAIN not in cells(client.get("/nhiem-vu/nhiem-vu.xlsx?xem=tat-ca").content)
    assert task(number).status is TaskStatus.NEW


@pytest.mark.usefixtures("kept")
def test_who_has_no_unit_sees_nothing() -> None:
    client = signed_in("an")
    assert shown(client, "xem=tat-ca") == set()
    assert client.get(f"/nhiem-vu/{named(REVIEW).number}/").status_code == 404


@pytest.mark.usefixtures("kept")
def test_what_is_written_is_kept_with_the_name_and_told() -> None:
    client, number = signed_in("chị-lan", Group.LEADER, units=("cb-noi-vu",)), named(HANDED_DOWN).number
    answer = write(client, number, status="đang làm", note="đã giao đồng chí Ba")
    text = answer.content.decode()
    assert "Đã ghi: trạng thái, ghi chú." in text
    assert "chị-lan: trạng thái “mới” → “đang làm”" in text
    one = task(number)
    assert (one.status, one.note, one.assignee) == (TaskStatus.DOING, "đã giao đồng chí Ba", "")
    told = [(each.field, each.before, each.after, each.by, each.by_hand) for each in history(number)]
    assert told == [
        ("status", "mới", "đang làm", "chị-lan", True),
        ("note", "", "đã giao đồng chí Ba", "chị-lan", True),
    ]
    assert timezone.now() - history(number)[0].at < dt.timedelta(minutes=1)
    assert "Không có gì thay đổi." in write(client, number).content.decode()
    assert len(history(number)) == 2


@pytest.mark.usefixtures("kept")
def test_a_status_nobody_knows_is_refused() -> None:
    client, number = signed_in("an", Group.CLERK), named(REVIEW).number
    assert write(client, number, status="bỏ").context["form"].errors["status"]
    assert history(number) == ()


@pytest.mark.usefixtures("kept")
def test_a_day_that_cannot_be_read_is_refused_with_what_to_write() -> None:
    client, number = signed_in("an", Group.CLERK), named(REVIEW).number
    answer = write(client, number, due="cuối tháng")
    assert answer.context["form"].errors["due"] == ["Ngày chưa đúng; hãy ghi như 2022-01-31."]
    assert history(number) == ()


@pytest.mark.usefixtures("kept")
def test_an_old_form_takes_nothing_back() -> None:
    client, number = signed_in("an", Group.CLERK), named(REVIEW).number
    old = form_of(client, number)
    change(number, {"note": "của người khác"}, "Chị Lan", timezone.now())
    client.post(f"/nhiem-vu/{number}/", old | {"assignee": "Anh Ba"})
    assert (task(number).note, task(number).assignee) == ("của người khác", "Anh Ba")
    answer = client.post(f"/nhiem-vu/{number}/", old | {"note": "của tôi"})
    assert "Người khác vừa ghi “ghi chú” của việc này" in answer.content.decode()
    assert task(number).note == "của người khác"


@pytest.mark.usefixtures("kept")
def test_a_clerk_gives_a_task_to_units_and_a_leader_may_not() -> None:
    number = named(REPORT).number
    given = form_of(signed_in("an", Group.CLERK), number) | {"units": ["cb-noi-vu", "cb-y-te"]}
    signed_in("bình", Group.LEADER, units=("duk",)).post(f"/nhiem-vu/{number}/", given)
    assert task(number).units == ()
    signed_in("chi", Group.CLERK).post(f"/nhiem-vu/{number}/", given)
    assert task(number).units == ("cb-noi-vu", "cb-y-te")
    assert [(one.field, one.by) for one in history(number)] == [("units", "chi")]
    follow(Settings())
    assert task(number).units == ("cb-noi-vu", "cb-y-te")
    assert REPORT in shown(signed_in("dung", units=("cb-y-te",)))


@pytest.mark.usefixtures("kept")
def test_a_long_list_comes_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ON_PAGE", 2)
    client = signed_in("an", Group.CLERK)
    first, second = shown(client), shown(client, "trang=2")
    assert (len(first), len(second)) == (2, 2)
    assert not first & second
    assert 'href="?xem=chua-xong&amp;trang=2" rel="next"' in page(client, "/nhiem-vu/")
    monkeypatch.setattr(pages, "IN_BOOK", 3)
    answer = client.get("/nhiem-vu/nhiem-vu.xlsx", follow=True)
    assert "Có hơn 3 việc; hãy chọn một đơn vị" in answer.content.decode()
    monkeypatch.setattr(month, "MOST", 1)
    assert "chưa hiện hết" in page(client, "/nhiem-vu/thang/?thang=2022-06")


@pytest.mark.usefixtures("kept")
def test_the_last_done_day_is_for_what_comes_again() -> None:
    client = signed_in("an", Group.CLERK)
    assert "Đã làm đến hết ngày" not in page(client, f"/nhiem-vu/{named(REVIEW).number}/")
    write(client, named(AGAIN).number, done_until="2022-06-25")
    assert named(AGAIN).done_until == dt.date(2022, 6, 25)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("group", "units_of_him"), [(Group.ANALYST, ()), ("", ("cb-noi-vu",))])
def test_who_may_not_follow_reads_only(group: str, units_of_him: tuple[str, ...]) -> None:
    client, number = signed_in("an", *([group] if group else []), units=units_of_him), named(HANDED_DOWN).number
    assert "không ghi được tình hình" in page(client, f"/nhiem-vu/{number}/")
    assert client.post(f"/nhiem-vu/{number}/", {"status": "xong"}).status_code == 403
    assert task(number).status is TaskStatus.NEW


@pytest.mark.usefixtures("kept")
def test_the_chain_leads_up_and_down() -> None:
    client, upper, lower = signed_in("an", Group.CLERK), named(LEARN).number, named(HANDED_DOWN).number
    assert f'<a href="/nhiem-vu/{upper}/">Việc số {upper}</a> của 411-CV/TU' in page(client, f"/nhiem-vu/{lower}/")
    assert f'<a href="/nhiem-vu/{lower}/">Việc số {lower}</a>: {HANDED_DOWN}' in page(client, f"/nhiem-vu/{upper}/")


@pytest.mark.usefixtures("kept")
def test_an_upper_order_of_others_is_named_and_not_told() -> None:
    upper, lower = named(LEARN), named(HANDED_DOWN)
    text = page(signed_in("an", units=("cb-y-te",)), f"/nhiem-vu/{lower.number}/")
    assert "Việc trong 411-CV/TU" in text
    assert f"/nhiem-vu/{upper.number}/" not in text


@pytest.mark.usefixtures("kept")
def test_a_month_shows_days_and_what_comes_again() -> None:
    client = signed_in("an", Group.CLERK)
    text = page(client, "/nhiem-vu/thang/?thang=2022-06")
    assert f'href="/nhiem-vu/{named(REVIEW).number}/"' in day(text, "2022-06-25")
    assert f'href="/nhiem-vu/{named(AGAIN).number}/"' in day(text, "2022-06-25")
    assert f'href="/nhiem-vu/{named(HANDED_DOWN).number}/"' in day(text, "2022-06-15")
    later = page(client, "/nhiem-vu/thang/?thang=2022-07&don-vi=cb-noi-vu")
    assert f'href="/nhiem-vu/{named(AGAIN).number}/"' in day(later, "2022-07-25")
    assert "thang=2022-06&amp;don-vi=cb-noi-vu" in later
    assert "tháng 6/2022" in page(client, "/nhiem-vu/thang/?thang=9999-99")


def day(text: str, iso: str) -> str:
    return text.partition(f'<time datetime="{iso}">')[2].partition("</td>")[0]


def cells(book: bytes) -> list[Any]:
    (sheet,) = load_workbook(BytesIO(book)).worksheets
    return [cell for line in sheet.iter_rows(values_only=True) for cell in line]


@pytest.mark.usefixtures("kept")
def test_the_workbook_holds_what_the_list_shows() -> None:
    client = signed_in("an", Group.CLERK)
    answer = client.get("/nhiem-vu/nhiem-vu.xlsx?xem=qua-han")
    assert answer["Content-Disposition"] == 'attachment; filename="nhiem-vu.xlsx"'
    held = cells(answer.content)
    assert {HANDED_DOWN, LEARN} <= set(held)
    assert REVIEW not in held


@pytest.mark.usefixtures("kept")
def test_a_calendar_is_open_to_who_has_its_secret_until_it_is_revoked() -> None:
    client = signed_in("an", Group.LEADER, units=("cb-noi-vu",))
    path = made(client, "cb-noi-vu")
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(whole(answer)).walk("VEVENT")
    assert {str(one["summary"]) for one in events} == {HANDED_DOWN, AGAIN}
    assert "no-store" in answer["Cache-Control"]
    secret = path.split("/")[3]
    assert len(secret) >= 43
    assert secret not in str(list(CalendarLink.objects.values()))
    assert secret not in page(client, "/nhiem-vu/lich/")
    for wrong in (secret[:-1], secret.swapcase(), "x"):
        assert Client().get(f"/nhiem-vu/lich/{wrong}/viec.ics").status_code == 404
    client.post(f"/nhiem-vu/lich/{CalendarLink.objects.get().pk}/thu-hoi/")
    assert Client().get(path).status_code == 404
    assert CalendarLink.objects.get().revoked_by == "an"


@pytest.mark.usefixtures("kept")
def test_a_calendar_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in("an", Group.LEADER, units=("cb-noi-vu",))
    path = made(client, "cb-noi-vu")
    uncut = Calendar.from_ical(whole(Client().get(path)))
    assert "x-wr-caldesc" not in uncut
    monkeypatch.setattr("web.pages.calendar_links.MOST", 1)
    assert "nhiều nhất 1 việc, hạn sớm nhất trước" in page(client, "/nhiem-vu/lich/")
    cut = Calendar.from_ical(whole(Client().get(path)))
    assert [str(one["summary"]) for one in cut.walk("VEVENT")] == [HANDED_DOWN]
    assert str(cut["x-wr-calname"]).endswith("(1 việc)")
    assert str(cut["x-wr-caldesc"]).startswith("Lịch chỉ chứa 1 việc có hạn sớm nhất")


def made(client: Client, unit: str) -> str:
    text = client.post("/nhiem-vu/lich/", {"unit": unit}).content.decode()
    found = re.search(r'<p class="secret">http://testserver(/nhiem-vu/lich/[^<]+)</p>', text)
    assert found
    return found[1]


@pytest.mark.usefixtures("kept")
def test_links_are_for_ones_own_units_alone() -> None:
    client = signed_in("an", units=("cb-y-te",))
    assert "Hãy chọn một đơn vị" in client.post("/nhiem-vu/lich/", {"unit": "cb-noi-vu"}, follow=True).content.decode()
    assert not CalendarLink.objects.exists()
    made(signed_in("bình", units=("cb-noi-vu",)), "cb-noi-vu")
    number = CalendarLink.objects.get().pk
    assert client.post(f"/nhiem-vu/lich/{number}/thu-hoi/").status_code == 404
    assert client.get(f"/nhiem-vu/lich/{number}/thu-hoi/").status_code == 405
    assert signed_in("chi", Group.CLERK).post(f"/nhiem-vu/lich/{number}/thu-hoi/").status_code == 302
    assert CalendarLink.objects.get().revoked_by == "chi"


@pytest.mark.usefixtures("kept")
def test_a_link_ends_with_its_makers_account_or_unit() -> None:
    path = made(signed_in("an", units=("cb-noi-vu",)), "cb-noi-vu")
    user = CalendarLink.objects.get().user
    user.desk.units.set(OfficeUnitRow.objects.filter(key="cb-y-te"))
    assert Client().get(path).status_code == 404
    user.desk.units.set(OfficeUnitRow.objects.filter(key="cb-noi-vu"))
    assert Client().get(path).status_code == 200
    user.is_active = False
    user.save()
    assert Client().get(path).status_code == 404


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("group", "of"), [(Group.CLERK, ()), (Group.LEADER, ("cb-noi-vu",))])
def test_pages_ask_the_database_a_bounded_number_of_times(group: Group, of: tuple[str, ...]) -> None:
    client, number = signed_in("an", group, units=of), named(HANDED_DOWN).number
    change(number, {"status": TaskStatus.DOING}, "Chị Lan", timezone.now())
    more = ("", "?xem=sap-den-han&don-vi=cb-noi-vu", "thang/", "lich/", "nhiem-vu.xlsx", f"{number}/")
    for address in more:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/nhiem-vu/{address}").status_code == 200
        assert len(queries) <= MOST_QUERIES, address


def test_paper_has_a_style_of_its_own() -> None:
    sheet = (Path(__file__).parents[1] / "web/static/web/tasks.css").read_text(encoding="utf-8")
    assert "@media print" in sheet
    assert 'href="/static/web/tasks.css"' in page(signed_in("an", Group.CLERK), "/nhiem-vu/")
