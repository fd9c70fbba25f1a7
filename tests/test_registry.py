"""Readings go into the database and come out the same; saving again changes nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from records import Box, Grade, Header, Problem, ScanReading, Signer
from records import Register as RegisterProtocol
from registry.models import Correction, DispatchRow, ESignatureRow, Finding, ProblemRow, ScanRow
from registry.queries import problems, readings, register_rows
from registry.register_row import Status
from registry.save import DjangoRegister
from tests.sample_readings import SHA256, found, full_header, full_signatures, reading, scan_reading

pytestmark = pytest.mark.django_db

BOX: Box = (1.0, 2.5, 3.0, 4.25)
DOUBT = Problem("ocr_poor", "Trang 2 mờ; hãy xem bản gốc.", 2, BOX)
ABOUT_ARRIVAL = Problem("stamp_faint", "Dấu đến mờ; hãy xem.", 1, None, "arrival.date")


def tables() -> list[list[dict[str, Any]]]:
    """All rows of all tables, keys included."""
    models: tuple[type[Model], ...] = (ScanRow, DispatchRow, Finding, ESignatureRow, ProblemRow, Correction)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_is_the_register_that_reading_asks_for() -> None:
    register: RegisterProtocol = DjangoRegister()
    assert register.known(SHA256) is None
    assert register.archived_path(SHA256) is None


def test_what_is_saved_comes_out_the_same() -> None:
    saved = scan_reading(reading(problems=(ABOUT_ARRIVAL,)), reading(Header(), is_dispatch=False), problems=(DOUBT,))
    DjangoRegister().save(saved)
    (kept,) = readings()
    assert replace(kept, scan=saved.scan) == saved
    assert replace(kept.scan, path=saved.scan.path) == saved.scan
    assert DjangoRegister().known(SHA256) == "Công văn 12.pdf"


def test_saving_twice_changes_no_row() -> None:
    saved = scan_reading(reading(problems=(ABOUT_ARRIVAL,)), reading(Header(signer=Signer())), problems=(DOUBT,))
    DjangoRegister().save(saved)
    before = tables()
    DjangoRegister().save(saved)
    assert tables() == before
    assert [len(rows) for rows in before] == [1, 2, 21, 3, 2, 0]


def test_another_name_for_the_same_bytes_does_not_replace_the_first() -> None:
    saved = scan_reading()
    DjangoRegister().save(saved)
    before = tables()
    DjangoRegister().save(replace(saved, scan=replace(saved.scan, name="copy.pdf")))
    assert tables() == before


@pytest.mark.parametrize(
    "other",
    [
        scan_reading(reading(text="Toàn văn khác")),
        scan_reading(reading(replace(full_header(), symbol=found("13-CV/TU")))),
        scan_reading(reading(problems=(ABOUT_ARRIVAL,))),
        scan_reading(problems=(DOUBT,)),
        scan_reading(reading(e_signatures=full_signatures()[:2])),
        scan_reading(reading(e_signatures=full_signatures()[::-1])),
        scan_reading(reading(pages=(1,)), reading(Header(), pages=(2,))),
        replace(scan_reading(), page_count=3),
        replace(scan_reading(), grades=(Grade.GOOD, None)),
        replace(scan_reading(), grades=()),
    ],
    ids=[
        "text",
        "value",
        "problem",
        "scan problem",
        "signatures",
        "their order",
        "cut",
        "pages",
        "grades",
        "no grades",
    ],
)
def test_another_reading_replaces_the_first(other: ScanReading) -> None:
    DjangoRegister().save(scan_reading())
    DjangoRegister().save(other)
    (kept,) = readings()
    assert replace(kept, scan=other.scan) == other


def test_a_problem_that_moves_to_the_dispatch_is_a_change() -> None:
    DjangoRegister().save(scan_reading(problems=(DOUBT,)))
    DjangoRegister().save(scan_reading(reading(problems=(DOUBT,))))
    (kept,) = readings()
    assert (kept.problems, kept.readings[0].problems) == ((), (DOUBT,))


def test_text_that_no_database_takes_is_saved_at_the_same_length() -> None:
    broken = scan_reading(reading(replace(full_header(), subject=found("a\x00b")), text="x\x00\ud800y"))
    DjangoRegister().save(broken)
    before = tables()
    DjangoRegister().save(broken)
    (kept,) = readings()
    assert kept.readings[0].text == "x ?y"
    assert tables() == before


def test_knows_where_the_original_went() -> None:
    DjangoRegister().save(scan_reading())
    assert DjangoRegister().archived_path(SHA256) is None
    DjangoRegister().archived(SHA256, Path("/archive/a.pdf"))
    DjangoRegister().save(scan_reading())
    assert DjangoRegister().archived_path(SHA256) == Path("/archive/a.pdf")
    assert next(readings()).scan.path == Path("/archive/a.pdf")


def test_the_original_of_an_unknown_scan_is_refused() -> None:
    with pytest.raises(LookupError, match="chưa có bản quét"):
        DjangoRegister().archived("f" * 64, Path("/archive/a.pdf"))


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (reading(), Status.READ),
        (reading(problems=(ABOUT_ARRIVAL,)), Status.REVIEW),
        (reading(replace(full_header(), symbol=None)), Status.REVIEW),
        (reading(replace(full_header(), issued_on=found("2022-06-06", 0.89))), Status.REVIEW),
        (reading(replace(full_header(), subject=found("x", 0.2))), Status.READ),
        (reading(Header(), is_dispatch=False), Status.READ),
    ],
    ids=["sure", "problem", "missing", "unsure", "not a main field", "no dispatch"],
)
def test_the_status_follows_from_what_was_read(one: Any, status: Status) -> None:
    DjangoRegister().save(scan_reading(one))
    assert [row.status for row in register_rows()] == [status]


def test_a_doubt_about_a_page_is_one_of_the_dispatch_on_it() -> None:
    first, second = reading(pages=(1,)), reading(pages=(2,))
    DjangoRegister().save(scan_reading(first, second, problems=(DOUBT,)))
    assert [row.status for row in register_rows()] == [Status.READ, Status.REVIEW]
    assert [review.problem for review in problems()] == [DOUBT]


def test_a_dispatch_has_the_grade_of_its_worst_page() -> None:
    cut = (reading(pages=(1, 2)), reading(pages=(3,)), reading(pages=(2, 4)), reading(pages=()))
    grades = (Grade.GOOD, Grade.FAIR, None, Grade.POOR)
    DjangoRegister().save(replace(scan_reading(*cut), page_count=4, grades=grades))
    assert [row.grade for row in register_rows()] == [Grade.FAIR, None, Grade.POOR, None]
    assert next(readings()).grades == grades


def test_a_doubt_told_by_reading_is_not_told_again() -> None:
    told = Problem("number_by_hand", "Số viết tay; hãy xem.", 1, None, "symbol")
    DjangoRegister().save(scan_reading(reading(replace(full_header(), symbol=found("1-CV/TU", 0.5)), problems=(told,))))
    (review,) = problems()
    assert (review.problem, review.symbol, review.found) == (told, "1-CV/TU", found("1-CV/TU", 0.5))


def test_a_scan_without_dispatches_is_on_the_list() -> None:
    DjangoRegister().save(replace(scan_reading(), readings=()))
    assert [review.problem.code for review in problems()] == ["no_dispatch"]


def test_rows_come_in_the_order_of_arrival() -> None:
    later = scan_reading(sha256="0" * 64)
    early = replace(later.scan, sha256="f" * 64, received_at=later.scan.received_at.replace(year=2021))
    for one in (later, replace(later, scan=early), scan_reading(reading(), reading(pages=(2,)), sha256="1" * 64)):
        DjangoRegister().save(one)
    assert [(row.scan.sha256[0], row.position) for row in register_rows()] == [("f", 0), ("0", 0), ("1", 0), ("1", 1)]


def test_many_scans_take_no_more_queries_than_one(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        DjangoRegister().save(scan_reading(reading(), reading(pages=(2,)), sha256=f"{number:064x}"))
    with django_assert_max_num_queries(9):
        assert len(list(register_rows())) == 60


def at_once(*calls: Callable[[], object]) -> None:
    """Start the calls at one moment, each in its thread; raises what they raise, or if one left a connection open."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> bool:
        barrier.wait()
        call()
        return connection.connection is None

    with ThreadPoolExecutor(len(calls)) as pool:
        assert all(pool.map(run, calls)), "a thread left its connection open"


@pytest.mark.django_db(transaction=True)
def test_eight_savers_of_the_same_bytes_leave_one_scan() -> None:
    saved = scan_reading(problems=(DOUBT,))
    at_once(*[lambda: DjangoRegister().save(saved)] * 8)
    before = tables()
    DjangoRegister().save(saved)
    assert tables() == before
    assert [len(rows) for rows in before] == [1, 1, 21, 3, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_two_re_readings_at_once_leave_one_of_them_whole() -> None:
    DjangoRegister().save(scan_reading())
    others = [scan_reading(reading(text=text), reading(Header(), pages=(2,))) for text in ("một", "hai", "ba")]
    at_once(*(partial(DjangoRegister().save, one) for one in others))
    (kept,) = readings()
    assert replace(kept, scan=others[0].scan) in others


@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_a_writer() -> None:
    DjangoRegister().save(scan_reading())
    with transaction.atomic():
        ScanRow.objects.update(name="đang ghi")
        at_once(lambda: DjangoRegister().known(SHA256))


@pytest.mark.django_db(transaction=True)
def test_sqlite_keeps_a_log_and_writes_it_through() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this is not SQLite")
    with connection.cursor() as cursor:
        pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert pragmas == ["wal", 2]


def test_the_migrations_tell_the_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
