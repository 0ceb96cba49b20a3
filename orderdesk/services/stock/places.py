"""Locations and bins: where the shop keeps its goods, which of it can be promised, and how a picker walks."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import clean, count_word, one_of
from orderdesk.persistence.schema.stock import BETWEEN, HOME
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock.places import Bin, Location
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.promise_days import recompute

__all__ = [
    "AISLES",
    "KINDS",
    "Bin",
    "Location",
    "LocationForm",
    "add_location",
    "change_location",
    "locations",
    "set_walk",
]

KINDS = ("shop", "store room", "3PL", "van", "in transit")
AISLES = ("Up one aisle, down the next", "Each aisle from its start")
"""How a picker walks the aisles of a location that is not, or is, walked one way."""
_LONGEST = 40
LAST_WALK = 1_000_000


@dataclass(frozen=True, slots=True)
class LocationForm:
    """A location as it is typed; what lies there can be promised when it `sells`, and a picker walks its aisles
    `one_way`, or up one and down the next."""

    name: str
    kind: str = "store room"
    sells: bool = True
    one_way: bool = False


def locations(desk: Desk) -> list[Location]:
    """Every location, the shop itself first."""
    with desk.reading() as connection:
        return places.all_locations(connection)


def add_location(desk: Desk, form: LocationForm) -> int:
    """Set up a location; returns its key."""
    with desk.writing(right="change settings") as work:
        values = _checked(work, form)
        places.make_home(work.connection)
        key = places.write_location(work.connection, values)
        work.event("location", key, "added", str(values["name"]))
        work.touch("shop")
        return key


def change_location(
    desk: Desk,
    location: str,
    *,
    name: str | None = None,
    kind: str | None = None,
    sells: bool | None = None,
    one_way: bool | None = None,
) -> None:
    """Rename a location, say how its aisles are walked, or take what lies there off sale and put it on again; that is
    refused while any of it is reserved. What is not named stays as it is."""
    with desk.writing(right="change settings") as work:
        found = places.location_named(work.connection, location)
        form = LocationForm(
            found.name if name is None else name,
            found.kind if kind is None else kind,
            found.sells if sells is None else sells,
            found.one_way if one_way is None else one_way,
        )
        if found.id == HOME and form.kind != "shop":
            raise Refused(f"{found.name} is the shop itself; it stays one.", field="kind")
        values = _checked(work, form, found)
        here = places.items_at(work.connection, found.id)
        tied = sum(reserved > 0 for _, reserved in here)
        if tied and found.sells and not form.sells:
            raise Refused(
                f"{count_word(tied, 'item')} in {found.name} {'is' if tied == 1 else 'are'} reserved for orders: ship "
                "them or move the goods first.",
                field="sells",
            )
        places.change_location(work.connection, found.id, values)
        work.event(
            "location", found.id, "changed", f"{values['name']}, {_said(form.sells)}, {AISLES[form.one_way].lower()}"
        )
        recompute(work, [item_id for item_id, _ in here])
        work.touch("shop", "stock")


def set_walk(desk: Desk, code: str, walk: int) -> None:
    """Say where a picker comes by a bin: the lowest number first, those of one number by their codes."""
    with desk.writing(right="change settings") as work:
        if not 0 <= walk <= LAST_WALK:
            raise Refused(f"Enter a place in the walk from 0 to {LAST_WALK:,}.", field="walk")
        key = places.bin_id_of(work.connection, code.strip())
        if key is None:
            raise NotFound(f"There is no bin {code.strip()}.", field="bin")
        places.set_walk(work.connection, key, walk)
        work.event("bin", key, "walk changed", f"{code.strip()}: {walk}")
        work.touch("stock")


def _checked(work: Work, form: LocationForm, old: Location | None = None) -> dict[str, object]:
    name = clean(form.name, "name", required=True, longest=_LONGEST)
    if BETWEEN in name:
        raise Refused(f"A location has no {BETWEEN} in its name: it stands before its bins.", field="name")
    known = [each for each in places.all_locations(work.connection) if each.name.casefold() == name.casefold()]
    if known and (old is None or known[0].id != old.id):
        raise Refused(f"There is a location {known[0].name} already.", field="name")
    return {
        "name": name,
        "kind": one_of(form.kind, "kind", KINDS),
        "sells": int(form.sells),
        "one_way": int(form.one_way),
    }


def _said(sells: bool) -> str:
    return "sells" if sells else "does not sell"
