"""`label void` and `label tracking`: labels of boxes that are still here."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.fulfilment.fulfilment import one_shipment, shipment_answer
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.services.fulfilment.shipping import set_tracking
from orderdesk.services.orders.views import view_shipment
from orderdesk.services.papers import void_label


def arguments(parser: Parser, _verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    void = steps.add_parser("void", help="take the label of a box out of use, before its carrier has it")
    void.add_argument("number", metavar="SHIPMENT", help="a shipment, or an order with one open shipment")
    void.add_argument("--box", type=int, default=1, metavar="N", help="of several boxes, from 1")
    void.set_defaults(run=_void)
    tracking = steps.add_parser("tracking", help="note the carrier's number; void labels are then made anew")
    tracking.add_argument("number", metavar="SHIPMENT", help="a shipment, or an order with one open shipment")
    tracking.add_argument("tracking", metavar="TRACKING")
    tracking.set_defaults(run=_tracking)


def _void(session: Session, options: Namespace) -> Answer:
    key = one_shipment(session.desk, options.number)
    number = view_shipment(session.desk, key).number
    session.write(lambda desk: void_label(desk, number, options.box))
    return Answer(f"The label of box {options.box} of {number} is void.", {"shipment": number, "void": options.box})


def _tracking(session: Session, options: Namespace) -> Answer:
    key = one_shipment(session.desk, options.number)
    session.write(lambda desk: set_tracking(desk, key, options.tracking))
    return shipment_answer(session.desk, key)
