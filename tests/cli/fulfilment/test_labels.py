"""`label`: a label of a packed box is voided, and another made under another number."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call

ORDER = {
    "channel": "phone",
    "customer": {
        "name": "Asha Patel",
        "phone": "020 7946 0018",
        "address": {"line1": "12 Quay Street", "city": "Whitby", "postcode": "YO21 3PU", "country": "GB"},
    },
    "lines": [{"sku": "MUG", "quantity": "1"}],
    "service": "road",
    "confirm": True,
}


def test_a_label_is_voided_and_made_anew_until_it_has_left(shop_at: Call, tmp_path: Path) -> None:
    paper = ("-o", str(tmp_path / "label.pdf"))
    number = shop_at("--json", "order", "add", given=json.dumps(ORDER)).facts["order"]
    picklist = shop_at("--json", "pick", "start", number).facts["picklist"]
    assert shop_at("label", "void", number).code == 3, "it is not packed yet"
    assert shop_at("pick", "done", picklist).code == 0
    assert shop_at("pack", number).code == 0
    said = shop_at("--json", "label", "void", number)
    shipment = said.facts["shipment"]
    assert said.facts == {"shipment": shipment, "void": 1}
    assert "is void; note a new tracking number" in shop_at("print", "label", shipment, *paper).err
    assert shop_at("label", "void", shipment).code == 3
    assert "tracking 1Z999" in shop_at("label", "tracking", shipment, "1Z999").out
    assert shop_at("print", "label", shipment, *paper).code == 0
    assert shop_at("ship", number).code == 0
    assert "only a label that is still here can be voided" in shop_at("label", "void", shipment).err
