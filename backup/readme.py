"""What a bag says of itself to people of any time: in Vietnamese, in short also in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HEAD = """# Bản sao lưu của Văn Thư

Đọc được bằng mắt và bằng bất kỳ chương trình nào, không cần Văn Thư. Mọi tệp chữ dùng bảng mã UTF-8.
(English: a backup of the register of incoming dispatches "Văn Thư". Everything is plain: originals as they came, every
table as JSON lines. The folder is a BagIt bag, RFC 8493: `manifest-sha256.txt` and `manifest-sha512.txt` hold the hash
of every file; any BagIt tool validates it, `sha256sum -c manifest-sha256.txt` does as well.)

- Ghi lúc: {made_at}, bằng Văn Thư {vanthu}.
- {scans} bản quét, {dispatches} văn bản.
- Kiểm tra: `sha256sum -c manifest-sha256.txt` trong thư mục mẹ của `data`, hoặc `vanthu backup --check THƯ-MỤC`.
- Phục hồi: `vanthu restore THƯ-MỤC` trên một máy trống.

| thư mục | có gì |
|---|---|
| `archive/NĂM/THÁNG/` | bản gốc, đúng từng byte; tên bắt đầu bằng 12 ký tự đầu của mã SHA-256 |
| `tables/` | mọi bảng của sổ, mỗi bảng một tệp `.jsonl`, mỗi dòng một hàng; `tables.json` kể lại bảng, cột, phiên bản |
| `database/` | (chỉ khi dùng SQLite) cơ sở dữ liệu nguyên dạng, mở được bằng mọi chương trình SQLite 3 |
| `withheld.txt` | mã SHA-256 của các tệp đã rút vì dấu mật: không có tên, không có chữ nào của chúng |
| `failed/`, `duplicates/` | (nếu được yêu cầu) tệp không đọc được kèm ghi chú, tệp trùng; không có tệp có dấu mật |

**Không có trong bản sao lưu:** khóa bí mật của các trang (`VANTHU_SECRET_KEY`, `data/secret-key`), mật khẩu máy chủ thư
(`VANTHU_SMTP_PASSWORD`) và các biến khác của `.env`, phiên đăng nhập, ảnh trang, thư mục `outputs` (được xuất lại). Mật
khẩu của tài khoản chỉ ở dạng băm. Bản sao lưu vẫn chứa toàn văn công văn và tên người: hãy giữ như giữ kho lưu.
(English: no secret key, no mail password, no sessions; account passwords are salted hashes only.)

## Cách đọc một hàng

Mỗi dòng là một đối tượng JSON: tên cột → giá trị. Ngày dạng 2026-11-05; thời điểm theo giờ quốc tế (UTC); `null` là
không có; cột kiểu `BinaryField` là base64 (ảnh PNG, hoặc JSON nén zlib). Cột trỏ tới bảng khác (→) mang số `id` của
hàng bên đó. Cột `archived` của `registry_scanrow` là nơi của bản gốc trong `archive/`. Lời sửa của người nằm ở
`registry_correction`, việc và lịch sử ở `registry_taskrow` và `registry_taskchangerow`, quyết định về viện dẫn ở
`registry_rulingrow`.

## Các bảng
"""


def readme(about: Mapping[str, Any]) -> str:
    """The text of README.md."""
    return HEAD.format(**about) + "".join(_tables(about["tables"]))


def _tables(tables: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for one in tables:
        yield f"\n### {one['name']}: {one['title']} ({one['rows']} hàng)\n\n| cột | kiểu | có gì |\n|---|---|---|\n"
        for column in one["columns"]:
            of = f" → `{column['of']}`" if column["of"] else ""
            yield f"| `{column['name']}` | {column['kind']} | {column['title']}{of} |\n"
