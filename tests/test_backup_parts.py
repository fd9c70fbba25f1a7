"""Parts of a backup by themselves: originals that are found or not, room, one backup at a time."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from backup import made, room
from backup.check import check
from backup.originals import Original, put_original
from backup.refusals import AnotherBackup, Inside, NoBag, NoRoom
from backup.writing import Bag
from pipeline.sole import sole
from settings import FOLDERS, Settings


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    """The settings of an installation without anything."""
    return Settings.model_validate({name: tmp_path / name for name in FOLDERS})


def test_an_original_that_is_gone_or_altered_is_told_and_not_put_in(here: Settings, tmp_path: Path) -> None:
    one = Original(sha256(b"as read").hexdigest(), "cv.pdf", 7, "2026/11/abc-cv.pdf")
    bag = Bag(tmp_path / "bag")
    assert not put_original(bag, one, lambda _: None, here)
    place = here.archive / one.place
    place.parent.mkdir(parents=True)
    place.write_bytes(b"altered")
    assert not put_original(bag, one, lambda _: None, here)
    assert (bag.files, [path for path in bag.folder.rglob("*") if path.is_file()]) == (0, [])
    here.inbox.mkdir()
    (here.inbox / "other name.pdf").write_bytes(b"as read")  # it came anew
    assert put_original(bag, one, lambda _: None, here)
    assert (bag.folder / "data" / "archive" / one.place).read_bytes() == b"as read"


def test_without_room_nothing_is_written(here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "needed", lambda *_: 1 << 60)
    with pytest.raises(NoRoom, match="không đủ chỗ: cần khoảng"):
        made.make(tmp_path / "backups", here)
    assert [path for path in (tmp_path / "backups").iterdir() if path.is_dir()] == []


def test_two_backups_into_one_folder_do_not_meet(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    with sole(tmp_path / "backups" / made.LOCK), pytest.raises(AnotherBackup):
        made.make(tmp_path / "backups", here)


def test_a_backup_never_goes_into_the_installation_itself(here: Settings) -> None:
    with pytest.raises(Inside, match="nằm trong thư mục 'archive'"):
        made.make(here.archive / "backups", here)
    assert not here.archive.exists()


def test_a_folder_that_is_no_bag_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoBag, match="không phải bản sao lưu của Văn Thư"):
        check(tmp_path)
