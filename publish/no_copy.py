"""Why there is no searchable copy."""

from __future__ import annotations

#: How the process that makes copies ends where it told why there is none; broken code ends with 1.
TOLD = 3
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD_FILE = "Đây là tệp Word, đã tìm được chữ: hãy dùng bản gốc, hoặc mở bằng Word rồi lưu thành PDF."


class NoCopy(RuntimeError):
    """There can be no searchable copy; the message is a Vietnamese sentence with a remedy."""
