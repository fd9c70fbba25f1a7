"""How clerks divide a scan, without a database: what stands, what is refused, what the reader obeys."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import stages
from pipeline.division import arranged
from pipeline.errors import SecretMark
from pipeline.layout import layout
from pipeline.segment import segment
from records import UNDIVIDED, Division, Problem, Say, Statement
from registry.division import checked, division_of, in_words, pages_in
from registry.whereabouts import Part, home, moved
from tests.divided import PAGES, read, said, words
from tests.papers import STATE, typed, value

NUMBERS = st.integers(1, PAGES)
STATEMENTS = st.one_of(
    st.builds(said, st.sampled_from([Say.BEGINS, Say.GOES_ON, Say.LEFT_OUT]), NUMBERS),
    st.permutations(range(1, PAGES + 1)).map(lambda order: said(Say.ORDER, *order)),
)


def all_said(wishes: list[Statement]) -> list[Statement]:
    """Those of the wishes that can be said, one after the other."""
    found: list[Statement] = []
    for one in wishes:
        with suppress(ValueError):
            found.append(checked(one, found, PAGES))
    return found


def divided(*statements: Statement) -> list[tuple[int, ...]]:
    """The pages of the dispatches of the scan so divided."""
    standing: list[Statement] = []
    for one in statements:
        standing.append(checked(one, standing, PAGES))
    return [one.pages for one in read(division_of(standing)).readings]


@given(st.lists(STATEMENTS, max_size=8))
def test_whatever_was_said_every_page_is_read_once_or_left_out(wishes: list[Statement]) -> None:
    division = division_of(all_said(wishes))
    sequence = division.sequence(PAGES)
    assert sequence
    assert sorted((*sequence, *division.left_out)) == list(range(1, PAGES + 1))
    assert not division.begins & division.goes_on


@settings(deadline=None, max_examples=40)
@given(st.lists(STATEMENTS, max_size=8))
def test_the_reader_obeys_whatever_was_said(wishes: list[Statement]) -> None:
    division = division_of(all_said(wishes))
    found = [one.pages for one in segment(arranged(layout(words()), division), division) if one.pages]
    legible = [page for page in division.sequence(PAGES) if page != 3]
    assert [page for one in found for page in one] == legible
    firsts = {one[0] for one in found}
    assert division.begins & set(legible) <= firsts
    assert not division.goes_on & (firsts - set(legible[:1]))


def test_without_a_word_the_letterheads_divide() -> None:
    assert divided() == [(1, 2), (4, 5)]
    assert read().division == UNDIVIDED


def test_a_dispatch_begins_where_a_clerk_says() -> None:
    assert divided(said(Say.BEGINS, 5)) == [(1, 2), (4,), (5,)]


def test_dispatches_are_joined_and_taken_apart_again() -> None:
    assert divided(said(Say.GOES_ON, 4)) == [(1, 2, 4, 5)]
    assert divided(said(Say.GOES_ON, 4), said(Say.BEGINS, 4)) == [(1, 2), (4, 5)]


def test_pages_are_read_in_the_order_told() -> None:
    order = said(Say.ORDER, 5, 4, 3, 2, 1)
    assert divided(order) == [(5,), (4, 2), (1,)]
    assert divided(order, said(Say.ORDER, 1, 2, 3, 4, 5)) == [(1, 2), (4, 5)]
    upside_down = divided(said(Say.ORDER, 2, 1, 3, 4, 5), said(Say.GOES_ON, 1))
    assert upside_down == [(2, 1), (4, 5)]


def test_a_page_left_out_is_read_in_no_dispatch() -> None:
    assert divided(said(Say.LEFT_OUT, 2)) == [(1,), (4, 5)]
    text = "".join(one.text for one in read(division_of([said(Say.LEFT_OUT, 2)])).readings)
    assert "làm việc theo sự phân công" in "".join(one.text for one in read().readings)
    assert text.count("làm việc theo sự phân công") == 1


def test_each_dispatch_has_its_own_header() -> None:
    assert [value(one.header.symbol) for one in read().readings] == ["38/QĐ-UBND", "39/QĐ-UBND"]
    joined = read(division_of([said(Say.GOES_ON, 4)]))
    assert [value(one.header.symbol) for one in joined.readings] == ["38/QĐ-UBND"]


def test_no_word_of_a_clerk_hides_a_mark_of_secrecy() -> None:
    secret = words()
    marked = typed(f"TUYỆT MẬT\n\n{STATE}", 5)
    scan = replace(secret, pages=(*secret.pages[:4], marked))
    with pytest.raises(SecretMark):
        stages.reading_of(scan)
    with pytest.raises(SecretMark):
        stages.reading_of(scan, None, division_of([said(Say.LEFT_OUT, 5)]))


def test_doubts_of_a_page_go_with_its_dispatch_and_those_of_a_page_left_out_go() -> None:
    told = tuple(Problem("poor_page", f"Trang {page} mờ.", page) for page in (2, 3, 5))
    scan = replace(words(), problems=told)
    division = division_of([said(Say.LEFT_OUT, 5)])
    found = stages.reading_of(scan, None, division)
    assert [one.page for one in found.problems] == [3]
    assert told[0] in found.readings[0].problems
    assert told[2] not in {problem for one in found.readings for problem in one.problems}
    assert stages.reading_of(scan).problems == told


REFUSED = {
    "Thứ tự còn thiếu trang 3, 5": said(Say.ORDER, 2, 1, 4),
    "Trang 2 được nêu hai lần": said(Say.ORDER, 1, 2, 2, 3, 4, 5),
    "Bản quét có 5 trang, không có trang 6": said(Say.ORDER, 1, 2, 3, 4, 5, 6),
    "không có trang 0": said(Say.BEGINS, 0),
    "Trang 1 vốn đã mở đầu": said(Say.BEGINS, 1),
    "Trang 1 đứng đầu": said(Say.GOES_ON, 1),
    "Mỗi lời nói về một trang": said(Say.LEFT_OUT, 1, 2),
    "Thiếu tên người ghi": said(Say.BEGINS, 2, by="  "),
    "không thay đổi gì": said(Say.ORDER, 1, 2, 3, 4, 5),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_is_refused_with_a_sentence(sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        checked(REFUSED[sentence], [], PAGES)


def test_what_was_said_before_counts() -> None:
    out = said(Say.LEFT_OUT, 1)
    with pytest.raises(ValueError, match="Trang 1 đã được bỏ ra"):
        checked(said(Say.BEGINS, 1), [out], PAGES)
    with pytest.raises(ValueError, match="Trang 2 đứng đầu"):
        checked(said(Say.GOES_ON, 2), [out], PAGES)
    with pytest.raises(ValueError, match="không thay đổi gì"):
        checked(said(Say.BEGINS, 4), [said(Say.BEGINS, 4)], PAGES)
    with pytest.raises(ValueError, match="ít nhất một trang"):
        checked(said(Say.LEFT_OUT, 2), [out], 2)


@pytest.mark.parametrize(("text", "wanted"), [("3,1,2", (3, 1, 2)), ("3-1", (3, 2, 1)), (" 5; 1-2 4", (5, 1, 2, 4))])
def test_pages_are_listed_as_people_type_them(text: str, wanted: tuple[int, ...]) -> None:
    assert pages_in(text) == wanted


@pytest.mark.parametrize("text", ["", "a", "1,-2", "1-2-3", "1-99999, 1-99999", "²"])
def test_what_is_no_list_of_pages_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hãy"):
        pages_in(text)


def test_every_statement_has_its_words() -> None:
    assert in_words(said(Say.ORDER, 3, 1, 2)) == "Các trang theo thứ tự 3, 1, 2"
    told = {in_words(said(say, 4)) for say in Say}
    assert len(told) == len(Say)
    assert all("4" in one for one in told)


def test_heads_are_where_clerks_say_that_dispatches_begin() -> None:
    assert UNDIVIDED.heads == frozenset()
    assert Division(order=(3, 1, 2), begins=frozenset({2})).heads == {2, 3}
    assert Division(begins=frozenset({2}), left_out=frozenset({1, 2})).heads == {3}


CUTS = st.sets(st.integers(2, 8)).map(lambda at: _cut(sorted(at), 8))


def _cut(starts: list[int], count: int) -> list[tuple[int, ...]]:
    edges = [1, *starts, count + 1]
    return [tuple(range(a, b)) for a, b in pairwise(edges)]


@given(CUTS, CUTS)
def test_a_dispatch_that_is_unchanged_is_found_wherever_it_stands_now(
    before: list[tuple[int, ...]], now: list[tuple[int, ...]]
) -> None:
    for position, own in enumerate(before):
        there = home(own, position, now, Part.WHOLE)
        assert (there is not None) == (own in now)
        assert there is None or now[there] == own
    places = moved(dict(enumerate(before)), now)
    assert len(set(places.values())) == len(before)


def test_what_stands_at_both_ends_needs_both() -> None:
    assert home((1, 2, 3), 0, [(1, 3), (4,)], Part.BOTH_ENDS) == 0
    assert home((1, 2, 3), 0, [(1, 2), (3,)], Part.BOTH_ENDS) is None
    assert home((1, 2, 3), 0, [(1, 2), (3,)], Part.HEAD) == 0
    assert home((1, 2, 3), 0, [(3, 1, 2)], Part.WHOLE) == 0
    assert home((), 0, [()], Part.HEAD) == 0
