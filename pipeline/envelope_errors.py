"""Why an edXML envelope gives no reading: one class a cause, as in `pipeline.errors`."""

from __future__ import annotations

from pipeline.errors import PipelineError

ASK_AGAIN = "Hãy xin lại gói từ nơi gửi, hoặc xin tệp PDF của văn bản rồi thả vào hộp đến."
TAKE_OUT = "Hãy mở gói bằng phần mềm quản lý văn bản, lấy tệp ra rồi thả tệp PDF hoặc ảnh vào hộp đến."


class BrokenEnvelope(PipelineError):
    """The XML breaks off or is none, or its parts are not those of an envelope."""

    code = "edxml_broken"
    sentence = "Gói edXML bị hỏng hoặc bị cắt cụt."
    remedy = ASK_AGAIN


class UnsafeEnvelope(PipelineError):
    """The XML declares a document type or entities, which no envelope needs and which do harm."""

    code = "edxml_unsafe"
    sentence = "Gói edXML có khai báo DTD hoặc thực thể XML, là thứ gói thật không dùng và có thể gây hại."
    remedy = "Không mở gói này; hãy báo nơi gửi và người phụ trách an toàn thông tin, rồi xin lại tệp PDF."


class UnusualEnvelope(PipelineError):
    """More elements, deeper ones or longer texts than any real envelope has."""

    code = "edxml_unusual"
    sentence = "Gói edXML có cấu trúc bất thường: quá nhiều phần, lồng quá sâu hoặc chữ quá dài."
    remedy = ASK_AGAIN


class EnvelopeTooLarge(PipelineError):
    """More bytes than an envelope, or the file in it, may have: (limit in megabytes,)."""

    code = "edxml_too_large"
    sentence = "Gói edXML, hoặc tệp nén trong gói, nặng hơn mức {0} MB."
    remedy = TAKE_OUT


class WrongBase64(PipelineError):
    """The attachment is not in base64."""

    code = "edxml_base64"
    sentence = "Tệp đính kèm trong gói edXML không giải mã được (không phải base64)."
    remedy = ASK_AGAIN


class NothingEnclosed(PipelineError):
    """The envelope has no attachment."""

    code = "edxml_empty"
    sentence = "Gói edXML không kèm tệp văn bản nào."
    remedy = ASK_AGAIN


class RecallAlone(PipelineError):
    """The envelope recalls, updates or replaces documents and has no attachment: (what, which)."""

    code = "edxml_recall"
    sentence = "Gói edXML báo {0} văn bản {1} mà không kèm tệp nào."
    remedy = "Hãy tìm văn bản ấy trong sổ và xử lý theo Điều 18 Nghị định 30/2020/NĐ-CP; gói này không vào sổ."


class StatusOnly(PipelineError):
    """The envelope tells the state of a document sent before: (its code,)."""

    code = "edxml_status"
    sentence = "Đây là gói edXML báo trạng thái xử lý (mã {0}), không phải văn bản."
    remedy = "Không cần làm gì ở đây; trạng thái xem trong phần mềm quản lý văn bản."


class ManyEnclosed(PipelineError):
    """There are several files in the envelope; which of them is the dispatch is a person's to say."""

    code = "edxml_many"
    sentence = "Gói edXML kèm nhiều tệp; máy chỉ nhận gói kèm đúng một tệp."
    remedy = "Hãy lấy các tệp ra, ghép văn bản chính và phụ lục thành một PDF rồi thả vào hộp đến."


class PackedTwice(PipelineError):
    """The packed attachment holds another packed file, or is locked or damaged."""

    code = "edxml_packed"
    sentence = "Tệp đính kèm trong gói edXML là tệp nén lồng nhau, bị khóa hoặc bị hỏng nên không mở."
    remedy = TAKE_OUT


class EnclosedUnread(PipelineError):
    """The file in the envelope is of a kind that is not read: (why,)."""

    code = "edxml_enclosed"
    sentence = "Tệp đính kèm trong gói edXML không đọc được. {0}"
    remedy = TAKE_OUT
