"""What happened: the events of everything, messages waiting to go out, and what each import brought."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from orderdesk.persistence.columns.base import key, metadata, number, ref, word
from orderdesk.persistence.columns.types import JsonText, UtcTime

# `subject` is the kind of thing ("order", "item", "till-session"…), `subject_id` its key.
events = Table(
    "events",
    metadata,
    key(),
    Column("at", UtcTime, nullable=False),
    word("user"),
    word("subject", None),
    Column("subject_id", BigInteger, nullable=False),
    word("what", None),
    word("detail"),
    # Of this event and, through the hash of the one before, of all that came before it.
    word("hash"),
    # An order, a shipment and a customer may share a key: a few rows more to look at, but a third less to keep.
    Index("ix_events_subject", "subject_id"),
)

# The outbox: one row per (order, message, version), so that a retry cannot send twice.
messages = Table(
    "messages",
    metadata,
    key(),
    ref("order_id", "orders", null=True),  # found by the unique key below
    word("kind", None),
    number("version", 1),
    word("state", "queued"),
    word("recipient"),
    word("title"),
    word("body"),
    Column("made_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    UniqueConstraint("order_id", "kind", "version"),
    CheckConstraint("state IN ('draft', 'queued', 'sent', 'failed', 'dropped')", "state"),
)

import_batches = Table(
    "import_batches",
    metadata,
    key(),
    word("kind", None),
    word("format"),
    word("file_name"),
    word("sha256"),
    Column("at", UtcTime, nullable=False),
    word("user"),
    Column("summary", JsonText),
    Column("undone_at", UtcTime),
)

# Rows that an import changed, as they were before; rows that it made carry its batch_id.
import_records = Table(
    "import_records",
    metadata,
    Column("batch_id", BigInteger, ForeignKey("import_batches.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("record_id", BigInteger, primary_key=True, autoincrement=False),
    Column("before", JsonText, nullable=False),
    sqlite_with_rowid=False,
)

# A mapping the owner saved, named, for the next file of the same shape.
import_mappings = Table(
    "import_mappings",
    metadata,
    key(),
    word("kind", None),
    word("name", None),
    Column("mapping", JsonText, nullable=False),
    UniqueConstraint("kind", "name"),
)
