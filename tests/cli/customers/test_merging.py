"""Customers taken down twice, by command line: seen, previewed and made one."""

from __future__ import annotations

import json

from tests.cli.conftest import Call

TWICE = json.dumps({"name": "Aisha Patel", "phone": "+44 1947 555 0100", "email": "asha.patel@example.com"})


def test_a_customer_taken_down_twice_is_seen_and_merged(shop_at: Call) -> None:
    made = shop_at("--json", "customer", "add", given=TWICE).facts
    assert made["id"] == "C-1002"
    seen = shop_at("--json", "customer", "likely", "1001").facts
    assert [(each["id"], each["why"]) for each in seen["likely"]] == [("C-1002", seen["likely"][0]["why"])]
    assert "C-1002" in shop_at("customer", "likely", "C-1001").out
    lines = {"customer": {"id": "C-1002"}, "lines": [{"sku": "MUG", "quantity": 1}]}
    assert shop_at("order", "add", given=json.dumps(lines)).code == 0
    dry = shop_at("--json", "customer", "merge", "1001", "1002", "--dry-run").facts
    assert (dry["merged"], dry["moves"][0][:13]) == (False, "1 order moves")
    assert shop_at("--json", "customer", "show", "1001").facts["orders"] == 0
    done = shop_at("customer", "merge", "1001", "1002", "--reason", "the same woman")
    assert done.code == 0
    assert done.out.startswith("C-1002 Aisha Patel is C-1001 Asha Patel now:\n1 order moves")
    kept = shop_at("--json", "customer", "show", "C-1002").facts
    assert (kept["id"], kept["orders"]) == ("C-1001", 1)
    assert shop_at("customer", "likely", "1001").out == "Nobody is likely the same as C-1001 Asha Patel.\n"
    again = shop_at("--json", "customer", "merge", "1001", "1002")
    assert (again.code != 0, again.error["message"]) == (True, "Choose another customer to merge with.")


def test_a_number_that_nobody_has_is_refused(shop: Call) -> None:
    said = shop("--json", "customer", "merge", "1001", "1009")
    assert said.code != 0
    assert said.error["message"] == "There is no customer C-1009."
