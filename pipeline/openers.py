"""The processes that open files, kept for the next file."""

from __future__ import annotations

from pipeline.beside import Spare

FILES_EACH = 100  # a process is replaced after so many files: their libraries leave crumbs in memory

openers = Spare("pipeline.opener", FILES_EACH)
