"""The floor of the locations that goods are picked from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from orderdesk.domain.fulfilment.waves.walk import BinPlace, Floor, floor_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import bins, locations

_locations = select(bins.c.location_id).where(bins.c.id.in_(bindparam("keys", expanding=True)))
# A bin that goods lie in is on the floor, whatever it is for.
_PLACES = Ready(
    select(bins.c.id, bins.c.location_id, bins.c.code, bins.c.walk, locations.c.one_way)
    .join(locations, locations.c.id == bins.c.location_id)
    .where(
        bins.c.location_id.in_(_locations),
        (bins.c.kind == "shelf") | bins.c.id.in_(bindparam("keys", expanding=True)),
    )
)


def read_floor(connection: Connection, bin_ids: Iterable[int]) -> Floor:
    """The floor of every location in which one of these bins is."""
    rows = _PLACES.rows(connection, {"keys": list(dict.fromkeys(bin_ids))})
    return floor_of(BinPlace(key, place, code, walk, bool(one_way)) for key, place, code, walk, one_way in rows)
