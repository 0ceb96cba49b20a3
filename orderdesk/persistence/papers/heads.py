"""Who stands at the head of every paper: the shop as it was, and the buyer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from orderdesk.domain.prices.destinations import TaxHome
from orderdesk.persistence.columns.rows import columns_of
from orderdesk.persistence.schema import customers, shops


@dataclass(frozen=True, slots=True)
class ShopHead:
    """The shop as it was when a paper was issued."""

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
    paper: str
    return_days: int
    payment_terms: str
    bank_details: str
    form: str

    @property
    def tax_home(self) -> TaxHome:
        """Where it was taxed."""
        return TaxHome(self.country, self.region)


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """Who an order was for, as papers name them."""

    name: str
    company: str
    phone: str
    email: str
    tax_id: str


def shop_head(connection: Connection, shop_id: int | None = None) -> ShopHead:
    """The shop as `shop_id` was written, or as it is now."""
    found = select(*columns_of(shops, ShopHead))
    found = found.order_by(shops.c.id.desc()).limit(1) if shop_id is None else found.where(shops.c.id == shop_id)
    return ShopHead(*connection.execute(found).one())


def buyer_row(connection: Connection, customer_id: int | None) -> BuyerRow | None:
    """Who bought; None for a walk-in."""
    if customer_id is None:
        return None
    found = select(*columns_of(customers, BuyerRow)).where(customers.c.id == customer_id)
    return BuyerRow(*connection.execute(found).one())
