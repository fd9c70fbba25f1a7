"""Pages are graded by what was read on them: numbers first, then drawn pages read by the real Tesseract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pipeline.grade import Signs, grade, grade_by, signs
from pipeline.pages import PagePool
from pipeline.picture import Picture
from pipeline.poor_pages import POOR_MOST, held_down
from pipeline.read import read_scan
from pipeline.scanned import scanned_page
from pipeline.sharpness import Strokes, strokes
from pipeline.sniff import media_type
from pipeline.stages import reading_of
from records import Arrival, Box, Grade, Page, ReadScan, Scan, Word
from registry.queries import register_rows
from registry.register_row import Status
from registry.save import DjangoRegister
from settings import Settings
from terminal import reading_lines
from tests.drawn_pages import LETTER, TypedPdf, letter, paper, pixels, scanned_pdf, write
from tests.sample_readings import found, full_header, reading, scan_reading

PRINT = Signs(letters=1200, unsure=40, alphabetic=1150, marked=0.29, syllables=0.98, edge=0.32)
GOOD, FAIR, POOR = Grade.GOOD, Grade.FAIR, Grade.POOR
BOX: Box = (10.0, 10.0, 40.0, 22.0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, GOOD),
        ({"unsure": 100}, FAIR),
        ({"unsure": 400}, POOR),
        ({"edge": 0.45}, FAIR),
        ({"edge": None}, FAIR),
        ({"edge": 0.1, "unsure": 400}, POOR),
        ({"marked": 0.03}, POOR),
        ({"marked": 0.18}, GOOD),
        ({"marked": 0.18, "unsure": 130}, POOR),
        ({"marked": 0.0, "syllables": 0.2}, FAIR),
        ({"alphabetic": 30, "marked": 0.0, "syllables": 0.0}, GOOD),
        ({"letters": 0, "unsure": 0, "alphabetic": 0}, POOR),
        ({"letters": 10, "unsure": 0, "alphabetic": 6}, GOOD),
        ({"letters": 10, "unsure": 4, "alphabetic": 6}, FAIR),
        ({"letters": 10, "unsure": 10, "alphabetic": 6}, POOR),
    ],
    ids=[
        *(
            "print",
            "some unsure",
            "many unsure",
            "blurred",
            "no edges",
            "sharp and unsure",
            "marks lost",
            "few marks",
            "few and unsure",
            "English",
        ),
        *("numbers", "nothing read", "two words", "one of two words unsure", "two words unsure"),
    ],
)
def test_the_grade_follows_from_the_signs(changes: dict[str, float], expected: Grade) -> None:
    assert grade_by(replace(PRINT, **changes)) is expected  # type: ignore[arg-type]


def said(*pairs: tuple[str, float]) -> list[Word]:
    return [Word(text, BOX, confidence) for text, confidence in pairs]


def test_a_number_or_a_foreign_word_may_be_less_sure_than_a_syllable() -> None:
    words = said(("Điều", 0.85), ("12-CV/TU", 0.85), ("Ministry", 0.85), ("2022", 0.65), ("nghị", 0.96))
    told = signs(words, Strokes(0.3, (200.0,) * 5))
    assert (told.letters, told.unsure) == (4 + 6 + 8 + 4 + 4, 4 + 4)


def test_what_is_read_into_blank_paper_does_not_count() -> None:
    words = said(("Điều", 0.96), ("khoản", 0.95), ("bền", 0.1), ("Sựn", 0.0), ("~", 0.0))
    told = signs(words, Strokes(0.3, (200.0, 190.0, 40.0, 35.0, 180.0)))
    assert (told.letters, told.unsure) == (9, 0)
    assert signs(words[2:], Strokes(0.3, (40.0, 35.0, 180.0))).unsure == 6


def test_no_words_are_a_poor_page() -> None:
    assert grade((), Strokes(None, ())) is POOR


def edge(image: Image.Image, dpi: float, words: Sequence[Word]) -> float:
    width = strokes(words, Picture(pixels(image), dpi)).edge
    assert width is not None
    return width


def line_box(size: float = 13) -> list[Word]:
    return [Word(LETTER[0], (84, 90, 84 + 32 * size, 90 + 1.4 * size), 0.9)]


def softened(image: Image.Image, millimetres: float) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(millimetres / 25.4 * image.width / 8.27))


@pytest.mark.parametrize("dpi", [200, 300, 400])
@pytest.mark.parametrize("size", [10, 13, 18])
def test_blur_is_as_wide_in_every_type_and_resolution(dpi: int, size: float) -> None:
    sheet = paper(dpi)
    write(sheet, LETTER[:1], 85, 90, size)
    assert edge(softened(sheet, 0.12), dpi, line_box(size)) == pytest.approx(0.33, abs=0.05)
    assert edge(softened(sheet, 0.25), dpi, line_box(size)) > 0.45


def test_pale_print_is_as_sharp_as_black_and_grain_sharpens_nothing() -> None:
    sheet = softened(letter(300), 0.15)
    black = edge(sheet, 300, line_box())
    values = np.asarray(sheet, dtype=float)
    pale = Image.fromarray((255 - (255 - values) * 0.3).astype(np.uint8))
    grain = np.random.default_rng(1).normal(0, 12, values.shape)
    grainy = Image.fromarray(np.clip(values * 0.9 + grain, 0, 255).astype(np.uint8))
    assert edge(pale, 300, line_box()) == pytest.approx(black, rel=0.1)
    assert edge(grainy, 300, line_box()) >= 0.95 * black


def test_black_and_white_is_as_sharp_as_its_resolution() -> None:
    for dpi, width in ((150, 0.42), (300, 0.21)):
        sheet = letter(dpi).point(lambda value: 255 if value > 128 else 0)
        assert edge(sheet, dpi, line_box()) == pytest.approx(width, abs=0.01)


def test_blank_paper_has_no_edges() -> None:
    assert strokes(line_box(), Picture(pixels(paper(200)), 200)) == Strokes(None, (0.0,))
    assert strokes([Word("x", (900, 900, 910, 910), 0.5)], Picture(pixels(paper(200)), 200)).edge is None


def scan_of(path: Path) -> Scan:
    return Scan(
        "0" * 64, path, path.name, dt.datetime(2026, 4, 28, tzinfo=dt.UTC), media_type(path, plain_text=True), 1
    )


def read(path: Path) -> ReadScan:
    with PagePool(2) as pool:
        return read_scan(scan_of(path), Settings(), pool)


def seen(image: Image.Image) -> Page:
    return scanned_page(Picture(pixels(image), round(image.width / 8.27)), 1, (), Settings())


def test_a_text_layer_is_good_and_an_empty_page_has_no_grade(tmp_path: Path) -> None:
    lines = [(85.0, 90 + 20.0 * index, line) for index, line in enumerate(LETTER)]
    typed = read(TypedPdf().page(lines).page([]).save(tmp_path / "a.pdf"))
    assert ([page.grade for page in typed.pages], typed.problems) == ([GOOD, None], ())
    assert reading_of(typed).grades == (GOOD, None)


def test_what_stands_on_a_poor_page_is_not_sure() -> None:
    second = replace(found("2022-06-06"), page=2)
    whole = reading(replace(full_header(), issued_on=second, arrival=Arrival(date=second, number=found("47"))))
    pages = tuple(Page(number, 595, 842, (), "ocr", grade=one) for number, one in ((1, FAIR), (2, POOR)))
    (held,) = held_down((whole,), pages)
    assert held.header.issued_on == replace(second, confidence=POOR_MOST)
    assert held.header.arrival == Arrival(date=replace(second, confidence=POOR_MOST), number=found("47"))
    assert replace(held, header=whole.header) == whole
    assert held.header.symbol == whole.header.symbol
    assert held.header.recipients == whole.header.recipients
    assert held_down((whole,), pages[:1]) == (whole,)


def test_the_terminal_tells_the_pages_that_are_not_good() -> None:
    outcome = replace(scan_reading(reading(pages=(1, 2, 3, 5)), reading(pages=(4,))), page_count=5)
    outcome = replace(outcome, grades=(POOR, FAIR, POOR, GOOD, None))
    told = [line for line in reading_lines(outcome) if "chất lượng" in line]
    assert told == ["    chất lượng trang: 1, 3 kém; 2 khá"]


def test_plain_text_has_no_grade(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CÔNG VĂN", encoding="utf-8")
    with PagePool(1) as pool:
        assert [page.grade for page in read_scan(scan_of(path), Settings(), pool).pages] == [None]


@pytest.mark.ocr
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_clean_page_is_good(dpi: int) -> None:
    assert seen(letter(dpi)).grade is GOOD


@pytest.mark.ocr
def test_a_little_blur_is_fair() -> None:
    assert seen(softened(letter(300, 4), 0.25)).grade is FAIR


@pytest.mark.ocr
@pytest.mark.django_db
def test_a_blurred_page_is_poor_and_its_dispatch_to_be_reviewed(tmp_path: Path) -> None:
    scanned = read(scanned_pdf([letter(200), softened(letter(200), 0.45), paper(200)], tmp_path / "a.pdf", 200))
    assert [page.grade for page in scanned.pages] == [GOOD, POOR, None]
    (problem,) = scanned.problems
    assert (problem.code, problem.page) == ("poor_page", 2)
    DjangoRegister().save(reading_of(scanned))
    (row,) = register_rows()
    assert (row.grade, row.status) == (POOR, Status.REVIEW)
    assert problem in row.doubts


@pytest.mark.ocr
@pytest.mark.parametrize("size", [10, 13])
def test_an_annex_in_capitals_is_good(size: float) -> None:
    sheet = paper(200)
    write(sheet, [line.upper() for line in LETTER] * 3, 85, 90, size)
    assert seen(sheet).grade is GOOD


@pytest.mark.ocr
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_table_of_numbers_is_not_poor(dpi: int) -> None:
    sheet, point = paper(dpi), dpi / 72
    pen = ImageDraw.Draw(sheet)
    for row in range(24):
        pen.line((70 * point, (80 + 26 * row) * point, 520 * point, (80 + 26 * row) * point), "black", 3)
        for column in range(5 if row < 23 else 0):
            write(
                sheet,
                [f"{217 + 61 * row + 8 * column}.{(137 * row + column) % 1000:03}"],
                76 + 90 * column,
                85 + 26 * row,
            )
    for column in range(6):
        pen.line(((70 + 90 * column) * point, 80 * point, (70 + 90 * column) * point, 678 * point), "black", 3)
    assert seen(sheet).grade in (GOOD, FAIR)


@pytest.mark.ocr
def test_a_page_with_a_heading_only_is_good() -> None:
    sheet = paper(200)
    write(sheet, ["PHỤ LỤC"], 250, 90)
    assert seen(sheet).grade is GOOD


@pytest.mark.ocr
def test_a_letter_in_english_is_not_poor() -> None:
    sheet = paper(200)
    lines = (
        "The Ministry of Planning and Investment of the Socialist Republic of",
        "Viet Nam presents its compliments to the Embassy and has the honour",
        "to inform that the project appraisal mission will take place between",
        "15 and 24 June 2022. The agencies are requested to take part in it.",
    )
    write(sheet, lines * 4, 85, 90)
    assert seen(sheet).grade is FAIR


@pytest.mark.ocr
def test_pale_print_is_read_and_not_taken_for_blank_paper() -> None:
    values = np.asarray(letter(200, 2), dtype=float)
    page = seen(Image.fromarray((245 - (255 - values) * 0.2).astype(np.uint8)))
    texts = {word.text for word in page.words}
    wanted = " ".join(LETTER).split()
    assert page.source == "ocr"
    assert page.grade is not POOR
    assert sum(word in texts for word in wanted) / len(wanted) > 0.9


@pytest.mark.ocr
def test_what_shows_through_from_the_back_is_doubted_and_not_read() -> None:
    back = np.asarray(softened(letter(200), 0.12), dtype=float)[:, ::-1]
    page = seen(Image.fromarray((255 - (255 - back) * 0.3).astype(np.uint8)))
    assert (page.words, page.grade) == ((), POOR)
