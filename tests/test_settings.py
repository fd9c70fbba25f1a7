"""The settings: folders that contain one another are refused at the start, with a sentence a clerk can act on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from settings import FOLDERS, Settings


def test_the_shipped_folders_stand_apart() -> None:
    settings = Settings()
    assert len({getattr(settings, name) for name in FOLDERS}) == len(FOLDERS)


@pytest.mark.parametrize(
    ("inner", "outer"),
    [("outputs", "inbox"), ("archive", "inbox"), ("failed", "archive"), ("inbox", "outputs"), ("duplicates", "failed")],
)
def test_a_folder_inside_another_is_refused(tmp_path: Path, inner: str, outer: str) -> None:
    with pytest.raises(ValidationError, match=f"VANTHU_{inner.upper()}"):
        Settings.model_validate({outer: tmp_path / "a", inner: tmp_path / "a" / "b"})


def test_one_folder_for_two_uses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="tách rời"):
        Settings(inbox=tmp_path, archive=tmp_path)


def test_prefect_neither_reports_home_nor_gives_up_early(tmp_path: Path) -> None:
    environment = Settings(prefect_home=tmp_path).prefect_environment()
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"
    assert int(environment["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"]) >= 60
    assert environment["PREFECT_HOME"] == str(tmp_path)


@pytest.mark.parametrize("said", ["7:00", "25:00", "07:60", "sáng"])
def test_a_time_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(ValidationError, match="VANTHU_REMIND_AT"):
        Settings(remind_at=said)
