"""The people who work here: their roles, how far each role may go, and the PIN that proves who someone is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select, update

from orderdesk.persistence.database import seals
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import events, picklists, pin_tries, role_limits, users


@dataclass(frozen=True, slots=True)
class User:
    """A person who works here; their PIN stays in the database."""

    id: int
    name: str
    role: str
    active: bool
    has_pin: bool


@dataclass(frozen=True, slots=True)
class Lock:
    """What is asked of a person who says who they are: the hash of their PIN, and the wrong tries at this PC so far."""

    pin: str
    wrong_tries: int
    until: datetime | None


RENAMED, NOW = "renamed", " is now "
"""How a new name is written down: "owner is now Anna"."""
_USERS = select(users.c.id, users.c.name, users.c.role, users.c.active, users.c.pin != "").order_by(users.c.name)
_ALL = Ready(_USERS)
_LIMITS = Ready(select(role_limits.c.role, role_limits.c.right, role_limits.c.most))


def read_users(connection: Connection) -> list[User]:
    """Everyone who works or worked here, by name."""
    return [User(key, name, role, bool(active), bool(pin)) for key, name, role, active, pin in _ALL.rows(connection)]


def hold_users(connection: Connection) -> list[User]:
    """Everyone who works or worked here, held until the commit: of two who are retired at once one stays."""
    found = connection.execute(_USERS.order_by(None).order_by(users.c.id).with_for_update())
    return [User(key, name, role, bool(active), bool(pin)) for key, name, role, active, pin in found]


def save_user(connection: Connection, name: str, role: str, *, active: bool = True) -> None:
    """Write a person under their name, new or as they are from now on; who is let go leaves their picklists."""
    values = {"role": role, "active": int(active)}
    if not connection.execute(update(users).where(users.c.name == name).values(**values)).rowcount:
        connection.execute(insert(users), {"name": name, **values})
    if not active:
        connection.execute(update(picklists).where(picklists.c.owner == name).values(owner="", seen_at=None))


def rename_user(connection: Connection, user_id: int, name: str) -> None:
    """Call a person by another name from now on; what is written down keeps the old one, what they have is theirs."""
    name_before = select(users.c.name).where(users.c.id == user_id).scalar_subquery()
    connection.execute(update(picklists).where(picklists.c.owner == name_before).values(owner=name))
    connection.execute(update(users).where(users.c.id == user_id).values(name=name))


def was_called(connection: Connection, name: str, except_for: int) -> bool:
    """Whether someone else had this name before: history would take one for the other."""
    renamed = (events.c.subject == "user", events.c.what == RENAMED, events.c.subject_id != except_for)
    before = events.c.detail.startswith(f"{name}{NOW}", autoescape=True)
    return bool(connection.execute(select(exists().where(*renamed, before))).scalar())


def read_lock(connection: Connection, user_id: int, pc: str) -> Lock:
    """The PIN of a person and the wrong tries at this PC, held until the commit so that tries are heard one by one."""
    pin = connection.execute(select(users.c.pin).where(users.c.id == user_id).with_for_update()).scalar_one()
    tries = select(pin_tries.c.wrong, pin_tries.c.until).where(pin_tries.c.user_id == user_id, pin_tries.c.pc == pc)
    return Lock(pin, *(connection.execute(tries).first() or (0, None)))


def note_try(connection: Connection, user_id: int, pc: str, wrong: int, until: datetime | None) -> None:
    """Write down how many tries in a row were wrong at a PC, and until when no other is heard there."""
    mine = (pin_tries.c.user_id == user_id, pin_tries.c.pc == pc)
    if not connection.execute(update(pin_tries).where(*mine).values(wrong=wrong, until=until)).rowcount:
        connection.execute(insert(pin_tries), {"user_id": user_id, "pc": pc, "wrong": wrong, "until": until})


def forget_tries(connection: Connection, user_id: int) -> None:
    """Hear the next PIN of a person at once, at every PC."""
    connection.execute(delete(pin_tries).where(pin_tries.c.user_id == user_id))


def save_pin(connection: Connection, user_id: int, kept: str) -> None:
    """Keep the hash of a new PIN, or none; wrong tries are forgotten."""
    connection.execute(update(users).where(users.c.id == user_id).values(pin=kept))
    forget_tries(connection, user_id)


def drop_pins(connection: Connection) -> None:
    """Leave no PIN in a copy of the shop, not even in the free parts of the file; its seal follows."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    with seals.renewing(connection, "users"):
        connection.execute(update(users).values(pin=""))


def kept_pins(connection: Connection) -> dict[str, str]:
    """The hashes of PINs by name, for a shop that takes the place of this one."""
    return {str(row.name): str(row.pin) for row in connection.execute(select(users.c.name, users.c.pin)) if row.pin}


def put_pins(connection: Connection, pins: Mapping[str, str]) -> None:
    """Give people the PINs they had in the shop before."""
    with seals.renewing(connection, "users"):
        for name, pin in pins.items():
            connection.execute(update(users).where(users.c.name == name).values(pin=pin))


def read_limits(connection: Connection) -> dict[tuple[str, str], int | None]:
    """How far each role may go, where the shop has set it: (role, right) to the limit."""
    return {(role, right): most for role, right, most in _LIMITS.rows(connection)}


def save_limit(connection: Connection, role: str, right: str, most: int | None) -> None:
    """Set how far a role may go; None is without end."""
    connection.execute(delete(role_limits).where(role_limits.c.role == role, role_limits.c.right == right))
    connection.execute(insert(role_limits), {"role": role, "right": right, "most": most})
