"""`service`, `tax` and `numbers`: what the owner sets, from the command line."""

from __future__ import annotations

from tests.cli.conftest import Call


def test_services_are_added_changed_and_retired(shop_at: Call) -> None:
    known = {each["code"] for each in shop_at("--json", "service", "list").facts["services"]}
    said = shop_at(
        "--json", "service", "add", "air", "--name", "By air", "--bands", "5 19.90; 0.5 9.90", "--free-over", "250"
    )
    air = {each["code"]: each for each in said.facts["services"]}["air"]
    assert (air["bands"], air["free_over"], air["offered"]) == (["0.5 9.90", "5 19.90"], "250.00", True)
    assert shop_at("service", "add", "air", "--name", "Other").code == 3
    assert shop_at("service", "change", "sea", "--name", "Sea").code == 3
    assert shop_at("service", "change", "air", "--cutoff", "noon").code == 3
    said = shop_at("--json", "service", "change", "air", "--cutoff", "16:00", "--free-over", "none")
    air = {each["code"]: each for each in said.facts["services"]}["air"]
    assert (air["name"], air["cutoff"], air["free_over"]) == ("By air", "16:00", None)
    assert "retired" in shop_at("service", "retire", "air").out
    assert shop_at("--json", "service", "offer", "air").facts["services"][0]["offered"]
    assert {each["code"] for each in shop_at("--json", "service", "list").facts["services"]} == known | {"air"}
