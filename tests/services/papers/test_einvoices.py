"""E-invoices: what a program reads is what the paper says, and the sums of EN 16931 come out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.values.errors import BadInput, NotFound, Refused, Unavailable
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.verifying import set_check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers.einvoices import iban_in, make_einvoice
from orderdesk.services.prices.taxing import set_destination
from orderdesk.services.returns.returning import ComingBack, take_back
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from tests.factories import MONDAY, northside
from tests.services.papers.test_papers import BASKET, order, send, words_of

RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
HOMES = {
    "GB": ("GB980780684", "YO21 1AA"),
    "NL": ("NL004495445B01", "1012 AB"),
    "DE": ("DE136695976", "10115"),
}
BERLIN = AddressForm("Spreeufer 8", city="Berlin", postcode="10115", country="DE", name="Holzwerk GmbH")


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    pytest.importorskip("drafthorse", reason="the extra einvoice is not installed")
    made = northside(database_url)
    yield made
    made.database.close()


class Read:
    """An e-invoice as another program reads it."""

    def __init__(self, xml: bytes) -> None:
        from lxml import etree

        self.root = etree.fromstring(xml)

    def texts(self, path: str) -> list[str]:
        """The texts at a path, "//" before it meant."""
        found = self.root.findall(".//" + "/".join(RAM + each for each in path.split("/")))
        return ["".join(each.itertext()).strip() for each in found]

    def text(self, path: str) -> str:
        (one,) = self.texts(path)
        return one

    def amounts(self, path: str) -> list[Decimal]:
        return [Decimal(each) for each in self.texts(path)]

    def sums(self) -> dict[str, Decimal]:
        (head,) = self.root.findall(f".//{RAM}SpecifiedTradeSettlementHeaderMonetarySummation")
        return {each.tag.removeprefix(RAM): Decimal(each.text) for each in head}


def prove(read: Read) -> None:
    """The sums of EN 16931 that bind every invoice: BR-CO-10 to 16, and the price rule of each line."""
    sums = read.sums()
    lines = read.amounts("SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    assert sum(lines) == sums["LineTotalAmount"]
    net = sums["LineTotalAmount"] + sums["ChargeTotalAmount"] - sums["AllowanceTotalAmount"]
    assert net == sums["TaxBasisTotalAmount"]
    settlement = "ApplicableHeaderTradeSettlement/ApplicableTradeTax"
    assert sum(read.amounts(f"{settlement}/BasisAmount")) == net
    assert sum(read.amounts(f"{settlement}/CalculatedAmount")) == sums["TaxTotalAmount"]
    assert net + sums["TaxTotalAmount"] == sums["GrandTotalAmount"]
    assert sums["GrandTotalAmount"] - sums["TotalPrepaidAmount"] == sums["DuePayableAmount"]
    for item, line in zip(read.root.findall(f".//{RAM}IncludedSupplyChainTradeLineItem"), lines, strict=True):
        assert _line_of(item) == line


def _line_of(item: Any) -> Decimal:
    """Quantity × price ÷ the quantity that the price is for, less the allowances of the line."""
    price = Decimal(item.find(f".//{RAM}NetPriceProductTradePrice/{RAM}ChargeAmount").text)
    basis = item.find(f".//{RAM}NetPriceProductTradePrice/{RAM}BasisQuantity")
    quantity = Decimal(item.find(f".//{RAM}BilledQuantity").text)
    whole = quantity * price / (Decimal(basis.text) if basis is not None else 1)
    off = [Decimal(each.text) for each in item.findall(f".//{RAM}SpecifiedTradeAllowanceCharge/{RAM}ActualAmount")]
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP) - sum(off)


def billed(desk: Desk, **more: object) -> str:
    order_id = order(desk, **more)  # type: ignore[arg-type]
    send(desk, order_id)
    return issue_invoice(desk, order_id)


def settle_shop(desk: Desk, **changes: object) -> None:
    edit_shop(desk, replace(form_of(shop_now(desk)), **changes))  # type: ignore[arg-type]


def test_an_invoice_with_two_rates_a_discount_and_a_charge(desk: Desk) -> None:
    number = billed(desk, discount=10_00, reference="Spring fair")
    read = Read(make_einvoice(desk, number, "xml"))
    prove(read)
    assert read.text("SellerTradeParty/SpecifiedTaxRegistration/ID") == "GB980780684"
    assert read.text("BuyerTradeParty/Name") == "Asha Patel"
    assert read.text("BuyerTradeParty/PostalTradeAddress/CountryID") == "GB"
    assert read.text("BuyerOrderReferencedDocument/IssuerAssignedID") == "Spring fair"
    assert read.text("SellerOrderReferencedDocument/IssuerAssignedID") == "SO-1001"
    off = "SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/ActualAmount"
    assert read.texts(off) == ["4.10", "4.37", "1.53"]
    assert read.texts("ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge/Reason") == ["Road"]
    settlement = "ApplicableHeaderTradeSettlement/ApplicableTradeTax"
    assert read.texts(f"{settlement}/RateApplicablePercent") == ["20", "5"]
    assert read.sums()["GrandTotalAmount"] == read.sums()["DuePayableAmount"] == Decimal("104.18")
    told = [each for each in view_order(desk, 1).events if each.what == "e-invoice"]
    assert [each.detail for each in told] == [f"{number}, XML"]


def test_what_was_paid_is_told(desk: Desk) -> None:
    order_id = order(desk)
    send(desk, order_id)
    number = issue_invoice(desk, order_id)
    take_payment(desk, order_id, [Tendered("card", 50_00, "4242")])
    read = Read(make_einvoice(desk, number, "xml"))
    prove(read)
    assert read.sums()["TotalPrepaidAmount"] == 50


def test_prices_with_tax_come_to_the_net_of_each_line(desk: Desk) -> None:
    now = shop_now(desk).tax_profile
    settle_shop(desk, tax=TaxRules(now.name, now.rates, inclusive=True))
    basket = (LineRequest(pieces(7), "MUG"), LineRequest(pieces(3), "TEE"), LineRequest(ONE, "BOOK"))
    number = billed(desk, lines=basket, discount=3_33)
    prove(Read(make_einvoice(desk, number, "xml")))


def test_a_credit_note_names_the_invoice_and_keeps_the_fee_as_an_allowance(desk: Desk) -> None:
    tills.open_till(desk)
    order_id = order(desk, BASKET)
    take_payment(desk, order_id, [Tendered("card", view_order(desk, order_id).order.total)])
    send(desk, order_id)
    invoice = issue_invoice(desk, order_id)
    line = view_order(desk, order_id).lines[1]
    take_back(desk, order_id, [ComingBack(line.id, ONE, "Too small")], ["restock"], "card", fee=2_00)
    (number,) = (paper.number for paper in view_order(desk, order_id).papers if paper.kind == "credit-note")
    read = Read(make_einvoice(desk, number, "xml"))
    prove(read)
    assert read.text("InvoiceReferencedDocument/IssuerAssignedID") == invoice
    assert read.sums()["AllowanceTotalAmount"] == 2
    assert read.sums()["DuePayableAmount"] == 0


def exempt(desk: Desk, reason: str, tax_id: str) -> str:
    set_check(desk, "tax-id", on=False)
    who = CustomerForm("Jana Holz", company="Holzwerk GmbH", tax_id=tax_id, tax_exemption=reason)
    buyer = add_customer(desk, who, BERLIN).id
    order_id = place_order(desk, OrderRequest(lines=BASKET, customer_id=buyer, service="road"))
    send(desk, order_id)
    return issue_invoice(desk, order_id)


@pytest.mark.parametrize(
    ("reason", "home", "tax_id", "category", "law"),
    [
        ("Export, no VAT", "GB", "DE136695976", "G", ["VATEX-EU-G"]),
        ("VAT reverse charge", "GB", "DE136695976", "AE", ["VATEX-EU-AE"]),
        ("Intra-Community supply", "NL", "DE136695976", "K", ["VATEX-EU-IC"]),
        ("Embassy", "DE", "", "E", []),
    ],
)
def test_why_nothing_is_taxed(desk: Desk, reason: str, home: str, tax_id: str, category: str, law: list[str]) -> None:
    number, postcode = HOMES[home]
    settle_shop(desk, country=home, tax_id=number, postcode=postcode)
    read = Read(make_einvoice(desk, exempt(desk, reason, tax_id), "xml"))
    prove(read)
    settlement = "ApplicableHeaderTradeSettlement/ApplicableTradeTax"
    assert read.texts(f"{settlement}/CategoryCode") == [category]
    assert read.texts(f"{settlement}/ExemptionReason") == [reason]
    assert read.texts(f"{settlement}/ExemptionReasonCode") == law


def test_zero_rated_goods_need_no_reason(desk: Desk) -> None:
    now = shop_now(desk).tax_profile
    zero = replace(now.rate_on("reduced", MONDAY.date()), rate=0, exemption="Zero-rated")
    settle_shop(desk, tax=TaxRules(now.name, (now.rate_on("standard", MONDAY.date()), zero)))
    read = Read(make_einvoice(desk, billed(desk), "xml"))
    prove(read)
    settlement = "ApplicableHeaderTradeSettlement/ApplicableTradeTax"
    assert read.texts(f"{settlement}/CategoryCode") == ["S", "Z"]
    assert read.texts(f"{settlement}/ExemptionReason") == []


def test_a_destination_without_tax_is_an_export(desk: Desk) -> None:
    set_destination(desk, DestinationRate("DE", "", "", 0, MONDAY.date(), "Export, no VAT"))
    buyer = add_customer(desk, CustomerForm("Jana Holz"), BERLIN).id
    order_id = place_order(desk, OrderRequest(lines=BASKET, customer_id=buyer, service="road"))
    send(desk, order_id)
    read = Read(make_einvoice(desk, issue_invoice(desk, order_id), "xml"))
    prove(read)
    assert set(read.texts("CategoryCode")) == {"G"}


def test_the_pdf_carries_the_same_xml_and_the_printed_words(desk: Desk) -> None:
    from pypdf import PdfReader

    number = billed(desk)
    pdf = make_einvoice(desk, number)
    reader = PdfReader(BytesIO(pdf))
    assert reader.attachments["factur-x.xml"] == [make_einvoice(desk, number, "xml")]
    root: Any = reader.root_object
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Alternative"
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    told = root["/Metadata"].get_object().get_data()
    assert b"<pdfaid:part>3</pdfaid:part>" in told
    assert b"EN 16931" in told
    assert number in words_of(pdf)
    assert "COPY" not in words_of(pdf)


def test_every_letter_of_the_pdf_is_drawn_with_a_font_inside_it(desk: Desk) -> None:
    from pypdf import PdfReader

    for page in PdfReader(BytesIO(make_einvoice(desk, billed(desk)))).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        assert fonts
        for font in fonts.values():
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]


def test_it_is_not_counted_as_a_copy(desk: Desk) -> None:
    from orderdesk.services.papers import render

    number = billed(desk)
    make_einvoice(desk, number)
    assert "COPY" not in words_of(render(desk, "invoice", number))


def test_where_money_goes_is_read_out_of_the_bank_details(desk: Desk) -> None:
    settle_shop(desk, bank_details="Staithe Bank\nIBAN GB29 NWBK 6016 1331 9268 19, BIC NWBKGB2L")
    read = Read(make_einvoice(desk, billed(desk), "xml"))
    assert read.text("PayeePartyCreditorFinancialAccount/IBANID") == "GB29NWBK60161331926819"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DE89370400440532013000", "DE89370400440532013000"),
        ("IBAN: de89 3704 0044 0532 0130 00 BIC COBADEFF", "DE89370400440532013000"),
        ("GB29 NWBK 6016 1331 9268 18", ""),
        ("account 00112233, sort code 00-00-00", ""),
    ],
)
def test_only_a_right_iban_is_taken(text: str, found: str) -> None:
    assert iban_in(text) == found


def test_a_walk_in_has_no_einvoice(desk: Desk) -> None:
    tills.open_till(desk)
    sold = sell(desk, OrderRequest(lines=(LineRequest(ONE, "MUG"),), channel="counter"), [Tendered("cash", 100_00)])
    with pytest.raises(Refused, match="of a walk-in"):
        make_einvoice(desk, sold.invoice, "xml")


def test_a_shop_without_tax_id_is_told_where_to_give_it(desk: Desk) -> None:
    settle_shop(desk, tax_id="")
    number = billed(desk)
    with pytest.raises(Refused, match="tax id: give it in Settings"):
        make_einvoice(desk, number, "xml")
    assert not [each for each in view_order(desk, 1).events if each.what == "e-invoice"]


def test_a_reverse_charge_names_the_vat_number_of_the_buyer(desk: Desk) -> None:
    number = exempt(desk, "VAT reverse charge", "")
    with pytest.raises(Refused, match="Holzwerk GmbH has none"):
        make_einvoice(desk, number, "xml")


def test_what_is_asked_wrongly_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound, match="There is no invoice or credit note INV-77"):
        make_einvoice(desk, "INV-77")
    with pytest.raises(BadInput, match="pdf or xml, not as docx"):
        make_einvoice(desk, "INV-77", "docx")


def test_without_the_extra_the_command_that_adds_it_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = billed(desk)
    monkeypatch.setitem(__import__("sys").modules, "drafthorse.models.document", None)
    with pytest.raises(Unavailable, match=r"python3 start\.py add einvoice"):
        make_einvoice(desk, number, "xml")
