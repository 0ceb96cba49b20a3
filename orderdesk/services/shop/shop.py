"""The shop: its first set-up, later edits, tax rates with the day they hold from, services and their postage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from orderdesk.domain.orders.records import ON_SHIPMENT, PAID_FIRST
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.export_rules import usual_destinations
from orderdesk.domain.prices.rates import Parcel, Postage, postage
from orderdesk.domain.prices.tax import TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules, preset_classes, tax_preset
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.countries import countries, country_of, custom_of, time_zone_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, exponent
from orderdesk.domain.values.rights import LIMITS, NO_RIGHT, limit_of
from orderdesk.domain.values.worths import about
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.money.tenders import add_standard
from orderdesk.persistence.people import records as people
from orderdesk.persistence.prices.destinations import drop_destination, read_destinations, write_destination
from orderdesk.persistence.shop import records as shops
from orderdesk.persistence.shop.set_up import first_of_the_books, is_set_up
from orderdesk.persistence.stock import places
from orderdesk.services.desk import Desk, Work
from orderdesk.services.shop.local_forms import adopt_form, derived
from orderdesk.services.shop.shop_forms import (
    ServiceForm,
    ShopForm,
    check_rate,
    check_service,
    check_shop,
    check_tax,
    default_services,
)

FIRST_TILL = "Till 1"


def open_shop(desk: Desk, form: ShopForm, services: Iterable[ServiceForm] | None = None) -> Shop:
    """Set the shop up: itself, its tax, the special bins, services, a first till and its owner.

    A shop that is set up already is returned as it is.
    """
    with desk.writing(right=NO_RIGHT) as work:
        is_new = not is_set_up(work.connection)
        shop = write_shop(work, form, services) if is_new else shops.shop_of(work.connection)
    adopt_form(desk.database)
    return shop


def write_shop(work: Work, form: ShopForm, services: Iterable[ServiceForm] | None = None) -> Shop:
    """The first set-up inside a transaction that may go on, as when a whole shop is loaded from a file."""
    checked = check_shop(form)
    rules = check_tax(checked.tax or tax_preset(checked.country, checked.sales_tax))
    profile_id = shops.add_profile(work.connection, rules)
    shops.add_shop(work.connection, _row(checked, profile_id) | {"since": work.now})
    shop = shops.shop_of(work.connection)
    for service in default_services(shop.currency, shop.country) if services is None else services:
        write_service(work, service)
    for kind in places.SPECIAL_BINS:
        places.bin_of_kind(work.connection, kind)
    shops.add_till(work.connection, FIRST_TILL)
    add_standard(work.connection)
    people.save_user(work.connection, work.user, "owner")
    _limit_cash(work, "EUR", shop.currency)
    for rate in usual_destinations(shop.country):
        write_destination(work.connection, rate)
    work.event("shop", shop.id, "opened", shop.name)
    work.touch("shop")
    return shop


def edit_shop(desk: Desk, form: ShopForm) -> Shop:
    """Change what is printed and how the shop works; issued papers keep the old. Country and currency change only until
    the first order, and then bring the tax rules of the new country along where `form.tax` gives none."""
    with desk.writing(right="change settings") as work:
        before = shops.shop_of(work.connection)
        checked = check_shop(moved(replace(form, currency=form.currency or before.currency), before))
        _check_move(work, checked, before)
        profile_id = before.tax_profile.id
        if checked.tax and not _same_rules(checked.tax, before):
            profile_id = shops.add_profile(work.connection, check_tax(checked.tax))
        shops.add_shop(work.connection, _row(checked, profile_id) | {"since": work.now})
        shop = shops.shop_of(work.connection)
        if shop.country != before.country:
            _tax_exports_of(work, before.country, shop.country)
        if (shop.country, shop.currency) != (before.country, before.currency):
            _begin_anew(work, before, shop)
        work.event("shop", shop.id, "changed", shop.name)
        work.touch("shop")
    adopt_form(desk.database)
    return shop


def _tax_exports_of(work: Work, before: str, after: str) -> None:
    """What was usual for exports of the old country is what is usual in the new; other rates stay."""
    kept = read_destinations(work.connection)
    for rate in usual_destinations(before):
        if rate in kept:
            drop_destination(work.connection, rate)
    for rate in usual_destinations(after):
        write_destination(work.connection, rate)


def _begin_anew(work: Work, before: Shop, after: Shop) -> None:
    """Services and limits that are as a shop in the old place begins are as one in the new place does."""
    was, now = (default_services(each.currency, each.country) for each in (before, after))
    for old, new in zip(was, now, strict=True):
        kept = shops.service_by_code(work.connection, old.code)
        if kept and service_form(kept) == check_service(old, before.tax_profile.classes, before.country):
            write_service(work, new)
    _limit_cash(work, before.currency, after.currency)


def _limit_cash(work: Work, before: str, after: str) -> None:
    """How much cash a manager may give back, in another money, unless the owner has set another limit."""
    role, right = "manager", "give back this much cash"
    usual = LIMITS[right][role] or 0
    kept = limit_of(role, right, people.read_limits(work.connection))
    if kept == about(usual, before) != about(usual, after):
        people.save_limit(work.connection, role, right, about(usual, after))


def moved(form: ShopForm, before: Shop) -> ShopForm:
    """The form of a shop that moves to another country: what was usual in the old one is what is usual in the new."""
    code = country_of(form.country)
    if code == before.country:
        return form
    was = replace(custom_of(before.country), time_zone=time_zone_of(before.country, before.region))
    # Without one it is the usual of the new place.
    now = replace(custom_of(code), time_zone="")
    usual = {
        name: getattr(now, name)
        for name in ("currency", "time_zone", "paper", "cash_step")
        if getattr(form, name) == getattr(before, name) == getattr(was, name)
    }
    rules = replace(tax_preset(code, form.sales_tax), inclusive=before.tax_profile.inclusive)
    return replace(form, **usual, tax=form.tax or rules)


def _check_move(work: Work, form: ShopForm, before: Shop) -> None:
    """Refuse another country or currency once the books have begun."""
    if (form.country, form.currency) == (before.country, before.currency):
        return
    named = "country" if form.country != before.country else "currency"
    if first := first_of_the_books(work.connection):
        kept = f"in {before.currency} and taxed as in {countries()[before.country]}"
        raise Refused(
            f"The books are kept {kept} since {first}; country and currency can no longer change. "
            "Begin another shop in a folder of its own.",
            field=named,
        )
    if exponent(form.currency) != exponent(before.currency):
        raise Refused(
            f"{form.currency} has other decimals than {before.currency}, in which postage is set already. "
            "Set the shop up anew in its own folder.",
            field="currency",
        )


def set_logo(desk: Desk, picture: bytes | None) -> None:
    """Let the papers from now on bear this picture, or none; issued papers keep what they bore."""
    shop = shop_now(desk)
    edit_shop(desk, replace(form_of(shop), logo=picture or b""))


def logo_now(desk: Desk) -> bytes | None:
    """The logo that papers bear now: a PNG; None for none."""
    with desk.reading() as connection:
        return shops.logo_of(connection)


def form_of(shop: Shop) -> ShopForm:
    """The form filled with the shop as it is."""
    known = {each.name for each in fields(ShopForm)} & {each.name for each in fields(Shop)}
    values = {name: getattr(shop, name) for name in known}
    return ShopForm(**values | {"invoice_timing": shop.invoicing, "bills_itself": bool(shop.bills_itself)})


def set_tax_rate(desk: Desk, rate: TaxRate, *, new_class: bool = False) -> Shop:
    """Let a rate hold from a day on; the past is not rewritten once the books have begun. A class that no rate, item,
    service or preset knows is taken for a slip of the keyboard unless a `new_class` is asked for."""
    with desk.writing(right="change settings") as work:
        shop = shops.shop_of(work.connection)
        checked = check_rate(rate)
        classes = shop.tax_profile.classes
        if checked.tax_class in classes and checked.valid_from <= work.today and first_of_the_books(work.connection):
            raise Refused("A rate in force is not changed; give a later day from which the new one holds.", field="day")
        known = {*classes, *preset_classes(), *shops.classes_used(work.connection)}
        if not new_class and checked.tax_class not in known:
            raise Refused(
                f"There is no tax class {checked.tax_class}; the shop has {', '.join(classes)}. "
                "Ask for a new class if it is one.",
                field="tax_class",
            )
        shops.add_rate(work.connection, shop.tax_profile.id, checked)
        work.event("shop", shop.id, "tax rate", f"{checked.label} from {shown_day(checked.valid_from)}")
        work.touch("shop")
        return shops.shop_of(work.connection)


def save_service(desk: Desk, form: ServiceForm, *, new: bool = False) -> int:
    """Add or change a service; orders keep what they were charged. A `new` one may not have the code of another."""
    with desk.writing(right="change settings") as work:
        if new and (taken := shops.service_by_code(work.connection, form.code)):
            raise Refused(f"The code {taken.code} is that of {taken.name}; choose another one.", field="code")
        return write_service(work, form)


def offer_service(desk: Desk, code: str, *, offered: bool) -> Service:
    """Retire a service, or offer it again; orders that have it keep it, and one must always be offered."""
    with desk.writing(right="change settings") as work:
        found = shops.service_called(work.connection, code)
        rest = [each for each in shops.read_services(work.connection) if each.code != found.code]
        if not offered and not rest:
            raise Refused(f"{found.name} is the only service left; add another one first.", field="service")
        write_service(work, replace(service_form(found), active=offered))
        return replace(found, active=offered)


def service_form(service: Service) -> ServiceForm:
    """The form filled with a service as it is."""
    return ServiceForm(**{each.name: getattr(service, each.name) for each in fields(ServiceForm)})


def write_service(work: Work, form: ServiceForm) -> int:
    """Check and write a service; its tax class must be one of the shop's."""
    shop = shops.shop_of(work.connection)
    checked = check_service(form, shop.tax_profile.classes, shop.country)
    key = shops.save_service(
        work.connection, {each.name: getattr(checked, each.name) for each in fields(checked)} | _flags(checked)
    )
    work.event("service", key, "saved", checked.name)
    work.touch("shop")
    return key


def _flags(form: ServiceForm) -> dict[str, int]:
    return {name: int(getattr(form, name)) for name in ("active", "pickup")}


def postage_of(desk: Desk, service: str, parcels: Iterable[Parcel], net: Amount) -> Postage:
    """What sending these boxes by a service costs the customer and the shop; `net` is the goods' worth after
    discount."""
    with desk.reading() as connection:
        found = shops.service_called(connection, service)
    return postage(found.rates, parcels, net)


def shop_now(desk: Desk) -> Shop:
    """The shop as it is now; refuse a database without one."""
    with desk.reading() as connection:
        return shops.shop_of(connection)


def services_of(desk: Desk, *, all_of_them: bool = False) -> list[Service]:
    """The services to choose from."""
    with desk.reading() as connection:
        return shops.read_services(connection, all_of_them=all_of_them)


def service_now(desk: Desk, code: str) -> Service:
    """The service of a code as it is now, offered or laid aside; refuse a code that none has."""
    with desk.reading() as connection:
        return shops.service_called(connection, code)


def _row(form: ShopForm, profile_id: int) -> dict[str, object]:
    values = {each.name: getattr(form, each.name) for each in fields(ShopForm)}
    del values["tax"], values["sales_tax"]
    first = form.invoice_timing == PAID_FIRST
    billed = {
        "invoice_timing": ON_SHIPMENT if first else form.invoice_timing,
        "pay_first": int(first),
        "bills_itself": int(form.bills_itself),
        "form": derived(form.country, form.currency, form.numbers).to_text(),
    }
    return values | billed | {"tax_profile_id": profile_id}


def _same_rules(rules: TaxRules, shop: Shop) -> bool:
    now = shop.tax_profile
    return (rules.inclusive, rules.policy, rules.rounding, rules.rates) == (
        now.inclusive,
        now.policy,
        now.rounding,
        now.rates,
    )
