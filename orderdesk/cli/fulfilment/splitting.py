"""`split`: boxes of a packed shipment that leave before the others, and putting them back."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.fulfilment.fulfilment import shipment_answer
from orderdesk.cli.orders.order_json import shipment_facts
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.errors import BadInput, Doubtful
from orderdesk.services.fulfilment.splitting import rejoin_boxes, split_boxes
from orderdesk.services.orders.views import shipment_meant, shipments_to_do, view_shipment


def arguments(parser: Parser, _verb: str) -> None:
    """The options of the verb."""
    parser.add_argument(
        "number", metavar="SHIPMENT", help="a packed shipment, a box of it (SH-1001-2), or an order with one of them"
    )
    parser.add_argument("boxes", nargs="*", type=int, metavar="BOX", help="which boxes leave apart, by their numbers")
    parser.add_argument("--in-parts", action="store_true", help="though its order is to be sent complete")
    parser.add_argument("--back", action="store_true", help="put them back into the shipment that they were split off")
    parser.set_defaults(run=_split)


def _split(session: Session, options: Namespace) -> Answer:
    key, box = shipment_meant(session.desk, options.number, "rejoin" if options.back else "split")
    if options.back:
        if options.boxes or options.in_parts:
            raise BadInput("With --back all boxes of the shipment go back; name only the shipment.", field="box")
        home = session.write(lambda desk: rejoin_boxes(desk, key))
        return shipment_answer(session.desk, shipments_to_do(session.desk, home)[0])
    boxes = [*options.boxes, *([box] if box is not None else [])]
    sure = options.in_parts
    try:
        number = session.write(lambda desk: split_boxes(desk, key, boxes, sure=sure))
    except Doubtful as said:
        raise Doubtful(f"{said} To send it in parts all the same, add --in-parts.", field=said.field) from None
    made = shipment_answer(session.desk, shipments_to_do(session.desk, number)[0])
    rest = view_shipment(session.desk, key)
    stays = f"{rest.number} keeps {rest.boxes} of its boxes" if rest.boxes > 1 else f"{rest.number} keeps one box"
    told = f"{made.text}\n{stays}. Print labels and slips of both anew: those from before are void."
    return Answer(told, {**made.facts, "rest": shipment_facts(rest, session.desk.zone)})
