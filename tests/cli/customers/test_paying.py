"""`customer pay`: what is open is told, one payment goes to the oldest, or as it is said."""

from __future__ import annotations

from tests.cli.conftest import Call, an_order


def test_one_payment_for_two_invoices(shop: Call) -> None:
    assert shop("stock", "receive", "MUG", "50").code == 0
    for number in ("SO-1001", "SO-1002"):
        assert shop("order", "add", "-", given=an_order()).code == 0
        if number == "SO-1002":
            assert shop("order", "release", number, "--reason", "two are meant").code == 0
        assert shop("ship", number, "--unscanned", "the customer waits").code == 0
        assert shop("invoice", "issue", number).code == 0
    customer = shop("--json", "order", "show", "SO-1001").facts["customer"]["id"]
    found = shop("--json", "customer", "pay", customer).facts["bills"]
    assert [each["order"] for each in found] == ["SO-1001", "SO-1002"]
    assert [each["invoices"] for each in found] == [["INV-1001"], ["INV-1002"]]
    assert "INV-1002" in shop("customer", "pay", customer).out
    said = shop("--json", "customer", "pay", customer, "--amount", "3", "--on", "INV-1002=2", "--on", "SO-1001=1")
    assert [(each["order"], each["paid"]) for each in said.facts["paid"]] == [("SO-1001", "1.00"), ("SO-1002", "2.00")]
    assert shop("customer", "pay", customer, "--amount", "3", "--on", "INV-1002").code == 2
    assert shop("customer", "pay", customer, "--amount", "3", "--on", "INV-1002=2").code == 3
    left = shop("--json", "customer", "pay", customer).facts["bills"]
    assert shop("customer", "pay", customer, "--amount", left[0]["owed"], "--reference", "Bank 7").code == 0
    assert [each["order"] for each in shop("--json", "customer", "pay", customer).facts["bills"]] == ["SO-1002"]
