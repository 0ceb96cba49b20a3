"""`order take`: shown as understood, marked where not, placed with --confirm; and a customer's own codes."""

from __future__ import annotations

from tests.cli.conftest import Call

BEN = '{"name": "Ben Ito", "address": {"line1": "12 Quay Street", "city": "Whitby", "postcode": "YO21 3PU"}}'


def test_an_order_in_one_line(shop: Call) -> None:
    line = "asha patel: 3 mug, 1 tee -10%, card, note leave at no 4"
    shown = shop("order", "take", line)
    assert shown.code == 0
    assert "Asha Patel" in shown.out
    assert "Total" in shown.out
    assert shop("--json", "order", "list").facts["orders"] == []
    facts = shop("--json", "order", "take", line).facts
    assert [(each["sku"], each["quantity"]) for each in facts["lines"]] == [("MUG", "3"), ("TEE", "1")]
    assert facts["not_understood"] == []
    placed = shop("--json", "order", "take", line, "--confirm").facts
    assert placed["total"] == facts["total"]
    assert shop("--json", "order", "show", placed["order"]).facts["instructions"] == "leave at no 4"
    assert len(shop("--json", "order", "list").facts["orders"]) == 1


def test_what_is_not_understood_is_marked_and_not_placed(shop: Call) -> None:
    line = "2 mug xyzzy, ship someday"
    said = shop("order", "take", line)
    assert said.code == 2, "a script must not take it for an order"
    shown = said.out.splitlines()
    assert shown[-4:] == [
        line,
        "      ^^^^^ No item is called “xyzzy”.",
        line,
        "             ^^^^^^^^^^^^ “someday” is not a day: say thu, tomorrow, 12 mar or 2026-12-03; “by …” says how.",
    ]
    wrong = shop("--json", "order", "take", line).facts["not_understood"]
    assert [each["words"] for each in wrong] == ["xyzzy", "ship someday"]
    refused = shop("--json", "order", "take", line, "--confirm")
    assert (refused.code, refused.error["field"]) == (2, "line")
    assert shop("--json", "order", "list").facts["orders"] == []


def test_a_customer_has_codes_of_their_own(shop: Call) -> None:
    number = shop("--json", "customer", "add", given=BEN).facts["id"]
    kept = shop("--json", "customer", "code", number, "kx-7", "MUG").facts["codes"]
    assert [(each["code"], each["sku"]) for each in kept] == [("KX-7", "MUG")]
    taken = shop("--json", "order", "take", f"{number}: 2*kx-7").facts
    assert taken["lines"] == [{"sku": "MUG", "quantity": "2"}]
    assert shop("customer", "code", number, "A", "NOTHING").code == 3
    assert shop("customer", "code", number, "kx-7", "--remove").out.strip() == "No codes."
