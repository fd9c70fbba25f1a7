"""The rungs of number and date: agreement makes sure, difference and weak voices propose, a pen is never sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors.header import header
from extractors.ladder import CONFIRMED, climbed
from extractors.second_reading import BY_HAND
from pipeline.understand import NOTHING_ASIDE, understand
from records import SURE, Aside, Dispatch, Evidence, Header, Reading, Rung, Strip, Word, Zone
from tests.papers import PARTY, STATE, dispatch, drawn, readings, with_strip

BOX = (0.0, 0.0, 600.0, 800.0)
HEAD = (
    (Zone.ISSUER, "THỦ TƯỚNG CHÍNH PHỦ"),
    (Zone.SYMBOL, "Số: 72 /QĐ-TTg"),
    (Zone.PLACE_DATE, "Hà Nội, ngày 23 tháng 4 năm 2026"),
    (Zone.KIND, "QUYẾT ĐỊNH"),
    (Zone.SUBJECT, "Phê chuẩn kết quả bầu cử"),
)
ANNEX = (Zone.BODY, "(Kèm theo Quyết định số 729/QĐ-TTg ngày 23 tháng 4 năm 2026 của Thủ tướng)")


def paper(*more: tuple[Zone, str], number: str = "729", by_hand: bool = False, ink: bool = False) -> Dispatch:
    """A decision read from a picture, its number 72 by the page and `number` by the second reader."""
    strip = Strip(BOX, f"Só: {number} /QD-TTg", (number,), held=True, by_hand=by_hand, ink=ink)
    dated = Strip(BOX, "Hà Ni, ngày 23 tháng 4 năm 2026", ("23", "4", "2026"), held=True, by_hand=False)
    return with_strip(with_strip(drawn(*HEAD, *more), Zone.SYMBOL, strip), Zone.PLACE_DATE, dated)


def climb(one: Dispatch, aside: Aside = NOTHING_ASIDE) -> tuple[Header, tuple[Evidence, ...]]:
    return climbed(one, header(one), aside)


def symbol(one: Dispatch, name: str = "", others: tuple[str, ...] = ()) -> tuple[str, float] | None:
    found = climb(one, Aside(name, None, others))[0].symbol
    return (found.value, round(found.confidence, 3)) if found else None


def codes(one: Reading) -> list[str]:
    return [problem.code for problem in one.problems if problem.field in ("symbol", "issued_on")]


def test_two_readers_that_differ_propose_the_second() -> None:
    found = symbol(paper())
    assert found
    assert found[0] == "729/QĐ-TTg"
    assert found[1] < SURE


def test_the_name_of_the_file_confirms_one_of_two_readings() -> None:
    assert symbol(paper(), "729-QĐ-TTg.pdf") == ("729/QĐ-TTg", CONFIRMED)


def test_the_name_of_the_file_turns_to_the_other_reading_with_doubt() -> None:
    found = symbol(paper(number="779"), "72-QĐ-TTg.pdf")
    assert found
    assert found[0] == "72/QĐ-TTg"
    assert found[1] < SURE


def test_a_name_with_the_number_alone_makes_nothing_sure() -> None:
    found = symbol(paper(), "QĐ 729.pdf")
    assert found
    assert found[1] < SURE


@pytest.mark.parametrize("written", [{"by_hand": True}, {"ink": True}], ids=["pen", "coloured ink"])
def test_what_a_pen_wrote_is_never_sure(written: dict[str, bool]) -> None:
    found = symbol(paper(ANNEX, **written), "729-QĐ-TTg.pdf", ("Quyết định số 729/QĐ-TTg ngày 23/4/2026",))  # type: ignore[arg-type]
    assert found == ("729/QĐ-TTg", BY_HAND)


def test_an_annex_that_names_its_paper_confirms_it() -> None:
    assert symbol(paper(ANNEX)) == ("729/QĐ-TTg", CONFIRMED)


def test_an_annex_with_another_number_makes_even_two_readers_doubtful() -> None:
    alike = paper((Zone.BODY, ANNEX[1].replace("729", "730")), number="72")
    found = symbol(alike)
    assert found
    assert found[0] == "72/QĐ-TTg"
    assert found[1] < SURE
    assert codes(understand(alike)) == ["disputed-symbol"]


def test_other_dispatches_name_many_papers() -> None:
    agreed = paper(number="72")
    assert symbol(agreed, others=("theo Quyết định số 5/QĐ-TTg và số 6/QĐ-TTg",)) == symbol(agreed)


def test_a_text_of_its_own_is_not_doubted_for_a_files_name() -> None:
    typed = dispatch(*HEAD)
    assert symbol(typed, "729-QĐ-TTg.pdf") == ("72/QĐ-TTg", 1.0)


def test_where_the_page_tells_nothing_the_files_name_proposes() -> None:
    blank = drawn(*[(zone, "Số:     /QĐ-TTg" if zone is Zone.SYMBOL else text) for zone, text in HEAD])
    found = climb(blank, Aside("729-QĐ-TTg.pdf"))[0].symbol
    assert found
    assert (found.value, found.confidence, found.rule) == ("729/QĐ-TTg", 0.5, "symbol.file_name")
    told = understand(blank, Aside("729-QĐ-TTg.pdf"))
    assert "proposed-symbol" in codes(told)
    (message,) = (problem.message for problem in told.problems if problem.code == "proposed-symbol")
    assert message == "Không đọc được số, ký hiệu trên trang; tên tệp ghi '729/QĐ-TTg'; hãy so với bản giấy."


def test_differing_voices_are_told_to_the_clerk() -> None:
    (message,) = (one.message for one in understand(paper()).problems if one.code == "disputed-symbol")
    assert "trang đọc là '72/QĐ-TTg'" in message
    assert "đọc lại từng chữ số là '729/QĐ-TTg'" in message


def test_a_field_filled_in_at_signing_is_its_own_rung() -> None:
    one = dispatch(*HEAD)
    lines = tuple(
        replace(line, words=(Word("Số:", BOX, 1.0), Word("72", BOX, 1.0, filled=True), Word("/QĐ-TTg", BOX, 1.0)))
        if line.zone is Zone.SYMBOL
        else line
        for line in one.lines
    )
    _, told = climb(replace(one, lines=lines))
    assert [(voice.rung, voice.value) for voice in told if voice.field == "symbol"] == [(Rung.WIDGET, "72/QĐ-TTg")]


STAMP = (Zone.STAMP, "ĐẾN Ngày: 20/4/2026")


def test_a_date_behind_its_day_of_arrival_is_doubted_or_read_otherwise() -> None:
    late = with_strip(
        drawn(*HEAD, STAMP), Zone.PLACE_DATE, Strip(BOX, "", ("23", "4", "2026"), held=True, by_hand=True)
    )
    reading = understand(late)
    assert reading.header.issued_on
    assert reading.header.issued_on.confidence <= 0.5
    assert "late-issued-on" in codes(reading)
    other = with_strip(
        drawn(*HEAD, STAMP), Zone.PLACE_DATE, Strip(BOX, "", ("13", "4", "2026"), held=True, by_hand=True)
    )
    issued = understand(other).header.issued_on
    assert issued
    assert (issued.value, issued.confidence < SURE) == ("2026-04-13", True)


def test_a_date_after_the_files_coming_is_doubted_but_not_by_a_clock_never_set() -> None:
    came = understand(paper(), Aside("", dt.date(2026, 4, 1)))
    assert "late-issued-on" in codes(came)
    assert "late-issued-on" not in codes(understand(paper(), Aside("", dt.date(1970, 1, 1))))


def test_a_missing_date_is_told_with_its_bound() -> None:
    undated = drawn(*[part for part in HEAD if part[0] is not Zone.PLACE_DATE], STAMP)
    (message,) = (problem.message for problem in understand(undated).problems if problem.code == "no-issued-on")
    assert message == "Không đọc được ngày văn bản (không muộn hơn ngày đến 2026-04-20); hãy nhập theo bản giấy."


def test_what_encloses_a_dispatch_confirms_it() -> None:
    cover = PARTY.replace("lập danh sách", "thực hiện Quyết định số 38/QĐ-UBND, ngày 05/4/2023 và lập danh sách")
    first, second = readings(f"{cover}\n{STATE}")
    assert [voice.rung for voice in second.evidence if voice.field == "symbol"] == [Rung.TEXT, Rung.CITED]
    assert [voice.value for voice in second.evidence if voice.field == "issued_on"] == ["2023-04-05"] * 2
    assert not [voice for voice in first.evidence if voice.rung is Rung.CITED]
