"""`service`, `tax` and `numbers`: what the owner sets, from the command line."""

from __future__ import annotations

from pathlib import Path

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
    said = shop_at("--json", "service", "change", "air", "--days", "mon to fri")
    assert {each["code"]: each for each in said.facts["services"]}["air"]["days"] == "Mon Tue Wed Thu Fri"
    assert "Mon to Fri 16:00" in shop_at("service", "list").out
    assert shop_at("service", "change", "air", "--days", "payday").code == 3
    said = shop_at("--json", "service", "change", "air", "--days", "all")
    assert {each["code"]: each for each in said.facts["services"]}["air"]["days"] == ""
    said = shop_at("--json", "service", "change", "air", "--to", "NO, SE: 14.90", "--to", "abroad")
    air = {each["code"]: each for each in said.facts["services"]}["air"]
    assert (air["to"], air["pickup"]) == (["NO, SE: 14.90", "abroad"], False)
    assert shop_at("service", "change", "air", "--to", "Narnia").code == 3
    assert shop_at("service", "change", "air", "--pickup").code == 3
    said = shop_at("--json", "service", "change", "air", "--to", "all", "--pickup")
    air = {each["code"]: each for each in said.facts["services"]}["air"]
    assert (air["to"], air["pickup"]) == ([], True)
    assert "retired" in shop_at("service", "retire", "air").out
    assert shop_at("--json", "service", "offer", "air").facts["services"][0]["offered"]
    assert {each["code"] for each in shop_at("--json", "service", "list").facts["services"]} == known | {"air"}


def test_the_cart_and_the_time_after_which_work_is_free_are_set(shop_at: Call) -> None:
    before = shop_at("--json", "shop", "show").facts
    assert (before["cart_totes"], before["free_after"]) == (8, 30)
    for wrong in (("--cart-totes", "0"), ("--cart-totes", "101"), ("--free-after", "0"), ("--free-after", "1441")):
        assert shop_at("shop", "change", *wrong).code == 3
    assert shop_at("shop", "change", "--cart-totes", "many").code == 2
    assert shop_at("--json", "shop", "show").facts == before
    said = shop_at("--json", "shop", "change", "--cart-totes", "12", "--free-after", "45").facts
    assert (said["cart_totes"], said["free_after"]) == (12, 45)


def test_a_tax_rate_is_set_and_a_mistyped_class_is_refused(shop_at: Call) -> None:
    before = shop_at("--json", "tax", "list").facts
    refused = shop_at("tax", "rate", "standrad", "21", "--from", "2099-01-31")
    assert (refused.code, "There is no tax class standrad" in refused.err) == (3, True)
    assert shop_at("tax", "rate", "standard", "21", "--from", "soon").code == 2
    assert shop_at("tax", "rate", "standard", "210", "--from", "2099-01-31").code == 3
    assert shop_at("--json", "tax", "list").facts == before
    said = shop_at("--json", "tax", "rate", "standard", "21", "--from", "2099-01-31").facts
    (old, new) = [each for each in said["rates"] if each["class"] == "standard"]
    assert (old["in_force"], new["percent"], new["in_force"], new["label"]) == (True, "21", False, old["label"])
    made = shop_at("tax", "rate", "books", "0", "--from", "1970-01-01", "--exempt", "Zero-rated", "--new-class")
    assert "Zero-rated" in made.out


def test_tax_rules_are_changed_one_by_one(shop_at: Call) -> None:
    assert shop_at("--json", "tax", "list").facts["rules"]["inclusive"] is False
    rules = shop_at("--json", "tax", "rules", "--inclusive", "--policy", "per-line").facts["rules"]
    assert rules == {"inclusive": True, "policy": "per-line", "rounding": "half-up"}
    rules = shop_at("--json", "tax", "rules", "--exclusive", "--rounding", "half-even").facts["rules"]
    assert rules == {"inclusive": False, "policy": "per-line", "rounding": "half-even"}


def test_numbers_are_set_upward(shop_at: Call) -> None:
    known = {each["series"]: each for each in shop_at("--json", "numbers", "list").facts["series"]}
    assert (known["INV"]["gapless"], known["SO"]["gapless"]) == (True, False)
    said = shop_at("--json", "numbers", "set", "INV", "5001").facts["series"]
    assert {each["series"]: each["next"] for each in said}["INV"] == 5001
    assert shop_at("numbers", "set", "INV", "5000").code == 3
    assert shop_at("numbers", "set", "XX", "5000").code == 3
    assert shop_at("numbers", "set", "SO", "many").code == 2


def test_exports_are_untaxed_and_areas_are_named_by_words(shop_at: Call) -> None:
    (exports,) = shop_at("--json", "tax", "destinations").facts["destinations"]
    assert (exports["country"], exports["percent"], exports["exempt"][:6]) == ("EXPORTS", "0", "Export")
    assert "Exports" in shop_at("tax", "destinations").out
    assert shop_at("tax", "to", "exports", "0", "--exempt", "Export", "--from", "2026-01-01").code == 0
    assert shop_at("tax", "to", "Exports", "0", "--from", "2026-01-01", "--remove").code == 0
    assert shop_at("tax", "to", "exports", "0", "--region", "Ohio").code == 3
    refused = shop_at("tax", "eu", "state")
    assert (refused.code, "Only a shop in the EU" in refused.err) == (3, True)


def test_all_of_the_shop_is_changed_by_what_is_named(shop_at: Call) -> None:
    before = shop_at("--json", "shop", "show").facts
    words = ("--terms-days", "14", "--cash-step", "0.05", "--bank-details", "Bank of Whitby", "--bills-itself", "yes")
    after = shop_at("--json", "shop", "change", *words).facts
    assert after == before | {
        "terms_days": 14, "cash_step": "0.05", "bank_details": "Bank of Whitby", "bills_itself": True,
    }  # fmt: skip
    assert shop_at("--json", "customer", "add", "--name", "Bo Lind").facts["terms_days"] == 14
    assert shop_at("shop", "change", "--terms-days", "9999").code == 3
    assert shop_at("--json", "shop", "show").facts == after


def test_vendors_are_added_and_changed(shop_at: Call) -> None:
    facts = shop_at("--json", "vendor", "add", "Kilnworks", "--phone", "01947 555 111").facts
    assert facts == {"name": "Kilnworks", "contact": "", "phone": "01947 555 111", "email": "", "address": ""}
    assert "There is a vendor Kilnworks already." in shop_at("vendor", "add", "Kilnworks").err
    facts = shop_at("--json", "vendor", "change", "Kilnworks", "--name", "Kiln & Co", "--contact", "Bo Lind").facts
    assert (facts["name"], facts["contact"], facts["phone"]) == ("Kiln & Co", "Bo Lind", "01947 555 111")
    assert [each["name"] for each in shop_at("--json", "vendor", "list").facts["vendors"]] == ["Kiln & Co"]
    assert "There is no vendor Kilnworks." in shop_at("vendor", "change", "Kilnworks", "--phone", "1").err
    assert shop_at("vendor", "change", "Kiln & Co", "--email", "nobody").code == 3


def test_a_price_list_keeps_what_is_not_named(shop_at: Call) -> None:
    shop_at("price", "keep", "Spring", "--group", "Trade", "--from", "2026-03-01", "--to", "2026-05-31")
    (kept,) = shop_at("--json", "price", "keep", "spring", "--to", "none").facts["lists"]
    assert (kept["list"], kept["group"], kept["from"], kept["to"]) == ("Spring", "Trade", "2026-03-01", None)
    assert "Enter the group." in shop_at("price", "keep", "Summer").err


def test_a_shop_file_has_its_countrys_money_and_the_usual_tax_class(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(
        """
        [shop]
        name = "Kobe Mugs"
        country = "JP"
        [tax]
        rates = [{ class = "normal", label = "10 %", rate = "10" }, { class = "food", label = "8 %", rate = "8" }]
        [[services]]
        code = "road"
        name = "Road"
        price = "980"
        [[items]]
        sku = "MUG"
        name = "Mug"
        price = "1200"
        [[customers]]
        name = "Aoi Sato"
        """
    )
    assert call("init", "--shop", str(path)).code == 0
    (road,) = call("--json", "service", "list").facts["services"]
    assert (road["price"], road["tax_class"]) == ("980", "normal"), "yen, not hundredths of them"
    assert call("--json", "item", "show", "MUG").facts["tax_class"] == "normal"
    assert call("--json", "customer", "show", "C-1001").facts["terms_days"] == 30
