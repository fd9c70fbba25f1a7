"""What `vanthu verify` does: reading and keeping joined for a check of the whole installation."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from pipeline.repair import repaired
from pipeline.sweep import alone
from pipeline.verify import Fault, faults
from settings import Settings

RESTORE = "Hãy dừng vanthu và khôi phục tệp cơ sở dữ liệu từ bản sao lưu gần nhất."
AGAIN = "Hãy chờ lần quét kết thúc rồi chạy lại lệnh."


@dataclass(frozen=True)
class Check:
    """How many originals were compared, what is wrong, and what of it was put right (with what was done)."""

    originals: int
    faults: tuple[Fault, ...]
    done: tuple[tuple[Fault, str], ...] = ()

    @property
    def open_faults(self) -> tuple[Fault, ...]:
        """What still is wrong."""
        mended = [fault for fault, _ in self.done]
        return tuple(fault for fault in self.faults if fault not in mended)

    def as_json(self) -> str:
        """One JSON object on one line: originals, faults (code, path, sha256, message, remedy, repaired)."""
        told = dict(self.done)
        rows = [
            {
                "code": one.code,
                "path": str(one.path).encode("utf-8", "replace").decode(),
                "sha256": one.sha256,
                "message": one.message,
                "remedy": one.remedy,
                "repaired": told.get(one),
            }
            for one in self.faults
        ]
        return json.dumps({"originals": self.originals, "faults": rows}, ensure_ascii=False)


def checked(settings: Settings, repair: bool = False) -> Check:
    """The check of the archive, the failed and the database; with `repair`, also what was safely put right.

    Raises OSError where the database cannot be read.
    """
    from registry.start import start

    start(settings)
    from registry.health import integrity
    from registry.queries import originals
    from registry.save import DjangoRegister

    database = Path(settings.database_url.rpartition("/")[2])
    # What a running sweep has half done is no fault: only beside a still inbox the comparison is exact.
    with alone(settings) if settings.archive.is_dir() else nullcontext(True) as still:
        known = originals()
        broken = tuple(Fault("database", database, f"Cơ sở dữ liệu hỏng: {said}", RESTORE) for said in integrity())
        busy = () if still else (Fault("busy", settings.inbox, "Một lần quét đang chạy, chưa thể đối chiếu.", AGAIN),)
        found = (*broken, *(busy or faults(known, settings)))
        return Check(len(known), found, tuple(repaired(found, DjangoRegister())) if repair else ())
