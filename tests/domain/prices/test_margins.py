"""What an order leaves to the shop: by known costs, said where one is not known, and when it is a loss."""

from __future__ import annotations

from orderdesk.domain.prices.margins import MarginLine, loss_words, margin_of, unknown_words

GOODS = [MarginLine("MUG", 2_000, 1_680)]


def test_free_delivery_turns_it_to_a_loss() -> None:
    margin = margin_of(GOODS, 0, 0, sent=True, delivery_cost=640)
    assert (margin.net, margin.left, margin.rate) == (2_000, -320, -160_000)
    assert loss_words(margin, "GBP") == "Free delivery turns this order to a loss of 3.20."


def test_delivery_below_its_cost_turns_it_to_a_loss() -> None:
    margin = margin_of(GOODS, 100, 0, sent=True, delivery_cost=640)
    assert loss_words(margin, "GBP") == "Delivery below its cost turns this order to a loss of 2.20."


def test_goods_below_their_cost_are_the_goods_fault() -> None:
    margin = margin_of([MarginLine("MUG", 1_500, 1_680)], 0, 0, sent=True, delivery_cost=640)
    assert loss_words(margin, "GBP") == "This order makes a loss of 8.20."


def test_a_paid_delivery_and_charges_count() -> None:
    margin = margin_of(GOODS, 900, 250, sent=True, delivery_cost=640)
    assert (margin.left, loss_words(margin, "GBP"), unknown_words(margin)) == (830, "", "")
    assert margin_of(GOODS, 0, 0, sent=False, delivery_cost=None).left == 320


def test_an_unknown_cost_is_said_and_never_taken_as_nothing() -> None:
    lines = [*GOODS, MarginLine("TEE", 1_000, None)]
    margin = margin_of(lines, 0, 0, sent=True, delivery_cost=None)
    assert (margin.left, margin.unknown) == (1_320, ("TEE", "delivery"))
    assert unknown_words(margin) == "The cost of TEE and delivery is not known."
    losing = margin_of([MarginLine("MUG", 1_000, 1_680), MarginLine("TEE", 0, None)], 0, 0, sent=False, delivery_cost=0)
    assert loss_words(losing, "GBP") == "This order makes a loss of at least 6.80."


def test_without_a_net_there_is_no_part() -> None:
    assert margin_of([], 0, 0, sent=False, delivery_cost=None).rate is None
