"""Which parcel comes on the table: by its picklist, tote, slip, label or order, and never by a code that fails."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.shipments import Shipment
from orderdesk.domain.fulfilment.station.answers import HELD, NOT_YET, SCAN_FIRST, STOP, StationAnswer
from orderdesk.domain.fulfilment.station.commands import TOTE, read_command
from orderdesk.domain.fulfilment.station.scans import ScanKind, StationScan
from orderdesk.domain.lifecycles import SHIPMENT, Facts, ShipmentState
from orderdesk.domain.values.errors import NotFound, OrderDeskError, Refused
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.texts import listed
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment import scans
from orderdesk.persistence.record.numbers_of import bearing, box_bearing, once_bearing
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.picking import void_words
from orderdesk.services.fulfilment.station.codes import unit_of
from orderdesk.services.fulfilment.station.holding import holder_of
from orderdesk.services.fulfilment.station.table import PackingTable
from orderdesk.services.record.finding import order_named

_HERE = (ShipmentState.PICKED, ShipmentState.PACKED)


def open_task(desk: Desk, station: str, code: str, *, take_over: bool = False) -> StationAnswer:
    """Put the parcel that a code names on the table. A code that names none, or several, says so and puts nothing
    there; one that another station works on is taken over only when that is asked for."""
    with desk.writing(right="pack goods") as work:
        try:
            key = _named(work.connection, code.strip())
        except NotFound as no:
            return _failed(work, station, code, str(no))
        except OrderDeskError as no:
            return _failed(work, station, code, str(no), NOT_YET)
        table = PackingTable.of(work, station, key, code)
        if table.task.is_packed and table.task.next_label is None:
            return table.finished()
        holder = holder_of(work, key)
        if holder.name and holder.place != station and not take_over:
            done = f"{shown_quantity(table.task.inside)} of {shown_quantity(table.task.wanted)} are in"
            told = f"{holder.name} packs {table.task.number} at {holder.place}, {done}. Scan it again to take it over."
            return _failed(work, station, code, told, STOP)
        table.write(ScanKind.BEGUN)
        task = table.read_again()
        so_far = f"{shown_quantity(task.inside)} of {shown_quantity(task.wanted)} are in already. "
        if task.held:
            told = so_far if task.inside else ""
            return table.say(ScanKind.UNKNOWN, f"{task.number}. {told}{table.held_words()}", HELD)
        carton = None if task.inside else task.carton_of(task.count.box)
        first = so_far if task.inside else f"Take {carton.name}. " if carton else ""
        return table.say(ScanKind.BEGUN, f"{task.number}. {first}{table.next_words()}")


def _failed(work: Work, station: str, code: str, why: str, word: str = "") -> StationAnswer:
    unknown = StationScan(0, work.now, work.user, station, ScanKind.UNKNOWN, code=code.strip()[:200], why=why[:500])
    scans.add_scan(work.connection, unknown)
    return StationAnswer(ScanKind.UNKNOWN, why, word=word)


def _named(connection: Connection, code: str) -> int:
    """The key of the one shipment that a code names and that can be packed now; refuses with why not."""
    if read_command(code) is not None:
        raise Refused(SCAN_FIRST)
    tote = TOTE.fullmatch(code.upper())
    if tote:
        found = [each for each in _of_list(connection, tote[1]) if each.tote == int(tote[2])]
        if not found:
            raise NotFound(f"There is no tote T{tote[2]} on {tote[1]}.")
        return _one(found, code)
    return _one(_by_paper(connection, code), code)


def _by_paper(connection: Connection, code: str) -> Sequence[Shipment]:
    """The shipments that a picklist, label, slip or order names."""
    boxed = box_bearing(connection, code)
    things = bearing(connection, code) or ([boxed[0]] if boxed else [])
    thing = next((each for each in things if each.kind in ("picklist", "shipment", "tracking")), None)
    if thing is not None and thing.kind == "picklist":
        return _of_list(connection, thing.number)
    if thing is not None:
        return shipments.read_shipments(connection, [thing.id])
    unit = unit_of(connection, code)
    if unit is not None:
        raise Refused(f"{unit.sku} is an item. Scan the picklist, tote, slip or order it is for first.")
    void = once_bearing(connection, code)
    if void:
        raise Refused(f"{void[0].number} is the number of a void label of {void[0].order}. Scan the one that holds.")
    return shipments.shipments_of_order(connection, order_named(connection, code).id)


def _of_list(connection: Connection, number: str) -> list[Shipment]:
    known = shipments.picklist_by_number(connection, number)
    if known is None:
        raise NotFound(f"There is no picklist {number[:40]}.")
    if known[1]:
        raise Refused(void_words(number, known[1]))
    return shipments.shipments_of_picklist(connection, known[0])


def _one(found: Sequence[Shipment], code: str) -> int:
    """The only one that waits to be packed; else the only one that waits for its label."""
    waiting = [each for each in found if each.state == ShipmentState.PICKED]
    if len(waiting) > 1:
        names = listed([f"{each.number} (T{each.tote})" for each in waiting])
        raise Refused(f"{code[:40]} has more than one parcel to pack: {names}. Scan the tote or the slip of one.")
    here = waiting or [each for each in found if each.state in _HERE]
    if len(here) == 1:
        chosen = here[0]
        if chosen.state == ShipmentState.PICKED:
            SHIPMENT.check(chosen.state, "pack", Facts(chosen.number, hold=chosen.hold))
        return chosen.id
    if here:
        names = listed([each.number for each in here])
        raise Refused(f"{code[:40]} has more than one packed parcel: {names}. Scan the label of one.")
    for each in found:
        SHIPMENT.check(each.state, "pack", Facts(each.number, hold=each.hold))
    raise Refused(f"{code[:40]} has no parcel to pack.")
