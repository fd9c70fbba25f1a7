"""What clerks said of a scan's pages, in the database: kept for ever, taken back, and what follows its dispatch."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from following import follow
from records import UNDIVIDED, Act, Division, Obligation, Ruling, Say, ScanReading, Statement, TaskStatus
from registry import rulings
from registry.amend import Amendment
from registry.arrivals import Clerk, arrival_of, give_number
from registry.division_keep import Meanwhile, division, history, say, state, take_back, waiting
from registry.erase import erase
from registry.findings import FieldKey
from registry.formers import KEPT, now_at
from registry.models import (
    ArrivalRow,
    Correction,
    DispatchRow,
    DivisionRow,
    RulingRow,
    ScanRow,
    TaskRow,
    WordsRow,
)
from registry.queries import WHOLE, kept_scan, readings
from registry.save import DjangoRegister
from registry.scan_pages import scan_pages
from settings import Settings
from tests.divided import AT, kept, read, said, words
from tests.duties import order

pytestmark = pytest.mark.django_db
SCAN = "a" * 64


def told(*statements: Statement) -> tuple[int, ...]:
    """The numbers of the statements, which are kept and obeyed."""
    numbers = say(SCAN, statements)
    kept(division(SCAN))
    return numbers


def dispatches() -> list[DispatchRow]:
    return list(DispatchRow.objects.order_by("position"))


def pages() -> list[list[int]]:
    return [one.pages for one in dispatches()]


def correct(position: int, field: str, value: str, part: str = "") -> None:
    DjangoRegister().correct(SCAN, Amendment(position, FieldKey(field, part=part), value, "Chị Lan", AT))


def values(name: str) -> list[str | None]:
    """The value that counts of this field in each dispatch."""
    (scan,) = readings()
    return [found.value if (found := getattr(one.header, name)) else None for one in scan.readings]


def test_a_statement_is_kept_with_who_and_when_and_obeyed_by_the_next_reading() -> None:
    kept()
    (number,) = say(SCAN, [said(Say.BEGINS, 5, by=" Chị  Lan ")])
    assert [one.statement for one in history(SCAN)] == [Statement(Say.BEGINS, (5,), "Chị Lan", AT, number)]
    assert DjangoRegister().division(SCAN) == Division(begins=frozenset({5}))
    assert pages() == [[1, 2], [4, 5]]
    kept(division(SCAN))
    assert pages() == [[1, 2], [4], [5]]


def test_what_is_taken_back_counts_no_more_and_stays_in_the_history() -> None:
    kept()
    (number,) = told(said(Say.GOES_ON, 4))
    assert pages() == [[1, 2, 4, 5]]
    take_back(SCAN, number, "Anh Minh", AT)
    kept(division(SCAN))
    assert pages() == [[1, 2], [4, 5]]
    (one,) = history(SCAN)
    assert (one.stands, one.undone_by, one.undone_at) == (False, "Anh Minh", AT)
    with pytest.raises(LookupError, match=f"lời số {number}"):
        take_back(SCAN, number, "Anh Minh", AT)


def test_all_of_several_statements_or_none() -> None:
    kept()
    with pytest.raises(ValueError, match="Trang 4 đã được bỏ ra"):
        say(SCAN, [said(Say.LEFT_OUT, 4), said(Say.BEGINS, 4)])
    assert history(SCAN) == ()
    with pytest.raises(LookupError, match="chưa có bản quét"):
        say("b" * 64, [said(Say.LEFT_OUT, 4)])


def test_who_looked_before_another_spoke_is_told_so() -> None:
    kept()
    seen = state(history(SCAN))
    say(SCAN, [said(Say.BEGINS, 5)], seen)
    with pytest.raises(Meanwhile, match="Người khác vừa chia lại"):
        say(SCAN, [said(Say.BEGINS, 2)], seen)
    assert len(history(SCAN)) == 1


def test_no_name_no_word() -> None:
    kept()
    (number,) = say(SCAN, [said(Say.LEFT_OUT, 5)])
    with pytest.raises(ValueError, match="Thiếu tên"):
        take_back(SCAN, number, " ", AT)
    with pytest.raises(ValueError, match="Thiếu tên"):
        say(SCAN, [said(Say.LEFT_OUT, 4, by="")])


def test_the_words_are_kept_as_they_were_read() -> None:
    kept()
    again = DjangoRegister().words(SCAN)
    assert again is not None
    assert (again.pages, again.problems, again.e_signatures) == (words().pages, (), ())
    assert (again.scan.sha256, again.heads) == (SCAN, words().heads)
    assert DjangoRegister().words("b" * 64) is None
    DjangoRegister().save(replace(read(), words=None))
    assert WordsRow.objects.count() == 1


def test_a_scan_waits_until_it_is_divided_as_said() -> None:
    kept()
    DjangoRegister().archived(SCAN, words().scan.path)
    assert waiting() == ()
    say(SCAN, [said(Say.BEGINS, 5)])
    assert waiting() == (SCAN,)
    kept(division(SCAN))
    assert waiting() == ()


def test_corrections_follow_their_dispatch_and_come_back_with_it() -> None:
    kept()
    correct(1, "subject", "của văn bản sau")
    correct(0, "subject", "của văn bản đầu")
    correct(0, "signer", "Cao Văn Lĩnh", "name")
    (number,) = told(said(Say.BEGINS, 2))
    assert pages() == [[1], [2], [4, 5]]
    assert values("subject") == ["của văn bản đầu", None, "của văn bản sau"]
    kept_now = kept_scan(ScanRow.objects.prefetch_related(*WHOLE).get())
    assert [one.key.name for one in kept_now.adrift] == ["signer.name"]  # who signed stood on page 2
    take_back(SCAN, number, "Chị Lan", AT)
    kept(division(SCAN))
    assert values("subject") == ["của văn bản đầu", "của văn bản sau"]
    assert kept_scan(ScanRow.objects.prefetch_related(*WHOLE).get()).adrift == ()
    assert Correction.objects.count() == 3


def test_corrections_outlive_another_order_of_the_same_pages() -> None:
    kept()
    correct(0, "signer", "Cao Văn Lĩnh", "name")
    told(said(Say.ORDER, 2, 1, 3, 4, 5), said(Say.GOES_ON, 1))
    assert pages() == [[2, 1], [4, 5]]
    (scan,) = readings()
    signer = scan.readings[0].header.signer
    assert signer is not None
    assert signer.name is not None
    assert (signer.name.value, signer.name.confidence) == ("Cao Văn Lĩnh", 1.0)


def test_numbers_of_arrival_follow_their_dispatch() -> None:
    kept()
    first, second = (give_number(one, 2023, Clerk("Chị Lan", AT)).number for one in dispatches())
    told(said(Say.BEGINS, 2))
    assert [arrival_of(one) and arrival_of(one).number for one in dispatches()] == [first, None, second]  # type: ignore[union-attr]
    told(said(Say.GOES_ON, 2), said(Say.GOES_ON, 4))
    assert pages() == [[1, 2, 4, 5]]
    assert [arrival_of(one).number for one in dispatches()] == [first]  # type: ignore[union-attr]
    told(said(Say.BEGINS, 4))
    assert [arrival_of(one).number for one in dispatches()] == [first, second]  # type: ignore[union-attr]
    assert ArrivalRow.objects.count() == 2


def test_rulings_follow_the_paper_they_speak_of() -> None:
    kept()
    told_of = dispatches()[1].pages
    row = RulingRow.objects.create(
        act=Act.SPLIT.value, key="x", other="y", sha256=SCAN, position=1, pages=told_of, by="Chị Lan", at=AT
    )
    told(said(Say.BEGINS, 2))
    assert rulings.history() == ((Ruling(Act.SPLIT, "x", "y", "Chị Lan", AT, SCAN, 2, row.pk), False),)
    told(said(Say.BEGINS, 5))
    assert rulings.history()[0][0].position == rulings.NOWHERE


def with_orders(found: ScanReading, *orders: tuple[Obligation, ...]) -> ScanReading:
    pairs = zip(found.readings, orders, strict=True)
    return replace(found, readings=tuple(replace(one, obligations=own) for one, own in pairs))


def test_statuses_of_tasks_stay_with_the_orders_of_their_dispatch() -> None:
    same = order("Báo cáo kết quả về Ủy ban nhân dân xã", clause="1")
    DjangoRegister().save(with_orders(read(), (same,), (same,)))
    TaskRow.objects.filter(position=1).update(status=TaskStatus.DONE.value)
    numbers = {one.position: one.pk for one in TaskRow.objects.all()}
    say(SCAN, [said(Say.BEGINS, 2)])
    DjangoRegister().save(with_orders(read(division(SCAN)), (same,), (same,), (same,)))
    rows = {one.position: one for one in TaskRow.objects.all()}
    assert (rows[0].pk, rows[2].pk) == (numbers[0], numbers[1])
    assert [rows[at].status == TaskStatus.DONE.value for at in range(3)] == [False, False, True]


def test_graph_and_tasks_follow() -> None:
    kept()
    follow(Settings())
    told(said(Say.GOES_ON, 4))
    follow(Settings())
    from registry.graph import DjangoGraph

    received = {place for one in DjangoGraph().kept().documents for place in one.papers}
    assert received == {(SCAN, 0)}


def test_each_page_is_told_with_its_dispatch() -> None:
    kept()
    told(said(Say.ORDER, 4, 5, 3, 1, 2), said(Say.LEFT_OUT, 5))
    found = [(one.number, one.dispatch, one.begins, one.left_out) for one in scan_pages(ScanRow.objects.get())]
    assert found == [
        (4, 0, True, False),
        (5, None, False, True),
        (3, None, False, False),
        (1, 1, True, False),
        (2, 1, False, False),
    ]


def test_it_is_known_where_a_dispatch_went() -> None:
    kept()
    joined_later = dispatches()[1].pk
    told(said(Say.GOES_ON, 4))
    assert [one.pages for one in now_at(joined_later, DispatchRow.objects.all())] == [[1, 2, 4, 5]]
    assert now_at(dispatches()[0].pk, DispatchRow.objects.all()) == []
    assert now_at(10**9, DispatchRow.objects.all()) == []
    assert now_at(joined_later, DispatchRow.objects.none()) == []


def test_only_the_last_of_the_dispatches_gone_are_remembered() -> None:
    kept()
    scan = ScanRow.objects.get()
    scan.formers.model.objects.bulk_create(
        [scan.formers.model(number=-one, scan=scan, pages=[1]) for one in range(1, KEPT + 1)]
    )
    told(said(Say.GOES_ON, 4))
    assert scan.formers.count() == KEPT


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_leaves_no_word_of_its_division() -> None:
    kept()
    (number,) = told(said(Say.GOES_ON, 4))
    take_back(SCAN, number, "Chị Lan", dt.datetime.now(dt.UTC))
    erase(SCAN)
    assert not DivisionRow.objects.exists()
    assert not WordsRow.objects.exists()
    assert division(SCAN) == UNDIVIDED


def test_what_was_written_before_there_were_divisions_learns_its_pages() -> None:
    from importlib import import_module

    from django.apps import apps

    kept()
    correct(0, "subject", "của văn bản đầu")
    correct(1, "subject", "của một lần đọc đã qua")
    give_number(dispatches()[1], 2023, Clerk("Chị Lan", AT))
    ArrivalRow.objects.update(pages=None)
    Correction.objects.update(pages=None)
    Correction.objects.filter(dispatch_position=1).update(first_page=3)
    import_module("registry.migrations.0015_division").note_pages(apps, None)
    assert list(Correction.objects.values_list("pages", flat=True)) == [[1, 2], None]
    assert ArrivalRow.objects.get().pages == [4, 5]
