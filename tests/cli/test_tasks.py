"""Tasks by the command line."""

from __future__ import annotations

from tests.cli.conftest import Call


def test_a_task_is_added_listed_and_done(shop: Call) -> None:
    added = shop("--json", "task", "add", "count", "the mugs", "--due", "2026-12-24", "--item", "MUG").facts["tasks"]
    assert [(each["kind"], each["note"], each["due"], each["sku"]) for each in added] == [
        ("count", "the mugs", "2026-12-24", "MUG")
    ]
    assert "Count: the mugs, MUG, due" in shop("task", "list").out
    assert shop("--json", "task", "list", "--owner", "nobody").facts["tasks"] == []
    assert shop("task", "done", str(added[0]["id"])).out.strip() == "Nothing is to be done."
    refused = shop("--json", "task", "done", "1")
    assert (refused.code, refused.error["field"]) == (3, "task")
    assert shop("--json", "task", "add", "call", "her", "--order", "SO-77").error["field"] == "order"
