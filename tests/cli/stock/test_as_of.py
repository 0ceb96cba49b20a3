"""Stock at a past moment by the command line."""

from __future__ import annotations

from tests.cli.conftest import Call, an_order


def test_an_item_as_of_a_moment_is_shown_beside_now(shop: Call) -> None:
    on_hand = int(shop("--json", "stock", "show", "MUG").facts["on_hand"])
    shop("order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": "3"}]))
    shop("stock", "adjust", "MUG", "-2", "--reason", "broken")
    now = shop("--json", "stock", "show", "MUG", "--as-of", "today").facts
    assert (now["on_hand"], now["reserved"]) == (str(on_hand - 2), "3")
    assert now["reserved_for"] == [{"order": "SO-1001", "quantity": "3", "now": "3"}]
    assert now["note"] == ""
    before = shop("--json", "stock", "show", "MUG", "--as-of", "2001-03-03 12:00").facts
    assert (before["on_hand"], before["on_hand_now"]) == ("0", str(on_hand - 2))
    assert before["note"].startswith("Nothing of MUG had moved by then; the first movement was on")
    assert {"kind": "adjustment", "movements": 1, "quantity": "-2"} in before["since"]
    said = shop("stock", "show", "MUG", "--as-of", "today")
    assert "for SO-1001" in said.out


def test_the_whole_shop_as_of_a_moment_comes_to_a_value(shop: Call) -> None:
    found = shop("--json", "stock", "list", "--as-of", "today").facts
    assert [each["sku"] for each in found["items"]] == sorted(each["sku"] for each in found["items"])
    assert found == {**shop("--json", "stock", "list").facts, "as_of": found["as_of"]}
    assert "Total" in shop("stock", "list").out
    empty = shop("--json", "stock", "list", "--as-of", "2001-03-03 12:00").facts
    assert (empty["items"], empty["value"]) == ([], "0.00")
    assert "the first movement was on" in empty["note"]


def test_what_is_no_past_moment_is_refused(shop: Call) -> None:
    assert "is still to come" in shop("--json", "stock", "list", "--as-of", "2999-01-01 12:00").error["message"]
    for wrong in ("noon-ish", "2026-02-30 12:00", "25:00"):
        refused = shop("--json", "stock", "show", "MUG", "--as-of", wrong)
        assert (refused.code, refused.error["field"]) == (3, "as-of"), wrong
