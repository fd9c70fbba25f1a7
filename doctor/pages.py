"""The pages as browsers reach them: the key that signs sessions, the names of the host, HTTPS."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from doctor.finding import Finding
from settings import OURSELVES, Settings

SHORTEST = 32  # signs of a key
KEY, HOSTS, HTTPS = "Khóa bí mật", "Tên máy cho trình duyệt", "HTTPS"


def findings(settings: Settings) -> Iterator[Finding]:
    """What is odd with the pages; nothing of it hinders reading."""
    yield _key(settings)
    yield _hosts(settings)
    yield _https(settings)


def _key(settings: Settings) -> Finding:
    if settings.secret_key:
        long = len(settings.secret_key) >= SHORTEST
        remedy = f"Hãy đặt một chuỗi ngẫu nhiên ít nhất {SHORTEST} ký tự, hoặc bỏ biến này để máy tự tạo khóa."
        return Finding(KEY, long, f"VANTHU_SECRET_KEY, {len(settings.secret_key)} ký tự", remedy)
    path = settings.secret_file.absolute()
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return Finding(KEY, True, f"{path} (sẽ được tạo)")
    except OSError as error:
        return Finding(KEY, False, f"{path}: {error.strerror}", "Hãy cấp quyền đọc cho người chạy vanthu.")
    remedy = f"Ai đọc được khóa thì giả được phiên đăng nhập. Hãy chạy: chmod 600 {path}"
    return Finding(KEY, not mode & 0o077, f"{path}, quyền {mode:03o}", remedy)


def _hosts(settings: Settings) -> Finding:
    names = [one.strip() for one in settings.hosts.split(",") if one.strip()]
    if "*" in names:
        remedy = "Hãy kể đúng các tên máy, ví dụ VANTHU_HOSTS=vanthu.coquan.gov.vn,localhost."
        return Finding(HOSTS, False, "'*': nhận mọi tên", remedy, needed=False)
    alone = all(one.startswith(OURSELVES) for one in names)
    if alone and not settings.serve_host.startswith(OURSELVES):
        remedy = "Máy khác sẽ bị từ chối. Hãy thêm tên máy hoặc địa chỉ của máy này vào VANTHU_HOSTS."
        return Finding(HOSTS, False, f"chỉ {settings.hosts}, trong khi VANTHU_SERVE_HOST mở ra mạng", remedy, False)
    return Finding(HOSTS, True, settings.hosts)


def _https(settings: Settings) -> Finding:
    open_to_all = not settings.serve_host.startswith(OURSELVES)
    if settings.https:
        return Finding(HTTPS, True, "qua máy chủ đứng trước")
    if open_to_all:
        remedy = "Mật khẩu đi qua mạng không được mã hóa. Hãy đặt một máy chủ HTTPS đứng trước và VANTHU_HTTPS=true."
        return Finding(HTTPS, False, f"không, mà các trang mở tại {settings.serve_host}", remedy, needed=False)
    return Finding(HTTPS, True, "không cần: các trang chỉ mở trên máy này")
