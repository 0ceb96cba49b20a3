"""The people who work here, each with a role."""

from __future__ import annotations

from orderdesk.domain.errors import NotFound, Refused
from orderdesk.domain.texts import clean, one_of
from orderdesk.persistence import shop as shops
from orderdesk.persistence.shop import User
from orderdesk.services.desk import Desk

ROLES = ("owner", "manager", "counter", "packer", "read-only")


def users_of(desk: Desk) -> list[User]:
    """Everyone who works or worked here, by name."""
    with desk.reading() as connection:
        return shops.read_users(connection)


def save_user(desk: Desk, name: str, role: str, *, active: bool = True) -> None:
    """Add a person or give them another role; the last owner stays one."""
    with desk.writing() as work:
        kept = clean(name, "name", required=True, longest=60)
        wanted = one_of(role, "role", ROLES)
        others = [each for each in shops.read_users(work.connection) if each.active and each.name != kept]
        if not (active and wanted == "owner") and not any(each.role == "owner" for each in others):
            raise Refused("The shop needs an owner; make someone else owner first.", field="role")
        shops.save_user(work.connection, kept, wanted, active=active)
        user = next(each for each in shops.read_users(work.connection) if each.name == kept)
        work.event("user", user.id, "saved", f"{kept}: {wanted}" + ("" if active else ", no longer active"))
        work.touch("shop")


def user_of(desk: Desk) -> User:
    """The person at this desk; refuse one the shop does not know."""
    for user in users_of(desk):
        if user.name == desk.user and user.active:
            return user
    raise NotFound(f"{desk.user} does not work here.", field="user")
