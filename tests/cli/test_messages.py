"""`outbox`: messages are read, sent by a person, and noted as sent once."""

from __future__ import annotations

import json

from tests.cli.conftest import Call
from tests.cli.fulfilment.test_labels import ORDER


def test_a_message_is_not_sent_until_somebody_says_so(shop_at: Call) -> None:
    number = shop_at("--json", "order", "add", given=json.dumps(ORDER)).facts["order"]
    said = shop_at("--json", "outbox", "show", number).facts["messages"]
    assert [(each["state"], each["sent"]) for each in said] == [("not sent", None)]
    assert f"Thank you. We have your order {number}" in said[0]["body"]
    assert "not sent" in shop_at("outbox", "show", number).out
    key = str(said[0]["message"])
    assert shop_at("outbox", "sent", key).code == 0
    assert shop_at("--json", "outbox", "show", number).facts["messages"][0]["state"] == "sent"
    assert "noted as sent already" in shop_at("outbox", "sent", key).err
    assert shop_at("outbox", "sent", "999").code == 3
    assert "sent the customer a message" in shop_at("order", "history", number).out
