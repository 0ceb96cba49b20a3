"""Tenders on the command line: added, paid by under their name, changed while they may, retired."""

from __future__ import annotations

from tests.cli.conftest import Call, an_order


def test_a_tender_of_ones_own(shop: Call) -> None:
    assert shop("stock", "receive", "MUG", "5").code == 0
    added = shop("--json", "tender", "add", "Gift voucher", "--kind", "voucher")
    assert added.facts["tenders"][-1] | {"name": "Gift voucher", "account": "tender"} == added.facts["tenders"][-1]
    assert shop("order", "add", "-", given=an_order()).code == 0
    assert "gift-voucher" in shop("pay", "SO-1001").err
    paid = shop("--json", "pay", "SO-1001", "--tender", "gift voucher", "--amount", "2.00")
    assert paid.facts["paid"] == "2.00"
    assert shop("--json", "order", "show", "SO-1001").facts["payments"][0]["tender_name"] == "Gift voucher"
    assert shop("tender", "change", "Gift voucher", "--account", "bank").code == 3
    assert shop("tender", "change", "gift-voucher", "--name", "Bon", "--drawer", "no").code == 0
    assert "retired" in shop("tender", "retire", "Bon").out
    refused = shop("pay", "SO-1001", "--tender", "Bon", "--amount", "1.00")
    assert (refused.code, "Bon is retired" in refused.err) == (3, True)
    assert shop("refund", "SO-1001", "--owed-again", "--tender", "Bon", "--amount", "2.00").code == 0
    assert shop("tender", "use", "Bon").code == 0
    assert shop("--json", "check", "--deep").code == 0


def test_what_no_tender_can_be(shop: Call) -> None:
    assert shop("tender", "add", "Coins", "--kind", "cash").code == 2
    assert shop("tender", "change", "card").code == 3
    assert "There is no tender florins" in shop("pay", "SO-1", "--tender", "florins", "--amount", "1").err
    assert shop("tender", "retire", "cash").code == 3
