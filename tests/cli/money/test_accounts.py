"""The books on the command line: the journal as a table, as JSON and as CSV, and accounts called as one wants."""

from __future__ import annotations

import csv
import io

from tests.cli.conftest import Call, an_order


def paid(shop: Call) -> None:
    """A mug sold, billed and paid by card."""
    assert shop("stock", "receive", "MUG", "5").code == 0
    assert shop("order", "add", "-", given=an_order()).code == 0
    assert shop("ship", "SO-1001", "--unscanned", "the customer waits").code == 0
    assert shop("invoice", "issue", "SO-1001").code == 0
    assert shop("pay", "SO-1001", "--tender", "card").code == 0


def test_the_journal_is_told_three_ways(shop: Call) -> None:
    paid(shop)
    facts = shop("--json", "report", "journal").facts
    assert facts["totals"]["Debit"] == facts["totals"]["Credit"] != "0.00"
    assert {row["Document"] for row in facts["rows"]} == {"Invoice", "Payment"}
    rows = list(csv.reader(io.StringIO(shop("report", "journal", "--csv").out)))
    assert rows[0] == ["Day", "Document", "Number", "About", "Code", "Account", "Debit", "Credit"]
    assert [row[1] for row in rows[1:-1]] == [row["Document"] for row in facts["rows"]]
    assert "Total" in shop("report", "journal").out


def test_accounts_are_told_as_of_a_day(shop: Call) -> None:
    paid(shop)
    now = {row["Account"]: row["Balance"] for row in shop("--json", "report", "accounts").facts["rows"]}
    assert now["Customers owe"] == "0.00"
    assert float(now["Card payments on their way"]) > 0
    assert shop("--json", "report", "accounts", "--day", "2020-01-01").facts["rows"] == []


def test_an_account_is_called_as_the_accountant_does(shop: Call) -> None:
    paid(shop)
    said = shop("--json", "account", "name", "sales at 20%", "--code", "4000", "--name", "Turnover")
    assert said.code == 0, said.err
    assert {"code": "4000", "name": "Turnover", "usual_name": "Sales at 20%"} in said.facts["accounts"]
    again = shop("--json", "account", "name", "4000", "--code", "")
    assert {"code": "", "name": "Turnover", "usual_name": "Sales at 20%"} in again.facts["accounts"]
    assert "Turnover" in {row["Account"] for row in shop("--json", "report", "journal").facts["rows"]}
    for wrong in (("Shells", "--code", "1"), ("Bank",), ("Bank", "--code", "1 2"), ("Bank", "--code", "")):
        assert shop("account", "name", *wrong).code == 3
    assert (
        shop("account", "name", "Bank", "--code", "9").code == shop("account", "name", "Safe", "--code", "9").code == 0
    )
    assert "2 accounts are called 9" in shop("account", "name", "9", "--name", "x").err
