"""Which boxes a shipment is best packed in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orderdesk.domain.fulfilment.cartons.plan import BoxPlan, plan_boxes
from orderdesk.domain.fulfilment.shipments import BoxRequest, Shipment
from orderdesk.domain.prices.delivering import rates_to
from orderdesk.domain.prices.rates import RateTable
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import ONE, Quantity
from orderdesk.persistence.fulfilment.cartons import read_cartons
from orderdesk.persistence.fulfilment.lists import PackRow, pack_rows
from orderdesk.persistence.fulfilment.records import read_shipments
from orderdesk.persistence.shop.records import service_of, shop_head
from orderdesk.services.desk import Desk
from orderdesk.services.prices.delivering import destination


def view_plan(desk: Desk, shipment_id: int) -> BoxPlan:
    """The boxes that are proposed for a shipment; an empty plan where the shop has no cartons."""
    with desk.reading() as connection:
        return read_plan(connection, shipment_id, pack_rows(connection, [shipment_id]))


def read_plan(connection: Connection, shipment_id: int, rows: Sequence[PackRow]) -> BoxPlan:
    """The same for the goods of a shipment inside a snapshot or a transaction."""
    return read_plans(connection, read_shipments(connection, [shipment_id]), rows)[shipment_id]


def read_plans(connection: Connection, wave: Sequence[Shipment], rows: Sequence[PackRow]) -> dict[int, BoxPlan]:
    """The plans of several shipments by key, of all their goods together."""
    known = read_cartons(connection, all_of_them=True)
    if not known:
        return {each.id: BoxPlan() for each in wave}
    currency = shop_head(connection)[1]
    goods: dict[int, list[PackRow]] = {each.id: [] for each in wave}
    for row in rows:
        goods[row.shipment_id].append(row)
    return {each.id: plan_boxes(goods[each.id], known, _rates(connection, each), currency) for each in wave}


def is_whole(plan: BoxPlan) -> bool:
    """Whether a plan says of all goods in which carton they go."""
    return plan.proposal.drawn and not plan.proposal.too_large


def in_one_box(desk: Desk, shipment_id: int) -> list[BoxRequest]:
    """The only box of a shipment, in the carton that is proposed for all its goods, else in something."""
    plan = view_plan(desk, shipment_id)
    carton = plan.carton(1) if is_whole(plan) and len(plan.proposal.boxes) == 1 else None
    return [BoxRequest(carton.code if carton else "")]


def boxes_as_planned(plan: BoxPlan, rows: Sequence[PackRow]) -> list[BoxRequest]:
    """The proposed boxes to be packed, by the allocations of the goods; refuse a plan that does not say how."""
    if not is_whole(plan):
        said = " ".join(plan.said) or "The shop has no carton to propose; add one first."
        raise Refused(f"No boxes are proposed. {said}", field="box")
    left = {row.allocation_id: row.quantity for row in rows}
    requests = []
    for box in plan.proposal.boxes:
        contents: list[tuple[int, Quantity]] = []
        for sku, count in box.contents:
            wanted = count * ONE
            for row in rows:
                part = min(wanted, left[row.allocation_id]) if row.sku == sku else 0
                if part:
                    contents.append((row.allocation_id, part))
                    left[row.allocation_id] -= part
                    wanted -= part
        requests.append(BoxRequest(box.carton.code if box.carton else "", contents=tuple(contents)))
    return requests


def _rates(connection: Connection, shipment: Shipment) -> RateTable | None:
    """What the service of a shipment asks where it goes; None where it is fetched or has none yet."""
    service = service_of(connection, shipment.service_id)
    if service is None or service.pickup:
        return None
    return rates_to(service, destination(connection, shipment.ship_to_id)) if service.zones else service.rates
