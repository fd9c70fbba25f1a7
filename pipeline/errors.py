"""Why a file gives no reading: one class a cause, each with a code, a Vietnamese sentence and a remedy."""

from __future__ import annotations

import errno
from typing import ClassVar

from records import Refused


class PipelineError(Exception):
    """A file or a page cannot be read.  The arguments fill the places `{0}`, `{1}` … of the sentence."""

    code: ClassVar[str] = "unreadable"
    sentence: ClassVar[str] = "Không đọc được tệp này."
    remedy: ClassVar[str] = "Hãy quét lại văn bản rồi thả tệp mới vào hộp đến."

    @property
    def message(self) -> str:
        """The Vietnamese sentence with its facts filled in."""
        return self.sentence.format(*self.args)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class EmptyFile(PipelineError):
    """The file has no bytes."""

    code = "empty_file"
    sentence = "Tệp rỗng, không có nội dung nào."
    remedy = "Hãy quét lại hoặc xin lại tệp từ nơi gửi."


class UnknownType(PipelineError):
    """The bytes are of no kind that is read here, whatever the name says."""

    code = "unknown_type"
    sentence = "Nội dung tệp không phải PDF, TIFF, JPEG, PNG hay DOCX."
    remedy = "Hãy lưu văn bản thành PDF rồi thả lại vào hộp đến."


class OfficeFile(PipelineError):
    """A document of Excel, PowerPoint or another program of an office."""

    code = "office_file"
    sentence = "Đây là tệp văn phòng (Excel, PowerPoint …), chưa phải bản phát hành."
    remedy = "Hãy mở tệp và xuất ra PDF rồi thả tệp PDF vào hộp đến."


class PackedFile(PipelineError):
    """A ZIP, RAR, 7z or gzip archive."""

    code = "packed_file"
    sentence = "Đây là tệp nén (ZIP, RAR, 7z …); tệp nén không được mở tại đây."
    remedy = "Hãy giải nén, nếu bên trong là tệp Word thì xuất ra PDF, rồi thả từng tệp PDF hoặc ảnh vào hộp đến."


class WebPage(PipelineError):
    """An HTML or XML page."""

    code = "web_page"
    sentence = "Đây là trang web (HTML, XML), không phải bản quét; có thể tải về chưa đúng tệp."
    remedy = "Hãy tải lại tệp PDF gốc, hoặc in trang này ra PDF rồi thả vào hộp đến."


class OtherImage(PipelineError):
    """A picture of a kind that is not read: (its name,)."""

    code = "other_image"
    sentence = "Ảnh {0} chưa đọc được."
    remedy = "Hãy lưu ảnh thành JPEG, PNG hoặc PDF rồi thả lại vào hộp đến."


class PlainText(PipelineError):
    """Text without a page, where scans are expected."""

    code = "plain_text"
    sentence = "Nội dung tệp chỉ là chữ thuần, không phải bản quét, dù tên tệp có thể là .pdf."
    remedy = "Hãy in văn bản ra PDF rồi thả lại vào hộp đến."


class DamagedPdf(PipelineError):
    """PDFium finds no document in the file."""

    code = "damaged_pdf"
    sentence = "Tệp PDF bị hỏng hoặc bị cắt cụt."
    remedy = "Hãy xin lại tệp từ nơi gửi hoặc quét lại bản giấy."


class PasswordProtected(PipelineError):
    """The PDF opens only with a password."""

    code = "password_protected"
    sentence = "Tệp PDF được khóa bằng mật khẩu."
    remedy = "Hãy gỡ mật khẩu rồi thả lại tệp vào hộp đến."


class TooManyPages(PipelineError):
    """More pages than `Settings.max_pages`: (pages, limit)."""

    code = "too_many_pages"
    sentence = "Tệp có {0} trang, vượt mức {1} trang cho một tệp."
    remedy = "Hãy tách tệp thành nhiều tệp nhỏ hoặc nâng VANTHU_MAX_PAGES."


class PageTooLarge(PipelineError):
    """A page that would need more pixels than `Settings.max_pixels`: (page, megapixels, limit in megapixels)."""

    code = "page_too_large"
    sentence = "Trang {0} quá lớn: cần {1} triệu điểm ảnh, mức cho phép là {2} triệu."
    remedy = "Hãy quét lại ở khổ A4 hoặc A3 với 300 dpi, hoặc nâng VANTHU_MAX_PIXELS."


class DamagedPage(PipelineError):
    """One page of a PDF or TIFF cannot be loaded: (page,)."""

    code = "damaged_page"
    sentence = "Trang {0} bị hỏng nên không mở được."
    remedy = "Hãy quét lại trang này."


class DamagedImage(PipelineError):
    """The picture breaks off or is no picture."""

    code = "damaged_image"
    sentence = "Tệp ảnh bị hỏng hoặc bị cắt cụt."
    remedy = "Hãy quét lại văn bản rồi thả tệp mới vào hộp đến."


class ImageBomb(PipelineError):
    """A picture whose header promises more pixels than any scan has: (megapixels, limit in megapixels)."""

    code = "image_bomb"
    sentence = "Ảnh có {0} triệu điểm ảnh, mức cho phép là {1} triệu."
    remedy = "Hãy quét lại ở 300 dpi."


class FileTooSlow(PipelineError):
    """A file that took longer to open than any real one: (seconds of the processor,)."""

    code = "file_too_slow"
    sentence = "Tệp bị ngừng mở vì cấu trúc bất thường: quá {0} giây mà chưa mở xong."
    remedy = "Hãy in văn bản ra giấy rồi quét lại, hoặc xin lại tệp từ nơi gửi."


class FileTooHeavy(PipelineError):
    """A file that needs more memory to open than any real one."""

    code = "file_too_heavy"
    sentence = "Tệp bị ngừng mở vì nén bất thường: cần nhiều bộ nhớ hơn mức cho phép."
    remedy = "Hãy in văn bản ra giấy rồi quét lại, hoặc xin lại tệp từ nơi gửi."


class PageTooSlow(PipelineError):
    """A page that took longer to draw than any real one: (page, seconds of the processor)."""

    code = "page_too_slow"
    sentence = "Trang {0} có nội dung bất thường: quá {1} giây mà chưa vẽ xong."
    remedy = "Hãy in trang này ra giấy rồi quét lại, hoặc xin lại tệp từ nơi gửi."


class PageTooHeavy(PipelineError):
    """A page that needs more memory to draw than any real one: (page,)."""

    code = "page_too_heavy"
    sentence = "Trang {0} nén bất thường: cần nhiều bộ nhớ hơn mức cho phép."
    remedy = "Hãy in trang này ra giấy rồi quét lại, hoặc xin lại tệp từ nơi gửi."


class PageSkipped(PipelineError):
    """A page not tried any more, after so many others of the file broke their process off: (page, others)."""

    code = "page_skipped"
    sentence = "Trang {0} được bỏ qua vì tệp này đã làm hỏng việc đọc {1} lần."
    remedy = "Hãy tách trang này thành tệp riêng, hoặc in ra giấy rồi quét lại."


class NotText(PipelineError):
    """A text file that is not UTF-8."""

    code = "not_text"
    sentence = "Tệp văn bản không dùng bảng mã UTF-8."
    remedy = "Hãy lưu lại tệp với bảng mã UTF-8."


class OcrTimeout(PipelineError):
    """Tesseract took longer on a page than `Settings.ocr_timeout`: (seconds,)."""

    code = "ocr_timeout"
    sentence = "Nhận dạng chữ quá {0} giây nên đã dừng."
    remedy = "Hãy quét lại trang cho sạch hơn hoặc nâng VANTHU_OCR_TIMEOUT."


class OcrFailed(PipelineError):
    """Tesseract broke off on a page: (its own words,)."""

    code = "ocr_failed"
    sentence = "Tesseract không nhận dạng được trang này ({0})."
    remedy = "Hãy quét lại trang này."


class OcrStopped(PipelineError):
    """Tesseract was killed from outside while it read: by a person, or by the system for want of memory."""

    code = "ocr_stopped"
    sentence = "Chương trình nhận dạng chữ Tesseract bị dừng giữa chừng (có thể do máy thiếu bộ nhớ)."
    remedy = "Hãy kiểm tra bộ nhớ của máy rồi đọc lại tệp."


class ReaderEnded(PipelineError):
    """The file ended every process of other machines that read it: (how many,)."""

    code = "reader_ended"
    sentence = "Việc đọc tệp này đã làm dừng tiến trình của máy đọc {0} lần liền nên không được thử nữa."
    remedy = "Hãy in văn bản ra giấy rồi quét lại; nếu lúc ấy các máy đọc bị tắt thì thả lại tệp vào hộp đến."


class InstallationError(PipelineError):
    """Nothing is wrong with the file: this computer lacks something."""

    code = "installation"
    sentence = "Máy này chưa được cài đặt đủ."
    remedy = "Hãy chạy lại script/setup."


class TesseractMissing(InstallationError):
    """There is no Tesseract on this computer."""

    code = "tesseract_missing"
    sentence = "Chưa cài chương trình nhận dạng chữ Tesseract."
    remedy = "Hãy cài bằng lệnh: apt-get install tesseract-ocr tesseract-ocr-vie, rồi kiểm tra bằng lệnh: vanthu doctor"


class DaskMissing(InstallationError):
    """Other machines are to read, and what speaks with them is not installed."""

    code = "dask_missing"
    sentence = "Đã đặt VANTHU_DASK mà chưa cài Dask."
    remedy = "Hãy chạy lại script/setup, hoặc cài chương trình kèm phần thêm: pip install 'vanthu[dask]'."


class FontMissing(InstallationError):
    """A font file that texts are set with is not on this computer: (its name,)."""

    code = "font_missing"
    sentence = "Chưa cài phông chữ {0}."
    remedy = "Hãy cài bằng lệnh: apt-get install fonts-liberation2, rồi đọc lại tệp."


class LanguageMissing(InstallationError):
    """Tesseract lacks the language data: (language,)."""

    code = "language_missing"
    sentence = "Tesseract chưa có dữ liệu ngôn ngữ '{0}'."
    remedy = "Hãy cài bằng lệnh: apt-get install tesseract-ocr-vie, rồi kiểm tra bằng lệnh: vanthu doctor"


class Unreadable(PipelineError):
    """The file cannot be opened: no permission, held by another program, or gone."""

    code = "cannot_open"
    sentence = "Không mở được tệp: không đủ quyền, tệp đang bị chương trình khác giữ, hoặc không còn ở đó."
    remedy = "Hãy đóng chương trình đang mở tệp và kiểm tra quyền đọc; tệp vẫn nằm trong hộp đến."


class ChangedMeanwhile(PipelineError):
    """The file's bytes are no longer those that were read."""

    code = "changed_meanwhile"
    sentence = "Tệp đã bị thay đổi trong lúc đang đọc."
    remedy = "Tệp vẫn nằm trong hộp đến và sẽ được đọc lại."


class MachineError(PipelineError):
    """The disk, a folder or the database cannot be used now: a file then waits in the inbox.

    `at_work` and `advice` say the same where no file is in hand.
    """

    at_work: ClassVar[str] = "Ổ đĩa hoặc cơ sở dữ liệu báo lỗi."
    advice: ClassVar[str] = "Hãy chạy 'vanthu doctor' để biết nguyên nhân."


class DiskFull(MachineError):
    """There is no room left where the file, its reading or its note should go."""

    at_work = "Ổ đĩa đã đầy."
    advice = "Hãy giải phóng chỗ trên ổ đĩa rồi chạy lại lệnh."

    code = "disk_full"
    sentence = "Ổ đĩa đã đầy nên chưa lưu được tệp này."
    remedy = "Hãy giải phóng chỗ trên ổ đĩa; tệp vẫn nằm trong hộp đến và sẽ được đọc ở lần quét sau."


class NotAllowed(MachineError):
    """A folder or the database may not be written to."""

    at_work = "Không đủ quyền với một thư mục, một tệp hoặc cơ sở dữ liệu."

    code = "not_allowed"
    sentence = "Không đủ quyền ghi vào thư mục lưu trữ hoặc cơ sở dữ liệu."
    remedy = "Hãy chạy 'vanthu doctor' để biết thiếu quyền ở đâu; tệp vẫn nằm trong hộp đến."


class StorageBusy(MachineError):
    """The database is held by another program, or the machine has run out of memory or file handles."""

    at_work = "Máy đang bận hoặc cơ sở dữ liệu đang bị chương trình khác giữ."
    advice = "Hãy chờ một lát rồi chạy lại lệnh."

    code = "storage_busy"
    sentence = "Máy đang bận hoặc cơ sở dữ liệu đang bị chương trình khác giữ."
    remedy = "Tệp vẫn nằm trong hộp đến và sẽ được đọc ở lần quét sau."


class StorageFailed(MachineError):
    """The disk or the database answers with a fault."""

    code = "storage_failed"
    sentence = "Ổ đĩa hoặc cơ sở dữ liệu báo lỗi nên chưa lưu được tệp này."
    remedy = "Hãy chạy 'vanthu doctor' và 'vanthu verify'; tệp vẫn nằm trong hộp đến."


class SecretMark(PipelineError):
    """The paper bears a mark of secrecy: it is not read, and nothing of it is kept."""

    code = "secret"
    sentence = "Văn bản có dấu chỉ độ mật nên không được đọc trên máy này (Luật 117/2025/QH15)."
    remedy = "Hãy chuyển ngay tệp này cho người quản lý tài liệu mật và xóa mọi bản sao trên máy."


def refused(error: PipelineError, name: str, sha256: str | None = None) -> Refused:
    """The outcome for the file `name`: the error's code, sentence and remedy."""
    return Refused(name=name, code=error.code, message=error.message, remedy=error.remedy, sha256=sha256)


def withholds_name(outcome: Refused) -> bool:
    """Whether not even the file's name may be told or kept: that of a secret paper may tell its matter."""
    return outcome.code == SecretMark.code


def blames_file(outcome: Refused) -> bool:
    """Whether the file itself is at fault and belongs with the failed; otherwise it stays in the inbox."""
    # Some are told in the room that asks for what lacks.
    lacking: tuple[type[PipelineError], ...] = (InstallationError, *InstallationError.__subclasses__())
    return outcome.code not in _FAULTLESS | {kind.code for kind in lacking}


def of_the_machine(error: BaseException) -> MachineError | None:
    """What an OSError tells about this computer, told to the clerk; None where the fault can be the file's own.

    Pillow raises OSError without a number for broken pictures: only numbers that speak of the machine count.
    """
    kind = _MACHINE.get(error.errno or 0) if isinstance(error, OSError) else None
    return kind() if kind else None


_MACHINE: dict[int, type[MachineError]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), DiskFull),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), NotAllowed),
    **dict.fromkeys((errno.EBUSY, errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE), StorageBusy),
    **dict.fromkeys((errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ENOTDIR, errno.EEXIST), StorageFailed),
}

_FAULTLESS_KINDS: tuple[type[PipelineError], ...] = (
    OcrStopped,
    Unreadable,
    ChangedMeanwhile,
    *_MACHINE.values(),
)
_FAULTLESS = frozenset(kind.code for kind in _FAULTLESS_KINDS)
