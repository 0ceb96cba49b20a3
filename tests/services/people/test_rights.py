"""Who may do what: roles on real use cases, PINs and their lock, and what one person lends another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.people.pins import checked_pin, wait_after
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.rights import LIMITS, RIGHTS, ROLES, NotAllowed, may
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.history import history_of
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.money.paying import Tendered, refund_money, take_payment
from orderdesk.services.money.tills import open_till, x_report
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.people import users
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.services.stock.stocking import adjust
from tests.factories import northside

PINS = {"anna": "13579", "max": "24680", "cora": "1122", "paul": "3344"}


@pytest.fixture
def desk(database: Database) -> Desk:
    """Northside with an owner, a manager, a clerk, a packer and a guest, each but the guest with a PIN."""
    made = northside(database)
    for name, role in (("max", "manager"), ("cora", "counter"), ("paul", "packer"), ("gast", "read-only")):
        users.save_user(made, name, role)
    for name, pin in PINS.items():
        users.set_pin(made, name, pin)
    return made


def _as(desk: Desk, name: str) -> Desk:
    return replace(desk, user=name)


def _order(desk: Desk, discount: int | None = None, money_off: int = 0) -> int:
    lines = (LineRequest(pieces(2), "MUG", discount=discount),)
    return place_order(desk, OrderRequest(lines=lines, customer_id=1, service="road", discount=money_off))


def test_the_table_names_roles_and_an_owner_may_do_everything() -> None:
    for right, roles in RIGHTS.items():
        assert set(roles) <= set(ROLES), right
        assert "owner" in roles
        assert not may("read-only", right)
    for right, limits in LIMITS.items():
        assert set(limits) == set(ROLES), right
        assert limits["owner"] is None


def test_each_role_does_its_own_work_and_no_other(desk: Desk) -> None:
    order_id = _order(_as(desk, "cora"))
    with pytest.raises(NotAllowed, match=r"paul \(packer\) may not take orders; ask an owner, a manager or a c"):
        _order(_as(desk, "paul"))
    with pytest.raises(NotAllowed, match=r"cora \(counter\) may not cancel orders; ask an owner or a manager\."):
        cancel_order(_as(desk, "cora"), order_id, "changed their mind")
    with pytest.raises(NotAllowed, match="adjust stock"):
        adjust(_as(desk, "paul"), "MUG", pieces(1), "found")
    with pytest.raises(NotAllowed, match=r"gast \(read-only\) may not pack goods"):
        pack_shipment(_as(desk, "gast"), 1)
    with pytest.raises(NotAllowed, match=r"max \(manager\) may not manage people; ask an owner\."):
        users.save_user(_as(desk, "max"), "new", "counter")
    edit_shop(_as(desk, "max"), form_of(shop_now(desk)))
    cancel_order(_as(desk, "max"), order_id, "changed their mind")


def test_who_does_not_work_here_writes_nothing(desk: Desk) -> None:
    with pytest.raises(NotFound, match="zoe does not work here"):
        _order(_as(desk, "zoe"))
    with pytest.raises(NotFound, match="Nobody is at the desk"):
        _order(_as(desk, ""))
    users.retire_user(desk, "cora")
    with pytest.raises(NotFound, match="cora does not work here"):
        _order(_as(desk, "cora"))


def test_whoever_names_nobody_is_asked_who_they_are(database: Database) -> None:
    made = northside(database)
    users.save_user(made, "anna", "owner")
    assert users.admit(_as(made, users.UNNAMED), str).user == "anna"
    users.save_user(made, "paul", "packer")
    with pytest.raises(NotFound, match="Nobody is at the desk; say who you are"):
        users.admit(_as(made, users.UNNAMED), str)


def test_a_shop_of_one_person_without_a_pin_asks_nothing(database: Database) -> None:
    made = northside(database)
    assert _order(_as(made, "whoever"))


def test_a_discount_is_given_within_the_limit_of_the_role(desk: Desk) -> None:
    _order(_as(desk, "cora"), discount=100_000)
    with pytest.raises(NotAllowed, match=r"cora \(counter\) may not give this discount; ask an owner or a manager\."):
        _order(_as(desk, "cora"), discount=100_001)
    with pytest.raises(NotAllowed, match=r"max \(manager\) may not give this discount; ask an owner\."):
        _order(_as(desk, "max"), discount=300_001)
    with pytest.raises(NotAllowed, match="this discount"):
        _order(_as(desk, "cora"), money_off=1_000)
    users.set_limit(desk, "counter", "give this discount", 200_000)
    _order(_as(desk, "cora"), discount=200_000)
    users.set_limit(desk, "counter", "give this discount", None)
    _order(_as(desk, "cora"), discount=900_000)
    with pytest.raises(Refused, match="at most 100 percent"):
        users.set_limit(desk, "counter", "give this discount", 1_000_001)


def test_an_override_is_written_down_with_who_asked_who_allowed_and_why(desk: Desk) -> None:
    order_id = _order(desk)
    lent = users.approved_by(_as(desk, "cora"), "max", PINS["max"], "caller changed their mind")
    cancel_order(lent, order_id, "not wanted")
    with desk.reading() as connection:
        (told,) = [each for each in history_of(connection, "order", order_id) if each.what == "override"]
    assert told.user == "cora"
    assert told.detail == "cancel orders; max allowed it: caller changed their mind"
    with pytest.raises(NotAllowed):
        cancel_order(lent, _order(desk), "a second one")


def test_a_refused_use_case_does_not_use_up_what_was_lent(desk: Desk) -> None:
    lent = users.approved_by(_as(desk, "cora"), "max", PINS["max"], "asked")
    with pytest.raises(Refused, match="Say why"):
        cancel_order(lent, _order(desk), " ")
    cancel_order(lent, _order(desk), "not wanted")


def test_overrides_stand_on_the_report_of_the_till(desk: Desk) -> None:
    open_till(desk, float_amount=10_000)
    order_id = _order(desk)
    take_payment(desk, order_id, [Tendered("cash", 2_000)])
    with pytest.raises(NotAllowed, match="may not refund money"):
        refund_money(_as(desk, "cora"), order_id, "cash", 500, reason="chipped")
    lent = users.approved_by(_as(desk, "cora"), "max", PINS["max"], "chipped mug")
    refund_money(lent, order_id, "cash", 500, reason="chipped")
    listed = [(each.what, each.user, each.count) for each in x_report(desk).watched]
    assert ("override: give back this much cash; max allowed it: chipped mug", "cora", 1) in listed
    assert ("override: refund money; max allowed it: chipped mug", "cora", 1) in listed


def test_only_another_person_with_a_pin_and_the_right_can_allow(desk: Desk) -> None:
    cora = _as(desk, "cora")
    with pytest.raises(Refused, match="your own PIN does not"):
        users.approved_by(cora, "cora", PINS["cora"], "why not")
    with pytest.raises(Refused, match="gast has no PIN yet"):
        users.approved_by(cora, "gast", "", "why not")
    with pytest.raises(Refused, match="Enter the reason"):
        users.approved_by(cora, "max", PINS["max"], " ")
    lent = users.approved_by(cora, "paul", PINS["paul"], "he is here")
    with pytest.raises(NotAllowed):
        cancel_order(lent, _order(desk), "not wanted")
    assert users.approvers(cora, "cancel orders") == ["anna", "max"]


def test_a_pin_lets_in_and_wrong_ones_wait_longer_each_time(desk: Desk) -> None:
    assert users.sign_in(desk, "max", PINS["max"]).user == "max"
    now = desk.clock()
    for wrong in range(1, 6):
        now += timedelta(minutes=1)
        with pytest.raises(Refused, match="That is not the PIN of max"):
            users.sign_in(replace(desk, clock=lambda at=now: at), "max", "99999")
        assert wait_after(wrong) <= timedelta(minutes=1)
    with pytest.raises(Refused, match="Too many wrong PINs for max at this PC; try again in 30 seconds"):
        users.sign_in(replace(desk, clock=lambda: now), "max", PINS["max"])
    later = replace(desk, clock=lambda: now + timedelta(minutes=6))
    assert users.sign_in(later, "max", PINS["max"]).user == "max"
    with pytest.raises(Refused, match="That is not the PIN"):
        users.sign_in(later, "max", "")


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "", "7777", "١٢٣٤"])
def test_a_pin_is_four_to_eight_digits(pin: str) -> None:
    with pytest.raises(Refused):
        checked_pin(pin)


def test_pins_are_nowhere_to_be_read(desk: Desk) -> None:
    # Long enough never to stand in a hash by chance, as four digits do once in some hundred times.
    users.set_pin(_as(desk, "cora"), "cora", "90817263")
    with desk.reading() as connection:
        kept = connection.execute(text("SELECT name, pin FROM users")).all()
        told = connection.execute(text("SELECT detail FROM events")).scalars().all()
    assert len({pin for _name, pin in kept}) == 5
    assert not [each for each in (*(pin for _name, pin in kept), *told) if "90817263" in each]


def test_each_changes_their_own_pin_and_an_owner_anyones(desk: Desk) -> None:
    users.set_pin(_as(desk, "cora"), "cora", "5151")
    with pytest.raises(NotAllowed, match="manage people"):
        users.set_pin(_as(desk, "cora"), "max", "5151")
    users.set_pin(desk, "cora", "")
    assert users.sign_in(desk, "cora").user == "cora"
