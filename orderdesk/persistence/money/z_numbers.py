"""Z reports found by their number, as it is read off the paper: "Z-3" of each till that has one."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from orderdesk.persistence.record.numbers_of import Numbered
from orderdesk.persistence.schema import till_sessions, tills

_Z = re.compile(r"Z[- ]?(\d{1,9})", re.IGNORECASE)


def z_numbered(connection: Connection, typed: str) -> list[Numbered]:
    """The closed sessions of this Z number, one at most for each till; nothing for what is no Z number."""
    found = _Z.fullmatch(typed.strip())
    if not found:
        return []
    wanted = (
        select(till_sessions.c.id, till_sessions.c.z_number, tills.c.name)
        .join(tills, tills.c.id == till_sessions.c.till_id)
        .where(till_sessions.c.z_number == int(found[1]))
        .order_by(till_sessions.c.till_id)
    )
    return [Numbered("z", key, f"Z-{number} {till}") for key, number, till in connection.execute(wanted)]
