"""The shop and the customer as papers name them."""

from __future__ import annotations

from orderdesk.documents.parts import Party, Seller
from orderdesk.domain.countries import country_name
from orderdesk.persistence.queries.order_view import Address
from orderdesk.persistence.queries.papers import BuyerRow, ShopHead


def seller_of(shop: ShopHead) -> Seller:
    """The shop at the head of a paper."""
    town = " ".join(part for part in (shop.city, shop.region, shop.postcode) if part)
    lines = (shop.line1, shop.line2, town, _country(shop.country))
    return Seller(
        name=shop.name,
        lines=tuple(line for line in lines if line),
        phone=shop.phone,
        email=shop.email,
        tax_id=shop.tax_id,
        website=shop.website,
        bank_lines=tuple(shop.bank_details.splitlines()),
    )


def party_of(address: Address | None, buyer: BuyerRow | None, *, tax_id: bool = False) -> Party | None:
    """A customer at an address; None when neither is known."""
    if address is None and buyer is None:
        return None
    names = [address.name if address else "", *((buyer.company, buyer.name) if buyer else ())]
    known = list(dict.fromkeys(name for name in names if name))
    lines = (*known[1:2], *(_written(address) if address else ()))
    return Party(
        name=known[0] if known else "Customer",
        lines=lines,
        phone=(address.phone if address else "") or (buyer.phone if buyer else ""),
        email=buyer.email if buyer else "",
        tax_id=buyer.tax_id if buyer and tax_id else "",
    )


def _written(address: Address) -> tuple[str, ...]:
    town = " ".join(part for part in (address.city, address.region, address.postcode) if part)
    lines = (address.line1, address.line2, town, _country(address.country))
    return tuple(line for line in lines if line)


def _country(code: str) -> str:
    return country_name(code) if code else ""
