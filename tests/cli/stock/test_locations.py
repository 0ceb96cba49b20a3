"""Locations by the command line."""

from __future__ import annotations

from tests.cli.conftest import Call


def test_a_location_is_added_filled_looked_at_and_taken_off_sale(shop: Call) -> None:
    shop("location", "add", "Store room")
    shop("stock", "move", "MUG", "3", "--to", "Store room/A-1")
    here = shop("--json", "stock", "show", "MUG", "--location", "store room").facts
    assert here == {
        "sku": "MUG", "name": here["name"], "location": "Store room", "on_hand": "3", "reserved": "0",
        "unavailable": "0", "available": "3",
    }  # fmt: skip
    changed = shop("--json", "location", "change", "Store room", "--name", "Attic", "--keeps").facts["locations"]
    assert changed[1] == {
        "name": "Attic", "kind": "store room", "sells": False, "walk": "serpentine", "bins": 1, "items": 1,
    }  # fmt: skip
    changed = shop("--json", "location", "change", "attic", "--one-way").facts["locations"]
    assert [each["walk"] for each in changed] == ["serpentine", "one way"]
    assert shop("stock", "show", "MUG", "--location", "Attic").out.split()[-2:] == ["available", "0"]
    listed = shop("--json", "stock", "list", "--location", "Attic").facts["items"]
    assert [(each["sku"], each["on_hand"]) for each in listed] == [("MUG", "3")]
    assert "Attic" in shop("location", "list").out


def test_the_walk_is_set_and_told(shop: Call) -> None:
    code = shop("--json", "location", "bins").facts["bins"][0]["bin"]
    after = shop("--json", "location", "walk", code, "7").facts["bins"]
    assert next(each for each in after if each["bin"] == code)["walk"] == 7
    refused = shop("--json", "location", "walk", "nowhere", "7")
    assert (refused.code, refused.error["field"]) == (3, "bin")
    assert shop("--json", "stock", "show", "MUG", "--location", "nowhere").error["field"] == "location"
