"""Signing in and out, resting after failures, passwords, and what every answer carries."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from django.test import Client

from settings import Settings
from tests.desk import PASSWORD, person, signed_in
from web import accounts
from web.groups import Group
from web.models import AccountChange
from web.secret_key import keep_one, secret_key

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str) -> int:
    return client.post("/dang-nhap/", {"username": name, "password": password}).status_code


def test_the_right_password_leads_home() -> None:
    person("an", Group.CLERK)
    client = Client()
    assert sign_in(client, "an", PASSWORD) == 302
    assert client.get("/").status_code == 200
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/").status_code == 302


def test_after_signing_in_one_goes_on_and_never_to_another_site() -> None:
    person("an")
    for wanted, led in (("/nhiem-vu/", "/nhiem-vu/"), ("https://else.example/", "/")):
        answer = Client().post("/dang-nhap/", {"username": "an", "password": PASSWORD, "next": wanted})
        assert answer["Location"] == led


def test_five_failures_and_the_account_rests_even_with_the_right_password() -> None:
    person("an")
    client = Client()
    assert [sign_in(client, "an", "sai") for _ in range(5)] == [200, 200, 200, 200, 429]
    answer = client.post("/dang-nhap/", {"username": "an", "password": PASSWORD})
    assert answer.status_code == 429
    assert "thử lại sau 15 phút" in answer.content.decode()
    person("bình")
    assert sign_in(client, "bình", PASSWORD) == 302  # nobody else rests for it


def test_success_forgets_failures() -> None:
    person("an")
    client = Client()
    assert [sign_in(client, "an", "sai") for _ in range(4)] == [200] * 4
    assert sign_in(client, "an", PASSWORD) == 302
    assert sign_in(Client(), "an", "sai") == 200


def test_a_disabled_account_stays_outside() -> None:
    user = person("an", Group.CLERK)
    person("quản", Group.ADMIN)
    inside = Client()
    inside.force_login(user, "django.contrib.auth.backends.ModelBackend")
    accounts.change(user, accounts.Wanted("Người an", frozenset({Group.CLERK}), active=False), "quản")
    assert sign_in(Client(), "an", PASSWORD) == 200
    assert inside.get("/").status_code == 302


def test_a_password_given_by_another_is_changed_first() -> None:
    user = person("an", Group.CLERK)
    given = accounts.reset_password(user, "quản")
    client = Client()
    assert sign_in(client, "an", given) == 302
    assert client.get("/so/")["Location"] == "/mat-khau/"
    assert "do người khác đặt" in client.get("/mat-khau/").content.decode()
    form = {"old_password": given, "new_password1": "hàng cây bên sông 9", "new_password2": "hàng cây bên sông 9"}
    assert client.post("/mat-khau/", form)["Location"] == "/"
    assert client.get("/so/").status_code == 200
    told = AccountChange.objects.filter(account="an").values_list("what", "by")
    assert list(told)[:2] == [("tự đổi mật khẩu", "an"), ("đặt lại mật khẩu", "quản")]


@pytest.mark.parametrize("weak", ["123456789012", "password123", "ngắn", "nguoian"])
def test_weak_passwords_are_refused_in_words(weak: str) -> None:
    client = signed_in("nguoian")
    form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    answer = client.post("/mat-khau/", form)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_every_answer_keeps_to_itself() -> None:
    for answer in (Client().get("/dang-nhap/"), signed_in("an").get("/"), Client().get("/khong-co/")):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]


def test_pages_ask_nothing_of_other_hosts_and_carry_nothing_inline() -> None:
    templates = list((Path(__file__).parents[1] / "web" / "templates").rglob("*.html"))
    assert len(templates) > 10
    for path in templates:
        text = path.read_text(encoding="utf-8")
        for never in ("http://", "https://", 'src="//', "<style", " style=", " onclick="):
            assert never not in text, f"{path.name}: {never}"
        assert text.count("<script") == text.count("<script src="), path.name


def test_forms_of_others_are_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/dang-nhap/", {"username": "an", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_static_files_come_without_signing_in_and_from_here() -> None:
    for name in ("web/desk.css", "web/desk.js", "web/seal.svg"):
        assert Client().get(f"/static/{name}").status_code == 200, name


def test_the_key_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    settings = Settings(secret_key="", secret_file=tmp_path / "data" / "key")
    assert secret_key(settings) != secret_key(settings)  # nothing kept: no two are alike
    keep_one(settings)
    kept = secret_key(settings)
    keep_one(settings)
    assert secret_key(settings) == kept
    assert len(kept) > 50
    assert settings.secret_file.stat().st_mode & 0o077 == 0
    given = secrets.token_urlsafe(50)
    assert secret_key(settings.model_copy(update={"secret_key": given})) == given
