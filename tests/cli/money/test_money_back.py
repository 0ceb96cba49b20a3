"""The verbs that credit and give back: an invoice in parts, another tender, what comes too late, a refused parcel."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import NORTHSIDE, Call, an_order


def sent(shop: Call, **more: object) -> None:
    """SO-1001 with one mug, sent and invoiced as INV-1001."""
    assert shop("stock", "receive", "MUG", "5").code == 0
    assert shop("order", "add", "-", given=an_order(**more)).code == 0
    assert shop("ship", "SO-1001", "--unscanned", "the customer waits").code == 0
    assert shop("invoice", "issue", "SO-1001").code == 0


def test_lines_and_charges_of_an_invoice_are_credited(shop: Call) -> None:
    sent(shop, service="road")
    said = shop("invoice", "credit", "1001", "--line", "road=1", "--reason", "never arrived", "--json")
    assert said.code == 0, said.err
    assert (said.facts["credit_notes"], said.facts["credited"]) == (["CN-1001"], "8.28")
    again = shop("invoice", "credit", "INV-1001", "--line", "road=1", "--reason", "again", "--json")
    assert (again.code, again.error["field"]) == (3, "line")
    more = shop("invoice", "credit", "INV-1001", "--line", "MUG=2", "--reason", "dented")
    assert (more.code, "1 of INV-1001 can still be credited" in more.err) == (3, True)
    assert shop("invoice", "credit", "INV-1001").code == 3, "a credit needs its reason"
    rest = shop("invoice", "credit", "INV-1001", "--reason", "dented", "--json")
    assert (rest.facts["credited"], rest.facts["balance"], rest.facts["state"]) == ("15.00", "0.00", "closed")
    assert shop("invoice", "credit", "INV-9", "--reason", "wrong").code == 3
    assert shop("check", "--deep").code == 0


def test_money_goes_back_as_it_came_unless_a_person_says_otherwise(shop: Call) -> None:
    sent(shop)
    assert shop("till", "open", "--float", "50").code == 0
    assert shop("pay", "SO-1001", "--tender", "card", "--amount", "10", "--tender", "cash", "--amount", "5").code == 0
    refused = shop("refund", "SO-1001", "--owed-again", "--tender", "cash", "--amount", "6", "--reason", "agreed")
    assert refused.code == 3
    assert "At most 5.00 can go back by cash on SO-1001; 10.00 by card." in refused.err
    unknown = shop("refund", "SO-1001", "--owed-again", "--tender", "transfer", "--amount", "1", "--reason", "agreed")
    assert (unknown.code, "At most 0.00 can go back by bank transfer" in unknown.err) == (3, True)
    silent = shop("refund", "SO-1001", "--owed-again", "--tender", "cash", "--amount", "6", "--other-tender")
    assert (silent.code, "--reason" in silent.err) == (2, True)
    allowed = shop(
        "refund",
        "SO-1001",
        "--owed-again",
        "--tender",
        "cash",
        "--amount",
        "6",
        "--other-tender",
        "--reason",
        "the card is lost",
    )
    assert allowed.code == 0, allowed.err
    told = json.dumps(shop("--json", "order", "history", "SO-1001").facts)
    assert "(cash). Reason: the card is lost" in told
    over = shop("refund", "SO-1001", "--owed-again", "--tender", "card", "--amount", "10", "--reason", "agreed")
    assert (over.code, "At most 9.00" in over.err) == (3, True)
    assert (
        shop("refund", "SO-1001", "--owed-again", "--tender", "card", "--amount", "9", "--reason", "agreed").code == 0
    )
    assert shop("check", "--deep").code == 0


def test_the_same_change_twice_is_refused_the_second_time(shop: Call) -> None:
    assert shop("stock", "receive", "MUG", "2").code == 0
    assert shop("order", "add", "-", given=an_order(lines=[{"sku": "MUG", "quantity": "100"}])).code == 0
    assert shop("ship", "SO-1001", "--unscanned", "the customer waits").code == 0
    assert shop("invoice", "issue", "SO-1001").code == 0
    change = ("order", "amend", "SO-1001", "--set", "MUG=99", "--reason", "one less")
    assert shop(*change).code == 0
    again = shop(*change)
    assert (again.code, "is like that already" in again.err) == (3, True)


def test_a_refused_parcel_is_taken_back_and_ends_with_its_charges_credited(shop: Call) -> None:
    fee = [{"label": "COD fee", "price": "4.00"}]
    sent(shop, service="road", tender="cod", charges=fee)
    assert shop("deliver", "SO-1001", "--refused", "nobody at home", "--json").facts["state"] == "returned-to-sender"
    assert shop("return", "open", "SO-1001").code == 0
    assert shop("return", "receive", "RMA-1001").code == 0
    assert shop("return", "inspect", "RMA-1001").code == 0
    assert shop("return", "settle", "RMA-1001").code == 0
    credited = shop("invoice", "credit", "INV-1001", "--reason", "the parcel was refused", "--json")
    assert (credited.facts["balance"], credited.facts["state"]) == ("0.00", "closed")
    assert shop("check", "--deep").code == 0


def test_cash_that_goes_back_is_told_in_the_coins_there_are(call: Call, tmp_path: Path) -> None:
    """Where the least coin is 0.05, 33.33 is 33.35 in the hand."""
    file = tmp_path / "coins.toml"
    coins = 'currency = "GBP"\ncash_step = "5"'
    file.write_text(NORTHSIDE.read_text(encoding="utf-8").replace('currency = "GBP"', coins), encoding="utf-8")
    assert call("init", "--shop", str(file)).code == 0
    order = {"channel": "counter", "lines": [{"sku": "MUG", "quantity": "3", "price": "33.33"}]}
    assert call("order", "add", given=json.dumps(order)).code == 0
    total = call("--json", "order", "show", "1001").facts["total"]
    assert call("till", "open", "--float", "100").code == 0
    assert call("pay", "1001", "--tender", "cash", "--amount", total).code == 0
    said = call("refund", "1001", "--tender", "cash", "--amount", "33.33", "--reason", "one was chipped")
    assert said.out == "33.33 given back on SO-1001; hand out 33.35\n"
    assert call("--json", "refund", "1001", "--tender", "cash", "--amount", "1.00").facts["handed_out"] == "1.00"


def test_a_carrier_brings_what_its_parcels_collected(shop: Call) -> None:
    """Of an order paid on delivery that leaves in two parcels the first brings its own part."""
    order = json.loads(an_order(tender="cod", service="road"))
    order["lines"] = [{"sku": "MUG", "quantity": "2"}, {"sku": "LAMP", "quantity": "1"}]
    assert shop("order", "add", given=json.dumps(order)).code == 0
    assert shop("pick", "start", "1001").code == 0
    assert shop("pick", "done", "PL-1001", "--short", "LAMP=1").code == 0
    assert shop("pack", "1001").code == 0
    assert shop("ship", "1001", "--tracking", "T1").code == 0
    assert shop("invoice", "issue", "1001").code == 0
    billed = shop("--json", "order", "show", "1001").facts["invoices"][0]["total"]
    assert shop("--json", "pay", "1001", "--tender", "cod").facts["paid"] == billed
    rest = shop("--json", "order", "show", "1001").facts["balance"]
    assert shop("--json", "pay", "1001", "--tender", "card").facts["paid"] == rest, "the customer pays the rest here"
    assert shop("check", "--deep").code == 0


def test_the_payment_that_is_given_back_is_named(shop: Call) -> None:
    assert shop("order", "add", "-", given=an_order()).code == 0
    for _ in range(2):
        assert shop("pay", "SO-1001", "--tender", "card", "--amount", "3.00").code == 0
    refused = shop("refund", "SO-1001", "--owed-again", "--tender", "card", "--amount", "4.00", "--of", "R-1001")
    assert (refused.code, "At most 3.00 of R-1001 can go back by card" in refused.err) == (3, True)
    assert shop("refund", "SO-1001", "--owed-again", "--tender", "card", "--amount", "2.00", "--of", "r-1001").code == 0
    assert shop("refund", "SO-1001", "--owed-again", "--tender", "card", "--amount", "1.00").code == 0
    rows = shop("--json", "order", "show", "SO-1001").facts["payments"]
    assert [row.get("gives_back") for row in rows] == [None, None, "R-1001", "R-1002"]
    assert shop("refund", "SO-1001", "--owed-again", "--tender", "card", "--amount", "1.00", "--of", "R-9").code == 3


def test_what_an_invoice_asks_for_goes_back_by_a_credit_note_or_a_word(shop: Call) -> None:
    sent(shop)
    assert shop("pay", "SO-1001", "--tender", "card").code == 0
    plain = ("refund", "SO-1001", "--tender", "card", "--amount", "2", "--reason", "a scratch")
    refused = shop(*plain)
    assert refused.code == 3
    assert "Nothing of SO-1001 is owed to the customer; the rest is invoiced." in refused.err
    assert shop("--json", *plain, "--price-reduction").facts["balance"] == "0.00"
    assert "CN-1001" in shop("order", "show", "SO-1001").out
    assert shop("--json", *plain, "--owed-again").facts["balance"] == "2.00"
    reduced = shop("--json", "invoice", "credit", "INV-1001", "--reduce", "2", "--reason", "a dent").facts
    assert (reduced["credited"], reduced["balance"]) == ("2.00", "0.00")
    both = shop("invoice", "credit", "INV-1001", "--reduce", "2", "--line", "MUG=1", "--reason", "a dent")
    assert (both.code, "or an amount" in both.err) == (2, True)
    assert shop("check", "--deep").code == 0
