"""Reads a shop from one TOML file: settings, tax profile, services, items, what is on its way, cartons, customers."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from orderdesk.cli.orders.taking import read_caller
from orderdesk.cli.reading import Fields, read_bytes, read_text
from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.prices.zones import parse_zones
from orderdesk.domain.values.countries import country_of, custom_of
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import Rounding, parse_amount, parse_percent, parse_price, scaled
from orderdesk.domain.values.quantity import Quantity, parse_quantity
from orderdesk.domain.values.sizes import parse_size
from orderdesk.domain.values.written.local import FILES, using
from orderdesk.services.fulfilment.cartons.keeping import CartonForm
from orderdesk.services.imports.setting_up import Coming, NewShop
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm

_TEXTS = (
    *("name", "line1", "line2", "city", "region", "postcode", "phone", "email", "tax_id", "website"),
    *("time_zone", "paper", "numbers", "payment_terms", "bank_details", "scale_codes"),
)
_EPOCH = date(1970, 1, 1)


@using(FILES)
def read_shop(name: str) -> NewShop:
    """The shop in a file; raises `BadInput` naming what cannot be read."""
    try:
        found = tomllib.loads(read_text(name), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is no TOML: {error}.", field="file") from None
    given = Fields(_as_text(found), "shop file")
    head = given.part("shop")
    if head is None:
        raise BadInput(f"{name} has no [shop].", field="shop")
    tax = given.part("tax")
    form = _shop(head, _tax(tax) if tax else None, Path(name).parent)
    currency = form.currency.upper() or custom_of(country_of(form.country)).currency
    services = tuple(_service(row, currency) for row in given.rows("services"))
    items = tuple(_item(row) for row in given.rows("items"))
    cartons = tuple(_carton(row) for row in given.rows("cartons"))
    customers = tuple(read_caller(row, currency) for row in given.rows("customers"))
    incoming = tuple(_coming(row) for row in given.rows("incoming"))
    given.close()
    return NewShop(form, services or None, items, customers, incoming, cartons)


def _as_text(value: Any) -> Any:
    """Numbers and days as they were written, as in a JSON order."""
    if isinstance(value, dict):
        return {name: _as_text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return value if isinstance(value, str | bool) else str(value)


def _shop(head: Fields, tax: TaxRules | None, folder: Path) -> ShopForm:
    texts: dict[str, Any] = {name: head.text(name) for name in _TEXTS}
    currency, logo = head.text("currency"), head.text("logo")
    percent, step = head.figure("sales_tax"), head.text("cash_step")
    form = ShopForm(
        **texts,
        country=head.text("country", "GB"),
        currency=currency,
        invoice_timing=head.text("invoice_timing", "shipment"),
        terms_days=_whole(head.text("terms_days", "30"), "terms_days"),
        return_days=_whole(head.text("return_days", "30"), "return_days"),
        cash_step=_whole(step, "cash_step") if step else None,
        bills_itself=head.flag("bills_itself", False),
        day_ends=head.text("day_ends", "00:00"),
        cart_totes=_whole(head.text("cart_totes", "8"), "cart_totes"),
        free_after=_whole(head.text("free_after", "30"), "free_after"),
        tax=tax,
        logo=read_bytes(folder / logo, "logo") if logo else None,
        sales_tax=parse_percent(percent, field="sales_tax") if percent else 0,
    )
    head.close()
    return form


def _tax(tax: Fields) -> TaxRules:
    rates = tuple(_rate(row) for row in tax.rows("rates"))
    try:
        rules = TaxRules(
            name=tax.text("name", "Tax"),
            rates=rates,
            inclusive=tax.flag("inclusive", False),
            policy=TaxPolicy(tax.text("policy", "per-document")),
            rounding=Rounding(tax.text("rounding", "half-up")),
        )
    except ValueError as error:
        raise BadInput(f"[tax]: {error}.", field="tax") from None
    tax.close()
    return rules


def _rate(row: Fields) -> TaxRate:
    tax_class = row.text("class", "standard")
    rate = TaxRate(
        tax_class=tax_class,
        label=row.text("label", tax_class),
        rate=parse_percent(row.text("rate", "0"), field="rate"),
        valid_from=row.day("from") or _EPOCH,
        exemption=row.text("exemption"),
    )
    row.close()
    return rate


def _service(row: Fields, currency: str) -> ServiceForm:
    free_over, cost, divisor = row.figure("free_over"), row.figure("cost"), row.text("divisor")
    bands = tuple(
        (_whole(band.text("up_to_g"), "up_to_g"), parse_amount(band.text("price"), currency, field="price"))
        for band in row.rows("bands")
    )
    form = ServiceForm(
        code=row.text("code"),
        name=row.text("name"),
        carrier=row.text("carrier"),
        price=parse_amount(row.text("price", "0"), currency, field="price"),
        tax_class=row.text("tax_class"),
        bands=bands,
        divisor=_whole(divisor, "divisor") if divisor else None,
        free_over=parse_amount(free_over, currency, field="free_over") if free_over else None,
        cutoff=row.text("cutoff"),
        days=row.text("days"),
        cost=parse_amount(cost, currency, field="cost") if cost else None,
        zones=parse_zones("\n".join(row.words("to")), currency),
        pickup=row.flag("pickup", False),
    )
    row.close()
    return form


def _item(row: Fields) -> tuple[ItemForm, Quantity]:
    """An item and how many of it are on the shelf."""
    code, stock = row.text("barcode"), row.figure("stock")
    weight = row.figure("weight_kg")
    form = ItemForm(
        sku=row.text("sku"),
        name=row.text("name"),
        price=parse_price(row.text("price", "0")),
        cost=parse_price(row.text("cost", "0"), field="cost"),
        tax_class=row.text("tax_class"),
        unit=row.text("unit", "each"),
        weight_g=scaled(weight, 3, "weight_kg", "a weight has at most 3 decimals") if weight else 0,
        length_mm=_whole(row.text("length_mm", "0"), "length_mm"),
        width_mm=_whole(row.text("width_mm", "0"), "width_mm"),
        height_mm=_whole(row.text("height_mm", "0"), "height_mm"),
        upright=row.flag("upright", False),
        fragile=row.flag("fragile", False),
        vendor=row.text("vendor"),
        reorder_point=_level(row.figure("reorder_point"), "reorder_point"),
        safety_stock=_level(row.figure("safety_stock"), "safety_stock"),
        stocked=row.flag("stocked", True),
        oversell=row.flag("oversell", True),
        warning=row.text("warning"),
        instructions=row.text("instructions"),
        barcodes=(code,) if code else (),
        bin=row.text("bin"),
    )
    row.close()
    return form, _level(stock, "stock")


def _carton(row: Fields) -> tuple[CartonForm, int | None]:
    """A carton and how many there are, None where nobody has counted."""
    outer, stock = row.text("outer"), row.text("stock")
    form = CartonForm(
        code=row.text("code"),
        name=row.text("name"),
        inside=parse_size(row.text("inside"), "cm", field="inside"),
        outer=parse_size(outer, "cm", field="outer"),
        tare_g=_whole(row.text("tare_g", "0"), "tare_g"),
        most_g=_whole(row.text("most_g", "0"), "most_g"),
        cost=parse_price(row.text("cost", "0"), field="cost"),
        reorder_point=_whole(row.text("reorder_point", "0"), "reorder_point"),
    )
    row.close()
    return form, _whole(stock, "stock") if stock else None


def _coming(row: Fields) -> Coming:
    coming = Coming(
        row.text("sku"),
        parse_quantity(row.text("quantity")),
        timedelta(days=_whole(row.text("in_days", "0"), "in_days")),
        row.text("reference"),
    )
    row.close()
    return coming


def _level(text: str | None, field: str) -> Quantity:
    return parse_quantity(text, field=field) if text and text != "0" else 0


def _whole(text: str, field: str) -> int:
    return scaled(text, 0, field, "only whole numbers")
