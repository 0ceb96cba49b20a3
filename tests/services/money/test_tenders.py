"""Tenders of the owner's own: taken, counted, posted and given back like the others, and kept once money came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from orderdesk.domain.checks.rules import Action, Rule, read_condition
from orderdesk.domain.money.refunding import Because
from orderdesk.domain.money.tenders import Tender
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import amount_text
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.care.checking import check
from orderdesk.services.checks.rules import save_rule
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.tenders import add_tender, change_tender, tenders_of
from orderdesk.services.money.undoing_payments import undo_payment, undoable
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.receipts import receipt_data
from orderdesk.services.reports.books import account_balances, chart_of_accounts
from tests.countries import Country, local_shop


@pytest.fixture
def desk(shop_url: str, anywhere: Country) -> Iterator[Desk]:
    made = local_shop(shop_url, anywhere)
    tills.open_till(made, float_amount=0)
    yield made
    made.database.close()


def order(desk: Desk, tender: str = "account") -> int:
    request = OrderRequest(lines=(LineRequest(pieces(1), "A"),), channel="counter", invoicing="order", tender=tender)
    return place_order(desk, request)


def due(desk: Desk, order_id: int) -> int:
    return view_order(desk, order_id).order.due


def balance(desk: Desk, name: str) -> int:
    return sum(each.after for each in account_balances(desk) if each.account.name == name)


def tender(desk: Desk, code: str) -> Tender:
    found = tenders_of(desk).find(code)
    assert found is not None
    return found


def test_a_voucher_is_taken_counted_posted_and_given_back(desk: Desk) -> None:
    made = add_tender(desk, "Gift voucher", "voucher")
    assert (made.code, made.drawer, made.may_exceed) == ("gift-voucher", True, True)
    sold = order(desk)
    whole = due(desk, sold)
    paid = take_payment(desk, sold, [Tendered("gift-voucher", whole - 50, "V-17"), Tendered("cash", 50)])
    assert due(desk, sold) == 0
    assert balance(desk, "Gift voucher") == whole - 50
    assert [row.tender_name for row in view_order(desk, sold).payments] == ["Gift voucher", "Cash"]
    with desk.reading() as connection:
        printed = receipt_data(connection, desk, PaperRequest(paid.receipt))
    assert any("Gift voucher" in each.label for each in printed.tenders)
    refund_money(desk, sold, "gift-voucher", 20, reason="scratched", because=Because.NOT_HELD)
    with pytest.raises(Refused, match="can go back by gift voucher"):
        refund_money(desk, sold, "gift-voucher", whole, reason="scratched", because=Because.NOT_HELD)
    (figures,) = [each for each in day_report(desk).tenders if each.tender == "gift-voucher"]
    assert (figures.name, figures.taken, figures.refunded, figures.slips) == ("Gift voucher", whole - 50, 20, 2)
    currency = day_report(desk).currency
    tills.count_till(desk, {amount_text(50, currency): 1})
    report = tills.close_till(desk, counted={"Gift voucher": whole - 80}, reason="one is lost")
    (figures,) = [each for each in report.tenders if each.tender == "gift-voucher"]
    assert figures.difference == -10
    assert not check(desk).findings


def test_what_is_paid_online_goes_back_only_there(desk: Desk) -> None:
    add_tender(desk, "PayPal", "online", account="bank")
    sold = order(desk)
    take_payment(desk, sold, [Tendered("transfer", due(desk, sold) - 100), Tendered("paypal", 100)])
    with pytest.raises(Refused, match=r"At most .* can go back by PayPal on SO-"):
        refund_money(desk, sold, "paypal", 200, reason="late", otherwise=True, because=Because.NOT_HELD)
    refund_money(desk, sold, "paypal", 100, reason="late", because=Because.NOT_HELD)
    assert not check(desk).findings


def test_a_tender_with_money_keeps_its_kind_and_its_account(desk: Desk) -> None:
    made = add_tender(desk, "Voucher", "voucher")
    as_cheque = change_tender(desk, replace(made, kind="cheque", account="bank", asks_reference=True))
    sold = order(desk)
    with pytest.raises(Refused, match="Enter the reference of the voucher"):
        take_payment(desk, sold, [Tendered("voucher", 100)])
    take_payment(desk, sold, [Tendered("voucher", 100, "17")])
    for wanted, said in ((replace(as_cheque, kind="voucher"), "keeps its kind"),
                         (replace(as_cheque, account="card"), "stands on its account")):  # fmt: skip
        with pytest.raises(Refused, match=said):
            change_tender(desk, wanted)
    with pytest.raises(Refused, match="nothing was changed"):
        change_tender(desk, as_cheque)
    assert change_tender(desk, replace(as_cheque, name="Cheque")).name == "Cheque"
    assert not check(desk).findings


def test_a_retired_tender_gives_back_what_it_took_and_takes_no_more(desk: Desk) -> None:
    made = add_tender(desk, "Voucher", "voucher")
    sold = order(desk, "voucher")
    take_payment(desk, sold, [Tendered("voucher", 300)])
    change_tender(desk, replace(made, active=False))
    with pytest.raises(Refused, match="Voucher is retired"):
        take_payment(desk, sold, [Tendered("voucher", 100)])
    with pytest.raises(Refused, match="Voucher is retired"):
        order(desk, "voucher")
    refund_money(desk, sold, "voucher", 300, reason="back", because=Because.NOT_HELD)
    change_tender(desk, replace(made, active=True))
    take_payment(desk, sold, [Tendered("voucher", 100)])
    assert not check(desk).findings


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("cash", {"active": False}, "needed in every shop"),
        ("account", {"active": False}, "needed in every shop"),
        ("store-credit", {"active": False}, "needed in every shop"),
        ("cash", {"drawer": False}, "works as it does in every shop"),
        ("cod", {"kind": "voucher"}, "stays what it is"),
        ("store-credit", {"account": "bank"}, "keeps its account"),
        ("card", {"name": "Cash"}, "a tender Cash already"),
        ("card", {"name": " "}, "Enter the name"),
        ("card", {"kind": "cash"}, "stays what it is"),
    ],
)
def test_what_every_shop_has_stays_as_it_is(desk: Desk, code: str, change: dict[str, object], said: str) -> None:
    before = tender(desk, code)
    with pytest.raises(Refused, match=said):
        change_tender(desk, replace(before, **change))
    assert tender(desk, code) == before


def test_what_cannot_be_added_is_refused(desk: Desk) -> None:
    bad = {
        "Enter the name": ("", "voucher", ""),
        "is one of": ("Coins", "cash", ""),
        "card already": ("card", "card", ""),
        "its account": ("X", "card", "safe"),
    }
    for said, (name, kind, account) in bad.items():
        with pytest.raises(Refused, match=said):
            add_tender(desk, name, kind, account=account)
    with pytest.raises(NotFound):
        change_tender(desk, replace(tender(desk, "card"), code="none"))
    assert len(tenders_of(desk).all) == 6


def test_names_of_one_code_are_told_apart(desk: Desk) -> None:
    """A name of other letters alone has a code all the same."""
    codes = [add_tender(desk, name, "voucher").code for name in ("券", "礼券", "Bon!", "Bon 2")]
    assert codes == ["voucher", "voucher-2", "bon", "bon-2"]
    with pytest.raises(Refused, match="already"):
        add_tender(desk, "bon", "voucher")
    assert {"券", "礼券"} <= {each.name for each in chart_of_accounts(desk)}


def test_a_receipt_is_undone_by_the_name_of_its_tender(desk: Desk) -> None:
    add_tender(desk, "Gift voucher", "voucher")
    sold = order(desk)
    paid = take_payment(desk, sold, [Tendered("gift-voucher", 100)])
    assert [each.tenders for each in undoable(desk, sold)] == [("Gift voucher",)]
    undo_payment(desk, paid.receipt, "another order")
    assert balance(desk, "Gift voucher") == 0
    assert not check(desk).findings


def test_a_rule_asks_for_the_tenders_that_there_are(desk: Desk) -> None:
    rule = Rule("Vouchers", "placed", (read_condition("tender is gift-voucher", "GBP"),), (Action("packer", "look"),))
    with pytest.raises(Refused, match="Tender is one of cash, card"):
        save_rule(desk, rule)
    add_tender(desk, "Gift voucher", "voucher")
    assert save_rule(desk, rule).id
