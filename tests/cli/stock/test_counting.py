"""Counts and short picks by the command line: who waits is named, and released on a word."""

from __future__ import annotations

from tests.cli.conftest import Call, an_order


def test_a_count_below_what_is_reserved_names_who_waits(shop: Call) -> None:
    on_hand = int(shop("--json", "stock", "show", "MUG").facts["on_hand"])
    assert shop("order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": str(on_hand)}])).code == 0
    few = f"MUG={on_hand - 2}"
    said = shop("--json", "stock", "count", few)
    assert said.code == 3
    assert "SO-1001 waits for 2 of MUG again" in said.error["message"]
    assert said.error["message"].endswith("To release them, add --release.")
    booked = shop("--json", "stock", "count", few, "--release").facts["counts"][0]
    assert booked["gave_way"] == [{"order": "SO-1001", "sku": "MUG", "quantity": "2"}]
    assert (booked["difference"], booked["on_hand"]) == ("-2", str(on_hand - 2))


def test_a_short_pick_says_who_goes_short_and_a_count_settles_it(shop: Call) -> None:
    on_hand = int(shop("--json", "stock", "show", "MUG").facts["on_hand"])
    shop("order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": "3"}]))
    shop("pick", "start", "SO-1001")
    said = shop("--json", "pick", "done", "PL-1001", "--short", "MUG=1", "--bin", "A-01-2")
    assert said.facts["short"] == [{"order": "SO-1001", "tote": "T1", "sku": "MUG", "quantity": "1"}]
    assert shop("stock", "count", f"MUG={on_hand}").out.endswith("MUG: 1 of what was missing found.\n")
    assert shop("--json", "stock", "show", "MUG").facts["on_hand"] == str(on_hand)


def test_short_picks_have_their_bins_counted(shop: Call) -> None:
    """Each short has its cause and bin; what is to be counted is listed with who asked, and done by counting."""
    on_hand = int(shop("--json", "stock", "show", "MUG").facts["on_hand"])
    shop("order", "add", given=an_order(lines=[{"sku": "MUG", "quantity": "3"}]))
    shop("pick", "start", "SO-1001")
    refused = shop("--json", "pick", "done", "PL-1001", "--short", "MUG=1:stolen")
    assert refused.error["message"].startswith("Choose why MUG is short: not found, empty, damaged,")
    assert shop("--json", "stock", "counts").facts == {"counts": []}
    assert shop("stock", "counts").out == "Nothing is to be counted.\n"
    shop("pick", "done", "PL-1001", "--short", "MUG=1:Counted wrong:A-01-2", "--short", "MUG=1:damaged")
    (waits,) = shop("--json", "stock", "counts").facts["counts"]
    assert (waits["bin"], waits["sku"], waits["short"], waits["why"]) == (
        "A-01-2",
        "MUG",
        "2",
        "counted wrong, damaged",
    )
    assert (waits["order"], waits["asked_by"]) == ("SO-1001", "owner")
    assert waits["asked_at"].startswith("2026-")
    assert "A-01-2  MUG" in shop("stock", "counts").out
    said = shop("--json", "task", "done", str(waits["id"]))
    assert (said.code, said.error["message"]) == (
        3, "Say how many of MUG lie in A-01-2: counting it does the task."
    )  # fmt: skip
    assert shop("stock", "count", f"MUG={on_hand - 2}").out.endswith("MUG: 1 missing given up.\n")
    assert shop("--json", "stock", "counts").facts == {"counts": []}
    assert shop("check", "--deep").code == 0
