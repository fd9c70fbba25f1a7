"""Signatures of the file and boxes on the page become the signatures of each dispatch, with the doubts they raise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.signatures import folded, merged, with_signatures
from pipeline.stages import reading_of
from records import Box, ESignature, Found, Header, Integrity, Reading, Signer
from terminal import signature_line
from tests.papers import STATE, scan_of, typed

OFFICE = "ỦY BAN NHÂN DÂN XÃ HÀM NINH"
PERSON = "Cao Văn Lĩnh"
TIME = "2026-04-28T15:49:15+07:00"
BOX: Box = (300.0, 100.0, 400.0, 150.0)
SIGNED = ESignature(PERSON, OFFICE, TIME, 1, BOX, integrity=Integrity.INTACT)
PRINTED = ESignature(PERSON, None, TIME, 1, (310.0, 110.0, 380.0, 140.0), source="printed", printed=f"Ký bởi: {PERSON}")
CAPTIONS = f"""Người ký: {OFFICE}
Email: hamninh@example.vn
Cơ quan: HUYỆN KIẾN MẪU
Thời gian ký: 28.04.2026 15:49:15 +07:00

"""


def reading(pages: tuple[int, ...] = (1,), name: Found | None = None) -> Reading:
    return Reading(pages, "", Header(signer=Signer(name) if name else None))


def of(*signatures: ESignature, readings: tuple[Reading, ...] = (reading(),)) -> tuple[Reading, ...]:
    return with_signatures(readings, replace(scan_of(), e_signatures=signatures))


def signers(one: Reading) -> list[str | None]:
    return [signature.signer for signature in one.e_signatures]


def codes(one: Reading) -> list[str]:
    return [problem.code for problem in one.problems]


def test_number_date_and_seal_of_one_second_are_one() -> None:
    seal = replace(SIGNED, page=11)
    (one,) = folded([seal, replace(SIGNED, page=1), replace(SIGNED, page=None, box=None)])
    assert (one.count, one.page, one.integrity) == (3, 11, Integrity.INTACT)


def test_a_folded_signature_shows_where_any_of_it_shows() -> None:
    (one,) = folded([replace(SIGNED, page=None, box=None), SIGNED])
    assert (one.page, one.box) == (1, BOX)


def test_a_folded_signature_is_as_bad_as_its_worst() -> None:
    states = (Integrity.INTACT, Integrity.UNCHECKED, Integrity.BROKEN)
    (one,) = folded(replace(SIGNED, integrity=state, reason=f"vì {state}") for state in states)
    assert (one.integrity, one.reason) == (Integrity.BROKEN, "vì đã bị sửa")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(SIGNED, time="2026-04-28T15:49:16+07:00"), id="a second later"),
        pytest.param(replace(SIGNED, signer=OFFICE), id="another signer"),
        pytest.param(replace(SIGNED, organisation=None), id="another organisation"),
    ],
)
def test_other_signatures_stay_apart(other: ESignature) -> None:
    assert folded([SIGNED, other]) == (SIGNED, other)


def test_signatures_of_nobody_known_stay_apart() -> None:
    nobody = ESignature(integrity=Integrity.UNCHECKED)
    assert folded([nobody, nobody]) == (nobody, nobody)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(PRINTED, id="the same"),
        pytest.param(replace(PRINTED, time="2026-04-28T15:47:20+07:00"), id="two minutes before"),
        pytest.param(replace(PRINTED, time="2026-04-28T08:49:15+00:00"), id="in another offset"),
        pytest.param(replace(PRINTED, time="2026-04-28"), id="a day without hour"),
        pytest.param(replace(PRINTED, signer="CAO VĂN LỈNH", box=None), id="capitals and a slip"),
        pytest.param(replace(PRINTED, time=None), id="no time, in its place"),
        pytest.param(replace(PRINTED, signer=None), id="no signer, in its place"),
    ],
)
def test_a_box_and_its_signature_are_one(box: ESignature) -> None:
    assert merged([SIGNED], [box]) == (replace(SIGNED, printed=PRINTED.printed),)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(replace(PRINTED, signer="Lê Thị Hồng Mẫu"), id="another signer"),
        pytest.param(replace(PRINTED, time="2026-04-28T15:52:00+07:00"), id="three minutes after"),
        pytest.param(replace(PRINTED, time="2026-04-29"), id="another day"),
        pytest.param(replace(PRINTED, time=None, page=2), id="no time, on another page"),
        pytest.param(replace(PRINTED, signer=None, time="2026-04-29T15:49:15+07:00"), id="no signer, another time"),
    ],
)
def test_a_box_that_no_signature_supports_is_kept(box: ESignature) -> None:
    assert merged([SIGNED], [box]) == (SIGNED, box)


def test_two_boxes_do_not_share_a_signature() -> None:
    assert merged([SIGNED], [PRINTED, PRINTED]) == (replace(SIGNED, printed=PRINTED.printed), PRINTED)


def test_a_signature_belongs_to_the_dispatch_of_its_page() -> None:
    first, second = of(
        replace(SIGNED, page=2),
        replace(SIGNED, signer="trang cuối", page=4),
        replace(SIGNED, signer="không hiện", page=None, box=None),
        readings=(reading((1,)), reading((2, 3))),
    )
    assert (signers(first), signers(second)) == (["không hiện"], [PERSON, "trang cuối"])


def test_a_scan_without_dispatches_has_no_signatures() -> None:
    assert of(SIGNED, readings=()) == ()


def test_an_intact_signature_is_no_doubt() -> None:
    (one,) = of(SIGNED, readings=(reading(name=Found(PERSON, PERSON, 1.0, "test")),))
    assert one.problems == ()


@pytest.mark.parametrize(
    ("state", "code", "remedy"),
    [
        (Integrity.BROKEN, "signature-broken", "xin lại bản gốc từ nơi gửi"),
        (Integrity.UNCHECKED, "signature-unchecked", "mở tệp bằng phần mềm ký số"),
    ],
)
def test_a_signature_that_does_not_hold_is_told_with_its_remedy(state: Integrity, code: str, remedy: str) -> None:
    (one,) = of(replace(SIGNED, integrity=state, reason="vì sao đó"))
    (problem,) = one.problems
    assert (problem.code, problem.page, problem.box, problem.field) == (code, 1, BOX, "e_signatures")
    assert f"Chữ ký số của {PERSON} (28/04/2026 15:49)" in problem.message
    assert "vì sao đó" in problem.message
    assert remedy in problem.message


def test_a_signature_of_nobody_is_told_too() -> None:
    (one,) = of(ESignature(integrity=Integrity.UNCHECKED, reason="dữ liệu hỏng"))
    assert one.problems[0].message.startswith("Chữ ký số của người không rõ tên không kiểm tra được: dữ liệu hỏng;")


def test_an_unread_signer_is_proposed_by_the_persons_signature() -> None:
    (one,) = of(replace(SIGNED, signer="Trần Thị Mẫu"), SIGNED, replace(SIGNED, signer=OFFICE))
    (problem,) = one.problems
    assert (problem.code, problem.field, problem.page) == ("signer-proposed", "signer.name", 1)
    assert "Trần Thị Mẫu (28/04/2026 15:49); Cao Văn Lĩnh (28/04/2026 15:49)" in problem.message
    assert OFFICE not in problem.message
    assert one.header.signer is None


@pytest.mark.parametrize(
    ("name", "confidence", "proposed"),
    [
        ("Cao Văn Linh", 0.6, ["signer-proposed"]),
        ("Cao Văn Linh", 0.95, []),
        (PERSON, 0.3, []),
    ],
    ids=["doubtful", "sure", "doubtful and the same"],
)
def test_a_doubtful_signer_is_held_against_the_signature(name: str, confidence: float, proposed: list[str]) -> None:
    (one,) = of(SIGNED, readings=(reading(name=Found(name, name, confidence, "test")),))
    assert codes(one) == proposed


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param(replace(SIGNED, signer=OFFICE), id="an office"),
        pytest.param(replace(SIGNED, signer="Công Ty Mẫu", organisation="Công Ty Mẫu"), id="its own organisation"),
        pytest.param(PRINTED, id="only printed"),
    ],
)
def test_only_a_persons_own_signature_is_proposed(signature: ESignature) -> None:
    assert codes(of(signature)[0]) == []


def test_a_broken_signature_proposes_nobody() -> None:
    assert codes(of(replace(SIGNED, integrity=Integrity.BROKEN))[0]) == ["signature-broken"]


def test_a_printed_box_is_read_by_the_stages_and_disturbs_no_other_field() -> None:
    (plain,) = reading_of(scan_of(typed(STATE))).readings
    (one,) = reading_of(scan_of(typed(CAPTIONS + STATE))).readings
    assert [(each.signer, each.organisation, each.time, each.source) for each in one.e_signatures] == [
        (OFFICE, "HUYỆN KIẾN MẪU", TIME, "printed")
    ]
    header, same = one.header, plain.header
    for name in ("symbol", "kind", "issued_on", "issuer", "parent_body", "subject"):
        read, wanted = getattr(header, name), getattr(same, name)
        assert (read and read.value) == (wanted and wanted.value), name


def test_the_stages_join_what_the_file_and_the_page_say() -> None:
    embedded = replace(SIGNED, signer=OFFICE, organisation="HUYỆN KIẾN MẪU")
    scan = replace(scan_of(typed(CAPTIONS + STATE)), e_signatures=(embedded,))
    (one,) = reading_of(scan).readings
    (signature,) = one.e_signatures
    assert (signature.source, signature.integrity) == ("embedded", Integrity.INTACT)
    assert signature.printed.splitlines()[0] == f"Người ký: {OFFICE}"


@pytest.mark.parametrize(
    ("one", "line"),
    [
        pytest.param(
            ESignature("Lê Văn Mẫu", "UBND XÃ", "2026-04-28T08:00:00+07:00", integrity=Integrity.INTACT),
            "Lê Văn Mẫu, UBND XÃ, 2026-04-28T08:00:00+07:00: còn nguyên",
            id="intact",
        ),
        pytest.param(
            ESignature("Lê Văn Mẫu", integrity=Integrity.BROKEN, reason="có sửa"),
            "Lê Văn Mẫu: đã bị sửa (có sửa)",
            id="broken",
        ),
        pytest.param(
            ESignature(integrity=Integrity.UNCHECKED), "không rõ người ký: không kiểm tra được", id="unchecked"
        ),
        pytest.param(ESignature("A", source="printed"), "A: chỉ thấy khung in trên trang", id="printed"),
    ],
)
def test_whether_a_signature_holds_is_told_at_the_terminal(one: ESignature, line: str) -> None:
    assert signature_line(one) == line
