"""What may happen to a shipment now and why not, for the board and `ship show`; the rules are the domain's."""

from __future__ import annotations

from orderdesk.domain.fulfilment import moves
from orderdesk.domain.lifecycles import Move
from orderdesk.persistence.fulfilment.lists import ShipmentRow


def moves_of(row: ShipmentRow) -> tuple[Move, ...]:
    """All that may be done with a shipment, each with why not now."""
    return moves.moves_of(row)
