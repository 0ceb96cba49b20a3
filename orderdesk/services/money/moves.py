"""What may happen at a till now and why not, for its buttons and `till list`."""

from __future__ import annotations

from orderdesk.domain.lifecycles import TILL, Move, TillState
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.money.tills import facts_of


def moves_of(till: str, session: TillSession | None) -> tuple[Move, ...]:
    """All that may be done at a till by its session, None while it is closed; each with why not now."""
    return TILL.moves(session.state if session else TillState.CLOSED, facts_of(till, session))
