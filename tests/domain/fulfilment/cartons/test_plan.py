"""The plan of a shipment in words: its boxes, and what there is to know about them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orderdesk.domain.fulfilment.cartons.fitting import MOST_PIECES, Fitting
from orderdesk.domain.fulfilment.cartons.placing import Piece
from orderdesk.domain.fulfilment.cartons.plan import BoxPlan, goods_of, plan_boxes
from orderdesk.domain.prices.rates import RateTable
from orderdesk.domain.values.quantity import ONE
from tests.domain.fulfilment.cartons.test_fitting import SIZES, M, S


@dataclass(frozen=True)
class Row:
    sku: str
    quantity: int = ONE
    weight_g: int = 350
    length_mm: int = 110
    width_mm: int = 90
    height_mm: int = 95
    upright: int = 0
    fragile: int = 0


def test_goods_are_summed_by_item_and_cut_ones_have_no_size() -> None:
    rows = (Row("MUG", 2 * ONE), Row("ROPE", 2_500, 90), Row("MUG"), Row("TEE", height_mm=0, fragile=1))
    assert goods_of(rows) == (
        (Piece("MUG", 110, 90, 95, 350), 3),
        (Piece("ROPE", 0, 0, 0, 225), 1),
        (Piece("TEE", 0, 0, 0, 350, False, True), 1),
    )


def test_its_sentences_tell_what_is_not_known() -> None:
    plan = BoxPlan(Fitting(unmeasured=("TEE",), unweighed=("MUG", "TEE"), too_large=("POLE", "SKI")))
    assert (plan.head, plan.said) == (
        "",
        (
            "TEE has no size: the boxes go by weight alone.",
            "POLE and SKI go into no carton.",
            "MUG and TEE have no weight and count as nothing.",
        ),
    )
    assert BoxPlan(Fitting(crowded=True)).said == (f"More than {MOST_PIECES} pieces: the boxes go by weight alone.",)


def test_boxes_and_cartons_are_found_by_place_and_code() -> None:
    plan = plan_boxes((Row("MUG", 2 * ONE),), SIZES, None, "GBP")
    assert (plan.head, plan.said, plan.carton(1), plan.carton(2), plan.box(0)) == ("1 box: S", (), S, None, None)
    assert (plan.called(" m "), plan.called("Q")) == (M, None)


def test_only_a_real_saving_is_told() -> None:
    by_size = RateTable(bands=((1_000, 400), (9_000, 750)), divisor=5_000)
    rows = (Row("MUG"),)
    assert plan_boxes(rows, SIZES, by_size, "GBP").said == ("Postage is 3.50 GBP less than in M.",)
    assert plan_boxes(rows, SIZES, RateTable(500), "GBP").said == ()
    assert plan_boxes(rows, (S,), by_size, "GBP").said == ()


def test_too_few_left_is_told() -> None:
    plan = plan_boxes((Row("MUG", 2 * ONE),), (replace(S, left=0),), None, "GBP")
    assert plan.said == ("By the books too few are left of S.",)
