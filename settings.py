"""One frozen Settings, read from VANTHU_… variables (or a .env file) at the edge and passed in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every path and limit of an installation.  Folders are made absolute and may not contain one another."""

    model_config = SettingsConfigDict(env_prefix="VANTHU_", env_file=".env", frozen=True, extra="ignore")

    inbox: Path = Path("data/inbox")
    inboxes: str = ""  # further folders in which files come, parted by ':'
    archive: Path = Path("data/archive")
    failed: Path = Path("data/failed")
    duplicates: Path = Path("data/duplicates")
    pictures: Path = Path("data/pictures")  # pages drawn for the desk; may be emptied at any time
    pictures_megabytes: int = Field(default=500, gt=0)  # those looked at longest ago make room
    outputs: Path = Path("outputs")
    data_names: bool = False  # the tables for analysts name private persons too
    database_url: str = "sqlite:///data/vanthu.sqlite3"
    prefect_home: Path = Path("data/prefect")
    prefect_port: int = Field(default=4200, gt=0, lt=65536)  # where `vanthu watch` lets its own Prefect server listen
    secret_key: str = Field(default="", repr=False)
    secret_file: Path = Path("data/secret-key")  # where the key of an installation that sets none is kept

    offices: str = ""  # the folder of an installation for several offices: a folder each, with a file .env
    office: str = ""  # for which of them this process works; `vanthu --office` sets it

    organ_name: str = ""  # our office, as its papers write it
    parent_organ_name: str = ""  # the organ it is under
    organ_id: str = ""  # its id (mã định danh) in the exchange of documents

    serve_host: str = "127.0.0.1"
    serve_port: int = Field(default=8000, gt=0, lt=65536)
    hosts: str = "localhost,127.0.0.1,[::1]"  # the names by which browsers may call the pages
    https: bool = False  # a proxy in front of the pages speaks HTTPS, and says so in X-Forwarded-Proto
    hsts_seconds: int = Field(default=2_592_000, ge=0)  # with HTTPS: how long browsers shall come by HTTPS only
    session_hours: int = Field(default=12, gt=0)
    first_user: str = ""  # the first account, where there is none yet
    first_password: str = Field(default="", repr=False)

    stable_seconds: float = Field(default=5.0, ge=0)  # size and mtime must stand still that long before a file is taken
    rescan_seconds: float = Field(default=60.0, gt=0, le=60)  # a full look at the inbox at least that often
    force_polling: bool = False  # network shares tell nothing of their changes

    dask: str = ""  # the scheduler of the machines that read, as tcp://host:8786 or tls://host:8786; '' reads here
    dask_tls: str = ""  # the folder with ca.pem, cert.pem and key.pem by which they know each other
    workers: int = Field(default=0, ge=0)  # pages read at once; 0 is one a core
    ocr_timeout: float = Field(default=120.0, gt=0)  # seconds a page
    ocr_language: str = "vie"
    searchable: bool = False  # the searchable copy of every scan is written into outputs/searchable as it comes
    max_pages: int = Field(default=2000, gt=0)
    max_pixels: int = Field(default=40_000_000, gt=0)  # A3 at 300 dpi has 17.4 million
    upload_megabytes: int = Field(default=300, gt=0)  # a heavier file is not taken by the pages

    books: Literal["nha-nuoc", "dang"] = "nha-nuoc"  # in whose form they are printed: the State's or the Party's

    remind_days: int = Field(default=7, ge=0)  # what is due within so many days is reminded of
    remind_at: str = "07:00"  # each day, the office's time
    smtp_host: str = ""  # without one, reminders are files
    smtp_port: int = Field(default=587, gt=0, lt=65536)
    smtp_user: str = ""
    smtp_password: str = Field(default="", repr=False)
    smtp_from: str = ""
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"

    imap_host: str = ""  # without one, no mailbox is asked
    imap_port: int = Field(default=993, gt=0, lt=65536)
    imap_user: str = ""
    imap_password: str = Field(default="", repr=False)
    imap_folder: str = "INBOX"
    imap_tls: Literal["tls", "starttls", "none"] = "tls"
    imap_minutes: float = Field(default=5.0, gt=0)  # how often `vanthu watch` and `vanthu mail` ask
    imap_days: int = Field(default=60, gt=0)  # mails that came to the mailbox earlier are not looked at

    @model_validator(mode="after")
    def _folders_stand_apart(self) -> Settings:
        folders = {name: getattr(self, name).absolute() for name in FOLDERS}
        folders |= {f"inboxes {one}": one.absolute() for one in self.more_inboxes}
        for name, folder in folders.items():
            for other, outer in folders.items():
                if name != other and (folder == outer or outer in folder.parents):
                    ours, theirs = (f"VANTHU_{one.split()[0].upper()}" for one in (name, other))
                    raise ValueError(
                        f"Thư mục '{name}' ({folder}) nằm trong thư mục '{other}' ({outer}); "
                        f"hãy đặt {ours} và {theirs} thành hai thư mục tách rời."
                    )
        return self

    @model_validator(mode="after")
    def _remind_at_is_a_time(self) -> Settings:
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", self.remind_at):
            raise ValueError(f"VANTHU_REMIND_AT là '{self.remind_at}'; hãy ghi giờ và phút, ví dụ 07:00.")
        return self

    @model_validator(mode="after")
    def _organ_id_is_one(self) -> Settings:
        if self.organ_id and not re.fullmatch(r"[\w-]+(\.[\w-]+)*", self.organ_id):
            raise ValueError(f"VANTHU_ORGAN_ID là '{self.organ_id}'; hãy ghi mã định danh, ví dụ 000.00.12.H04.")
        return self

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Settings:
        if self.smtp_host and "@" not in self.smtp_from:
            raise ValueError(
                "Đã đặt VANTHU_SMTP_HOST mà VANTHU_SMTP_FROM chưa là địa chỉ thư; "
                "hãy đặt VANTHU_SMTP_FROM, ví dụ vanthu@coquan.gov.vn."
            )
        return self

    @model_validator(mode="after")
    def _mailbox_has_a_user(self) -> Settings:
        if self.imap_host and not (self.imap_user and self.imap_password):
            raise ValueError(
                "Đã đặt VANTHU_IMAP_HOST mà chưa đủ tên và mật khẩu của hộp thư; "
                "hãy đặt VANTHU_IMAP_USER và VANTHU_IMAP_PASSWORD."
            )
        return self

    @model_validator(mode="after")
    def _dask_is_an_address(self) -> Settings:
        if self.dask and not re.fullmatch(r"(tcp|tls)://(\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}", self.dask):
            raise ValueError(
                f"VANTHU_DASK là '{self.dask}'; hãy ghi tcp:// hoặc tls://, máy và cổng: tls://10.0.0.5:8786."
            )
        if self.dask.startswith("tls:") and not self.dask_tls:
            raise ValueError(
                "VANTHU_DASK dùng tls:// mà chưa có VANTHU_DASK_TLS; hãy đặt thư mục có ca.pem, cert.pem, key.pem."
            )
        return self

    @property
    def more_inboxes(self) -> tuple[Path, ...]:
        """The further folders in which files come; mail and pages put theirs into the first one."""
        return tuple(Path(one) for one in self.inboxes.split(":") if one)

    @property
    def all_inboxes(self) -> tuple[Path, ...]:
        """Every folder in which files come, that of mail and pages first."""
        return (self.inbox, *self.more_inboxes)

    @property
    def pages_at(self) -> str:
        """The address by which other computers open the pages, as far as the settings tell it; '' where they do not."""
        named = (host.strip() for host in self.hosts.split(","))
        host = next((one for one in named if one and not one.startswith((*OURSELVES, ".", "*"))), "")
        if not host:
            return ""
        return f"https://{host}" if self.https else f"http://{host}:{self.serve_port}"

    def for_reading(self) -> Settings:
        """Settings that tell how a scan is read and nothing else: no password, no key, no address, no folder.

        They go to other machines.
        """
        return Settings.model_construct(**{name: getattr(self, name) for name in OF_READING})

    def prefect_environment(self) -> dict[str, str]:
        """What Prefect must find in the environment before it is imported.

        Its own server needs up to 18 s to start on two busy cores (its limit is 20), and reports home in two ways.
        """
        return {
            "PREFECT_HOME": str(self.prefect_home.absolute()),
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        }


#: Names by which a computer calls itself.
OURSELVES = ("localhost", "127.", "[::1]")
FOLDERS = ("inbox", "archive", "failed", "duplicates", "pictures", "outputs")
#: What decides how a scan is read.
OF_READING = ("ocr_timeout", "ocr_language", "max_pages", "max_pixels")
