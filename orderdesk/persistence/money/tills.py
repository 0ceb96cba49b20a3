"""Tills and their sessions: read for a change, and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, case, func, insert, select, type_coerce, update

from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.record import paper_hashes
from orderdesk.persistence.schema import payments, till_movements, till_sessions, tills


@dataclass(frozen=True, slots=True)
class TillSession:
    """One session of one till as it stands; amounts in minor units of the shop's currency."""

    id: int
    till_id: int
    till: str
    state: str
    opened_at: datetime
    opened_by: str
    float_amount: int
    z_number: int | None
    closed_at: datetime | None
    closed_by: str
    verified_by: str
    expected: int
    counted: int
    denominations: Mapping[str, int] | None
    left_in_till: int
    note: str


_SESSION = select(*columns_of(till_sessions, TillSession, {"till": tills.c.name})).select_from(
    till_sessions.join(tills, tills.c.id == till_sessions.c.till_id)
)
_BY_ID = _SESSION.where(till_sessions.c.id == bindparam("key"))
_OPEN = _SESSION.where(till_sessions.c.till_id == bindparam("key"), till_sessions.c.state.in_(("open", "counting")))
_LAST = _SESSION.where(till_sessions.c.till_id == bindparam("key"), till_sessions.c.z_number.is_not(None)).order_by(
    till_sessions.c.z_number.desc()
)
_OPEN_IDS = (
    select(till_sessions.c.id)
    .select_from(till_sessions.join(tills, tills.c.id == till_sessions.c.till_id))
    .where(till_sessions.c.state == "open")
    .order_by(till_sessions.c.id)
    .limit(1)
)
_OPEN_FIRST, _OPEN_ON = Ready(_OPEN_IDS), Ready(_OPEN_IDS.where(tills.c.name == bindparam("wanted")))
_ADD = insert(till_sessions).returning(till_sessions.c.id)
_ADD_MOVEMENT = insert(till_movements).returning(till_movements.c.id)
_signed = case((payments.c.kind == "payment", payments.c.amount), else_=-payments.c.amount)
_CASH = select(func.coalesce(func.sum(_signed + payments.c.rounding), 0)).where(
    payments.c.till_session_id == bindparam("key"), payments.c.tender == "cash"
)
_moved = case(
    (till_movements.c.kind == "paid-in", till_movements.c.amount),
    (till_movements.c.kind.in_(("paid-out", "drop")), -till_movements.c.amount),
    else_=0,
)
_MOVED = select(func.coalesce(func.sum(_moved), 0)).where(till_movements.c.till_session_id == bindparam("key"))


def till_names(connection: Connection) -> list[str]:
    """The tills of the shop by name."""
    return list(connection.scalars(select(tills.c.name).order_by(tills.c.id)))


def till_id_by_name(connection: Connection, name: str) -> int | None:
    """The key of the till called `name`, locked so that two people cannot open it at once."""
    return connection.execute(select(tills.c.id).where(tills.c.name == name).with_for_update()).scalar()


def add_till(connection: Connection, name: str) -> int:
    """Write a new till; return its key."""
    key: int = connection.execute(insert(tills).returning(tills.c.id), {"name": name}).scalar_one()
    return key


def read_session(connection: Connection, session_id: int, *, lock: bool = False) -> TillSession | None:
    """A till session, locked for the rest of the transaction when it is to be changed."""
    wanted = _BY_ID.with_for_update(of=till_sessions) if lock else _BY_ID
    return _session(connection, wanted, session_id)


def open_session(connection: Connection, till_id: int) -> TillSession | None:
    """The session of a till that is open or being counted."""
    return _session(connection, _OPEN, till_id)


def last_closed(connection: Connection, till_id: int) -> TillSession | None:
    """The session of a till that was closed last."""
    return _session(connection, _LAST.limit(1), till_id)


def _session(connection: Connection, wanted: Any, key: int) -> TillSession | None:
    row = connection.execute(wanted, {"key": key}).first()
    return TillSession(*row) if row else None


def open_session_id(connection: Connection, till: str = "") -> int | None:
    """The key of the session that takes money on `till` now; without a name, that of the till opened first."""
    key: int | None = (_OPEN_ON if till else _OPEN_FIRST).scalar(connection, {"wanted": till} if till else {})
    return key


def open_sessions(connection: Connection) -> list[TillSession]:
    """All sessions that are open or being counted, by till."""
    return [
        TillSession(*row)
        for row in connection.execute(
            _SESSION.where(till_sessions.c.state.in_(("open", "counting"))).order_by(till_sessions.c.till_id)
        )
    ]


def closed_sessions(connection: Connection, most: int) -> list[TillSession]:
    """The sessions that ended in a Z, the newest first."""
    closed = _SESSION.where(till_sessions.c.z_number.is_not(None)).order_by(
        till_sessions.c.closed_at.desc(), till_sessions.c.id.desc()
    )
    return [TillSession(*row) for row in connection.execute(closed.limit(most))]


def sessions_of_z(connection: Connection, z_number: int) -> list[tuple[int, str]]:
    """The closed sessions with this Z number, one at most for each till: (key, till)."""
    found = (
        select(till_sessions.c.id, tills.c.name)
        .join(tills, tills.c.id == till_sessions.c.till_id)
        .where(till_sessions.c.z_number == z_number)
        .order_by(till_sessions.c.till_id)
    )
    return [(key, name) for key, name in connection.execute(found)]


def add_session(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a new session; return its key."""
    key: int = connection.execute(_ADD, dict(values)).scalar_one()
    return key


def change_session(connection: Connection, session_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of a session; a closed one refuses all but its verification."""
    connection.execute(update(till_sessions).where(till_sessions.c.id == session_id).values(**values))


def add_till_movement(connection: Connection, values: Mapping[str, Any]) -> int:
    """Keep money put in or taken out, or a drawer opened without a sale; return its key."""
    key: int = connection.execute(_ADD_MOVEMENT, dict(values)).scalar_one()
    return key


def expected_cash(connection: Connection, session: TillSession) -> int:
    """What should be in the drawer: float + cash sales − cash refunds + cash rounding + paid in − paid out − drops."""
    key = {"key": session.id}
    moved = connection.execute(_CASH, key).scalar_one() + connection.execute(_MOVED, key).scalar_one()
    return session.float_amount + int(moved)


def z_said(connection: Connection, session_id: int) -> str:
    """What the event of issuing a Z says of it."""
    kept = select(till_sessions.c.z_number, type_coerce(till_sessions.c.z_report, Text)).where(
        till_sessions.c.id == session_id
    )
    number, report = connection.execute(kept).one()
    return paper_hashes.z_said(number, report)


def z_report(connection: Connection, session_id: int) -> Any:
    """The Z report as it was at the close, as plain JSON values; None while the session is open."""
    return connection.execute(select(till_sessions.c.z_report).where(till_sessions.c.id == session_id)).scalar()
