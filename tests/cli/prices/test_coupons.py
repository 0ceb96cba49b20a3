"""Coupons by the command line alone, on both databases: made, used, counted, refused and switched off."""

from __future__ import annotations

import json

from tests.cli.conftest import Call
from tests.cli.orders.test_story import PHONE


def test_a_coupon_lives_its_whole_life(shop_at: Call) -> None:
    assert shop_at("coupon", "list").out.strip() == "No coupons."
    made = shop_at("--json", "coupon", "add", "spring10", "--percent", "10", "--uses", "1", "--to", "2099-12-31").facts
    (one,) = made["coupons"]
    assert (one["code"], one["percent"], one["uses"], one["to"], one["used"]) == (
        "SPRING10", "10", 1, "2099-12-31", 0,
    )  # fmt: skip
    plain = json.loads(PHONE)
    whole = shop_at("--json", "order", "add", given=json.dumps(plain | {"confirm": False})).facts
    placed = shop_at("--json", "order", "add", "--coupon", "Spring10", given=PHONE).facts
    (off,) = placed["discounts"]
    goods = sum(float(line["net"]) for line in whole["lines"])
    assert (off["label"], float(off["amount"])) == ("Coupon SPRING10", round(goods / 10 + 1e-9, 2))
    again = shop_at("order", "add", given=json.dumps(plain | {"coupon": "SPRING10"}))
    assert again.code != 0
    assert "Coupon SPRING10 was used once, as often as it may be." in again.err
    assert "used 1 of 1" in shop_at("coupon", "list").out
    number = placed["order"]
    shop_at("order", "cancel", number)
    assert "used 0 of 1" in shop_at("coupon", "list").out
    changed = shop_at("--json", "coupon", "change", "spring10", "--amount", "2", "--uses", "none", "--each", "3").facts
    assert {name: changed["coupons"][0][name] for name in ("percent", "amount", "uses", "each")} == {
        "percent": None, "amount": "2.00", "uses": None, "each": 3,
    }  # fmt: skip
    assert shop_at("--json", "coupon", "off", "SPRING10").facts["coupons"][0]["on"] is False
    assert "is switched off" in shop_at("order", "add", "--coupon", "spring10", given=PHONE).err
    assert shop_at("coupon", "on", "spring10").code == 0
    assert shop_at("check", "--deep").code == 0


def test_what_is_no_coupon_is_refused_in_one_sentence(shop_at: Call) -> None:
    for words in (
        ("coupon", "add", "?", "--percent", "10"),
        ("coupon", "add", "TEN", "--percent", "101"),
        ("coupon", "add", "TEN", "--amount", "0"),
        ("coupon", "add", "TEN", "--percent", "10", "--uses", "many"),
        ("coupon", "change", "NONE", "--percent", "10"),
        ("coupon", "off", "NONE"),
    ):
        said = shop_at(*words)
        assert said.code != 0
        assert said.err.count("\n") == 1, said.err
    assert shop_at("coupon", "list").out.strip() == "No coupons."


def test_an_order_in_one_line_names_its_coupon(shop_at: Call) -> None:
    shop_at("coupon", "add", "FIVER", "--amount", "5", "--minimum", "1000")
    line = "patel: 2 mug, coupon fiver, collect"
    found = shop_at("--json", "order", "take", line).facts
    (wrong,) = found["not_understood"]
    assert wrong["words"] == "fiver"
    assert "asks for goods of 1,000.00 or more" in wrong["message"]
    shop_at("coupon", "change", "FIVER", "--minimum", "0")
    before = float(shop_at("--json", "order", "take", line.replace(", coupon fiver", "")).facts["total"])
    after = shop_at("--json", "order", "take", line).facts
    assert after["not_understood"] == []
    assert float(after["total"]) < before


def test_a_service_keeps_what_it_costs_the_shop(shop_at: Call) -> None:
    code = shop_at("--json", "service", "list").facts["services"][0]["code"]
    found = shop_at("--json", "service", "change", code, "--cost", "4.20").facts["services"]
    assert next(each["cost"] for each in found if each["code"] == code) == "4.20"
    found = shop_at("--json", "service", "change", code, "--cost", "none").facts["services"]
    assert next(each["cost"] for each in found if each["code"] == code) is None
    assert shop_at("service", "change", code, "--cost", "-1").code != 0
