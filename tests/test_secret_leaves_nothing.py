"""Of a secret paper nothing remains: no word, no number, no picture, no name; the paper itself is put aside.

Every file that a sweep leaves behind is searched byte by byte: data, outputs, the database with its log, Prefect's
home, the temp folder, the home folder, and all that was printed.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpora.render import render

pytestmark = pytest.mark.ocr
CASES = Path(__file__).parent.parent / "corpora" / "cases"
ROOT = Path(__file__).parent.parent
#: A case of each kind of file, with words that stand nowhere but in it, its number and its subject.
PAPERS = {
    "secret-mat-do-khong-khung": ("Khoát", "14/BC-BCH", "sửa chữa nhà kho", "quét vôi", "ĐÔNG PHÚ", "cửa sổ"),
    "secret-mat-khung-dut-de-chu": ("61/TTr-UBND", "bàn ghế", "Nậm Cắn", "NẬM CẮN", "Vừ Bá Thái", "cộng đồng"),
    "secret-mat-in-duoi-so": ("208/SNV-VP", "Lịch trực", "Quàng Thị Én", "hành lang", "bảng tin"),
}
#: The files' names tell the matter too.
NAME = "bao-ve-muc-tieu-T7"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"P5\n", b"%PDF")
#: Reads as before there were marks: an archive kept by older rules.
BLIND = """
import sys
from pipeline import read, stages
read.without_secrets = stages.without_secrets = lambda dispatches: dispatches
from cli import main
main(sys.argv[1:])
"""


class Installation:
    """An office in a folder of its own; everything it writes lies in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("data/inbox", "temp", "home"):
            (folder / name).mkdir(parents=True)
        self.inbox, self.failed = folder / "data" / "inbox", folder / "data" / "failed"

    def run(self, *arguments: str, code: str = "from cli import main; main()") -> str:
        """What the command printed, which is kept in the folder as well."""
        own = {"HOME": "home", "TMPDIR": "temp", "VANTHU_PREFECT_HOME": "data/prefect"}
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "PREFECT_"))},
            **{name: str(self.folder / value) for name, value in own.items()},
            "VANTHU_STABLE_SECONDS": "0",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-B", "-c", code, *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        with (self.folder / "printed.txt").open("a", encoding="utf-8") as file:
            file.write(done.stdout + done.stderr)
        return done.stdout

    def kept(self) -> Iterator[tuple[str, bytes]]:
        """Every file but the papers put aside, packed ones unpacked too."""
        for path in self.folder.rglob("*"):
            if path.is_file() and not (path.parent == self.failed and path.suffix != ".txt"):
                content = path.read_bytes()
                yield str(path.relative_to(self.folder)), content
                if zipfile.is_zipfile(path):
                    with zipfile.ZipFile(io.BytesIO(content)) as packed:
                        yield from ((f"{path}:{name}", packed.read(name)) for name in packed.namelist())

    def traces(self, words: Sequence[str]) -> list[str]:
        """Where one of the words stands, or a picture lies."""
        sought = {word: [word.encode(code) for code in ("utf-8", "utf-16-le")] for word in words}
        sought |= {word: [*sought[word], json.dumps(word)[1:-1].encode()] for word in words}
        kept = list(self.kept())
        told = [f"{name}: {word}" for name, content in kept for word in words if _has(content, sought[word])]
        told += [
            f"{name} by its name" for name, _ in kept if any(word in name for word in words) and "failed" not in name
        ]
        return told + [f"{name}: a picture" for name, content in kept if content.startswith(PICTURES)]


def _has(content: bytes, forms: Sequence[bytes]) -> bool:
    return any(form in content for form in forms)


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "office")


def dropped(place: Installation, drawn: Path, cases: Sequence[str] = tuple(PAPERS)) -> dict[str, bytes]:
    """The bytes of the secret papers put into the inbox, by their names."""
    scans = [render(CASES / f"{case}.txt", "office", drawn) for case in cases]
    papers = {f"{NAME}-{number}{scan.suffix}": scan.read_bytes() for number, scan in enumerate(scans)}
    for name, content in papers.items():
        (place.inbox / name).write_bytes(content)
    return papers


def words_of(cases: Sequence[str] = tuple(PAPERS)) -> tuple[str, ...]:
    return tuple(word for case in cases for word in PAPERS[case])


@pytest.mark.parametrize(
    "way",
    [pytest.param(("--no-prefect",), id="plain"), pytest.param(("--prefect",), id="prefect", marks=pytest.mark.flow)],
)
def test_a_sweep_leaves_the_papers_and_nothing_of_them(place: Installation, tmp_path: Path, way: tuple[str]) -> None:
    papers = dropped(place, tmp_path / "drawn")
    said = place.run("inbox", "--once", *way)
    assert {path.name: path.read_bytes() for path in place.failed.iterdir() if path.suffix != ".txt"} == papers
    assert place.traces([*words_of(), NAME]) == []
    assert list((place.folder / "temp").iterdir()) == []
    assert list(place.inbox.iterdir()) == []
    assert said.count("(tệp có dấu mật)") == len(papers)
    notes = {path.read_text(encoding="utf-8") for path in place.failed.glob("*.txt")}
    assert notes == {
        "Văn bản có dấu chỉ độ mật nên không được đọc trên máy này (Luật 117/2025/QH15).\n"
        "Hãy chuyển ngay tệp này cho người quản lý tài liệu mật và xóa mọi bản sao trên máy.\n"
    }


def test_a_secret_paper_that_comes_again_is_put_aside_again(place: Installation, tmp_path: Path) -> None:
    case = ("secret-mat-khung-dut-de-chu",)
    (content,) = dropped(place, tmp_path / "drawn", case).values()
    place.run("inbox", "--once")
    for name in (f"{NAME}-0.png", "again.png"):
        (place.inbox / name).write_bytes(content)
    place.run("inbox", "--once")
    aside = [path for path in place.failed.iterdir() if path.suffix == ".png"]
    assert [path.read_bytes() for path in aside] == [content] * 3
    assert all(path.with_name(f"{path.name}.txt").exists() for path in aside)
    assert not list((place.folder / "data" / "duplicates").iterdir())
    assert place.traces([*words_of(case), NAME]) == []


def test_a_kept_paper_that_newer_rules_find_secret_is_withdrawn(place: Installation, tmp_path: Path) -> None:
    case = ("secret-mat-in-duoi-so",)
    ((name, content),) = dropped(place, tmp_path / "drawn", case).items()
    plain = render(CASES / "state-gm-hac-thanh.txt", "office", tmp_path / "drawn").read_bytes()
    (place.inbox / "giay-moi.pdf").write_bytes(plain)
    place.run("inbox", "--once", code=BLIND)
    assert any("208/SNV-VP" in one for one in place.traces(words_of(case)))
    (place.inbox / f"copy-{name}").write_bytes(content)
    place.run("inbox", "--once")
    (place.folder / "printed.txt").unlink()

    said = place.run("reread")
    assert "Đã đọc lại 1 bản quét." in said
    assert "1 bản quét có dấu chỉ độ mật" in said
    assert sorted(path.read_bytes() for path in place.failed.iterdir() if path.suffix != ".txt") == [content, content]
    assert not list((place.folder / "data" / "archive").rglob(f"*{NAME}*"))
    told = [one for one in place.traces([*words_of(case), NAME]) if not one.endswith(": a picture")]
    assert told == []
    register = (place.folder / "outputs" / "register.csv").read_text(encoding="utf-8-sig")
    assert "18/GM-UBND" in register
    assert len(list((place.folder / "outputs" / "readings").iterdir())) == 1


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_reading_a_secret_file_prints_none_of_it(place: Installation, tmp_path: Path, form: tuple[str, ...]) -> None:
    case = ("secret-mat-do-khong-khung",)
    (name,) = dropped(place, tmp_path / "drawn", case)
    said = place.run("read", *form, str(place.inbox / name))
    (place.inbox / name).unlink()
    assert "Văn bản có dấu chỉ độ mật" in said
    assert place.traces(words_of(case)) == []
    if form:
        told = json.loads(said)
        assert (told["scan"]["status"], told["dispatches"]) == ("refused", [])
