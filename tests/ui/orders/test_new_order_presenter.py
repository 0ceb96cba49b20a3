"""The order being taken, without a window: figures, stock words, refusals, hard texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.domain.prices.zones import ABROAD, Zone
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.texts import count_word
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer, block_customer
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import retire_item
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import edit_shop, form_of, save_service, shop_now
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.services.stock.stocking import receive
from orderdesk.ui.orders.new_order.panels.badges import badge, caller_pills, customer_offer, grid_lines, newcomer_offer
from orderdesk.ui.orders.new_order.panels.money import given
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter

HARD = ("<b>bold</b> & <script>", "🏺 Ωmega ﷽", "مرحبا بالعالم", "注文の品", "x" * 2000)


@pytest.fixture
def order(shop: Desk) -> NewOrderPresenter:
    presenter = NewOrderPresenter(shop, "till-1")
    presenter.start_afresh()
    return presenter


def add(order: NewOrderPresenter, sku: str, count: str) -> int:
    return order.add(order.scanned_item(sku).item, count)


@pytest.mark.parametrize(
    ("on_hand", "wanted", "word", "tone"),
    [
        (42, 12, "42 available", "success"),
        (5, 2, "3 left after", "warning"),
        (2, 6, "2 of 6 in stock", "warning"),
        (6, 6, "0 left after", "warning"),
        (0, 1, "Out of stock", "danger"),
        (5, 0, "5 available", "success"),
    ],
)
def test_stock_words_count_this_order(on_hand: int, wanted: int, word: str, tone: str) -> None:
    pill = badge(StockFigures(on_hand=pieces(on_hand)), pieces(wanted))
    assert (pill.word, pill.tone) == (word, tone)


def test_what_others_have_reserved_is_not_offered() -> None:
    assert badge(StockFigures(pieces(5), pieces(5)), pieces(1)).word == "Out of stock"


def test_the_figures_of_the_first_scenario(order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    for sku, count in (("MUG", "3"), ("TEE", "2"), ("BOOK", "1")):
        add(order, sku, count)
    assert order.preview is not None
    assert [line.gross for line in order.preview.priced.totals.lines] == [3750, 3998, 1400, 690]
    assert order.total == 11596
    order.set_discount("10")
    assert order.total == 10418


def test_price_and_discount_by_line(order: NewOrderPresenter) -> None:
    key = add(order, "MUG", "16")
    order.commit(key, "price", "348.35")
    order.commit(key, "disc", "4")
    assert [cell.text for cell in (grid_lines(order)[0].cells[name] for name in ("price", "disc", "total"))] == [
        "348.35",
        "4",
        "5,350.66",
    ]
    order.commit(key, "price", "")
    order.commit(key, "disc", "–")
    assert grid_lines(order)[0].cells["total"].text == "200.00"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("qty", "0"),
        ("qty", "-1"),
        ("qty", "three"),
        ("qty", "1e9"),
        ("price", "-1"),
        ("price", "1.23456"),
        ("disc", "101"),
    ],
)
def test_wrong_cells_are_refused_and_change_nothing(order: NewOrderPresenter, column: str, text: str) -> None:
    key = add(order, "MUG", "3")
    before = order.sheet
    with pytest.raises((Refused, BadInput)):
        order.commit(key, column, text)
    assert order.sheet == before


def test_adding_up_never_passes_the_largest_quantity(order: NewOrderPresenter) -> None:
    add(order, "MUG", "999999")
    with pytest.raises(Refused, match="at most"):
        add(order, "MUG", "2")
    assert order.sheet.lines[0].quantity == pieces(999_999)


def test_quantities_of_thousandths_add_up_exactly(order: NewOrderPresenter) -> None:
    for _ in range(10):
        add(order, "MUG", "0.1")
    assert order.sheet.lines[0].quantity == 1000


def test_a_discount_above_the_goods_is_refused_at_its_field(order: NewOrderPresenter) -> None:
    add(order, "MUG", "1")
    with pytest.raises(Refused) as refused:
        order.set_discount("50")
    assert refused.value.field == "discount"


def test_a_new_order_goes_the_cheapest_way_and_a_customers_the_way_they_are_used_to(shop: Desk) -> None:
    save_service(shop, ServiceForm("air", "Air", "Northern Carriers", price=1490))
    presenter = NewOrderPresenter(shop, "till-1")
    presenter.start_afresh()
    presenter.choose_customer(1)
    assert presenter.sheet.service == "road"
    presenter.choose_service("air")
    add(presenter, "MUG", "1")
    presenter.finish("confirm")
    presenter.finished()
    presenter.start_afresh()
    assert presenter.sheet.service == "road"
    presenter.choose_customer(1)
    assert presenter.sheet.service == "air"


def test_the_counter_collects_and_the_phone_sends(order: NewOrderPresenter) -> None:
    assert (order.sheet.service, order.sheet.tender) == ("road", "account")
    order.choose_channel("counter")
    assert (order.sheet.service, order.sheet.tender) == ("", "cash")
    order.choose_channel("phone")
    assert (order.sheet.service, order.sheet.tender) == ("road", "account")
    order.change(tender="cod")
    order.choose_channel("email")
    assert order.sheet.tender == "cod"


def test_split_money(order: NewOrderPresenter) -> None:
    order.choose_channel("counter")
    add(order, "LAMP", "1")
    order.change(split=True, money={"card": "60", "cash": "50"})
    assert (given(order.sheet, order.total, "GBP").change, given(order.sheet, order.total, "GBP").missing) == (806, 0)
    order.change(money={"card": "200", "cash": ""})
    with pytest.raises(Refused, match=r"101\.94"):
        given(order.sheet, order.total, "GBP")
    order.change(money={"card": "60", "cash": "40"})
    with pytest.raises(Refused, match=r"1\.94 is missing"):
        order.sell()


def test_a_sale_without_stock_is_refused_with_its_line(order: NewOrderPresenter) -> None:
    order.choose_channel("counter")
    add(order, "MUG", "1")
    add(order, "LAMP", "9")
    order.change(tender="card")
    with pytest.raises(Refused) as refused:
        order.sell()
    assert refused.value.line == 2
    assert len(order.sheet.lines) == 2


def test_what_a_clerk_must_know_of_a_customer(shop: Desk, order: NewOrderPresenter) -> None:
    saved = add_customer(
        shop, CustomerForm("Bo", company="Bo Ltd", discount=50_000, credit_limit=5_000, instructions="Ring twice")
    )
    block_customer(shop, saved.id, "two invoices late")
    order.choose_customer(saved.id)
    assert [pill.word for pill in caller_pills(order.caller, "GBP")] == [
        "On stop",
        "Trade 5%",
        "Credit 0 of 50",
    ]
    assert order.sheet.instructions == "Ring twice"
    order.choose_customer(1)
    assert order.sheet.instructions == ""


def test_a_written_instruction_outlives_a_change_of_customer(order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    order.change(instructions="Leave at no 4")
    order.choose_customer(None)
    assert order.sheet.instructions == "Leave at no 4"


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_are_kept_as_typed(order: NewOrderPresenter, text: str) -> None:
    order.choose_customer(1)
    add(order, "MUG", "1")
    order.change(instructions=text, note_to_customer=text, gift_message=text)
    order.keep()
    assert order.begin(None)
    assert order.sheet.instructions == text
    view = view_order(order.desk, order.finish("confirm"))
    assert (view.order.instructions, view.order.gift_message) == (text, text)


def test_a_text_that_is_too_long_is_refused_by_name(order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    add(order, "MUG", "1")
    order.change(instructions="x" * 2001)
    with pytest.raises(Refused) as refused:
        order.refuse_loose_ends()
    assert refused.value.field == "instructions"


@pytest.mark.parametrize("name", HARD[:4])
def test_names_of_every_script_are_found_and_offered(shop: Desk, order: NewOrderPresenter, name: str) -> None:
    add_customer(shop, CustomerForm(name), AddressForm("1 Street", city="Town", country="GB"))
    word = next(part for part in name.split() if part.strip("<>/&").isalnum() or len(part) > 2)
    found = order.find_customers(word)
    assert name in [customer_offer(one).title for one in found]
    assert newcomer_offer(name).title == f"New customer “{name}”"


def test_charges_are_billed_beside_the_goods(order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    add(order, "MUG", "1")
    order.add_charge("Gift wrap", "3.50")
    view = view_order(order.desk, order.finish("draft"))
    assert [(line.label, line.gross) for line in view.charges] == [("Gift wrap", 350), ("Road", 690)]
    order.finished()
    order.begin(view.order.id)
    assert [(each.label, each.price) for each in order.sheet.charges] == [("Gift wrap", 35_000)]
    assert order.sheet.service_price is None
    order.remove_charge(0)
    assert order.total == 2328


def test_an_agreed_delivery_price_stays(order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    add(order, "MUG", "1")
    order.set_delivery("2")
    order_id = order.finish("draft")
    order.finished()
    order.begin(order_id)
    assert order.sheet.service_price == 200


def test_a_confirmed_order_is_not_taken_up_again(order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    add(order, "MUG", "1")
    order_id = order.finish("confirm")
    with pytest.raises(Refused, match="only a draft or quote"):
        order.begin(order_id)


@pytest.mark.parametrize(
    ("cutoff", "comes", "days"),
    [("08:30", "", 1), ("09:00", "", 0), ("", "", 0), ("08:30", "Mon Thu", 3), ("", "Thu", 3), ("09:00", "Mon", 0)],
)
def test_an_order_leaves_on_the_day_that_its_form_shows(shop: Desk, cutoff: str, comes: str, days: int) -> None:
    save_service(shop, ServiceForm("road", "Road", "Northern Carriers", price=690, cutoff=cutoff, days=comes))
    presenter = NewOrderPresenter(shop, "till-1")
    presenter.start_afresh()
    presenter.choose_customer(1)
    add(presenter, "MUG", "1")
    shown = presenter.first_day()
    kept = view_order(shop, presenter.finish("confirm")).order.ship_by
    assert ((shown - shop.today).days, kept) == (days, shown)


def test_a_new_customer_pays_within_the_days_of_the_shop(shop: Desk) -> None:
    edit_shop(shop, replace(form_of(shop_now(shop)), terms_days=12))
    presenter = NewOrderPresenter(shop, "till-1")
    typed = dict.fromkeys(("name", "company", "phone", "email", "line1", "line2", "postcode", "city", "country"), "")
    presenter.take_down(typed | {"name": "Nora New"})
    assert presenter.caller is not None
    assert presenter.caller.terms_days == 12


def test_an_item_taken_off_sale_meanwhile_is_said_with_its_line(shop: Desk, order: NewOrderPresenter) -> None:
    order.choose_customer(1)
    add(order, "MUG", "1")
    add(order, "TEE", "1")
    retire_item(shop, order.sheet.lines[1].item_id)
    order.price()
    with pytest.raises(Refused, match="no longer sold") as refused:
        order.refuse_loose_ends()
    assert refused.value.line == 2
    assert [line.cells["total"].text for line in grid_lines(order)] == ["12.50", "19.99"]


def test_more_of_an_item_shows_in_the_stock_words(shop: Desk, order: NewOrderPresenter) -> None:
    add(order, "BOOK", "6")
    receive(shop, "BOOK", pieces(7))
    order.price()
    pill = grid_lines(order)[0].cells["stock"].pill
    assert pill is not None
    assert pill.word == "12 available"
    assert count_word(len(order.sheet.lines), "line") == "1 line"


def test_a_service_that_takes_less_says_so_and_all_else_stays_priced(order: NewOrderPresenter, shop: Desk) -> None:
    save_service(shop, ServiceForm("light", "Light", bands=((5_000, 900),)), new=True)
    order.choose_service("light")
    add(order, "LAMP", "10")
    assert order.refused is None
    assert order.delivery_refused == "Light takes up to 5 kg, and this is 21 kg; Road takes it."
    assert order.total == 101_940
    assert order.figures(order.sheet.lines[0].item_id).available > 0
    order.choose_service("road")
    assert order.delivery_refused == ""


def test_a_service_is_chosen_anew_until_somebody_has_chosen(order: NewOrderPresenter, shop: Desk) -> None:
    save_service(shop, ServiceForm("collect", "Collected", pickup=True), new=True)
    save_service(shop, ServiceForm("abroad", "Abroad, tracked", price=100, zones=(Zone((ABROAD,)),)), new=True)
    save_service(shop, ServiceForm("letter", "Letter", bands=((500, 200),)), new=True)
    order.start_afresh()
    assert order.sheet.service == "letter"
    key = add(order, "MUG", "1")
    assert (order.sheet.service, order.service_name) == ("letter", "Letter")
    order.peek(key, "qty", "2")
    assert (order.sheet.service, order.service_name) == ("letter", "Road")
    order.commit(key, "qty", "2")
    assert (order.sheet.service, order.delivery_refused) == ("road", "")
    norway = add_customer(shop, CustomerForm("Nils"), AddressForm("2 Gate", city="Oslo", postcode="0150", country="NO"))
    order.choose_customer(norway.id)
    assert order.sheet.service == "abroad"
    order.choose_service("letter")
    order.choose_customer(1)
    assert order.sheet.service == "letter"
    assert order.delivery_refused.startswith("Letter takes up to 500 g, and this is 700 g")
    order.set_delivery("3.00")
    assert order.delivery_refused == ""
