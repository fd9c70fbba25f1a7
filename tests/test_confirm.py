"""What kept dispatches say of a doubtful number: it counts where symbol and day fit one of the page's readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from corpora.render import render
from extractors.citations import citations_in
from extractors.ladder import CONFIRMED
from office import office
from pipeline.confirm import confirmed
from pipeline.understand import NOTHING_ASIDE, understand
from records import SURE, Citation, Reading, Rung
from registry.save import MOST_CITERS, DjangoRegister
from settings import Settings
from tests.sample_readings import reading as sample
from tests.sample_readings import scan_reading
from tests.test_ladder import paper

NAMED = "Thực hiện Quyết định số 729/QĐ-TTg ngày 23 tháng 4 năm 2026 của Thủ tướng Chính phủ"


class Kept:
    """Kept dispatches: their texts, and what was asked of them."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts
        self.asked: list[str] = []

    def naming(self, symbol: str, but: str) -> tuple[str, ...]:
        self.asked.append(symbol)
        return tuple(text for text in self.texts if symbol in text)

    def citing(self, symbol: str, but: str) -> tuple[Citation, ...]:
        return tuple(one for text in self.naming(symbol, but) for one in citations_in(text)[0] if one.symbol == symbol)


def weighed(kept: Kept, number: str = "729", **written: bool) -> Reading:
    one = paper(number=number, **written)
    (told,) = confirmed([understand(one)], [(one, NOTHING_ASIDE)], "0" * 64, kept)
    return told


def test_a_kept_dispatch_confirms_one_of_two_readings() -> None:
    told = weighed(Kept(NAMED))
    assert told.header.symbol
    assert (told.header.symbol.value, told.header.symbol.confidence) == ("729/QĐ-TTg", CONFIRMED)
    assert Rung.CITED in {one.rung for one in told.evidence}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NAMED.replace("23 tháng", "24 tháng"), id="another day"),
        pytest.param(NAMED.replace(" ngày 23 tháng 4 năm 2026", ""), id="no day"),
        pytest.param(NAMED.replace("QĐ-TTg", "QĐ-UBND"), id="another office"),
    ],
)
def test_a_number_that_may_be_another_papers_confirms_nothing(text: str) -> None:
    told = weighed(Kept(text))
    assert told.header.symbol
    assert told.header.symbol.confidence < SURE


def test_what_a_pen_wrote_stays_a_proposal() -> None:
    told = weighed(Kept(NAMED), by_hand=True)
    assert told.header.symbol
    assert told.header.symbol.confidence < SURE


def test_only_the_doubtful_is_asked_for() -> None:
    kept = Kept(NAMED)
    weighed(kept, number="72")
    assert kept.asked == []
    weighed(kept)
    assert kept.asked == ["72/QĐ-TTg", "729/QĐ-TTg"]


@pytest.mark.django_db
def test_the_register_gives_the_texts_that_name_a_symbol_but_not_those_of_the_scan_itself() -> None:
    register = DjangoRegister()
    for number in range(MOST_CITERS + 2):
        register.save(scan_reading(sample(text=f"{number}. {NAMED}"), sha256=f"{number:064x}"))
    register.save(scan_reading(sample(text="Quyết định số 730/QĐ-TTg"), sha256="f" * 64))
    last = f"{MOST_CITERS + 1:064x}"
    found = register.naming("729/QĐ-TTg", but=last)
    assert len(found) == MOST_CITERS
    assert found[0].startswith(f"{MOST_CITERS}. ")
    assert register.naming("731/QĐ-TTg", but=last) == ()


@pytest.mark.ocr
@pytest.mark.django_db(transaction=True)
def test_a_sweep_asks_the_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number written by hand is asked for while its scan is taken in."""
    asked: list[str] = []

    def naming(_: DjangoRegister, symbol: str, but: str) -> tuple[str, ...]:
        asked.append(symbol)
        return ()

    monkeypatch.setattr(DjangoRegister, "naming", naming)
    folders = {name: tmp_path / name for name in ("inbox", "archive", "failed", "duplicates", "outputs")}
    with office(Settings(**folders, database_url=django_settings.VANTHU_DATABASE_URL)) as open_office:  # type: ignore[arg-type]
        scan = render(Path(__file__).parents[1] / "corpora/cases/hand-party-kh-que-son.txt", "office", tmp_path)
        path = folders["inbox"] / scan.name
        path.write_bytes(scan.read_bytes())
        open_office.handle(path)
    assert "27-KH/ĐU" in asked
