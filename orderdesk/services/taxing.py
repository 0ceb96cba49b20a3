"""Which tax an order bears: the customer's exemption, then the rate of where it goes, then the shop's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.addresses import Place, written_region
from orderdesk.domain.countries import country_of
from orderdesk.domain.destinations import DestinationRate, rate_to
from orderdesk.domain.errors import NotFound, Refused
from orderdesk.domain.local import shown_day
from orderdesk.domain.money import Rate, with_percent
from orderdesk.domain.tax import TaxProfile
from orderdesk.domain.texts import clean
from orderdesk.persistence.customers import read_address
from orderdesk.persistence.destinations import drop_destination, read_destinations, write_destination
from orderdesk.persistence.shop import shop_of
from orderdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Taxing:
    """How one order is taxed: the rate of a tax class, and the reason printed where there is no tax at all."""

    rate_of: Callable[[str], Rate]
    exemption: str = ""


def taxing_of(connection: Connection, profile: TaxProfile, day: date, ship_to_id: int | None, exemption: str) -> Taxing:
    """The tax of goods sent to an address on a day; `exemption` is the customer's own and goes before all."""
    if exemption:
        return Taxing(lambda _: 0, exemption)
    rates = read_destinations(connection)
    place = read_address(connection, ship_to_id) if rates and ship_to_id else None
    return taxing_to(rates, profile, day, place)


def taxing_to(rates: Sequence[DestinationRate], profile: TaxProfile, day: date, place: Place | None) -> Taxing:
    """The tax of goods sent to a place on a day, by the rates of destinations and the shop's own."""

    def rate_of(tax_class: str) -> Rate:
        there = rate_to(rates, place, tax_class, day)
        return profile.rate_on(tax_class, day).rate if there is None else there.rate

    export = rate_to([each for each in rates if each.exemption], place, "", day)
    whole = rate_to([each for each in rates if not each.tax_class], place, "", day)
    return Taxing(rate_of, export.exemption) if export is not None and export == whole else Taxing(rate_of)


def destinations(desk: Desk) -> list[DestinationRate]:
    """Every rate by destination."""
    with desk.reading() as connection:
        return read_destinations(connection)


def set_destination(desk: Desk, rate: DestinationRate) -> None:
    """Set the rate for a country, a region of it and a tax class from a day on; orders confirmed before keep theirs."""
    with desk.writing(right="change settings") as work:
        kept = _checked(work.connection, rate)
        write_destination(work.connection, kept)
        work.event("shop", 1, "destination rate", _said(kept))
        work.touch("shop")


def remove_destination(desk: Desk, rate: DestinationRate) -> None:
    """Let a rate by destination no longer count; orders confirmed before keep theirs."""
    with desk.writing(right="change settings") as work:
        gone = _place(rate)
        if not drop_destination(work.connection, gone):
            raise NotFound("There is no such rate.", field="country")
        work.event("shop", 1, "destination rate removed", _said(gone))
        work.touch("shop")


def _checked(connection: Connection, rate: DestinationRate) -> DestinationRate:
    there = _place(rate)
    classes = shop_of(connection).tax_profile.classes
    if rate.tax_class and rate.tax_class not in classes:
        raise Refused(f"There is no tax class {rate.tax_class[:40]}; there is {', '.join(classes)}.", field="tax_class")
    exemption = clean(rate.exemption, "exemption", longest=200)
    if exemption and (rate.rate or rate.tax_class):
        raise Refused("A destination without tax has rate 0 for all tax classes.", field="exemption")
    return replace(there, exemption=exemption)


def _place(rate: DestinationRate) -> DestinationRate:
    """The rate with its country and region as addresses keep them."""
    country, region = country_of(rate.country), clean(rate.region, "region", longest=60)
    return replace(rate, country=country, region=written_region(country, region))


def _said(rate: DestinationRate) -> str:
    where = f"{rate.country} {rate.region}".strip()
    return f"{where} {rate.tax_class or 'all classes'}: {with_percent(rate.rate)} from {shown_day(rate.valid_from)}"
