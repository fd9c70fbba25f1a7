"""A scan divided as clerks say: cut anew from the words that were kept, graph and tasks brought up to date.

Joins keeping and reading for the pages of the desk, which do not know how scans are read, and for the command.
"""

from __future__ import annotations

from dataclasses import dataclass

from following import follow
from office import office
from pipeline.errors import PipelineError, of_the_machine
from registry.save import DjangoRegister
from settings import Settings

DONE = "Bản quét đã được chia lại; các lời sửa và việc của những văn bản không đổi vẫn còn nguyên."
LATER = (
    "Đã ghi. Bản quét này được đọc từ khi các chữ chưa được giữ nên phải đọc lại: việc đó làm ở lần quét hộp đến kế "
    "tiếp, hoặc ngay bây giờ bằng lệnh vanthu reread {0}."
)
SECRET = (
    "Bản quét này có dấu chỉ độ mật: bản đọc và lời sửa đã xóa khỏi sổ, tệp gốc đã chuyển vào thư mục các tệp không "
    "đọc được; hãy chuyển ngay cho người quản lý tài liệu mật."
)
FAILED = "Đã ghi, nhưng chưa chia lại được: {0} Việc này sẽ được làm lại ở lần quét hộp đến kế tiếp."


@dataclass(frozen=True, slots=True)
class Divided:
    """What became of it, as a Vietnamese sentence, and whether the register shows it now."""

    done: bool
    told: str


def divide(sha256: str, settings: Settings, wait: bool = False) -> Divided:
    """What became of the scan of which clerks said something: what they said stays kept, whatever happens here.

    `wait`: also where its words were not kept, so that all its pages have to be read again.
    """
    if not wait and DjangoRegister().words(sha256) is None:
        return Divided(False, LATER.format(sha256))
    try:
        with office(settings) as open_office:
            kept = open_office.divide(sha256)
        follow(settings)
    except (PipelineError, LookupError) as error:
        return Divided(False, FAILED.format(error))
    except OSError as error:
        told = of_the_machine(error)
        return Divided(False, FAILED.format(f"{told.at_work} {told.advice}" if told else error))
    return Divided(kept, DONE if kept else SECRET)
