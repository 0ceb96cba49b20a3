"""The kinds of cartons, and the ledger of how many of each there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from orderdesk.domain.fulfilment.cartons.types import BACK, USED, Carton, CartonMove
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import boxes, carton_moves, cartons, shipments

_CARTONS: Select[Any] = select(*columns_of(cartons, Carton, {"left": cartons.c.on_hand}))
_OFFERED = Ready(_CARTONS.where(cartons.c.active == 1).order_by(cartons.c.code))
_ALL = Ready(_CARTONS.order_by(cartons.c.active.desc(), cartons.c.code))
_BY_CODE = Ready(_CARTONS.where(cartons.c.code == bindparam("wanted")))
_ADD_MOVES = Ready(insert(carton_moves))
_KEEP = Ready(
    update(cartons).where(cartons.c.id == bindparam("key")).values(on_hand=cartons.c.on_hand + bindparam("more"))
)
_NEWEST = (
    select(*columns_of(carton_moves, CartonMove, {"shipment": func.coalesce(shipments.c.number, "")}))
    .select_from(carton_moves.outerjoin(shipments, shipments.c.id == carton_moves.c.shipment_id))
    .order_by(carton_moves.c.id.desc())
)
_USED = Ready(select(boxes.c.carton_id).where(boxes.c.shipment_id == bindparam("key"), boxes.c.carton_id.is_not(None)))


def read_cartons(connection: Connection, *, all_of_them: bool = False) -> list[Carton]:
    """The cartons in use by code, or with those laid aside behind them."""
    return [_carton(row) for row in (_ALL if all_of_them else _OFFERED).rows(connection)]


def carton_by_code(connection: Connection, code: str) -> Carton | None:
    """The carton of a code, case aside, be it laid aside; None for no carton of ours."""
    wanted = code.strip().upper()
    row = _BY_CODE.first(connection, {"wanted": wanted}) if wanted else None
    return _carton(row) if row else None


def save_carton(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a carton under its code, new or as it is from now on; return its key."""
    changed = update(cartons).where(cartons.c.code == values["code"]).values(**values).returning(cartons.c.id)
    key = connection.execute(changed).scalar()
    if key is None:
        key = connection.execute(insert(cartons).values(**values).returning(cartons.c.id)).scalar_one()
    return int(key)


def add_move(
    connection: Connection, carton_id: int, kind: str, quantity: int, at: datetime, user: str, note: str = ""
) -> None:
    """Write that cartons came or were counted; `quantity` is the change. From now on it is known how many there are."""
    row = {"carton_id": carton_id, "kind": kind, "quantity": quantity, "at": at, "user": user, "note": note}
    before = sum_of(connection, carton_id)
    _ADD_MOVES.run(connection, [row | {"shipment_id": None}])
    connection.execute(update(cartons).where(cartons.c.id == carton_id).values(on_hand=before + quantity))


def sum_of(connection: Connection, carton_id: int) -> int:
    """What all entries of a carton come to, counted or not; locked until the commit, so that two who count the same
    cartons do so one after the other."""
    connection.execute(select(cartons.c.id).where(cartons.c.id == carton_id).with_for_update())
    summed = select(func.coalesce(func.sum(carton_moves.c.quantity), 0)).where(carton_moves.c.carton_id == carton_id)
    return int(connection.execute(summed).scalar_one())


def use_cartons(connection: Connection, shipment_id: int, carton_ids: Sequence[int], at: datetime, user: str) -> None:
    """A shipment was packed in these cartons."""
    _move(connection, shipment_id, carton_ids, USED, -1, at, user)


def take_cartons_back(connection: Connection, shipment_id: int, at: datetime, user: str) -> None:
    """The cartons of a shipment's boxes are there again, before the boxes go."""
    used = [int(row[0]) for row in _USED.rows(connection, {"key": shipment_id})]
    _move(connection, shipment_id, used, BACK, 1, at, user)


def moves_of(connection: Connection, carton_id: int, limit: int) -> list[CartonMove]:
    """What happened to a carton, the newest first."""
    found = _NEWEST.where(carton_moves.c.carton_id == carton_id).limit(limit)
    return [CartonMove(*row) for row in connection.execute(found)]


def _move(
    connection: Connection, shipment_id: int, carton_ids: Sequence[int], kind: str, sign: int, at: datetime, user: str
) -> None:
    rows = [
        {"carton_id": key, "kind": kind, "quantity": sign * carton_ids.count(key), "at": at, "user": user, "note": "",
         "shipment_id": shipment_id}
        for key in sorted(set(carton_ids))
    ]  # fmt: skip
    if rows:
        _ADD_MOVES.run(connection, rows)
        # In the order of their keys, so that two who pack never wait for each other.
        _KEEP.run(connection, [{"key": row["carton_id"], "more": row["quantity"]} for row in rows])


def _carton(row: Sequence[Any]) -> Carton:
    values = dict(zip((each.name for each in fields(Carton)), row, strict=True))
    left = values["left"]
    return Carton(**values | {"active": bool(values["active"]), "left": None if left is None else int(left)})
