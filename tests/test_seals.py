"""Round seals found on drawn pictures, their rims told from print, and the lines beneath them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.picture import Picture
from pipeline.seal_rims import bleached, own_rims
from pipeline.seals import Seal, find_seal
from pipeline.signed_lines import signed_lines
from tests.drawn_pages import font_path, pixels

DPI = 200.0
MM = DPI / 25.4
SIDE = 900  # pixels of the pictures here
NAME = "Trần Hữu Khoan"


def sheet() -> Image.Image:
    return Image.new("L", (SIDE, SIDE), 255)


def ringed(image: Image.Image, middle: tuple[float, float], radius: float, thick: int = 8) -> Image.Image:
    """The picture with a seal's two rims and inner circle pressed on it in black; `radius` is in millimetres."""
    pen = ImageDraw.Draw(image)
    for share, line in ((1.0, thick), (0.93, 3), (0.62, 3)):
        pen.circle(middle, radius * MM * share, outline=0, width=line)
    return image


def typed(image: Image.Image, text: str, centre: float, baseline: float, size: int = 39) -> tuple[int, int, int, int]:
    """The box of the text that is set around `centre` in that many pixels."""
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_path(), size)
    pen.text((centre, baseline), text, 0, font, anchor="ms")
    left, top, right, bottom = pen.textbbox((centre, baseline), text, font, anchor="ms")
    return round(left), round(top), round(right), round(bottom)


def found(image: Image.Image) -> Seal | None:
    return find_seal(Picture(pixels(image), DPI))


@pytest.mark.parametrize("radius", [15.0, 17.5, 20.0])
def test_a_seal_is_found_where_it_lies(radius: float) -> None:
    seal = found(ringed(sheet(), (401.0, 377.0), radius))
    assert seal is not None
    assert seal.middle == pytest.approx((401.0, 377.0), abs=2.0)
    assert seal.radius == pytest.approx(radius * MM, abs=2.5)
    assert seal.rims[0][0] <= radius * MM - 5
    assert len(seal.rims) in {2, 3}  # the two rims touch on a small seal


def test_a_seal_with_gaps_is_found_too() -> None:
    image = ringed(sheet(), (401.0, 377.0), 17.5)
    ImageDraw.Draw(image).rectangle((401, 377, SIDE, 500), fill=255)  # about a sixth of the rim
    seal = found(image)
    assert seal is not None
    assert seal.middle == pytest.approx((401.0, 377.0), abs=2.0)


def test_lines_of_print_are_no_seal() -> None:
    image = sheet()
    for number in range(16):
        typed(image, "Thực hiện Công văn số 411-CV/TU của Ban Thường vụ Tỉnh ủy", SIDE / 2, 60 + number * 52, 34)
    assert found(image) is None


@pytest.mark.parametrize("radius", [5.0, 11.0, 26.0])
def test_circles_of_another_size_are_no_seal(radius: float) -> None:
    image = sheet()
    ImageDraw.Draw(image).circle((450, 450), radius * MM, outline=0, width=6)
    assert found(image) is None


def test_a_square_frame_is_no_seal() -> None:
    image = sheet()
    ImageDraw.Draw(image).rectangle((250, 250, 530, 530), outline=0, width=6)
    assert found(image) is None


def test_rims_go_and_print_across_them_stays() -> None:
    plain, image = sheet(), sheet()
    box = typed(plain, NAME, 560, 505)
    typed(image, NAME, 560, 505)
    picture = Picture(pixels(ringed(image, (450.0, 377.0), 17.5)), DPI)
    seal = find_seal(picture)
    assert seal is not None
    mended = bleached(picture, own_rims(picture, seal), 255).pixels < 128
    print_, pressed = pixels(plain) < 128, picture.pixels < 128
    rims = pressed & ~print_
    assert (mended & rims).sum() < 0.25 * rims.sum()
    left, top, right, bottom = box
    inner = print_[top:bottom, left:right]
    assert (mended[top:bottom, left:right] & inner).sum() > 0.85 * inner.sum()


def test_bleached_ink_is_as_bright_as_asked_and_nothing_else_changes() -> None:
    picture = Picture(pixels(ringed(sheet(), (450.0, 377.0), 17.5)), DPI)
    seal = find_seal(picture)
    assert seal is not None
    rims = own_rims(picture, seal)
    pale = bleached(picture, rims, 190)
    assert set(np.unique(pale.pixels[rims])) == {190}
    assert (pale.pixels[~rims] == picture.pixels[~rims]).all()


def test_a_line_under_the_seal_runs_as_far_left_of_the_axis_as_right() -> None:
    image = sheet()
    typed(image, "KT. GIÁM ĐỐC", 560, 190)
    name = typed(image, NAME, 560, 505)
    picture = Picture(pixels(ringed(image, (450.0, 377.0), 17.5)), DPI)
    seal = find_seal(picture)
    assert seal is not None
    mended = bleached(picture, own_rims(picture, seal), 255)
    lines = signed_lines(mended, seal, (0, 120, SIDE, SIDE))
    assert len(lines) == 1
    assert lines[0].ends_known
    left, top, right, bottom = lines[0].area
    assert name[0] - 2.5 * MM < left <= name[0]
    assert name[2] <= right < name[2] + 2.5 * MM
    assert top <= name[1] + 6 and bottom >= name[3] - 8


def test_without_a_whole_line_the_left_end_is_not_known() -> None:
    image = sheet()
    typed(image, NAME, 560, 505)
    picture = Picture(pixels(ringed(image, (450.0, 377.0), 17.5)), DPI)
    seal = find_seal(picture)
    assert seal is not None
    lines = signed_lines(bleached(picture, own_rims(picture, seal), 255), seal, (0, 120, SIDE, SIDE))
    assert [line.ends_known for line in lines] == [False]
