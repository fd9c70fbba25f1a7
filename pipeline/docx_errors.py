"""Why a text of an office program gives no reading: one class a cause, as in `pipeline.errors`."""

from __future__ import annotations

from pipeline.errors import PipelineError


class OtherWriting(PipelineError):
    """A text of another form than .docx: (its name,)."""

    code = "other_writing"
    sentence = "Tệp {0} chưa đọc được."
    remedy = "Hãy mở tệp, lưu thành .docx hoặc PDF rồi thả lại vào hộp đến."


class MacroFile(PipelineError):
    """A document of Word that holds programs."""

    code = "macro_file"
    sentence = "Tệp Word này chứa macro (chương trình) nên không được mở."
    remedy = "Hãy mở tệp ở máy an toàn, lưu thành .docx không có macro hoặc PDF rồi thả lại vào hộp đến."


class LockedOffice(PipelineError):
    """A document of an office program that opens only with a password."""

    code = "locked_office"
    sentence = "Tệp văn phòng này được khóa bằng mật khẩu."
    remedy = "Hãy gỡ mật khẩu, lưu thành .docx hoặc PDF rồi thả lại vào hộp đến."


class DamagedDocx(PipelineError):
    """A .docx that breaks off or is not built as such files are."""

    code = "damaged_docx"
    sentence = "Tệp Word bị hỏng hoặc không đúng dạng .docx."
    remedy = "Hãy mở tệp bằng Word, lưu lại thành .docx hoặc PDF, hoặc xin lại tệp từ nơi gửi."


class OldLetters(PipelineError):
    """A text in fonts whose codes are not Unicode."""

    code = "old_letters"
    sentence = "Tệp dùng phông chữ cũ (TCVN3, VNI) nên chữ không đọc được."
    remedy = "Hãy chuyển mã tệp sang Unicode, hoặc in tệp ra PDF hay ra giấy rồi quét, và thả lại vào hộp đến."
