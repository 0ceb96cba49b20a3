"""Waves at work, what their shipments hold, and who packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, literal_column, select

from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.fulfilment.waves.owning import Holder
from orderdesk.domain.lifecycles import ShipmentState
from orderdesk.domain.values.quantity import Quantity
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.fulfilment.lists import UNDER_WAY_NOW, UNITS
from orderdesk.persistence.schema import allocations, picklists, scans, services, shipments

_ENDS = [str(each) for each in (ScanKind.PACKED, ScanKind.OPENED)]
_AT_WORK = (ShipmentState.PICKING, ShipmentState.PICKED)


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave by its picklist: who picks by it ("" for nobody) and was last seen when, how many of its shipments are
    being picked, wait to be packed, and are there in all; and its units, in all and in what is packed."""

    id: int
    number: str
    made_at: datetime
    owner: str
    seen_at: datetime | None
    picking: int
    to_pack: int
    shipments: int
    units: Quantity
    packed: Quantity

    @property
    def holder(self) -> Holder:
        return Holder(self.owner, self.seen_at)


_ROWS: Select[Any] = (
    select(
        picklists.c.id,
        picklists.c.number,
        picklists.c.made_at,
        picklists.c.owner,
        picklists.c.seen_at,
        shipments.c.state,
        UNITS,
    )
    .select_from(shipments.join(picklists, picklists.c.id == shipments.c.picklist_id))
    .where(picklists.c.void == "")
    .order_by(picklists.c.id, shipments.c.tote)
)
_open = select(shipments.c.picklist_id).where(UNDER_WAY_NOW, shipments.c.state.in_([str(each) for each in _AT_WORK]))
_OPEN = Ready(_ROWS.where(picklists.c.id.in_(_open)))
_ONE = Ready(_ROWS.where(picklists.c.number == bindparam("wanted")))
_later, _ended = scans.alias("later"), scans.alias("ended")
_newest = (
    select(func.max(scans.c.id))
    .where(scans.c.shipment_id.in_(bindparam("keys", expanding=True)), scans.c.what == str(ScanKind.BEGUN))
    .group_by(scans.c.shipment_id)
)
_last = (
    select(func.max(_later.c.at))
    .where(_later.c.shipment_id == scans.c.shipment_id, _later.c.station == scans.c.station)
    .scalar_subquery()
)
_over = exists().where(_ended.c.shipment_id == scans.c.shipment_id, _ended.c.id > scans.c.id, _ended.c.what.in_(_ENDS))
_PACKERS = Ready(
    select(scans.c.shipment_id, scans.c.user, _last, scans.c.station).where(scans.c.id.in_(_newest), ~_over)
)


def waves_at_work(connection: Connection) -> list[WaveRow]:
    """The waves of which something is being picked or waits to be packed, the oldest first."""
    return _waves(_OPEN.rows(connection))


def wave_of(connection: Connection, number: str) -> WaveRow | None:
    """The wave of picklist `number`, done or not; None for a void list, and for none."""
    found = _waves(_ONE.rows(connection, {"wanted": number}))
    return found[0] if found else None


def _waves(rows: Sequence[Any]) -> list[WaveRow]:
    by_list: dict[int, list[Any]] = {}
    for row in rows:
        by_list.setdefault(row[0], []).append(row)
    return [_wave(of_list) for of_list in by_list.values()]


def _wave(rows: Sequence[Any]) -> WaveRow:
    states = [row[5] for row in rows]
    packed = sum(int(row[6]) for row in rows if row[5] not in _AT_WORK)
    key, number, made_at, owner, seen_at = rows[0][:5]
    return WaveRow(
        *(key, number, made_at, owner, seen_at),
        states.count(ShipmentState.PICKING),
        states.count(ShipmentState.PICKED),
        len(rows),
        sum(int(row[6]) for row in rows),
        packed,
    )


def lines_and_bins(connection: Connection, shipment_ids: Sequence[int]) -> dict[int, tuple[int, tuple[int, ...]]]:
    """How many order lines each shipment serves, and the bins that its goods lie in."""
    found = (
        select(allocations.c.shipment_id, allocations.c.order_line_id, allocations.c.bin_id)
        .where(allocations.c.shipment_id.in_(shipment_ids))
        .order_by(allocations.c.id)
    )
    lines: dict[int, set[int]] = {}
    bins: dict[int, dict[int, None]] = {}
    for key, line, place in connection.execute(found):
        lines.setdefault(key, set()).add(line)
        bins.setdefault(key, {})[place] = None
    return {key: (len(lines[key]), tuple(bins[key])) for key in lines}


def packers_of(connection: Connection, shipment_ids: Sequence[int]) -> Mapping[int, Holder]:
    """Who packs each shipment that was begun at a station and not packed or opened since, and when they last scanned
    for it."""
    found = _PACKERS.rows(connection, {"keys": list(shipment_ids)})
    return {key: Holder(user, at, station) for key, user, at, station in found}


def left_since(connection: Connection, begins: datetime, to_leave: date) -> dict[str, int]:
    """How many shipments left with each service from a moment on, by its code, of those that were to leave from a day
    on: only so is what left long ago not looked through."""
    found = (
        select(func.coalesce(services.c.code, ""), func.count())
        .select_from(shipments.outerjoin(services, services.c.id == shipments.c.service_id))
        .where(
            UNDER_WAY_NOW,
            shipments.c.state == literal_column("'shipped'"),
            shipments.c.ship_by >= to_leave,
            shipments.c.shipped_at >= begins,
        )
        .group_by(services.c.code)
    )
    return {code: int(many) for code, many in connection.execute(found)}
