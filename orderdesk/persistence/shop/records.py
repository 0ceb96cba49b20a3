"""The shop: its current row with its tax profile, its services, people and tills."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.destinations import TaxHome
from orderdesk.domain.prices.rates import Band
from orderdesk.domain.prices.tax import TaxPolicy, TaxProfile, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.prices.zones import zones_from_text, zones_text
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Rounding
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import items, services, shops, tax_profiles, tax_rates, tills

_SHOP_PART = tuple(each.name for each in fields(Shop) if each.name != "tax_profile")
_PROFILE_PART = ("id", "name", "inclusive", "policy", "rounding")
_RATE_PART = tuple(each.name for each in fields(TaxRate))
# One row for each rate of the shop's profile, the shop and the profile on every one of them: one statement in all.
_SHOP = Ready(
    select(
        *(shops.c[name] for name in _SHOP_PART),
        *(tax_profiles.c[name] for name in _PROFILE_PART),
        *(tax_rates.c[name] for name in _RATE_PART),
    )
    .select_from(shops.join(tax_profiles).join(tax_rates))
    .where(shops.c.id == select(func.max(shops.c.id)).scalar_subquery())
    .order_by(tax_rates.c.id)
)
_RATES = select(*(tax_rates.c[name] for name in _RATE_PART)).where(tax_rates.c.tax_profile_id == bindparam("key"))
_SERVICE = select(*columns_of(services, Service))
_SERVICES = Ready(_SERVICE.order_by(services.c.name))
_OFFERED = Ready(_SERVICE.where(services.c.active == 1).order_by(services.c.name))
_SERVICE_BY_ID = Ready(_SERVICE.where(services.c.id == bindparam("key")))
_SERVICE_BY_CODE = Ready(_SERVICE.where(services.c.code == bindparam("code")))


def shop_of(connection: Connection) -> Shop:
    """The shop as it is now; refuse when it has not been set up yet."""
    rows = _SHOP.rows(connection)
    if not rows:
        raise Refused("The shop is not set up yet; give its name and address first.")
    after_shop = len(_SHOP_PART)
    after_profile = after_shop + len(_PROFILE_PART)
    key, name, inclusive, policy, rounding = rows[0][after_shop:after_profile]
    rates = tuple(TaxRate(*row[after_profile:]) for row in rows)
    profile = TaxProfile(key, name, bool(inclusive), TaxPolicy(policy), Rounding(rounding), rates)
    return Shop(**dict(zip(_SHOP_PART, rows[0], strict=False)), tax_profile=profile)


def shop_head(connection: Connection) -> tuple[str, str]:
    """The shop's name and currency as they are now; refuse while there is none."""
    head = select(shops.c.name, shops.c.currency).order_by(shops.c.id.desc()).limit(1)
    row = connection.execute(head).first()
    if row is None:
        raise NotFound("The shop is not set up yet; give its name and address first.")
    return row.name, row.currency


def tax_home(connection: Connection) -> TaxHome:
    """Where the shop is taxed now; nowhere while there is none."""
    row = connection.execute(select(shops.c.country, shops.c.region).order_by(shops.c.id.desc()).limit(1)).first()
    return TaxHome(*row) if row else TaxHome("")


def add_shop(connection: Connection, values: Mapping[str, Any]) -> None:
    """Write the shop as it is from now on; a `logo` of None is the one that it has, an empty one is none."""
    logo = logo_of(connection) if values.get("logo") is None else values["logo"]
    connection.execute(insert(shops), dict(values) | {"logo": logo or None})


def logo_of(connection: Connection, shop_id: int | None = None) -> bytes | None:
    """The logo of the shop as `shop_id` was written, or as it is now: a PNG."""
    found = select(shops.c.logo)
    found = found.order_by(shops.c.id.desc()).limit(1) if shop_id is None else found.where(shops.c.id == shop_id)
    kept = connection.execute(found).scalar()
    return bytes(kept) if kept else None


def add_profile(connection: Connection, rules: TaxRules) -> int:
    """Write a tax profile with its rates; one whose name is taken gets a number after it."""
    taken = set(connection.execute(select(tax_profiles.c.name)).scalars())
    numbered = (f"{rules.name} {number}" for number in range(2, len(taken) + 3))
    values = {
        "name": next(name for name in (rules.name, *numbered) if name not in taken),
        "inclusive": int(rules.inclusive),
        "policy": str(rules.policy),
        "rounding": str(rules.rounding),
    }
    key: int = connection.execute(insert(tax_profiles).returning(tax_profiles.c.id), values).scalar_one()
    for rate in rules.rates:
        add_rate(connection, key, rate)
    return key


def add_rate(connection: Connection, profile_id: int, rate: TaxRate) -> None:
    """Write a rate; one of the same class and day is replaced."""
    values = {name: getattr(rate, name) for name in _RATE_PART}
    same = (
        tax_rates.c.tax_profile_id == profile_id,
        tax_rates.c.tax_class == rate.tax_class,
        tax_rates.c.valid_from == rate.valid_from,
    )
    if not connection.execute(update(tax_rates).where(*same).values(**values)).rowcount:
        connection.execute(insert(tax_rates), {"tax_profile_id": profile_id, **values})


def classes_used(connection: Connection) -> set[str]:
    """The tax classes that items and services have."""
    return {
        tax_class
        for each in (items, services)
        for tax_class in connection.execute(select(each.c.tax_class).distinct()).scalars()
    }


def read_services(connection: Connection, *, all_of_them: bool = False) -> list[Service]:
    """The services in use by name, or with those laid aside too."""
    return [_service(row) for row in (_SERVICES if all_of_them else _OFFERED).rows(connection)]


def shop_and_services(connection: Connection) -> tuple[Shop, list[Service]]:
    """The shop as it is now, and its services with those laid aside."""
    return shop_of(connection), read_services(connection, all_of_them=True)


def service_by_code(connection: Connection, code: str) -> Service | None:
    """The service of that code, case aside."""
    row = _SERVICE_BY_CODE.first(connection, {"code": code.strip().casefold()})
    return _service(row) if row else None


def service_called(connection: Connection, code: str, *, offered: bool = False) -> Service:
    """The same; refuse a code that no service has, or with `offered` one of a service that is laid aside."""
    found = service_by_code(connection, code)
    if found is None or (offered and not found.active):
        raise NotFound(f"There is no shipping service {code.strip()[:40]}.", field="service")
    return found


def service_of(connection: Connection, service_id: int | None) -> Service | None:
    """The service of this key."""
    row = _SERVICE_BY_ID.first(connection, {"key": service_id}) if service_id else None
    return _service(row) if row else None


def save_service(connection: Connection, values: Mapping[str, Any]) -> int:
    """Write a service under its code, new or as it is from now on; `bands` are pairs of grams and amounts,
    `zones` those of `domain.zones`."""
    bands = json.dumps(values["bands"]) if values.get("bands") else ""
    kept = {**values, "bands": bands, "zones": zones_text(values.get("zones", ()))}
    changed = update(services).where(services.c.code == kept["code"]).values(**kept).returning(services.c.id)
    key = connection.execute(changed).scalar()
    if key is None:
        key = connection.execute(insert(services).returning(services.c.id), kept).scalar_one()
    return int(key)


def add_till(connection: Connection, name: str) -> None:
    """Set up a till, if it is not there yet."""
    if connection.execute(select(tills.c.id).where(tills.c.name == name)).scalar() is None:
        connection.execute(insert(tills), {"name": name})


def _service(row: Sequence[Any]) -> Service:
    key, code, name, carrier, price, tax_class, bands, divisor, free_over, cutoff, active, cost, zones, pickup, days = (
        row
    )
    pairs = _bands(json.loads(bands)) if bands else ()
    where = zones_from_text(zones)
    return Service(
        key, code, name, carrier, price, tax_class, pairs, divisor, free_over, cutoff, bool(active), cost, where,
        bool(pickup), days,
    )  # fmt: skip


def _bands(pairs: Iterable[Sequence[int]]) -> tuple[Band, ...]:
    return tuple((up_to, price) for up_to, price in pairs)
