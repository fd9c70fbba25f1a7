"""The page of review: who may use it, what it keeps, the numbers it gives, the papers that look alike."""

from __future__ import annotations

import csv
import datetime as dt
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pipeline.undone import unpublished
from publish.everything import publish
from records import Arrival, Found, Problem, Reading
from registry.arrivals import Clerk, NumberTaken, change_number, give_number
from registry.models import ArrivalRow, Correction, DispatchRow, LineRow
from registry.queries import readings
from registry.review_queue import in_order, next_after
from settings import Settings
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.desk import signed_in, whole
from tests.reviewed import clerk, kept, weak
from tests.reviewed import house as house
from tests.sample_readings import reading
from web.groups import Group
from web.review_lines import key_of, named

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 6, 8, 9, 0, tzinfo=dt.UTC)


def sent(client: Client, dispatch: DispatchRow, value: str, seen: str, place: str = "symbol-0-") -> str:
    answer = client.post(f"/duyet/{dispatch.pk}/sua/", {"place": place, "value": value, "seen": seen}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def symbol_of(position: int = 0) -> Found | None:
    return next(readings()).readings[position].header.symbol


@pytest.mark.parametrize("group", [Group.LEADER, Group.ANALYST, None])
def test_only_clerks_and_administrators_correct(group: Group | None) -> None:
    dispatch = kept()
    client = signed_in("an", *([group] if group else []))
    form = {"place": "symbol-0-", "value": "1-CV/TU", "seen": "17-CV/TU"}
    assert client.get(f"/duyet/{dispatch.pk}/").status_code == 403
    assert client.post(f"/duyet/{dispatch.pk}/sua/", form).status_code == 403
    assert client.post(f"/duyet/{dispatch.pk}/so-den/").status_code == 403
    assert not Correction.objects.exists()


def test_an_administrator_corrects_what_he_may_see_and_no_more() -> None:
    from registry.models import OfficeUnitRow

    dispatch = kept()
    form = {"place": "symbol-0-", "value": "1-CV/TU", "seen": "17-CV/TU"}
    assert signed_in("an", Group.ADMIN).post(f"/duyet/{dispatch.pk}/sua/", form).status_code == 404
    assert not Correction.objects.exists()
    OfficeUnitRow.objects.create(key="vp", position=0, name="Văn phòng", kind="van-phong", is_office=True)
    boss = signed_in("bình", Group.ADMIN, units=("vp",))
    assert boss.post(f"/duyet/{dispatch.pk}/sua/", form).status_code == 302
    assert Correction.objects.get().by == "bình"


def test_the_queue_tells_the_doubtful_first() -> None:
    sure, unsure, lacking = kept(1, weak("1-CV/TU", 0.8)), kept(2, weak("2-CV/TU", 0.4)), kept(3, weak(issuer=None))
    kept(4, weak("4-CV/TU", 0.95))
    text = clerk().get("/duyet/").content.decode()
    assert re.findall(r'<td><a href="/duyet/(\d+)/"', text) == [str(one.pk) for one in (lacking, unsure, sure)]
    assert "Chưa đọc được tác giả" in text
    assert next_after(lacking.pk, LineRow.objects.all()) == unsure.pk
    assert next_after(sure.pk, LineRow.objects.all()) == lacking.pk


def test_an_empty_queue_says_so() -> None:
    assert "Không có gì cần xem lại" in clerk().get("/duyet/").content.decode()


def test_the_page_tells_value_doubt_strip_ways_and_candidates() -> None:
    dispatch = kept()
    text = clerk().get(f"/duyet/{dispatch.pk}/").content.decode()
    first = text[text.index('id="symbol-0-"') :]
    first = first[: first.index("</form>")]
    assert text.index('id="symbol-0-"') < text.index('id="kind-0-"')
    assert 'value="17-CV/TU"' in first
    assert "chưa chắc" in first
    assert "hãy đối chiếu với bản gốc" in first
    assert f'src="/duyet/{dispatch.pk}/net/0/"' in first
    assert "đọc cả trang: 17-CV/TU (chưa chắc)" in first
    assert 'name="candidate" value="12-CV/TU" data-number="1"' in first
    assert 'name="candidate" value="17-CV/TU"' not in first
    assert clerk_png(dispatch).startswith(b"\x89PNG")


def clerk_png(dispatch: DispatchRow) -> bytes:
    answer = signed_in("chi", Group.CLERK).get(f"/duyet/{dispatch.pk}/net/0/")
    assert answer["Content-Type"] == "image/png"
    return bytes(answer.content)


def test_a_correction_is_kept_with_who_and_when_and_over_a_reading_anew() -> None:
    dispatch, client = kept(), clerk()
    text = sent(client, dispatch, " 12-CV/TU ", "17-CV/TU")
    assert "Đã ghi lời sửa." in text
    assert re.search(r"lan ghi lúc [\d:]+ \d+/\d+/\d{4}; máy đọc: “Số 17-CV/TU”", text)
    (row,) = Correction.objects.all()
    assert (row.value, row.by) == ("12-CV/TU", "lan")
    again = kept(0, weak("71-CV/TU", 0.7))
    symbol = symbol_of()
    assert symbol
    assert (symbol.value, symbol.rule) == ("12-CV/TU", "clerk")
    text = client.get(f"/duyet/{again.pk}/").content.decode()
    assert 'value="12-CV/TU"' in text
    assert "người đã xác nhận" in text


def test_accepting_confirms_the_value_as_it_stands_and_leaves_the_queue() -> None:
    dispatch, client = kept(), clerk()
    text = sent(client, dispatch, "17-CV/TU", "17-CV/TU")
    assert "Đã xác nhận." in text
    assert Correction.objects.get().value == "17-CV/TU"
    assert not in_order(LineRow.objects.all()).exists()
    assert "đã sửa" in text


def test_a_candidate_and_nothing_printed() -> None:
    dispatch, client = kept(), clerk()
    form = {"place": "symbol-0-", "value": "17-CV/TU", "seen": "17-CV/TU", "candidate": "12-CV/TU"}
    client.post(f"/duyet/{dispatch.pk}/sua/", form)
    symbol = symbol_of()
    assert symbol
    assert symbol.value == "12-CV/TU"
    client.post(f"/duyet/{dispatch.pk}/sua/", form | {"seen": "12-CV/TU", "candidate": ""})
    assert symbol_of() is None


def test_an_empty_line_is_no_answer() -> None:
    text = sent(clerk(), kept(0, weak(issuer=None)), "  ", "", "issuer-0-")
    assert "Chưa ghi gì; hãy ghi giá trị, hoặc chọn “Không có trên giấy”." in text
    assert not Correction.objects.exists()


def test_after_a_field_comes_the_next_doubtful_one_below_it() -> None:
    unsure = Found("x", "", 0.5, "test")
    dispatch, client = kept(0, weak(kind=unsure, issuer=unsure)), clerk()
    form = {"place": "kind-0-", "value": "công văn", "seen": "x"}
    assert client.post(f"/duyet/{dispatch.pk}/sua/", form)["Location"].endswith("?o=issuer-0-")
    form = {"place": "issuer-0-", "value": "Tỉnh ủy", "seen": "x"}
    assert client.post(f"/duyet/{dispatch.pk}/sua/", form)["Location"].endswith("?o=symbol-0-")


def test_who_comes_second_is_told_and_overwrites_nothing() -> None:
    dispatch = kept()
    sent(clerk(), dispatch, "12-CV/TU", "17-CV/TU")
    text = sent(signed_in("chi", Group.CLERK), dispatch, "13-CV/TU", "17-CV/TU")
    assert "lan vừa ghi “12-CV/TU” vào chỗ này; hãy xem rồi ghi lại nếu cần." in text
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("place", ["number-0-", "symbol-1-", "symbol-x-", "", "signer-0-", "recipients-999999-name"])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    text = sent(clerk(), kept(), "x", "", place)
    assert "hãy chọn một trường của văn bản" in text
    assert not Correction.objects.exists()


def test_what_is_written_is_shown_as_text() -> None:
    dispatch = kept()
    text = sent(clerk(), dispatch, "<script>alert(1)</script>", "17-CV/TU")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_places_have_names() -> None:
    for place in ("symbol-0-", "recipients-3-role", "signer-0-name"):
        assert named(key_of(place)) == place


def test_numbers_are_given_by_year_and_can_be_changed() -> None:
    first, second, client = kept(1), kept(2), clerk()
    sent(client, first, "17-CV/TU", "17-CV/TU")
    client.post(f"/duyet/{second.pk}/so-den/", {"number": ""})
    assert list(ArrivalRow.objects.values_list("year", "number", "by")) == [(2022, 1, "lan"), (2022, 2, "lan")]
    text = client.post(f"/duyet/{second.pk}/so-den/", {"number": "1"}, follow=True).content.decode()
    assert "Số đến 1 năm 2022 đã cấp cho văn bản khác; hãy chọn số khác." in text
    client.post(f"/duyet/{second.pk}/so-den/", {"number": "15"})
    assert ArrivalRow.objects.get(scan=second.scan_id).number == 15
    assert give_number(second, 2022, Clerk("lan", AT)).number == 15
    assert give_number(kept(3), 2022, Clerk("lan", AT)).number == 16
    assert give_number(kept(4), 2023, Clerk("lan", AT)).number == 1
    for wrong in ("0", "mười", "-3", "99999999"):
        text = client.post(f"/duyet/{second.pk}/so-den/", {"number": wrong}, follow=True).content.decode()
        assert "hãy ghi lại" in text, wrong
    again = kept(2, weak("71-CV/TU", 0.7))
    assert 'value="15"' in client.get(f"/duyet/{again.pk}/").content.decode()


def test_papers_that_look_alike_are_judged_by_what_clerks_wrote() -> None:
    first, second, client = kept(1, weak("17-CV/TU")), kept(2, weak("71-CV/TU")), clerk()
    assert "Có thể đã nhận rồi" not in page_of(client, first)
    sent(client, second, "17-CV/TU", "71-CV/TU")
    text = page_of(client, first)
    assert "cùng số, cùng ngày, cùng cơ quan" in text
    assert f'<a href="/duyet/{second.pk}/">công văn 17-CV/TU</a>' in text
    sent(client, second, "Huyện ủy Đầm Dơi", "Tỉnh ủy Bến Cát", "issuer-0-")
    assert "cùng số, cùng ngày, cơ quan khác" in page_of(client, first)
    sent(client, second, "2022-06-07", "2022-06-06", "issued_on-0-")
    assert "Có thể đã nhận rồi" not in page_of(client, first)


def page_of(client: Client, dispatch: DispatchRow) -> str:
    return client.get(f"/duyet/{dispatch.pk}/").content.decode()


def form_of(dispatch: DispatchRow, **more: str) -> dict[str, str]:
    """What the page's form sends along."""
    return {"scan": dispatch.scan.sha256, "first": "1", "place": "symbol-0-", "seen": "17-CV/TU", **more}


def test_what_was_typed_is_kept_where_the_scan_was_read_again(house: Settings) -> None:
    old, client = kept(1), clerk()
    text = client.get(f"/duyet/{old.pk}/").content.decode()
    assert text.count(f'name="scan" value="{old.scan.sha256}"><input type="hidden" name="first" value="1"') > 5
    new = kept(1, weak("71-CV/TU"))
    assert new.pk != old.pk
    answer = client.post(f"/duyet/{old.pk}/sua/", form_of(old, value="12-CV/TU"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "vừa được đọc lại trong lúc bạn đang sửa" in text
    assert f'action="/duyet/{new.pk}/sua/"' in text
    assert 'name="value" value="12-CV/TU"' in text
    assert 'name="seen" value="71-CV/TU"' in text
    assert not Correction.objects.exists()
    text = client.post(f"/duyet/{old.pk}/so-den/", form_of(old, number="88")).content.decode()
    assert 'name="number" inputmode="numeric" autocomplete="off" maxlength="7" value="88"' in text
    assert not ArrivalRow.objects.exists()


def test_what_was_typed_is_told_where_the_dispatch_is_no_more() -> None:
    old, client = kept(1), clerk()
    kept(1, replace(weak(), pages=(2,)))
    answer = client.post(f"/duyet/{old.pk}/sua/", form_of(old, value="12-CV/TU"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "không còn trong sổ" in text
    assert ">12-CV/TU</textarea>" in text
    assert "Văn bản thứ 1, trang 2" in text
    assert client.post(f"/duyet/{old.pk}/con-lai/", form_of(old)).status_code == 409
    hidden = signed_in("an", Group.ADMIN).post(f"/duyet/{old.pk}/sua/", form_of(old))
    assert "trang 2" not in hidden.content.decode()
    assert client.get(f"/duyet/{old.pk}/").status_code == 410


def test_a_refused_value_stays_in_its_field() -> None:
    dispatch, client = kept(1), clerk()
    text = sent(client, dispatch, "hôm qua", "2022-06-06", "issued_on-0-")
    assert "không phải là ngày" in text
    assert 'name="value" value="hôm qua"' in text


def test_an_administrator_without_units_is_told_what_to_do() -> None:
    kept(1)
    admin = signed_in("an", Group.ADMIN)
    for address in ("/duyet/", "/nhiem-vu/", "/hop-den/"):
        text = admin.get(address).content.decode()
        assert "chưa gắn đơn vị nào nên không thấy văn bản nào" in text, address
        assert "Mở tài khoản của mình" in text
    own = re.search(r'href="(/tai-khoan/\d+/)"', text)
    assert own
    assert admin.get(own[1]).status_code == 200
    assert "chưa gắn đơn vị" not in clerk().get("/duyet/").content.decode()


def stamped(number: str, sure: float = 0.97) -> Reading:
    return weak(arrival=Arrival(Found(number, number, sure, "test"), Found("2022-06-06", "", 0.97, "test")))


def test_a_first_number_is_that_of_the_stamp_where_it_is_surely_read_and_free() -> None:
    client = clerk()
    for scan, read in enumerate((stamped("0471"), stamped("0471"), stamped("99", sure=0.5)), 1):
        sent(client, kept(scan, read), "17-CV/TU", "17-CV/TU")
    assert list(ArrivalRow.objects.order_by("pk").values_list("number", flat=True)) == [471, 472, 473]
    third = DispatchRow.objects.get(scan__sha256=f"{3:064x}")
    sent(client, third, "98", "99", "arrival-0-number")  # what a clerk reads on the stamp goes before the next free one
    assert ArrivalRow.objects.get(scan=third.scan_id).number == 98
    client.post(f"/duyet/{third.pk}/so-den/", {"number": "600"})
    text = sent(client, third, "97", "98", "arrival-0-number")  # and what he chose before the stamp
    assert ArrivalRow.objects.get(scan=third.scan_id).number == 600
    assert "sổ theo số 600 đã vào sổ" in text


def test_number_and_day_given_on_the_desk_stand_in_register_exports_and_search(house: Settings, tmp_path: Path) -> None:
    dispatch, client = kept(1, stamped("471")), clerk()
    client.post(f"/duyet/{dispatch.pk}/so-den/", {"number": "512", "day": "2022-06-09"})
    assert ArrivalRow.objects.get().day == dt.date(2022, 6, 9)
    assert unpublished(house).exists()  # the next sweep publishes
    published = publish(house.model_copy(update={"outputs": tmp_path / "outputs"}))
    written = (tmp_path / "outputs" / "register.csv").read_text("utf-8-sig")
    assert tmp_path / "outputs" / "register.csv" in published
    downloaded = whole(client.get("/so/so-van-ban-den.csv")).decode("utf-8-sig")
    for told in (written, downloaded):
        (row,) = csv.DictReader(told.splitlines())
        assert (row["Ngày đến"], row["Số đến"]) == ("2022-06-09", "512")
        assert row["Ghi chú"].startswith("Dấu đến ghi số 471.")
    assert LineRow.objects.get().arrived_on == dt.date(2022, 6, 9)
    assert "17-CV/TU" in client.get("/so/?q=512").content.decode()
    assert "Số đến 512, ngày đến 9/6/2022" in client.get(f"/van-ban/{dispatch.pk}/").content.decode()
    kept(1, stamped("471", sure=0.8))  # a reading anew takes nothing away
    assert LineRow.objects.get().arrival_number == 512


@pytest.mark.parametrize("day", ["hôm qua", "2999-01-01"])
def test_a_day_of_arrival_that_cannot_be_is_refused(day: str) -> None:
    dispatch = kept()
    text = clerk().post(f"/duyet/{dispatch.pk}/so-den/", {"day": day}, follow=True).content.decode()
    assert "hãy ghi" in text
    assert not ArrivalRow.objects.exists()


def test_a_number_cannot_be_taken_twice() -> None:
    first, second = kept(1), kept(2)
    change_number(first, 2022, 7, Clerk("lan", AT))
    with pytest.raises(NumberTaken):
        change_number(second, 2022, 7, Clerk("chi", AT))
    assert change_number(second, 2023, 7, Clerk("chi", AT)).number == 7


@pytest.mark.django_db(transaction=True)
def test_clerks_who_save_at_once_get_different_numbers() -> None:
    from django.db import connection

    dispatches = [kept(number) for number in range(1, 9)]
    start, given = threading.Barrier(len(dispatches)), list[int]()

    def save(one: DispatchRow) -> None:
        try:
            start.wait()
            given.append(give_number(one, 2022, Clerk("lan", AT)).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(one,)) for one in dispatches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 9))


def test_the_same_paper_come_twice_is_told_in_words() -> None:
    first, other = kept(1), kept(2)
    kept(3, weak("18-CV/TU"))
    text = clerk().get(f"/duyet/{first.pk}/").content.decode()
    assert "cùng số, cùng ngày, cùng cơ quan, bản quét khác" in text
    assert text.count("Có thể đã nhận rồi") == 1
    assert f'<a href="/duyet/{other.pk}/">' in text


def test_the_gold_case_is_what_the_clerk_settled(tmp_path: Path) -> None:
    from pipeline.corpus import golds
    from pipeline.verdicts import verdicts

    dispatch, client = kept(), clerk()
    address = f"/duyet/{dispatch.pk}/mau/"
    assert "hãy duyệt hết rồi tải lại" in client.get(address, follow=True).content.decode()
    rest = f"/duyet/{dispatch.pk}/con-lai/"
    assert "hãy duyệt từng chỗ đó trước" in client.post(rest, {"seen": "x"}, follow=True).content.decode()
    text = sent(client, dispatch, "12-CV/TU", "17-CV/TU")
    assert "hãy duyệt hết rồi tải lại" in client.get(address, follow=True).content.decode()
    assert "hãy xem lại rồi xác nhận" in client.post(rest, {"seen": "x"}, follow=True).content.decode()
    (seen,) = re.findall(r'name="seen" value="([0-9a-f]{16})"', text)
    assert "Đã xác nhận 3 giá trị." in client.post(rest, {"seen": seen}, follow=True).content.decode()
    answer = client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.yaml").write_bytes(answer.content)
    case = golds(tmp_path)["a"]
    assert (case["scan"], case["dispatches"][0]["symbol"]) == ("Công văn 12.pdf", "12-CV/TU")
    assert case["dispatches"][0]["issued_on"] == dt.date(2022, 6, 6)
    assert case["dispatches"][0]["obligations"] is None
    assert all(one.right for one in verdicts("a", case, next(readings()), scanned=False))
    assert yaml.safe_load(answer.content) == case


def test_pages_ask_a_bounded_number_of_questions(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = clerk()
    few = [Problem("faint", "Mờ; hãy xem.", 1, None, "kind")] * 5
    for number in range(1, 26):
        kept(number, replace(weak(), problems=tuple(few)), reading())
    with django_assert_max_num_queries(20):
        assert "Trang 1 / 2" in client.get("/duyet/").content.decode()
    with django_assert_max_num_queries(20):
        client.get(f"/duyet/{in_order(LineRow.objects.all())[0].pk}/")
