"""Settings, exchange rates: a rate set by keys, refused where it cannot be, removed and taken back."""

from __future__ import annotations

import pytest

from orderdesk.domain.prices.exchange import ExchangeRate
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.exchange import exchange_rates, set_exchange_rate
from orderdesk.ui.settings.prices.exchange import ExchangeSection
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk

RATE = "One of it is, GBP"


def test_a_rate_is_set_set_anew_removed_and_taken_back(clerk: Clerk) -> None:
    section = open_section(clerk, "Exchange rates", ExchangeSection)
    assert section.meaning.text() == "Every price is in GBP."
    push(clerk, "Set rate")
    type_in(clerk, "Currency", "eur")
    type_in(clerk, RATE, "0.8571")
    clerk.send()
    today = clerk.desk.today
    assert exchange_rates(clerk.desk) == [ExchangeRate("EUR", today, 85_710_000)]
    assert clerk.said == f"1 EUR is 0.8571 GBP from {shown_day(today)}"
    model = section.list.rows_model
    assert [model.index(0, column).data() for column in range(3)] == ["1 EUR", "0.8571", shown_day(today)]
    # The next day only the rate is typed.
    push(clerk, "Set rate")
    clerk.write("0.86")
    clerk.send()
    assert exchange_rates(clerk.desk) == [ExchangeRate("EUR", today, 86_000_000)]
    push(clerk, "Remove rate")
    assert exchange_rates(clerk.desk) == []
    clerk.press("Ctrl+Z")
    assert exchange_rates(clerk.desk) == [ExchangeRate("EUR", today, 86_000_000)]


@pytest.mark.parametrize(
    ("currency", "rate", "said"),
    [
        ("GBP", "1", "always 1"),
        ("euro", "1", "three letters"),
        ("EUR", "0", "above 0"),
        ("EUR", "one", "number"),
    ],
)
def test_what_can_not_be_is_said_in_the_form(clerk: Clerk, currency: str, rate: str, said: str) -> None:
    open_section(clerk, "Exchange rates", ExchangeSection)
    push(clerk, "Set rate")
    type_in(clerk, "Currency", currency)
    type_in(clerk, RATE, rate)
    clerk.send()
    assert said in " ".join(field.error for field in clerk.dialog.fields.values())
    assert exchange_rates(clerk.desk) == []


def test_a_rate_that_a_list_needs_stays(clerk: Clerk) -> None:
    set_exchange_rate(clerk.desk, ExchangeRate("EUR", clerk.desk.today, 85_710_000))
    prices.save_list(clerk.desk, prices.ListForm("Trade EUR", "Trade", "EUR"))
    open_section(clerk, "Exchange rates", ExchangeSection)
    push(clerk, "Remove rate")
    assert clerk.said == "Trade EUR is in EUR: set another rate first, then remove this one."
    assert len(exchange_rates(clerk.desk)) == 1
