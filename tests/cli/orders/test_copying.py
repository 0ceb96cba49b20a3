"""`order copy` and `order parked`, from the command line."""

from __future__ import annotations

from tests.cli.conftest import Call, an_order
from tests.cli.orders.test_story import PHONE


def test_a_cancelled_order_is_copied_as_a_draft(shop_at: Call) -> None:
    number = shop_at("--json", "order", "add", given=an_order()).facts["order"]
    assert shop_at("order", "cancel", number, "--reason", "changed her mind").code == 0
    copied = shop_at("--json", "order", "copy", number)
    assert copied.code == 0
    shown = shop_at("--json", "order", "show", copied.facts["order"]).facts
    assert (shown["state"], shown["order"] == number) == ("draft", False)
    assert shop_at("order", "copy", "SO-9999").code == 3
    assert f"copied it from {number}." in shop_at("order", "history", copied.facts["order"]).out


def test_what_has_changed_since_the_order_is_told(shop_at: Call) -> None:
    number = shop_at("--json", "order", "add", given=PHONE).facts["order"]
    assert shop_at("--json", "order", "copy", number).facts["changes"] == []
    shop_at("order", "amend", number, "--price", "MUG=9.99", "--reason", "a friend")
    copied = shop_at("--json", "order", "copy", number).facts
    assert copied["changes"] == ["MUG: price up from 9.99 to 12.50"]
    assert "Changed since: MUG: price up from 9.99 to 12.50" in shop_at("order", "copy", number).out


def test_nothing_parked_is_said(shop_at: Call) -> None:
    assert shop_at("order", "parked").out.strip() == "No sale is parked."
    assert shop_at("--json", "order", "parked").facts == {"parked": []}
