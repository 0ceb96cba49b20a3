"""Credit notes for what was invoiced: by line and charge, once, at the price paid; and what was given up."""

from __future__ import annotations

import pytest

from orderdesk.domain.money.refunding import Because
from orderdesk.domain.orders.amending import Amendment, LineChange
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.crediting import credit_invoice, creditable, reduce_price
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.orders.amending import amend_order
from orderdesk.services.orders.cancelling import cancel_open, cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.papers import preview
from orderdesk.services.papers.asked import PaperRequest
from orderdesk.services.papers.billing import credit_note_data
from orderdesk.services.people.users import save_user
from orderdesk.services.returns.return_days import expire_overdue
from orderdesk.services.returns.returning import ComingBack, open_return, receive_return, take_back
from tests.factories import northside
from tests.scenarios.story import order, prove, send


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def again(desk: Desk, view: OrderView) -> OrderView:
    return view_order(desk, view.order.id)


def sent(desk: Desk, lines: dict[str, int], **more: object) -> OrderView:
    """An order that has left and is invoiced."""
    view = order(desk, lines, **more)
    send(desk, view)
    issue_invoice(desk, view.order.id)
    return again(desk, view)


def keys(view: OrderView) -> dict[str, int]:
    return {line.sku or line.label: line.id for line in view.lines}


def test_a_charge_is_credited_and_the_order_ends_by_itself(desk: Desk) -> None:
    """A parcel that was to be paid on delivery is refused: the goods come back, postage and fee are credited."""
    fee = LineRequest(ONE, label="COD fee", price=40_000, tax_class="standard")
    view = sent(desk, {"MUG": 1}, service="road", tender="cod", charges=(fee,))
    assert view.order.total == 2_808
    take_back(desk, view.order.id, [ComingBack(keys(view)["MUG"], ONE)], ["restock"], "account")
    assert again(desk, view).order.due == 1_308
    invoice = view.papers[0].number
    able = [(each.line.label, each.part.left) for each in creditable(desk, invoice)]
    assert able == [("Road", ONE), ("COD fee", ONE)] or able == [("COD fee", ONE), ("Road", ONE)]
    _, credited = credit_invoice(desk, invoice, None, "the parcel was refused")
    assert credited.total == 1_308
    after = again(desk, view)
    assert (after.order.due, after.order.state) == (0, "closed")
    assert preview(desk, "credit-note", after.papers[-1].number).startswith(b"%PDF")
    prove(desk)


def test_lines_are_credited_in_parts_and_never_twice(desk: Desk) -> None:
    view = sent(desk, {"MUG": 3, "TEE": 1})
    invoice, mug = view.papers[0].number, keys(view)["MUG"]
    for _ in range(3):
        _, credited = credit_invoice(desk, invoice, {mug: ONE}, "dented")
        assert credited.total == 1_500
    with pytest.raises(Refused, match="0 of INV-1001 can still be credited"):
        credit_invoice(desk, invoice, {mug: ONE}, "dented")
    credit_invoice(desk, invoice, None, "the rest too")
    with pytest.raises(Refused, match="Nothing of INV-1001 is left to credit"):
        credit_invoice(desk, invoice, None, "again")
    after = again(desk, view)
    assert (after.order.due, after.order.state) == (0, "closed")
    prove(desk)


def test_it_needs_a_reason_a_right_and_an_invoice(desk: Desk) -> None:
    view = sent(desk, {"MUG": 1})
    with pytest.raises(Refused, match="Say why") as refusal:
        credit_invoice(desk, view.papers[0].number, None, "  ")
    assert refusal.value.field == "reason"
    with pytest.raises(NotFound, match="There is no invoice INV-7"):
        credit_invoice(desk, "INV-7", None, "wrong")
    save_user(desk, "carl", "counter")
    with pytest.raises(NotAllowed, match="may not credit invoices"):
        credit_invoice(Desk(desk.database, user="carl", clock=desk.clock), view.papers[0].number, None, "wrong")
    prove(desk)


def test_what_is_credited_of_paid_goods_is_given_back_and_no_more(desk: Desk) -> None:
    view = sent(desk, {"LAMP": 1})
    take_payment(desk, view.order.id, [Tendered("card", 10_194)])
    assert again(desk, view).order.state == "closed"
    credit_invoice(desk, view.papers[0].number, None, "never arrived")
    after = again(desk, view)
    assert (after.order.due, after.order.payment, after.order.state) == (-10_194, "overpaid", "confirmed")
    refund_money(desk, view.order.id, "card", 10_194, reason="never arrived")
    assert (again(desk, view).order.due, again(desk, view).order.state) == (0, "closed")
    prove(desk)


def test_goods_that_come_back_after_a_credit_are_not_credited_again(desk: Desk) -> None:
    view = sent(desk, {"MUG": 3})
    mug = keys(view)["MUG"]
    credit_invoice(desk, view.papers[0].number, {mug: pieces(2)}, "dented")
    desk.clock.advance(hours=1)  # type: ignore[attr-defined]
    settled = take_back(desk, view.order.id, [ComingBack(mug, pieces(3))], ["scrap"], "account")
    assert settled.credited == 1_500
    assert again(desk, view).order.due == 0
    prove(desk)


def test_what_is_given_up_of_a_billed_order_is_credited(desk: Desk) -> None:
    view = order(desk, {"LAMP": 7}, invoicing="order")
    assert [each.total for each in view.papers] == [71_358]
    cancel_open(desk, view.order.id, {view.lines[0].id: pieces(3)}, "too long a wait")
    after = again(desk, view)
    assert [(each.kind, each.total) for each in after.papers] == [("invoice", 71_358), ("credit-note", 30_582)]
    assert after.order.due == 40_776
    with pytest.raises(Refused, match="nothing to invoice"):
        issue_invoice(desk, view.order.id)
    cancel_order(desk, view.order.id, "no more")
    after = again(desk, view)
    assert [each.total for each in after.papers] == [71_358, 30_582, 40_776]
    assert (after.order.state, after.order.due) == ("cancelled", 0)
    prove(desk)


def test_a_billed_order_is_changed_once_its_invoice_is_credited(desk: Desk) -> None:
    view = order(desk, {"MUG": 5}, invoicing="order")
    less = Amendment({view.lines[0].id: LineChange(pieces(2))})
    with pytest.raises(Refused, match="5 of MUG are invoiced; credit the invoice first"):
        amend_order(desk, view.order.id, less, "only two")
    credit_invoice(desk, view.papers[0].number, {view.lines[0].id: pieces(3)}, "only two")
    amend_order(desk, view.order.id, less, "only two")
    after = again(desk, view)
    assert (after.lines[0].wanted, after.order.due) == (pieces(2), 3_000)
    hand_over(desk, after.shipments[0].id, "taken along")
    take_payment(desk, view.order.id, [Tendered("transfer", 3_000)])
    assert again(desk, view).order.state == "closed"
    prove(desk)


def test_the_fee_is_at_most_what_comes_back_and_net_as_it_says(desk: Desk) -> None:
    view = sent(desk, {"LAMP": 1})
    back = [ComingBack(view.lines[0].id, ONE)]
    with pytest.raises(Refused, match=r"A restocking fee is at most 84\.95") as refusal:
        take_back(desk, view.order.id, back, ["restock"], "account", fee=8_496)
    assert refusal.value.field == "fee"
    settled = take_back(desk, view.order.id, back, ["restock"], "account", fee=850)
    assert settled.credited == 10_194 - 1_020
    prove(desk)


def test_a_fee_for_all_of_it_leaves_a_credit_of_nothing(desk: Desk) -> None:
    view = sent(desk, {"MUG": 1, "BOOK": 1})
    back = [ComingBack(line.id, ONE) for line in view.goods]
    settled = take_back(desk, view.order.id, back, ["scrap", "scrap"], "account", fee=2_650)
    assert settled.credited == 0
    assert again(desk, view).order.due == view.order.total
    prove(desk)


def test_an_order_never_comes_down_to_its_postage(desk: Desk) -> None:
    view = order(desk, {"MUG": 2}, service="road")
    with pytest.raises(Refused, match=f"Nothing would be left of {view.order.number}; cancel it instead"):
        amend_order(desk, view.order.id, Amendment({view.lines[0].id: LineChange(0)}), "not wanted")
    waits = order(desk, {"LAMP": 1, "MUG": 30})
    lines = keys(waits)
    amend_order(desk, waits.order.id, Amendment({lines["LAMP"]: LineChange(0)}), "not wanted")
    open_part = again(desk, waits).lines[0].progress.backordered
    cancel_open(desk, waits.order.id, {lines["MUG"]: open_part}, "too long a wait")
    bare = order(desk, {"MUG": 3}, service="road")
    with pytest.raises(Refused, match="Nothing would be left"):
        cancel_open(desk, bare.order.id, {bare.lines[0].id: pieces(3)}, "too long a wait")
    prove(desk)


def test_the_same_change_of_a_part_shipped_order_is_refused_the_second_time(desk: Desk) -> None:
    view = order(desk, {"LAMP": 6})
    hand_over(desk, view.shipments[0].id, "taken along")
    issue_invoice(desk, view.order.id)
    fewer = Amendment({view.lines[0].id: LineChange(pieces(5))})
    amend_order(desk, view.order.id, fewer, "one less")
    assert again(desk, view).lines[0].wanted == pieces(5)
    with pytest.raises(Refused, match="is like that already; nothing was changed"):
        amend_order(desk, view.order.id, fewer, "one less")
    assert again(desk, view).lines[0].wanted == pieces(5)
    prove(desk)


def test_a_line_given_up_in_part_is_changed_by_what_is_still_wanted(desk: Desk) -> None:
    view = order(desk, {"LAMP": 6})
    cancel_open(desk, view.order.id, {view.lines[0].id: pieces(1)}, "one less")
    amend_order(desk, view.order.id, Amendment({view.lines[0].id: LineChange(pieces(3))}), "three do")
    line = again(desk, view).lines[0]
    assert (line.wanted, line.cancelled, line.allocated) == (pieces(3), pieces(1), pieces(3))
    prove(desk)


def test_what_comes_back_after_its_day_needs_a_reason_and_a_person_who_may(desk: Desk) -> None:
    view = sent(desk, {"TEE": 2})
    back = [ComingBack(view.lines[0].id, ONE)]
    desk.clock.advance(days=30)  # type: ignore[attr-defined]
    in_time = open_return(desk, view.order.id, back)
    desk.clock.advance(days=370)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="TEE could come back until 1 April 2026; say why") as refusal:
        open_return(desk, view.order.id, back)
    assert refusal.value.field == "late"
    with pytest.raises(Refused, match=f"{in_time} expired on 1 May 2026; say why"):
        receive_return(desk, 1)
    save_user(desk, "pia", "packer")
    packer = Desk(desk.database, user="pia", clock=desk.clock)
    with pytest.raises(NotAllowed, match="may not take late returns"):
        open_return(packer, view.order.id, back, late="a good customer")
    open_return(desk, view.order.id, back, late="a good customer")
    prove(desk)


def test_a_return_that_nobody_sends_ends_with_its_day_and_the_order_with_it(desk: Desk) -> None:
    view = sent(desk, {"TEE": 1})
    take_payment(desk, view.order.id, [Tendered("transfer", view.order.due)])
    number = open_return(desk, view.order.id, [ComingBack(view.lines[0].id, ONE)])
    assert again(desk, view).order.state == "confirmed"
    assert expire_overdue(desk) == ()
    desk.clock.advance(days=31)  # type: ignore[attr-defined]
    assert expire_overdue(desk) == (number,)
    assert again(desk, view).order.state == "closed"
    with pytest.raises(Refused, match="expired"):
        receive_return(desk, 1)
    receive_return(desk, 1, late="it was on holiday at the post")
    assert again(desk, view).order.state == "confirmed"
    prove(desk)


def test_what_another_return_brought_does_not_come_twice(desk: Desk) -> None:
    view = sent(desk, {"TEE": 1})
    back = [ComingBack(view.lines[0].id, ONE)]
    open_return(desk, view.order.id, back)
    desk.clock.advance(days=31)  # type: ignore[attr-defined]
    expire_overdue(desk)
    open_return(desk, view.order.id, back, late="a good customer")
    receive_return(desk, 2)
    with pytest.raises(Refused, match="TEE: 0 can still come back"):
        receive_return(desk, 1, late="a good customer")
    prove(desk)


def test_an_order_paid_first_that_grows_after_it_left_waits_for_its_money(desk: Desk) -> None:
    view = order(desk, {"MUG": 1}, invoicing="payment")
    take_payment(desk, view.order.id, [Tendered("card", 1_500)])
    hand_over(desk, again(desk, view).shipments[0].id, "taken along")
    amend_order(desk, view.order.id, Amendment({view.lines[0].id: LineChange(pieces(3))}), "two more")
    assert again(desk, view).order.hold == "payment"
    prove(desk)


def test_a_parcel_at_a_time_is_paid_and_the_order_closes(desk: Desk) -> None:
    """3 × 4.99 at 20 % leave one by one: 5.99, 5.99 and 5.98."""
    line = LineRequest(pieces(3), "LAMP", price=49_900)
    order_id = place_order(desk, OrderRequest((line,), customer_id=1))
    take_payment(desk, order_id, [Tendered("card", 1_796)])
    view = view_order(desk, order_id)
    assert (view.order.total, view.order.due) == (1_796, 0)
    prove(desk)


def test_a_settled_return_gives_back_only_what_is_paid_beyond_what_is_owed(desk: Desk) -> None:
    """Half of it is paid: what comes back lowers what is owed first, and leaves nobody a debtor."""
    view = sent(desk, {"MUG": 2})
    take_payment(desk, view.order.id, [Tendered("card", view.order.total - 1_000)])
    settled = take_back(desk, view.order.id, [ComingBack(keys(view)["MUG"], ONE)], ["restock"], "card")
    assert settled.refunded == settled.credited - 1_000
    assert again(desk, view).order.due == 0
    prove(desk)


def test_a_price_is_reduced_in_one_go_with_the_money_and_a_later_return_is_worth_less(desk: Desk) -> None:
    view = sent(desk, {"MUG": 2, "TEE": 1})
    take_payment(desk, view.order.id, [Tendered("card", view.order.total)])
    with pytest.raises(Refused, match=r"Nothing of SO-1001 is owed to the customer; the rest is invoiced\."):
        refund_money(desk, view.order.id, "card", 500, reason="a scratch")
    refund_money(desk, view.order.id, "card", 500, reason="a scratch", because=Because.REDUCED)
    after = again(desk, view)
    note = after.papers[-1]
    assert (note.kind, note.total, after.order.due, after.order.state) == ("credit-note", 500, 0, "closed")
    assert after.payments[-1].kind == "refund"
    assert preview(desk, "credit-note", note.number).startswith(b"%PDF")
    prove(desk)
    back = [ComingBack(line.id, line.quantity) for line in view.goods]
    settled = take_back(desk, view.order.id, back, ["restock", "restock"], "card")
    assert settled.credited == view.order.total - 500
    assert again(desk, view).order.due == 0
    prove(desk)


def test_a_price_is_reduced_without_money_where_the_invoice_is_open(desk: Desk) -> None:
    view = sent(desk, {"MUG": 1})
    reduce_price(desk, view.papers[0].number, 300, "a scratch")
    note = again(desk, view).papers[-1].number
    with desk.reading() as connection:
        data = credit_note_data(connection, desk, PaperRequest(note))
    assert [(line.description, line.quantity, line.net + line.tax) for line in data.lines] == [
        ("Price reduction: Stoneware mug", ONE, 300)
    ]
    assert again(desk, view).order.due == view.order.total - 300
    with pytest.raises(Refused, match=r"At most 12\.00 of it can still be credited") as refusal:
        reduce_price(desk, view.papers[0].number, 1_201, "more")
    assert refusal.value.field == "amount"
    with pytest.raises(Refused, match="Say why"):
        reduce_price(desk, view.papers[0].number, 100, " ")
    prove(desk)


def test_a_payment_that_did_not_hold_is_owed_again_on_the_word_of_one_who_may(desk: Desk) -> None:
    view = sent(desk, {"MUG": 1})
    take_payment(desk, view.order.id, [Tendered("transfer", view.order.total, "direct debit")])
    save_user(desk, "carl", "counter")
    carl = Desk(desk.database, user="carl", clock=desk.clock)
    given = {"reason": "the bank took it back", "because": Because.NOT_HELD}
    with pytest.raises(NotAllowed):
        refund_money(carl, view.order.id, "transfer", view.order.total, **given)
    refund_money(desk, view.order.id, "transfer", view.order.total, **given)
    after = again(desk, view)
    assert (after.order.due, after.order.state) == (view.order.total, "confirmed")
    assert "owed again" in {each.what for each in after.events}
    prove(desk)


def test_the_price_of_what_is_not_invoiced_is_changed_on_the_order(desk: Desk) -> None:
    view = order(desk, {"MUG": 1})
    take_payment(desk, view.order.id, [Tendered("transfer", 1_500)])
    with pytest.raises(Refused, match="SO-1001 is not invoiced yet"):
        refund_money(desk, view.order.id, "transfer", 100, reason="a scratch", because=Because.REDUCED)
    refund_money(desk, view.order.id, "transfer", 100, reason="changed their mind")
    assert again(desk, view).order.due == 100
    prove(desk)
