"""Why no backup is made, or none restored: one class a cause, each a Vietnamese sentence with a remedy."""

from __future__ import annotations

from pipeline.errors import PipelineError


class Inside(PipelineError):
    """The backup would lie in a folder of the installation: (folder, its setting)."""

    code = "backup_inside"
    sentence = "{0} nằm trong thư mục {1} của chính Văn Thư nên không chứa bản sao lưu được."
    remedy = "Hãy chọn một thư mục khác, tốt nhất ở ổ đĩa khác."


class NoRoom(PipelineError):
    """Too little room: (folder, needed and free megabytes)."""

    code = "backup_no_room"
    sentence = "{0} không đủ chỗ: cần khoảng {1:,} MB, còn {2:,} MB."
    remedy = "Hãy giải phóng chỗ, hoặc chọn ổ đĩa khác; chưa có gì được ghi."


class AnotherBackup(PipelineError):
    """Another backup is being written there: (folder,)."""

    code = "backup_busy"
    sentence = "Một lần sao lưu khác đang ghi vào {0}."
    remedy = "Hãy chờ lần đó xong rồi chạy lại lệnh."


class KeepsChanging(PipelineError):
    """Papers were withdrawn as secret while each of several attempts was made."""

    code = "backup_withdrawn_meanwhile"
    sentence = "Trong lúc sao lưu có văn bản bị rút khỏi sổ vì dấu mật, nên bản sao lưu dở dang đã bị xóa."
    remedy = "Hãy chờ đến khi việc rút xong rồi chạy lại lệnh."


class BadBag(PipelineError):
    """The bag is not as it was written: (folder, the faults as lines)."""

    code = "bad_bag"
    sentence = "Bản sao lưu {0} không nguyên vẹn nên không có gì được phục hồi:\n{1}\n"
    remedy = "Hãy dùng một bản sao lưu khác, hoặc chép lại bản này từ nơi còn giữ nó."


class NotEmpty(PipelineError):
    """There is something here already: (what,)."""

    code = "restore_not_empty"
    sentence = "Chỉ phục hồi vào máy trống, mà ở đây đã có {0}."
    remedy = (
        "Hãy đặt VANTHU_ARCHIVE và VANTHU_DATABASE_URL tới chỗ mới, hoặc tự chuyển những gì đang có đi nơi khác; "
        "lệnh này không xóa và không ghi đè gì."
    )


class OtherBag(PipelineError):
    """A restoring of another bag was broken off here: (folder,)."""

    code = "restore_other_bag"
    sentence = "Một lần phục hồi từ bản sao lưu khác đã dừng giữa chừng ở {0} sau khi sổ đã được nạp."
    remedy = "Hãy chạy lại vanthu restore với đúng bản sao lưu đó."


class Busy(PipelineError):
    """A sweep is on."""

    code = "restore_busy"
    sentence = "Một lần quét hộp đến đang chạy nên chưa phục hồi được."
    remedy = "Hãy dừng vanthu watch rồi chạy lại lệnh."


class NotTaken(PipelineError):
    """The tables cannot be put into this database, or by this version: (why and what to do,)."""

    code = "restore_not_taken"
    sentence = "{0}"
    remedy = "Chưa có gì được phục hồi."


class WrongRows(PipelineError):
    """Rows that read otherwise once they were written: (table,)."""

    code = "restore_wrong_rows"
    sentence = "Bảng {0} sau khi nạp không giống trong bản sao lưu, nên cơ sở dữ liệu đã được trả về như trước."
    remedy = "Hãy kiểm tra ổ đĩa và cơ sở dữ liệu bằng vanthu doctor, rồi thử lại với một cơ sở dữ liệu mới."


class NoBag(PipelineError):
    """There is no bag of ours there: (folder,)."""

    code = "no_bag"
    sentence = "{0} không phải bản sao lưu của Văn Thư: không có bagit.txt hoặc data/tables/tables.json."
    remedy = "Hãy chỉ tới thư mục có tên vanthu-… mà vanthu backup đã ghi."
