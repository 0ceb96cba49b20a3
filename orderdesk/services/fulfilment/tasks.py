"""Tasks: what somebody is to do, for whom it is and by when; asked for, listed and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orderdesk.domain.fulfilment.tasks import KINDS, PUT_BACK, Task
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import clean, one_of
from orderdesk.persistence.items.records import item_id_by_code
from orderdesk.persistence.orders.records import order_id_by_number
from orderdesk.persistence.stock import tasks
from orderdesk.services.desk import Desk, Work
from orderdesk.services.people.users import person_at_work

__all__ = ["KINDS", "PUT_BACK", "Task", "TaskForm", "add_task", "finish_task", "open_tasks"]


@dataclass(frozen=True, slots=True)
class TaskForm:
    """A task as it is asked for; the owner is a person of the shop, the order a number, the item a code."""

    kind: str
    note: str
    owner: str = ""
    due: date | None = None
    order: str = ""
    item: str = ""


def open_tasks(desk: Desk, owner: str = "") -> list[Task]:
    """What is to be done: goods to be put back first, then by day; that of one person, where they are named."""
    with desk.reading() as connection:
        found = tasks.open_tasks(connection)
    return [each for each in found if not owner or each.owner.casefold() == owner.strip().casefold()]


def add_task(desk: Desk, form: TaskForm) -> int:
    """Ask for something to be done; returns the key of the task."""
    with desk.writing(right="pick goods") as work:
        values = {
            "kind": one_of(form.kind, "kind", KINDS),
            "note": clean(form.note, "note", required=True, longest=200),
            "owner_id": _owner(work, form.owner.strip()),
            "due": form.due,
            "order_id": _order(work, form.order.strip()),
            "item_id": _item(work, form.item.strip()),
            "made_at": work.now,
            "made_by": work.user,
        }
        key = tasks.add_task(work.connection, values)
        work.event("task", key, "added", f"{values['kind']}: {values['note']}")
        work.touch("shipments")
        return key


def finish_task(desk: Desk, key: int) -> None:
    """It is done: the goods lie in their bin again, the customer was called. A bin is counted, never ticked off."""
    with desk.writing(right="pick goods") as work:
        waits = tasks.open_task(work.connection, key)
        if waits is not None and waits.by_counting:
            raise Refused(f"Say how many of {waits.sku} lie in {waits.bin}: counting it does the task.", field="task")
        if not tasks.finish_task(work.connection, key, work.now, work.user):
            raise NotFound("That was done already.", field="task")
        work.event("task", key, "done")
        work.touch("shipments")


def _owner(work: Work, name: str) -> int | None:
    return person_at_work(work, name).id if name else None


def _order(work: Work, number: str) -> int | None:
    found = order_id_by_number(work.connection, number) if number else None
    if number and found is None:
        raise NotFound(f"There is no order {number}.", field="order")
    return found


def _item(work: Work, code: str) -> int | None:
    found = item_id_by_code(work.connection, code) if code else None
    if code and found is None:
        raise NotFound(f"There is no item {code}.", field="item")
    return found
