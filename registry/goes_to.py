"""To whom a dispatch goes, as an index can hold it: PostgreSQL refuses to index long values."""

from __future__ import annotations

from django.db.models import CharField, Func

#: Signs of a value that indexes hold.
KEPT = 300
#: Where a dispatch names whom it goes to.
GOES_TO = ("addressees", "recipients")


class GoesTo(Func):
    """Of a finding (field, value) to whom the dispatch goes, the first KEPT signs; NULL for all other findings.

    Nothing of it is a parameter, so that databases see that the index is meant.
    """

    template = f"CASE WHEN %(expressions)s, 1, {KEPT}) END"
    arg_joiner = f" IN {GOES_TO} THEN SUBSTR("
    arity = 2
    output_field = CharField()
