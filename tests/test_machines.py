"""Scans read by other machines, on a real Dask cluster: the same readings, whoever ends, differs or is not there."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from corpora.render import render
from fleet import Fleet
from machines import Machines, machines
from pipeline.errand import Answer, Errand, done, weighed
from pipeline.errors import PipelineError, ReaderEnded
from pipeline.fingerprint import Fingerprint, differences, fingerprint
from pipeline.intake import take_in
from pipeline.pages import PagePool
from pipeline.provenance import preparation
from pipeline.reading import Reader, now, reader, sender
from pipeline.shared_storage import Mark, looked_at, seen
from records import Provenance, Scan, ScanReading
from settings import Settings
from tests.deadly import Deadly
from tests.drawn_pages import locked_pdf
from tests.killed_office import typed_letter
from tests.other_host import certificates, other_host
from tests.reading_machines import ReadingMachines, kill, reading_machines
from tests.test_confirm import NAMED, Kept

CASES = Path(__file__).parent.parent / "corpora" / "cases"
SECRET_NAME = "tuyet-mat-ke-hoach.pdf"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingMachines]:
    """Two processes that read."""
    with reading_machines(tmp_path_factory.mktemp("machines")) as found:
        yield found


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scan, ...]:
    """Three PDFs with a text layer, one scan, one that cannot be opened."""
    folder = tmp_path_factory.mktemp("papers")
    for number in range(3):
        typed_letter(folder, number)
    render(CASES / "state-gm-hac-thanh.txt", "office", folder)
    locked_pdf(folder / SECRET_NAME)
    found = [take_in(path, now) for path in sorted(folder.iterdir()) if path.suffix != ".json"]
    assert len(found) == 5
    return tuple(one for one in found if isinstance(one, Scan))


@pytest.fixture(scope="module")
def here(papers: tuple[Scan, ...]) -> tuple[object, ...]:
    """What this process reads of each."""
    with PagePool() as pool:
        return tuple(outcome(reader(Settings(), pool), scan) for scan in papers)


@pytest.fixture
def installation(there: ReadingMachines, tmp_path: Path) -> Settings:
    return Settings(inbox=tmp_path / "inbox", archive=tmp_path / "archive", dask=there.address)


@pytest.fixture
def away(installation: Settings) -> Iterator[Machines]:
    with machines(installation) as found:
        assert found is not None
        yield found


def nobody(_: Scan) -> ScanReading:
    raise AssertionError("read here")


def outcome(read: Reader, scan: Scan) -> object:
    """The reading with all its words, or the code of the refusal."""
    try:
        found = read(scan)
    except PipelineError as error:
        return error.code
    return found, found.words


@pytest.mark.flow
@pytest.mark.ocr
def test_other_machines_read_the_same(
    away: Machines,
    installation: Settings,
    papers: tuple[Scan, ...],
    here: tuple[object, ...],
    there: ReadingMachines,
) -> None:
    read_there = sender(installation, away.send, nobody)
    with ThreadPoolExecutor(len(papers)) as threads:
        assert tuple(threads.map(partial(outcome, read_there), papers)) == here
    assert "password_protected" in here
    assert away.files_at_once == 6
    assert SECRET_NAME not in there.said()
    (mark,) = installation.archive.iterdir()
    assert mark.name.startswith(".seen-")


@pytest.mark.flow
@pytest.mark.ocr
def test_a_process_killed_in_the_midst_costs_a_second_try(
    away: Machines,
    installation: Settings,
    papers: tuple[Scan, ...],
    here: tuple[object, ...],
    there: ReadingMachines,
) -> None:
    scan = next(one for one in papers if "gm-hac-thanh" in one.name)
    found: list[object] = []
    sweep = Thread(target=lambda: found.append(outcome(sender(installation, away.send, nobody), scan)))
    sweep.start()
    ended = there.in_the_midst()
    assert kill(ended)
    sweep.join(timeout=120)
    assert found == [here[papers.index(scan)]]
    there.whole()
    assert ended not in there.readers()


@pytest.mark.flow
def test_a_paper_that_ends_its_readers_is_refused_and_the_next_is_read(
    away: Machines, installation: Settings, papers: tuple[Scan, ...], there: ReadingMachines
) -> None:
    answer = away.send(Errand(papers[0], installation.for_reading(), by=Deadly()))
    assert isinstance(answer, ReaderEnded)
    assert "3 lần liền" in str(answer)
    there.whole()
    typed = next(one for one in papers if one.name.startswith("typed"))
    assert outcome(sender(installation, away.send, nobody), typed) != "reader_ended"


@pytest.mark.flow
def test_a_machine_with_another_tesseract_is_told_and_left_out(
    there: ReadingMachines,
    installation: Settings,
    papers: tuple[Scan, ...],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 4.0.1" || exec {shutil.which("tesseract")} "$@"\n'
    )
    program.chmod(0o755)
    guard = there.add(PATH=f"{program.parent}:/usr/bin:/bin")
    try:
        with caplog.at_level(logging.WARNING), machines(installation) as found:
            assert found is not None
            assert found.files_at_once == 6  # the third is not counted
            typed = next(one for one in papers if one.name.startswith("typed"))
            assert isinstance(outcome(sender(installation, found.send, nobody), typed), tuple)
    finally:
        there.leave(guard)
    (told,) = (one for one in caplog.messages if "Tesseract" in one)
    assert told.startswith("Máy đọc 127.0.0.1 không được dùng: khác Tesseract (4.0.1+")
    assert told.endswith("Hãy cài cùng bản tesseract-ocr và tesseract-ocr-vie ở máy ấy.")


@pytest.mark.flow
def test_a_machine_beyond_a_network_reads_over_encrypted_lines(
    papers: tuple[Scan, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = next(one for one in papers if one.name.startswith("typed"))
    with other_host() as (ours, namespace):
        there = ReadingMachines(tmp_path, ours, certificates(tmp_path / "tls"))
        try:
            there.add(within=namespace)
            folders = {"inbox": tmp_path / "inbox", "archive": tmp_path / "archive"}
            settings = Settings(dask=there.address, dask_tls=str(tmp_path / "tls"), **folders)  # type: ignore[arg-type]
            with machines(settings) as found:
                assert found is not None
                assert found.files_at_once == 5
                assert isinstance(outcome(sender(settings, found.send, nobody), typed), tuple)
            strangers = str(certificates(tmp_path / "strangers"))
            monkeypatch.setattr("machines.ANSWER", 2.0)
            with machines(settings.model_copy(update={"dask_tls": strangers})) as found:
                assert found is None  # whose certificate is not of our authority is not let in
        finally:
            there.end()


@pytest.mark.flow
def test_when_all_machines_are_gone_the_office_reads_on(
    papers: tuple[Scan, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    typed = next(one for one in papers if one.name.startswith("typed"))
    monkeypatch.setattr("fleet.PATIENCE", 0.5)
    monkeypatch.setattr("machines.LOOK_AGAIN", 0.2)
    with reading_machines(tmp_path / "machines", 1) as there:
        folders = {"inbox": tmp_path / "inbox", "archive": tmp_path / "archive"}
        settings = Settings(dask=there.address, **folders)  # type: ignore[arg-type]
        with machines(settings) as found, PagePool() as pool:
            assert found is not None
            read = sender(settings, found.send, reader(settings, pool))
            assert isinstance(outcome(read, typed), tuple)
            there.leave_all()
            assert isinstance(outcome(read, typed), tuple)
            assert "đã mất liên lạc giữa chừng nên máy này đọc tiếp" in caplog.text
            there.end()  # the scheduler too
            assert isinstance(outcome(read, typed), tuple)


def test_an_office_of_one_machine_never_loads_dask() -> None:
    code = "import sys, cli, flows, office, serving; sys.exit('distributed' in sys.modules or 'dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.flow
def test_without_a_scheduler_the_office_reads_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(archive=tmp_path / "archive", inbox=tmp_path / "inbox", dask="tcp://127.0.0.1:9")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("machines.ANSWER", 1.0)
        with machines(settings) as found:
            assert found is None
    assert "Không gọi được bộ điều phối Dask ở tcp://127.0.0.1:9 nên máy này tự đọc." in caplog.text


def test_what_goes_to_other_machines_holds_no_secret(installation_without_machines: Settings) -> None:
    sent = installation_without_machines.for_reading()
    assert sent.ocr_language == installation_without_machines.ocr_language
    assert "secret-of-ours" not in str(sent.model_dump())
    assert (sent.database_url, sent.inbox) == (Settings.model_fields["database_url"].default, Path("data/inbox"))


@pytest.fixture
def installation_without_machines(tmp_path: Path) -> Settings:
    return Settings(
        inbox=tmp_path / "inbox",
        archive=tmp_path / "archive",
        secret_key="secret-of-ours",
        database_url="postgres://vanthu:secret-of-ours@db/vanthu",
        smtp_password="secret-of-ours",
        ocr_language="vie",
    )


def test_an_errand_shows_nothing_of_its_file(papers: tuple[Scan, ...]) -> None:
    assert str(Errand(papers[0], Settings().for_reading())) == "Errand()"


def test_what_the_register_knows_is_put_in_here(papers: tuple[Scan, ...]) -> None:
    scan = next(one for one in papers if one.name.startswith("typed"))
    settings = Settings().for_reading()
    answer = done(Errand(scan, settings, by=fingerprint(settings)))
    assert isinstance(answer, Answer)
    assert answer.reading.words is not None
    assert answer.reading.words.provenance == Provenance(
        "", preparation()
    )  # kept beside the words, as of those read here
    asked = Answer(answer.reading, ("729/QĐ-TTg",))  # as if that had been doubtful
    knows = Kept(NAMED)
    assert weighed(answer, None) is answer.reading
    assert weighed(asked, Kept()) is answer.reading
    assert weighed(asked, knows) == answer.reading
    assert knows.asked[0] == "729/QĐ-TTg"


def test_a_machine_without_our_folders_says_so(installation_without_machines: Settings, tmp_path: Path) -> None:
    settings = installation_without_machines
    for folder in (settings.archive, settings.inbox):
        folder.mkdir()
    with seen(settings) as mark:
        assert looked_at(settings.for_reading(), mark) == fingerprint(settings)
        elsewhere = Mark(tmp_path / "other" / mark.path.name, mark.inboxes)
        assert "không thấy" in looked_at(settings.for_reading(), elsewhere).error
    assert "không thấy" in looked_at(settings.for_reading(), mark).error  # another folder at the same place


def test_what_differs_is_named_with_its_remedy() -> None:
    ours = Fingerprint("1", "2", "3", "4")
    assert differences(ours, ours) == ""
    assert differences(ours, Fingerprint("1", "9", "3", "4")) == (
        "khác quy tắc đọc (9, ở đây 2). Hãy cài cùng một bản chương trình, kể cả thư mục rules ở máy ấy."
    )
    assert differences(ours, Fingerprint(error="Chưa cài Tesseract.")) == "Chưa cài Tesseract."


class Silent:
    """A client whose workers answer nothing that we know."""

    def scheduler_info(self, n_workers: int = -1) -> dict[str, object]:
        return {"workers": {"tcp://10.0.0.7:8800": {"host": "10.0.0.7"}}}

    def run(self, function: object, *arguments: object, workers: object = None, on_error: object = "") -> object:
        return {"tcp://10.0.0.7:8800": ModuleNotFoundError("pipeline")}


def test_a_machine_that_cannot_answer_is_left_out(
    installation_without_machines: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    fleet = Fleet(Silent(), installation_without_machines, Mark(Path("nowhere"), ()))
    fleet.look()
    assert (sorted(fleet.fit), sorted(fleet.unfit)) == ([], ["tcp://10.0.0.7:8800"])
    assert fleet.is_lost()
    assert "Máy đọc 10.0.0.7 không được dùng: không trả lời được" in caplog.text
