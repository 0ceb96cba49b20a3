"""Papers of the shop "Northside" with the figures of the acceptance scenarios, for the tests and the benchmark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from orderdesk.documents.credit_note import CreditLine, CreditNote
from orderdesk.documents.invoice import Invoice
from orderdesk.documents.label import LabelPaper
from orderdesk.documents.offer import ACKNOWLEDGEMENT, PRO_FORMA, QUOTE, OfferPaper
from orderdesk.documents.packing_slip import PackingSlip, SlipLine
from orderdesk.documents.parts.rows import ChargeRow, LineRow, Party, PrintedTax, Seller, TenderShown
from orderdesk.documents.picklist import Instruction, Pick, Picklist, Tote
from orderdesk.documents.purchase_order import PurchaseOrder, PurchasePaperRow
from orderdesk.documents.receipt import ReceiptPaper, ReceiptTender
from orderdesk.domain.reports.day_report import (
    CashFigures,
    DayReport,
    OwedBothWays,
    SeriesOfDay,
    TaxFigures,
    TenderFigures,
    Watched,
    WorkOfDay,
)

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 58, tzinfo=UTC)
SHOP = Seller(
    "Northside Supply",
    ("4 Quay Lane", "Harwich CO12 3HH"),
    phone="01632 960 100",
    email="desk@northside.example",
    tax_id="GB 000 0000 00",
    website="northside.example",
    return_lines=("Unit 7, Dock Road", "Harwich CO12 3HQ"),
    bank_lines=("Northside Supply · Sort code 00-00-00 · Account 00000000",),
)
PATEL = Party("Meera Patel", ("12 Oakfield Road", "Harwich CO12 4PP"), phone="01632 960 147")
LONG_NAME = "Łukasz Øvergård-Nuñez"
STANDARD, REDUCED = 200_000, 50_000


def order_one(**changed: object) -> Invoice:
    """Scenario 1: 3 MUG, 2 TEE, 1 BOOK and Road, 115.96."""
    values: dict[str, object] = {
        "number": "INV-2026-0913",
        "issue_date": DAY,
        "supply_date": DAY,
        "currency": "GBP",
        "seller": SHOP,
        "buyer": PATEL,
        "order_number": "SO-10481",
        "lines": (
            LineRow("Enamel mug, ink blue 350 ml", "MUG", 3_000, 125_000, 3750, STANDARD, unit="each"),
            LineRow("Linen tea towel, set of 2", "TEE", 2_000, 199_900, 3998, STANDARD, unit="each"),
            LineRow("Harbour walks, 3rd edition", "BOOK", 1_000, 140_000, 1400, REDUCED, unit="each"),
        ),
        "charges": (ChargeRow("Road", 690, STANDARD),),
        "taxes": (PrintedTax("Standard", STANDARD, 8438, 1688), PrintedTax("Reduced", REDUCED, 1400, 70)),
        "net": 9838,
        "tax": 1758,
        "total": 11596,
        "balance": 11596,
        "due_date": date(2026, 12, 20),
        "order_date": date(2026, 11, 18),
        "shipments": ("SH-0881",),
        "terms": "30 days net. Goods stay ours until they are paid.",
        "payment_reference": "INV-2026-0913",
        "deliver_to": Party("Oakfield Primary School", ("Kitchen door", "12 Oakfield Road", "Harwich CO12 4PP")),
        "customer_reference": "PO 7741",
        "printed_at": NOW,
        "printed_by": "Dana",
    }
    return Invoice(**{**values, **changed})  # type: ignore[arg-type]


def quote(**changed: object) -> OfferPaper:
    """Scenario 1 as it was quoted."""
    one = order_one()
    kept = (
        "issue_date", "currency", "seller", "buyer", "lines", "charges", "taxes", "net", "tax", "total", "balance",
        "terms", "deliver_to", "customer_reference", "printed_at", "printed_by",
    )  # fmt: skip
    values = {name: getattr(one, name) for name in kept}
    values |= {"kind": QUOTE, "number": "SO-10481", "valid_until": date(2026, 12, 20)}
    return OfferPaper(**{**values, **changed})


def pro_forma(**changed: object) -> OfferPaper:
    """The same, to be paid in advance."""
    return quote(**{"kind": PRO_FORMA, "valid_until": None, **changed})


def acknowledgement(**changed: object) -> OfferPaper:
    """The same confirmed; the towels come on 12 March."""
    expected = ("in stock", "expected 12 March 2027", "in stock")
    values = {"kind": ACKNOWLEDGEMENT, "valid_until": None, "expected": expected, "order_date": date(2026, 11, 18)}
    return quote(**{**values, **changed})


def discounted(**changed: object) -> Invoice:
    """Scenario 2: the same with 10.00 off, 104.18, paid by card."""
    lines = (
        LineRow("Enamel mug, ink blue 350 ml", "MUG", 3_000, 125_000, 3340, STANDARD, discount=410, unit="each"),
        LineRow("Linen tea towel, set of 2", "TEE", 2_000, 199_900, 3561, STANDARD, discount=437, unit="each"),
        LineRow("Harbour walks, 3rd edition", "BOOK", 1_000, 140_000, 1247, REDUCED, discount=153, unit="each"),
    )
    values: dict[str, object] = {
        "lines": lines,
        "taxes": (PrintedTax("Standard", STANDARD, 7591, 1518), PrintedTax("Reduced", REDUCED, 1247, 62)),
        "net": 8838,
        "tax": 1580,
        "total": 10418,
        "tenders": (TenderShown("Card •••• 4242", 10418, DAY),),
        "balance": 0,
    }
    return order_one(**{**values, **changed})


def inclusive(**changed: object) -> Invoice:
    """Scenario 4: two lines of 379.00 with 21 % in them."""
    values: dict[str, object] = {
        "lines": (
            LineRow("Oak side table", "TAB-1", 1_000, 3_790_000, 31323, 210_000, tax=6577),
            LineRow("Oak side table, dark", "TAB-2", 1_000, 3_790_000, 31322, 210_000, tax=6578),
        ),
        "charges": (),
        "taxes": (PrintedTax("Btw", 210_000, 62645, 13155),),
        "net": 62645,
        "tax": 13155,
        "total": 75800,
        "balance": 75800,
        "currency": "EUR",
        "inclusive": True,
    }
    return order_one(**{**values, **changed})


def credit(**changed: object) -> CreditNote:
    """Scenario 19: one MUG of scenario 2 comes back, 11.13 + 2.23 = 13.36."""
    values: dict[str, object] = {
        "number": "CN-2026-0041",
        "issue_date": DAY,
        "currency": "GBP",
        "seller": SHOP,
        "buyer": PATEL,
        "invoice_number": "INV-2026-0913",
        "invoice_date": date(2026, 11, 18),
        "reason": "damaged",
        "lines": (CreditLine("Enamel mug", "MUG", 1_000, 1113, STANDARD, unit="each", outcome="scrap"),),
        "taxes": (PrintedTax("Standard", STANDARD, 1113, 223),),
        "net": 1113,
        "tax": 223,
        "total": 1336,
        "balance": 0,
        "settlements": (TenderShown("Refunded in cash", 1336),),
        "order_number": "SO-10481",
        "return_number": "RMA-0007",
        "printed_at": NOW,
        "printed_by": "Dana",
    }
    return CreditNote(**{**values, **changed})  # type: ignore[arg-type]


def credit_with_fee() -> CreditNote:
    """Scenario 20: a LAMP back less a restocking fee of 10 % on net: 76.45 before tax."""
    return credit(
        lines=(CreditLine("Desk lamp", "LAMP", 1_000, 8495, STANDARD, outcome="restock"),),
        charges=(ChargeRow("Restocking fee", -850, STANDARD),),
        taxes=(PrintedTax("Standard", STANDARD, 7645, 1529),),
        net=7645,
        tax=1529,
        total=9174,
        settlements=(),
        balance=9174,
        reason="changed mind",
    )


def wave(**changed: object) -> Picklist:
    """Scenario 8: A 3 MUG, 1 LAMP; B 2 MUG, 2 TEE; C 1 TEE, 1 BOOK."""
    values: dict[str, object] = {
        "number": "W-0221",
        "rows": (
            Pick("A-01-2", "MUG", "Enamel mug, ink blue 350 ml", 5_000, 15_000, (("T1", 3_000), ("T2", 2_000)),
                 apart="blue, not red"),
            Pick("A-02-1", "TEE", "Linen tea towel, set of 2", 3_000, 7_000, (("T2", 2_000), ("T3", 1_000))),
            Pick("B-04-1", "LAMP", "Desk lamp, brass", 1_000, 0, (("T1", 1_000),), lot="L-22",
                 marks=("fragile", "glass")),
            Pick("C-01-1", "BOOK", "Harbour walks, 3rd edition", 1_000, 4_000, (("T3", 1_000),)),
        ),
        "totes": (
            Tote("T1", "SH-0881", "SO-10481", "Meera Patel", "Road"),
            Tote("T2", "SH-0882", "SO-10482", "Oakfield Primary School", "Road"),
            Tote("T3", "SH-0883", "SO-10483", LONG_NAME, "Express"),
        ),
        "ship_by": DAY,
        "cutoff": "16:30",
        "carrier": "Road Parcel",
        "instructions": (Instruction("Deliver to the kitchen door before 11:00. Ring first.", "T2"),),
        "weight": 4_600,
        "shop": "Northside Supply",
        "printed_at": NOW,
        "printed_by": "Dana · Till 1",
    }  # fmt: skip
    return Picklist(**{**values, **changed})  # type: ignore[arg-type]


def picklist(**changed: object) -> Picklist:
    """One shipment: order 1."""
    rows = (
        Pick("A-01-2", "MUG-350-BL", "Enamel mug, ink blue 350 ml", 3_000, 17_000, unit="each"),
        Pick("A-02-1", "TTW-LIN-02", "Linen tea towel, set of 2", 2_000, 8_000, unit="each"),
        Pick("C-01-1", "9780000000002", "Harbour walks, 3rd edition", 1_000, 4_000, unit="each"),
    )
    totes = (Tote("", "SH-0881", "SO-10481", "Meera Patel", "Road"),)
    return wave(**{"number": "PL-221", "rows": rows, "totes": totes, "instructions": (), **changed})


def slip(**changed: object) -> PackingSlip:
    """Box 1 of 2 of a part shipment."""
    values: dict[str, object] = {
        "seller": SHOP,
        "order_number": "SO-10481",
        "shipment_number": "SH-0881",
        "ship_to": PATEL,
        "lines": (
            SlipLine("MUG", "Enamel mug, ink blue 350 ml", 10_000, 3_000, 2_000, 4_000, 1_000, date(2026, 12, 4)),
            SlipLine("TEE", "Linen tea towel, set of 2", 2_000, 2_000),
            SlipLine("BOOK", "Harbour walks, 3rd edition", 1_000, 0, 0, 1_000, 0, date(2026, 12, 18)),
        ),
        "order_date": date(2026, 11, 18),
        "ship_date": DAY,
        "service": "Road Parcel, Road",
        "customer_reference": "PO 7741",
        "box": "1 of 2",
        "weight": 4_600,
        "gift_message": "Happy birthday, Ruth! With love from all of us at number 12.",
        "return_instructions": "Send it back within 30 days, unused and in its own box. Scan the code to get a return "
        "number and a label, or call 01632 960 100.",
        "return_url": "https://northside.example/r/SO-10481",
        "tracking_url": "https://northside.example/o/7f3a9c0b2d4e5f60718293a4",
        "packed_by": "DK",
        "printed_at": NOW,
        "printed_by": "Dana",
    }
    return PackingSlip(**{**values, **changed})  # type: ignore[arg-type]


def label(**changed: object) -> LabelPaper:
    """Scenario 13: box 1 of 2 for Łukasz Øvergård-Nuñez."""
    values: dict[str, object] = {
        "sender": Party("Northside Supply", ("Unit 7, Dock Road", "Harwich CO12 3HQ"), phone="01632 960 100"),
        "ship_to": Party(LONG_NAME, ("Flat 3", "12 Oakfield Road", "Harwich"), phone="01632 960 147"),
        "postcode": "CO12 4PP",
        "service": "Road",
        "tracking_number": "RP104810001GB",
        "order_number": "SO-10481",
        "ship_date": DAY,
        "weight": 4_600,
        "box": "1 of 2",
        "routing_code": "ZONE 2 · STOP 4",
        "references": ("PO 7741", "Kitchen"),
        "instruction": "Kitchen door before 11:00. Ring first.",
    }
    return LabelPaper(**{**values, **changed})  # type: ignore[arg-type]


def cash_on_delivery(**changed: object) -> LabelPaper:
    """Scenario 15: 118.14 less a deposit of 30.00 is 88.14 at the door."""
    return label(**{"cod": 8814, "currency": "GBP", **changed})


def receipt(**changed: object) -> ReceiptPaper:
    """Scenario 17: LAMP at the counter, card 60.00, cash 50.00 given, change 8.06."""
    values: dict[str, object] = {
        "number": "R-55120",
        "at": NOW,
        "currency": "GBP",
        "seller": SHOP,
        "lines": (LineRow("Desk lamp, brass", "LAMP", 1_000, 849_500, 8495, STANDARD),),
        "taxes": (PrintedTax("Standard", STANDARD, 8495, 1699),),
        "net": 8495,
        "tax": 1699,
        "total": 10194,
        "tenders": (ReceiptTender("Card •••• 4242", 6000), ReceiptTender("Cash", 4194, given=5000, change=806)),
        "till": "Till 1",
        "cashier": "Dana",
        "return_policy": "Returns within 30 days with this receipt",
    }
    return ReceiptPaper(**{**values, **changed})  # type: ignore[arg-type]


def long_receipt() -> ReceiptPaper:
    """Scenario 2 at the till, paid in cash."""
    order = discounted()
    return receipt(
        lines=order.lines,
        charges=order.charges,
        taxes=order.taxes,
        net=order.net,
        tax=order.tax,
        total=order.total,
        tenders=(ReceiptTender("Cash", 10420, given=12000, change=1580),),
        rounding=2,
    )


def z_report(**changed: object) -> DayReport:
    """Scenario 18: float 150.00, three sales, a cash refund, a paid-out, a drop, counted 223.54, short 1.00."""
    values: dict[str, object] = {
        "kind": "Z",
        "shop": "Northside Supply",
        "currency": "GBP",
        "day": DAY,
        "made_at": NOW.replace(hour=17, minute=42),
        "made_by": "Dana",
        "invoices": SeriesOfDay("INV-2026-0913", "INV-2026-0915", 3, 27171, 5037),
        "credit_notes": SeriesOfDay("CN-2026-0041", "CN-2026-0041", 1, 1113, 223),
        "discounts": 1000,
        "taxes": (
            TaxFigures(STANDARD, 24524, 4905, 1113, 223),
            TaxFigures(REDUCED, 2647, 132, 0, 0),
        ),
        "tenders": (
            TenderFigures("cash", 15790, 1336, 3, 14354),
            TenderFigures("card", 16418, 0, 2, 16418),
        ),
        "owed": 0,
        "settled": 0,
        "watched": (Watched("price override", "Sam", 1), Watched("cancelled", "Dana", 2)),
        "opening": OwedBothWays(),
        "closing": OwedBothWays(41230, 3000),
        "cod_in_transit": 8814,
        "credit_issued": 2000,
        "credit_used": 0,
        "work": WorkOfDay(3, 32208, 2, 1, 1, 4_000),
        "till": "Till 1",
        "z_number": 212,
        "opened_at": NOW.replace(hour=8, minute=55),
        "opened_by": "Dana",
        "closed_at": NOW.replace(hour=17, minute=41),
        "closed_by": "Dana",
        "verified_by": "Sam",
        "cash": CashFigures(
            15000, 15790, 1336, 0, 2000, 5000, 0, 22354, (("50.00", 2), ("20.00", 5), ("10.00", 2), ("2.00", 1),
            ("1.00", 1), ("0.50", 1), ("0.02", 2)), 15000, "Change given on the first sale is in doubt"
        ),
    }  # fmt: skip
    return DayReport(**{**values, **changed})  # type: ignore[arg-type]


def purchase_order(**changed: object) -> PurchaseOrder:
    """Two lines for a vendor, due on different days."""
    data = PurchaseOrder(
        number="PO-17",
        day=date(2026, 11, 18),
        currency="GBP",
        buyer=SHOP,
        vendor=Party("Kilnworks Ltd", ("Attn. R. Hale", "4 Oven Yard", "Stoke ST1 2AB"), "01782 555 010"),
        rows=(
            PurchasePaperRow("MUG", "Stoneware mug", 10_000, 45_500, 4550, date(2026, 11, 30), "each"),
            PurchasePaperRow("GLZ", "Glaze, clear", 2_500, 33_333, 833, None, "kg"),
        ),
        total=5383,
        due=date(2026, 11, 30),
        reference="K-991",
        note="Deliver before noon; no tail lift.",
    )
    return replace(data, **changed)  # type: ignore[arg-type]
