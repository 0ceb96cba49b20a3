"""The form of an item: code, name, price, tax, size, where it lies and when to reorder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.money import parse_price, shown_price
from orderdesk.domain.values.quantity import Quantity, parse_count, parse_quantity, shown_quantity
from orderdesk.domain.values.sizes import NO_SIZE, parse_size, shown_sides, unit
from orderdesk.domain.values.weights import item_unit, parse_weight, typed_weight, weight_examples
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import SEVERAL, ParsedInput, TextInput


def item_weight(text: str) -> int:
    """Grams of what is typed; a figure alone is in the unit that single items are weighed in."""
    return parse_weight(text, item_unit(), field="weight_g")


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
    sku, name = TextInput(longest=64), TextInput()
    price = ParsedInput(parse_price, lambda value: shown_price(value, currency))
    cost = ParsedInput(parse_price, lambda value: shown_price(value, currency))
    tax = Choice(list(tax_classes), current=form.tax_class)
    barcodes = TextInput(scans=SEVERAL)
    weight = ParsedInput(item_weight, typed_weight)
    size = ParsedInput(parse_size, shown_sides)
    opening = ParsedInput(parse_count, shown_quantity)
    oversell = Choice([(True, "Taken on back order"), (False, "Refused")], current=form.oversell)
    reorder = ParsedInput(parse_quantity, shown_quantity)
    vendor, place = TextInput(), TextInput(longest=40)
    for field, text in ((sku, form.sku), (name, form.name), (vendor, form.vendor), (place, form.bin)):
        field.setText(text)
    barcodes.setText(" ".join(form.barcodes))
    price.set_value(form.price or None)
    cost.set_value(form.cost or None)
    weight.set_value(form.weight_g or None)
    size.set_value(form.size if any(form.size) else None)
    reorder.set_value(form.reorder_point or None)
    fields = {
        "sku": FormField("SKU", sku, required=True),
        "name": FormField("Name", name, required=True),
        "price": FormField(f"Price, {currency}", price, required=True),
        "tax_class": FormField("Tax class", tax),
        "barcodes": FormField("Barcodes", barcodes, hint="Scan them; several with a space between"),
        "bin": FormField("Bin", place, hint="Default bin"),
        "weight_g": FormField(f"Weight, {item_unit()}", weight, hint=f"Or with its unit: {weight_examples()}"),
        "size": FormField(f"Size, {unit()}", size, hint="Length x width x height, such as 30 x 25 x 20"),
        **({"opening": FormField("In stock now", opening, hint="How many lie there, at their cost")} if new else {}),
        "reorder_point": FormField("Reorder point", reorder),
        "cost": FormField(f"Cost, {currency}", cost),
        "vendor": FormField("Vendor", vendor),
        "oversell": FormField("Beyond what is there or comes", oversell),
    }

    def submit() -> None:
        length, width, height = size.value() or NO_SIZE
        send(
            replace(
                form,
                sku=sku.text().strip(),
                name=name.text().strip(),
                price=price.value() or 0,
                cost=cost.value() or 0,
                tax_class=tax.value(),
                barcodes=tuple(barcodes.text().split()),
                weight_g=weight.value() or 0,
                length_mm=length,
                width_mm=width,
                height_mm=height,
                reorder_point=reorder.value() or 0,
                vendor=vendor.text().strip(),
                bin=place.text().strip(),
                oversell=oversell.value(),
            ),
            opening.value() or 0,
        )

    dialog = FormDialog(parent, title, fields, verb="Save item", send=submit, width=620, columns=2)
    dialog.open()
    return dialog
