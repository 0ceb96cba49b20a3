"""Settings, coupons: made, changed and switched off by keys alone, and what is refused stays beside its field."""

from __future__ import annotations

from orderdesk.services.prices.coupons import coupons_of
from orderdesk.ui.settings.prices.coupons import CouponsSection
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk


def test_a_coupon_by_keys_alone(clerk: Clerk) -> None:
    section = open_section(clerk, "Coupons", CouponsSection)
    assert section.meaning.text() == "There is no coupon yet."
    push(clerk, "Add coupon")
    for name, text in (("Code", "spring 10"), ("Discount", "110%"), ("Uses in all", "many")):
        type_in(clerk, name, text)
    clerk.send()
    assert clerk.dialog.fields["worth"].error
    type_in(clerk, "Discount", "10%")
    clerk.send()
    assert "whole number" in clerk.dialog.fields["most_uses"].error
    assert coupons_of(clerk.desk) == []
    type_in(clerk, "Uses in all", "100")
    type_in(clerk, "Last day", "2999-12-31")
    clerk.send()
    (made,) = coupons_of(clerk.desk)
    assert (made.coupon.code, made.coupon.rate, made.coupon.most_uses) == ("SPRING10", 100_000, 100)
    cells = [str(section.list.rows_model.index(0, column).data()) for column in range(6)]
    assert cells == ["SPRING10", "10% off", "", "Always", "31/12/2999", "0 of 100"]
    push(clerk, "Change")
    type_in(clerk, "Discount", "delivery")
    clerk.send()
    (made,) = coupons_of(clerk.desk)
    assert (made.coupon.free_delivery, made.coupon.rate, made.coupon.most_uses) == (1, 0, 100)
    push(clerk, "Switch off")
    assert clerk.said == "Coupon SPRING10 is off"
    assert section.switch.text() == "Switch on"
    clerk.press("Ctrl+Z")
    assert coupons_of(clerk.desk)[0].coupon.active == 1
