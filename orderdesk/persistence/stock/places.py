"""Locations and their bins: what they are called, made and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.database.neutral import advance_keys
from orderdesk.persistence.schema import bins, locations, stock
from orderdesk.persistence.schema.stock import BETWEEN, CALLED, HOME, WALK

HOME_NAME = "Shop"
SPECIAL_BINS = {"quarantine": "QUARANTINE", "damaged": "DAMAGED", "missing": "MISSING"}


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the shop, with how many bins it has and how many items lie there; a picker walks its aisles
    `one_way`, each from its start, or up one and down the next."""

    id: int
    name: str
    kind: str
    sells: bool
    one_way: bool
    bins: int
    items: int


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin by the name people call it, with its place in the walk and how many items lie in it."""

    id: int
    code: str
    location: str
    walk: int
    kind: str
    sells: bool
    items: int


_many_bins = select(func.count()).where(bins.c.location_id == locations.c.id).scalar_subquery()
_many_items = (
    select(func.count(stock.c.item_id.distinct()))
    .select_from(stock.join(bins, bins.c.id == stock.c.bin_id))
    .where(bins.c.location_id == locations.c.id, stock.c.on_hand > 0)
    .scalar_subquery()
)
_LOCATIONS = select(
    locations.c.id,
    locations.c.name,
    locations.c.kind,
    locations.c.sells,
    locations.c.one_way,
    _many_bins,
    _many_items,
).order_by(locations.c.id)
_lying = select(func.count()).where(stock.c.bin_id == bins.c.id, stock.c.on_hand > 0).scalar_subquery()
_BINS = (
    select(bins.c.id, CALLED, locations.c.name, bins.c.walk, bins.c.kind, bins.c.sells, _lying)
    .join(locations, locations.c.id == bins.c.location_id)
    .order_by(*WALK)
)


def all_locations(connection: Connection) -> list[Location]:
    """Every location, the shop itself first."""
    return [
        Location(key, name, kind, bool(sells), bool(one_way), *many)
        for key, name, kind, sells, one_way, *many in connection.execute(_LOCATIONS)
    ]


def location_named(connection: Connection, name: str) -> Location:
    """A location by its name, in small letters or large; refuse one that is not there."""
    known = all_locations(connection)
    for each in known:
        if each.name.casefold() == name.strip().casefold():
            return each
    there = ", ".join(each.name for each in known)
    raise NotFound(f"There is no location {name.strip()}; there is {there}.", field="location")


def all_bins(connection: Connection) -> list[Bin]:
    """Every bin in walk order."""
    return [
        Bin(key, code, place, walk, kind, bool(sells), items)
        for key, code, place, walk, kind, sells, items in connection.execute(_BINS)
    ]


def make_home(connection: Connection) -> None:
    """See that the shop itself is a location."""
    if connection.execute(select(locations.c.id).where(locations.c.id == HOME)).first() is None:
        connection.execute(insert(locations), {"id": HOME, "name": HOME_NAME, "kind": "shop"})
        if connection.dialect.name == "postgresql":
            advance_keys(connection, ["locations"])


def write_location(connection: Connection, values: dict[str, Any]) -> int:
    """Make a location; return its key."""
    key: int = connection.execute(insert(locations).returning(locations.c.id), values).scalar_one()
    return key


def change_location(connection: Connection, location_id: int, values: dict[str, Any]) -> None:
    """Write some columns of a location; what lies on its shelves sells as it does."""
    connection.execute(update(locations).where(locations.c.id == location_id).values(**values))
    here = update(bins).where(bins.c.location_id == location_id, bins.c.kind == "shelf")
    connection.execute(here.values(sells=int(values["sells"])))


def set_walk(connection: Connection, bin_id: int, walk: int) -> None:
    """Say where a bin comes in the walk."""
    connection.execute(update(bins).where(bins.c.id == bin_id).values(walk=walk))


def items_at(connection: Connection, location_id: int) -> list[tuple[int, int]]:
    """What lies at a location: (item, how much of it is reserved there) by item."""
    found = (
        select(stock.c.item_id, func.sum(stock.c.reserved))
        .join(bins, bins.c.id == stock.c.bin_id)
        .where(bins.c.location_id == location_id, stock.c.on_hand > 0)
        .group_by(stock.c.item_id)
        .order_by(stock.c.item_id)
    )
    return [(key, int(reserved)) for key, reserved in connection.execute(found)]


def bin_id_of(connection: Connection, called: str) -> int | None:
    """The key of a bin by what it is called."""
    place, code = _read(connection, called)
    return connection.execute(select(bins.c.id).where(bins.c.code == code, bins.c.location_id == place)).scalar()


def add_bin(connection: Connection, called: str, kind: str = "shelf") -> int:
    """Set up a bin; one that is called so already is taken as it is."""
    known = bin_id_of(connection, called)
    if known is not None:
        return known
    place, code = _read(connection, called)
    if place == HOME:
        make_home(connection)
    sells = connection.execute(select(locations.c.sells).where(locations.c.id == place)).scalar_one()
    made = {"code": code, "kind": kind, "location_id": place, "sells": sells if kind == "shelf" else 0}
    key: int = connection.execute(insert(bins).returning(bins.c.id), made).scalar_one()
    return key


def bin_of_kind(connection: Connection, kind: str) -> int:
    """The bin where goods of a kind (quarantine, damaged, missing) are put; the first of its kind."""
    found = connection.execute(select(func.min(bins.c.id)).where(bins.c.kind == kind)).scalar()
    return add_bin(connection, SPECIAL_BINS[kind], kind) if found is None else int(found)


def _read(connection: Connection, called: str) -> tuple[int, str]:
    """The location and the code that are meant; what names no location is a code in the shop itself."""
    name, between, code = called.partition(BETWEEN)
    if between and code.strip():
        asked = select(locations.c.id).where(func.lower(locations.c.name) == name.strip().lower())
        place = connection.execute(asked).scalar()
        if place is not None:
            return place, code.strip()
    return HOME, called
