"""The tracking numbers of a shipment's boxes, a field for each; scans fill them one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orderdesk.domain.fulfilment.boxes import LONGEST_TRACKING, Box, field_of
from orderdesk.domain.values.weights import shown_weight
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import NEXT, TextInput


def number_fields(boxes: Sequence[Box]) -> dict[str, FormField]:
    """A field for the number of each box, by the name under which it is refused; what left in no box has one."""
    several = len(boxes) > 1
    hint = "Scan each label in turn; leave empty what has none" if several else "Scan it from the label; empty if none"
    fields: dict[str, FormField] = {}
    packed: list[Box | None] = [*boxes] or [None]
    for box in packed:
        place = box.position if box else 1
        weight = f", {shown_weight(box.weight_g)}" if box and box.weight_g else ""
        editor = TextInput(longest=LONGEST_TRACKING, scans=NEXT)
        editor.setText(box.tracking if box else "")
        label = f"Tracking number of box {place}{weight}" if several else "Tracking number"
        fields[field_of(place)] = FormField(label, editor, hint="" if fields else hint)
    return fields


def numbers_in(fields: Mapping[str, FormField], boxes: Sequence[Box]) -> dict[int, str]:
    """The numbers as typed, by box."""
    places = [box.position for box in boxes] or [1]
    return {place: fields[field_of(place)].text for place in places}
