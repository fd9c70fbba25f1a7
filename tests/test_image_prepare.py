"""A page made ready: turned, straightened, dusted; blank ones, tables and stamps told."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.grid import tables
from pipeline.image import spots
from pipeline.ink import stamps, without_stamps
from pipeline.picture import Picture
from pipeline.prepare import Prepared, prepare, turned
from tests.drawn_pages import letter, paper, pixels, write

RED, BLUE = (205, 40, 45), (40, 60, 170)


def picture(image: Image.Image, dpi: float = 200) -> Picture:
    return Picture(pixels(image), dpi)


def noisy(image: Image.Image, seed: int = 1) -> Image.Image:
    """Grey paper with a shadow, noise and black dust."""
    chance = np.random.default_rng(seed)
    grey = pixels(image).astype(float) * 0.75 + np.linspace(0, 40, image.width)
    grey += chance.normal(0, 6, grey.shape)
    grey[chance.random(grey.shape) < 0.0002] = 30
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("angle", [-4.0, -0.8, 0.0, 0.35, 3.0])
@pytest.mark.parametrize("bad", [False, True], ids=["clean", "noisy"])
def test_a_skewed_page_is_straightened(angle: float, bad: bool) -> None:
    sheet = letter().rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
    prepared = prepare(picture(noisy(sheet) if bad else sheet))
    assert prepared.angle == pytest.approx(angle, abs=0.1)
    assert prepare(prepared.reading).angle == pytest.approx(0, abs=0.06)
    assert prepared.turn == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_its_side_is_set_upright_or_on_its_head(turn: int) -> None:
    prepared = prepare(picture(letter().rotate(-turn, expand=True)))
    assert prepared.turn == turn % 180
    assert prepared.reading.pixels.shape == (2338, 1654)
    assert turned(prepared, 180).turn == turn % 180 + 180


def test_turning_over_gives_the_page_back() -> None:
    upright = prepare(picture(letter()))
    over = turned(prepare(picture(letter().rotate(180))), 180)
    assert over.turn == 180
    assert np.array_equal(over.reading.pixels, upright.reading.pixels)


def test_paper_becomes_white_and_dust_goes_but_dots_stay() -> None:
    prepared = prepare(picture(noisy(letter())))
    assert np.median(prepared.reading.pixels) > 245
    corner = prepared.reading.pixels[1900:2300, 200:1400]
    assert corner.min() > 160
    drawn = pixels(letter()) < 128
    kept = prepared.reading.pixels < 160
    assert (drawn & kept).sum() > 0.9 * drawn.sum()


@pytest.mark.parametrize("sheet", [paper(), noisy(paper())], ids=["white", "noisy"])
def test_blank_paper_is_told(sheet: Image.Image) -> None:
    assert prepare(picture(sheet)).is_blank


def test_a_black_edge_does_not_make_a_page_of_blank_paper() -> None:
    sheet = paper()
    ImageDraw.Draw(sheet).rectangle((0, 0, 40, sheet.height), fill="black")
    assert prepare(picture(sheet)).is_blank


@pytest.mark.parametrize("line", ["Lưu: VT.", "Trang 2"])
def test_one_short_line_is_not_blank(line: str) -> None:
    sheet = paper()
    write(sheet, [line], 85, 90)
    assert not prepare(picture(sheet)).is_blank


def with_table(sheet: Image.Image, xs: list[int], ys: list[int], width: int = 3) -> Image.Image:
    pen = ImageDraw.Draw(sheet)
    for x in xs:
        pen.line((x, ys[0], x, ys[-1]), fill="black", width=width)
    for y in ys:
        pen.line((xs[0], y, xs[-1], y), fill="black", width=width)
    return sheet


def test_a_ruled_table_is_found_with_its_cells() -> None:
    sheet = with_table(letter(times=1), [240, 400, 900, 1500], [800, 900, 1000, 1200])
    (table,) = tables(prepare(picture(sheet.rotate(0.7, fillcolor="white"))).reading)
    assert [(cell.row, cell.column) for cell in table.cells] == [
        (row, column) for row in range(3) for column in range(3)
    ]
    assert table.box == pytest.approx((240 * 0.36, 800 * 0.36, 1500 * 0.36, 1200 * 0.36), abs=4)


def test_a_merged_cell_stands_in_its_first_column() -> None:
    sheet = with_table(paper(), [240, 400, 900, 1500], [900, 1000, 1200])
    with_table(sheet, [240, 1500], [800, 900])
    (table,) = tables(picture(sheet))
    assert [(cell.row, cell.column) for cell in table.cells][:2] == [(0, 0), (1, 0)]
    assert len(table.cells) == 7


@pytest.mark.parametrize(
    ("xs", "ys"),
    [([900, 1100, 1500], [300, 400, 500]), ([240, 1500], [800, 900, 1000]), ([240, 400, 1500], [800, 900])],
    ids=["a stamp", "one column", "one row"],
)
def test_what_is_no_table(xs: list[int], ys: list[int]) -> None:
    assert tables(picture(with_table(letter(times=1), xs, ys))) == ()


def stamped(angle: float = 0.0) -> Image.Image:
    """A letter with a red ĐẾN stamp, blue handwriting in it, and a round red seal."""
    form = Image.new("RGB", (540, 280), "white")
    pen = ImageDraw.Draw(form)
    pen.rectangle((4, 4, 535, 275), outline=RED, width=4)
    pen.line((4, 90, 535, 90), fill=RED, width=3)
    pen.line((4, 200, 535, 200), fill=RED, width=3)
    pen.line((170, 90, 170, 200), fill=RED, width=3)
    pen.line((250, 120, 330, 160), fill=BLUE, width=5)
    sheet = letter().convert("RGB")
    turned_form = form.rotate(angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    sheet.paste(turned_form, (900, 1700))
    pen = ImageDraw.Draw(sheet)
    for radius in (140, 100):
        pen.ellipse((500 - radius, 1900 - radius, 500 + radius, 1900 + radius), outline=RED, width=5)
    return sheet


def coloured(prepared: Prepared) -> Picture:
    assert prepared.coloured is not None
    return prepared.coloured


@pytest.mark.parametrize("angle", [0.0, 3.0, -6.0])
def test_the_framed_stamp_is_cut_out_and_the_seal_is_not(angle: float) -> None:
    (stamp,) = stamps(coloured(prepare(picture(stamped(angle)))))
    left, top, right, bottom = stamp.frame.area
    assert (left, top) == pytest.approx((900, 1700), abs=10)
    assert 530 < right - left < 600
    assert 270 < bottom - top < 360
    assert len(stamp.fields) == 4


def test_red_vanishes_from_the_reading_and_so_does_pen_in_the_stamp() -> None:
    prepared = prepare(picture(stamped()))
    found = stamps(coloured(prepared))
    reading = without_stamps(prepared.reading, coloured(prepared), found)
    assert reading.pixels[1690:1990, 890:1450].min() > 150
    assert reading.pixels[1750:2050, 350:650].min() > 150
    assert prepared.reading.pixels[1690:1990, 890:1450].min() < 100


def test_a_grey_scan_has_no_coloured_stamps() -> None:
    assert prepare(picture(stamped().convert("L").convert("RGB"))).coloured is None


def test_a_place_in_a_stamp_is_a_place_on_the_page() -> None:
    (stamp,) = stamps(coloured(prepare(picture(stamped(3.0)))))
    for field in stamp.fields:
        box = field.on_page((0, 0, field.picture.width, field.picture.height))
        left, top, right, bottom = (edge * 200 / 72 for edge in box)
        assert stamp.frame.area[0] - 20 <= left < right <= stamp.frame.area[2] + 20
        assert stamp.frame.area[1] - 20 <= top < bottom <= stamp.frame.area[3] + 20


def test_a_picture_that_is_all_ink_is_one_spot() -> None:
    found = spots(np.ones((30, 40), bool))
    assert found.boxes.tolist() == [[0, 0, 40, 30], [0, 0, 40, 30]]
    assert found.sides.tolist() == [0, 40]
