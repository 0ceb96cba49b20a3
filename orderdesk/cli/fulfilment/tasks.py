"""`task`: what somebody is to do, by when and about what."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.services.fulfilment.tasks import KINDS, Task, TaskForm, add_task, finish_task, open_tasks


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    listed = steps.add_parser("list", help="what is to be done: goods to be put back first, then by day")
    listed.add_argument("--owner", default="", metavar="NAME", help="by one person alone")
    listed.set_defaults(run=_list)
    add = steps.add_parser("add", help="ask for something to be done")
    add.add_argument("kind", choices=KINDS)
    add.add_argument("note", metavar="WORDS")
    add.add_argument("--owner", default="", metavar="NAME", help="by whom; else whoever comes first")
    add.add_argument("--due", metavar="DAY")
    add.add_argument("--order", default="", metavar="N", help="the order it is about")
    add.add_argument("--item", default="", metavar="SKU", help="the item it is about")
    add.set_defaults(run=_add)
    done = steps.add_parser("done", help="say that tasks are done")
    done.add_argument("tasks", nargs="+", type=int, metavar="ID")
    done.set_defaults(run=_done)


def _list(session: Session, options: Namespace) -> Answer:
    return _answer(session, options.owner)


def _add(session: Session, options: Namespace) -> Answer:
    due = read_day(options.due, "--due") if options.due else None
    form = TaskForm(options.kind, options.note, options.owner, due, options.order, options.item)
    session.write(lambda desk: add_task(desk, form))
    return _answer(session)


def _done(session: Session, options: Namespace) -> Answer:
    for key in options.tasks:
        session.write(partial(finish_task, key=key))
    return _answer(session)


def _answer(session: Session, owner: str = "") -> Answer:
    found = open_tasks(session.desk, owner)
    rows = [(str(each.id), each.said) for each in found]
    return Answer(columns(rows, right=(0,)) or "Nothing is to be done.", {"tasks": [_facts(each) for each in found]})


def _facts(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "kind": task.kind,
        "note": task.note,
        "owner": task.owner,
        "due": task.due.isoformat() if task.due else None,
        "order": task.order,
        "shipment": task.shipment,
        "sku": task.sku,
        "bin": task.bin,
        "quantity": quantity_text(task.quantity),
    }
