"""Deposits and when an order is invoiced by the command line alone, on both databases."""

from __future__ import annotations

import json

from tests.cli.conftest import Call
from tests.cli.orders.test_story import PHONE

DEPOSIT = json.dumps(json.loads(PHONE) | {"deposit": "30%"})


def test_a_deposit_is_asked_paid_and_applied(shop_at: Call) -> None:
    placed = shop_at("--json", "order", "add", given=DEPOSIT).facts
    assert placed["hold_note"] == "Waiting for the deposit of 34.79 before it is picked."
    assert "SH-1001 is on hold" in shop_at("pick", "start", "SO-1001").err
    told = shop_at("--json", "order", "terms", "1001").facts
    assert (told["invoicing"], told["deposit"], told["awaited"]) == ("shipment", "30 %", "34.79")
    paid = shop_at("--json", "pay", "1001", "--tender", "card", "--deposit").facts
    assert (paid["paid"], paid["balance"], paid["payment"]) == ("34.79", "81.17", "deposit")
    assert "asks for no money first" in shop_at("pay", "1001", "--tender", "card", "--deposit").err
    assert shop_at("--json", "order", "terms", "1001").facts["deposit_held"] == "34.79"
    assert shop_at("--json", "order", "show", "1001").facts["terms"]["deposit_asked"] == "34.79"
    day = shop_at("--json", "report", "day").facts
    assert (day["deposits"]["taken"], day["closing"]["deposits"]) == ("34.79", "34.79")
    kept = shop_at("--json", "order", "cancel", "1001", "--give-back", "store-credit").facts
    assert (kept["state"], kept["balance"]) == ("cancelled", "0.00")
    assert shop_at("check", "--deep").code == 0


def test_terms_are_set_and_taken_back(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    set_ = shop_at("order", "terms", "1001", "--deposit", "50", "--reserve-until", "2099-01-01")
    assert set_.code != 0, "a century is too long"
    assert "Waiting for payment of 115.96" in shop_at("order", "terms", "1001", "--invoicing", "payment").out
    assert "asks no deposit" in shop_at("order", "terms", "1001", "--deposit", "5").err
    facts = shop_at("--json", "order", "terms", "1001", "--invoicing", "shipment", "--deposit", "50.00").facts
    assert (facts["hold"], facts["deposit_asked"]) == ("payment", "50.00")
    assert "hold" not in shop_at("--json", "order", "terms", "1001", "--deposit", "none").facts
    assert shop_at("--json", "order", "let-go").facts == {"orders": [], "tied": []}
