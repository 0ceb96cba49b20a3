"""Picking: waves of shipments on one picklist, and what was found on the shelves."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.shipments import Shipment, Short, WentShort
from orderdesk.domain.lifecycles import SHIPMENT, Facts, ShipmentState
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment.waves.owners import free_when_picked, whose
from orderdesk.persistence.record.numbers import take_number
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.short_picks import book_shorts
from orderdesk.services.fulfilment.station.holding import refuse_at_a_table
from orderdesk.services.fulfilment.waves.owning import begin, claim, working_name
from orderdesk.services.promises.waves import void_wave
from orderdesk.services.record.progress import order_of, refresh


def start_picking(desk: Desk, shipment_ids: Sequence[int], *, owner: str | None = None) -> str:
    """Put allocated shipments on one picklist, a tote each; return its number. It belongs to who makes it, unless an
    `owner` is named, "" for whoever comes first. A held order is refused, and what somebody else has already."""
    if not shipment_ids:
        raise Refused("Choose at least one shipment to pick.")
    with desk.writing(right="pick goods") as work:
        chosen = _in_turn(_shipments(work, shipment_ids), shipment_ids)
        for shipment in chosen:
            _refuse_taken(work, shipment)
            _after(shipment, "start")
        number = take_number(work.connection, "PL", work.today.year)
        picklist_id = shipments.add_picklist(work.connection, number, work.now, work.user)
        keys = [shipment.id for shipment in chosen]
        shipments.put_in_totes(work.connection, picklist_id, keys, ShipmentState.PICKING)
        begin(work, picklist_id, work.user if owner is None else working_name(work, owner))
        for shipment in chosen:
            work.event("shipment", shipment.id, "picking", number)
            refresh(work, order_of(work, shipment.order_id))
        work.touch("shipments")
        return number


def confirm_picks(desk: Desk, picklist: str, shorts: Sequence[Short] = ()) -> tuple[WentShort, ...]:
    """Everything on a picklist was picked, but for `shorts`; what is short is back-ordered and booked for a count.

    What was found goes to who was told the earlier day; returns who goes short.
    """
    with desk.writing(right="pick goods") as work:
        known = shipments.picklist_by_number(work.connection, picklist)
        if known is None:
            raise NotFound(f"There is no picklist {picklist}.", field="picklist")
        picklist_id, void = known
        if void:
            raise Refused(void_words(picklist, void), field="picklist")
        wave = shipments.shipments_of_picklist(work.connection, picklist_id)
        if not any(each.state == ShipmentState.PICKING for each in wave):
            raise Refused(f"Picklist {picklist} is picked already.", field="picklist")
        claim(work, picklist_id)
        return pick(work, [each for each in wave if each.state == ShipmentState.PICKING], shorts)


def void_words(picklist: str, why: str) -> str:
    """What somebody is told who picks by a list that no longer holds."""
    return f"Picklist {picklist} is void: {why}. Print a new one."


def void_of(desk: Desk, picklist: str) -> str:
    """Why nobody may pick by this list any more; "" while it holds, and for what is no picklist."""
    with desk.reading() as connection:
        known = shipments.picklist_by_number(connection, picklist)
    return void_words(picklist, known[1]) if known and known[1] else ""


def unpick(desk: Desk, shipment_id: int) -> None:
    """Take a shipment off its picklist again; its stock stays tied to it."""
    with desk.writing(right="pick goods") as work:
        (shipment,) = _shipments(work, [shipment_id])
        refuse_at_a_table(work, shipment)
        if shipment.picklist_id and shipment.state == ShipmentState.PICKING:
            claim(work, shipment.picklist_id)
        take_off_list(work, shipment, f"{shipment.number} was taken off it")
        refresh(work, order_of(work, shipment.order_id))


def take_off_list(work: Work, shipment: Shipment, why: str) -> None:
    """Take a shipment off its picklist, which is void from now on; the others of its wave wait for a new one."""
    state = _after(shipment, "unpick")
    tied = shipments.read_allocations(work.connection, [shipment.id])
    shipments.record_picks(work.connection, [(each.id, each.quantity, 0) for each in tied])
    if shipment.picklist_id:
        void_wave(work, shipment.picklist_id, why)
    after = {"state": str(state), "picklist_id": None, "tote": 0, "picked_at": None}
    shipments.change_shipments(work.connection, [shipment.id], after)
    if shipment.state != ShipmentState.PICKING:
        work.event("shipment", shipment.id, "unpicked")
    work.touch("shipments")


def pick(work: Work, chosen: Sequence[Shipment], shorts: Sequence[Short]) -> tuple[WentShort, ...]:
    """Record the picks of shipments that are being picked; returns who got less than was on the list."""
    went_short = book_shorts(work, chosen, shorts)
    tied = shipments.read_allocations(work.connection, [each.id for each in chosen])
    shipments.record_picks(work.connection, [(each.id, each.quantity, each.quantity) for each in tied])
    served = {each.shipment_id for each in tied}
    for shipment in chosen:
        after = _after(shipment, "pick") if shipment.id in served else ShipmentState.CANCELLED
        values = {"state": str(after), "picked_at": work.now}
        shipments.change_shipments(work.connection, [shipment.id], values)
        work.event("shipment", shipment.id, "picked" if after == ShipmentState.PICKED else "cancelled: nothing found")
        refresh(work, order_of(work, shipment.order_id))
    for key in {each.picklist_id for each in chosen if each.picklist_id}:
        free_when_picked(work.connection, key)
    work.touch("shipments")
    return went_short


def _shipments(work: Work, shipment_ids: Sequence[int]) -> list[Shipment]:
    found = shipments.read_shipments(work.connection, shipment_ids)
    if len(found) != len(set(shipment_ids)):
        raise NotFound("There is no such shipment.", field="shipment")
    return found


def _in_turn(found: Sequence[Shipment], shipment_ids: Sequence[int]) -> list[Shipment]:
    """The shipments as they were named: so they get their totes."""
    by_id = {each.id: each for each in found}
    return [by_id[key] for key in dict.fromkeys(shipment_ids)]


def _refuse_taken(work: Work, shipment: Shipment) -> None:
    if shipment.state == ShipmentState.PICKING and shipment.picklist_id:
        number, holder = whose(work.connection, shipment.picklist_id)
        if holder.name == work.user:
            return
        raise Refused(f"{holder.name or 'Somebody'} has {shipment.number} on {number} already.", field="shipment")


def _after(shipment: Shipment, event: str) -> ShipmentState:
    return SHIPMENT.after(shipment.state, event, Facts(shipment.number, hold=shipment.hold))
