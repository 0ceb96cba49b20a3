"""The purchase order, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderdesk.documents import purchase_order
from orderdesk.domain.values.errors import Refused
from tests.documents import samples
from tests.documents.reading import codes, pages, text


def test_it_says_what_is_wanted_of_whom_and_where_it_goes() -> None:
    seen = text(purchase_order.build(samples.purchase_order()))
    for part in (
        "Purchase order", "PO-17", "Kilnworks Ltd", "Attn. R. Hale", "Deliver to", "4 Quay Lane", "K-991",
        "Deliver before noon", "30/11/2026", "Total before tax", "53.83",
    ):  # fmt: skip
        assert part in seen
    assert "10 each 4.55 45.50" in seen
    assert "2.5 kg 3.3333 8.33" in seen
    assert "DRAFT" not in seen


def test_its_number_can_be_scanned() -> None:
    assert "PO-17" in codes(purchase_order.build(samples.purchase_order()), 300)


def test_a_draft_says_so() -> None:
    assert "DRAFT" in text(purchase_order.build(samples.purchase_order(draft=True)))


def test_many_lines_go_over_pages_with_their_head() -> None:
    row = samples.purchase_order().rows[0]
    rows = tuple(replace(row, sku=f"MUG-{number}") for number in range(60))
    seen = pages(purchase_order.build(samples.purchase_order(rows=rows, total=60 * 4550), "letter"))
    assert len(seen) > 1
    assert all("Amount" in page for page in seen[:2])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"total": 5384}, "its lines come to 53.83, not 53.84"),
        ({"rows": (replace(samples.purchase_order().rows[0], amount=4551),), "total": 4551}, "MUG × its cost"),
        ({"rows": (), "total": 0}, "has no lines"),
    ],
)
def test_what_does_not_add_up_is_not_printed(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        purchase_order.build(samples.purchase_order(**changed))
