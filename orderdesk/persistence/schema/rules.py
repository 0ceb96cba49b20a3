"""The shop's own rules on orders, and on which orders each has fired."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Table

from orderdesk.persistence.columns.base import flag, key, metadata, number, word
from orderdesk.persistence.columns.types import JsonText, UtcTime

rules = Table(
    "rules",
    metadata,
    key(),
    word("name", None, unique=True),
    word("event", None),
    # Lists of [fact, comparison, value] and of [action, text], as domain.rules reads them.
    Column("conditions", JsonText, nullable=False),
    Column("actions", JsonText, nullable=False),
    # The lowest comes first.
    number("priority", 10),
    flag("stop"),
    flag("active", True),
)

# A rule may be gone; what it did stays told, and the reason for which it holds an order is kept here.
rule_firings = Table(
    "rule_firings",
    metadata,
    Column("order_id", BigInteger, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("rule_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    word("held"),
)
