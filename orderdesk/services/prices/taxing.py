"""Which tax an order bears: the customer's exemption, then the rate of where it goes, then the shop's own."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from orderdesk.domain.prices.destinations import (
    AREAS,
    NORTH,
    DestinationRate,
    destination_of,
)
from orderdesk.domain.prices.export_rules import usual_destinations
from orderdesk.domain.prices.tax_categories import EU
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.domain.values.addresses import written_region
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import with_percent
from orderdesk.domain.values.texts import clean
from orderdesk.domain.values.written.local import shown_day
from orderdesk.integrations.vat_rates import standard_rates
from orderdesk.persistence.prices.destinations import drop_destination, read_destinations, write_destination
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk


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


def taxes_by_state(desk: Desk) -> bool:
    """Whether consumers in other states of the EU bear the tax of their state, as the One Stop Shop asks."""
    with desk.reading() as connection:
        return bool(_by_state(connection))


def tax_by_state(desk: Desk, *, on: bool) -> None:
    """Let consumers in other states of the EU bear the standard rate of their state from today on, or the shop's own
    again, as below the threshold. Lower rates of a class are set by hand."""
    with desk.writing(right="change settings") as work:
        home = shop_of(work.connection).country
        if home not in EU:
            raise Refused("Only a shop in the EU taxes by the states of its customers there.", field="country")
        for gone in _by_state(work.connection):
            drop_destination(work.connection, gone)
        for state, rate in standard_rates().items() if on else ():
            if state != home:
                write_destination(work.connection, DestinationRate(state, "", "", rate, work.today))
        if on:
            rate = tax_preset("GB").rates[0].rate
            write_destination(work.connection, DestinationRate("GB", NORTH, "", rate, work.today))
        work.event("shop", 1, "destination rate", "by state of the EU" if on else "no longer by state of the EU")
        work.touch("shop")


def missing_rules(desk: Desk) -> tuple[DestinationRate, ...]:
    """The rules that a new shop of this country starts with, and this one has no rate for."""
    with desk.reading() as connection:
        return _missing(connection)


def add_usual_rules(desk: Desk) -> None:
    """Set the rules that a new shop of this country starts with where there is no rate yet."""
    with desk.writing(right="change settings") as work:
        for rate in _missing(work.connection):
            write_destination(work.connection, rate)
            work.event("shop", 1, "destination rate", _said(rate))
        work.touch("shop")


def _missing(connection: Connection) -> tuple[DestinationRate, ...]:
    known = {each.country for each in read_destinations(connection)}
    return tuple(each for each in usual_destinations(shop_of(connection).country) if each.country not in known)


def _by_state(connection: Connection) -> list[DestinationRate]:
    home = shop_of(connection).country
    if home not in EU:
        return []
    whole = (each for each in read_destinations(connection) if not each.tax_class and not each.exemption)
    return [
        each
        for each in whole
        if (each.country in EU and each.country != home and not each.region)
        or (each.country, each.region) == ("GB", NORTH)
    ]


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
    country, region = destination_of(rate.country), clean(rate.region, "region", longest=60)
    if region and country in AREAS:
        raise Refused(f"{AREAS[country]} have no state or province; leave it empty.", field="region")
    return replace(rate, country=country, region=written_region(country, region))


def _said(rate: DestinationRate) -> str:
    where = f"{rate.where} {rate.region}".strip()
    return f"{where} {rate.tax_class or 'all classes'}: {with_percent(rate.rate)} from {shown_day(rate.valid_from)}"
