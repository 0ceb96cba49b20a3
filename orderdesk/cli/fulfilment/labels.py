"""`label`: the labels of boxes with their tracking numbers, and what the carrier asked for each."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.fulfilment.fulfilment import numbers_by_box, one_shipment, shipment_answer
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.money import amount_text, parse_amount, shown
from orderdesk.services.fulfilment.labelling import charge_boxes, set_tracking, void_label
from orderdesk.services.orders.views import view_shipment
from orderdesk.services.shop.shop import shop_now

_WHICH = "a shipment, or an order with one open shipment"


def arguments(parser: Parser, _verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    void = steps.add_parser("void", help="take the label of a box out of use, before its carrier has it")
    void.add_argument("number", metavar="SHIPMENT", help=_WHICH)
    void.add_argument("--box", type=int, default=1, metavar="N", help="of several boxes, from 1")
    void.set_defaults(run=_void)
    tracking = steps.add_parser("tracking", help="note the carrier's numbers; void labels are then made anew")
    tracking.add_argument("number", metavar="SHIPMENT", help=_WHICH)
    tracking.add_argument("tracking", nargs="+", metavar="TRACKING", help="of each box in turn, or BOX=TRACKING")
    tracking.set_defaults(run=_tracking)
    charged = steps.add_parser("charged", help="note what the carrier asked for a box")
    charged.add_argument("number", metavar="SHIPMENT", help=_WHICH)
    charged.add_argument("amount", metavar="AMOUNT")
    charged.add_argument("--box", type=int, default=1, metavar="N", help="of several boxes, from 1")
    charged.set_defaults(run=_charged)


def _void(session: Session, options: Namespace) -> Answer:
    key = one_shipment(session.desk, options.number)
    number = view_shipment(session.desk, key).number
    session.write(lambda desk: void_label(desk, number, options.box))
    return Answer(f"The label of box {options.box} of {number} is void.", {"shipment": number, "void": options.box})


def _tracking(session: Session, options: Namespace) -> Answer:
    key = one_shipment(session.desk, options.number)
    session.write(lambda desk: set_tracking(desk, key, numbers_by_box(options.tracking)))
    return shipment_answer(session.desk, key)


def _charged(session: Session, options: Namespace) -> Answer:
    key = one_shipment(session.desk, options.number)
    number = view_shipment(session.desk, key).number
    currency = shop_now(session.desk).currency
    amount = parse_amount(options.amount, currency)
    session.write(lambda desk: charge_boxes(desk, key, {options.box: amount}))
    facts = {"shipment": number, "box": options.box, "charged": amount_text(amount, currency), "currency": currency}
    return Answer(f"Box {options.box} of {number}: the carrier asked {shown(amount, currency)}.", facts)
