"""Settings, tax abroad: a rate for a country, refused where it cannot be, removed and taken back."""

from __future__ import annotations

import pytest

from orderdesk.services.prices.taxing import destinations
from orderdesk.ui.settings.shop.destinations import DestinationsSection
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk


def add(clerk: Clerk, **texts: str) -> None:
    push(clerk, "Add rate")
    names = {"country": "Country", "tax_class": "Tax class, empty for all", "rate": "Percent",
             "exemption": "Reason when nothing is taxed there"}  # fmt: skip
    for name in names:
        if name in texts:
            type_in(clerk, names[name], texts[name])


def test_a_rate_is_added_removed_and_taken_back(clerk: Clerk) -> None:
    section = open_section(clerk, "Tax abroad", DestinationsSection)
    kept = destinations(clerk.desk)
    assert [each.where for each in kept] == ["Exports"]
    add(clerk, country="France", tax_class="reduced", rate="5.5")
    clerk.send()
    (rate,) = [each for each in destinations(clerk.desk) if each not in kept]
    assert (rate.country, rate.tax_class, rate.rate, rate.valid_from) == ("FR", "reduced", 55_000, clerk.desk.today)
    model = section.list.rows_model
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert rows == [["Exports", "All", "All", "0"], ["France", "All", "reduced", "5.5"]]
    section.list.select_key(rate)
    push(clerk, "Remove rate")
    assert destinations(clerk.desk) == kept
    clerk.press("Ctrl+Z")
    assert destinations(clerk.desk) == [*kept, rate]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"country": "Narnia", "rate": "5"}, "not a recognised country"),
        ({"country": "FR", "rate": "500"}, "0 to 100"),
        ({"country": "FR", "rate": "5", "tax_class": "luxury"}, "no tax class luxury"),
        ({"country": "FR", "rate": "5", "exemption": "Export"}, "rate 0 for all"),
    ],
)
def test_what_can_not_be_is_said_in_the_form(clerk: Clerk, texts: dict[str, str], said: str) -> None:
    open_section(clerk, "Tax abroad", DestinationsSection)
    before = destinations(clerk.desk)
    add(clerk, **texts)
    clerk.send()
    assert said in " ".join(field.error for field in clerk.dialog.fields.values())
    assert destinations(clerk.desk) == before


def test_the_usual_rules_are_added_where_they_are_missing(clerk: Clerk) -> None:
    section = open_section(clerk, "Tax abroad", DestinationsSection)
    assert section.usual.isHidden()
    kept = destinations(clerk.desk)
    push(clerk, "Remove rate")
    assert not section.usual.isHidden()
    push(clerk, "Add the usual rules")
    assert destinations(clerk.desk) == kept
    assert section.by_state.isHidden(), "a shop outside of the EU has no states of it to tax by"
