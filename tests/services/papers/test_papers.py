"""Papers from stored rows: what stands on them, what is counted, and what is not printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import update

from orderdesk.documents import receipt as receipts
from orderdesk.domain.fulfilment.shipments import BoxRequest
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.tax_words import tax_words
from orderdesk.domain.values.countries import country_line
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import RATE_SCALE
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.schema import addresses
from orderdesk.services.billing.invoicing import invoice, issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.labelling import set_tracking, void_label
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking, unpick
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order, view_packing
from orderdesk.services.papers import PAPERS, notices, paper_of, paper_title, preview, render
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.billing import credit_note_data, invoice_data
from orderdesk.services.papers.fulfilment import packing_slip_data, picklist_data
from orderdesk.services.papers.labels import label_data
from orderdesk.services.papers.receipts import receipt_data
from orderdesk.services.promises.allocating import allocate_order
from orderdesk.services.record.progress import order_of
from orderdesk.services.returns.returning import ComingBack, take_back
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.stock.stocking import receive
from tests.factories import Clock, northside

BASKET = (LineRequest(pieces(3), "MUG"), LineRequest(pieces(2), "TEE"), LineRequest(ONE, "BOOK"))


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = northside(database_url)
    yield made
    made.database.close()


def order(desk: Desk, lines: tuple[LineRequest, ...] = BASKET, **more: object) -> int:
    request = OrderRequest(lines=lines, customer_id=1, service="road", **more)  # type: ignore[arg-type]
    return place_order(desk, request)


def send(desk: Desk, order_id: int, boxes: tuple[BoxRequest, ...] = (BoxRequest(),)) -> int:
    """Pick, pack and ship what is tied to an order; returns the shipment's key."""
    (key,) = shipments_to_do(desk, view_order(desk, order_id).order.number)
    confirm_picks(desk, start_picking(desk, [key]))
    pack_shipment(desk, key, boxes)
    ship_shipment(desk, key, tracking=f"NC{key:09d}GB")
    return key


def words_of(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def turn(desk: Desk, **spans: int) -> None:
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(**spans)


def test_an_invoice_of_scenario_2_adds_up(desk: Desk) -> None:
    order_id = order(desk, discount=10_00, reference="Spring fair")
    send(desk, order_id)
    number = issue_invoice(desk, order_id)
    with desk.reading() as connection:
        made = invoice_data(connection, desk, PaperRequest(number))
    assert [(line.net, line.discount) for line in made.lines] == [(3340, 410), (3561, 437), (1247, 153)]
    assert [(charge.label, charge.net) for charge in made.charges] == [("Road", 690)]
    assert [(row.label, row.base, row.tax) for row in made.taxes] == [("Tax", 7591, 1518), ("Tax", 1247, 62)]
    assert (made.total, made.balance, made.customer_reference) == (10418, 10418, "Spring fair")
    assert made.shipments == ("SH-1001 NC000000001GB",)


def test_an_invoice_names_the_shipments_of_its_own_goods(desk: Desk) -> None:
    """The second of two parts left alone; an invoice that was issued before anything left bills what went with both."""
    part, whole = order(desk, (LineRequest(pieces(6), "LAMP"),)), order(desk, (LineRequest(pieces(26), "MUG"),))
    invoices = [issue_invoice(desk, part)] if send(desk, part) else []
    with desk.writing(right="issue invoices") as work:
        early = invoice(work, order_of(work, whole), everything=True)
    send(desk, whole)
    turn(desk, days=1)
    for sku, key in (("LAMP", part), ("MUG", whole)):
        receive(desk, sku, pieces(6))
        allocate_order(desk, key)
        send(desk, key)
    invoices.append(issue_invoice(desk, part))
    with desk.reading() as connection:
        one, two, both = (invoice_data(connection, desk, PaperRequest(str(each))) for each in (*invoices, early))
    assert (one.shipments, two.shipments) == (("SH-1001 NC000000001GB",), ("SH-1003 NC000000003GB",))
    assert both.shipments == ("SH-1002 NC000000002GB", "SH-1004 NC000000004GB")


def test_payments_fill_the_oldest_invoice_first(desk: Desk) -> None:
    tills.open_till(desk)
    order_id = order(desk, (LineRequest(pieces(24), "MUG"),))
    take_payment(desk, order_id, [Tendered("card", 100_00, "4242")])
    send(desk, order_id)
    first = issue_invoice(desk, order_id)
    take_payment(desk, order_id, [Tendered("cash", 230_00)])
    turn(desk, days=1)
    receive(desk, "MUG", pieces(4))
    allocate_order(desk, order_id)
    send(desk, order_id)
    second = issue_invoice(desk, order_id)
    with desk.reading() as connection:
        one, two = (invoice_data(connection, desk, PaperRequest(number)) for number in (first, second))
    assert (one.total, two.total) == (308_28, 60_00)
    assert [(each.label, each.amount) for each in one.tenders] == [("Card •••• 4242", 100_00), ("Cash", 208_28)]
    assert [(each.label, each.amount) for each in two.tenders] == [("Deposit received, Cash", 21_72)]
    assert (one.balance, two.balance) == (0, 38_28)


def test_money_given_back_without_a_credit_note_is_taken_off(desk: Desk) -> None:
    tills.open_till(desk)
    order_id = order(desk)
    take_payment(desk, order_id, [Tendered("card", 60_00), Tendered("cash", 50_00)])
    refund_money(desk, order_id, "cash", 20_00, reason="asked for it")
    send(desk, order_id)
    number = issue_invoice(desk, order_id)
    with desk.reading() as connection:
        made = invoice_data(connection, desk, PaperRequest(number))
    assert [each.amount for each in made.tenders] == [60_00, 30_00]
    assert made.balance == made.total - 90_00


def test_a_credit_note_names_its_invoice_and_how_it_was_settled(desk: Desk) -> None:
    tills.open_till(desk)
    order_id = order(desk, discount=10_00)
    send(desk, order_id)
    invoice = issue_invoice(desk, order_id)
    paid = take_payment(desk, order_id, [Tendered("cash", 110_00)])
    line = view_order(desk, order_id).lines[0]
    take_back(desk, order_id, [ComingBack(line.id, ONE, "damaged")], ["scrap"], "cash", fee=1_00)
    number = next(each.number for each in view_order(desk, order_id).papers if each.kind == "credit-note")
    with desk.reading() as connection:
        made = credit_note_data(connection, desk, PaperRequest(number))
        sale = receipt_data(connection, desk, PaperRequest(paid.receipt))
        back = receipt_data(connection, desk, PaperRequest("R-1002"))
    assert (made.invoice_number, made.reason, made.lines[0].outcome) == (invoice, "damaged", "scrap")
    assert (made.lines[0].net, [each.net for each in made.charges]) == (11_13, [-1_00])
    assert (made.total, made.balance, made.settlements[0].amount) == (12_16, 0, 12_16)
    assert (sale.total, sale.balance, sale.tenders[0].given, sale.tenders[0].change) == (104_18, 0, 110_00, 5_82)
    assert (back.title, back.total, back.tenders[0].amount) == ("Refund", -12_16, -12_16)
    receipts.check(back)


def test_a_receipt_after_a_deposit_shows_what_was_paid_before(desk: Desk) -> None:
    tills.open_till(desk)
    order_id = order(desk)
    take_payment(desk, order_id, [Tendered("card", 30_00)])
    turn(desk, hours=1)
    second = take_payment(desk, order_id, [Tendered("cash", 20_00)])
    with desk.reading() as connection:
        made = receipt_data(connection, desk, PaperRequest(second.receipt))
    assert [(each.label, each.amount) for each in made.tenders] == [("Card, before", 30_00), ("Cash", 20_00)]
    assert (made.total, made.balance) == (115_96, 65_96)


def test_a_receipt_leaves_out_what_was_cancelled(desk: Desk) -> None:
    tills.open_till(desk)
    order_id = order(desk, (LineRequest(pieces(6), "LAMP"),))
    (line, _) = view_order(desk, order_id).lines
    cancel_open(desk, order_id, {line.id: pieces(2)}, "no more are made")
    paid = take_payment(desk, order_id, [Tendered("card", 416_04)])
    with desk.reading() as connection:
        made = receipt_data(connection, desk, PaperRequest(paid.receipt))
    assert (made.lines[0].quantity, made.total, made.balance) == (pieces(4), 416_04, 0)


def test_a_counter_sale_has_its_receipt_and_simplified_invoice(desk: Desk) -> None:
    tills.open_till(desk)
    sold = sell(
        desk, OrderRequest(lines=(LineRequest(ONE, "LAMP"),)), [Tendered("card", 60_00), Tendered("cash", 50_00)]
    )
    with desk.reading() as connection:
        made = receipt_data(connection, desk, PaperRequest(sold.paid.receipt))
        bill = invoice_data(connection, desk, PaperRequest(sold.invoice))
    assert [(each.label, each.amount, each.change) for each in made.tenders] == [
        ("Card", 60_00, None),
        ("Cash", 41_94, 8_06),
    ]
    assert bill.buyer is None


def test_a_wave_in_walk_order(desk: Desk) -> None:
    wave = [
        order(desk, (LineRequest(pieces(3), "MUG"), LineRequest(ONE, "LAMP")), instructions="Ring twice"),
        order(desk, (LineRequest(pieces(2), "MUG"), LineRequest(pieces(2), "TEE"))),
        order(desk, (LineRequest(ONE, "TEE"), LineRequest(ONE, "BOOK"))),
    ]
    keys = [shipments_to_do(desk, view_order(desk, each).order.number)[0] for each in wave]
    number = start_picking(desk, keys)
    with desk.reading() as connection:
        made = picklist_data(connection, desk, PaperRequest(number))
    assert [(row.bin, row.sku, row.quantity, row.totes) for row in made.rows] == [
        ("A-01-2", "MUG", pieces(5), (("T1", pieces(3)), ("T2", pieces(2)))),
        ("A-02-1", "TEE", pieces(3), (("T2", pieces(2)), ("T3", ONE))),
        ("B-04-1", "LAMP", ONE, (("T1", ONE),)),
        ("C-01-1", "BOOK", ONE, (("T3", ONE),)),
    ]
    assert [row.balance_after for row in made.rows] == [pieces(15), pieces(7), pieces(3), pieces(4)]
    assert [(each.text, each.tote) for each in made.instructions] == [("Ring twice", "T1")]
    assert made.rows[0].code == "5012345678900"


def test_a_void_picklist_is_not_printed(desk: Desk) -> None:
    order_id = order(desk)
    (key,) = shipments_to_do(desk, view_order(desk, order_id).order.number)
    number = start_picking(desk, [key])
    unpick(desk, key)
    with pytest.raises(Refused, match="void"):
        render(desk, "picklist", number)
    cancel_order(desk, order_id, "asked for it")


def test_the_slip_of_a_part_shipment_says_what_is_still_to_come(desk: Desk) -> None:
    order_id = order(desk, (LineRequest(pieces(6), "LAMP"), LineRequest(ONE, "MUG")))
    (key,) = shipments_to_do(desk, view_order(desk, order_id).order.number)
    confirm_picks(desk, start_picking(desk, [key]))
    lamp, mug = (next(row for row in view_packing(desk, key) if row.sku == sku) for sku in ("LAMP", "MUG"))
    first = BoxRequest(contents=((lamp.allocation_id, pieces(3)),))
    pack_shipment(desk, key, [first, BoxRequest(contents=((lamp.allocation_id, ONE), (mug.allocation_id, ONE)))])
    with desk.reading() as connection:
        one, two = (packing_slip_data(connection, desk, PaperRequest("SH-1001", box)) for box in (1, 2))
        with pytest.raises(NotFound):
            packing_slip_data(connection, desk, PaperRequest("SH-1001", 3))
    assert [(row.ordered, row.in_box, row.other_boxes, row.to_come) for row in one.lines] == [
        (pieces(6), pieces(3), ONE, pieces(2)),
        (ONE, 0, ONE, 0),
    ]
    assert [(row.in_box, row.other_boxes) for row in two.lines] == [(ONE, pieces(3)), (ONE, 0)]
    assert (one.box, two.box) == ("1 of 2", "2 of 2")
    assert words_of(render(desk, "packing-slip", "SH-1001", box=2))


def test_the_slip_of_the_rest_knows_what_went_before(desk: Desk) -> None:
    order_id = order(desk, (LineRequest(pieces(6), "LAMP"),))
    send(desk, order_id)
    turn(desk, days=1)
    receive(desk, "LAMP", pieces(2))
    allocate_order(desk, order_id)
    send(desk, order_id)
    with desk.reading() as connection:
        first, second = (packing_slip_data(connection, desk, PaperRequest(number)) for number in ("SH-1001", "SH-1002"))
    assert [(row.in_box, row.shipped_before, row.to_come) for row in first.lines] == [(pieces(4), 0, pieces(2))]
    assert [(row.in_box, row.shipped_before, row.to_come) for row in second.lines] == [(pieces(2), pieces(4), 0)]


def test_a_label_tells_the_driver_what_to_collect(desk: Desk) -> None:
    request = OrderRequest(lines=(LineRequest(ONE, "LAMP"),), customer_id=1, service="road", tender="cod")
    order_id = place_order(desk, request)
    take_payment(desk, order_id, [Tendered("card", 30_00)])
    send(desk, order_id)
    with desk.reading() as connection:
        made = label_data(connection, desk, PaperRequest("SH-1001"))
    assert (made.cod, made.tracking_number, made.postcode) == (80_22, "NC000000001GB", "YO21 3PU")
    assert made.ship_to.lines == ("12 Quay Street", "Whitby", "YO21 3PU")
    assert words_of(render(desk, "label", "SH-1001")).count("NC000000001GB") >= 1


def test_each_note_is_read_by_whom_it_is_for_and_nobody_else(desk: Desk) -> None:
    key = order(desk, instructions="Two layers of paper", note_internal="pays late", note_to_customer="Thank you")
    (shipment,) = shipments_to_do(desk, view_order(desk, key).order.number)
    number = start_picking(desk, [shipment])
    picklist = words_of(preview(desk, "picklist", number))
    confirm_picks(desk, number)
    pack_shipment(desk, shipment, (BoxRequest(),), note_done=True)
    slip, label = (words_of(preview(desk, paper, "SH-1001")) for paper in ("packing-slip", "label"))
    assert "Two layers of paper" in picklist
    assert not any("Two layers" in paper for paper in (slip, label))
    assert not any("pays late" in paper for paper in (picklist, slip, label))


PLACES = {
    "GB": (("12 Quay Street", "", "Whitby", "", "YO21 3PU"), "12 Quay Street Whitby YO21 3PU"),
    "DE": (("Kaistraße 5", "", "Kiel", "", "24103"), "Kaistraße 5 24103 Kiel"),
    "US": (("1 Oak St", "Apt 3", "Portland", "OR", "97201"), "1 Oak St Apt 3 Portland, OR 97201"),
    "FR": (("5 rue de Rivoli", "", "Paris", "", "75001"), "5 rue de Rivoli 75001 Paris"),
    "JP": (("南青山1-2-3", "", "港区", "東京都", "107-0062"), "〒107-0062 東京都港区 南青山1-2-3"),
    "KW": (("Block 3, Street 5", "", "Kuwait City", "", "54541"), "Block 3, Street 5 54541 Kuwait City"),
}


@pytest.mark.parametrize("country", PLACES)
def test_every_paper_writes_the_address_as_its_country_does(desk: Desk, country: str) -> None:
    parts, written = PLACES[country]
    send(desk, order(desk))
    invoice = issue_invoice(desk, 1)
    with desk.writing(right="no right needed") as work:
        columns = zip(("line1", "line2", "city", "region", "postcode", "country"), (*parts, country), strict=True)
        work.connection.execute(update(addresses).values(dict(columns)))
    papers = [("invoice", invoice), ("packing-slip", "SH-1001"), ("label", "SH-1001")]
    for paper, number in papers:
        seen = " ".join(words_of(preview(desk, paper, number)).split())
        assert written in seen, (paper, seen)
        assert country_line(country, "GB") in seen, (paper, seen)
        assert "UNITED KINGDOM" not in seen or country != "GB", (paper, seen)
    assert view_order(desk, 1).ship_to.lines[-1] == (country_line(country, "GB") or parts[4])  # type: ignore[union-attr]


def test_a_void_label_is_not_printed_again(desk: Desk) -> None:
    (key,) = shipments_to_do(desk, view_order(desk, order(desk)).order.number)
    confirm_picks(desk, start_picking(desk, [key]))
    pack_shipment(desk, key)
    assert render(desk, "label", "SH-1001")
    void_label(desk, "SH-1001")
    with pytest.raises(Refused, match="void"):
        render(desk, "label", "SH-1001")
    with pytest.raises(Refused, match="void already"):
        void_label(desk, "SH-1001")
    set_tracking(desk, key, "1Z999AA10123456784")
    assert render(desk, "label", "SH-1001"), "another number makes another label"
    ship_shipment(desk, key)
    with pytest.raises(Refused, match="only a label that is still here can be voided"):
        void_label(desk, "SH-1001")


def test_a_box_must_be_packed_first(desk: Desk) -> None:
    order(desk)
    for paper in ("label", "packing-slip"):
        with pytest.raises(Refused, match="print its picklist first"):
            render(desk, paper, "SH-1001")


def test_looking_counts_nothing_and_printing_does(desk: Desk) -> None:
    order_id = order(desk)
    send(desk, order_id)
    number = issue_invoice(desk, order_id)
    assert preview(desk, "invoice", number) == preview(desk, "invoice", number)
    assert "COPY" not in words_of(render(desk, "invoice", number))
    assert "COPY" in words_of(render(desk, "invoice", number))
    assert "COPY" not in words_of(preview(desk, "invoice", number))


def test_day_reports_by_every_name(desk: Desk) -> None:
    tills.open_till(desk, float_amount=100_00)
    assert "X report" in words_of(render(desk, "day-report", "X"))
    tills.count_till(desk, {"50.00": 2})
    tills.close_till(desk)
    assert "Z report" in words_of(render(desk, "day-report", "Z-1"))
    assert "Z report" in words_of(render(desk, "day-report", "z1 Till 1"))
    assert "Day report" in words_of(render(desk, "day-report", desk.today.isoformat()))
    for unknown in ("Z-2", "Z", "noon", "2026-02-30"):
        with pytest.raises((NotFound, Refused)):
            render(desk, "day-report", unknown)


@pytest.mark.parametrize("paper", [each.id for each in PAPERS])
def test_what_does_not_exist_is_said(desk: Desk, paper: str) -> None:
    with pytest.raises(NotFound, match="There is no"):
        render(desk, paper, "NOPE-1")


def test_sizes(desk: Desk) -> None:
    send(desk, order(desk))
    with pytest.raises(Refused, match="4x6"):
        render(desk, "label", "SH-1001", "a4")
    with PdfDocument(render(desk, "packing-slip", "SH-1001", "letter")) as pdf:
        assert pdf[0].get_size() == (612, 792)
    assert paper_of("receipt").sizes == ("80mm",)
    assert paper_title("invoice", "INV-1") == "Tax invoice INV-1"
    with pytest.raises(NotFound):
        paper_of("poem")


def test_a_whole_line_given_away_still_adds_up(desk: Desk) -> None:
    free = LineRequest(pieces(2), "MUG", discount=RATE_SCALE)
    order_id = order(desk, (free, LineRequest(ONE, "TEE", discount=125_000)))
    send(desk, order_id)
    number = issue_invoice(desk, order_id)
    with desk.reading() as connection:
        made = invoice_data(connection, desk, PaperRequest(number))
    assert [(line.net, line.discount) for line in made.lines] == [(0, 25_00), (17_49, 2_50)]
    assert render(desk, "invoice", number)


def test_the_tax_and_its_number_have_their_usual_names(desk: Desk) -> None:
    send(desk, order(desk))
    seen = words_of(preview(desk, "invoice", issue_invoice(desk, 1)))
    assert "VAT no. GB980780684" in seen
    assert tax_words("DE").tax == "USt"
    assert (tax_words("JP").tax, tax_words("US").tax, tax_words("KW").tax) == ("消費税", "Sales tax", "Tax")


def test_a_paper_that_asks_for_money_names_the_account_or_says_that_there_is_none(desk: Desk) -> None:
    send(desk, order(desk))
    number = issue_invoice(desk, 1)
    (lacks,) = notices(desk, "invoice", number)
    assert "names no account" in lacks
    assert "Payment reference" not in words_of(preview(desk, "invoice", number))
    edit_shop(desk, replace(form_of(shop_now(desk)), bank_details="Sort code 00-00-00, account 12345678"))
    send(desk, order(desk))
    second = issue_invoice(desk, 2)
    assert notices(desk, "invoice", second) == ()
    assert "account 12345678" in words_of(preview(desk, "invoice", second))
    assert notices(desk, "packing-slip", "SH-1001") == ()


def test_the_credit_note_of_a_counter_return_is_on_the_roll_in_plain_figures(desk: Desk) -> None:
    tills.open_till(desk)
    basket = OrderRequest(channel="counter", lines=(LineRequest(pieces(2), "MUG"),), tender="cash")
    sold = sell(desk, basket, [Tendered("cash", 30_00)])
    line = view_order(desk, sold.order_id).lines[0]
    take_back(desk, sold.order_id, [ComingBack(line.id, ONE, "changed mind")], ["restock"], "cash")
    (note,) = [each.number for each in view_order(desk, sold.order_id).papers if each.kind == "credit-note"]
    pdf = preview(desk, "credit-note", note)
    with PdfDocument(pdf) as document:
        assert round(document[0].get_size()[0]) == 227
    seen = words_of(pdf)
    assert "Credit note" in seen
    assert "CREDIT £15.00" in " ".join(seen.split())
    assert "Amends invoice INV-1001" in seen
    assert "-15.00" not in seen.replace("\u2212", "-")
    with PdfDocument(preview(desk, "credit-note", note, "a4")) as document:
        assert round(document[0].get_size()[0]) == 595
