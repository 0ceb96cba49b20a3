"""`label`: the labels of boxes with their tracking numbers, and what the carrier asked for each."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.fulfilment.fulfilment import numbers_by_box, shipment_answer
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import amount_text, parse_amount, shown
from orderdesk.domain.values.texts import count_word
from orderdesk.services.fulfilment.labelling import charge_boxes, set_tracking, void_label
from orderdesk.services.orders.views import shipment_meant, view_shipment
from orderdesk.services.shop.shop import shop_now

_WHICH = "a shipment, a box of it (SH-1001-2), or an order where one shipment can be meant"


def arguments(parser: Parser, _verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    void = steps.add_parser("void", help="take the label of a box out of use, before its carrier has it")
    void.add_argument("number", metavar="SHIPMENT", help=_WHICH)
    void.add_argument("--box", type=int, metavar="N", help="which of several boxes, from 1")
    void.set_defaults(run=_void)
    tracking = steps.add_parser("tracking", help="note the carrier's numbers; void labels are then made anew")
    tracking.add_argument("number", metavar="SHIPMENT", help=_WHICH)
    tracking.add_argument("tracking", nargs="+", metavar="TRACKING", help="of each box in turn, or BOX=TRACKING")
    tracking.set_defaults(run=_tracking)
    charged = steps.add_parser("charged", help="note what the carrier asked for a box")
    charged.add_argument("number", metavar="SHIPMENT", help=_WHICH)
    charged.add_argument("amount", metavar="AMOUNT")
    charged.add_argument("--box", type=int, metavar="N", help="which of several boxes, from 1")
    charged.set_defaults(run=_charged)


def _void(session: Session, options: Namespace) -> Answer:
    _, number, box = _meant(session, options, "void-label")
    position = session.write(lambda desk: void_label(desk, number, box))
    return Answer(f"The label of box {position} of {number} is void.", {"shipment": number, "void": position})


def _tracking(session: Session, options: Namespace) -> Answer:
    key, number = _shipment(session, options.number, "track")[:2]
    packed = view_shipment(session.desk, key).packed
    numbers = numbers_by_box(options.tracking, packed)
    if len(packed) > 1 and options.tracking == list(numbers.values()) and len(numbers) == 1:
        there, first, last = count_word(len(packed), "box", "boxes"), packed[0].position, packed[-1].position
        raise Refused(f"{number} has {there}; say which: {first}={options.tracking[0]} to {last}=….", field="box")
    session.write(lambda desk: set_tracking(desk, key, numbers))
    return shipment_answer(session.desk, key)


def _charged(session: Session, options: Namespace) -> Answer:
    key, number, box = _meant(session, options, "charge")
    currency = shop_now(session.desk).currency
    amount = parse_amount(options.amount, currency)
    (before,) = session.write(lambda desk: charge_boxes(desk, key, {box: amount}))
    facts = {
        "shipment": number,
        "box": before.position,
        "charged": amount_text(amount, currency),
        "before": None if before.charged is None else amount_text(before.charged, currency),
        "currency": currency,
    }
    old = before.charged
    instead = "" if old is None or old == amount else f", not {shown(old, currency)} as noted before"
    said = f"Box {before.position} of {number}: the carrier asked {shown(amount, currency)}{instead}."
    return Answer(said, facts)


def _meant(session: Session, options: Namespace, event: str) -> tuple[int, str, int | None]:
    """The shipment that is meant and its box, where one is named in either way."""
    key, number, box = _shipment(session, options.number, event)
    return key, number, options.box or box


def _shipment(session: Session, word: str, event: str) -> tuple[int, str, int | None]:
    key, box = shipment_meant(session.desk, word, event)
    return key, view_shipment(session.desk, key).number, box
