"""Picture files: every page of them, upright and at a sane resolution; bombs and torsos refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import DamagedImage, DamagedPage, ImageBomb, TooManyPages
from pipeline.image import frame, frame_count
from settings import Settings
from tests.drawn_pages import letter, paper

SETTINGS = Settings()


def bomb(path: Path, side: int = 30_000) -> Path:
    """A PNG whose header promises side x side pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
    return path


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [9_200, 12_000, 30_000])
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, side: int) -> None:
    with pytest.raises(ImageBomb) as caught:
        frame_count(bomb(tmp_path / "bomb.png", side), SETTINGS)
    assert "triệu điểm ảnh" in caught.value.message


def test_every_page_of_a_tiff(tmp_path: Path) -> None:
    sheets = [Image.new("1", (1654, 2339), grey) for grey in (0, 1, 0)]
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200))
    assert frame_count(tmp_path / "a.tif", SETTINGS) == 3
    assert [int(frame(tmp_path / "a.tif", number, SETTINGS).pixels.mean()) for number in (1, 2, 3)] == [0, 255, 0]
    with pytest.raises(TooManyPages):
        frame_count(tmp_path / "a.tif", Settings(max_pages=2))
    with pytest.raises(DamagedPage):
        frame(tmp_path / "a.tif", 4, SETTINGS)


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff"])
def test_a_cut_off_picture_is_damaged(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    letter(100).save(path, kind)
    content = path.read_bytes()
    for share in (0.001, 0.5):
        path.write_bytes(content[: max(4, int(len(content) * share))])
        with pytest.raises(DamagedImage):
            frame_count(path, SETTINGS)
            frame(path, 1, SETTINGS)


def test_a_phones_picture_is_turned_as_its_exif_says(tmp_path: Path) -> None:
    lying = Image.new("RGB", (2339, 1654), "white")
    exif = lying.getexif()
    exif[274] = 6
    lying.save(tmp_path / "a.jpg", exif=exif)
    picture = frame(tmp_path / "a.jpg", 1, SETTINGS)
    assert picture.pixels.shape == (2339, 1654, 3)


@pytest.mark.parametrize(
    ("size", "told", "dpi"),
    [
        ((1654, 2339), (200, 200), 200),
        ((1654, 2339), (72, 72), 200),
        ((1654, 2339), None, 200),
        ((3308, 4678), (400, 400), 300),
        ((1654, 2339), (1, 1), 200),
    ],
    ids=["told", "not believable", "not told", "too fine", "a ratio, no resolution"],
)
def test_the_resolution(tmp_path: Path, size: tuple[int, int], told: tuple[int, int] | None, dpi: float) -> None:
    sheet = Image.new("L", size, 255)
    if told is None:
        sheet.save(tmp_path / "a.jpg")
    else:
        sheet.save(tmp_path / "a.jpg", dpi=told)
    picture = frame(tmp_path / "a.jpg", 1, SETTINGS)
    assert picture.dpi == pytest.approx(dpi, rel=0.01)
    assert picture.height == pytest.approx(842, abs=3)


def test_a_fax_with_flat_pixels_is_squared(tmp_path: Path) -> None:
    Image.new("1", (1728, 1146), 1).save(tmp_path / "fax.tif", compression="group4", dpi=(204, 98))
    picture = frame(tmp_path / "fax.tif", 1, SETTINGS)
    assert picture.pixels.shape == (round(1146 * 204 / 98), 1728)


def test_other_depths_become_eight_bits(tmp_path: Path) -> None:
    deep = np.full((100, 80), 65_535, np.uint16)
    deep[:50] = 0
    Image.fromarray(deep).save(tmp_path / "deep.png")
    pixels = frame(tmp_path / "deep.png", 1, SETTINGS).pixels
    assert (int(pixels[0, 0]), int(pixels[-1, 0])) == (0, 255)
    clear = Image.new("RGBA", (80, 100), (0, 0, 0, 0))
    clear.save(tmp_path / "clear.png")
    assert int(frame(tmp_path / "clear.png", 1, SETTINGS).pixels.min()) == 255
    paper(100).convert("P").save(tmp_path / "palette.png")
    assert frame(tmp_path / "palette.png", 1, SETTINGS).pixels.ndim == 3
