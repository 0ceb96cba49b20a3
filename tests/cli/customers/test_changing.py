"""`customer add`, `change`, `address`, `contact` and `block`: what the window's forms do."""

from __future__ import annotations

import json

from tests.cli.conftest import Call

ADD = ("customer", "add", "--name", "Asha Patel", "--phone", "020 7946 0018")


def test_a_customer_is_added_by_options_with_the_shops_terms(shop_at: Call) -> None:
    facts = shop_at("--json", *ADD, "--line1", "12 Quay Street", "--city", "Whitby", "--postcode", "YO21 3PU").facts
    assert (facts["terms_days"], facts["credit_limit"]) == (30, None)
    (address,) = facts["addresses"]
    assert (address["name"], address["line1"], address["country"]) == ("Asha Patel", "12 Quay Street", "GB")
    assert "pays within 30 days" in shop_at("customer", "show", facts["id"]).out


def test_a_customer_of_a_file_has_them_too_unless_it_says_otherwise(shop_at: Call) -> None:
    def added(**more: object) -> dict[str, object]:
        return shop_at("--json", "customer", "add", given=json.dumps({"name": "Bo Lind", **more})).facts

    assert added()["terms_days"] == 30
    told = added(terms_days=0, credit_limit="500.00", instructions="Ring twice")
    assert (told["terms_days"], told["credit_limit"], told["instructions"]) == (0, "500.00", "Ring twice")
    assert shop_at("customer", "add", given='{"name": "X", "terms_days": "1.5"}').code in (2, 3)
    order = {"customer": {"name": "Cleo Day"}, "lines": [{"sku": "MUG", "quantity": "1"}]}
    shop_at("order", "add", given=json.dumps(order))
    assert shop_at("--json", "customer", "show", "C-1004").facts["terms_days"] == 30


def test_only_what_is_named_is_changed(shop_at: Call) -> None:
    number = shop_at("--json", *ADD, "--terms-days", "14", "--credit-limit", "250").facts["id"]
    facts = shop_at("--json", "customer", "change", number, "--company", "Quay Prints", "--discount", "5").facts
    assert (facts["name"], facts["company"], facts["terms_days"]) == ("Asha Patel", "Quay Prints", 14)
    assert (facts["credit_limit"], facts["discount_percent"]) == ("250.00", "5")
    facts = shop_at("--json", "customer", "change", number, "--credit-limit", "none", "--shipping", "complete").facts
    assert (facts["credit_limit"], facts["shipping"], facts["discount_percent"]) == (None, "complete", "5")
    assert shop_at("customer", "change", number, "--shipping", "sometimes").code == 3
    assert shop_at("customer", "change", "C-9", "--name", "X").code == 3


def test_addresses_and_people_are_changed_by_their_place(shop_at: Call) -> None:
    number = shop_at("--json", *ADD).facts["id"]
    shop_at("customer", "address", number, "--line1", "1 Quay", "--city", "Whitby", "--postcode", "YO21 1AA")
    shop_at("customer", "address", number, "--line1", "2 Mill Lane", "--city", "York", "--label", "Works")
    facts = shop_at("--json", "customer", "address", number, "2", "--line1", "3 Mill Lane").facts
    assert [(each["line1"], each["label"]) for each in facts["addresses"]] == [("1 Quay", ""), ("3 Mill Lane", "Works")]
    assert "Address 2: " in shop_at("customer", "show", number).out
    facts = shop_at("--json", "customer", "address", number, "2", "--retire").facts
    assert len(facts["addresses"]) == 1
    assert "There is no address 2; there are 1 addresses." in shop_at("customer", "address", number, "2").err
    assert shop_at("customer", "address", number, "--retire").code == 2
    shop_at("customer", "contact", number, "--name", "Bo Lind", "--job", "Buyer")
    facts = shop_at("--json", "customer", "contact", number, "1", "--email", "bo@example.com").facts
    assert facts["contacts"] == [{"name": "Bo Lind", "job": "Buyer", "phone": "", "email": "bo@example.com"}]
    assert shop_at("--json", "customer", "contact", number, "1", "--remove").facts["contacts"] == []


def test_a_customer_is_blocked_and_let_go(shop_at: Call) -> None:
    number = shop_at("--json", *ADD).facts["id"]
    assert shop_at("--json", "customer", "block", number, "never pays").facts["blocked"] == "never pays"
    assert "blocked: never pays" in shop_at("customer", "show", number).out
    assert shop_at("--json", "customer", "unblock", number).facts["blocked"] == ""


def test_options_and_a_file_are_not_said_together(shop_at: Call) -> None:
    assert "not both" in shop_at(*ADD, "customer.json").err
