"""Settings, places: a location is added and changed by keys, and a bin gets its place in the walk."""

from __future__ import annotations

from orderdesk.services.stock.places import locations
from orderdesk.services.stock.stock_views import bins_of_shop
from orderdesk.ui.settings.shop.places import PlacesSection
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk


def test_a_location_is_added_and_renamed(clerk: Clerk) -> None:
    section = open_section(clerk, "Places", PlacesSection)
    push(clerk, "Add location")
    type_in(clerk, "Name", "Store room")
    clerk.send()
    assert clerk.said == "Store room was added"
    assert [each.name for each in locations(clerk.desk)] == ["Shop", "Store room"]
    model = section.locations.list.rows_model
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Shop", "Store room"]
    push(clerk, "Change location")
    type_in(clerk, "Name", "store room")
    clerk.send()
    assert "There is a location Store room already" in clerk.dialog.fields["name"].error


def test_a_bin_is_placed_in_the_walk(clerk: Clerk) -> None:
    open_section(clerk, "Places", PlacesSection)
    first = bins_of_shop(clerk.desk)[0]
    push(clerk, "Place in the walk")
    type_in(clerk, "Place in the walk", "soon")
    clerk.send()
    assert "whole number" in clerk.dialog.fields["walk"].error
    type_in(clerk, "Place in the walk", "9")
    clerk.send()
    assert clerk.said == f"{first.code} comes at 9"
    assert next(each.walk for each in bins_of_shop(clerk.desk) if each.id == first.id) == 9
