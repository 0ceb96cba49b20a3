"""The boxes of shipments with their tracking numbers and labels, and the ledger of what happened to each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from orderdesk.domain.fulfilment.boxes import OPENED, PRINTED, VOIDED, Box, Labelled
from orderdesk.domain.values.money import Amount
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.fulfilment.cartons import take_cartons_back
from orderdesk.persistence.fulfilment.records import replace_boxes
from orderdesk.persistence.fulfilment.scans import open_packed
from orderdesk.persistence.schema import boxes, labels, shipments
from orderdesk.persistence.schema.fulfilment import UNDER_WAY

_BOXES = select(*columns_of(boxes, Box))
_OF_SHIPMENT = Ready(_BOXES.where(boxes.c.shipment_id == bindparam("key")).order_by(boxes.c.position))
_OF_SHIPMENTS = Ready(
    _BOXES.where(boxes.c.shipment_id.in_(bindparam("keys", expanding=True))).order_by(
        boxes.c.shipment_id, boxes.c.position
    )
)
# Which other parcel on its way bears a number; a void label is none. Both databases see the index by the condition.
_LIVING = Ready(
    select(boxes.c.tracking, shipments.c.number, boxes.c.position)
    .select_from(boxes.join(shipments, shipments.c.id == boxes.c.shipment_id))
    .where(
        boxes.c.tracking.in_(bindparam("numbers", expanding=True)),
        text("boxes.tracking <> ''"),
        boxes.c.id.not_in(bindparam("beside", expanding=True)),
        boxes.c.label_void == 0,
        text(f"shipments.{UNDER_WAY}"),
    )
)
_NOTE = Ready(
    update(boxes)
    .where(boxes.c.id == bindparam("key"))
    .values(tracking=bindparam("number"), label_copies=bindparam("printed"), label_void=bindparam("void"))
)
_ADD = Ready(insert(labels))
_BORNE = select(labels.c.tracking).where(labels.c.shipment_id == bindparam("key"), labels.c.tracking != "").distinct()
_BY_KEY = select(labels.c.copies).where(labels.c.key == bindparam("wanted"), labels.c.key != "")


def boxes_of(connection: Connection, shipment_id: int) -> list[Box]:
    """The boxes of a shipment in their order."""
    return [Box(*row) for row in _OF_SHIPMENT.rows(connection, {"key": shipment_id})]


def boxes_of_many(connection: Connection, shipment_ids: Sequence[int]) -> dict[int, tuple[Box, ...]]:
    """The boxes of shipments by shipment, in their order; those of none are left out."""
    found: dict[int, list[Box]] = {}
    for row in _OF_SHIPMENTS.rows(connection, {"keys": shipment_ids}) if shipment_ids else ():
        found.setdefault(row[1], []).append(Box(*row))
    return {key: tuple(each) for key, each in found.items()}


def living(connection: Connection, numbers: Sequence[str], beside: Sequence[int]) -> tuple[str, str, int] | None:
    """A number that a parcel on its way bears already, with that shipment's number and the box's place; boxes with the
    keys `beside` do not count."""
    found = _LIVING.first(connection, {"numbers": numbers, "beside": beside})
    return (found[0], found[1], found[2]) if found else None


def note_labels(connection: Connection, happened: Sequence[tuple[int, Labelled]], at: datetime, user: str) -> None:
    """Write what happened to labels, (key of the box, entry) each, into the ledger and to their boxes."""
    if not happened:
        return
    changed = [
        {"key": key, "number": each.tracking, "printed": each.copies, "void": int(each.what == VOIDED)}
        for key, each in happened
        if each.what != OPENED
    ]
    if changed:
        _NOTE.run(connection, changed)
    _ADD.run(connection, [_row(each, at, user) for _, each in happened])


def open_boxes(connection: Connection, shipment_id: int, at: datetime, user: str) -> None:
    """A shipment is in no box any more; the labels of its boxes are waste, and its cartons are there again."""
    told = places_told(connection, shipment_id)
    waste = [each for each in boxes_of(connection, shipment_id) if each.position in told]
    opened = [(each.id, Labelled(shipment_id, each.position, OPENED, "")) for each in waste]
    note_labels(connection, opened, at, user)
    open_packed(connection, shipment_id, at, user)
    take_cartons_back(connection, shipment_id, at, user)
    replace_boxes(connection, shipment_id, [])


def places_told(connection: Connection, shipment_id: int) -> set[int]:
    """The boxes, by their positions, of whose labels the ledger tells anything since they were packed."""
    newest = select(func.max(labels.c.id)).where(labels.c.shipment_id == shipment_id).group_by(labels.c.box)
    return set(connection.scalars(select(labels.c.box).where(labels.c.id.in_(newest), labels.c.what != OPENED)))


def copies_by_key(connection: Connection, key: str) -> int | None:
    """Which print was counted under this key; None when none was."""
    found: int | None = connection.execute(_BY_KEY, {"wanted": key}).scalar()
    return found


def numbers_borne(connection: Connection, shipment_id: int) -> list[str]:
    """Every tracking number that a box of a shipment ever had."""
    return list(connection.scalars(_BORNE, {"key": shipment_id}))


def box_once_bearing(connection: Connection, shipment_id: int, number: str) -> int | None:
    """The box of a shipment that last bore a tracking number; None when none did."""
    borne = select(labels.c.box).where(labels.c.shipment_id == shipment_id, labels.c.tracking == number)
    found: int | None = connection.execute(borne.order_by(labels.c.id.desc()).limit(1)).scalar()
    return found


def ever_printed(connection: Connection, shipment_id: int) -> bool:
    """Whether any label of a shipment as it is packed now was printed, be it void by now."""
    opened = labels.alias("opened")
    since = select(opened.c.id).where(
        opened.c.shipment_id == labels.c.shipment_id,
        opened.c.box == labels.c.box,
        opened.c.what == OPENED,
        opened.c.id > labels.c.id,
    )
    printed = select(labels.c.id).where(labels.c.shipment_id == shipment_id, labels.c.copies > 0, ~since.exists())
    return connection.execute(printed.limit(1)).first() is not None


def due_printed(connection: Connection, box: Box) -> Amount | None:
    """What the newest print of a box's label says that the driver collects; None where it is not known."""
    prints = select(labels.c.due).where(labels.c.shipment_id == box.shipment_id, labels.c.box == box.position)
    newest = prints.where(labels.c.what == PRINTED).order_by(labels.c.id.desc()).limit(1)
    found: Amount | None = connection.execute(newest).scalar()
    return found


def charge_box(connection: Connection, box_id: int, charged: Amount | None) -> None:
    """Note what the carrier asked for a box."""
    connection.execute(update(boxes).where(boxes.c.id == box_id).values(charged=charged))


def _row(each: Labelled, at: datetime, user: str) -> Mapping[str, Any]:
    return {
        "shipment_id": each.shipment_id,
        "box": each.box,
        "at": at,
        "user": user,
        "what": each.what,
        "tracking": each.tracking,
        "copies": each.copies,
        "due": each.due,
        "key": each.key,
    }
