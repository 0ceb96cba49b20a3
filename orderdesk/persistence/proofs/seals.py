"""Nothing was changed behind OrderDesk's back: the schema is ours, the chain of events whole, every seal fits.

What a change through OrderDesk left behind is asked elsewhere; here speaks what never went through it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, text

from orderdesk.domain.care.checking import Finding
from orderdesk.persistence.care import own_schema
from orderdesk.persistence.database import seals
from orderdesk.persistence.proofs.base import MOST, Context
from orderdesk.persistence.record.history import link
from orderdesk.persistence.record.paper_hashes import changed_papers

_STATES = {
    "missing": "is missing; put it back with a restore.",
    "foreign": "is not of OrderDesk; find out who put it there.",
    "changed": "is not as OrderDesk made it.",
}
_CHAIN = text('SELECT id, at, "user", subject, subject_id, what, detail, hash FROM events ORDER BY id')
RESTORED = "restored"
_RESTORED = text(
    "SELECT at, (SELECT count(*) FROM events b WHERE b.id <= e.id) FROM events e WHERE what = :what "
    "ORDER BY id DESC LIMIT 1"
)
_CLOSED = text("SELECT t.name, s.z_number, s.z_report FROM till_sessions s JOIN tills t ON t.id = s.till_id "
               "WHERE s.z_report IS NOT NULL ORDER BY s.id")  # fmt: skip


def prove(connection: Connection, context: Context) -> Iterator[Finding]:
    """The schema, every table's seal, the chain with what is anchored in it, and each issued paper."""
    for kind, name, state in own_schema.differences(connection):
        yield Finding("seal.schema", kind, name, f"The {kind} {name} {_STATES[state]}")
    context.tick()
    for table, more in seals.broken(connection, seals.sealed_tables()):
        yield Finding("seal.rows", table.replace("_", " "), table, _broken(table, more))
        context.tick()
    if not seals.tied(connection):
        said = "The tables are not all of one time: rows of an older copy were put in the place of newer ones."
        yield Finding("seal.seals", "table", seals.NAME, said)
    yield from _chain(connection, context)
    for number in changed_papers(connection):
        yield Finding("seal.paper", "paper", number, f"{number} is not what was issued under this number.")


def _broken(table: str, more: int) -> str:
    name = table.replace("_", " ")
    if more > 0:
        return f"The table of {name} holds {more} more than OrderDesk wrote."
    if more < 0:
        return f"The table of {name} lacks {-more} that OrderDesk wrote."
    return f"The table of {name} was changed by something other than OrderDesk."


def _chain(connection: Connection, context: Context) -> Iterator[Finding]:
    """Follow the hashes from the first event; what comes after a break is still followed, from what it says itself."""
    anchors = [*_anchors(connection), *_of_backups(connection, context)]
    head, count, breaks = "", 0, 0
    for key, *kept, said in connection.execute(_CHAIN):
        count += 1
        if said != link(head, kept) and breaks < MOST:
            breaks += 1
            yield _break(key)
        head = said
        for name in [name for name, anchor in anchors if anchor[0] == count and anchor[1] != head]:
            yield _anchor_lost(name)
        if count % 10_000 == 0:
            context.tick()
    for name in [name for name, anchor in anchors if anchor[0] > count]:
        yield _anchor_lost(name)
    if (count, head) != seals.anchor_of(connection):
        yield Finding("seal.end", "event", "history", "The newest events are gone, or others stand in their place.")


def _break(key: int) -> Finding:
    said = f"Event {key} or the one before it is not what was written: an event was changed, added or removed there."
    return Finding("seal.event", "event", str(key), said)


def _anchor_lost(name: str) -> Finding:
    said = f"The history that {name} was made on is not the history here; events were changed or removed since."
    return Finding("seal.anchor", "till-session", name, said)


def _of_backups(connection: Connection, context: Context) -> Iterator[tuple[str, tuple[int, str]]]:
    """How far the chain was when each backup was made; what was given up by a restore since is not asked for."""
    restored = connection.execute(_RESTORED, {"what": RESTORED}).first()
    moment, left = restored or (0, 0)
    for name, made_at, events, head in context.backups:
        if head and (made_at > moment or events < left):
            yield f"the backup {name}", (events, head)


def _anchors(connection: Connection) -> list[tuple[str, tuple[int, str]]]:
    """How far the chain was when each Z was made: (name, (events, hash))."""
    found = []
    for till, number, report in connection.execute(_CLOSED):
        try:
            kept = json.loads(report).get("chain")
            if kept:
                found.append((f"Z {number} of {till}", (int(kept[0]), str(kept[1]))))
        except (ValueError, TypeError, AttributeError, KeyError, IndexError):
            continue  # a Z that cannot be read is a finding of the tills
    return found
