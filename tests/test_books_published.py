"""The printed books in the outputs folder: made when a line changes, taken away with their papers, all explained."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from publish import books, incoming_book, metadata, tracking_book
from publish.book_dates import Wanted
from publish.book_files import FOLDER, MADE_FROM, Kind, take_away
from publish.books import Library
from publish.everything import publish
from settings import Settings
from tests.printed_books import came, kept, workbook
from tests.test_publish import contents, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_here(tmp_path: Path) -> Settings:
    return Settings(outputs=tmp_path / "outputs", database_url=django_settings.VANTHU_DATABASE_URL)


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which books are made from now on."""
    made: list[str] = []
    real = Library.made

    def told_of(self: Library, kind: Kind, wanted: Wanted) -> Mapping[str, bytes]:
        made.append(f"{kind} {wanted.year}")
        return real(self, kind, wanted)

    monkeypatch.setattr(Library, "made", told_of)
    return made


def test_after_sweeps_a_big_year_is_written_once_a_day(
    settings_here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "MOST_AT_ONCE", 1)
    made = watched(monkeypatch)
    kept(came(1, "2025-01-05"), came(2, "2026-01-05"), came(3, "2026-01-06"))
    publish(settings_here, at_once=False)
    assert len(made) == 6
    made.clear()
    kept(came(4, "2026-01-07"), came(5, "2025-01-07"))
    publish(settings_here, at_once=False)
    assert made == []
    for path in (settings_here.outputs / FOLDER).glob("*2026*"):
        os.utime(path, (0, 0))
    publish(settings_here, at_once=False)
    assert sorted(made) == ["dang-ky 2026", "du-lieu 2026", "theo-doi 2026"]
    made.clear()
    publish(settings_here)
    assert sorted(made) == ["dang-ky 2025", "du-lieu 2025", "theo-doi 2025"]


def test_books_are_written_only_when_they_change(settings_here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(came(1, "2025-01-05"), came(2, "2026-01-05"))
    publish(settings_here)
    folder = settings_here.outputs / FOLDER
    first = contents(folder)
    assert len(first) == 11
    made = watched(monkeypatch)
    publish(settings_here)
    assert made == []
    kept(came(3, "2026-01-06"))
    publish(settings_here)
    assert sorted(made) == ["dang-ky 2026", "du-lieu 2026", "theo-doi 2026"]
    assert {name for name, one in contents(folder).items() if first[name] != one} >= {
        "so-dang-ky-van-ban-den-2026.xlsx",
        "so-dang-ky-van-ban-den-2026.pdf",
        "du-lieu-van-ban-den-2026.csv",
    }
    (folder / "so-dang-ky-van-ban-den-2025.pdf").write_bytes(b"by hand")
    publish(settings_here)
    assert (folder / "so-dang-ky-van-ban-den-2025.pdf").read_bytes() == first["so-dang-ky-van-ban-den-2025.pdf"]


def test_another_name_of_the_office_makes_other_books(settings_here: Settings) -> None:
    kept(came(1, "2026-01-05"))
    publish(settings_here)
    publish(settings_here.model_copy(update={"organ_name": "Sở Nội vụ", "books": "dang"}))
    made = workbook((settings_here.outputs / FOLDER / "so-dang-ky-van-ban-den-2026.xlsx").read_bytes())
    assert "SỞ NỘI VỤ" in [cell.value for row in made["Bìa"] for cell in row]


def test_books_of_years_that_are_no_more_go_and_others_stay(settings_here: Settings) -> None:
    kept(came(1, "2026-01-05"))
    publish(settings_here)
    folder = settings_here.outputs / FOLDER
    for name in ("so-dang-ky-van-ban-den-2019.pdf", "so-rieng.pdf"):
        (folder / name).touch()
    publish(settings_here)
    assert not (folder / "so-dang-ky-van-ban-den-2019.pdf").exists()
    take_away(folder)
    assert [path.name for path in folder.iterdir()] == ["so-rieng.pdf"]
    assert not (folder / MADE_FROM).exists()


def test_the_readme_names_the_columns_of_the_books() -> None:
    assert told("books/so-dang-ky") == [one.title for one in incoming_book.COLUMNS]
    assert told("books/so-theo-doi") == [one.title for one in tracking_book.COLUMNS]
    assert told("books/du-lieu") == list(metadata.COLUMNS)


def test_withdrawn_papers_leave_no_book(settings_here: Settings) -> None:
    from publish.withdrawn import take_away as withdraw

    kept(came(1, "2026-01-05"))
    publish(settings_here)
    withdraw(settings_here.outputs, "0" * 64)
    assert list((settings_here.outputs / FOLDER).iterdir()) == []
