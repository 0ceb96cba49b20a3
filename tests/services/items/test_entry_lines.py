"""The entry line on a real shop: exact codes first, the customer's own among them, then beginnings, then words."""

from __future__ import annotations

import pytest

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import parse_price
from orderdesk.persistence.database.engine import Database
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.customers.own_codes import drop_own_code, own_codes, save_own_code
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item, look_for_items, retire_item
from orderdesk.services.items.entry_lines import Matched, match_line
from orderdesk.services.items.item_forms import ItemForm
from tests.factories import northside

PATEL = 1


@pytest.fixture
def shop(database: Database) -> Desk:
    desk = northside(database)
    for sku, name in (("TEE-M", "Cotton tee m"), ("TEE-MINT", "Mint tee"), ("MUG-9", "Mug no 9"), ("BAT9", "9 volt")):
        add_item(desk, ItemForm(sku, name, parse_price("5.00")))
    return desk


def skus(found: Matched) -> list[str]:
    return [match.item.sku for match in found.found]


def test_the_exact_code_comes_first_and_is_meant(shop: Desk) -> None:
    for typed in ("MUG", "mug", "3*mug", "mug 3", "5012345678900"):
        found = match_line(shop, typed)
        assert skus(found)[0] == "MUG"
        assert found.chosen is not None
        assert found.chosen.item.sku == "MUG"
    assert match_line(shop, "2 tee m -10%").chosen is not None
    assert match_line(shop, "mug @11.50").found[0].entry.price == parse_price("11.50")


def test_counts_are_never_guessed(shop: Desk) -> None:
    meant = {(match.item.sku, match.entry.quantity) for match in match_line(shop, "9 volt").found}
    assert meant == {("BAT9", 9_000), ("BAT9", None)}
    assert match_line(shop, "9 volt").chosen is None
    assert match_line(shop, "1*9 volt").chosen is not None


def test_whole_words_are_meant_before_beginnings(shop: Desk) -> None:
    assert set(skus(match_line(shop, "tee m"))) == {"TEE-M", "TEE-MINT"}
    chosen = match_line(shop, "tee m").chosen
    assert chosen is not None
    assert chosen.item.sku == "TEE-M"
    assert match_line(shop, "te").chosen is None


def test_the_order_of_matches_is_stable(shop: Desk) -> None:
    assert [skus(match_line(shop, "t")) for _ in range(5)] == [skus(match_line(shop, "t"))] * 5


def test_of_more_than_were_looked_at_none_is_chosen_unseen(shop: Desk) -> None:
    assert match_line(shop, "tee m", limit=2).chosen is None
    assert match_line(shop, "mug", limit=2).chosen is not None


def test_an_exact_code_is_found_behind_a_full_list(shop: Desk) -> None:
    add_item(shop, ItemForm("TEE 3", "Trio", parse_price("5.00")))
    found = match_line(shop, "tee 3", limit=2)
    assert skus(found) == ["TEE", "TEE 3"]
    assert found.chosen is None


def test_unknown_words_are_named(shop: Desk) -> None:
    found = match_line(shop, "3*mug xyzzy")
    assert (found.found, found.unknown, found.chosen) == ((), ("xyzzy",), None)
    assert match_line(shop, "mug -101%").refused


def test_an_item_off_sale_is_not_offered(shop: Desk) -> None:
    retire_item(shop, look_for_items(shop, "LAMP")[0].id)
    assert match_line(shop, "LAMP").found == ()


def test_a_customer_orders_by_their_own_code(shop: Desk) -> None:
    other = add_customer(shop, CustomerForm("Ben Ito")).id
    save_own_code(shop, PATEL, "kx-7 b", "MUG")
    assert [(each.code, each.sku) for each in own_codes(shop, PATEL)] == [("KX-7 B", "MUG")]
    for typed in ("KX-7 B", "4*kx-7 b"):
        found = match_line(shop, typed, PATEL)
        assert found.chosen is not None
        assert (found.chosen.item.sku, found.chosen.own) == ("MUG", "KX-7 B")
    assert skus(match_line(shop, "kx", PATEL)) == ["MUG"]
    assert match_line(shop, "kx", other).found == ()
    assert match_line(shop, "kx").unknown == ("kx",)


def test_an_own_code_beats_our_sku_for_them_only_by_choice(shop: Desk) -> None:
    save_own_code(shop, PATEL, "MUG", "LAMP")
    found = match_line(shop, "mug", PATEL)
    assert skus(found)[:2] == ["LAMP", "MUG"]
    assert found.chosen is None


def test_an_own_code_is_changed_and_forgotten(shop: Desk) -> None:
    save_own_code(shop, PATEL, "A1", "MUG")
    save_own_code(shop, PATEL, "a1", "tee")
    assert [(each.code, each.sku) for each in own_codes(shop, PATEL)] == [("A1", "TEE")]
    drop_own_code(shop, PATEL, "a1")
    assert own_codes(shop, PATEL) == []
    with pytest.raises(NotFound, match="has no code A1"):
        drop_own_code(shop, PATEL, "A1")


@pytest.mark.parametrize(
    ("code", "sku", "sentence"),
    [("", "MUG", "Enter the code"), ("a,b", "MUG", "A code has none of"), ("A", "NO", "no item NO")],
)
def test_a_wrong_code_is_refused(shop: Desk, code: str, sku: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        save_own_code(shop, PATEL, code, sku)
    assert own_codes(shop, PATEL) == []
