"""An order read back on the command line."""

from __future__ import annotations

import re

from tests.cli.conftest import Call
from tests.cli.orders.test_story import PHONE


def test_it_is_told_and_noted_when_it_was_said(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    said = shop_at("order", "read-back", "1001")
    assert said.out.count("\n") == 1
    # After the last van of the day it can go on the next one.
    assert re.search(r"by Road; all of it can go .*; £115\.96 in all, on account\.", said.out)
    assert "read the order back" not in shop_at("order", "history", "1001").out
    facts = shop_at("--json", "order", "read-back", "1001", "--done").facts
    assert (facts["order"], facts["easily_misheard"], facts["noted"]) == ("SO-1001", 0, True)
    assert "read the order back to the customer: £115.96" in shop_at("order", "history", "1001").out
    shop_at("order", "cancel", "1001")
    assert "SO-1001 is cancelled; there is nothing to read back." in shop_at("order", "read-back", "1001").err
