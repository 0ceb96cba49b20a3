"""The next wave: suggested by rule with its reason, or chosen by hand, and made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.waves.suggesting import Candidate, SuggestedWave, suggest, wave_of
from orderdesk.domain.fulfilment.waves.walk import Floor
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.promises.told import day_words
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
        candidates, floor = _candidates(desk, connection, board, waiting)
        return suggest(candidates, floor, most, board.pace, board.now)


def wave_by_hand(desk: Desk, shipment_ids: Collection[int], leaves: Leaves) -> SuggestedWave | None:
    """What was marked by hand on the board as a wave: how long it takes, what of it does not wait to be picked, and
    whether the cart is too small; None where none of it waits."""
    marked = [row for row in leaves.rows if row.id in shipment_ids]
    rows = [row for row in marked if can_be_picked(row)]
    if not rows:
        return None
    with desk.reading() as connection:
        candidates, _ = _candidates(desk, connection, leaves, rows)
        most = shop_of(connection).cart_totes
    said = f"{count_word(len(rows), 'shipment')}, marked by hand."
    if len(rows) < len(marked):
        said += f" {len(marked) - len(rows)} of what is marked cannot be picked now."
    if len(rows) > most:
        said += f" The cart takes {count_word(most, 'tote')}: somebody has to go twice."
    return wave_of(candidates, leaves.pace, said)


def can_be_picked(row: ShipmentRow) -> bool:
    """Whether a shipment waits for a picklist."""
    return row.state == ShipmentState.ALLOCATED and not row.hold


def _candidates(
    desk: Desk, connection: Connection, leaves: Leaves, rows: Sequence[ShipmentRow]
) -> tuple[list[Candidate], Floor]:
    held = lines_and_bins(connection, [row.id for row in rows])
    floor = read_floor(connection, {key for _, bins in held.values() for key in bins})
    moments = {row.id: each.at for each in leaves.departures for row in each.rows}
    day = "" if leaves.day == desk.today else f"on {day_words(leaves.day, desk.today)}"
    return [_candidate(row, day, moments.get(row.id), *held[row.id]) for row in rows], floor


def _candidate(row: ShipmentRow, day: str, at: datetime | None, lines: int, bins: tuple[int, ...]) -> Candidate:
    words = " ".join(filter(None, (day, f"at {row.cutoff}" if row.cutoff else "")))
    return Candidate(row.id, row.carrier, row.service_name, at, words, lines, row.units, bins)
