"""What imports keep of themselves: batches, rows as they were before, saved mappings; and writing rows in numbers.

Rows in numbers go to the driver as they are, with keys taken up front, so that a quarter of a million lines with all
that hangs on them are written in seconds; every constraint of the tables still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from orderdesk.persistence.database.rows import writer
from orderdesk.persistence.schema import import_batches, import_mappings, import_records

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BLOCK = 10_000
# Enough to keep the inner pages of every index in memory while a batch is written.
_CACHE_KIB = 64_000
_USUAL_CACHE_KIB = 2_000


def stored_time(at: datetime) -> int:
    """An aware time as the tables keep it: milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


class Bulk:
    """Writes rows in numbers, table by table, in the order in which the tables were named."""

    def __init__(self, connection: Connection, tables: Mapping[str, Sequence[str]]) -> None:
        """`tables` names the columns of each table, parents before children."""
        self._connection = connection
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in tables}
        self._write = {name: writer(connection, name, columns) for name, columns in tables.items()}
        self._keys: dict[str, Iterator[int]] = {}
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """The rows of a table that wait to be written; append to it."""
        return self._rows[table]

    def keys(self, table: str) -> Iterator[int]:
        """The next free keys of a table."""
        if table not in self._keys:
            self._keys[table] = self._free_keys(table)
        return self._keys[table]

    def close(self) -> None:
        """Write the rest and give the memory back."""
        self.flush()
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql(f"PRAGMA cache_size = -{_USUAL_CACHE_KIB}")

    def flush(self) -> None:
        """Write what waits."""
        for table, rows in self._rows.items():
            if rows:
                self._write[table](rows)
                rows.clear()

    def _free_keys(self, table: str) -> Iterator[int]:
        if self._connection.dialect.name == "sqlite":
            last = self._connection.exec_driver_sql(f"SELECT COALESCE(MAX(id), 0) FROM {table}").scalar_one()  # noqa: S608
            return count(last + 1)
        return self._blocks(table)

    def _blocks(self, table: str) -> Iterator[int]:
        take = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        while True:
            yield from self._connection.execute(take, {"name": table, "count": _BLOCK}).scalars().all()


def change_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write these columns of many rows and raise their versions; the last value of each row is its key."""
    if rows:
        sign = "?" if connection.dialect.name == "sqlite" else "%s"
        named = ", ".join(f'"{column}" = {sign}' for column in columns)
        connection.exec_driver_sql(
            f"UPDATE {table} SET {named}, version = version + 1 WHERE id = {sign}",  # noqa: S608  own names
            list(rows),
        )


def count_returned(connection: Connection, rows: Sequence[tuple[int, int]]) -> None:
    """Add to what came back of order lines: (line, quantity)."""
    if rows:
        sql = text("UPDATE order_lines SET returned = returned + :more WHERE id = :key")
        connection.execute(sql, [{"key": key, "more": more} for key, more in rows])


def as_json(values: Mapping[str, Any]) -> str:
    """A row as it was, as the tables keep it."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def add_to_stock(connection: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Add to on hand, or take from it: (item, bin, quantity); a place that has no row yet gets one."""
    more = text(
        "INSERT INTO stock (item_id, bin_id, on_hand, reserved) VALUES (:item, :bin, :quantity, 0) "
        "ON CONFLICT (item_id, bin_id) DO UPDATE SET on_hand = stock.on_hand + excluded.on_hand"
    )
    less = text("UPDATE stock SET on_hand = on_hand + :quantity WHERE item_id = :item AND bin_id = :bin")
    bound = [{"item": item, "bin": place, "quantity": quantity} for item, place, quantity in rows]
    for statement, part in (
        (more, [each for each in bound if each["quantity"] >= 0]),
        (less, [each for each in bound if each["quantity"] < 0]),
    ):
        if part:
            connection.execute(statement, part)


@dataclass(frozen=True, slots=True)
class Batch:
    """One import as it was made."""

    id: int
    kind: str
    format: str
    file_name: str
    sha256: str
    at: datetime
    user: str
    summary: dict[str, Any] | None
    undone_at: datetime | None


_BATCH = select(*(import_batches.c[name] for name in Batch.__dataclass_fields__))


def add_batch(connection: Connection, values: Mapping[str, Any]) -> int:
    """Begin a batch; return its key."""
    made = insert(import_batches).returning(import_batches.c.id)
    key: int = connection.execute(made, dict(values)).scalar_one()
    return key


def unfinished_batch(connection: Connection, kind: str, sha256: str) -> int | None:
    """The latest batch of this very file that was stopped before its end."""
    same = (import_batches.c.kind == kind, import_batches.c.sha256 == sha256, import_batches.c.undone_at.is_(None))
    found = select(import_batches.c.id, import_batches.c.summary).where(*same).order_by(import_batches.c.id.desc())
    for key, summary in connection.execute(found):
        if summary and summary.get("open"):
            return int(key)
    return None


def change_batch(connection: Connection, batch_id: int, values: Mapping[str, Any]) -> None:
    """Write some columns of a batch."""
    connection.execute(update(import_batches).where(import_batches.c.id == batch_id).values(**values))


def read_batch(connection: Connection, batch_id: int) -> Batch | None:
    """A batch by its key."""
    row = connection.execute(_BATCH.where(import_batches.c.id == batch_id)).first()
    return Batch(*row) if row else None


def read_batches(connection: Connection, limit: int = 100) -> list[Batch]:
    """The latest batches, newest first."""
    return [Batch(*row) for row in connection.execute(_BATCH.order_by(import_batches.c.id.desc()).limit(limit))]


def keep_before(connection: Connection, batch_id: int, kind: str, record_id: int, before: Mapping[str, Any]) -> None:
    """Keep a row as it was before the batch changed it; the first state is the one kept."""
    known = select(func.count()).where(
        import_records.c.batch_id == batch_id, import_records.c.kind == kind, import_records.c.record_id == record_id
    )
    if not connection.execute(known).scalar_one():
        values = {"batch_id": batch_id, "kind": kind, "record_id": record_id, "before": dict(before)}
        connection.execute(insert(import_records), values)


def kept_before(connection: Connection, batch_id: int) -> list[tuple[str, int, dict[str, Any]]]:
    """What a batch changed: (kind, key, as it was)."""
    found = select(import_records.c.kind, import_records.c.record_id, import_records.c.before)
    rows = connection.execute(found.where(import_records.c.batch_id == batch_id).order_by(import_records.c.record_id))
    return [(kind, key, before) for kind, key, before in rows]


def lift_earlier(connection: Connection, batch_id: int, kind: str, record_id: int, steps: int) -> None:
    """Let the earlier batches that changed a row know it again, which is `steps` versions on and as they left it."""
    here = (import_records.c.kind == kind, import_records.c.record_id == record_id)
    found = select(import_records.c.batch_id, import_records.c.before).where(*here)
    for earlier, before in connection.execute(found.where(import_records.c.batch_id < batch_id)).all():
        lifted = update(import_records).where(*here, import_records.c.batch_id == earlier)
        connection.execute(lifted.values(before={**before, "version": before["version"] + steps}))


def forget_before(connection: Connection, batch_id: int) -> None:
    """The rows are as they were again."""
    connection.execute(delete(import_records).where(import_records.c.batch_id == batch_id))


def read_mappings(connection: Connection, kind: str) -> dict[str, dict[str, str]]:
    """The saved mappings of a kind by name, each {heading: field}."""
    found = select(import_mappings.c.name, import_mappings.c.mapping).where(import_mappings.c.kind == kind)
    return {name: mapping for name, mapping in connection.execute(found.order_by(import_mappings.c.name))}  # noqa: C416


def save_mapping(connection: Connection, kind: str, name: str, mapping: Mapping[str, str]) -> None:
    """Keep a mapping under a name, over the one before."""
    here = (import_mappings.c.kind == kind) & (import_mappings.c.name == name)
    if not connection.execute(update(import_mappings).where(here).values(mapping=dict(mapping))).rowcount:
        connection.execute(insert(import_mappings), {"kind": kind, "name": name, "mapping": dict(mapping)})


def drop_mapping(connection: Connection, kind: str, name: str) -> bool:
    """Forget a mapping; tell whether there was one."""
    here = (import_mappings.c.kind == kind) & (import_mappings.c.name == name)
    return bool(connection.execute(delete(import_mappings).where(here)).rowcount)
