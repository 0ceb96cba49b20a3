"""Settings, price lists: a list and its prices by keys, refused where it cannot be, removed and taken back."""

from __future__ import annotations

from orderdesk.domain.prices.exchange import ExchangeRate
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.prices import price_lists as prices
from orderdesk.services.prices.exchange import set_exchange_rate
from orderdesk.ui.settings.prices.price_lists import PriceListsSection
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk


def shown(section: PriceListsSection) -> list[list[str]]:
    model = section.rows.rows_model
    return [[str(model.index(row, column).data()) for column in (0, 2, 3)] for row in range(model.rowCount())]


def test_a_list_and_its_prices_by_keys_alone(clerk: Clerk) -> None:
    section = open_section(clerk, "Price lists", PriceListsSection)
    assert "shop's prices" in section.meaning.text()
    push(clerk, "Add list")
    for name, text in (("Name", "Trade list"), ("Customer group", "Trade"), ("Last day", "someday")):
        type_in(clerk, name, text)
    clerk.send()
    assert "Enter a day such as" in clerk.dialog.fields["valid_to"].error
    assert prices.price_lists(clerk.desk) == []
    type_in(clerk, "Last day", "2999-12-31")
    clerk.send()
    (made,) = prices.price_lists(clerk.desk)
    assert (made.name, made.group, str(made.valid_to)) == ("Trade list", "Trade", "2999-12-31")
    push(clerk, "Set price")
    for name, text in (("Item", "mug"), ("From quantity", "10"), (f"Price, {section.currency}", "11.20")):
        type_in(clerk, name, text)
    clerk.send()
    assert shown(section) == [["MUG", "10", "11.20"]]
    push(clerk, "Remove price")
    assert shown(section) == []
    clerk.press("Ctrl+Z")
    assert shown(section) == [["MUG", "10", "11.20"]]
    prices.set_group(clerk.desk, 1, "Trade")
    assert prices.why_price(clerk.desk, 1, "MUG", pieces(10)).price == 112_000


def test_a_list_in_another_currency_needs_its_exchange_rate(clerk: Clerk) -> None:
    section = open_section(clerk, "Price lists", PriceListsSection)
    push(clerk, "Add list")
    for name, text in (("Name", "Trade EUR"), ("Customer group", "Trade"), ("Currency", "eur")):
        type_in(clerk, name, text)
    clerk.send()
    assert "no exchange rate of EUR yet" in clerk.dialog.fields["currency"].error
    set_exchange_rate(clerk.desk, ExchangeRate("EUR", clerk.desk.today, 85_710_000))
    clerk.send()
    assert section.meaning.text() == "Prices of Trade EUR, in EUR"
    push(clerk, "Set price")
    for name, text in (("Item", "mug"), ("From quantity", "1"), ("Price, EUR", "11")):
        type_in(clerk, name, text)
    clerk.send()
    assert shown(section) == [["MUG", "1", "11.00"]]
    prices.set_group(clerk.desk, 1, "Trade")
    assert prices.why_price(clerk.desk, 1, "MUG", pieces(10)).price == 94_281


def test_a_price_for_no_item_is_said_in_the_form(clerk: Clerk) -> None:
    prices.save_list(clerk.desk, prices.ListForm("Trade list", "Trade"))
    open_section(clerk, "Price lists", PriceListsSection)
    push(clerk, "Set price")
    for name, text in (("Item", "HAT"), ("From quantity", "1"), ("Price, GBP", "1")):
        type_in(clerk, name, text)
    clerk.send()
    assert "no item HAT" in clerk.dialog.fields["sku"].error
    assert prices.rows_of_list(clerk.desk, "Trade list") == []
