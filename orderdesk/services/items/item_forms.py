"""What is filled in about an item or a vendor, and what of it can stand."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from orderdesk.domain.items.barcodes import kept_barcode
from orderdesk.domain.prices.tax import usual_class
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.domain.values.money import LARGEST, Price
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, Quantity
from orderdesk.domain.values.sizes import LONGEST_MM, Size
from orderdesk.domain.values.texts import clean, clean_email

LONGEST_SKU = 64
NEVER_PRICED = "no price was ever entered for it"
"""Why an item that came without a price is held when it is ordered."""
LARGEST_PICTURE = 10_000_000
MOST_PIXELS = 50_000_000
PICTURES = ("PNG", "JPEG", "WEBP", "GIF")
_HEAVIEST_G = 100_000_000
FLAGS = ("stocked", "oversell", "active", "upright", "fragile")
"""What of an item is either so or not."""
_SIDES = ("length_mm", "width_mm", "height_mm")


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item as filled in: prices in ten-thousandths, quantities in thousandths, grams and millimetres.

    In a box an `upright` one is only turned on its base, and nothing lies on a `fragile` one.
    Without a `tax_class` it bears the usual one. `vendor` is a name and is set up when new; `bin` is where the item
    will usually lie. What may `oversell` is taken on back order; the rest is refused beyond what is there or comes.
    """

    sku: str
    name: str
    price: Price = 0
    cost: Price = 0
    tax_class: str = ""
    unit: str = "each"
    weight_g: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    upright: bool = False
    fragile: bool = False
    vendor: str = ""
    reorder_point: Quantity = 0
    safety_stock: Quantity = 0
    stocked: bool = True
    oversell: bool = True
    active: bool = True
    warning: str = ""
    instructions: str = ""
    barcodes: tuple[str, ...] = ()
    bin: str = ""
    remote_id: str = ""

    @property
    def size(self) -> Size:
        """Length, width and height in millimetres."""
        return self.length_mm, self.width_mm, self.height_mm


@dataclass(frozen=True, slots=True)
class VendorForm:
    """A vendor as filled in."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remote_id: str = ""


def check_item(form: ItemForm, classes: tuple[str, ...]) -> ItemForm:
    """The form as it is kept; raises `Refused` for the first field that cannot stand."""
    sku = clean(form.sku, "SKU")
    if not sku or len(sku) > LONGEST_SKU or not sku.isprintable() or "  " in sku:
        raise Refused(f"A SKU has 1 to {LONGEST_SKU} letters, digits and signs.", field="sku")
    tax_class = form.tax_class or usual_class(classes)
    if tax_class not in classes:
        raise Refused(f"The shop has no tax class {tax_class}; it has {', '.join(classes)}.", field="tax_class")
    for name in ("price", "cost"):
        if not 0 <= getattr(form, name) <= LARGEST:
            raise Refused(f"The {name} must be zero or more.", field=name)
    if not 0 <= form.weight_g <= _HEAVIEST_G:
        raise Refused("The weight must be zero or more, up to 100 tonnes.", field="weight_g")
    if not all(0 <= getattr(form, name) <= LONGEST_MM for name in _SIDES):
        raise Refused("A side is from 0 to 100 metres.", field="size")
    for name in ("reorder_point", "safety_stock"):
        if not 0 <= getattr(form, name) <= LARGEST_QUANTITY:
            raise Refused(f"The {name.replace('_', ' ')} is from 0 to 1,000,000.", field=name)
    return replace(
        form,
        sku=sku,
        tax_class=tax_class,
        name=clean(form.name, "name", required=True, longest=500),
        unit=clean(form.unit, "unit", longest=20) or "each",
        vendor=clean(form.vendor, "vendor", longest=200),
        warning=clean(form.warning, "warning"),
        instructions=clean(form.instructions, "instructions", lines=True),
        barcodes=tuple(dict.fromkeys(kept_barcode(code) for code in form.barcodes if code.strip())),
        bin=clean(form.bin, "bin", longest=40),
        remote_id=clean(form.remote_id, "remote_id", longest=200),
    )


def check_vendor(form: VendorForm) -> VendorForm:
    """The vendor as kept."""
    return VendorForm(
        name=clean(form.name, "vendor", required=True, longest=200),
        contact=clean(form.contact, "contact", longest=200),
        phone=clean(form.phone, "phone", longest=60),
        email=clean_email(form.email),
        address=clean(form.address, "address", lines=True),
        remote_id=clean(form.remote_id, "remote_id", longest=200),
    )


def check_picture(picture: bytes) -> None:
    """Refuse what is no whole picture of a usual kind."""
    if len(picture) > LARGEST_PICTURE:
        raise BadInput("That picture is larger than 10 MB; save it smaller.", field="picture")
    from PIL import Image, UnidentifiedImageError  # here, as only a new picture needs it

    try:
        with Image.open(io.BytesIO(picture), formats=PICTURES) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput("That picture has more than 50 million pixels; save it smaller.", field="picture")
            opened.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise BadInput(f"That file is no picture we can read; use {', '.join(PICTURES)}.", field="picture") from None
