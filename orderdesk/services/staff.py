"""The people who work here and what they may do."""

from __future__ import annotations

from orderdesk.domain.texts import clean, one_of
from orderdesk.persistence import shop
from orderdesk.persistence.shop import User
from orderdesk.services.desk import Desk

ROLES = ("owner", "manager", "counter", "packer", "read-only")


def save_user(desk: Desk, name: str, role: str) -> str:
    """Add a person, or give one who is here another role; returns the name as kept."""
    kept = clean(name, "name", required=True, longest=80)
    with desk.writing() as work:
        shop.save_user(work.connection, kept, one_of(role, "role", ROLES))
        work.event("shop", shop.shop_of(work.connection).id, "user saved", f"{kept}: {role}")
        work.touch("shop")
    return kept


def users_of(desk: Desk) -> list[User]:
    """Everyone who works or worked here, by name."""
    with desk.reading() as connection:
        return shop.read_users(connection)
