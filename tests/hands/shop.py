"""Eight hands on what the shop keeps: customers, prices, people, settings and imports."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from orderdesk.domain.checks.rules import AT_LEAST, Action, Condition, Rule
from orderdesk.domain.money.accounts import LedgerAccount
from orderdesk.domain.prices.coupons import Coupon
from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.exchange import EXCHANGE_SCALE, ExchangeRate
from orderdesk.domain.prices.tax import TaxRate
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.schema import addresses, contacts, customers, destination_rates, items, services, shops
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.care import checking, keeping
from orderdesk.services.checks import rules, verifying
from orderdesk.services.customers import customers as buyers
from orderdesk.services.customers import merging, own_codes
from orderdesk.services.customers.customer_forms import AddressForm, ContactForm, CustomerForm
from orderdesk.services.desk import Desk
from orderdesk.services.imports import importing, mappings, setting_up
from orderdesk.services.people import users
from orderdesk.services.prices import coupons, exchange, taxing
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.record import numbering
from orderdesk.services.reports import books
from orderdesk.services.shop import shop as shop_settings
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from orderdesk.services.stock.stock_views import figures_of
from tests.factories import PATEL_AT
from tests.hands import stages
from tests.hands.case import HANDS, Case, each, once
from tests.hands.goods import rows
from tests.hands.stages import how_many, one

KEY = stages.PATEL
TENTH = Coupon(0, "SPRING", rate=100_000)
EURO = ExchangeRate("EUR", date(2026, 1, 1), EXCHANGE_SCALE)
NORWAY = DestinationRate("NO", "", "", 0, date(2026, 1, 1), "Export, no VAT")
RULE = Rule("Heavy", "confirmed", (Condition("weight", AT_LEAST, 1000),), (Action("internal", "two people"),))
SEA = ServiceForm("sea", "Sea")
TRADE = prices.ListForm("Trade", "Trade")
ROW = prices.RowForm("MUG", 100_000)
ITEMS = "Item code,Name,Price,On hand\nJUG,Milk jug,12.50,3\nVASE,Vase,20.00,3\n"
EXAMPLE = ShopForm("Northside", "1 Harbour Lane", city="Whitby", postcode="YO21 1AA", country="GB")


def second_customer(desk: Desk) -> int:
    return buyers.add_customer(desk, CustomerForm("Asha Patell", phone="020 7946 0019"), PATEL_AT).id


def an_address(desk: Desk) -> int:
    return buyers.add_address(desk, KEY, PATEL_AT)


def a_contact(desk: Desk) -> int:
    return buyers.save_contact(desk, KEY, ContactForm("Ravi"))


def a_list(desk: Desk) -> None:
    prices.save_list(desk, TRADE)
    prices.set_list_price(desk, "Trade", ROW)


def planned(desk: Desk) -> Any:
    path = Path(tempfile.mkdtemp()) / "items.csv"
    path.write_text(ITEMS)
    return importing.plan_import(desk, "products", path)


def imported(desk: Desk) -> int:
    return importing.run_import(desk, planned(desk)).batch_id or 0


def backed_up(desk: Desk) -> Path:
    return keeping.back_up(desk, Path(tempfile.mkdtemp())).path


def shop_form(desk: Desk) -> ShopForm:
    with desk.reading() as connection:
        return shop_settings.form_of(shop_of(connection))


def two_people(desk: Desk) -> None:
    users.save_user(desk, "bob", "manager")
    users.set_pin(desk, "bob", "2468")


def one_shop(desk: Desk, *_: Any) -> None:
    assert how_many(desk, shops) == 1


def brought_in_once(desk: Desk, *_: Any) -> None:
    keys = [one(desk, select(items.c.id).where(items.c.sku == sku)) for sku in ("JUG", "VASE")]
    assert [each.on_hand for each in figures_of(desk, keys).values()] == [pieces(3)] * 2


def in_france(desk: Desk) -> None:
    """The shop is in the EU, with its two usual rules."""
    form = shop_settings.form_of(shop_settings.shop_now(desk))
    shop_settings.edit_shop(desk, replace(form, country="FR", city="Brest", postcode="29200", tax_id=""))


SHOP: dict[str, Case] = {
    "care.checking.repair_caches": each(lambda desk, *_: checking.repair_caches(desk)),
    "prices.coupons.save_coupon": once(lambda desk, *_: coupons.save_coupon(desk, TENTH, new=True)),
    "prices.coupons.switch_coupon": each(
        lambda desk, *_: coupons.switch_coupon(desk, "SPRING", on=False),
        lambda desk: coupons.save_coupon(desk, TENTH, new=True),
    ),
    "customers.customers.add_address": each(
        lambda desk, _, hand: buyers.add_address(desk, KEY, AddressForm(f"{hand} High Street", city="Whitby")),
        proof=rows(addresses, HANDS + 1),
    ),
    "customers.customers.add_customer": each(
        lambda desk, _, hand: buyers.add_customer(desk, CustomerForm(f"Caller {hand}")),
        proof=rows(customers, HANDS + 1),
    ),
    "customers.customers.block_customer": each(lambda desk, *_: buyers.block_customer(desk, KEY, "does not pay")),
    "customers.customers.edit_address": once(
        lambda desk, _, hand: buyers.edit_address(desk, 1, AddressForm(f"{hand} High Street", city="Whitby"))
    ),
    "customers.customers.edit_customer": once(
        lambda desk, version, hand: buyers.edit_customer(desk, KEY, CustomerForm(f"Asha {hand}"), version=version),
        lambda desk: one(desk, select(customers.c.version).where(customers.c.id == KEY)),
    ),
    "customers.customers.remove_contact": once(lambda desk, key, _: buyers.remove_contact(desk, KEY, key), a_contact),
    "customers.customers.retire_address": each(lambda desk, key, _: buyers.retire_address(desk, key), an_address),
    "customers.customers.save_contact": each(
        lambda desk, _, hand: buyers.save_contact(desk, KEY, ContactForm(f"Ravi {hand}")), proof=rows(contacts, HANDS)
    ),
    "prices.exchange.remove_exchange_rate": once(
        lambda desk, *_: exchange.remove_exchange_rate(desk, "EUR", EURO.valid_from),
        lambda desk: exchange.set_exchange_rate(desk, EURO),
    ),
    "prices.exchange.set_exchange_rate": each(lambda desk, *_: exchange.set_exchange_rate(desk, EURO)),
    "imports.running.run_in_parts": each(
        lambda desk, plan, _: importing.run_import(desk, plan), planned, brought_in_once
    ),
    "imports.importing.undo_import": once(lambda desk, key, _: importing.undo_import(desk, key), imported),
    "imports.mappings.drop_mapping": once(
        lambda desk, *_: mappings.drop_mapping(desk, "products", "mine"),
        lambda desk: mappings.save_mapping(desk, "products", "mine", {"Code": "sku"}),
    ),
    "imports.mappings.save_mapping": each(
        lambda desk, *_: mappings.save_mapping(desk, "products", "mine", {"Code": "sku"})
    ),
    "care.keeping.loss_of": each(lambda desk, path, _: keeping.loss_of(desk, path), backed_up),
    "customers.merging.merge_customers": once(
        lambda desk, key, _: merging.merge_customers(desk, key, KEY), second_customer
    ),
    "reports.books.name_account": once(
        lambda desk, *_: books.name_account(desk, LedgerAccount("bank"), code="1200", name="Volksbank")
    ),
    "record.numbering.set_next_number": each(lambda desk, *_: numbering.set_next_number(desk, "SO", 5000)),
    "record.numbering.set_yearly": each(lambda desk, *_: numbering.set_yearly(desk, "INV", yearly=True)),
    "customers.own_codes.drop_own_code": once(
        lambda desk, *_: own_codes.drop_own_code(desk, KEY, "OUR-1"),
        lambda desk: own_codes.save_own_code(desk, KEY, "OUR-1", "MUG"),
    ),
    "customers.own_codes.save_own_code": each(lambda desk, *_: own_codes.save_own_code(desk, KEY, "OUR-1", "MUG")),
    "prices.price_lists.remove_customer_price": once(
        lambda desk, *_: prices.remove_customer_price(desk, KEY, "MUG", ONE),
        lambda desk: prices.set_customer_price(desk, KEY, ROW),
    ),
    "prices.price_lists.remove_list": once(lambda desk, *_: prices.remove_list(desk, "Trade"), a_list),
    "prices.price_lists.remove_list_price": once(
        lambda desk, *_: prices.remove_list_price(desk, "Trade", "MUG", ONE), a_list
    ),
    "prices.price_lists.save_list": each(lambda desk, *_: prices.save_list(desk, TRADE)),
    "prices.price_lists.set_customer_price": each(lambda desk, *_: prices.set_customer_price(desk, KEY, ROW)),
    "prices.price_lists.set_group": each(lambda desk, *_: prices.set_group(desk, KEY, "Trade"), a_list),
    "prices.price_lists.set_list_price": each(lambda desk, *_: prices.set_list_price(desk, "Trade", ROW), a_list),
    "checks.rules.remove_rule": once(
        lambda desk, *_: rules.remove_rule(desk, "Heavy"), lambda desk: rules.save_rule(desk, RULE)
    ),
    "checks.rules.save_rule": once(lambda desk, *_: rules.save_rule(desk, RULE)),
    "checks.rules.switch_rule": each(
        lambda desk, *_: rules.switch_rule(desk, "Heavy", on=False), lambda desk: rules.save_rule(desk, RULE)
    ),
    "imports.setting_up.set_up": Case(
        lambda desk, *_: setting_up.set_up(desk, setting_up.NewShop(EXAMPLE)), empty=True, proof=one_shop
    ),
    "shop.shop.edit_shop": each(lambda desk, form, _: shop_settings.edit_shop(desk, form), shop_form),
    "shop.shop.offer_service": each(
        lambda desk, *_: shop_settings.offer_service(desk, "road", offered=False),
        lambda desk: shop_settings.save_service(desk, SEA, new=True),
    ),
    "shop.shop.open_shop": Case(lambda desk, *_: shop_settings.open_shop(desk, EXAMPLE), empty=True, proof=one_shop),
    "shop.shop.save_service": once(
        lambda desk, *_: shop_settings.save_service(desk, SEA, new=True), proof=rows(services, 2)
    ),
    "shop.shop.set_tax_rate": each(
        lambda desk, *_: shop_settings.set_tax_rate(desk, TaxRate("standard", "VAT", 210_000, date(2027, 1, 1)))
    ),
    "prices.taxing.remove_destination": once(
        lambda desk, *_: taxing.remove_destination(desk, NORWAY), lambda desk: taxing.set_destination(desk, NORWAY)
    ),
    "prices.taxing.add_usual_rules": each(
        lambda desk, *_: taxing.add_usual_rules(desk),
        lambda desk: taxing.remove_destination(desk, taxing.destinations(desk)[0]),
        proof=rows(destination_rates, 1),
    ),
    "prices.taxing.set_destination": each(lambda desk, *_: taxing.set_destination(desk, NORWAY)),
    "prices.taxing.tax_by_state": each(
        lambda desk, *_: taxing.tax_by_state(desk, on=True), in_france, proof=rows(destination_rates, 2 + 26 + 1)
    ),
    "people.users.approved_by": each(lambda desk, *_: users.approved_by(desk, "bob", "2468", "asked"), two_people),
    "people.users.rename_user": once(lambda desk, *_: users.rename_user(desk, "bob", "rob"), two_people),
    "people.users.save_user": each(lambda desk, *_: users.save_user(desk, "bob", "packer")),
    "people.users.set_limit": each(lambda desk, *_: users.set_limit(desk, "counter", "give this discount", 100_000)),
    "people.users.set_pin": each(lambda desk, *_: users.set_pin(desk, "bob", "1357"), two_people),
    "people.users.sign_in": each(lambda desk, *_: users.sign_in(desk, "bob", "2468"), two_people),
    "people.users.unlock": each(lambda desk, *_: users.unlock(desk, "bob"), two_people),
    "checks.verifying.set_check": each(lambda desk, *_: verifying.set_check(desk, "duplicate", on=True)),
}
