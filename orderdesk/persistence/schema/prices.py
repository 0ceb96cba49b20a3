"""Customer groups, their price lists, exchange rates, the prices agreed with one customer, and coupons."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Table, UniqueConstraint

from orderdesk.persistence.columns.base import flag, key, metadata, number, ref, word

customer_groups = Table("customer_groups", metadata, key(), word("name", None, unique=True))

price_lists = Table(
    "price_lists",
    metadata,
    key(),
    word("name", None, unique=True),
    ref("group_id", "customer_groups", index=True),
    word("currency", None),
    # The first and the last day on which it holds; empty is without end.
    Column("valid_from", Date),
    Column("valid_to", Date),
)

# What one unit of another currency is worth in the shop's own, in hundred-millionths; a list in it is priced by it.
exchange_rates = Table(
    "exchange_rates",
    metadata,
    key(),
    word("currency", None),
    Column("valid_from", Date, nullable=False),
    number("rate", None),
    UniqueConstraint("currency", "valid_from"),
    CheckConstraint("rate > 0", "rate"),
)

# Unit prices without regard to order lines that exist: those keep the price they were written with.
price_rows = Table(
    "price_rows",
    metadata,
    Column("list_id", BigInteger, ForeignKey("price_lists.id"), primary_key=True, autoincrement=False),
    Column("item_id", BigInteger, ForeignKey("items.id"), primary_key=True, autoincrement=False, index=True),
    Column("from_quantity", BigInteger, primary_key=True, autoincrement=False),
    number("price", None),
    CheckConstraint("from_quantity > 0 AND price >= 0", "price"),
)

customer_prices = Table(
    "customer_prices",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("item_id", BigInteger, ForeignKey("items.id"), primary_key=True, autoincrement=False, index=True),
    Column("from_quantity", BigInteger, primary_key=True, autoincrement=False),
    number("price", None),
    Column("valid_from", Date),
    Column("valid_to", Date),
    CheckConstraint("from_quantity > 0 AND price >= 0", "price"),
)

# A coupon takes a part or an amount off the goods, or the price of delivery; how often it was used its orders tell.
coupons = Table(
    "coupons",
    metadata,
    key(),
    word("code", None, unique=True),
    number("rate"),
    number("amount"),
    flag("free_delivery"),
    number("minimum"),
    Column("valid_from", Date),
    Column("valid_to", Date),
    # Empty is as often as wanted.
    Column("most_uses", BigInteger),
    Column("most_each", BigInteger),
    flag("active", True),
    CheckConstraint("rate >= 0 AND rate <= 1000000 AND amount >= 0 AND minimum >= 0", "worth"),
)
