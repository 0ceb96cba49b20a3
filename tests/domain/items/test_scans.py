"""What a scan means: which item, how much of it, and at which price."""

from __future__ import annotations

import pytest

from orderdesk.domain.items.barcodes import check_digit
from orderdesk.domain.items.scale_codes import check_layouts, read_weighed
from orderdesk.domain.items.scans import Measure, item_codes, measure_of, read_scan
from orderdesk.domain.values.errors import Refused

LAYOUTS = "21IIIIIWWWWWC 22IIIIIVPPPPC"
EURO_PER_KILO = 129_000


def ean(body: str) -> str:
    return body + check_digit(body)


def test_a_weight_label_names_the_item_and_its_weight() -> None:
    scan = read_scan(ean("210012300416"), LAYOUTS)
    assert scan.codes[-2:] == ("00123", "123")
    assert ean("210012300000") in scan.codes
    assert measure_of(scan, "kg", EURO_PER_KILO, "EUR") == Measure(416)
    assert measure_of(scan, "g", 129, "EUR") == Measure(416_000)
    assert measure_of(scan, "pcs", EURO_PER_KILO, "EUR") == Measure(None), "a weight says nothing of pieces"


def test_a_price_label_comes_to_its_price() -> None:
    scan = read_scan(ean("220012390537"), LAYOUTS)
    assert scan.price == 537
    measure = measure_of(scan, "kg", EURO_PER_KILO, "EUR")
    assert measure.quantity == 416
    assert measure.price is not None
    assert round(measure.quantity * measure.price / 1000 / 100) == 537
    assert measure_of(scan, "pcs", 50_000, "EUR") == Measure(1_000, 53_700)
    assert measure_of(scan, "pcs", 5_000_000, "JPY") == Measure(1_000, 5_370_000)


def test_without_the_shop_s_layouts_it_is_a_plain_number() -> None:
    code = ean("210012300416")
    assert read_scan(code).codes[0] == code
    assert read_scan(code).grams is None
    assert read_weighed("210012300410", LAYOUTS) is None, "a wrong check digit is no label of a scale"


def test_goods_in_a_gs1_code_are_found_by_their_number_in_every_length() -> None:
    assert item_codes("]C10100012345678905" + "10A")[1:4] == ("00012345678905", "012345678905", "0012345678905")
    assert item_codes("MUG") == ("MUG",)


@pytest.mark.parametrize(
    "layouts", ["21IIIIIWWWWC", "31IIIIIWWWWWC", "21IIIIIC", "21WWWWWIIIIIC", "21IIIIIWWWWWC 21IIIIIPPPPPC", "2 1"]
)
def test_layouts_that_no_scale_prints_are_refused(layouts: str) -> None:
    with pytest.raises(Refused) as refused:
        check_layouts(layouts)
    assert refused.value.field == "scale_codes"


def test_layouts_are_kept_in_capitals_one_blank_between() -> None:
    assert check_layouts(" 21iiiiiwwwwwc\n22IIIIIVPPPPC ") == LAYOUTS
    assert check_layouts("") == ""
