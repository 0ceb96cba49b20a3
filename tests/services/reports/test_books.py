"""The books: what a day posts in any country ties with its report; accounts are called as the accountant does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from orderdesk.domain.money.accounts import LedgerAccount
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused, StorageFailed
from orderdesk.domain.values.money import amount_text
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.services.billing.crediting import credit_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, pay, refund_money, take_payment
from orderdesk.services.money.undoing_payments import undo_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.people.users import save_user
from orderdesk.services.reports.books import account_balances, chart_of_accounts, journal, name_account
from orderdesk.services.reports.reports import report_table
from tests.countries import Country, local_shop


@pytest.fixture
def desk(shop_url: str, anywhere: Country) -> Iterator[Desk]:
    made = local_shop(shop_url, anywhere)
    yield made
    made.database.close()


def ordered(desk: Desk, count: int, *, bill: bool = True) -> int:
    wrapping = LineRequest(pieces(1), label="Wrapping", price=33_300, tax_class="standard")
    lines = (LineRequest(pieces(count), "A"),)
    return place_order(
        desk,
        OrderRequest(lines=lines, charges=(wrapping,), channel="counter", invoicing="order" if bill else "shipment"),
    )


def due(desk: Desk, order_id: int) -> int:
    return view_order(desk, order_id).order.due


def a_day(desk: Desk) -> None:
    """Sold, paid ahead, undone, credited, given back; and a till with all that goes through it, a little short."""
    luck = random.Random(desk.today.toordinal())
    tills.open_till(desk, float_amount=10_000)
    whole, ahead, owing = ordered(desk, 3), ordered(desk, 2, bill=False), ordered(desk, 1)
    paid = take_payment(desk, whole, [Tendered("cash", due(desk, whole))])
    undo_payment(desk, paid.receipt, "wrong order")
    take_payment(desk, whole, [Tendered("cash", due(desk, whole))])
    part = due(desk, ahead) // 3
    take_payment(desk, ahead, [Tendered("card", part), Tendered("transfer", luck.randint(1, part))])
    assert due(desk, owing) > 0
    number, *_ = [row.number for row in journal(desk, desk.today, desk.today) if row.document == "invoice"]
    credit_invoice(desk, number, None, "all came broken")
    refund_money(desk, whole, "cash", -due(desk, whole), reason="broken")
    tills.paid_in(desk, 3000, "change")
    tills.paid_out(desk, 1000, "milk")
    tills.drop(desk, 2000)
    tills.no_sale(desk, "a coin for the trolley")
    (session,) = tills.open_tills(desk)
    currency = day_report(desk).currency
    tills.count_till(desk, {amount_text(9_000, currency): 1})
    tills.close_till(desk, left=8_000, reason="short")
    assert session.till == "Till 1"


def stands(desk: Desk) -> Counter[tuple[str, int]]:
    return Counter({(each.account.account.kind, each.account.account.about): each.after
                    for each in account_balances(desk)})  # fmt: skip


def test_a_day_ties_with_its_report(desk: Desk, anywhere: Country) -> None:
    a_day(desk)
    report, rows, found = day_report(desk), journal(desk, desk.today, desk.today), stands(desk)
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows) > 0
    assert sum(found.values()) == 0
    assert found["tax", anywhere.rate] == -report.tax
    assert found["sales", anywhere.rate] + found["charges", anywhere.rate] == -report.net
    assert found["customers", 0] == report.closing.receivables
    assert found["deposits", 0] == -report.closing.deposits
    tenders = {each.tender: each.expected for each in report.tenders}
    assert (found["card", 0], found["bank", 0]) == (tenders["card"], tenders["transfer"])
    assert found["cash", 1] == 8_000
    assert found["safe", 0] == 2_000 + 9_000 - 8_000
    assert (found["paid in", 0], found["paid out", 0]) == (-10_000 - 3000, 1000)
    assert check(desk).findings == ()


def test_documents_are_told_with_their_number_and_what_they_are_about(desk: Desk) -> None:
    a_day(desk)
    told = {(row.document, row.number, row.text) for row in journal(desk, desk.today, desk.today)}
    assert {("till movement", "Till 1", "milk"), ("till opened", "Till 1", ""), ("till closed", "Till 1", "")} <= told
    kinds = {document for document, number, _ in told if number}
    assert {"invoice", "credit note", "payment", "refund", "payment undone"} <= kinds


def test_the_reports_add_up(desk: Desk) -> None:
    a_day(desk)
    days = desk.today.replace(day=1), desk.today
    told = report_table(desk, "journal", *days)
    assert told.totals[-2] == told.totals[-1] != amount_text(0, day_report(desk).currency)
    accounts = report_table(desk, "accounts", *days)
    nothing = amount_text(0, day_report(desk).currency)
    assert (accounts.totals[2], accounts.totals[-1]) == (nothing, nothing)
    later = desk.today.replace(year=desk.today.year + 1)
    after = report_table(desk, "accounts", later, later)
    assert [row[-1] for row in after.rows] == [row[2] for row in after.rows] == [row[-1] for row in accounts.rows]
    assert report_table(desk, "journal", later, later).rows == ()
    with pytest.raises(Refused, match="before it begins"):
        journal(desk, later, desk.today)


def test_the_chart_has_an_account_for_each_till_and_rate_before_anything_is_sold(desk: Desk, anywhere: Country) -> None:
    tills.add_till(desk, "Stall")
    chart = [each.account for each in chart_of_accounts(desk)]
    assert {LedgerAccount("cash", 1), LedgerAccount("cash", 2)} <= set(chart)
    assert "Cash in Stall" in {each.name for each in chart_of_accounts(desk)}
    assert LedgerAccount("sales", anywhere.rate, anywhere.code) in chart
    assert LedgerAccount("customers") in chart
    assert chart == sorted(chart, key=lambda each: next(own.stands for own in chart_of_accounts(desk)
                                                        if own.account == each))  # fmt: skip


def test_an_account_bears_the_accountants_code_and_name(desk: Desk, anywhere: Country) -> None:
    sales = LedgerAccount("sales", anywhere.rate, anywhere.code)
    name_account(desk, sales, code="8400", name="Erlöse")
    issue = ordered(desk, 1)
    assert issue
    told = report_table(desk, "journal", desk.today, desk.today)
    assert ("8400", "Erlöse") in {row[4:6] for row in told.rows}
    usual = next(each for each in chart_of_accounts(desk) if each.account == sales).usual_name
    name_account(desk, sales, code="8400", name=usual)
    (named,) = [each for each in chart_of_accounts(desk) if each.account == sales]
    assert (named.code, named.own_name, named.name) == ("8400", "", usual)
    with pytest.raises(Refused, match="called so already"):
        name_account(desk, sales, code="8400", name="")
    with pytest.raises(Refused, match="code"):
        name_account(desk, sales, code="84 00", name="")
    with pytest.raises(NotFound):
        name_account(desk, LedgerAccount("sales", 123), code="1", name="")
    assert check(desk).findings == ()


def test_only_who_may_see_figures_sees_the_books(desk: Desk) -> None:
    save_user(desk, "anna", "owner")
    save_user(desk, "pia", "packer")
    desk.user = "pia"
    for look in (lambda: journal(desk, desk.today, desk.today), lambda: account_balances(desk)):
        with pytest.raises(NotAllowed):
            look()
    with pytest.raises(NotAllowed):
        name_account(desk, LedgerAccount("bank"), code="1200", name="")


def test_a_click_that_fails_posts_nothing(desk: Desk) -> None:
    order = view_order(desk, ordered(desk, 1, bill=False)).order

    def fails() -> None:
        with desk.writing(right="take payment") as work:
            pay(work, order, [Tendered("card", order.due)])
            raise StorageFailed("The disk is full.")

    with pytest.raises(StorageFailed):
        fails()
    assert journal(desk, desk.today, desk.today) == ()
