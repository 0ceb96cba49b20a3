"""The plan for the boxes on the packing screens: drawn layer by layer, filled in, and left for another carton."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.services.fulfilment.cartons.keeping import CartonForm, carton_now, save_carton
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from orderdesk.services.orders.views import shipments_to_do, view_shipment
from orderdesk.ui.fulfilment.box_drawing import BoxesDrawing, LayerDrawing
from tests.ui.accessible import assert_accessible
from tests.ui.tabs.conftest import Clerk
from tests.ui.tabs.test_tabs_station import Heard, heard, page_of, picked, read

__all__ = ["heard"]
MUG = "5012345678900"


@pytest.fixture(autouse=True)
def cartons(clerk: Clerk) -> None:
    """Mugs have a size, and two of them stand on one another in the small carton."""
    for sku, size in (("MUG", (100, 100, 100)), ("LAMP", (300, 240, 190))):
        card = item_of(clerk.desk, item_of_code(clerk.desk, sku).id)
        length, width, height = size
        edit_item(clerk.desk, card.item.id, replace(form_of(card), length_mm=length, width_mm=width, height_mm=height))
    save_carton(clerk.desk, CartonForm("T", "Tall", (110, 110, 210), tare_g=50))
    save_carton(clerk.desk, CartonForm("M", "Medium", (310, 250, 200), tare_g=200))


def packed(clerk: Clerk, number: str) -> list[str]:
    return [box.carton for box in view_shipment(clerk.desk, shipments_to_do(clerk.desk, number)[0]).packed]


def test_the_station_draws_the_box_layer_by_layer(clerk: Clerk, heard: Heard) -> None:
    number = picked(clerk, ("MUG", 2))
    side = page_of(clerk).side
    read(clerk, number)
    assert side._carton.text() == "Carton T · Tall"
    assert isinstance(side.drawing, LayerDrawing)
    assert (side.drawing.layers, side.drawing.layer) == (2, 0)
    assert side.drawing.accessibleDescription() == "Layer 1 of 2: 1 × MUG"
    read(clerk, MUG)
    assert side.drawing.layer == 1
    clerk.press("PgDown")
    assert side.drawing.layer == 0
    clerk.press("PgDown")
    assert side.drawing.layer == 0
    clerk.press("PgUp")
    assert side.drawing.accessibleDescription() == "Layer 2 of 2: 1 × MUG"
    read(clerk, MUG, "*DON")
    assert packed(clerk, number) == ["T"]


def test_another_carton_is_chosen_by_key_and_by_its_bars(clerk: Clerk, heard: Heard) -> None:
    number = picked(clerk, ("MUG", 2))
    side = page_of(clerk).side
    read(clerk, number, MUG)
    clerk.press("Ctrl+B")
    assert_accessible(clerk.dialog)
    assert clerk.dialog.fields["carton"].value == "T"
    clerk.dialog.fields["carton"].editor.setFocus()
    clerk.press("Up")
    clerk.send()
    assert side._carton.text() == "Carton M · Medium"
    assert not side.drawing.isVisible()
    assert read(clerk, "*T", "*M", MUG, "*DON") == ["CARTON T", "CARTON M", "RIGHT", "PACKED"]
    assert packed(clerk, number) == ["M"]


def test_a_shop_without_cartons_says_where_they_are_added(clerk: Clerk, heard: Heard) -> None:
    for code in ("T", "M"):
        save_carton(clerk.desk, CartonForm(code, code, (9, 9, 9), active=False))
    read(clerk, picked(clerk, ("MUG", 1)))
    assert "Settings, Cartons" in (page_of(clerk).bench.commands.why_not("station.carton") or "")
    assert not page_of(clerk).side.drawing.isVisible()


def test_the_form_is_filled_in_as_planned(clerk: Clerk) -> None:
    number = picked(clerk, ("LAMP", 2), ("MUG", 1))
    clerk.press("F7")
    clerk.list.show_view("to-pack")
    clerk.list.open(shipments_to_do(clerk.desk, number)[0])
    clerk.list.table.setFocus()
    clerk.press("Ctrl+Right")
    dialog = clerk.dialog
    assert_accessible(dialog)
    (drawing,) = dialog.findChildren(BoxesDrawing)
    assert drawing.accessibleDescription().startswith("Box 1, layer 1: 1 × LAMP. Box 2, layer 1: 1 × LAMP")
    clerk.send()
    assert sorted(packed(clerk, number)) == ["M", "M", "T"]
    assert carton_now(clerk.desk, "M").left is None
