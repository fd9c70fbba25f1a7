"""Following on the desk: buttons, the page of news, the count in the navigation, and what a person may not see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records import Directory, Relation
from registry import follows
from registry.models import DispatchRow, FollowRow, NewsRow
from tests.desk import person, signed_in
from tests.duties import FIRST, above, handed_down, order, report, with_orders
from tests.duties import saved as saved_duties
from tests.followers import AT, came, carrying_out, citing
from tests.office_with_units import units as units
from tests.papers_of_graph import kl18_2017, quang_binh
from tests.test_resolve import CT10_KEY
from web.groups import Group

pytestmark = pytest.mark.django_db
PAGE = "/theo-doi/"
GHOST = "38-KL/TW|trung uong|≤XIII"
#: What a page may ask the database at most.
MOST_QUERIES = 20


def text(client: Client, address: str = PAGE, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


def press(client: Client, key: str = CT10_KEY, **more: str) -> Any:
    return client.post("/theo-doi/theo/", {"khoa": key, **more}, follow=True)


def number(symbol: str) -> int:
    return DispatchRow.objects.values_list("pk", flat=True).get(scan__name=f"{symbol.replace('/', '_')}.pdf")


@pytest.fixture
def analyst() -> Client:
    came(kl18_2017(), quang_binh())
    return signed_in("an", Group.ANALYST)


def test_nobody_follows_anything_at_first(analyst: Client) -> None:
    assert "Bạn chưa theo dõi văn bản nào" in text(analyst)


def test_the_button_of_the_graph_page_follows_a_ghost(analyst: Client) -> None:
    page = text(analyst, "/do-thi/", document="38-KL/TW")
    key = re.search(r'name="khoa" value="([^"]+)"', page)
    assert key is not None
    assert key[1] == GHOST
    answer = press(analyst, GHOST, ve="/do-thi/?document=38-KL/TW")
    assert answer.redirect_chain == [("/do-thi/?document=38-KL/TW", 302)]
    assert "Bạn theo dõi 38-KL/TW (Trung ương). Có văn bản mới nêu nó, bạn sẽ được báo." in answer.content.decode()
    assert "Đang theo dõi</span>" in answer.content.decode()
    assert "chưa có trong kho" in text(analyst)
    for address in ("/do-thi/dua-vao/", "/do-thi/hinh/"):
        assert "Thôi theo dõi" in text(analyst, address, document="38-KL/TW")


def test_the_dispatch_page_follows_itself_and_what_it_names(analyst: Client) -> None:
    page = text(analyst, f"/van-ban/{number('18-KL/TW')}/")
    assert 'value="18-KL/TW|trung uong|XII"' in page
    link = re.search(r'href="(/theo-doi/van-ban/[^"]+)" aria-label="Theo dõi 10-CT/TW[^"]*">Theo dõi<', page)
    assert link is not None
    about = text(analyst, link[1])
    assert "<h1>Theo dõi chỉ thị 10-CT/TW ngày 30/3/2007 (Trung ương)</h1>" in about
    press(analyst, qua="1")
    assert "Đang theo dõi, cả qua văn bản khác" in text(analyst, link[1])
    assert ">Đang theo dõi</a>" in text(analyst, f"/van-ban/{number('18-KL/TW')}/")


def test_news_with_its_sentence_and_where_it_leads(analyst: Client) -> None:
    press(analyst)
    came(citing("500-CV/TU", Relation.REPEALS))
    page = text(analyst)
    paper = f"/van-ban/{number('500-CV/TU')}/"
    assert f'<a href="{paper}">500-CV/TU ngày 20/4/2026 (Trà Vinh)</a>' in page
    assert "<strong>bãi bỏ</strong>" in page
    assert "<q>Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.</q>" in page
    assert f'<a href="{paper}">500-CV_TU.pdf, trang 1</a>' in page
    assert reverse("graph") in page
    assert "<h2" in page
    assert "1 tin mới" in page


def test_the_count_stands_in_the_navigation_and_on_the_home_page(analyst: Client) -> None:
    press(analyst)
    assert 'class="badge"' not in text(analyst, "/")
    came(citing("500-CV/TU"), citing("501-CV/TU"))
    home = text(analyst, "/")
    assert '<span class="badge">2<span class="unseen"> tin mới</span></span>' in home
    assert "Tin về văn bản theo dõi" in home
    assert "501-CV/TU ngày 20/4/2026 (Trà Vinh) thực hiện 10-CT/TW ngày 30/3/2007 (Trung ương)" in home


def test_by_way_of_others_every_step_is_shown(analyst: Client) -> None:
    came(citing("500-CV/TU"))
    press(analyst, qua="1")
    came(carrying_out("600-CV/TU", "500-CV/TU"))
    page = text(analyst)
    assert "qua 1 văn bản khác" in page
    assert "600-CV/TU ngày 21/4/2026 (Trà Vinh) <strong>thực hiện</strong> 500-CV/TU" in page
    assert "500-CV/TU ngày 20/4/2026 (Trà Vinh) <strong>thực hiện</strong> 10-CT/TW" in page


def test_marking_as_seen_one_and_all_but_what_came_since(analyst: Client) -> None:
    press(analyst)
    came(citing("500-CV/TU"), citing("501-CV/TU"))
    first, second = NewsRow.objects.filter(told=True).order_by("pk").values_list("pk", flat=True)
    page = text(analyst)
    assert f'name="den" value="{second}"' in page
    came(citing("502-CV/TU"))
    analyst.post("/theo-doi/da-xem/", {"tin": str(first)})
    assert "2 tin mới" in text(analyst)
    answer = analyst.post("/theo-doi/da-xem/", {"den": str(second)}, follow=True)
    assert "Đã đánh dấu 1 tin là đã xem." in answer.content.decode()
    left = text(analyst)
    assert ("1 tin mới" in left, "502-CV/TU" in left, "500-CV/TU" in left) == (True, True, False)
    assert "2 tin đã xem" in text(analyst, xem="da-xem")


@pytest.mark.parametrize("said", [{}, {"tin": "x"}, {"tin": "9" * 5000}, {"den": "-1"}, {"tin": "999"}])
def test_marking_nothing_is_told(analyst: Client, said: dict[str, str]) -> None:
    press(analyst)
    came(citing("500-CV/TU"))
    assert "Không còn tin nào chưa xem." in analyst.post("/theo-doi/da-xem/", said, follow=True).content.decode()
    assert "1 tin mới" in text(analyst)


def test_nobody_marks_or_ends_what_is_not_his(analyst: Client) -> None:
    press(analyst)
    came(citing("500-CV/TU"))
    other = signed_in("bình", Group.ANALYST)
    news = NewsRow.objects.get(told=True)
    other.post("/theo-doi/da-xem/", {"tin": str(news.pk)})
    other.post("/theo-doi/da-xem/", {"den": str(news.pk)})
    other.post("/theo-doi/thoi/", {"khoa": CT10_KEY})
    assert "1 tin mới" in text(analyst)
    assert "Bạn chưa theo dõi" in text(other)


def test_following_ends(analyst: Client) -> None:
    press(analyst)
    came(citing("500-CV/TU"))
    answer = analyst.post("/theo-doi/thoi/", {"khoa": CT10_KEY}, follow=True)
    assert "Đã thôi theo dõi văn bản này." in answer.content.decode()
    assert FollowRow.objects.count() == 0
    assert "Bạn chưa theo dõi" in answer.content.decode()


@pytest.mark.parametrize(
    "back", ["https://xấu.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)", ""]
)
def test_the_way_back_stays_on_the_desk(analyst: Client, back: str) -> None:
    assert press(analyst, ve=back).redirect_chain == [(PAGE, 302)]


def test_what_is_not_there_cannot_be_followed(analyst: Client) -> None:
    assert press(analyst, "999-CT/TW|trung uong|X").status_code == 404
    assert press(analyst, "").status_code == 404
    assert analyst.get("/theo-doi/van-ban/", {"khoa": "a\x00b"}).status_code == 404
    assert analyst.get("/theo-doi/theo/").status_code == 405


def test_too_many_is_told(analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follows, "MOST", 1)
    press(analyst)
    assert "mức nhiều nhất; hãy thôi theo dõi bớt" in press(analyst, GHOST).content.decode()


@pytest.fixture
def office(units: Directory) -> None:
    """Papers of the office: one ordered of all, one that falls on the first unit."""
    saved_duties(above(), handed_down(), report())
    came()


def chief(name: str, unit: str) -> Any:
    return person(name, Group.LEADER, units=(unit,))


@pytest.mark.usefixtures("office")
def test_news_in_a_paper_of_another_unit_is_not_told() -> None:
    first, second = signed_in("một", Group.LEADER, units=("cb-noi-vu",)), signed_in("hai", Group.LEADER, units=("btc",))
    boss = signed_in("ba", Group.LEADER, units=("duk",))
    for user in ("một", "hai", "ba"):
        follows.follow(_user(user), _key("256-CV"), False, AT)
    came(with_orders(carrying_out("700-CV/TU", "256-CV/ĐUK", "2022-06-09"), order("Báo cáo", FIRST, due="2026-06-01")))
    for client, sees in ((first, True), (second, False), (boss, True)):
        page = text(client)
        assert ("700-CV/TU" in page, 'class="badge"' in page) == (sees, sees)
        assert ("700-CV/TU" in text(client, "/")) == sees


def _user(name: str) -> Any:
    from django.contrib.auth.models import User

    return User.objects.get(username=name)


@pytest.mark.usefixtures("office")
def test_a_way_through_a_paper_that_is_not_his_to_see_is_not_told() -> None:
    """700 falls on the first unit; it carries out 600, which nobody but the office may see."""
    first, boss = signed_in("một", Group.LEADER, units=("cb-noi-vu",)), signed_in("ba", Group.LEADER, units=("duk",))
    came(carrying_out("600-CV/TU", "256-CV/ĐUK", "2022-06-09"))
    for user in ("một", "ba"):
        follows.follow(_user(user), _key("256-CV"), True, AT)
    hidden = carrying_out("700-CV/TU", "600-CV/TU", "2026-04-21")
    came(with_orders(hidden, order("Báo cáo", FIRST, due="2026-06-01")))
    assert ("700-CV/TU" in text(boss), "700-CV/TU" in text(first)) == (True, False)
    assert 'class="badge"' not in text(first)


@pytest.mark.usefixtures("office")
def test_who_may_not_ask_the_graph_follows_what_he_sees_or_sees_named() -> None:
    first, nobody = signed_in("một", Group.LEADER, units=("cb-noi-vu",)), signed_in("hai", Group.LEADER)
    own, named, hidden = _key("256-CV"), _key("411-CV"), _key("3-BC")
    assert [press(first, key).status_code for key in (own, named, hidden)] == [200, 200, 404]
    assert [press(nobody, key).status_code for key in (own, named, hidden)] == [404, 404, 404]
    assert first.get("/theo-doi/van-ban/", {"khoa": hidden}).status_code == 404
    assert press(signed_in("ba", Group.CLERK), hidden).status_code == 200
    assert text(first, f"/van-ban/{number('256-CV/ĐUK')}/").count('name="khoa"') == 1
    page = text(first)
    assert 'href="/do-thi/' not in page


def _key(begins: str) -> str:
    return next(one for one in _keys() if one.startswith(begins))


def _keys() -> list[str]:
    from registry.models import DocumentRow

    return list(DocumentRow.objects.values_list("key", flat=True))


@pytest.mark.usefixtures("office")
def test_pages_ask_the_database_a_bounded_number_of_times() -> None:
    client = signed_in("một", Group.LEADER, units=("cb-noi-vu",))
    follows.follow(_user("một"), _key("256-CV"), True, AT)
    orders = (order("Báo cáo", FIRST, due="2026-06-01"),)
    papers = [carrying_out(f"70{n}-CV/TU", "256-CV/ĐUK", "2022-06-09") for n in range(9)]
    came(*(with_orders(one, *orders) for one in papers))
    for address in (
        PAGE,
        f"{PAGE}?xem=da-xem",
        "/",
        f"/van-ban/{number('256-CV/ĐUK')}/",
        f"/theo-doi/van-ban/?khoa={_key('256-CV')}",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES, address


@pytest.mark.usefixtures("office")
def test_long_lists_come_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.followed.ON_PAGE", 2)
    client = signed_in("an", Group.ANALYST)
    for key in _keys():
        press(client, key)
    came(*(carrying_out(f"70{n}-CV/TU", "256-CV/ĐUK", "2022-06-09") for n in range(3)))
    page = text(client)
    assert page.count('<article class="card"') == 2
    assert '?trang=2" rel="next"' in page
    assert '?danh-sach=2" rel="next"' in page
    second = text(client, trang="2")
    assert second.count('<article class="card"') == 1
    assert '?trang=2&amp;danh-sach=2" rel="next"' in second
