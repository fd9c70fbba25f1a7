"""The header of a dispatch: every finding of the register row, from the zones of the page."""

from __future__ import annotations

from extractors.addressees import addressees
from extractors.attachments import attachments
from extractors.confirmed_organs import confirmed
from extractors.issuer import issuer, parent_body
from extractors.jurisdiction import jurisdiction
from extractors.kind import kind
from extractors.marks import marks
from extractors.place_date import issued_on, place
from extractors.portal import portal_symbol
from extractors.recipients import recipients
from extractors.signature import signer
from extractors.stamp import arrival
from extractors.subject import subject
from extractors.symbol import symbol
from extractors.torn import torn_symbol
from records import Dispatch, Header


def header(dispatch: Dispatch) -> Header:
    """All header findings of the dispatch; of a paper that is no dispatch only subject and jurisdiction."""
    return _header(dispatch) if dispatch.is_dispatch else _no_dispatch(dispatch)


def _header(dispatch: Dispatch) -> Header:
    own = symbol(dispatch) or torn_symbol(dispatch)
    told = confirmed(
        {
            "symbol": own,
            "issued_on": issued_on(dispatch),
            "place": place(dispatch),
            "parent_body": parent_body(dispatch),
            "issuer": issuer(dispatch),
        }
    )
    return Header(
        **told,
        kind=kind(dispatch, own),
        jurisdiction=jurisdiction(dispatch, told),
        subject=subject(dispatch),
        addressees=addressees(dispatch),
        recipients=recipients(dispatch),
        signer=signer(dispatch),
        arrival=arrival(dispatch, told["issued_on"]),
        marks=marks(dispatch),
        attachments=attachments(dispatch, own),
    )


def _no_dispatch(dispatch: Dispatch) -> Header:
    return Header(symbol=portal_symbol(dispatch), subject=subject(dispatch), jurisdiction=jurisdiction(dispatch, {}))
