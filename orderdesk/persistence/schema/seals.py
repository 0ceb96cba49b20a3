"""How much stands in each table and what all of it sums up to, so that a change by anything but OrderDesk is seen."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from orderdesk.persistence.columns.base import metadata, number, word

# `head` is the hash of the newest event, and of everything before it.
seals = Table(
    "seals",
    metadata,
    Column("name", Text, primary_key=True),
    number("counted"),
    number("total"),
    word("head"),
)
