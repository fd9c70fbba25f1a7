"""An office with a small whole register, in a folder and processes of its own, to be backed up and restored.

Run as `python -m tests.backed_up WHAT`: `fill` makes it, `answers` prints what search, graph and tasks say as JSON.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from records import ScanReading
from settings import FOLDERS, Settings

ROOT = Path(__file__).parents[1]
AT = dt.datetime(2026, 11, 5, 3, 0, 0, 123456, tzinfo=dt.UTC)
PASSWORD = "một mật khẩu rất dài"


@dataclass(frozen=True)
class Home:
    """An installation in a folder of its own; `url`: its database, by default SQLite there."""

    folder: Path
    url: str = ""

    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        others = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
        return {
            **others,
            **{f"VANTHU_{name.upper()}": str(self.folder / name) for name in FOLDERS},
            "VANTHU_DATABASE_URL": self.url or f"sqlite:///{self.folder}/vanthu.sqlite3",
            "VANTHU_SECRET_FILE": str(self.folder / "secret-key"),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        """A process of its own: `python` with these words."""
        self.folder.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def python(self, *words: str) -> tuple[int, str, str]:
        """The exit code of such a process, and what it printed."""
        process = self.start(*words)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def vanthu(self, *words: str) -> tuple[int, str, str]:
        """The same of a command."""
        return self.python("-c", "from cli import main; main()", *words)

    def answers(self) -> dict[str, Any]:
        """What search, graph and tasks of the installation say."""
        code, out, err = self.python("-m", "tests.backed_up", "answers")
        assert code == 0, err
        told: dict[str, Any] = json.loads(out)
        return told

    def files(self, name: str = "archive") -> dict[str, bytes]:
        """What lies in its archive, or another folder, by the place in it."""
        folder = self.folder / name
        paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def office(folder: Path) -> Home:
    """An installation with papers, and all that people can write into one."""
    home = Home(folder)
    code, _, err = home.python("-m", "tests.backed_up", "fill")
    assert code == 0, err
    return home


def fill() -> None:
    """Papers with their graph and tasks; a correction, a ruling, an account with a follow, a withheld paper, a file in
    the inbox whose reading is kept and that has not been moved yet."""
    settings = Settings()
    from registry.start import start

    start(settings)
    for name in FOLDERS:
        getattr(settings, name).mkdir(exist_ok=True)
    from following import follow
    from tests.duties import above, handed_down, reminder, report, scanned
    from tests.papers_of_graph import ct10, kl18_2017, lai_chau

    _directory()
    for one in (ct10(), kl18_2017(), above(), handed_down(), report()):
        _come(scanned(one), settings, move=True)
    _come(scanned(lai_chau()), settings, move=False)
    _come_and_go(scanned(reminder()), settings)
    follow(settings, True)
    _people(settings)
    _written_by_hand(settings)
    (settings.failed / "hỏng.pdf").write_bytes(b"no PDF")
    (settings.failed / "hỏng.pdf.txt").write_text("hỏng.pdf\nTệp PDF bị hỏng.\n", encoding="utf-8")
    (settings.failed / "mật.pdf").write_bytes(b"a secret")
    secret = "Văn bản có dấu chỉ độ mật nên không được đọc trên máy này (Luật 117/2025/QH15)."
    (settings.failed / "mật.pdf.txt").write_text(secret, encoding="utf-8")
    settings.secret_file.write_text("the-key-of-the-pages", encoding="utf-8")


def content_of(name: str) -> bytes:
    """The bytes of the original of that name."""
    return f"%PDF-1.4 {name}\n".encode() * 50


def _come(reading: ScanReading, settings: Settings, move: bool) -> None:
    from pipeline.archive import archive
    from registry.save import DjangoRegister

    path = settings.inbox / reading.scan.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content_of(path.name))
    digest = sha256(path.read_bytes()).hexdigest()
    scan = replace(reading.scan, sha256=digest, path=path, received_at=AT, size=path.stat().st_size)
    DjangoRegister().save(replace(reading, scan=scan, page_count=2))
    if move:
        place = archive(scan, settings)
        assert isinstance(place, Path)
        DjangoRegister().archived(digest, place)


def _come_and_go(reading: ScanReading, settings: Settings) -> None:
    """The highest numbers were given to rows that are no more."""
    from registry.models import ScanRow
    from registry.save import DjangoRegister

    _come(reading, settings, move=False)
    DjangoRegister().forget(ScanRow.objects.order_by("-id")[0].sha256)
    (settings.inbox / reading.scan.name).unlink()


def _directory() -> None:
    from registry.directory import Missing, take_over
    from tests.duties import DIRECTORY

    take_over(DIRECTORY.units, Missing.KEEP, dt.date(2022, 6, 1))


def _people(settings: Settings) -> None:
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    from web import first_account, tokens

    user = first_account.make("an.lv", PASSWORD)
    assert isinstance(user, User)
    tokens.make(user)
    session = SessionStore()
    session["signed in"] = "phiên đăng nhập"
    session.create()


def _written_by_hand(settings: Settings) -> None:
    from django.contrib.auth.models import User

    from pipeline.withheld import withhold
    from records import Act, Ruling, Say, Statement, TaskStatus
    from registry import division_keep, follows, rulings, task_change
    from registry.amend import Amendment
    from registry.archive import document
    from registry.findings import FieldKey
    from registry.models import ScanRow, TaskRow
    from registry.save import DjangoRegister

    first = ScanRow.objects.order_by("id")[0]
    DjangoRegister().correct(first.sha256, Amendment(0, FieldKey("subject"), "Trích yếu do người sửa", "Chị Lan", AT))
    division_keep.say(first.sha256, [Statement(Say.BEGINS, (2,), "Chị Lan", AT)])
    wanted = {"status": TaskStatus.DOING, "note": "đã giao", "due": dt.date(2026, 12, 1)}
    task_change.change(TaskRow.objects.order_by("id")[0].pk, wanted, "Chị Lan", AT)
    ruling = Ruling(Act.MERGE, document("18-KL/TW 2017").key, document("10-CT/TW").key, "Chị Lan", AT)
    rulings.undo(rulings.rule(ruling), "Chị Lan", AT)
    follows.follow(User.objects.get(), document("10-CT/TW").key, True, AT)
    withhold("f" * 64, settings)


def answers() -> dict[str, Any]:
    """What the register, the graph and the tasks say when they are asked."""
    from registry.start import start

    start(Settings())
    from django.contrib.auth.models import User

    from registry import lines, tasks
    from registry.graph import DjangoGraph
    from registry.models import FollowRow, ScanRow

    found = {question: lines.Lines(None, lines.Asked(question))[0:50] for question in ("411", "ban to chuc", "chi thi")}
    graph = DjangoGraph().kept()
    return {
        "search": found,
        "graph": sorted(repr((one.source, one.relation, one.target, one.sentence)) for one in graph.edges),
        "documents": sorted(one.key for one in graph.documents),
        "tasks": [repr(one) for one in tasks.all_tasks()],
        "changes": [repr(tasks.history(one.number)) for one in tasks.all_tasks()],
        "follows": list(FollowRow.objects.values_list("key", "through")),
        "signed in": bool(User.objects.get(username="an.lv").check_password(PASSWORD)),
        "groups": sorted(User.objects.get().groups.values_list("name", flat=True)),
        "rights": User.objects.get().has_perm("web.manage_accounts"),
        "scans": ScanRow.objects.count(),
    }


def come_one_after_another() -> None:
    """Papers come until the process is killed: each saved, then moved, as a sweep does it."""
    settings = Settings()
    from registry.start import start

    start(settings)
    from tests.duties import scanned
    from tests.papers_of_graph import lai_chau

    for number in itertools.count(1):
        reading = scanned(lai_chau())
        scan = replace(reading.scan, name=f"busy-{number}.pdf")
        _come(replace(reading, scan=scan), settings, move=True)


def next_numbers() -> dict[str, int]:
    """The numbers that a new scan and a new correction get."""
    settings = Settings()
    from registry.start import start

    start(settings)
    from registry.amend import Amendment
    from registry.findings import FieldKey
    from registry.models import Correction, ScanRow
    from registry.save import DjangoRegister
    from tests.duties import reminder, scanned

    _come(scanned(reminder()), settings, move=True)
    newest = ScanRow.objects.order_by("-id")[0]
    DjangoRegister().correct(newest.sha256, Amendment(0, FieldKey("subject"), "Mới", "Chị Lan", AT))
    return {
        "registry_scanrow": newest.pk,
        "registry_correction": Correction.objects.order_by("-id")[0].pk,
    }


def older(bag: str, target: str) -> None:
    """The bag as the version before units were kept beside lines would have made it."""
    from registry.start import start

    start(Settings())
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from registry import open_tables

    loader = MigrationLoader(connection)
    last = [("registry", "0019_words_of_documents"), ("web", "0003_api_token")]
    last += [one for one in loader.graph.leaf_nodes() if one[0] in ("auth", "contenttypes")]
    then = {one for target_of in last for one in loader.graph.forwards_plan(target_of)}
    told = [open_tables.told(one) for one in open_tables.tables(loader.project_state(last).apps)]
    rewritten(Path(bag), Path(target), told, sorted(then))


def rewritten(bag: Path, target: Path, tables: list[dict[str, Any]], migrations: list[tuple[str, str]]) -> None:
    """A bag of the same originals whose tables have only these columns, at that schema."""
    from backup.layout import TABLES, WITHHELD
    from backup.writing import Bag
    from registry.open_rows import line_of

    about, new = json.loads((bag / "data" / TABLES).read_text(encoding="utf-8")), Bag(target)
    for one in tables:
        names = {column["name"] for column in one["columns"]}
        lines = (bag / "data" / "tables" / f"{one['name']}.jsonl").read_text(encoding="utf-8").splitlines()
        kept = [line_of({name: value for name, value in json.loads(row).items() if name in names}) for row in lines]
        written = new.put(f"tables/{one['name']}.jsonl", kept)
        one |= {"rows": written.lines, "sha256": written.hashes["sha256"]}
    for path in sorted((bag / "data" / "archive").rglob("*.pdf")):
        new.copied(path.relative_to(bag / "data").as_posix(), path)
    new.copied(WITHHELD, bag / "data" / WITHHELD)
    told = about | {"tables": tables, "migrations": migrations, "vanthu": "0.0.9"}
    new.put(TABLES, [json.dumps(told, ensure_ascii=False).encode()])
    new.closed({})


DOING: dict[str, Callable[..., Any]] = {"fill": fill, "answers": answers, "next": next_numbers, "older": older}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(DOING[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
