"""The data of what came, with the names of Phụ lục VI: lengths are held and told, what is not known is empty."""

from __future__ import annotations

import csv
import logging
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as django_settings

from cli import main
from following import follow
from publish import metadata, serif
from publish.book_dates import Wanted
from publish.book_files import Kind
from publish.books import Library
from publish.everything import publish
from publish.letterhead import Letterhead
from publish.task_words import names_of
from records import Directory, Header, Recipient, Signer
from registry.task_change import change
from settings import Settings
from tests.duties import RECEIVED_AT, above, handed_down, saved, stamped
from tests.office_with_units import units as units
from tests.printed_books import came, kept, pages, text_of, workbook
from tests.sample_readings import found, full_header, reading, scan_reading

pytestmark = pytest.mark.django_db


def lines(year: int, directory: Directory | None = None) -> tuple[list[dict[str, str]], metadata.Told]:
    library = Library(Letterhead(), names_of(directory) if directory else {})
    raw = library.made(Kind.DATA, Wanted(year))[".csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline=""))), library.told


def test_what_is_known_of_a_dispatch() -> None:
    kept(scan_reading(reading(full_header())))
    ((line,), told) = lines(2022)
    known = {name: value for name, value in line.items() if value}
    assert known == {
        **{"TypeName": "Công văn", "CodeNumber": "12", "CodeNotation": "CV/TU", "IssuedDate": "2022-06-06"},
        **{"OrganName": "Tỉnh ủy Bến Cát", "Subject": "Về việc sơ kết 5 năm", "Language": "Tiếng Việt"},
        **{"PageAmount": "2", "ArrivalDate": "2022-06-10", "ArrivalNumber": "0471"},
        **{"SignerInfo.Position": "Phó Bí thư", "SignerInfo.FullName": "Lê Văn Mẫu", "Priority": "1"},
        "ToPlaces": "Như trên; Lưu Văn phòng",
    }
    assert list(line) == list(metadata.COLUMNS)
    assert (told.cut, told.doubtful) == (0, 0)


def test_nothing_is_known_of_a_blank_paper() -> None:
    kept(scan_reading(reading(Header(), is_dispatch=False)))
    ((line,), _) = lines(2022)
    assert {name: value for name, value in line.items() if value} == {
        "PageAmount": "2",
        "Description": "Không mang thể thức văn bản.",
        "ArrivalDate": "2022-06-07",
    }


@pytest.mark.parametrize(
    ("symbol", "number", "notation"),
    [
        ("15/QĐ-BNV", "15", "QĐ-BNV"),
        ("411-CV/TU", "411", "CV/TU"),
        ("66.7/2025/NQ-CP", "66.7", "2025/NQ-CP"),
        ("02a-NQ/ĐU", "02a", "NQ/ĐU"),
        ("CV-TU", "", "CV-TU"),
        ("123456789012/UBND", "1234567890…", "UBND"),
    ],
)
def test_a_symbol_is_parted(symbol: str, number: str, notation: str) -> None:
    kept(came(1, "2026-01-05", symbol=found(symbol)))
    ((line,), _) = lines(2026)
    assert (line["CodeNumber"], line["CodeNotation"]) == (number, notation)


def test_what_is_too_long_is_cut_and_told() -> None:
    long = {
        "kind": found("k" * 101),
        "symbol": found("1/" + "S" * 31),
        "issuer": found("i" * 201),
        "subject": found("chữ " * 700),
        "signer": Signer(found("n" * 51), found("p" * 101)),
        "recipients": (Recipient(found("r" * 600)), Recipient(found("q" * 600))),
    }
    kept(came(1, "2026-01-05", **long))
    ((line,), told) = lines(2026)
    for name, most in metadata.LENGTHS.items():
        assert most is None or len(line[name]) <= most, name
    cut = ("TypeName", "CodeNotation", "OrganName", "Subject", "SignerInfo.Position", "SignerInfo.FullName", "ToPlaces")
    assert {name for name, value in line.items() if value.endswith("…")} == set(cut)
    assert told.cut == len(cut)
    notice = line[metadata.NOTICE]
    assert all(f"{name} dài" in notice for name in cut)
    assert "Subject dài 2799 ký tự, đã cắt còn 500" in notice


def test_a_value_of_just_the_length_stays() -> None:
    kept(came(1, "2026-01-05", subject=found("s" * 500), issuer=found("i" * 200)))
    ((line,), told) = lines(2026)
    assert (line["Subject"], line["OrganName"], told.cut) == ("s" * 500, "i" * 200, 0)


def test_what_nobody_is_sure_of_is_left_out_and_told() -> None:
    places = (Recipient(found("Như trên")), Recipient(found("Sở X", 0.4)))
    kept(came(1, "2026-01-05", subject=found("Về việc", 0.5), symbol=found("1-CV/TU", 0.89), recipients=places))
    ((line,), told) = lines(2026)
    assert (line["Subject"], line["CodeNumber"], line["CodeNotation"], line["ToPlaces"]) == ("", "", "", "Như trên")
    assert line[metadata.NOTICE] == (
        "CodeNumber, CodeNotation chưa chắc nên để trống; Subject chưa chắc nên để trống; "
        "ToPlaces thiếu 1 nơi chưa chắc."
    )
    assert told.doubtful == 3


@pytest.mark.parametrize(("mark", "priority"), [("KHẨN", "1"), ("THƯỢNG KHẨN", "2"), ("HỎA TỐC", "3"), ("X", "")])
def test_haste_is_a_number(mark: str, priority: str) -> None:
    head = replace(full_header(), marks=(found(mark), found("HOẢ TỐC", 0.3)))
    kept(scan_reading(reading(head)))
    assert lines(2022)[0][0]["Priority"] == priority


def test_formulas_are_harmless() -> None:
    kept(came(1, "2026-01-05", subject=found('=cmd|"/c calc"!A1')))
    assert lines(2026)[0][0]["Subject"] == '\'=cmd|"/c calc"!A1'


def test_who_was_given_it_and_the_next_day_are_told(units: Directory) -> None:
    saved(stamped(above(), "2022-06-10"), handed_down())
    follow(Settings())
    by_symbol = {line["CodeNotation"] + line["CodeNumber"]: line for line in lines(2022, units)[0]}
    one = by_symbol["CV/ĐUK256"]
    assert one["TraceHeaderList"] == "Chi bộ Sở Nội vụ: mới; Chi bộ Sở Y tế: mới"
    assert one["DueDate"] == "2022-06-15"
    from registry.models import TaskRow

    for row in TaskRow.objects.filter(rrule=None, text__contains="của chi bộ"):
        change(row.pk, {"status": "xong"}, "lan", RECEIVED_AT)
    again = {line["CodeNumber"]: line for line in lines(2022, units)[0]}["256"]
    assert again["TraceHeaderList"] == "Chi bộ Sở Nội vụ: mới 1/2, xong 1/2; Chi bộ Sở Y tế: xong"
    assert again["DueDate"] == "2022-06-15"


def run(*arguments: str) -> Result:
    settings = {"VANTHU_DATABASE_URL": django_settings.VANTHU_DATABASE_URL, "VANTHU_ORGAN_NAME": "Sở Nội vụ"}
    return CliRunner().invoke(main, ["books", *arguments], env=settings)


def test_the_command_writes_them_all(tmp_path: Path) -> None:
    kept(came(1, "2025-01-05"), came(2, "2026-03-05", subject=found("s" * 900)))
    done = run(str(tmp_path / "so"))
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "so").iterdir()}
    assert names == {
        f"{stem}-{year}.{ending}"
        for year in (2025, 2026)
        for stem, endings in (
            ("so-dang-ky-van-ban-den", ("xlsx", "pdf")),
            ("so-theo-doi-giai-quyet-van-ban-den", ("xlsx", "pdf")),
            ("du-lieu-van-ban-den", ("csv",)),
        )
        for ending in endings
    }
    assert "Dữ liệu: 1 giá trị quá dài đã cắt, 0 giá trị chưa chắc để trống" in done.output
    assert "SỞ NỘI VỤ" in text_of(pages((tmp_path / "so" / "so-dang-ky-van-ban-den-2026.pdf").read_bytes())[0])


def test_the_command_writes_one_book_of_one_month(tmp_path: Path) -> None:
    kept(came(1, "2026-01-05"), came(2, "2026-03-05"))
    done = run(str(tmp_path), "--year", "2026", "--month", "3", "--kind", "dang-ky")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "so-dang-ky-van-ban-den-2026-03.pdf",
        "so-dang-ky-van-ban-den-2026-03.xlsx",
    ]
    book = workbook((tmp_path / "so-dang-ky-van-ban-den-2026-03.xlsx").read_bytes())
    assert book.sheetnames == ["Bìa", "Tháng 03-2026"]


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--month", "3"], "phải có --year"), ([], "Sổ chưa có văn bản nào; hãy thêm --year")]
)
def test_the_command_says_what_it_lacks(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run(str(tmp_path), *arguments)
    assert done.exit_code == 1
    assert said in done.output


def test_the_command_tells_a_missing_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serif, "FOLDERS", ())
    serif.ready.cache_clear()
    serif.width.cache_clear()
    done = run(str(tmp_path), "--year", "2026")
    assert done.exit_code == 1
    assert "hãy chạy script/setup, hoặc cài gói fonts-liberation2" in done.output


def test_a_missing_font_keeps_no_other_output_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept(came(1, "2026-01-05"))
    monkeypatch.setattr(serif, "FOLDERS", ())
    serif.ready.cache_clear()
    serif.width.cache_clear()
    settings = Settings(outputs=tmp_path, database_url=django_settings.VANTHU_DATABASE_URL)
    with pytest.raises(serif.FontMissing):
        publish(settings)
    assert (tmp_path / "tasks" / "tasks.csv").is_file()
    log = logging.getLogger("publish.everything")
    monkeypatch.setattr(log, "disabled", False)  # programs that other tests start put loggers to silence
    monkeypatch.setattr(log, "handlers", [caplog.handler])
    with caplog.at_level(logging.WARNING, logger=log.name):
        assert tmp_path / "register.xlsx" in publish(settings, at_once=False)
    assert "cài gói fonts-liberation2" in caplog.text
