"""An order in one line on a real shop: understood whole, or the words that are not are named with their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders.lists import order_rows
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer, card_of, edit_customer, form_of
from orderdesk.services.customers.own_codes import save_own_code
from orderdesk.services.desk import Desk
from orderdesk.services.items import catalog
from orderdesk.services.items.catalog import add_item, edit_item, item_of, item_of_code, retire_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.shorthand import read_line, replaced, take_line
from orderdesk.services.orders.views import view_order
from tests.factories import northside

PATEL = 1


@pytest.fixture
def shop(database: Database) -> Desk:
    desk = northside(database)
    for sku, name in (("MUG-B", "Stoneware mug blue"), ("TEE-M", "Linen tee m"), ("TEE-L", "Linen tee l")):
        add_item(desk, ItemForm(sku, name, parse_price("10.00")))
    return desk


def test_the_line_of_the_story_becomes_the_order(shop: Desk) -> None:
    line = "patel: 3 mug blue, 2 tee m -10%, ship thu, cod, note leave at no 4"
    taken = read_line(shop, line)
    assert taken.problems == ()
    assert [(each.item.sku, each.quantity) for each in taken.items] == [("MUG-B", 3_000), ("TEE-M", 2_000)]
    assert taken.preview is not None
    # 30.00 + 18.00 + Road 6.90, and 20 % of 54.90.
    assert taken.preview.priced.totals.total == 6588
    view = view_order(shop, take_line(shop, line, confirm=True))
    assert (view.order.state, view.order.total, view.order.tender) == ("confirmed", 6588, "cod")
    assert (view.order.ship_by, view.order.instructions) == (date(2026, 3, 5), "leave at no 4")
    assert view.service == "Road"


@pytest.mark.parametrize("who", ["patel", "PATEL asha", "020 7946 0018", "C-1001", "asha.patel@example.com", "YO21"])
def test_the_customer_is_found_by_any_name(shop: Desk, who: str) -> None:
    number = card_of(shop, PATEL).customer.number
    taken = read_line(shop, f"{number if who == 'C-1001' else who}: mug")
    assert taken.customer is not None
    assert taken.customer.id == PATEL


def test_the_customer_is_found_by_an_order(shop: Desk) -> None:
    view = view_order(shop, take_line(shop, "patel: mug", confirm=True))
    taken = read_line(shop, f"{view.order.number.lower()}: tee")
    assert taken.customer is not None
    assert taken.customer.id == PATEL


@pytest.mark.parametrize(
    ("line", "word", "sentence"),
    [
        ("smithers: 1 mug", "smithers", "No customer is"),
        ("patel: 3 mug xyzzy, 1 tee", "xyzzy", "No item is called “xyzzy”"),
        ("patel: 1 mug, by pigeon", "pigeon", "not one shipping service"),
        ("patel: 1 mug, ship someday", "ship someday", "is not a day"),
        ("patel: 1 mug, less 1.234", "1.234", "too many decimals"),
        ("patel: same", "same", "no earlier order"),
        ("patel: linen", "linen", "may be any of these items"),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_placed(shop: Desk, line: str, word: str, sentence: str) -> None:
    problem = read_line(shop, line).problems[0]
    assert line[problem.start : problem.end] == word
    assert sentence in problem.sentence
    with pytest.raises(Refused):
        take_line(shop, line, confirm=True)
    with shop.reading() as connection:
        assert order_rows(connection, "all", shop.today) == []


def test_a_choice_is_written_in_place_and_is_then_understood(shop: Desk) -> None:
    line = "patel: 2 linen tee -5%, mug"
    problem = read_line(shop, line).problems[0]
    assert [choice.words for choice in problem.choices] == ["2*TEE-L -5%", "2*TEE-M -5%"]
    mended = replaced(line, problem, problem.choices[1])
    assert mended == "patel: 2*TEE-M -5%, mug"
    assert read_line(shop, mended).problems == ()


def test_a_number_means_one_customer_though_others_begin_so(shop: Desk) -> None:
    for place in range(12):
        add_customer(shop, CustomerForm(f"Aaron {place}", phone=f"0207 946 00{place + 20}"))
    number = card_of(shop, PATEL).customer.number
    assert len(read_line(shop, f"{number[:5].lower()}: mug").problems[0].choices) == 6
    taken = read_line(shop, f"{number.lower()}: mug")
    assert taken.customer is not None
    assert taken.customer.id == PATEL


def test_two_customers_of_a_name_are_not_guessed_between(shop: Desk) -> None:
    other = add_customer(shop, CustomerForm("Dev Patel"))
    line = "patel: mug"
    problem = read_line(shop, line).problems[0]
    assert {choice.title for choice in problem.choices} == {"Asha Patel", "Dev Patel"}
    choice = next(choice for choice in problem.choices if choice.title == "Dev Patel")
    taken = read_line(shop, replaced(line, problem, choice))
    assert taken.customer is not None
    assert taken.customer.id == other.id


def test_notes_discounts_and_own_codes(shop: Desk) -> None:
    edit_customer(shop, PATEL, replace(form_of(card_of(shop, PATEL)), instructions="Ring twice"))
    save_own_code(shop, PATEL, "KX7", "LAMP")
    taken = read_line(shop, "patel: 1 kx7, tee @10 -50%, -10%, less 1.00, note fragile, gift For Jo, ref PO 1, card")
    assert taken.problems == ()
    assert [(each.item.sku, each.request.discount) for each in taken.items] == [("LAMP", 100_000), ("TEE", 500_000)]
    request = taken.request
    assert (request.instructions, request.gift_message, request.reference) == ("Ring twice\nfragile", "For Jo", "PO 1")
    assert (request.discount, request.tender) == (100, "card")


def test_the_same_again_is_repriced_and_what_changed_is_told(shop: Desk) -> None:
    take_line(shop, "patel: 3 mug, 2 lamp, book", confirm=True)
    mug = item_of(shop, item_of_code(shop, "MUG").id)
    edit_item(shop, mug.item.id, replace(catalog.form_of(mug), price=parse_price("13.00")))
    retire_item(shop, item_of_code(shop, "BOOK").id)
    taken = read_line(shop, "patel: same, tee")
    assert [each.item.sku for each in taken.items] == ["MUG", "LAMP", "TEE"]
    assert taken.items[0].changes == ("price up from 12.50 to 13.00",)
    assert [problem.sentence for problem in taken.problems] == ["BOOK is no longer sold."]
