"""What lies where in the payload of a bag."""

from __future__ import annotations

#: Of what form the tables are; a bag of another form is refused.
FORMAT = 1
TABLES = "tables/tables.json"
SCANS = "tables/registry_scanrow.jsonl"
DATABASE = "database/vanthu.sqlite3"
WITHHELD = "withheld.txt"
ARCHIVE = "archive"
#: Folders of the installation that a bag may hold too, by their setting.
ASIDE = ("failed", "duplicates")
