"""The shop and the customer as papers name them, their addresses as each country writes them."""

from __future__ import annotations

from sqlalchemy import Connection

from orderdesk.documents.parts.rows import Party, Seller
from orderdesk.domain.prices.tax_words import tax_words
from orderdesk.domain.values.addresses import PostalAddress, name_comes_last, written_lines
from orderdesk.domain.values.countries import country_line, country_name
from orderdesk.domain.values.written.local import LocalForm, form_from_text
from orderdesk.persistence.papers.heads import BuyerRow, ShopHead
from orderdesk.persistence.shop.records import logo_of
from orderdesk.services.shop.local_forms import derived


def seller_of(connection: Connection, shop: ShopHead, to: str = "") -> Seller:
    """The shop at the head of a paper that goes to the country `to` (empty: at home); abroad it names its own."""
    return Seller(
        name=shop.name,
        lines=home_lines(shop, to),
        phone=shop.phone,
        email=shop.email,
        tax_id=shop.tax_id,
        website=shop.website,
        bank_lines=tuple(shop.bank_details.splitlines()),
        logo=logo_of(connection, shop.id),
        tax_word=tax_words(shop.country).tax,
        tax_number=tax_words(shop.country).number,
        form=form_of(shop),
    )


def form_of(shop: ShopHead) -> LocalForm:
    """How the shop wrote when a paper was issued."""
    return form_from_text(shop.form) if shop.form else derived(shop.country, shop.currency, "")


def home_lines(shop: ShopHead, to: str = "") -> tuple[str, ...]:
    """The shop's own address, with its country where the paper leaves that."""
    abroad = to not in ("", shop.country)
    return (*written_lines(shop, shop.country), *([country_name(shop.country).upper()] if abroad else []))


def party_of(address: PostalAddress | None, buyer: BuyerRow | None, home: str, *, tax_id: bool = False) -> Party | None:
    """A customer at an address, on a paper from the country `home`; None when neither is known."""
    if address is None and buyer is None:
        return None
    names = [address.name if address else "", *((buyer.company, buyer.name) if buyer else ())]
    known = list(dict.fromkeys(name for name in names if name))
    abroad = country_line(address.country, home) if address else ""
    return Party(
        name=known[0] if known else "Customer",
        lines=written_lines(address, home)[: -1 if abroad else None] if address else (),
        phone=(address.phone if address else "") or (buyer.phone if buyer else ""),
        email=buyer.email if buyer else "",
        tax_id=buyer.tax_id if buyer and tax_id else "",
        beside=known[1] if len(known) > 1 else "",
        tax_number=tax_words(address.country or home if address else home).number,
        country=abroad,
        name_last=address is not None and name_comes_last(address, home),
    )
