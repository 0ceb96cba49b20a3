"""The catalogue: items with sound codes, found by SKU, barcode or word."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.items import catalog
from orderdesk.services.items.item_forms import LARGEST_PICTURE, PICTURES, ItemForm, VendorForm
from tests.factories import northside

MUG = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def found(desk: Desk, typed: str, limit: int = 20) -> list[str]:
    return [each.sku for each in catalog.look_for_items(desk, typed, limit)]


def picture(size: tuple[int, int] = (8, 8), kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("1", size).save(file, kind)
    return file.getvalue()


def test_the_exact_code_comes_first_then_skus_then_words(desk: Desk) -> None:
    for sku, name in (("MU", "Little thing"), ("MUG-BLUE", "Blue cup"), ("POT", "Mug tree"), ("TRAY", "Tray for mugs")):
        catalog.add_item(desk, ItemForm(sku, name))
    assert found(desk, "mu") == ["MU", "MUG", "MUG-BLUE", "POT", "TRAY"]
    assert found(desk, "mug") == ["MUG", "MUG-BLUE", "POT", "TRAY"]
    assert found(desk, "mug", 2) == ["MUG", "MUG-BLUE"]
    assert found(desk, "tr mu") == ["POT", "TRAY"]
    assert found(desk, "mug-b") == ["MUG-BLUE"]
    assert found(desk, "5012345678900") == ["MUG"]
    assert found(desk, " ") == found(desk, "%") == found(desk, "ug") == []


def test_a_found_item_says_what_is_available(desk: Desk) -> None:
    mug = catalog.look_for_items(desk, "MUG")[0]
    assert (mug.available, mug.price, mug.weight_g) == (20_000, 125_000, 350)


def test_a_scan_finds_one_item(desk: Desk) -> None:
    assert catalog.item_of_code(desk, "5012345678900\r\n").sku == "MUG"
    assert catalog.item_of_code(desk, "mug").sku == "MUG"
    with pytest.raises(NotFound, match="There is no item 999"):
        catalog.item_of_code(desk, "999")


def test_an_item_off_sale_is_found_by_scan_only(desk: Desk) -> None:
    catalog.retire_item(desk, MUG)
    assert found(desk, "mug") == []
    assert catalog.item_of_code(desk, "MUG").active == 0


WRONG = (
    ("sku", "", "1 to 64 letters"),
    ("sku", "x" * 65, "1 to 64 letters"),
    ("sku", "A  B", "1 to 64 letters"),
    ("sku", "mug", r"mug is taken: MUG \(Stoneware mug\)"),
    ("sku", "5012345678900", "is taken"),
    ("name", "", "Enter the name"),
    ("price", -1, "price must be zero or more"),
    ("cost", 10**14, "cost must be zero or more"),
    ("tax_class", "luxury", "no tax class luxury; it has standard, reduced, zero"),
    ("weight_g", -5, "weight must be zero or more"),
    ("reorder_point", -1, "reorder point is from 0"),
    ("barcodes", ("5012345678900",), r"belongs to MUG \(Stoneware mug\)"),
    ("barcodes", ("TEE",), "belongs to TEE"),
    ("barcodes", ("é",), "plain letters"),
)


def test_what_can_not_stand_is_refused_in_a_sentence(desk: Desk) -> None:
    for field, wrong, sentence in WRONG:
        values: dict[str, Any] = {field: wrong}
        with pytest.raises(Refused, match=sentence) as refused:
            catalog.add_item(desk, replace(ItemForm("NEW", "New thing"), **values))
        assert refused.value.field == field
    assert found(desk, "new") == []


def test_a_mistyped_ean_is_kept_and_warned_of(desk: Desk) -> None:
    saved = catalog.add_item(desk, ItemForm("NEW", "New thing", barcodes=("4006381333932", "FREE-1", " ")))
    assert len(saved.warnings) == 1
    assert "should be 1" in saved.warnings[0]
    assert catalog.item_of(desk, saved.id).barcodes == ("4006381333932", "FREE-1")


def test_an_edit_changes_all_that_points_to_the_item(desk: Desk) -> None:
    card = catalog.item_of(desk, MUG)
    form = catalog.form_of(card)
    assert (form.sku, form.barcodes, form.stocked) == ("MUG", ("5012345678900",), True)
    new = replace(form, sku="CUP", name="Stoneware cup", barcodes=("123",), price=130_000, vendor="Kiln Lane")
    catalog.edit_item(desk, MUG, new, version=card.item.version)
    assert found(desk, "mug") == []
    assert found(desk, "cup") == found(desk, "123") == ["CUP"]
    assert catalog.item_of(desk, MUG).vendor == "Kiln Lane"
    with pytest.raises(Refused, match="changed by someone else"):
        catalog.edit_item(desk, MUG, form, version=card.item.version)
    with pytest.raises(NotFound):
        catalog.edit_item(desk, 99, form)


def test_vendors_are_known_by_name(desk: Desk) -> None:
    key = catalog.save_vendor(desk, VendorForm("Kiln Lane", phone="01632 960 000"))
    catalog.add_item(desk, ItemForm("POT", "Pot", vendor="Kiln Lane"))
    catalog.save_vendor(desk, VendorForm("Kiln Lane", email="kiln@example.com"), "Kiln Lane")
    assert [(each.id, each.email) for each in catalog.vendors_of(desk)] == [(key, "kiln@example.com")]
    with pytest.raises(Refused, match="Enter the vendor"):
        catalog.save_vendor(desk, VendorForm(" "))


def test_a_picture_is_kept_as_it_was_given(desk: Desk) -> None:
    for kind in PICTURES:
        given = picture(kind=kind)
        catalog.set_picture(desk, MUG, given)
        assert catalog.picture_of(desk, MUG) == given
    catalog.set_picture(desk, MUG, None)
    assert catalog.picture_of(desk, MUG) is None


UNSOUND = (
    (b"", "no picture we can read"),
    (b"<svg/>", "no picture we can read"),
    (picture(kind="BMP"), "no picture we can read"),
    (picture()[:40], "no picture we can read"),
    (b"\x89PNG" + bytes(LARGEST_PICTURE), "larger than 10 MB"),
    (picture((8_000, 7_000)), "50 million pixels"),
)


def test_what_is_no_sound_picture_is_refused(desk: Desk) -> None:
    for given, sentence in UNSOUND:
        with pytest.raises(BadInput, match=sentence):
            catalog.set_picture(desk, MUG, given)
    assert catalog.picture_of(desk, MUG) is None
