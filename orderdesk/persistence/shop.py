"""The shop, its tax profile and its shipping services as they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from orderdesk.domain.errors import NotFound
from orderdesk.domain.money import Rounding
from orderdesk.domain.tax import TaxPolicy, TaxProfile, TaxRate
from orderdesk.persistence.schema import services, shops, tax_profiles, tax_rates


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop as it is now; papers keep the row they were issued by."""

    id: int
    name: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str
    email: str
    tax_id: str
    website: str
    currency: str
    time_zone: str
    paper: str
    invoice_timing: str
    terms_days: int
    cash_step: int
    return_days: int
    payment_terms: str
    bank_details: str
    tax_profile: TaxProfile


@dataclass(frozen=True, slots=True)
class Service:
    """A carrier's service and its price rule; amounts in minor units, bands as JSON text."""

    id: int
    code: str
    name: str
    carrier: str
    price: int
    tax_class: str
    bands: str
    divisor: int
    free_over: int | None
    cutoff: str
    active: int


_OWN = [each.name for each in fields(Shop) if each.name != "tax_profile"]
_SHOP = select(*(shops.c[name] for name in _OWN), shops.c.tax_profile_id)
_LATEST = _SHOP.order_by(shops.c.id.desc()).limit(1)
_BY_ID = _SHOP.where(shops.c.id == bindparam("key"))
_PROFILE = select(tax_profiles).where(tax_profiles.c.id == bindparam("key"))
_RATES = (
    select(tax_rates.c.tax_class, tax_rates.c.label, tax_rates.c.rate, tax_rates.c.valid_from, tax_rates.c.exemption)
    .where(tax_rates.c.tax_profile_id == bindparam("key"))
    .order_by(tax_rates.c.id)
)
_SERVICES = select(*(services.c[each.name] for each in fields(Service)))
_SERVICE = _SERVICES.where(services.c.code == bindparam("code"))


def shop_of(connection: Connection, shop_id: int | None = None) -> Shop:
    """The shop as it is now, or as it was when `shop_id` was written; refuse a database without one."""
    row = connection.execute(
        _LATEST if shop_id is None else _BY_ID, {} if shop_id is None else {"key": shop_id}
    ).first()
    if row is None:
        raise NotFound("This database has no shop yet; set one up first.")
    own = {name: row._mapping[name] for name in _OWN}
    return Shop(**own, tax_profile=profile_of(connection, row.tax_profile_id))


def has_shop(connection: Connection) -> bool:
    """Whether a shop was set up."""
    return connection.execute(select(shops.c.id).limit(1)).first() is not None


def profile_of(connection: Connection, profile_id: int) -> TaxProfile:
    """A tax profile with its rates."""
    row = connection.execute(_PROFILE, {"key": profile_id}).one()
    rates = tuple(TaxRate(*each) for each in connection.execute(_RATES, {"key": profile_id}))
    return TaxProfile(row.id, row.name, bool(row.inclusive), TaxPolicy(row.policy), Rounding(row.rounding), rates)


def add_shop(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write the shop anew; return the key of the row."""
    key: int = connection.execute(insert(shops).returning(shops.c.id), dict(values)).scalar_one()
    return key


def add_profile(connection: Connection, values: Mapping[str, Any], rates: Sequence[Mapping[str, Any]]) -> int:
    """Write a tax profile with its rates; return its key."""
    key: int = connection.execute(insert(tax_profiles).returning(tax_profiles.c.id), dict(values)).scalar_one()
    connection.execute(insert(tax_rates), [{"tax_profile_id": key, **rate} for rate in rates])
    return key


def add_services(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write shipping services."""
    connection.execute(insert(services), [dict(row) for row in rows])


def service_by_code(connection: Connection, code: str) -> Service | None:
    """The service called `code`."""
    row = connection.execute(_SERVICE, {"code": code}).first()
    return Service(*row) if row else None


def services_of(connection: Connection) -> list[Service]:
    """The services on offer."""
    return [
        Service(*row) for row in connection.execute(_SERVICES.where(services.c.active == 1).order_by(services.c.id))
    ]
