"""The shop itself: its name and address as printed, its tax, its services, its people and its number series."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from orderdesk.persistence.columns.base import flag, key, metadata, number, ref, word
from orderdesk.persistence.columns.types import UtcTime

# A shop row is never changed: an edit adds a row, so that papers keep the seller they were issued by.
shops = Table(
    "shops",
    metadata,
    key(),
    word("name", None),
    word("line1"),
    word("line2"),
    word("city"),
    word("region"),
    word("postcode"),
    word("country"),
    word("phone"),
    word("email"),
    word("tax_id"),
    word("website"),
    word("currency", None),
    word("time_zone", "UTC"),
    word("paper", "a4"),
    word("invoice_timing", "shipment"),
    number("terms_days", 30),
    number("cash_step", 1),
    number("return_days", 30),
    word("payment_terms"),
    word("bank_details"),
    ref("tax_profile_id", "tax_profiles"),
    Column("since", UtcTime, nullable=False),
    # Orders are paid before they are picked, and billed when they ship.
    flag("pay_first"),
    # What ships is invoiced at once and by itself.
    flag("bills_itself"),
    # A PNG as papers show it; a change of the shop carries it along.
    Column("logo", LargeBinary),
    # How the codes are laid out that the shop's scales print; see domain.scale_codes.
    word("scale_codes"),
    # The hour of night at which the business day ends, "04:00" for a bar.
    word("day_ends", "00:00"),
    # How many totes a cart takes, and after how many minutes work that somebody left alone is free for others.
    number("cart_totes", 8),
    number("free_after", 30),
    # The decimal sign the shop chose, empty for that of its country; and how it writes figures, money and days as JSON.
    word("numbers"),
    word("form"),
    CheckConstraint("paper IN ('a4', 'letter')", "paper"),
    CheckConstraint("invoice_timing IN ('order', 'shipment')", "invoice_timing"),
)

tax_profiles = Table(
    "tax_profiles",
    metadata,
    key(),
    word("name", None, unique=True),
    flag("inclusive"),
    word("policy", "per-document"),
    word("rounding", "half-up"),
    CheckConstraint("policy IN ('per-document', 'per-line')", "policy"),
    CheckConstraint("rounding IN ('half-up', 'half-even', 'up', 'down')", "rounding"),
)

tax_rates = Table(
    "tax_rates",
    metadata,
    key(),
    ref("tax_profile_id", "tax_profiles", index=True),
    word("tax_class", None),
    word("label", None),
    number("rate", None),
    Column("valid_from", Date, nullable=False),
    word("exemption"),
    UniqueConstraint("tax_profile_id", "tax_class", "valid_from"),
    CheckConstraint("rate >= 0 AND rate <= 1000000", "rate"),
)

# The tax of where the goods go; it stands before the rates of the shop's profile.
destination_rates = Table(
    "destination_rates",
    metadata,
    key(),
    word("country", None),
    word("region"),
    word("tax_class"),
    number("rate", None),
    Column("valid_from", Date, nullable=False),
    word("exemption"),
    UniqueConstraint("country", "region", "tax_class", "valid_from"),
    CheckConstraint("rate >= 0 AND rate <= 1000000", "rate"),
    CheckConstraint("exemption = '' OR rate = 0", "exemption"),
)

services = Table(
    "services",
    metadata,
    key(),
    word("code", None, unique=True),
    word("name", None),
    word("carrier"),
    number("price"),
    word("tax_class", "standard"),
    # Rate bands as JSON text [[max grams, amount], …]; empty means the flat price.
    word("bands"),
    number("divisor", 5000),
    Column("free_over", Integer),
    word("cutoff"),
    flag("active", True),
    # What a parcel costs the shop; empty while nobody said so.
    Column("cost", BigInteger),
    # Where it goes, as JSON text (domain.zones); empty is everywhere.
    word("zones"),
    # The customer fetches the goods: nothing is sent.
    flag("pickup"),
    # The days of the week on which its carrier comes, "Mon Tue Fri"; empty is every day.
    word("days"),
)

users = Table(
    "users",
    metadata,
    key(),
    word("name", None, unique=True),
    word("role", "owner"),
    flag("active", True),
    # A salted hash; empty while the person has none.
    word("pin"),
    CheckConstraint("role IN ('owner', 'manager', 'counter', 'packer', 'read-only')", "role"),
)

# Wrong PINs in a row, by the PC they were typed at: after some no other is heard there for a while, and only there.
pin_tries = Table(
    "pin_tries",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("pc", Text, primary_key=True),
    number("wrong"),
    Column("until", UtcTime),
)

# How far a role may go with a right, where the shop has set it; NULL is without end.
role_limits = Table(
    "role_limits",
    metadata,
    Column("role", Text, primary_key=True),
    Column("right", Text, primary_key=True),
    Column("most", BigInteger),
)

# How the shop sets a check that is made on confirm; one that has no row is as the program starts it.
checks = Table(
    "checks",
    metadata,
    Column("code", Text, primary_key=True),
    flag("is_on", True),
    number("level"),
    CheckConstraint("level >= 0", "level"),
)

# The next number of each series; taken by UPDATE … RETURNING as the last write of the transaction that uses it.
counters = Table(
    "counters",
    metadata,
    Column("series", Text, primary_key=True),
    number("next", 1),
    # Whether it begins anew each year, and the year of the number given out last.
    flag("yearly"),
    number("year"),
)
