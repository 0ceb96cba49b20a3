"""The next wave: suggested by rule with its reason, or chosen by hand, and made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.waves.suggesting import Candidate, SuggestedWave, suggest, wave_of
from orderdesk.domain.fulfilment.waves.walk import Floor
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.fulfilment.lists import ShipmentRow
from orderdesk.persistence.fulfilment.waves.floor import read_floor
from orderdesk.persistence.fulfilment.waves.lists import lines_and_bins
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.waves.leaving import Leaves, read_leaves

NOTHING_WAITS = "Nothing waits to be picked for today."


def suggest_wave(
    desk: Desk, *, totes: int | None = None, without: Collection[int] = (), leaves: Leaves | None = None
) -> SuggestedWave | None:
    """The wave that is to be picked next of what leaves today, or is on the board `leaves`: of at most so many totes as
    the cart takes, `without` some shipments; None where nothing waits."""
    with desk.reading() as connection:
        board = leaves or read_leaves(connection, desk, desk.today)
        most = shop_of(connection).cart_totes if totes is None else totes
        if most < 1:
            raise Refused("A wave has at least one tote.", field="totes")
        waiting = [row for row in board.rows if can_be_picked(row) and row.id not in without]
        candidates, floor = _candidates(connection, board, waiting)
        return suggest(candidates, floor, most, board.pace, board.now)


def wave_by_hand(desk: Desk, shipment_ids: Collection[int], leaves: Leaves) -> SuggestedWave:
    """What was marked by hand on the board as a wave: how long it takes, and whether the cart is too small for it."""
    with desk.reading() as connection:
        rows = [row for row in leaves.rows if row.id in shipment_ids]
        candidates, _ = _candidates(connection, leaves, rows)
        most = shop_of(connection).cart_totes
    said = f"{count_word(len(rows), 'shipment')}, marked by hand."
    if len(rows) > most:
        said += f" The cart takes {count_word(most, 'tote')}: somebody has to go twice."
    return wave_of(candidates, leaves.pace, said)


def can_be_picked(row: ShipmentRow) -> bool:
    """Whether a shipment waits for a picklist."""
    return row.state == ShipmentState.ALLOCATED and not row.hold


def _candidates(connection: Connection, leaves: Leaves, rows: Sequence[ShipmentRow]) -> tuple[list[Candidate], Floor]:
    held = lines_and_bins(connection, [row.id for row in rows])
    floor = read_floor(connection, {key for _, bins in held.values() for key in bins})
    moments = {row.id: each.at for each in leaves.departures for row in each.rows}
    return [_candidate(row, moments.get(row.id), *held[row.id]) for row in rows], floor


def _candidate(row: ShipmentRow, at: datetime | None, lines: int, bins: tuple[int, ...]) -> Candidate:
    words = f"at {row.cutoff}" if row.cutoff else ""
    return Candidate(row.id, row.carrier, row.service_name, at, words, lines, row.units, bins)
