"""The form of an item: code, name, price, tax, size, where it lies and when to reorder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from orderdesk.domain.prices.tax import usual_class
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.sizes import NO_SIZE, parse_size, shown_sides, unit
from orderdesk.domain.values.weights import item_unit, parse_item_weight, typed_weight, weight_examples
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form, fitted
from orderdesk.ui.widgets.forms.text_input import SEVERAL

_BEYOND = ((True, "Taken on back order"), (False, "Refused"))
_UPRIGHT = ((False, "Lies on any side"), (True, "This side up"))
_FRAGILE = ((False, "No"), (True, "Nothing on top"))
_STOCKED = ((True, "Counted in stock"), (False, "Not counted: a service or voucher"))


def ask_item(
    parent: QWidget,
    title: str,
    form: ItemForm,
    tax_classes: Sequence[tuple[str, str]],
    currency: str,
    send: Callable[[ItemForm, Quantity], object],
    *,
    new: bool = False,
) -> FormDialog:
    """Ask for an item; `send(form, opening)` keeps it, a new one with what lies there of it already. The SKU of an item
    that is there already may be changed too."""
    spec = item_spec(tax_classes, currency, new=new)
    fitting = fitted(spec, form, currency)
    known = {each.name: getattr(form, each.name, None) for each in fitting}
    usual = usual_class(tuple(code for code, _ in tax_classes))
    known |= {"tax_class": form.tax_class or usual, "barcodes": " ".join(form.barcodes)}
    known["size"] = form.size if any(form.size) else None

    def submit(typed: Entered) -> None:
        lying = typed.pop("opening", 0)
        length, width, height = typed.pop("size")
        typed["barcodes"] = tuple(typed["barcodes"].split())
        send(replace(form, **typed, length_mm=length, width_mm=width, height_mm=height), lying)

    return ask_form(parent, title, fitting, submit, verb="Save item", values=known, width=980, columns=4)


def item_spec(tax_classes: Sequence[tuple[str, str]], currency: str, *, new: bool = False) -> tuple[Field, ...]:
    """The fields of an item; what lies there already is asked only of a new one."""
    weigh, sizes = kinds.figure(parse_item_weight, typed_weight), kinds.figure(parse_size, shown_sides)
    opening = Field("opening", "In stock now", kinds.count(), "How many lie there, at their cost", empty=0)
    return (
        Field("sku", "SKU", kinds.text(64), required=True),
        Field("name", "Name", required=True),
        Field("barcodes", "Barcodes", kinds.text(scans=SEVERAL), "Scan them; several with a space between"),
        Field("price", f"Price, {currency}", required=True, empty=0),
        Field("tax_class", "Tax class", kinds.choice(tax_classes)),
        Field("cost", f"Cost, {currency}"),
        Field("unit", "Unit", kinds.text(20), "Such as each, box or metre"),
        Field("weight_g", f"Weight, {item_unit()}", weigh, f"Or with its unit: {weight_examples()}"),
        Field("size", f"Size, {unit()}", sizes, "Length x width x height, such as 30 x 25 x 20", empty=NO_SIZE),
        Field("upright", "In a box", kinds.choice(_UPRIGHT)),
        Field("fragile", "Fragile", kinds.choice(_FRAGILE)),
        Field("bin", "Bin", kinds.text(40), "Default bin"),
        *([opening] if new else []),
        Field("reorder_point", "Reorder point"),
        Field("safety_stock", "Safety stock", hint="So many are promised to nobody"),
        Field("vendor", "Vendor"),
        Field("oversell", "Beyond what is there or comes", kinds.choice(_BEYOND)),
        Field("stocked", "Kept in stock", kinds.choice(_STOCKED)),
        Field("warning", "Warning", hint="On picklists and at the packing station"),
        Field("instructions", "Instructions", hint="Shown on every order with it"),
    )
