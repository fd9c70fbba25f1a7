"""What a process that reads for other machines does as it begins; Dask loads this as its preload."""

from __future__ import annotations

import logging

from pipeline.errand import done
from pipeline.mend import removed, scratch

log = logging.getLogger(__name__)


def dask_setup(_: object) -> None:
    """Take away the page pictures of processes that ended in the midst of their work; have the reader imported."""
    for folder in scratch():
        removed(folder)
    log.debug("ready for %s", done.__module__)
