"""`stock counts`: the bins that are to be counted, as a picker found fewer there than the book says."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.fulfilment.tasks import Task
from orderdesk.domain.values.quantity import quantity_text, shown_quantity
from orderdesk.domain.values.written.moments import shown_moment
from orderdesk.services.fulfilment.count_tasks import open_counts


def add_counts(steps: Any) -> None:
    """What is to be counted; `stock count` does it."""
    listed = steps.add_parser("counts", help="the bins to be counted because a picker found fewer there")
    listed.set_defaults(run=_list)


def _list(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    found = open_counts(desk)
    rows = [
        (each.bin, each.sku, each.name[:40], shown_quantity(each.quantity), each.note, each.order,
         f"{each.made_by}, {shown_moment(each.made_at, desk.calendar)}")
        for each in found
    ]  # fmt: skip
    facts = {"counts": [_facts(each, session) for each in found]}
    return Answer(columns(rows, right=(3,)) or "Nothing is to be counted.", facts)


def _facts(task: Task, session: Session) -> dict[str, Any]:
    return {
        "id": task.id,
        "bin": task.bin,
        "sku": task.sku,
        "name": task.name,
        "short": quantity_text(task.quantity),
        "why": task.note,
        "order": task.order,
        "asked_by": task.made_by,
        "asked_at": moment(task.made_at, session.desk.zone),
    }
