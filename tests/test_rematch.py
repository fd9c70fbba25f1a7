"""Which order of a new reading is which of the old one: the same, a little different, moved, cut, new."""

from __future__ import annotations

from registry.rematch import Wording, rematched


def of(*said: tuple[str, str]) -> list[Wording]:
    return [Wording(0, clause, text) for clause, text in said]


def test_the_same_orders_are_matched_in_their_order() -> None:
    kept = of(("1", "Báo cáo kết quả"), ("1", "Báo cáo kết quả"), ("2", "Tổ chức hội nghị"))
    assert rematched(kept, kept) == {0: 0, 1: 1, 2: 2}
    assert rematched(kept, kept[::-1]) == {0: 2, 1: 0, 2: 1}


def test_a_few_letters_read_otherwise_are_the_same_order() -> None:
    kept = of(("2", "Rà soát, bổ sung quy chế làm việc"), ("3", "Rà soát, bổ sung danh sách đảng viên"))
    new = of(("2", "Rà soát, bổ sung qui chế làm viêc"), ("3", "Rà soát bổ sung danh sách đảng viên."))
    assert rematched(kept, new) == {0: 0, 1: 1}


def test_the_clause_decides_between_like_words_and_never_two_to_one() -> None:
    kept = of(("1", "Chi bộ báo cáo trước ngày 25 tháng 6"), ("2", "Chi bộ báo cáo trước ngày 25 tháng 7"))
    new = of(("2", "Chi bộ báo cáo trước ngày 25 tháng 6."), ("1", "Chi bộ báo cáo trước ngày 25 tháng 7."))
    assert rematched(kept, new) == {0: 1, 1: 0}
    one = of(("1", "Chi bộ báo cáo trước ngày 25 tháng 6"))
    assert len(rematched(one, new)) == 1
    assert len(rematched(kept, of(("1", "Chi bộ báo cáo trước ngày 25 tháng 6!")))) == 1


def test_the_best_of_all_assignments_counts_not_the_first_good_one() -> None:
    kept = of(("", "tổ chức hội nghị học tập nghị quyết cho cán bộ"), ("", "tổ chức hội nghị học tập nghị quyết"))
    new = of(("", "tổ chức hội nghị học tập nghị quyết cho"), ("", "tổ chức hội nghị học tập nghị quyết cho cán"))
    assert rematched(kept, new) == {0: 1, 1: 0}


def test_other_words_are_another_order_even_in_the_same_clause() -> None:
    assert rematched(of(("1", "Tổ chức hội nghị")), of(("1", "Nộp đảng phí hằng tháng"))) == {}
    assert rematched(of(("", "Báo cáo trước 25/6")), of(("", "Báo cáo kết quả về Ban Tổ chức"))) == {}
    assert rematched([], of(("1", "Tổ chức hội nghị"))) == {}


def test_an_order_of_another_dispatch_of_the_scan_is_found_again() -> None:
    text = "Rà soát, bổ sung quy chế làm việc"
    assert rematched([Wording(1, "2", text)], [Wording(0, "2", text)]) == {0: 0}
    both = [Wording(0, "2", text), Wording(1, "2", text)]
    assert rematched(both, both) == {0: 0, 1: 1}
