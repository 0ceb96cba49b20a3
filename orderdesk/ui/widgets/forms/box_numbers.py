"""The tracking numbers of a shipment's boxes, a field for each; scans fill them one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from orderdesk.domain.fulfilment.boxes import LONGEST_TRACKING, Box, field_of
from orderdesk.domain.values.weights import shown_weight
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import NEXT, TextInput


def number_fields(boxes: Sequence[Box]) -> dict[str, FormField]:
    """A field for the number of each box, by the name under which it is refused; what left in no box has one."""
    several = len(boxes) > 1
    hint = "Scan each label in turn; leave empty what has none" if several else "Scan it from the label; empty if none"
    fields = {}
    for place in range(1, max(1, len(boxes)) + 1):
        box = boxes[place - 1] if boxes else None
        weight = f", {shown_weight(box.weight_g)}" if box and box.weight_g else ""
        editor = TextInput(longest=LONGEST_TRACKING, scans=NEXT)
        editor.setText(box.tracking if box else "")
        label = f"Tracking number of box {place}{weight}" if several else "Tracking number"
        fields[field_of(place)] = FormField(label, editor, hint="" if place > 1 else hint)
    return fields


def numbers_in(fields: dict[str, FormField]) -> dict[int, str]:
    """The numbers as typed, by box."""
    named = (fields.get(field_of(place)) for place in range(1, len(fields) + 1))
    return {place: field.text for place, field in enumerate(named, start=1) if field is not None}
