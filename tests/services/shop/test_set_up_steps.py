"""What a new shop lacks is read from the shop itself, in every country and on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from orderdesk.domain.prices.tax import TaxRate
from orderdesk.domain.prices.tax_presets import tax_preset
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.people.users import save_user, set_pin
from orderdesk.services.shop.set_up_steps import set_up_steps
from orderdesk.services.shop.shop import edit_shop, form_of, open_shop, save_service, set_logo, set_tax_rate, shop_now
from orderdesk.services.shop.shop_forms import ServiceForm, ShopForm
from tests.countries import Country


@pytest.fixture
def desk(shop_url: str, anywhere: Country) -> Desk:
    desk = Desk(open_or_create(shop_url))
    open_shop(desk, ShopForm("Harbour Books", country=anywhere.code))
    return desk


def done(desk: Desk, *, printer: bool = False, second: bool = False) -> set[str]:
    return {each.id for each in set_up_steps(desk, printer=printer, second_backup=second) if each.done}


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    return made.getvalue()


def _bank(desk: Desk) -> None:
    edit_shop(desk, replace(form_of(shop_now(desk)), bank_details="Harbour Bank\nDE02 1203 0000 0000 2020 51"))


def _tax(desk: Desk) -> None:
    edit_shop(desk, replace(form_of(shop_now(desk)), tax_id="X 123"))


@pytest.mark.parametrize(
    ("step", "do"),
    [
        ("logo", lambda desk: set_logo(desk, picture())),
        ("bank", _bank),
        ("tax", _tax),
        ("services", lambda desk: save_service(desk, ServiceForm("van", "Own van", price=500), new=True)),
        ("items", lambda desk: add_item(desk, ItemForm("A", "Article", 10_000))),
        ("people", lambda desk: save_user(desk, "ben", "packer")),
        ("people", lambda desk: set_pin(desk, "owner", "1357")),
    ],
)
def test_each_step_is_done_when_the_shop_has_it_and_no_other(
    desk: Desk, step: str, do: Callable[[Desk], object]
) -> None:
    assert done(desk) == set()
    do(desk)
    assert done(desk) == {step}
    desk.database.close()


def test_what_this_pc_has_is_told_by_it(desk: Desk) -> None:
    assert done(desk, printer=True) == {"printer"}
    assert done(desk, second=True) == {"backup"}
    desk.database.close()


def test_what_is_undone_is_open_again(desk: Desk) -> None:
    _bank(desk)
    set_logo(desk, picture())
    edit_shop(desk, replace(form_of(shop_now(desk)), bank_details="", logo=b""))
    assert done(desk) == set()
    desk.database.close()


def test_where_no_rates_are_known_a_rate_is_enough(desk: Desk, anywhere: Country) -> None:
    set_tax_rate(desk, TaxRate("standard", "Tax", 80_000, desk.today.replace(year=desk.today.year + 1)))
    known = any(rate.rate for rate in tax_preset(anywhere.code).rates)
    assert done(desk) == (set() if known else {"tax"})
    desk.database.close()


def test_the_bank_step_says_what_papers_lack(desk: Desk) -> None:
    before = {each.id: each for each in set_up_steps(desk, printer=False, second_backup=False)}
    assert "name no account" in before["bank"].why
    _bank(desk)
    after = {each.id: each for each in set_up_steps(desk, printer=False, second_backup=False)}
    assert "no account" not in after["bank"].why
    desk.database.close()
