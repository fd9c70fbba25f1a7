"""Figures over verdicts: precision, recall, F1, trust, gains and losses; and the corpus they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corpus import accept, accepted, golds, scans
from pipeline.evaluate import Score, change, scores, trusted
from pipeline.verdicts import Verdict


def one(field: str, want: str | None, got: str | None, confidence: float | None = None) -> Verdict:
    return Verdict("x", field, want, got, want == got, confidence)


def test_a_list_counts_items() -> None:
    own = [one("marks", "KHẨN", "KHẨN"), one("marks", "MẬT", None), one("marks", None, "HỎA TỐC")]
    (score,) = scores(own)
    assert (score.right, score.want, score.got) == (1, 2, 2)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_a_rightly_empty_value_counts_as_read() -> None:
    (score,) = scores([one("place", None, None), one("place", "Vinh", "Vĩnh")])
    assert (score.right, score.want, score.got) == (1, 2, 2)


def test_parts_count_as_one_field_in_the_order_of_their_first() -> None:
    own = [one("signer.name", "A B", "A B"), one("place", "Vinh", "Vinh"), one("signer.title", "Bí thư", "Bí thư")]
    assert [(score.field, score.right) for score in scores(own)] == [("signer", 2), ("place", 1)]


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        pytest.param(Score("marks", 0, 0, 0), 1.0, 1.0, 1.0, id="nothing wanted, nothing read"),
        pytest.param(Score("marks", 0, 0, 2), 0.0, 1.0, 0.0, id="all invented"),
        pytest.param(Score("marks", 0, 2, 0), 0.0, 0.0, 0.0, id="all missed"),
        pytest.param(Score("marks", 3, 4, 3), 1.0, 0.75, 6 / 7, id="one missed"),
    ],
)
def test_the_figures(score: Score, precision: float, recall: float, f1: float) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx((precision, recall, f1))


def test_trust_counts_only_what_was_sure_and_read() -> None:
    own = [
        one("place", "Vinh", "Vinh", 0.95),
        one("place", "Vinh", "Vĩnh", 0.9),
        one("place", "Vinh", "Vĩnh", 0.89),
        one("place", "Vinh", None, 0.99),
        one("place", "Vinh", "Vinh", None),
    ]
    assert trusted(own) == (1, 2)


def test_gains_and_losses() -> None:
    own = [one("place", "Vinh", "Vinh"), one("kind", "đề án", "dự án")]
    told = change(own, ["x|kind|đề án"])
    assert (told.gains, told.losses) == (("x|place|Vinh",), ("x|kind|đề án",))


def test_the_same_run_changes_nothing(tmp_path: Path) -> None:
    own = [one("place", "Vinh", "Vinh"), one("kind", "đề án", "dự án")]
    path = tmp_path / "runs" / "text.json"
    assert accepted(path) == ()
    accept(path, own)
    assert accepted(path) == ("x|place|Vinh",)
    assert change(own, accepted(path)) == change([], [])


def test_a_corpus_is_gold_with_scans_beside_it(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "gold" / f"{name}.yaml").write_text("scan: a\ndispatches: []\n", encoding="utf-8")
    for name in ("a.pdf", "b-office.TIF", "bc.pdf", "c.doc"):
        (tmp_path / name).touch()
    wanted = golds(tmp_path)
    assert list(wanted) == ["a", "b", "c"]
    assert {name: path.name for name, path in scans(tmp_path, wanted).items()} == {"a": "a.pdf", "b": "b-office.TIF"}


def test_a_folder_without_gold_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        golds(tmp_path)
