"""What a new shop still lacks before its first busy day: read from the shop as it is, never ticked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.domain.shop.records import Shop
from orderdesk.persistence.people import records as people
from orderdesk.persistence.schema import items
from orderdesk.persistence.shop import records as shops
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop_forms import default_services


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing to set up: `title` names it in a few words, `why` says what it is for, and `done` whether the shop
    really has it. `id` is one of those that the window knows the place of."""

    id: str
    title: str
    why: str
    done: bool


def set_up_steps(desk: Desk, *, printer: bool, second_backup: bool) -> tuple[SetUpStep, ...]:
    """All steps in their order; whether this PC has a printer and a second folder of backups is known to it alone."""
    with desk.reading() as connection:
        shop = shops.shop_of(connection)
        found = (
            SetUpStep("logo", "Logo", "Papers bear it at their head.", shops.logo_of(connection) is not None),
            _bank(shop),
            _tax(shop),
            _services(shop, shops.read_services(connection)),
            SetUpStep("items", "Items", "Import them from a file, or add them in Inventory.", _has_items(connection)),
            _people(people.read_users(connection)),
        )
    return (
        *found,
        SetUpStep("printer", "Printer", "Choose one for each kind of paper on this PC.", printer),
        SetUpStep(
            "backup", "Second backup", "A folder on a stick or a share gets a copy of each backup.", second_backup
        ),
    )


def _bank(shop: Shop) -> SetUpStep:
    there = bool(shop.bank_details)
    why = "Invoices and pro-formas that ask for money name it" + ("." if there else "; now they name no account.")
    return SetUpStep("bank", "Bank details", why, there)


def _tax(shop: Shop) -> SetUpStep:
    """Where the country's rates are known the tax number is what lacks; elsewhere a rate is."""
    preset = any(rate.rate for rate in tax_preset(shop.country).rates)
    taxed = any(rate.rate for rate in shop.tax_profile.rates)
    if preset:
        return SetUpStep("tax", "Tax number", "Invoices have to show it.", bool(shop.tax_id))
    return SetUpStep(
        "tax", "Tax", "Enter your rates; a shop without tax can pass this over.", taxed or bool(shop.tax_id)
    )


def _services(shop: Shop, offered: Sequence[Service]) -> SetUpStep:
    """Those that every shop begins with have invented prices."""
    begun = {(each.code, each.name, each.price, each.bands) for each in default_services(shop.currency, shop.country)}
    own = {(each.code, each.name, each.price, each.bands) for each in offered} != begun
    return SetUpStep("services", "Services and zones", "Your carriers, where they go and what they cost.", own)


def _people(users: Sequence[people.User]) -> SetUpStep:
    working = [each for each in users if each.active]
    done = len(working) > 1 or any(each.has_pin for each in working)
    return SetUpStep("people", "People", "Who works here, with which role and PIN.", done)


def _has_items(connection: Connection) -> bool:
    return connection.execute(select(items.c.id).limit(1)).first() is not None
