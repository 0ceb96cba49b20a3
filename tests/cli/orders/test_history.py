"""The story of an order, what changed in it since a moment, and what is open of it given up, by command line alone."""

from __future__ import annotations

from tests.cli.conftest import Call
from tests.cli.orders.test_story import PHONE


def test_an_order_is_told_as_a_story(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    story = shop_at("order", "history", "1001").out.splitlines()
    assert story[0] == "Today"
    assert story[1].endswith("took the order by telephone.")
    shop_at("order", "amend", "1001", "--set", "MUG=5", "--reason", "she rang again")
    shop_at("order", "hold", "1001", "--note", "ask her first")
    told = shop_at("--json", "order", "history", "1001").facts["told"]
    assert [each["what"] for each in told][:3] == ["placed", "confirmed", "message"]
    assert any("MUG 3 → 5. Reason: she rang again." in each["sentence"] for each in told)


def test_what_changed_since_is_told(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    shop_at("order", "amend", "1001", "--set", "MUG=5", "--reason", "she rang again")
    assert "Nothing has changed." in shop_at("order", "history", "1001", "--since", "told").out
    shop_at("order", "hold", "1001", "--note", "ask her first")
    facts = shop_at("--json", "order", "history", "1001", "--since", "told").facts
    assert [each["what"] for each in facts["changes"]] == ["held"]
    facts = shop_at("--json", "order", "history", "1001", "--since", "confirm").facts
    assert [each["what"] for each in facts["changes"]] == ["amended", "held"]
    assert "no such moment" in shop_at("order", "history", "1001", "--since", "paper").err
    assert "Say since when" in shop_at("order", "history", "1001", "--since", "soon").err
    assert "ask her first" in shop_at("order", "history", "1001", "--since", "today").out


def test_what_is_open_is_given_up_with_a_reason(shop_at: Call) -> None:
    shop_at("order", "add", given=PHONE)
    shop_at("order", "amend", "1001", "--set", "MUG=500", "--reason", "a wedding")
    assert "Say why" in shop_at("order", "cancel-open", "1001", "MUG=100").err
    assert "less than that still open" in shop_at("order", "cancel-open", "1001", "MUG=500", "--reason", "no").err
    assert shop_at("order", "cancel-open", "1001", "MUG=100", "--reason", "the wedding is off").code == 0
    story = shop_at("order", "history", "1001", "--since", "told").out
    assert "cancelled a part of what was open: the wedding is off." in story
    assert shop_at("check", "--deep").code == 0
