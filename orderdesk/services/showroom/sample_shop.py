"""The sample shop, "Thistle & Tide": invented, and the same on every PC."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from orderdesk.domain.prices.tax import TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.prices.zones import parse_zones
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.money import parse_amount, parse_percent, parse_price, scaled
from orderdesk.domain.values.quantity import Quantity, parse_quantity, pieces
from orderdesk.domain.values.sizes import parse_size
from orderdesk.domain.values.written.local import FILES, using
from orderdesk.resources import resource
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.cartons.keeping import CartonForm
from orderdesk.services.imports.setting_up import Coming, NewShop, set_up
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.taking import CallerForm
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm

FILE = "sample_shop.toml"
Row = Mapping[str, Any]


def open_sample_shop(desk: Desk) -> Shop:
    """Set up the sample shop with its items, stock and customers; a shop that is set up already is left as it is."""
    return set_up(desk, read_sample_shop())


@using(FILES)
def read_sample_shop() -> NewShop:
    """The sample shop as it is kept in the program's own files."""
    found = tomllib.loads(resource(FILE).read_text(encoding="utf-8"))
    currency = found["shop"]["currency"]
    return NewShop(
        ShopForm(**found["shop"], tax=_tax(found["tax"])),
        tuple(_service(row, currency) for row in found["services"]),
        tuple(_item(row) for row in found["items"]),
        tuple(_customer(row) for row in found["customers"]),
        tuple(_coming(row) for row in found["incoming"]),
        tuple(_carton(row) for row in found["cartons"]),
    )


def _tax(row: Row) -> TaxRules:
    rates = [
        TaxRate(each["class"], each["label"], parse_percent(each["rate"]), exemption=each.get("exemption", ""))
        for each in row["rates"]
    ]
    return TaxRules(row["name"], tuple(rates))


def _service(row: Row, currency: str) -> ServiceForm:
    values = dict(row)
    amounts: dict[str, Any] = {
        name: parse_amount(values.pop(name), currency) for name in ("price", "free_over", "cost") if name in values
    }
    bands = tuple((band["up_to_g"], parse_amount(band["price"], currency)) for band in values.pop("bands", ()))
    zones = parse_zones("\n".join(values.pop("to", ())), currency)
    return ServiceForm(**values, **amounts, bands=bands, zones=zones)


def _item(row: Row) -> tuple[ItemForm, Quantity]:
    values = dict(row)
    prices: dict[str, Any] = {name: parse_price(values.pop(name)) for name in ("price", "cost") if name in values}
    levels: dict[str, Any] = {
        name: pieces(values.pop(name)) for name in ("reorder_point", "safety_stock") if name in values
    }
    weight = scaled(values.pop("weight_kg", "0"), 3, "weight_kg", "a weight has at most 3 decimals")
    barcode, stock = values.pop("barcode", ""), str(values.pop("stock", 0))
    form = ItemForm(**values, **prices, **levels, weight_g=weight, barcodes=(barcode,) if barcode else ())
    return form, 0 if stock == "0" else parse_quantity(stock)


def _carton(row: Row) -> tuple[CartonForm, int | None]:
    values = dict(row)
    sizes: dict[str, Any] = {name: parse_size(values.pop(name), "cm") for name in ("inside", "outer")}
    cost, stock = parse_price(values.pop("cost")), values.pop("stock")
    return CartonForm(**values, **sizes, cost=cost), stock


def _customer(row: Row) -> CallerForm:
    values = dict(row)
    discount = parse_percent(values.pop("discount_percent", "0"))
    address = AddressForm(**values.pop("address"))
    return CallerForm(form=CustomerForm(**values, discount=discount), address=address)


def _coming(row: Row) -> Coming:
    return Coming(row["sku"], pieces(row["quantity"]), timedelta(days=row["in_days"]), row["reference"])
