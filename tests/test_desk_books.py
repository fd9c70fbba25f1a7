"""“In sổ” on the desk: who may print what, of which year and month, and that nobody prints more than he sees."""

from __future__ import annotations

import pytest
from django.test import Client

from following import follow
from records import Directory
from settings import Settings
from tests.desk import signed_in
from tests.duties import FIRST, SECOND, above, handed_down, saved, stamped
from tests.office_with_units import units as units
from tests.printed_books import came, cells, kept, pages, text_of, workbook
from web.groups import Group
from web.pages import books

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(units: Directory) -> None:
    saved(stamped(above(), "2022-06-10"), stamped(handed_down(), "2022-07-01"))
    follow(Settings())


def sheets(client: Client, address: str) -> dict[str, list[str]]:
    """By the name of each month's sheet what its third column holds."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = workbook(answer.content)
    return {
        one.title: [str(row[2]) for row in one.iter_rows(4, values_only=True) if row[2]]
        for one in book.worksheets
        if one.title != "Bìa"
    }


def test_a_clerk_prints_the_register_of_a_year_or_a_month() -> None:
    kept(came(1, "2026-01-05"), came(2, "2026-03-05"), came(3, "2025-03-05"))
    client = signed_in("an", Group.CLERK)
    assert list(sheets(client, "/in-so/dang-ky.xlsx?nam=2026")) == ["Tháng 01-2026", "Tháng 03-2026"]
    assert list(sheets(client, "/in-so/dang-ky.xlsx?nam=2026&thang=3")) == ["Tháng 03-2026"]
    answer = client.get("/in-so/dang-ky.pdf?nam=2026&thang=1")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="so-dang-ky-van-ban-den-2026-01.pdf"'
    assert "Tháng 01/2026 có 1 văn bản đến, số 1." in text_of(pages(answer.content)[1])


def test_the_pages_lead_there() -> None:
    text = signed_in("an", Group.CLERK).get("/so/").content.decode()
    assert 'action="/in-so/dang-ky.xlsx"' in text
    assert 'formaction="/in-so/dang-ky.pdf"' in text
    assert "In sổ theo dõi" not in text
    for group in (Group.CLERK, Group.LEADER):
        text = signed_in(f"x {group}", group).get("/nhiem-vu/").content.decode()
        assert 'formaction="/in-so/theo-doi.pdf"' in text
    assert "in-so" not in signed_in("b", Group.ANALYST).get("/nhiem-vu/").content.decode()


@pytest.mark.usefixtures("followed")
def test_a_leader_of_a_unit_prints_what_concerns_it() -> None:
    of_unit = signed_in("an", Group.LEADER, units=("cb-y-te",))
    everything = signed_in("bình", Group.CLERK)
    address = "/in-so/dang-ky.xlsx?nam=2022"
    assert list(sheets(everything, address)) == ["Tháng 06-2022", "Tháng 07-2022"]
    assert list(sheets(of_unit, address)) == ["Tháng 07-2022"]
    assert sheets(signed_in("ba", Group.LEADER), address) == {"Năm 2022": []}


@pytest.mark.usefixtures("followed")
def test_a_leader_of_a_unit_prints_its_lines_alone() -> None:
    address = "/in-so/theo-doi.xlsx?nam=2022"
    assert sheets(signed_in("an", Group.LEADER, units=("cb-y-te",)), address) == {"Tháng 07-2022": [SECOND]}
    every = sheets(signed_in("bình", Group.CLERK), address)
    assert every["Tháng 07-2022"] == [FIRST, SECOND]
    pdf = signed_in("ba", Group.LEADER, units=("cb-y-te",)).get("/in-so/theo-doi.pdf?nam=2022").content
    said = " ".join(text_of(page) for page in pages(pdf))
    assert SECOND in said
    assert FIRST not in said


def test_others_may_not() -> None:
    assert signed_in("an", Group.ADMIN).get("/in-so/dang-ky.pdf").status_code == 403
    assert signed_in("ba", Group.ANALYST).get("/in-so/theo-doi.pdf").status_code == 403
    assert signed_in("bo").get("/in-so/theo-doi.xlsx").status_code == 403


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nam=hai", "Năm phải là một số"),
        ("nam=2026&thang=13", "Tháng phải từ 1 đến 12"),
        ("nam=0", "Năm phải là một số, ví dụ 2026."),
    ],
)
def test_what_makes_no_sense_is_told(asked: str, said: str) -> None:
    answer = signed_in("an", Group.CLERK).get(f"/in-so/dang-ky.pdf?{asked}", follow=True)
    assert answer.redirect_chain == [("/so/", 302)]
    assert said in answer.content.decode()


def test_without_a_year_it_is_this_one() -> None:
    from django.utils import timezone

    answer = signed_in("an", Group.CLERK).get("/in-so/dang-ky.xlsx")
    assert f"-{timezone.localdate().year}.xlsx" in answer["Content-Disposition"]
    (_, sheet) = workbook(answer.content).worksheets
    assert cells(sheet, 4)[0] == "Không có văn bản đến."


def test_too_much_for_a_browser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "MOST", 1)
    kept(came(1, "2026-01-05"), came(2, "2026-01-06"))
    answer = signed_in("an", Group.CLERK).get("/in-so/dang-ky.pdf?nam=2026", follow=True)
    assert "hãy chọn từng tháng, hoặc lấy sổ cả năm trong thư mục outputs/books" in answer.content.decode()


def test_a_missing_font_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from publish import serif

    monkeypatch.setattr(serif, "FOLDERS", ())
    serif.ready.cache_clear()
    serif.width.cache_clear()
    answer = signed_in("an", Group.CLERK).get("/in-so/dang-ky.pdf", follow=True)
    assert "cài gói fonts-liberation2" in answer.content.decode()
