"""Settings, taxes: a rate from a day on and the rules of new orders, by keys alone."""

from __future__ import annotations

from datetime import timedelta

from orderdesk.services.shop import shop_now
from orderdesk.services.views import view_order
from orderdesk.ui.settings.taxes import TaxesSection
from orderdesk.ui.widgets.choice import Choice
from tests.ui.tabs.conftest import Clerk


def taxes(clerk: Clerk) -> TaxesSection:
    clerk.program.go("settings", "Taxes")
    (section,) = clerk.find(TaxesSection)
    return section


def test_a_rate_is_added_from_a_day_on(clerk: Clerk) -> None:
    section = taxes(clerk)
    section.ask_rate()
    day = clerk.desk.today + timedelta(days=30)
    for name, text in (
        ("Tax class", "standard"),
        ("Name on papers", "VAT 21%"),
        ("Percent", "21"),
        ("Holds from", day.isoformat()),
    ):
        clerk.fill(name, text)
    clerk.send()
    profile = shop_now(clerk.desk).tax_profile
    assert profile.rate_on("standard", day).rate == 210_000
    assert profile.rate_on("standard", day - timedelta(days=1)).rate == 200_000
    assert f"standard: VAT 21%, 21 %, from {day}" in section.words.text()


def test_a_rate_in_force_and_a_bad_percentage_are_refused(clerk: Clerk) -> None:
    before = shop_now(clerk.desk).tax_profile.rates
    section = taxes(clerk)
    section.ask_rate()
    for name, text in (
        ("Tax class", "standard"),
        ("Name on papers", "VAT"),
        ("Percent", "210"),
        ("Holds from", "2027-01-31"),
    ):
        clerk.fill(name, text)
    clerk.send()
    clerk.fill("Percent", "21")
    clerk.fill("Holds from", clerk.desk.today.isoformat())
    clerk.send()
    clerk.fill("Holds from", "soon")
    clerk.send()
    assert shop_now(clerk.desk).tax_profile.rates == before
    assert clerk.dialog.isVisible()


def test_confirmed_orders_keep_their_rules(clerk: Clerk) -> None:
    placed = clerk.place(("MUG", 2))
    section = taxes(clerk)
    assert "prices without tax" in section.meaning.text()
    section.ask_rules()
    prices = clerk.dialog.fields["inclusive"].editor
    assert isinstance(prices, Choice)
    prices.choose(True)
    clerk.send()
    assert shop_now(clerk.desk).tax_profile.inclusive
    assert "prices with tax included" in section.meaning.text()
    assert view_order(clerk.desk, placed.order.id).order == placed.order
