"""Who may go where: every address as everybody, and what a person of a unit sees."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group as GroupRow
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from following import follow
from records import Directory
from settings import Settings
from tests.desk import NO_GROUP, addresses, of_programs, person, signed_in
from tests.duties import FIRST, SECOND, above, handed_down, report, saved
from tests.office_with_units import units as units
from web.groups import EVERYONE, RIGHTS, Group, may_enter
from web.scope import units_of, visible_dispatches, visible_tasks

pytestmark = pytest.mark.django_db
#: Addresses that answer whom they do not know; a calendar asks for a secret instead.
OPEN = {"/dang-nhap/", "/dang-xuat/", "/nhiem-vu/lich/x/viec.ics"}
#: What a page may ask the database at most, with whose it is.
QUERIES = 20
TITLES = {
    "/": "Trang chủ",
    "/hop-den/": "Hộp đến",
    "/so/": "Sổ văn bản đến",
    "/duyet/": "Duyệt",
    "/nhiem-vu/": "Nhiệm vụ",
    "/theo-doi/": "Theo dõi văn bản",
    "/do-thi/": "Đồ thị viện dẫn",
    "/api/": "Giao diện lập trình",
    "/tai-khoan/": "Tài khoản",
    "/mat-khau/": "Đổi mật khẩu",
}


def test_every_page_says_whose_it_is() -> None:
    silent = {address for address, one in addresses() if not hasattr(one.callback, "groups")}
    assert silent == OPEN


def test_nobody_passes_without_signing_in() -> None:
    for address, pattern in addresses():
        for answer in (Client().get(address), Client().post(address)):
            if of_programs(pattern):
                assert answer.status_code == 401, address
            elif address not in OPEN:
                assert answer.status_code == 302, address
                assert answer["Location"] == f"/dang-nhap/?next={address}"
    assert Client().get("/khong-co/").status_code == 404


@pytest.mark.parametrize("group", [*Group, NO_GROUP])
def test_every_address_as_every_group(group: str) -> None:
    groups = () if group == NO_GROUP else (Group(group),)
    client = signed_in("an", *groups)
    for address, pattern in addresses():
        if address in OPEN or of_programs(pattern):
            continue
        wanted = getattr(pattern.callback, "groups", EVERYONE)
        open_to_us = not wanted or bool(wanted & set(groups))
        answer = client.get(address)
        assert (answer.status_code != 403) == open_to_us, address
        if open_to_us:
            assert answer.status_code in (200, 302, 404, 405), address


@pytest.mark.parametrize("group", [Group.CLERK, Group.LEADER, Group.ANALYST, NO_GROUP])
def test_accounts_are_for_the_administrator_alone(group: str) -> None:
    client = signed_in("an", *(() if group == NO_GROUP else (group,)))
    for address, _ in addresses():
        if address.startswith("/tai-khoan/"):
            assert client.get(address).status_code == 403, address
            assert client.post(address).status_code == 403, address


def test_pages_bear_their_titles_and_the_way_to_others() -> None:
    client = signed_in("an", *Group)
    for address, title in TITLES.items():
        text = client.get(address).content.decode()
        assert f"<title>{title} · Văn Thư</title>" in text, address
        assert all(f'href="{other}"' in text for other in TITLES), address


def test_the_way_to_pages_of_others_is_not_shown() -> None:
    text = signed_in("an", Group.LEADER).get("/").content.decode()
    assert 'href="/nhiem-vu/"' in text
    assert 'href="/tai-khoan/"' not in text
    assert 'href="/duyet/"' not in text


def test_groups_hold_exactly_their_rights() -> None:
    for group, rights in RIGHTS.items():
        held = GroupRow.objects.get(name=group.value).permissions.values_list("codename", flat=True)
        assert {f"web.{one}" for one in held} == set(rights)


def test_a_superuser_is_in_every_group() -> None:
    from django.contrib.auth.models import User

    root = User.objects.create_superuser("root")
    assert all(may_enter(root, frozenset({group})) for group in Group)


@pytest.mark.usefixtures("kept")
def test_no_page_asks_the_database_too_often(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    from registry.models import DispatchRow

    client = signed_in("an", *Group, units=("duk",))
    paper = DispatchRow.objects.values_list("pk", flat=True)[0]
    for address in (*TITLES, f"/van-ban/{paper}/"):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(address).status_code == 200


@pytest.fixture
def kept(units: Directory) -> None:
    saved(above(), handed_down(), report())
    follow(Settings())


@pytest.mark.usefixtures("kept")
def test_a_person_of_a_unit_sees_its_tasks_and_no_other() -> None:
    first, second = person("an", units=("cb-noi-vu",)), person("bình", Group.LEADER, units=("cb-y-te",))
    for one, key in ((first, "cb-noi-vu"), (second, "cb-y-te")):
        tasks = visible_tasks(one)
        assert tasks.exists()
        assert all(key in {fall.unit for fall in task.fall_rows.all()} for task in tasks)
    assert set(visible_tasks(first)) != set(visible_tasks(second))


@pytest.mark.usefixtures("kept")
def test_who_has_no_unit_sees_nothing_and_the_office_everything() -> None:
    from registry.models import DispatchRow, TaskRow

    nobody, chief = person("an", Group.LEADER), person("bình", Group.LEADER, units=("duk",))
    assert not visible_tasks(nobody).exists()
    assert not visible_dispatches(nobody).exists()
    assert visible_tasks(chief).count() == TaskRow.objects.filter(gone=False).count() > 0
    assert visible_dispatches(chief).count() == DispatchRow.objects.count() > 0


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("group", [Group.CLERK, Group.ANALYST])
def test_clerks_and_analysts_see_all(group: Group) -> None:
    assert units_of(person("an", group, units=("cb-y-te",))) is None


@pytest.mark.usefixtures("kept")
def test_who_stands_over_units_sees_theirs() -> None:
    assert units_of(person("an", Group.LEADER, units=("tu",))) == frozenset(
        {"tu", "duk", "cb-noi-vu", "cb-y-te", "btc"}
    )


@pytest.mark.usefixtures("kept")
def test_a_dispatch_of_another_unit_is_not_there() -> None:
    from registry.models import DispatchRow

    client = signed_in("an", Group.LEADER, units=("btc",))
    ours = set(visible_dispatches(person("bình", Group.LEADER, units=("btc",))).values_list("pk", flat=True))
    every = set(DispatchRow.objects.values_list("pk", flat=True))
    assert every - ours
    for number in every:
        assert client.get(f"/van-ban/{number}/").status_code == (200 if number in ours else 404)


def test_names_are_those_of_the_directory(units: Directory) -> None:
    from registry.scope import names_of

    assert names_of({"cb-noi-vu", "cb-y-te"}) == {FIRST, SECOND}
