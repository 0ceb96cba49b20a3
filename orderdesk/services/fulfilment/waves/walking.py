"""The rows of a picklist in the order of the walk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.waves.walk import walked
from orderdesk.persistence.fulfilment.lists import PackRow, pack_rows
from orderdesk.persistence.fulfilment.waves.floor import read_floor


def rows_to_pick(connection: Connection, shipment_ids: Sequence[int]) -> list[PackRow]:
    """What shipments take, in the order in which a picker walks: by bin, then SKU, then tote."""
    rows = pack_rows(connection, shipment_ids)
    bins = [row.bin_id for row in rows]
    place = {key: number for number, key in enumerate(walked(read_floor(connection, bins), bins))}
    return sorted(rows, key=lambda row: place[row.bin_id])
