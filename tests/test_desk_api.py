"""What programs are told: tokens, flat rows that pandas reads in one line, refusals as JSON, rights."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from django.contrib.auth.models import Group as GroupRow
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from following import follow
from settings import Settings
from tests.desk import person, signed_in, whole
from tests.papers_of_graph import all_papers
from tests.test_graph_registry import saved
from tests.test_resolve import CT10_KEY
from web import accounts, tokens
from web.groups import RIGHTS, Group, Right
from web.models import AccountChange, ApiToken, Desk

pytestmark = pytest.mark.django_db
TEN = "document=10-CT/TW"
ASKED = (
    f"cites/?{TEN}&through=1",
    "rests-on/?document=411-CV/TU",
    "why/?one=90-BC/ĐUK&other=10-CT/TW",
    "missing/",
    "lookup/?text=Chỉ thị số 10-CT/TW, ngày 30/3/2007 và Kết luận 18-KL/TW",
    "dispatches/",
)


@pytest.fixture
def kept() -> None:
    saved(*all_papers())
    follow(Settings())


@pytest.fixture
def analyst() -> User:
    user: User = person("an", Group.ANALYST)
    return user


@pytest.fixture
def token(analyst: User) -> str:
    return tokens.make(analyst)


def ask(address: str, token: str, method: str = "get", **more: Any) -> HttpResponse:
    answer: HttpResponse = getattr(Client(), method)(
        f"/api/{address}", headers={"Authorization": f"Bearer {token}"}, **more
    )
    return answer


def told(address: str, token: str) -> list[dict[str, Any]]:
    answer = ask(address, token)
    assert answer.status_code == 200, address
    found: list[dict[str, Any]] = json.loads(whole(answer))
    return found


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("address", ASKED)
def test_every_answer_is_a_table_of_flat_rows(address: str, token: str) -> None:
    rows = told(address, token)
    assert rows
    assert all(row.keys() == rows[0].keys() for row in rows)
    assert not [value for row in rows for value in row.values() if isinstance(value, list | dict)]
    frame = pd.read_json(BytesIO(whole(ask(address, token))))
    assert frame.shape == (len(rows), len(rows[0]))


@pytest.mark.usefixtures("kept")
def test_who_cites_with_paths_and_sentences(token: str) -> None:
    rows = told(f"cites/?{TEN}&through=1", token)
    assert len(rows) == 4 + 5 * 2
    (first, second) = (row for row in rows if row["symbol"] == "256-CV/ĐUK")
    assert (first["hop"], first["hops"], first["relation"]) == (1, 2, "attaches")
    assert first["sentence"] == "Đảng ủy Khối gửi kèm Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy."
    assert (second["target"], second["target_name"]) == (CT10_KEY, "10-CT/TW ngày 30/3/2007 (Trung ương)")
    assert (second["file"], second["page"], second["hidden"]) == ("411-CV_TU.pdf", 1, False)
    late = told(f"cites/?{TEN}&since=2022-01-01&relation=implements", token)
    assert [row["symbol"] for row in late] == ["411-CV/TU", "8-CV/TU"]


@pytest.mark.usefixtures("kept")
def test_the_other_questions(token: str) -> None:
    rests = told("rests-on/?document=411-CV/TU", token)
    assert [row["symbol"] for row in rests if row["hop"] == row["hops"]] == [
        "10-CT/TW",
        "784-QĐ/TU",
        "69-KH/TU",
        "18-KL/TW",
    ]
    why = told("why/?one=90-BC/ĐUK&other=10-CT/TW", token)
    assert [(row["way"], row["relation"]) for row in why] == [("forth", "mentions"), ("forth", "continues")]
    assert told("why/?one=10-CT/TW&other=18-KL/TW 2026", token) == []
    missing = told("missing/", token)
    assert (missing[0]["symbol"], missing[0]["cited_by"]) == ("10-CT/TW", 4)
    assert "411-CV/TU ngày 6/6/2022 (Trà Vinh)" in missing[0]["cited_by_names"]


@pytest.mark.usefixtures("kept")
def test_a_text_is_looked_up_also_by_post(token: str) -> None:
    text = "Theo Chỉ thị số 10-CT/TW, ngày 30/3/2007; Kết luận số 18-KL/TW; Kết luận số 99-KL/TW, ngày 01/02/2022."
    answer = ask("lookup/", token, "post", data=text.encode(), content_type="text/plain")
    rows = json.loads(answer.content)
    assert [(row["mention"], row["meant"], row["symbol"], row["issued_on"]) for row in rows] == [
        (1, True, "10-CT/TW", "2007-03-30"),
        (2, False, "18-KL/TW", "2026-04-02"),
        (2, False, "18-KL/TW", "2017-09-22"),
        (3, False, None, None),
    ]
    wrong = ask("lookup/", token, "post", data=b"\xff\xfe", content_type="text/plain")
    assert (wrong.status_code, json.loads(wrong.content)["error"]) == (400, "Đoạn chữ phải ở dạng UTF-8.")
    assert "Thiếu đoạn chữ" in json.loads(ask("lookup/", token).content)["error"]
    long = ask("lookup/", token, "post", data=b"a" * 200_001, content_type="text/plain")
    assert (long.status_code, "quá dài" in json.loads(long.content)["error"]) == (400, True)


@pytest.mark.usefixtures("kept")
def test_dispatches_with_corrections_in_parts(token: str) -> None:
    import datetime as dt

    from registry.models import Correction, DispatchRow

    one = DispatchRow.objects.get(scan__name="411-CV_TU.pdf")
    Correction.objects.create(
        scan=one.scan,
        dispatch_position=0,
        first_page=one.pages[0],
        field="subject",
        value="về sinh hoạt",
        by="Lan",
        at=dt.datetime.now(dt.UTC),
    )
    rows = told("dispatches/", token)
    assert len(rows) == 14
    (row,) = (row for row in rows if row["symbol"] == "411-CV/TU")
    assert (row["number"], row["subject"], row["issued_on"]) == (one.pk, "về sinh hoạt", "2022-06-06")
    part = ask("dispatches/?limit=5&offset=5", token)
    assert [each["sha256"] for each in json.loads(whole(part))] == [each["sha256"] for each in rows[5:10]]
    assert (part["X-Total-Count"], part["Link"]) == (
        "14",
        '<http://testserver/api/dispatches/?limit=5&offset=10>; rel="next"',
    )
    assert told("dispatches/?since=2030-01-01", token) == []
    assert "Link" not in ask("dispatches/", token)


@pytest.mark.usefixtures("kept")
def test_an_ambiguous_question_tells_the_candidates(token: str) -> None:
    answer = ask("cites/?document=18-KL/TW", token)
    refused = json.loads(answer.content)
    assert answer.status_code == 409
    assert refused["error"].startswith("“18-KL/TW” có thể là 2 văn bản; hãy hỏi lại kèm năm")
    again = told(f"cites/?document={refused['candidates'][0]['key']}", token)
    assert {row["target"] for row in again} == {refused["candidates"][0]["key"]}
    nothing = ask("why/?one=999-CT/TW&other=10-CT/TW", token)
    assert (nothing.status_code, json.loads(nothing.content)["candidates"]) == (404, [])


def test_what_is_asked_wrongly_is_told(token: str) -> None:
    for address, sentence in (
        ("cites/", "Hãy ghi văn bản cần hỏi"),
        (f"cites/?{TEN}&since=nay", "Ngày chưa đúng"),
        (f"cites/?{TEN}&relation=yêu", "Không có quan hệ “yêu”"),
        ("missing/?limit=0", "limit: "),
        ("dispatches/?since=1/2", "Ngày phải ghi như 2022-01-31."),
    ):
        answer = ask(address, token)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/json"), address
        assert sentence in json.loads(answer.content)["error"]


@pytest.mark.parametrize("address", [*ASKED, "không-có/"])
def test_nobody_reads_without_a_token(address: str, token: str) -> None:
    signed = signed_in("bình", Group.ANALYST)
    for answer in (Client().get(f"/api/{address}"), signed.get(f"/api/{address}"), ask(address, f"{token}x")):
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert json.loads(answer.content)["error"].startswith("Thiếu mã truy cập")
        assert "no-store" in answer["Cache-Control"]


def test_who_is_no_analyst_any_more_reads_nothing(analyst: User, token: str) -> None:
    analyst.groups.set([GroupRow.objects.get(name=Group.LEADER.value)])
    answer = ask("missing/", token)
    assert (answer.status_code, "không thuộc nhóm" in json.loads(answer.content)["error"]) == (403, True)
    assert ask("không-có/", token).status_code == 404


def test_an_account_out_of_use_or_with_a_given_password_reads_nothing(analyst: User, token: str) -> None:
    Desk.objects.filter(user=analyst).update(own_password=False)
    answer = ask("missing/", token)
    assert (answer.status_code, "tự đặt mật khẩu" in json.loads(answer.content)["error"]) == (403, True)
    Desk.objects.filter(user=analyst).update(own_password=True)
    assert ask("missing/", token).status_code == 200
    User.objects.filter(pk=analyst.pk).update(is_active=False)
    assert ask("missing/", token).status_code == 401


def test_a_token_ends_where_the_password_is_reset(analyst: User, token: str) -> None:
    accounts.reset_password(analyst, "quản trị")
    assert ask("missing/", token).status_code == 401
    assert not ApiToken.objects.exists()


def test_nothing_is_written_and_no_other_address_is_there(token: str) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = ask("missing/", token, method)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert "chỉ đọc" in json.loads(answer.content)["error"]
    nothing = ask("không-có/", token)
    assert (nothing.status_code, "Không có địa chỉ này" in json.loads(nothing.content)["error"]) == (404, True)


@pytest.mark.usefixtures("kept")
def test_sentences_of_what_a_person_may_not_see_stay_out(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RIGHTS, Group.ANALYST, (Right.ASK_GRAPH,))
    rows = told(f"cites/?{TEN}", token)
    assert [(row["symbol"], row["hidden"]) for row in rows][2] == ("411-CV/TU", True)
    assert {(row["sentence"], row["text"], row["file"], row["sha256"], row["title"]) for row in rows} == {(None,) * 5}
    assert told("dispatches/", token) == []


def test_a_token_is_made_shown_once_and_revoked() -> None:
    client = signed_in("an", Group.ANALYST)
    assert "Chưa có mã truy cập nào" in client.get("/api/ma/").content.decode()
    page = client.post("/api/ma/").content.decode()
    made = page.partition('<code class="secret numbers">')[2].partition("<")[0]
    assert ask("missing/", made).status_code == 200
    row = ApiToken.objects.get()
    assert made not in (row.digest, str(row))
    assert row.used_on is not None
    assert made not in client.get("/api/ma/").content.decode()
    second = client.post("/api/ma/").content.decode().partition('numbers">')[2].partition("<")[0]
    assert (ask("missing/", made).status_code, ask("missing/", second).status_code) == (401, 200)
    assert client.get("/api/ma/thu-hoi/").status_code == 405
    assert client.post("/api/ma/thu-hoi/").status_code == 302
    assert ask("missing/", second).status_code == 401
    assert [one.what for one in AccountChange.objects.filter(account="an", by="an")] == [
        "thu hồi mã truy cập của chương trình",
        *["tạo mã truy cập cho chương trình"] * 2,
    ]


def test_a_token_is_not_made_by_the_form_of_another_site() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("an", Group.ANALYST), "django.contrib.auth.backends.ModelBackend")
    assert client.post("/api/ma/").status_code == 403
    assert not ApiToken.objects.exists()


def test_the_page_tells_every_question_and_the_line_of_pandas() -> None:
    page = signed_in("an", Group.ANALYST).get("/api/").content.decode()
    assert all(f"GET /api/{one.partition('?')[0]}" in page for one in ASKED)
    assert "pd.read_json(&quot;" in page or 'pd.read_json("http://testserver/api/cites/?document=10-CT/TW"' in page
    assert signed_in("bình", Group.LEADER).get("/api/").status_code == 403


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("address", ASKED)
def test_an_answer_asks_the_database_at_most_twenty_times(
    address: str, token: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(20):
        assert ask(address, token).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_pandas_reads_it_in_one_line(live_server: LiveServer) -> None:
    saved(*all_papers())
    follow(Settings())
    token = tokens.make(person("an", Group.ANALYST))
    frame = pd.read_json(
        f"{live_server.url}/api/cites/?document=10-CT/TW", storage_options={"Authorization": f"Bearer {token}"}
    )
    assert list(frame["symbol"]) == ["18-KL/TW", "06-CT/TU", "411-CV/TU", "8-CV/TU"]
    assert frame["sentence"].str.contains("10-CT/TW").all()
