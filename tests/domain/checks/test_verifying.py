"""Each check passes or tells its reason with the figure that did it; the first that does not pass names the hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from orderdesk.domain.checks.verifying import CHECKS, Account, Case, GoodsLine, Setting, verify
from orderdesk.domain.lifecycles import Hold

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class At:
    line1: str = "12 Quay Street"
    line2: str = ""
    city: str = "Whitby"
    region: str = ""
    postcode: str = "YO21 3PU"
    country: str = "GB"


PATEL = Account("Asha Patel", limit=50_000)
GOOD = Case(
    today=TODAY,
    currency="GBP",
    due=11_596,
    lines=(GoodsLine("MUG", 3_000, 3_750, cost=2_100, most=6_000),),
    at_counter=False,
    on_account=True,
    delivered=True,
    account=PATEL,
    ship_to=At(),
)
CASES = {
    "customer": (
        replace(GOOD, account=replace(PATEL, blocked="two bounced cheques")),
        "is blocked: two bounced cheques.",
    ),
    "item": (replace(GOOD, lines=(replace(GOOD.lines[0], blocked="recalled"),)), "MUG is blocked: recalled."),
    "limit": (replace(GOOD, account=replace(PATEL, owed=38_405)), "would owe 500.01; the limit is 500.00."),
    "late": (replace(GOOD, account=replace(PATEL, overdue_since=date(2026, 11, 8))), "an invoice 15 days overdue."),
    "address": (replace(GOOD, ship_to=At(city="", postcode="")), "The address has no city or postcode."),
    "tax-id": (replace(GOOD, account=replace(PATEL, exemption="Reverse charge")), "pays no tax but has no tax id."),
    "cost": (replace(GOOD, lines=(replace(GOOD.lines[0], cost=3_751),)), "MUG would be sold below cost."),
    "duplicate": (replace(GOOD, same="SO-1041"), "SO-1041 of the same customer has the same goods."),
    "quantity": (
        replace(GOOD, lines=(replace(GOOD.lines[0], quantity=18_001),)),
        "18.001 MUG is far above the 6 sent",
    ),
}


def test_a_good_order_passes_every_check() -> None:
    assert verify(GOOD) == ()
    assert {check.code for check in CHECKS} == set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_each_check_holds_with_its_figure_and_can_be_switched_off(code: str) -> None:
    case, words = CASES[code]
    (doubt,) = verify(case)
    check = next(each for each in CHECKS if each.code == code)
    assert (doubt.code, doubt.hold) == (code, check.hold)
    assert words in doubt.reason
    assert verify(replace(case, settings={code: Setting(False, check.level)})) == ()


def test_at_the_limit_of_each_figure_an_order_passes() -> None:
    on_the_line = replace(
        GOOD,
        account=replace(PATEL, owed=38_404, overdue_since=date(2026, 11, 9)),
        lines=(replace(GOOD.lines[0], cost=3_750, quantity=18_000),),
    )
    assert verify(on_the_line) == ()


def test_a_level_set_by_the_shop_counts() -> None:
    late = CASES["late"][0]
    assert verify(replace(late, settings={"late": Setting(True, 15)})) == ()
    assert verify(
        replace(GOOD, settings={"quantity": Setting(True, 1)}, lines=(GoodsLine("MUG", 7_000, 1, most=6_000),))
    )


def test_who_pays_at_once_needs_no_credit_and_who_carries_it_home_no_address() -> None:
    owing = replace(PATEL, owed=99_999, overdue_since=date(2026, 1, 1))
    assert verify(replace(GOOD, account=owing, on_account=False)) == ()
    assert verify(replace(GOOD, ship_to=None, delivered=False)) == ()
    assert [each.hold for each in verify(replace(GOOD, ship_to=None))] == [Hold.ADDRESS]


def test_a_sale_at_the_counter_is_stopped_only_for_who_buys_what_and_on_credit() -> None:
    for code, (case, _) in CASES.items():
        found = [each.code for each in verify(replace(case, at_counter=True))]
        assert found == ([code] if code in ("customer", "item", "limit", "late") else [])


def test_all_reasons_are_told_and_the_first_names_the_hold() -> None:
    both = replace(CASES["address"][0], account=replace(PATEL, owed=50_000))
    assert [each.code for each in verify(both)] == ["limit", "address"]
