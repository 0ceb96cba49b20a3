"""Which service takes an order where it goes, at which price; and why one that was chosen cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from orderdesk.domain.prices.rates import Band, Parcel, RateTable, billable_weight, heaviest, postage
from orderdesk.domain.prices.zones import Zone, zone_of
from orderdesk.domain.values.addresses import Place
from orderdesk.domain.values.business_day import Calendar
from orderdesk.domain.values.countries import countries
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.texts import listed
from orderdesk.domain.values.weights import shown_weight


@dataclass(frozen=True, slots=True)
class Service:
    """One way of sending goods, with its price rules; `cutoff` is the time of day at which it leaves, on the `days` of
    the week on which its carrier comes ("Mon Tue", "" for every day). Without `zones` it goes everywhere; a `pickup`
    goes nowhere, as the customer fetches the goods."""

    id: int
    code: str
    name: str
    carrier: str
    price: Amount
    tax_class: str
    bands: tuple[Band, ...]
    divisor: int
    free_over: Amount | None
    cutoff: str
    active: bool
    cost: Amount | None = None
    zones: tuple[Zone, ...] = ()
    pickup: bool = False
    days: str = ""

    @property
    def has_one_price(self) -> bool:
        """Whether it costs the same for every weight and place."""
        return not self.bands and all(each.price is None and not each.bands for each in self.zones)

    @property
    def rates(self) -> RateTable:
        return RateTable(self.price, self.bands, self.divisor, self.free_over)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where goods go, and where the shop is: countries of two letters. Nobody's address is at home."""

    country: str
    postcode: str
    home: str

    @property
    def said(self) -> str:
        """The place in a sentence: "Norway", "YO21 1AA" at home."""
        named = countries().get(self.country, self.country)
        return self.postcode if self.country == self.home and self.postcode else named


@dataclass(frozen=True, slots=True)
class Delivery:
    """A service to a place; `refused` says why it does not take the goods, and which does; "" where it does."""

    service: Service
    rates: RateTable
    parcel: Parcel
    agreed: Amount | None = None
    refused: str = ""

    def charge(self, worth: Amount) -> Amount:
        """What is charged for goods of this net worth: what was agreed, else by the rate table; 0 where refused."""
        if self.refused:
            return 0
        return postage(self.rates, [self.parcel], worth).charge if self.agreed is None else self.agreed

    def insist(self) -> None:
        """Refuse what the service does not take."""
        if self.refused:
            raise Refused(self.refused, field="service")


def leaves(calendar: Calendar, at: datetime, service: Service | None) -> date:
    """The day on which what is ordered at a moment can leave by a service."""
    return calendar.leaves(at, service.cutoff, service.days) if service else calendar.leaves(at, "")


def standing_at(place: Place | None, home: str) -> Destination:
    """An address that was read, seen from the shop."""
    return Destination(place.country or home, place.postcode, home) if place else Destination(home, "", home)


def sent_to(channel: str, service: Service | None, ship_to_id: int | None) -> int | None:
    """The address that goods go to; None for what is carried home from the counter or fetched by the customer."""
    fetched = channel == "counter" if service is None else service.pickup
    return None if fetched else ship_to_id


def rates_to(service: Service, there: Destination) -> RateTable | None:
    """The prices of a service to a place; None where it does not go. Fetched goods cost the same from everywhere."""
    if not service.zones:
        return service.rates
    zone = zone_of(service.zones, there.country, there.postcode, there.home)
    return zone.table(service.rates) if zone else None


def delivery(
    services: Iterable[Service], service: Service, there: Destination, parcel: Parcel, agreed: Amount | None = None
) -> Delivery:
    """How a service takes goods to a place, and which of the others does where it cannot. A price that was agreed may
    be for several boxes, whatever they weigh."""
    rates = rates_to(service, there)
    if rates is None:
        others = _others(services, there, parcel, service, ("goes there", "go there")) or "no other service does"
        said = f"{service.name} does not go to {there.said}; {others}."
        return Delivery(service, service.rates, parcel, agreed, said)
    if agreed is None and not _takes(rates, parcel):
        weight, most = shown_weight(billable_weight(parcel, rates.divisor)), shown_weight(heaviest(rates) or 0)
        others = _others(services, there, parcel, service, ("takes it", "take it"))
        advice = others or "no other service takes it. Agree a price for several boxes"
        return Delivery(
            service, rates, parcel, agreed, f"{service.name} takes up to {most}, and this is {weight}; {advice}."
        )
    return Delivery(service, rates, parcel, agreed)


def by_itself(
    services: Sequence[Service], usual: str, there: Destination, parcel: Parcel, worth: Amount
) -> Service | None:
    """The service of an order for which nobody chose one: that of the code `usual` if it goes there and takes the
    goods, else the cheapest that does. Where none takes them it is one that goes there, and says so; fetched are only
    goods of a customer who usually fetches them."""
    offered = [each for each in services if each.active]
    own = next((each for each in offered if each.code == usual), None)
    if own and own.pickup:
        return own
    taking = [each for each, _ in fitting(offered, there, parcel, worth)]
    going = taking or [each for each, _ in fitting(offered, there, Parcel(0))]
    return own if own in taking else next(iter(going or [each for each in offered if not each.pickup]), None)


def fitting(
    services: Iterable[Service], there: Destination, parcel: Parcel, worth: Amount = 0
) -> list[tuple[Service, Amount]]:
    """The services that send goods of this net worth there, the cheapest for the customer first, with their prices."""
    found = [
        (each, postage(rates, [parcel], worth).charge)
        for each in services
        if each.active and not each.pickup and (rates := rates_to(each, there)) is not None and _takes(rates, parcel)
    ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].name))


def _takes(rates: RateTable, parcel: Parcel) -> bool:
    most = heaviest(rates)
    return most is None or billable_weight(parcel, rates.divisor) <= most


def _others(
    services: Iterable[Service], there: Destination, parcel: Parcel, but: Service, verbs: tuple[str, str]
) -> str:
    """ "Air goes there", "Air and Sea go there"; "" for none."""
    names = [each.name for each, _ in fitting(services, there, parcel) if each.id != but.id]
    return f"{listed(names)} {verbs[len(names) > 1]}" if names else ""
