"""Messages to customers: OrderDesk writes them and sends none; a person sends one and says so."""

from __future__ import annotations

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders.view import MessageRow
from orderdesk.services.desk import Desk


def message_sent(desk: Desk, message_id: int) -> None:
    """Note that a person has sent a message, by mail or otherwise; refused for one that is noted as sent already."""
    with desk.writing(right="take orders") as work:
        found = messages.read_message(work.connection, message_id)
        if found is None:
            raise NotFound("There is no such message.", field="message")
        order_id, title, state = found
        if state == "sent":
            raise Refused(f"“{title}” is noted as sent already.", field="message")
        messages.mark_sent(work.connection, message_id, work.now)
        work.event("order", order_id, "message sent", title)
        work.touch("orders")


def message_text(message: MessageRow) -> str:
    """A message as it is copied into a mail: its subject, an empty line, its text."""
    return f"{message.title}\n\n{message.body}"
