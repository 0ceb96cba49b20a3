"""`outbox`: what is written to customers, to be sent by a person."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.persistence.orders.view import MessageRow
from orderdesk.services.messages.customer_messages import message_sent, message_text
from orderdesk.services.orders.views import order_asked, view_order


def arguments(parser: Parser, _verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    show = steps.add_parser("show", help="the messages about an order; OrderDesk sends none of them")
    show.add_argument("number", metavar="ORDER")
    show.set_defaults(run=_show)
    sent = steps.add_parser("sent", help="note that you have sent a message")
    sent.add_argument("message", type=int, metavar="MESSAGE", help="its number, as outbox show tells it")
    sent.set_defaults(run=_sent)


def _show(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    order_id, number = order_asked(desk, options.number)
    found = view_order(desk, order_id).messages
    texts = [f"Message {each.id}, {each.state_words}\n{message_text(each)}" for each in found]
    facts = {"order": number, "messages": [_facts(session, each) for each in found]}
    return Answer("\n\n".join(texts) or "Nothing was written yet.", facts)


def _facts(session: Session, each: MessageRow) -> dict[str, Any]:
    zone = session.desk.zone
    return {
        "message": each.id,
        "title": each.title,
        "body": each.body,
        "state": each.state_words,
        "written": moment(each.made_at, zone),
        "sent": moment(each.sent_at, zone) if each.sent_at else None,
    }


def _sent(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: message_sent(desk, options.message))
    return Answer(f"Message {options.message} is noted as sent.", {"message": options.message, "state": "sent"})
