"""Followers are told by e-mail, through a real mail server: each piece of news once, whatever fails in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as django_settings

from cli import main
from registry import follows
from registry.models import DispatchRow, NewsRow
from registry.news import unseen
from settings import Settings
from telling import tell
from tests.desk import person
from tests.followers import AT, came, carrying_out, citing, without_citations
from tests.mail_office import Mailbox, mail_office
from tests.papers_of_graph import kl18_2017
from tests.test_graph_registry import saved
from tests.test_resolve import CT10_KEY
from tests.watched_office import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_office() as one:
        yield one


@pytest.fixture
def office(tmp_path: Path, box: Mailbox) -> Settings:
    return by_mail(tmp_path, box.port)


def by_mail(folder: Path, port: int, **more: Any) -> Settings:
    server: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none"}
    told = {"smtp_from": "vanthu@duk.example", "outputs": folder / "outputs"}
    return Settings(database_url=django_settings.VANTHU_DATABASE_URL, **server | told | more)


def follower(name: str, email: str = "", *, through: bool = False) -> Any:
    """Somebody who sees everything and follows 10-CT/TW."""
    user = person(name, "phân tích")
    user.email = email
    user.save()
    follows.follow(user, CT10_KEY, through, AT)
    return user


@pytest.fixture
def an() -> Any:
    came(kl18_2017())
    return follower("an", "an@duk.example")


def test_a_letter_tells_who_says_what_in_which_sentence(an: Any, office: Settings, box: Mailbox) -> None:
    saved(citing("500-CV/TU"))
    done = tell(office)
    assert done.sent == [("Người an", 1)]
    ((to, letter),) = box.letters
    assert (to, letter["From"]) == ("an@duk.example", "vanthu@duk.example")
    assert letter["Subject"] == "Theo dõi văn bản: 1 tin mới"
    text = letter.get_content()
    assert text.startswith("Kính gửi: Người an\n\nCó 1 tin mới về các văn bản bạn theo dõi.\n\n")
    assert "- 500-CV/TU ngày 20/4/2026 (Trà Vinh) thực hiện 10-CT/TW ngày 30/3/2007 (Trung ương)\n" in text
    assert "“Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.” (500-CV_TU.pdf, trang 1)" in text
    assert "trên trang Theo dõi văn bản của Văn Thư" in text
    assert list(done.lines()) == ["Đã gửi 1 tin về văn bản theo dõi cho Người an."]


def test_each_piece_is_mailed_once(an: Any, office: Settings, box: Mailbox) -> None:
    saved(citing("500-CV/TU"))
    tell(office)
    assert tell(office).sent == []
    saved(citing("501-CV/TU"))
    tell(office)
    came(without_citations(citing("500-CV/TU")))
    came(citing("500-CV/TU"))
    assert tell(office).sent == []
    assert ["501-CV/TU" in letter.get_content() for _, letter in box.letters] == [False, True]
    assert "500-CV/TU" not in box.letters[1][1].get_content()
    assert box.sessions == 2


def test_what_was_seen_on_the_page_or_withdrawn_is_not_mailed(an: Any, office: Settings, box: Mailbox) -> None:
    came(citing("500-CV/TU"), citing("501-CV/TU"))
    came(without_citations(citing("500-CV/TU")))
    follows.see(unseen(an, DispatchRow.objects.all()), AT)
    assert tell(office).sent == []
    assert box.sessions == 0


def test_who_has_no_address_or_whose_account_is_closed_gets_none(office: Settings, box: Mailbox) -> None:
    came(kl18_2017())
    pages_only, gone = follower("bình"), follower("chi", "chi@duk.example")
    gone.is_active = False
    gone.save()
    saved(citing("500-CV/TU"))
    assert tell(office).sent == []
    assert box.letters == []
    assert unseen(pages_only, DispatchRow.objects.all()).count() == 1


def test_a_refused_letter_stops_nobody_and_goes_out_next_time(an: Any, office: Settings, box: Mailbox) -> None:
    follower("bình", "binh@duk.example")
    box.refused.add("an@duk.example")
    saved(citing("500-CV/TU"))
    done = tell(office)
    assert done.sent == [("Người bình", 1)]
    assert done.failed == [
        "Máy chủ thư 127.0.0.1 không nhận thư gửi an@duk.example (5.1.1 no such user). "
        "Hãy kiểm tra địa chỉ thư ấy; thư sẽ được gửi ở lần chạy sau."
    ]
    box.refused.clear()
    assert tell(office).sent == [("Người an", 1)]
    assert [to for to, _ in box.letters] == ["binh@duk.example", "an@duk.example"]


def test_a_server_that_is_not_there_keeps_the_news_for_the_next_time(
    an: Any, office: Settings, box: Mailbox, tmp_path: Path
) -> None:
    follower("bình", "binh@duk.example")
    saved(citing("500-CV/TU"))
    done = tell(by_mail(tmp_path, free_port()))
    assert (done.sent, len(done.failed)) == ([], 1)
    assert NewsRow.objects.filter(told=True, mailed_at=None).count() == 2
    assert len(tell(office).sent) == 2


def test_without_a_mail_server_there_is_the_page_alone(an: Any, tmp_path: Path) -> None:
    saved(citing("500-CV/TU"))
    done = tell(Settings(outputs=tmp_path, database_url=django_settings.VANTHU_DATABASE_URL))
    assert (list(done.lines()), unseen(an, DispatchRow.objects.all()).count()) == ([], 1)


def test_a_person_is_mailed_what_he_may_see_alone(office: Settings, box: Mailbox) -> None:
    came(kl18_2017())
    user = person("chi", "lãnh đạo")
    user.email = "chi@duk.example"
    user.save()
    follows.follow(user, CT10_KEY, False, AT)
    saved(citing("500-CV/TU"))
    assert tell(office).sent == []
    assert box.sessions == 0


def test_way_of_others_and_what_does_not_fit_into_a_letter(
    office: Settings, box: Mailbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    came(citing("500-CV/TU"))
    follower("an", "an@duk.example", through=True)
    saved(carrying_out("600-CV/TU", "500-CV/TU"))
    tell(by_mail(tmp_path, box.port, hosts="localhost, vanthu.duk.example", https=True))
    text = box.letters[0][1].get_content()
    assert (
        "- 600-CV/TU ngày 21/4/2026 (Trà Vinh) dẫn đến 10-CT/TW ngày 30/3/2007 (Trung ương) qua 1 văn bản khác\n"
        in text
    )
    assert (
        "  500-CV/TU ngày 20/4/2026 (Trà Vinh) thực hiện 10-CT/TW ngày 30/3/2007 (Trung ương): “Thực hiện Chỉ" in text
    )
    assert "https://vanthu.duk.example/theo-doi/" in text
    monkeypatch.setattr("publish.news.WRITTEN", 1)
    saved(citing("501-CV/TU"), citing("502-CV/TU"))
    tell(office)
    assert "Còn 1 tin nữa trên trang Theo dõi văn bản." in box.letters[1][1].get_content()
    assert tell(office).sent == []


def test_the_address_of_the_pages_is_told_where_the_settings_know_it() -> None:
    assert Settings().pages_at == ""
    assert Settings(hosts="localhost,.duk.example,127.0.0.1").pages_at == ""
    assert Settings(hosts="[::1],10.0.0.5", serve_port=8080).pages_at == "http://10.0.0.5:8080"


def test_publishing_finds_the_news(an: Any, office: Settings) -> None:
    from office import publish

    saved(citing("500-CV/TU"))
    publish(office)
    assert unseen(an, DispatchRow.objects.all()).count() == 1


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def test_the_reminding_command_sends_the_news(
    an: Any, office: Settings, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANTHU_OUTPUTS", str(office.outputs))
    for name, value in {"HOST": "127.0.0.1", "PORT": str(box.port), "FROM": "a@b.example", "TLS": "none"}.items():
        monkeypatch.setenv(f"VANTHU_SMTP_{name}", value)
    saved(citing("500-CV/TU"))
    box.refused.add("an@duk.example")
    failed = run("remind")
    assert (failed.exit_code, "no such user" in failed.output) == (1, True)
    box.refused.clear()
    assert "Đã gửi 1 tin về văn bản theo dõi cho Người an." in run("remind").output


def test_following_by_command() -> None:
    came(kl18_2017(), citing("500-CV/TU"))
    person("an", "phân tích")
    assert "an chưa theo dõi văn bản nào." in run("followed", "--for", "an").output
    assert (
        "an theo dõi 10-CT/TW ngày 30/3/2007 (Trung ương), cả qua văn bản khác."
        in run("follow", "10-CT/TW", "--for", "an", "--through").output
    )
    saved(carrying_out("600-CV/TU", "500-CV/TU"))
    listed = run("followed", "--for", "an", "--seen").output
    assert f"theo dõi từ {dt.datetime.now(dt.UTC):%Y-%m-%d}, cả qua văn bản khác [{CT10_KEY}]" in listed
    assert "Tin chưa xem: 1" in listed
    assert "qua 1 văn bản khác" in listed
    assert "Tin chưa xem: 0" in run("followed", "--for", "an").output
    assert "thôi theo dõi 10-CT/TW" in run("unfollow", "10-CT/TW", "--for", "an").output


def test_the_news_as_json() -> None:
    import json

    came(kl18_2017())
    follower("an")
    saved(citing("500-CV/TU"))
    told = json.loads(run("followed", "--for", "an", "--json").output)
    assert [one["key"] for one in told["followed"]] == [CT10_KEY]
    (one,) = told["news"]
    assert (one["by"]["symbol"], one["relation"], one["path"][0]["file"]) == (
        "500-CV/TU",
        "implements",
        "500-CV_TU.pdf",
    )


def test_what_cannot_be_followed_by_command_is_told() -> None:
    came(kl18_2017())
    person("an", "phân tích")
    nobody = run("follow", "10-CT/TW", "--for", "bình")
    assert (nobody.exit_code, "Không có tài khoản “bình”" in nobody.output) == (1, True)
    unknown = run("follow", "999-CT/TW", "--for", "an")
    assert (unknown.exit_code, "Không thấy văn bản nào là “999-CT/TW”" in unknown.output) == (1, True)
    before = run("unfollow", "10-CT/TW", "--for", "an")
    assert (before.exit_code, "an không theo dõi 10-CT/TW" in before.output) == (1, True)
