"""Settings, taxes: a rate from a day on and the rules of new orders, by keys alone, with what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.money import Rounding
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.settings.shop.taxes import TaxesSection
from tests.ui.settings.conftest import open_section, push, tab_to, type_in
from tests.ui.tabs.conftest import Clerk


def fill(clerk: Clerk, **texts: str) -> None:
    """Go through the form by Tab."""
    names = {"tax_class": "Tax class", "label": "Name on papers", "rate": "Percent", "day": "Holds from"}
    for name, text in texts.items():
        type_in(clerk, names[name], text)


def test_a_rate_begins_as_the_one_chosen_and_holds_from_its_day(clerk: Clerk) -> None:
    section = open_section(clerk, "Taxes", TaxesSection)
    tab_to(clerk, "Tax rates")
    clerk.press("Home")
    while section.list.current_row().tax_class != "standard":
        clerk.press("Down")
    clerk.press("Return")
    clerk.dialog.activateWindow()
    day = clerk.desk.today + timedelta(days=30)
    fill(clerk, label="VAT 21%", rate="21", day=day.isoformat())
    clerk.send()
    profile = shop_now(clerk.desk).tax_profile
    assert profile.rate_on("standard", day).rate == 210_000
    assert profile.rate_on("standard", day - timedelta(days=1)).rate == 200_000
    model = section.list.rows_model
    cells = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert ["standard", "VAT 21%", "21", f"From {shown_day(day)}"] in cells
    assert [each[3] for each in cells if each[0] == "standard"] == ["Now", f"From {shown_day(day)}"]


@pytest.mark.parametrize(
    ("field", "texts", "said"),
    [
        ("rate", {"rate": "210"}, "0 to 100"),
        ("rate", {"rate": "much"}, "Enter a number"),
        ("day", {"day": "soon"}, "Enter a day such as"),
        ("day", {"day": "2020-01-01"}, "later day"),
        ("label", {"label": " "}, "needed"),
        ("tax_class", {"tax_class": "standrad"}, "There is no tax class standrad"),
        ("tax_class", {"tax_class": "High Rate"}, "small word"),
    ],
)
def test_a_rate_that_can_not_be_is_said_under_its_field(
    clerk: Clerk, field: str, texts: dict[str, str], said: str
) -> None:
    before = shop_now(clerk.desk).tax_profile.rates
    open_section(clerk, "Taxes", TaxesSection)
    push(clerk, "Add rate")
    fill(clerk, **({"tax_class": "standard", "label": "VAT", "rate": "21", "day": "2099-01-31"} | texts))
    clerk.send()
    wrong = clerk.dialog.fields[field]
    assert said in wrong.error
    assert wrong.editor.hasFocus()
    assert shop_now(clerk.desk).tax_profile.rates == before


def test_a_new_class_is_made_when_it_is_asked_for(clerk: Clerk) -> None:
    open_section(clerk, "Taxes", TaxesSection)
    push(clerk, "Add rate")
    fill(clerk, tax_class="books", label="Books", rate="0", day="2026-01-01")
    clerk.press("Tab", "Tab", "Space")
    clerk.send()
    assert "books" in shop_now(clerk.desk).tax_profile.classes


def test_the_rules_change_and_confirmed_orders_keep_theirs(clerk: Clerk) -> None:
    placed = clerk.place(("MUG", 2))
    section = open_section(clerk, "Taxes", TaxesSection)
    assert "prices without tax" in section.meaning.text()
    push(clerk, "Change rules")
    tab_to(clerk, "Prices")
    clerk.press("Down")
    tab_to(clerk, "Tax is rounded")
    clerk.press("Down")
    tab_to(clerk, "Rounding")
    clerk.press("End")
    clerk.send()
    now = shop_now(clerk.desk).tax_profile
    assert (now.inclusive, now.policy, now.rounding) == (True, TaxPolicy.PER_LINE, Rounding.DOWN)
    assert "prices with tax included" in section.meaning.text()
    assert view_order(clerk.desk, placed.order.id).order == placed.order
