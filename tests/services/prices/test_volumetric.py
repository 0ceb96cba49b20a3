"""Bulky goods are charged for the room they take, from the order to the boxes that leave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.amending import Amendment
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.weights import shown_weight
from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from orderdesk.services.checks.holding import release_order
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.imports.importing import import_file
from orderdesk.services.items.catalog import edit_item, form_of, item_of, item_of_code
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.prices.pricing import preview_order
from orderdesk.services.reports.exporting import export_table
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from tests.countries import Country, local_shop
from tests.scenarios.books import rows

BULKY = ServiceForm("bulky", "Bulky", bands=((1_000, 300), (3_749, 500), (3_750, 700), (30_000, 900)), divisor=4_000)


@pytest.fixture
def desk(database: Database, anywhere: Country) -> Desk:
    """A shop anywhere whose article is 30 x 25 x 20 cm and 0.4 kg, and a service with a divisor of 4000."""
    made = local_shop(database, anywhere)
    card = item_of(made, 1)
    form = replace(form_of(card), weight_g=400, length_mm=300, width_mm=250, height_mm=200)
    edit_item(made, card.item.id, form)
    save_service(made, BULKY, new=True)
    add_customer(made, CustomerForm("Ada"), AddressForm("1 Lane", city=anywhere.city, postcode=anywhere.postcode,
                                                        country=anywhere.code))  # fmt: skip
    return made


def cost_of(desk: Desk, shipment_id: int) -> int:
    return int(rows(desk, f"SELECT cost FROM shipments WHERE id = {shipment_id}")[0][0])


def order(desk: Desk, count: int = 1, service: str = "bulky") -> OrderRequest:
    return OrderRequest((LineRequest(pieces(count), "A"),), customer_id=1, service=service)


def picked(desk: Desk, count: int = 1) -> int:
    view = view_order(desk, place_order(desk, order(desk, count)))
    if view.order.hold:
        release_order(desk, view.order.id, "meant twice")
    number = start_picking(desk, [view.shipments[0].id])
    confirm_picks(desk, number)
    return view.shipments[0].id


def test_an_item_of_four_hundred_grams_is_charged_for_its_size(desk: Desk) -> None:
    priced = preview_order(desk, order(desk)).priced
    assert (priced.lines[-1].label, priced.lines[-1].gross) == ("Bulky", 700)
    assert view_order(desk, place_order(desk, order(desk))).lines[-1].gross == 700
    assert check(desk).findings == ()


def test_a_change_of_delivery_is_charged_by_size_too(desk: Desk) -> None:
    key = place_order(desk, order(desk, service="road"))
    amend_order(desk, key, Amendment(service="bulky"), "she rang again")
    assert view_order(desk, key).lines[-1].gross == 700


def test_the_carrier_is_paid_for_the_box_as_it_was_measured_else_for_the_goods(desk: Desk) -> None:
    for box, cost in (
        (BoxRequest(), 700),
        (BoxRequest("", 400, 100, 100, 100), 300),
        (BoxRequest("", 0, 400, 300, 250), 900),
    ):
        key = picked(desk)
        pack_shipment(desk, key, [box])
        ship_shipment(desk, key)
        assert cost_of(desk, key) == cost
    assert check(desk).findings == ()


def test_a_weight_that_the_goods_hardly_have_is_asked_about_and_taken_once_meant(desk: Desk) -> None:
    key = picked(desk, 5)
    with pytest.raises(
        Doubtful, match=f"^Box 1 weighs {shown_weight(2_101)}, and what is in it {shown_weight(2_000)} by its items"
    ):
        pack_shipment(desk, key, [BoxRequest(weight_g=2_101)])
    with pytest.raises(Doubtful):
        pack_shipment(desk, key, [BoxRequest(weight_g=1_899)])
    pack_shipment(desk, key, [BoxRequest(weight_g=1_899)], sure=True)
    assert view_order(desk, 1).shipments[0].state == "packed"
    second = picked(desk, 5)
    pack_shipment(desk, second, [BoxRequest(weight_g=2_095)])


def test_a_box_that_no_lorry_carries_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="Box 1: a side is from 0 to 100 metres"):
        pack_shipment(desk, picked(desk), [BoxRequest("", 400, 100_001, 1, 1)])


def test_sizes_come_in_by_file_and_go_out_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "sizes.csv"
    path.write_text(
        "SKU;Name;Price;Length (cm);Width (cm);Height (mm);Dimensions\n"
        "B;Box;1;40;30;250;\nC;Case;1;;;;12 x 10 x 8 in\nD;Disc;1;40;;;\nE;Egg;1;40 cm;30;250;\n",
        encoding="utf-8",
    )
    assert import_file(desk, "products", path).errors == ()
    sizes = {sku: form_of(item_of(desk, item_of_code(desk, sku).id)).size for sku in "BCDE"}
    assert sizes == {"B": (400, 300, 250), "C": (305, 254, 203), "D": (0, 0, 0), "E": (400, 300, 250)}
    table = export_table(desk, "products")
    columns = [[head.title for head in table.heads].index(f"{side} (mm)") for side in ("Length", "Width", "Height")]
    assert {row[0]: tuple(row[at] for at in columns) for row in table.rows}["C"] == ("305", "254", "203")


def test_how_items_lie_comes_in_by_file_and_goes_out_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("SKU;Name;This side up;Fragile\nV;Vase;yes;x\nW;Wool;no;\n", encoding="utf-8")
    assert import_file(desk, "products", path).errors == ()
    table = export_table(desk, "products")
    columns = [[head.title for head in table.heads].index(title) for title in ("This side up", "Fragile")]
    marks = {row[0]: tuple(row[at] for at in columns) for row in table.rows}
    assert (marks["V"], marks["W"]) == (("yes", "yes"), ("no", "no"))
    path.write_text("SKU;This side up\nV;no\n", encoding="utf-8")
    assert import_file(desk, "products", path).errors == ()
    kept = form_of(item_of(desk, item_of_code(desk, "V").id))
    assert (kept.upright, kept.fragile) == (False, True)
