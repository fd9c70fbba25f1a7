"""The reading as JSON: the same keys for every file, also for one that could not be read."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from contract import Json, dispatch, e_signature, found, problem, scan
from records import HEADER_FIELDS, ESignature, Header, Problem, Reading, Refused
from tests.sample_readings import SHA256, full_header, full_signatures, reading, scan_reading
from tests.sample_readings import found as sample

LISTS = {
    "addressees",
    "recipients",
    "marks",
    "attachments",
    "e_signatures",
    "citations",
    "asserted_edges",
    "obligations",
}
KEYS = {"pages", "text", "is_dispatch", "signer", "arrival", "evidence", "problems", *HEADER_FIELDS, *LISTS}


def test_a_value_bears_its_evidence() -> None:
    assert found(sample("12-CV/TU", confidence=0.98765)) == {
        "value": "12-CV/TU",
        "printed": "12-CV/TU",
        "confidence": 0.988,
        "page": 1,
        "box": [56.7, 70.1, 120.0, 84.5],
        "rule": "test",
    }


def test_nothing_is_null() -> None:
    assert found(None) is None


@pytest.mark.parametrize("header", [Header(), full_header()], ids=["empty", "full"])
def test_a_dispatch_has_all_keys(header: Header) -> None:
    own = dispatch(reading(header))
    assert set(own) == KEYS
    assert all(isinstance(own[name], list) for name in LISTS)


def test_every_field_of_a_header_is_told() -> None:
    assert {one.name for one in fields(Header)} <= KEYS


def test_every_way_of_knowing_is_told() -> None:
    first, *_ = dispatch(reading())["evidence"]
    assert first == {
        "field": "symbol",
        "rung": "strip",
        "value": "12-CV/TU",
        "weight": 0.876,
        "printed": "Só 12-CV/TU",
        "page": 1,
        "box": [56.7, 70.1, 120.0, 84.5],
        "pen": None,
    }


def test_a_document_named_is_told_with_all_its_columns() -> None:
    whole, bare = dispatch(reading())["citations"]
    assert whole == {
        "text": "Kết luận số 18-KH/TW",
        "start": 3,
        "end": 9,
        "relation": "implements",
        "rule": "citation.symbol",
        "confidence": 0.842,
        "symbol": "18-KL/TW",
        "kind": "kết luận",
        "name": "Kết luận",
        "date": "2017-09-22",
        "issuer": "Ban Bí thư",
        "term": "XII",
        "jurisdiction": "Trung ương",
        "articles": ["khoản 2 Điều 5", "Mục I"],
        "misprint": True,
        "short": True,
        "page": 1,
        "box": [56.7, 70.1, 120.0, 84.5],
        "told_by": None,
    }
    assert whole.keys() == bare.keys()
    assert bare["symbol"] is bare["box"] is None


def test_what_is_said_of_two_others_is_a_triple() -> None:
    assert dispatch(reading())["asserted_edges"] == [
        ["69-KH/TU", "implements", "18-KL/TW"],
        ["Luật Đất đai", "amends", "Luật Nhà ở"],
    ]


def test_nested_parts() -> None:
    own = dispatch(reading(full_header()))
    assert set(own["signer"]) == {"name", "title", "authority"}
    assert set(own["arrival"]) == {"number", "date", "office"}
    assert [one["role"] and one["role"]["value"] for one in own["recipients"]] == [None, "lưu"]
    assert own["pages"] == [1, 2]


def test_an_absent_signer_is_null_and_not_empty() -> None:
    own = dispatch(reading(replace(full_header(), signer=None, arrival=None)))
    assert own["signer"] is own["arrival"] is None


def test_a_signature_says_who_when_where_and_whether_it_holds() -> None:
    embedded, printed, bare = map(e_signature, full_signatures())
    assert embedded == {
        "signer": "Lê Văn Mẫu",
        "organisation": "VĂN PHÒNG, TỈNH ỦY BẾN CÁT",
        "time": "2022-06-06T17:30:00+07:00",
        "page": 2,
        "box": [300.0, 500.0, 420.0, 560.0],
        "source": "embedded",
        "integrity": "đã bị sửa",
        "reason": "nội dung tệp không còn khớp với chữ ký",
        "printed": "",
        "confidence": 1.0,
        "count": 3,
    }
    assert (printed["source"], printed["integrity"], printed["confidence"]) == ("printed", None, 0.877)
    assert bare.keys() == embedded.keys() == {one.name for one in fields(ESignature)}
    assert bare["signer"] is bare["box"] is None


def test_a_dispatch_bears_its_signatures() -> None:
    assert dispatch(reading())["e_signatures"] == [e_signature(one) for one in full_signatures()]


def test_a_problem_has_a_place_and_a_field() -> None:
    one = Problem("doubtful-symbol", "Chưa chắc số.", 2, (1.04, 2.0, 3.0, 4.0), "symbol")
    assert problem(one) == {
        "code": "doubtful-symbol",
        "message": "Chưa chắc số.",
        "page": 2,
        "box": [1.0, 2.0, 3.0, 4.0],
        "field": "symbol",
    }


def test_a_scan_that_was_read() -> None:
    own = scan(scan_reading(problems=(Problem("faint", "Mờ."),)))
    head: Json = own["scan"]
    assert (head["file"], head["sha256"], head["pages"], head["status"]) == ("Công văn 12.pdf", SHA256, 2, "read")
    assert head["grades"] == ["good", "fair"]
    assert [one["code"] for one in head["problems"]] == ["faint"]
    assert len(own["dispatches"]) == 1


@pytest.mark.parametrize(
    ("code", "status"), [("secret", "refused"), ("damaged_pdf", "failed"), ("unforeseen", "failed")]
)
def test_a_scan_that_was_not(code: str, status: str) -> None:
    own = scan(Refused("a.pdf", code, "Không đọc được.", "Hãy quét lại.", None))
    assert own["dispatches"] == []
    assert own["scan"] == {
        "file": "a.pdf",
        "sha256": None,
        "pages": 0,
        "status": status,
        "grades": [],
        "problems": [
            {"code": code, "message": "Không đọc được. Hãy quét lại.", "page": None, "box": None, "field": None}
        ],
    }


def test_is_json_and_says_the_same_twice() -> None:
    own = scan(scan_reading(reading(), reading(Header()), Reading((3,), "", Header(), is_dispatch=False)))
    assert (
        json.loads(json.dumps(own, ensure_ascii=False))
        == own
        == scan(scan_reading(reading(), reading(Header()), Reading((3,), "", Header(), is_dispatch=False)))
    )
