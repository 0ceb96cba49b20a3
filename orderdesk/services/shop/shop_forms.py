"""What the owner fills in about the shop, its tax and its services, and what of it can stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orderdesk.domain.items.scale_codes import check_layouts
from orderdesk.domain.orders.terms import POLICIES
from orderdesk.domain.prices.exchange import currency_code
from orderdesk.domain.prices.rates import LARGEST_DIVISOR, Band, checked_bands, usual_divisor
from orderdesk.domain.prices.tax import TaxPolicy, TaxRate, usual_class
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.prices.zones import ABROAD, Zone, checked_zones
from orderdesk.domain.values.addresses import settled
from orderdesk.domain.values.business_day import hour_text, parse_hour
from orderdesk.domain.values.countries import country_of, custom_of, measures_in_inches, time_zone_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Rate, Rounding
from orderdesk.domain.values.texts import clean, clean_email, one_of
from orderdesk.domain.values.weights import parse_weight
from orderdesk.domain.values.worths import about
from orderdesk.domain.values.written.local import NUMBERS
from orderdesk.domain.values.written.weekdays import parse_weekdays
from orderdesk.integrations.logo import fitted_logo
from orderdesk.services.shop.tax_ids import own_tax_id_of

PAPERS = ("a4", "letter")
TIMINGS = POLICIES
_CLASS = re.compile(r"[a-z][a-z0-9-]{0,39}")
_CUTOFF = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_TOTES = 100
_LONGEST_ALONE = 1_440
_LINES = ("payment_terms", "bank_details")
_TEXTS = ("line1", "line2", "city", "region", "postcode", "phone", "website", *_LINES)


@dataclass(frozen=True, slots=True)
class ShopForm:
    """What the owner fills in. Empty `currency`, `time_zone`, `paper` and `tax`, and no `cash_step`, are the usual of
    the country.

    `invoice_timing` is one of TIMINGS; with `bills_itself` all that ships is invoiced. `cash_step` is the least coin
    in minor units; `sales_tax` the rate to start with where no preset is known; `day_ends` the hour of night at which a
    business day ends. `logo` is a picture for the papers, None to keep the one that the shop has, empty for none.
    `numbers` is the decimal sign, "comma" or "point"; empty for that of the country. `cart_totes` is how many totes a
    picker's cart takes, `free_after` after how many minutes work that somebody left alone is free for others.
    """

    name: str
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = "GB"
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    website: str = ""
    currency: str = ""
    time_zone: str = ""
    paper: str = ""
    invoice_timing: str = "shipment"
    terms_days: int = 30
    cash_step: Amount | None = None
    return_days: int = 30
    payment_terms: str = ""
    bank_details: str = ""
    tax: TaxRules | None = None
    sales_tax: Rate = 0
    bills_itself: bool = False
    logo: bytes | None = None
    scale_codes: str = ""
    day_ends: str = "00:00"
    numbers: str = ""
    cart_totes: int = 8
    free_after: int = 30


@dataclass(frozen=True, slots=True)
class ServiceForm:
    """A way of sending goods: a flat `price`, or `bands` of grams and amounts; see `domain.rates`. `cost` is what the
    carrier takes from the shop, without tax; None while it is not known. Without a `tax_class` or a `divisor` it has
    the usual one. Without `zones` it goes everywhere; with `pickup` the customer fetches the goods. `days` are those on
    which its carrier comes, as they are typed; empty is every day."""

    code: str
    name: str
    carrier: str = ""
    price: Amount = 0
    tax_class: str = ""
    bands: tuple[Band, ...] = ()
    divisor: int | None = None
    free_over: Amount | None = None
    cutoff: str = ""
    active: bool = True
    cost: Amount | None = None
    zones: tuple[Zone, ...] = ()
    pickup: bool = False
    days: str = ""


_KILOGRAMS = (("1 kg", 490), ("5 kg", 690), ("10 kg", 950), ("30 kg", 1_490))
_ABROAD = (("1 kg", 1_290), ("5 kg", 1_990), ("20 kg", 3_990))
_POUNDS = (("8 oz", 495), ("1 lb", 695), ("5 lb", 995), ("10 lb", 1_495), ("20 lb", 2_295), ("70 lb", 5_995))
_POUNDS_ABROAD = (("8 oz", 1_495), ("1 lb", 1_995), ("4 lb", 3_495), ("10 lb", 5_995), ("20 lb", 8_995))
"""Up to so much, for about so many euro cents: what a shop begins with until it enters those of its carriers."""


def default_services(currency: str, country: str) -> tuple[ServiceForm, ...]:
    """Three ways to start with: collected by the customer, sent by weight at home, and abroad; in round figures of the
    country's own weights and money."""
    pounds = measures_in_inches(country)
    home, abroad = (_POUNDS, _POUNDS_ABROAD) if pounds else (_KILOGRAMS, _ABROAD)
    return (
        ServiceForm("collect", "Collected", pickup=True),
        ServiceForm(
            "standard", "Standard delivery", **_priced(home, currency), cutoff="15:00", zones=(Zone((country,)),)
        ),
        ServiceForm("abroad", "Abroad, tracked", **_priced(abroad, currency), zones=(Zone((ABROAD,)),)),
    )


def _priced(steps: Sequence[tuple[str, int]], currency: str) -> dict[str, Any]:
    bands = tuple((parse_weight(up_to), about(cents, currency)) for up_to, cents in steps)
    return {"price": bands[0][1], "bands": bands}


def check_shop(form: ShopForm) -> ShopForm:
    """The form as it is kept; raises `Refused` for the first field that cannot stand."""
    code = country_of(form.country)
    usual = custom_of(code)
    for name in ("terms_days", "return_days"):
        if not 0 <= getattr(form, name) <= 3_650:
            raise Refused("Terms and returns run from 0 to 3,650 days.", field=name)
    if not 1 <= form.cart_totes <= MOST_TOTES:
        raise Refused(f"A cart takes from 1 to {MOST_TOTES} totes.", field="cart_totes")
    if not 1 <= form.free_after <= _LONGEST_ALONE:
        raise Refused(f"Work left alone is free after 1 to {_LONGEST_ALONE:,} minutes.", field="free_after")
    step = usual.cash_step if form.cash_step is None else form.cash_step
    if not 1 <= step <= 1_000:
        raise Refused("The smallest coin is from 1 to 1,000 minor units.", field="cash_step")
    texts: dict[str, Any] = {name: clean(getattr(form, name), name, lines=name in _LINES) for name in _TEXTS}
    texts["region"], texts["postcode"] = settled(code, texts["region"], texts["postcode"])
    return replace(
        form,
        **texts,
        logo=fitted_logo(form.logo) if form.logo else form.logo,
        name=clean(form.name, "name", required=True, longest=200),
        country=code,
        email=clean_email(form.email),
        tax_id=own_tax_id_of(form.tax_id, code),
        currency=currency_code(form.currency or usual.currency),
        time_zone=_time_zone(form.time_zone or time_zone_of(code, texts["region"])),
        paper=one_of(form.paper or usual.paper, "paper", PAPERS),
        cash_step=step,
        scale_codes=check_layouts(form.scale_codes),
        day_ends=hour_text(parse_hour(form.day_ends)),
        invoice_timing=one_of(form.invoice_timing, "invoice_timing", TIMINGS),
        numbers=one_of(form.numbers, "numbers", tuple(NUMBERS)) if form.numbers else "",
    )


def check_tax(rules: TaxRules) -> TaxRules:
    """Tax rules as they are kept; at least one rate, and each class named once a day."""
    if not rules.rates:
        raise Refused("A tax profile needs at least one rate.", field="tax")
    rates = tuple(check_rate(rate) for rate in rules.rates)
    if len({(rate.tax_class, rate.valid_from) for rate in rates}) != len(rates):
        raise Refused("Two rates of one tax class begin on the same day.", field="tax")
    return TaxRules(
        clean(rules.name, "tax_profile", required=True, longest=100),
        rates,
        rules.inclusive,
        TaxPolicy(rules.policy),
        Rounding(rules.rounding),
    )


def check_rate(rate: TaxRate) -> TaxRate:
    """A tax rate as it is kept."""
    if not _CLASS.fullmatch(rate.tax_class):
        raise Refused(f"A tax class is a small word such as standard, not {rate.tax_class[:40]}.", field="tax_class")
    if not 0 <= rate.rate <= 1_000_000:
        raise Refused("A tax rate is from 0 to 100 percent.", field="rate")
    return replace(
        rate,
        label=clean(rate.label, "label", required=True, longest=60),
        exemption=clean(rate.exemption, "exemption", longest=200),
    )


def check_service(form: ServiceForm, classes: tuple[str, ...], country: str) -> ServiceForm:
    """A service of a shop in `country` as it is kept; its tax class must be one of the shop's `classes`."""
    divisor = usual_divisor(country) if form.divisor is None else form.divisor
    tax_class = form.tax_class or usual_class(classes)
    if tax_class not in classes:
        raise Refused(f"The shop has no tax class {tax_class}.", field="tax_class")
    if form.price < 0 or (form.free_over or 0) < 0:
        raise Refused("A service costs zero or more.", field="price" if form.price < 0 else "free_over")
    if (form.cost or 0) < 0:
        raise Refused("A parcel costs the shop zero or more.", field="cost")
    if not 0 < divisor <= LARGEST_DIVISOR:
        raise Refused(f"The divisor is a whole number from 1 to {LARGEST_DIVISOR:,}.", field="divisor")
    if form.pickup and form.zones:
        raise Refused("What the customer fetches goes nowhere; leave the places empty.", field="zones")
    if form.cutoff and not _CUTOFF.fullmatch(form.cutoff):
        raise Refused(f"Write the cutoff as hours and minutes, such as 15:30, not {form.cutoff[:20]}.", field="cutoff")
    return replace(
        form,
        code=clean(form.code, "code", required=True, longest=40).casefold(),
        name=clean(form.name, "name", required=True, longest=100),
        carrier=clean(form.carrier, "carrier", longest=100),
        tax_class=tax_class,
        divisor=divisor,
        bands=checked_bands(form.bands),
        zones=checked_zones(form.zones),
        days=parse_weekdays(form.days),
    )


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            f"{text.strip()[:60]} is no time zone; write one such as Europe/London.", field="time_zone"
        ) from None
