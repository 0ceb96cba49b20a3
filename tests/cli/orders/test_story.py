"""One order all the way by the command line alone, on both databases: scenario 1 to the closed day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.cli.conftest import Call

PHONE = json.dumps(
    {
        "channel": "phone",
        "customer": {"id": "C-1001"},
        "lines": [{"sku": "MUG", "quantity": 3}, {"sku": "TEE", "quantity": "2"}, {"sku": "BOOK", "quantity": 1}],
        "service": "road",
        "note_to_packer": "Two layers of paper",
    }
)


def words_of(path: Path) -> str:
    """The text of a PDF."""
    with PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.fixture
def shipped(shop_at: Call) -> Call:
    """Scenario 1 ordered, picked, packed and shipped."""
    placed = shop_at("--json", "order", "add", given=PHONE).facts
    assert placed["order"] == "SO-1001"
    assert shop_at("--json", "pick", "start", "SO-1001").facts["picklist"] == "PL-1001"
    assert shop_at("pick", "done", "PL-1001").code == 0
    assert shop_at("pack", "SH-1001", "--note-done", "--box", "M", "--size", "40x30x20", "--weight", "1.8").code == 0
    assert shop_at("ship", "SH-1001", "--tracking", "NC000000017GB").code == 0
    return shop_at


def test_a_phone_order_is_priced_and_tied(shop_at: Call) -> None:
    order = shop_at("order", "add", "--json", given=PHONE).facts
    assert [line["net"] for line in order["lines"]] == ["37.50", "39.98", "14.00"]
    assert [(line["allocated"], line["backordered"]) for line in order["lines"]] == [("3", "0"), ("2", "0"), ("1", "0")]
    assert order["charges"] == [{"label": "Road", "net": "6.90"}]
    assert order["tax"] == [
        {"rate": "20", "base": "84.38", "tax": "16.88", "country": "GB", "region": None, "exemption": None},
        {"rate": "5", "base": "14.00", "tax": "0.70", "country": "GB", "region": None, "exemption": None},
    ]
    assert (order["net"], order["tax_total"], order["total"], order["balance"]) == (
        "98.38",
        "17.58",
        "115.96",
        "115.96",
    )
    assert (order["state"], order["fulfilment"], order["payment"]) == ("confirmed", "allocated", "unpaid")
    assert "hold" not in order
    mug = shop_at("--json", "stock", "show", "MUG").facts
    assert (mug["on_hand"], mug["reserved"], mug["available"]) == ("20", "3", "17")


def test_an_order_discount_is_spread_over_the_lines(shop_at: Call) -> None:
    given = json.dumps(json.loads(PHONE) | {"discount": "10.00"})
    order = shop_at("--json", "order", "add", given=given).facts
    assert [line["net"] for line in order["lines"]] == ["33.40", "35.61", "12.47"]
    assert order["total"] == "104.18"
    assert order["discounts"] == [{"label": "Discount", "amount": "10.00"}]


def test_the_whole_life_of_an_order(shipped: Call, tmp_path: Path) -> None:
    assert shipped("till", "open", "--float", "150.00").code == 0
    invoice = shipped("--json", "invoice", "issue", "1001").facts
    assert (invoice["invoice"], invoice["total"]) == ("INV-1001", "115.96")
    paid = shipped("--json", "pay", "1001", "--tender", "cash", "--amount", "115.96", "--tendered", "120.00").facts
    assert (paid["receipt"], paid["change"], paid["balance"], paid["payment"]) == ("R-1001", "4.04", "0.00", "paid")
    assert shipped("deliver", "SH-1001").code == 0
    opened = shipped("--json", "return", "open", "SO-1001", "--line", "MUG=1", "--reason", "damaged").facts
    assert opened["return"] == "RMA-1001"
    assert shipped("return", "receive", "RMA-1001").code == 0
    assert shipped("return", "inspect", "RMA-1001", "--outcome", "scrap").code == 0
    settled = shipped("--json", "return", "settle", "RMA-1001", "--tender", "cash").facts
    assert (settled["credit_notes"], settled["credited"], settled["refunded"]) == (["CN-1001"], "15.00", "15.00")
    assert shipped("--json", "till", "count", "50.00=5", "0.96=1").facts == {"counted": "250.96"}
    z = shipped("--json", "till", "close", "--left", "150.00").facts
    assert (z["z_number"], z["total"], z["cash"]["difference"], z["cash"]["deposit"]) == (1, "100.96", "0.00", "100.96")
    whole = shipped("--json", "order", "show", "SO-1001").facts
    assert (whole["state"], whole["fulfilment"], whole["payment"]) == ("closed", "delivered", "part-refunded")
    assert [each["number"] for each in whole["invoices"] + whole["credit_notes"]] == ["INV-1001", "CN-1001"]
    assert [each["shipment"] for each in whole["shipments"]] == ["SH-1001"]
    assert [each["what"] for each in whole["events"]][-1] == "placed"
    day = shipped("--json", "report", "day").facts
    assert (day["invoices"]["count"], day["credit_notes"]["total"], day["total"]) == (1, "15.00", "100.96")
    proved = shipped("--json", "check", "--deep")
    assert (proved.code, proved.facts["findings"]) == (0, [])


def test_every_paper_of_the_order(shipped: Call, tmp_path: Path) -> None:
    shipped("till", "open")
    shipped("invoice", "issue", "SO-1001")
    shipped("pay", "SO-1001", "--tender", "cash")
    shipped("return", "open", "SO-1001", "--line", "MUG=1")
    shipped("return", "receive", "RMA-1001")
    shipped("return", "inspect", "RMA-1001")
    shipped("return", "settle", "RMA-1001", "--tender", "cash")
    wanted = {
        "picklist": ("PL-1001", "Two layers of paper"),
        "packing-slip": ("SH-1001", "Asha Patel"),
        "label": ("SH-1001", "NC000000017GB"),
        "invoice": ("INV-1001", "115.96"),
        "receipt": ("R-1001", "115.96"),
        "credit-note": ("CN-1001", "INV-1001"),
        "day-report": ("X", "X report"),
    }
    for paper, (number, words) in wanted.items():
        out = tmp_path / f"{paper}.pdf"
        said = shipped("--json", "print", paper, number, "-o", str(out))
        assert said.code == 0, said.err
        assert words in words_of(out), paper


def test_a_second_print_says_that_it_is_a_copy(shipped: Call, tmp_path: Path) -> None:
    shipped("invoice", "issue", "SO-1001")
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (first, second):
        assert shipped("print", "invoice", "INV-1001", "-o", str(out)).code == 0
    assert "COPY" not in words_of(first)
    assert "COPY" in words_of(second)


def test_what_is_short_is_backordered(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    shop_at("pick", "start", "SO-1001")
    done = shop_at("--json", "pick", "done", "PL-1001", "--short", "MUG=1").facts
    assert done["units"] == "5"
    line = shop_at("--json", "order", "show", "SO-1001").facts["lines"][0]
    assert (line["allocated"], line["backordered"]) == ("2", "1")


def test_two_boxes_with_their_contents(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    shop_at("pick", "start", "SO-1001")
    shop_at("pick", "done", "PL-1001")
    packed = shop_at(
        "--json", "pack", "SO-1001", "--note-done", "--box", "S:MUG=3,TEE=1", "--box", "S", "--weight", "1.2"
    ).facts
    assert (len(packed["boxes"]), packed["state"]) == (2, "packed")
    assert shop_at("label", "void", "SH-1001", "--box", "2").code == 0
    assert "tracking NC2" in shop_at("label", "tracking", "SH-1001", "2=NC2").out
    assert shop_at("ship", "SH-1001", "--tracking", "NC1", "--tracking", "1=NC3").code == 2
    assert "is the number of box 2" in shop_at("ship", "SH-1001", "--tracking", "NC2").err
    sent = shop_at("--json", "ship", "SH-1001", "--tracking", "NC1").facts
    assert sent["tracking"] == "NC1, NC2"
    assert [(box["number"], box["tracking"], box["label"]) for box in sent["boxes"]] == [
        (1, "NC1", "none"),
        (2, "NC2", "none"),
    ]
    assert shop_at("--json", "label", "charged", "SH-1001", "7.40", "--box", "2").facts["charged"] == "7.40"
    assert shop_at("label", "charged", "SH-1001", "7.40", "--box", "3").code == 3
    assert [each["order"] for each in shop_at("--json", "order", "list", "--search", "NC2").facts["orders"]] == [
        "SO-1001"
    ]
    assert shop_at("--json", "check", "--deep").facts["findings"] == []


def test_a_weight_that_the_goods_hardly_have_is_asked_about(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    shop_at("pick", "start", "SO-1001")
    shop_at("pick", "done", "PL-1001")
    packing = ("pack", "SO-1001", "--note-done", "--weight", "2.4", "--size", "16x12x8 in")
    refused = shop_at(*packing)
    assert (refused.code, "If it is right, add --weight-checked." in refused.err) == (3, True)
    assert shop_at(*packing, "--weight-checked").code == 0
    assert "more sizes than boxes" in shop_at("pack", "SO-1001", "--size", "1x1x1", "--size", "1x1x1").err


def test_a_deposit_keeps_only_its_amount(shop_at: Call) -> None:
    shop_at("till", "open")
    shop_at("order", "add", given=PHONE)
    paid = shop_at("--json", "pay", "1001", "--tender", "cash", "--amount", "50", "--tendered", "60").facts
    assert (paid["paid"], paid["change"], paid["balance"], paid["payment"]) == ("50.00", "10.00", "65.96", "deposit")


def test_split_tenders(shop_at: Call) -> None:
    shop_at("till", "open")
    shop_at("order", "add", given=PHONE)
    words = ("--tender", "card", "--amount", "60", "--tender", "cash", "--amount", "55.96", "--tendered", "60")
    paid = shop_at("--json", "pay", "1001", *words).facts
    assert (paid["paid"], paid["change"], paid["balance"]) == ("115.96", "4.04", "0.00")


def test_lifecycle_verbs(shop_at: Call) -> None:
    shop_at("order", "add", given=json.dumps(json.loads(PHONE) | {"confirm": False}))
    assert shop_at("--json", "order", "quote", "1001").facts["state"] == "quote"
    assert shop_at("--json", "order", "confirm", "1001").facts["state"] == "confirmed"
    assert shop_at("--json", "order", "hold", "1001", "--reason", "credit").facts["hold"] == "credit"
    refused = shop_at("--json", "pick", "start", "SO-1001")
    assert (refused.code, refused.error["kind"]) == (3, "refused")
    assert "hold" not in shop_at("--json", "order", "release", "1001").facts
    assert shop_at("--json", "order", "cancel", "1001").facts["state"] == "cancelled"
    assert shop_at("--json", "stock", "show", "MUG").facts["reserved"] == "0"


def test_a_backorder_is_tied_when_goods_come(shop_at: Call) -> None:
    order = json.dumps({"customer": {"id": "C-1001"}, "lines": [{"sku": "LAMP", "quantity": 6}]})
    assert shop_at("--json", "order", "add", given=order).facts["fulfilment"] == "part-allocated"
    assert shop_at("stock", "receive", "LAMP", "5").code == 0
    assert shop_at("--json", "order", "allocate", "SO-1001").facts["fulfilment"] == "allocated"


def test_a_new_customer_with_another_place_to_ship_to(shop_at: Call) -> None:
    place = {"line1": "1 Rue du Port", "city": "Brest", "postcode": "29200", "country": "FR"}
    customer = {"name": "Łukasz Øvergård-Nuñez", "phone": "01632 960 001", "email": "l@example.com"}
    given = {"customer": customer | {"address": place}, "lines": [{"sku": "MUG"}], "ship_to": place | {"name": "Depot"}}
    number = shop_at("--json", "order", "add", given=json.dumps(given)).facts["order"]
    shown = shop_at("--json", "order", "show", number).facts
    assert (shown["customer"]["name"], shown["ship_to"]["name"], shown["bill_to"]["city"]) == (
        "Łukasz Øvergård-Nuñez",
        "Depot",
        "Brest",
    )
    found = shop_at("--json", "order", "list", "--search", "overgard").facts["orders"]
    assert [each["order"] for each in found] == [number]


def test_a_quote_has_its_day_and_its_prices_anew(shop_at: Call) -> None:
    shop_at("order", "add", given=json.dumps(json.loads(PHONE) | {"confirm": False}))
    refused = shop_at("--json", "order", "quote", "1001", "--until", "2001-01-01")
    assert "that day is over" in refused.error["message"]
    until = shop_at("--json", "order", "quote", "1001").facts["valid_until"]
    anew = shop_at("--json", "order", "requote", "1001", "--dry-run").facts
    assert (anew["valid_until"], anew["changes"]) == (until, [])
    assert shop_at("--json", "order", "requote", "1001", "--until", until).facts["valid_until"] == until
