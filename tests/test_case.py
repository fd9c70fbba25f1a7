"""Case files: what is in the format is parsed, anything else is an error with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpora.case import Case, CaseError, parse, parse_text, rows
from corpora.markup import Piece, pieces, tokens, unmarked

CASES = Path(__file__).parent.parent / "corpora" / "cases"
GOLD = CASES.parent / "gold"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def _parsed(*lines: str) -> Case:
    return parse_text("\n".join(lines), "x")


def test_blocks_keep_their_order_and_lines_and_blank_lines_are_nothing() -> None:
    case = _parsed("@case", "@body", "Một.", "", "Hai.", "@footnote", "(1) Ba.")
    assert [(block.name, block.lines) for block in case.blocks] == [
        ("body", ("Một.", "Hai.")),
        ("footnote", ("(1) Ba.",)),
    ]
    assert [block.at for block in case.blocks] == [2, 6]


def test_options_have_defaults_and_values() -> None:
    case = _parsed("@case format=tiff turn=90 blank=2", "@stamp ink=blue", "ĐẾN")
    assert (case.format, case.turn, case.blank, case.font) == ("tiff", 90, 2, "")
    assert case.blocks[0].options == {"at": "right", "ink": "blue"}


def test_only_plain_blocks_keep_their_indent() -> None:
    case = _parsed("@case", "@plain", "  Thứ hai", "@body", "  Một.")
    assert [block.lines for block in case.blocks] == [("  Thứ hai",), ("Một.",)]


def test_table_cells_may_be_empty() -> None:
    case = _parsed("@case", "@table", "TT | Việc | Hạn", "1 | | ", "2 | a |")
    assert rows(case.blocks[0]) == [["TT", "Việc", "Hạn"], ["1", "", ""], ["2", "a", ""]]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(["@case", "@boby", "a"], r"x\.txt:2: unknown block @boby", id="unknown block"),
        pytest.param(["@case", "@body ink=red", "a"], r"x\.txt:2: @body has no option 'ink'", id="unknown option"),
        pytest.param(["@case", "@stamp ink=green", "ĐẾN"], r"x\.txt:2: ink='green'", id="unknown value"),
        pytest.param(["@case", "@mark angle=60", "KHẨN"], r"x\.txt:2: angle='60'", id="angle out of range"),
        pytest.param(["@body", "a"], r"x\.txt:1: the first line must open @case", id="no head"),
        pytest.param(["a", "@case"], r"x\.txt:1: text before", id="text before the head"),
        pytest.param(["@case", "@body", "a", "@case"], r"x\.txt:4: @case stands only", id="second head"),
        pytest.param(["@case", "@dispatch", "a"], r"x\.txt:2: @dispatch holds no text", id="text in a command"),
        pytest.param(["@case", "@body", "@page"], r"x\.txt:2: @body is empty", id="empty block"),
        pytest.param(["@case", "@table", "a | b", "c"], r"x\.txt:2: the rows of @table", id="ragged table"),
        pytest.param(["@case", "@body", "một", "**hai"], r"x\.txt:4: bold is not closed", id="open bold"),
        pytest.param(["@case", "@body", "số {hand:12"], r"x\.txt:3: a brace", id="open brace"),
        pytest.param(["@case", "@body", "số {pen:12}"], r"x\.txt:3: a brace", id="unknown insertion"),
        pytest.param(["@case", "@body", "a\u0301"], r"x\.txt:1: the text is not in NFC", id="not NFC"),
    ],
)
def test_what_is_not_in_the_format_names_file_and_line(lines: list[str], message: str) -> None:
    with pytest.raises(CaseError, match=message):
        _parsed(*lines)


@pytest.mark.parametrize("name", NAMES)
def test_every_case_of_the_corpus_is_in_the_format_and_has_gold(name: str) -> None:
    assert parse(CASES / f"{name}.txt").blocks
    gold = yaml.safe_load((GOLD / f"{name}.yaml").read_text(encoding="utf-8"))
    assert gold["scan"] == f"{name}.txt"


def test_every_gold_has_its_case() -> None:
    assert {path.stem for path in GOLD.glob("*.yaml")} <= set(NAMES)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("*", [Piece("*")], id="a star alone is ornament"),
        pytest.param("*****", [Piece("*****")], id="so is a row of stars"),
        pytest.param("(*) Ghi chú", [Piece("(*) Ghi chú")], id="a footnote's sign"),
        pytest.param("**A** *b*", [Piece("A", bold=True), Piece(" "), Piece("b", italic=True)], id="bold and italic"),
        pytest.param(
            "*ngày {hand:5}*", [Piece("ngày ", italic=True), Piece("5", italic=True, hand=True)], id="hand in italic"
        ),
        pytest.param("Số {gap}-CV", [Piece("Số "), Piece("", gap=True), Piece("-CV")], id="gap"),
    ],
)
def test_markup(line: str, expected: list[Piece]) -> None:
    assert list(pieces(line)) == expected


@given(st.lists(st.sampled_from(["**đậm**", "*nghiêng*", "thường", "{hand:12}", "/", " "]), max_size=12))
def test_the_words_of_a_line_are_its_text(parts: list[str]) -> None:
    line = " ".join(parts)
    assert ["".join(piece.text for piece in token) for token in tokens(line)] == unmarked(line).split()
