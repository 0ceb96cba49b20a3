"""Exchange rates: what the currencies of price lists are worth, as the shop sets it from day to day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.prices.exchange import ExchangeRate, currency_code, shown_exchange
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.prices import exchange as store
from orderdesk.persistence.prices.price_lists import read_lists
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk


def exchange_rates(desk: Desk) -> list[ExchangeRate]:
    """Every rate, by currency, the newest first."""
    with desk.reading() as connection:
        return store.read_rates(connection)


def set_exchange_rate(desk: Desk, rate: ExchangeRate) -> None:
    """Set what a currency is worth from a day on; orders that are priced keep their prices."""
    with desk.writing(right="change settings") as work:
        own = shop_of(work.connection).currency
        currency = currency_code(rate.currency)
        if currency == own:
            raise Refused(f"{own} is the shop's currency; its rate is always 1.", field="currency")
        if rate.rate <= 0:
            raise Refused("An exchange rate is above 0.", field="rate")
        store.write_rate(work.connection, ExchangeRate(currency, rate.valid_from, rate.rate))
        said = f"1 {currency} is {shown_exchange(rate.rate)} {own} from {shown_day(rate.valid_from)}"
        work.event("shop", 1, "exchange rate", said)
        work.touch("shop")


def remove_exchange_rate(desk: Desk, currency: str, day: date) -> None:
    """Let a rate no longer count; the last one of a currency stays as long as a price list needs it."""
    with desk.writing(right="change settings") as work:
        code = currency_code(currency)
        if not store.drop_rate(work.connection, code, day):
            raise NotFound(f"There is no rate of {code} from {shown_day(day)}.", field="currency")
        using = [each.name for each in read_lists(work.connection) if each.currency == code]
        if using and code not in exchanged(work.connection, work.today):
            raise Refused(f"{using[0]} is in {code}: set another rate first, then remove this one.", field="currency")
        work.event("shop", 1, "exchange rate removed", f"{code} from {shown_day(day)}")
        work.touch("shop")


def exchanged(connection: Connection, today: date) -> set[str]:
    """The currencies that have a rate which has begun."""
    return {each.currency for each in store.read_rates(connection) if each.valid_from <= today}
