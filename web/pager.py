"""Lists page by page, counted as far as a page tells."""

from __future__ import annotations

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import QuerySet

#: Rows counted; beyond them a list is to be narrowed.
MOST = 10_000  # told by the templates


class Pager(Paginator):  # type: ignore[type-arg]
    """The pages of a queryset of which no more than MOST rows are counted and shown."""

    @cached_property
    def count(self) -> int:
        """How many there are; MOST where there are more."""
        return min(MOST, self._found)

    @property
    def more(self) -> bool:
        """Whether there are more."""
        return self._found > MOST

    @cached_property
    def _found(self) -> int:
        assert isinstance(self.object_list, QuerySet)
        return self.object_list.order_by()[: MOST + 1].count()
