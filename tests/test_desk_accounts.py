"""Accounts: made, changed, disabled and reset by an administrator, every change told."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from records import Directory
from tests.desk import PASSWORD, person, signed_in
from tests.office_with_units import units as units
from web import first_account
from web.first_account import Refused
from web.groups import Group, groups_of
from web.models import AccountChange
from web.scope import own_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    return signed_in("quản", Group.ADMIN)


def told(name: str) -> list[tuple[str, str]]:
    return list(AccountChange.objects.filter(account=name).order_by("pk").values_list("what", "by"))


def form(**more: object) -> dict[str, object]:
    return {"full_name": "Lê Văn An", "email": "", "groups": [], "active": "on", **more}


def unit(key: str) -> int:
    from registry.models import OfficeUnitRow

    return OfficeUnitRow.objects.get(key=key).pk


def test_a_new_account_gets_a_password_shown_once(admin: Client, units: Directory) -> None:
    sent = form(username="an.lv", groups=[Group.LEADER.value], units=[unit("cb-y-te")])
    text = admin.post("/tai-khoan/moi/", sent).content.decode()
    given = re.search(r'<code class="secret">([a-z0-9-]{19})</code>', text)
    assert given
    user = User.objects.get(username="an.lv")
    assert user.check_password(given[1])
    assert groups_of(user) == {Group.LEADER}
    assert [one.key for one in own_units(user)] == ["cb-y-te"]
    assert not user.desk.own_password
    assert told("an.lv")[0] == ("tạo tài khoản; nhóm: lãnh đạo; đơn vị: Chi bộ Sở Y tế", "quản")
    assert given[1] not in admin.get("/tai-khoan/").content.decode()
    assert not AccountChange.objects.filter(what__contains=given[1]).exists()


def test_a_name_taken_or_impossible_is_refused_in_words(admin: Client) -> None:
    person("an")
    for name, sentence in (("AN", "Đã có tài khoản tên này"), ("a b", "Điền tên đăng nhập hợp lệ")):
        assert sentence in admin.post("/tai-khoan/moi/", form(username=name)).content.decode()
    assert User.objects.count() == 2


def test_every_change_is_told_and_no_change_is_not(admin: Client, units: Directory) -> None:
    user = person("an", Group.CLERK)
    address = f"/tai-khoan/{user.pk}/"
    sent = form(email="an@coquan.vn", groups=[Group.ANALYST.value], units=[unit("btc")])
    assert admin.post(address, sent)["Location"] == "/tai-khoan/"
    assert told("an")[1:] == [
        ("họ tên: Người an → Lê Văn An", "quản"),
        ("thư điện tử: không → an@coquan.vn", "quản"),
        ("nhóm: phân tích", "quản"),
        ("đơn vị: Ban Tổ chức Đảng ủy Khối", "quản"),
    ]
    admin.post(address, sent)
    assert len(told("an")) == 5
    admin.post(address, {**sent, "active": ""})
    assert told("an")[-1] == ("ngừng tài khoản", "quản")
    assert not User.objects.get(pk=user.pk).is_active
    assert "ngừng tài khoản" in admin.get(address).content.decode()


def test_the_last_administrator_stays(admin: Client) -> None:
    me = User.objects.get(username="quản")
    for sent in (form(), form(groups=[Group.ADMIN.value], active="")):
        answer = admin.post(f"/tai-khoan/{me.pk}/", sent)
        assert "Phải còn ít nhất một tài khoản quản trị" in answer.content.decode()
    assert groups_of(User.objects.get(pk=me.pk)) == {Group.ADMIN}
    assert len(told("quản")) == 1
    person("hai", Group.ADMIN)
    assert admin.post(f"/tai-khoan/{me.pk}/", form())["Location"] == "/tai-khoan/"


def test_a_reset_ends_sessions_and_rest(admin: Client) -> None:
    user = person("an")
    inside = Client()
    assert inside.post("/dang-nhap/", {"username": "an", "password": PASSWORD}).status_code == 302
    for _ in range(5):
        Client().post("/dang-nhap/", {"username": "an", "password": "sai"})
    assert admin.get(f"/tai-khoan/{user.pk}/mat-khau/").status_code == 405
    text = admin.post(f"/tai-khoan/{user.pk}/mat-khau/").content.decode()
    given = re.search(r'<code class="secret">(.+?)</code>', text)
    assert given
    assert inside.get("/").status_code == 302
    assert Client().post("/dang-nhap/", {"username": "an", "password": given[1]}).status_code == 302


def test_the_first_account_is_in_all_groups_and_sees_the_office(units: Directory) -> None:
    assert first_account.wanted()
    made = first_account.make(" an ", PASSWORD)
    assert isinstance(made, User)
    assert groups_of(made) == set(Group)
    assert [one.key for one in own_units(made)] == ["duk"]
    assert not first_account.wanted()
    assert made.desk.own_password
    assert not made.is_superuser


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        ("", PASSWORD, "Điền tên đăng nhập hợp lệ"),
        ("an", "", "quá ngắn; hãy dùng ít nhất 10 ký tự"),
        ("an", "1234567890", "quá phổ biến"),
        ("vanthu.tinh", "vanthu.tinh", "quá giống với"),
    ],
)
def test_a_first_account_that_is_too_weak_is_refused(name: str, password: str, sentence: str) -> None:
    made = first_account.make(name, password)
    assert isinstance(made, Refused)
    assert any(sentence in one for one in made.sentences)
    assert first_account.wanted()
