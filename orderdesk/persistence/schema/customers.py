"""Customers with their addresses, contacts and the codes they know our items by."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from orderdesk.persistence.columns.base import flag, key, metadata, number, partial_index, ref, word
from orderdesk.persistence.columns.types import UtcTime

customers = Table(
    "customers",
    metadata,
    key(),
    word("number", None, unique=True),
    word("name", None),
    word("company"),
    word("phone"),
    word("phone_digits", index=True),
    word("email"),
    word("tax_id"),
    # A reason printed on the invoice; empty means the customer is taxed.
    word("tax_exemption"),
    number("terms_days", 0),
    Column("credit_limit", Integer),
    number("discount"),
    word("blocked"),
    # How their orders are sent when not all is there: "part" by part, "complete" or "ask"; empty is the shop's way.
    word("shipping"),
    # The group whose price lists they buy by.
    Column("group_id", BigInteger),
    word("instructions"),
    word("remote_id"),
    ref("batch_id", "import_batches", null=True),
    flag("active", True),
    # The customer that this one turned out to be; its papers and payments stay under the old number.
    Column("merged_into_id", BigInteger),
    Column("created_at", UtcTime, nullable=False),
    number("version", 1),
    # When their orders are invoiced: "order", "shipment" or "payment"; empty is the shop's way.
    word("invoicing"),
    CheckConstraint("discount >= 0 AND discount <= 1000000", "discount"),
    Index("ix_customers_name", "name", "id"),
    partial_index("ix_customers_merged", "merged_into_id", where="merged_into_id IS NOT NULL"),
)

# An address is never changed: an edit writes a new row and retires the old one, so that an order, a shipment and an
# invoice can point to what was true when they were made.
addresses = Table(
    "addresses",
    metadata,
    key(),
    ref("customer_id", "customers", null=True, index=True),
    word("label"),
    word("name"),
    word("line1"),
    word("line2"),
    word("city"),
    word("region"),
    word("postcode"),
    word("country"),
    word("phone"),
    flag("bill_to"),
    flag("ship_to"),
    flag("retired"),
)

contacts = Table(
    "contacts",
    metadata,
    key(),
    ref("customer_id", "customers", index=True),
    word("name", None),
    word("job"),
    word("phone"),
    word("email"),
    UniqueConstraint("customer_id", "name", "email"),
)

# What a customer calls an item, in capitals: the code on their own order form.
customer_items = Table(
    "customer_items",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    ref("item_id", "items", index=True),
)
